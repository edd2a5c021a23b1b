"""What can be done in triage: one verb, one function."""

from triage.actions.agreeing import confirm_score, decide_score, differ_on_score, propose_score
from triage.actions.answer import answer_notices
from triage.actions.assign import add_joint_advisor, ask_advisor, take_off_joint_advisor
from triage.actions.declare import declare
from triage.actions.guide import (
    add_guide_part,
    copy_guide,
    import_guide,
    move_guide_part_up,
    save_guide_part,
    save_guide_section,
    take_out_guide_part,
    withdraw_guide,
)
from triage.actions.guide_replaced import replace_guide
from triage.actions.guide_withdrawn import withdraw_published_guide
from triage.actions.move_guide import move_to_guide
from triage.actions.practice import (
    copy_practice_case,
    publish_practice_case,
    retire_practice_case,
    save_practice_case,
    start_practice_case,
    withdraw_practice_case,
)
from triage.actions.practise import practise
from triage.actions.prefer import write_by_section
from triage.actions.publish import publish_guide
from triage.actions.returning import return_review
from triage.actions.save import bring_up_to_date, save_review
from triage.actions.second import ask_second, request_second, second_not_needed, take_back_second
from triage.actions.second_policy import publish_second_policy
from triage.actions.second_scored import declare_alone
from triage.actions.sharing import save_sharing, settle_sharing
from triage.actions.shown import record_enclosed, record_shown
from triage.actions.start import start_review
from triage.actions.submit import submit_review

__all__ = [
    "add_guide_part",
    "add_joint_advisor",
    "answer_notices",
    "ask_advisor",
    "ask_second",
    "bring_up_to_date",
    "confirm_score",
    "copy_guide",
    "copy_practice_case",
    "decide_score",
    "declare",
    "declare_alone",
    "differ_on_score",
    "import_guide",
    "move_guide_part_up",
    "move_to_guide",
    "practise",
    "propose_score",
    "publish_guide",
    "publish_practice_case",
    "publish_second_policy",
    "record_enclosed",
    "record_shown",
    "replace_guide",
    "request_second",
    "retire_practice_case",
    "return_review",
    "save_guide_part",
    "save_guide_section",
    "save_practice_case",
    "save_review",
    "save_sharing",
    "second_not_needed",
    "settle_sharing",
    "start_practice_case",
    "start_review",
    "submit_review",
    "take_back_second",
    "take_off_joint_advisor",
    "take_out_guide_part",
    "withdraw_guide",
    "withdraw_practice_case",
    "withdraw_published_guide",
    "write_by_section",
]
