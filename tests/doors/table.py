"""Every address of the product, and who may open it on the case of `world`.

A person who is in neither set gets 404 and so learns nothing. The tests hold this table against the
project's own addresses: a new one without a row fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MANAGER, OFFICER = frozenset({"manager"}), frozenset({"officer"})
RUN = MANAGER | OFFICER
MEMBERS = frozenset({"chair", "member"})
# Who runs the meeting, and who presides.
ARRANGE = RUN | {"chair"}
# Knows that the case is on the agenda, because they are asked to declare; is told to do that first.
UNDECLARED = frozenset({"undeclared"})
READ = RUN | MEMBERS | {"advisor", "lessons"}
# Scores the case on their own: no page of it is there but those made for that.
ALONE = frozenset({"alone"})
EVERYBODY = READ | ALONE | {"asked", "undeclared", "assurance", "admin", "stranger"}
NOBODY: frozenset[str] = frozenset()
CASE = "/cases/{reference}/"


@dataclass(frozen=True)
class Door:
    """One address. `opens` get in; `told_no` may know that it is there and are told why not (403).

    `about_case` says that it hangs on the case, so that restricting or denying the case closes it.
    `topic` is the topic whose seal closes it. `method` is how it is tried.
    """

    name: str
    path: str
    opens: frozenset[str]
    told_no: frozenset[str] = NOBODY
    method: str = "get"
    data: Mapping[str, str] = field(default_factory=dict, hash=False)
    about_case: bool = True
    topic: str = ""


def on_case(name: str, path: str, opens: frozenset[str] = READ, **more: object) -> Door:
    """A door on the case; whoever may read the case but not do this is told so."""
    return Door(name, CASE + path, opens, more.pop("told_no", READ - opens), **more)  # type: ignore[arg-type]


def about_people(name: str, path: str, **more: object) -> Door:
    """A door of the administrators' pages."""
    return Door(name, path, frozenset({"admin", "stranger"}), about_case=False, **more)  # type: ignore[arg-type]


def about_draft(name: str, path: str, **more: object) -> Door:
    """A door of a draft of the scoring guide: for those who edit it, and nobody elsewhere."""
    return Door(
        name, f"/triage/guides/{{draft_guide}}/{path}", frozenset({"admin"}), about_case=False, **more
    )  # type: ignore[arg-type]


def about_practice(
    name: str, path: str, opens: frozenset[str] = frozenset({"admin"}), **more: object
) -> Door:
    """A door to one version of a practice case: for those who edit the scoring guide."""
    return Door(name, f"/triage/guide/practice/written/{path}", opens, about_case=False, **more)  # type: ignore[arg-type]


def about_agenda(name: str, path: str, **more: object) -> Door:
    """A door of what stands on an agenda beside its cases: for who runs the meeting, and who presides."""
    return Door(
        name, f"/meetings/{{meeting}}/{path}", ARRANGE, UNDECLARED | {"member"}, about_case=False, **more
    )  # type: ignore[arg-type]


def own(name: str, path: str, opens: frozenset[str] = EVERYBODY, **more: object) -> Door:
    """A door that leads to one's own things or to a list of what one may see."""
    return Door(name, path, opens, about_case=False, **more)  # type: ignore[arg-type]


DOORS = [
    # One's own
    own("home", "/"),
    own("account", "/account/"),
    own("account_reauthenticate", "/account/confirm/"),
    own("account_change_password", "/account/password/"),
    own("account_set_password", "/account/password/set/"),
    own("mfa_index", "/account/second-step/"),
    own("mfa_reauthenticate", "/account/second-step/reauthenticate/"),
    own("mfa_activate_totp", "/account/second-step/totp/activate/"),
    own("stay_signed_in", "/stay-signed-in/", method="post"),
    own("gallery", "/gallery/"),
    own("guide", "/help/case-manager/"),
    own("guide_picture", "/help/pictures/case.png"),
    own("draft", "/drafts/AddNote:{reference}/", method="post"),
    own("forget_draft", "/drafts/AddNote:{reference}/forget/", method="post"),
    own("mfa_generate_recovery_codes", "/account/second-step/recovery-codes/generate/"),
    # Nobody here has set up a second step, and then there is nothing behind these.
    own("mfa_deactivate_totp", "/account/second-step/totp/deactivate/", NOBODY),
    own("mfa_view_recovery_codes", "/account/second-step/recovery-codes/", NOBODY),
    own("mfa_download_recovery_codes", "/account/second-step/recovery-codes/download/", NOBODY),
    # People and settings
    about_people("people", "/people/"),
    about_people("invite", "/people/invite/"),
    about_people("invite_many", "/people/invite/many/"),
    about_people("organisation", "/organisation/"),
    Door("person", "/people/{person}/", frozenset({"admin"}), about_case=False),
    Door("hand_over_work", "/people/{person}/hand-over/", frozenset({"admin"}), about_case=False),
    Door("end_role", "/people/roles/{role}/end/", frozenset({"admin"}), about_case=False, method="post"),
    Door(
        "withdraw_invitation",
        "/people/invitations/{invitation}/withdraw/",
        frozenset({"admin"}),
        about_case=False,
        method="post",
    ),
    # Lists
    own("cases", "/cases/"),
    own("cases_export", "/cases/export/"),
    own("new_case", "/cases/new/", RUN | {"stranger"}),
    own("triage_guide", "/triage/guide/"),
    own("triage_guide_pdf", "/triage/guide/{default_guide}/pdf/"),
    own("triage_guide_pdf_status", "/triage/guide/{default_guide}/pdf/status/"),
    # A draft is there for nobody who only reads.
    own("triage_guide_pdf", "/triage/guide/{draft_guide}/pdf/", NOBODY),
    own("triage_guide_pdf_status", "/triage/guide/{draft_guide}/pdf/status/", NOBODY),
    # The versions of the scoring guide
    about_people("guide_versions", "/triage/guides/"),
    about_people("guide_import", "/triage/guides/import/"),
    about_people("guide_version", "/triage/guides/{default_guide}/"),
    about_people("guide_copy", "/triage/guides/{default_guide}/copy/", method="post"),
    about_people("guide_export", "/triage/guides/{default_guide}/export/"),
    about_people("guide_preview", "/triage/guides/{default_guide}/preview/"),
    about_people("guide_sample", "/triage/guides/{default_guide}/sample/"),
    about_people("guide_compare", "/triage/guides/{default_guide}/compare/"),
    about_draft("guide_version", ""),
    about_draft("guide_copy", "copy/", method="post"),
    about_draft("guide_export", "export/"),
    about_draft("guide_preview", "preview/"),
    about_draft("guide_sample", "sample/"),
    about_draft("guide_compare", "compare/"),
    about_draft("guide_withdraw", "withdraw/"),
    about_draft("guide_replace", "replace/", method="post"),
    about_draft("guide_publish", "publish/"),
    about_draft("guide_publish_confirm", "publish/yes/", method="post"),
    about_draft("guide_section", "edit/bands/"),
    about_draft("guide_listed", "domains/"),
    about_draft("guide_part_new", "add/factors/"),
    about_draft("guide_part", "domains/financial/"),
    about_draft("guide_part_up", "factors/health/up/", method="post"),
    about_draft("guide_part_out", "domains/financial/out/"),
    # Practice cases
    own("practice_cases", "/triage/guide/practice/"),
    own("practice_case", "/triage/guide/practice/{example}/"),
    own("practice_case", "/triage/guide/practice/{own_practice}/", EVERYBODY - {"stranger"}),
    own("practice_case", "/triage/guide/practice/{draft_practice}/", NOBODY),
    # Whoever scored it, and nobody else.
    own(
        "practice_compared",
        "/triage/guide/practice/{example}/compared/{attempt}/",
        frozenset({"advisor"}),
    ),
    about_people("practice_manage", "/triage/guide/practice/written/"),
    about_people("practice_new", "/triage/guide/practice/written/new/"),
    about_people("practice_version", "/triage/guide/practice/written/{example}/"),
    about_people("practice_preview", "/triage/guide/practice/written/{example}/preview/"),
    about_people("practice_copy", "/triage/guide/practice/written/{example}/copy/", method="post"),
    # What comes with the service is changed by nobody.
    about_practice("practice_edit", "{example}/edit/", NOBODY),
    about_practice("practice_retire", "{example}/retire/", NOBODY),
    about_practice("practice_version", "{draft_practice}/"),
    about_practice("practice_edit", "{draft_practice}/edit/"),
    about_practice("practice_preview", "{draft_practice}/preview/"),
    about_practice("practice_copy", "{own_practice}/copy/", method="post"),
    about_practice("practice_publish", "{draft_practice}/publish/"),
    about_practice("practice_withdraw", "{draft_practice}/withdraw/"),
    about_practice("practice_retire", "{own_practice}/retire/"),
    # Without a part in a case it says that there is nothing to declare on.
    own("declare_first", "/declare/"),
    own("outbox", "/messages/", RUN | {"stranger"}),
    Door(
        "outbox_decide",
        "/messages/{message}/",
        RUN,
        about_case=False,
        method="post",
        data={"decision": "arrived"},
    ),
    own("figures", "/figures/", OFFICER | {"assurance", "lessons", "stranger"}),
    # The case
    on_case("case", ""),
    on_case("timeline", "timeline/"),
    on_case("audit", "audit/", RUN),
    on_case("case_note", "notes/new/", RUN),
    on_case("case_contact", "contacts/new/", RUN),
    on_case("case_account", "account/new/", RUN),
    on_case("case_concern", "concerns/new/", RUN),
    on_case("case_concern_correct", "concerns/{concern}/", RUN),
    # Whoever wrote it, and the case manager.
    on_case("case_correct", "written/note/{note}/", MANAGER),
    on_case("case_correct", "written/account/{account}/", MANAGER),
    on_case("case_take_back", "written/contact/{contact}/take-back/", MANAGER),
    on_case("case_correct", "written/note/{health_note}/", MANAGER, told_no=READ - RUN, topic="health"),
    on_case("case_safety", "safety/", RUN),
    on_case("case_practitioner", "practitioner/", RUN),
    on_case("case_representative", "representative/new/", RUN),
    on_case("case_details", "details/", RUN),
    on_case("case_hand_over", "hand-over/", RUN),
    on_case("case_restrict", "restrict/", frozenset({"officer"})),
    on_case("case_lift_restriction", "restrict/lift/", frozenset({"officer"}), method="post"),
    on_case("case_conclude", "conclude/", RUN),
    on_case("case_close", "close/", RUN),
    on_case("case_withdraw", "withdraw/", RUN),
    on_case("case_reopen", "reopen/", RUN),
    # Documents
    on_case("documents", "documents/"),
    on_case("document_add", "documents/add/", RUN | {"advisor"}, method="post"),
    on_case("document", "documents/{document}/"),
    on_case(
        "document",
        "documents/{health_document}/",
        MANAGER | MEMBERS | {"advisor"},
        told_no=NOBODY,
        topic="health",
    ),
    on_case("document_edit", "documents/{document}/edit/", RUN | {"advisor"}),
    on_case("document_move", "documents/{document}/move/", RUN),
    on_case("pdf", "pdfs/{triage_pdf}/", READ, topic="triage"),
    on_case("pdf_status", "pdfs/{triage_pdf}/status/", READ, topic="triage"),
    on_case("pdf_again", "pdfs/{triage_pdf}/again/", READ, method="post", topic="triage"),
    # Support
    on_case("support", "support/", RUN, told_no=NOBODY),
    on_case("support_plan", "support/plan/", RUN, told_no=NOBODY),
    on_case("support_consider", "support/explained/", RUN, told_no=NOBODY),
    # Triage
    on_case("triage", "triage/", READ | ALONE),
    Door("triage", "/cases/{later}/triage/", RUN | MEMBERS | {"asked", "lessons"}, about_case=False),
    on_case("triage_assign", "triage/assign/", RUN, method="post"),
    on_case("triage_declare", "triage/declare/", ALONE | {"advisor"}, told_no=NOBODY, method="post"),
    Door(
        "triage_declare",
        "/cases/{later}/triage/declare/",
        frozenset({"asked"}),
        about_case=False,
        method="post",
    ),
    on_case("triage_check", "triage/check/", ALONE | {"advisor"}),
    on_case("triage_layout", "triage/layout/", ALONE | {"advisor"}, method="post"),
    on_case("triage_section", "triage/sections/risks/", ALONE | {"advisor"}),
    on_case("triage_second", "triage/second/", RUN, method="post"),
    on_case("triage_take_off", "triage/second/{person}/take-off/", RUN),
    on_case("triage_compare", "triage/compare/"),
    on_case("triage_scoring", "triage/scorings/1/", READ, topic="triage"),
    on_case("triage_similar", "triage/scorings/1/similar/", READ, topic="triage"),
    on_case("triage_return", "triage/scorings/1/return/", RUN | {"chair"}, topic="triage"),
    on_case("triage_share", "triage/scorings/1/share/", RUN, topic="triage"),
    on_case("triage_share_check", "triage/scorings/1/share/check/", RUN, topic="triage"),
    on_case("triage_share_preview", "triage/scorings/1/share/1/preview/", RUN, topic="triage"),
    on_case("triage_shown", "triage/scorings/1/share/1/shown/", RUN, topic="triage"),
    on_case("triage_comments", "triage/scorings/1/comments/", RUN, topic="triage"),
    on_case("pdf", "pdfs/{shared_pdf}/", READ, topic="triage"),
    on_case("triage_move_guide", "triage/guide/", frozenset({"advisor"})),
    # A second scoring
    on_case("second_material", "triage/known/", ALONE, told_no=NOBODY),
    on_case("second_document", "triage/known/documents/{document}/", ALONE, told_no=NOBODY),
    on_case("second_request", "triage/second-scorings/new/", RUN, method="post"),
    on_case("second_scoring", "triage/second-scorings/{second}/", RUN, told_no=NOBODY, topic="triage"),
    on_case(
        "second_take_back",
        "triage/second-scorings/{second}/take-back/",
        RUN,
        told_no=NOBODY,
        method="post",
        topic="triage",
    ),
    on_case(
        "second_not_needed",
        "triage/second-scorings/{second}/not-needed/",
        RUN,
        told_no=NOBODY,
        topic="triage",
    ),
    # Of the two who scored and the officer: here the second has not scored yet.
    on_case(
        "second_agree",
        "triage/second-scorings/{second}/agree/",
        OFFICER,
        told_no=MANAGER,
        topic="triage",
    ),
    on_case("second_answer", "triage/second-scorings/{second}/agree/1/", NOBODY, told_no=RUN),
    own("second_policy", "/triage/second-scorings/policy/", OFFICER | {"stranger"}),
    own("agreement", "/triage/agreement/", OFFICER | {"assurance", "lessons", "stranger"}),
    # The group
    on_case("case_group", "group/"),
    on_case("case_put_on_agenda", "group/agenda/", RUN, method="post"),
    # The group decided itself: whoever records decisions is led back to what it decided.
    on_case("group_final", "group/decisions/{decision}/final/", RUN),
    on_case("group_arranged", "group/arranged/{arranged}/", RUN),
    on_case("group_investigator", "group/decisions/{decision}/investigator/", RUN),
    own("group_figures", "/figures/group/", RUN | {"chair", "assurance", "lessons", "stranger"}),
    own("group_actions", "/actions/", READ | ALONE | {"asked", "undeclared", "stranger"}),
    Door("group_action", "/actions/{action}/", READ),
    Door("group_action_change", "/actions/{action}/change/", RUN, READ - RUN),
    Door("group_action_reopen", "/actions/{action}/reopen/", RUN, READ - RUN),
    own("meetings", "/meetings/", RUN | MEMBERS | {"undeclared", "stranger"}),
    own("meeting_new", "/meetings/new/", RUN | {"stranger"}),
    own("groups", "/groups/", frozenset({"admin", "stranger"})),
    own("group_new", "/groups/new/", frozenset({"admin", "stranger"})),
    Door("group", "/groups/{group}/", frozenset({"admin"}), about_case=False),
    Door("group_quorum", "/groups/{group}/quorum/", OFFICER | {"admin"}, about_case=False),
    Door("group_quorum_new", "/groups/{group}/quorum/new/", OFFICER | {"admin"}, about_case=False),
    Door(
        "group_member_end",
        "/groups/{group}/members/{undeclared_seat}/end/",
        frozenset({"admin"}),
        about_case=False,
    ),
    Door("meeting", "/meetings/{meeting}/", RUN | MEMBERS | {"undeclared"}, about_case=False),
    Door(
        "meeting_declare",
        "/meetings/{meeting}/declare/",
        RUN | MEMBERS | {"undeclared"},
        about_case=False,
        method="post",
    ),
    Door(
        "meeting_move",
        "/meetings/{meeting}/move/",
        RUN,
        MEMBERS | {"undeclared"},
        about_case=False,
        method="post",
        data={"to": "papers_out"},
    ),
    Door(
        "meeting_move",
        "/meetings/{meeting}/move/?to=end",
        RUN,
        MEMBERS | {"undeclared"},
        about_case=False,
    ),
    # Its agenda
    Door(
        "agenda_place",
        "/meetings/{meeting}/items/{waiting}/place/",
        ARRANGE,
        UNDECLARED | {"member"},
        method="post",
        about_case=False,
    ),
    Door("meeting", "/meetings/{between}/", RUN | MEMBERS | UNDECLARED, about_case=False),
    on_case("between_new", "group/between/", RUN),
    Door(
        "between_consulted",
        "/meetings/{between}/items/{between_item}/consulted/",
        frozenset({"chair"}),
        RUN | UNDECLARED | {"member"},
        about_case=False,
    ),
    about_agenda("ratify", "ratify/{between_decision}/"),
    Door(
        "ratify_step",
        "/meetings/{meeting}/steps/{safety}/",
        ARRANGE,
        frozenset({"member"}),
        about_case=False,
    ),
    about_agenda("other_new", "other/new/"),
    about_agenda("other_change", "other/{other}/"),
    about_agenda("other_outcome", "other/{other}/outcome/"),
    about_agenda("other_place", "other/{other}/place/", method="post"),
    about_agenda("other_take_off", "other/{other}/take-off/", method="post"),
    Door("meeting_change", "/meetings/{meeting}/change/", RUN, MEMBERS | {"undeclared"}, about_case=False),
    Door("meeting_cancel", "/meetings/{meeting}/cancel/", RUN, MEMBERS | {"undeclared"}, about_case=False),
    Door(
        "meeting_calendar",
        "/meetings/{meeting}/calendar/",
        RUN | MEMBERS | {"undeclared"},
        about_case=False,
    ),
    # Papers
    Door("meeting_papers", "/meetings/{meeting}/papers/", RUN, MEMBERS | {"undeclared"}, about_case=False),
    Door(
        "meeting_papers_again",
        "/meetings/{meeting}/papers/again/",
        RUN,
        MEMBERS | {"undeclared"},
        about_case=False,
        method="post",
    ),
    Door(
        "item_papers",
        "/meetings/{meeting}/items/{waiting}/papers/",
        RUN,
        MEMBERS | {"undeclared"},
        about_case=False,
    ),
    Door(
        "paper_check",
        "/meetings/{meeting}/items/{waiting}/papers/1/",
        RUN,
        MEMBERS | {"undeclared"},
        about_case=False,
    ),
    Door(
        "paper_leave_out",
        "/meetings/{meeting}/items/{waiting}/papers/1/leave-out/",
        RUN,
        MEMBERS | {"undeclared"},
        about_case=False,
        method="post",
    ),
    Door(
        "paper_replace",
        "/meetings/{meeting}/items/{waiting}/papers/1/redacted/",
        RUN,
        MEMBERS | {"undeclared"},
        about_case=False,
        method="post",
    ),
    Door("item_read", "/meetings/{meeting}/items/{item}/read/", RUN | MEMBERS, UNDECLARED),
    Door(
        "item_mark", "/meetings/{meeting}/items/{item}/read/mark/", RUN | MEMBERS, UNDECLARED, method="post"
    ),
    Door(
        "item_note", "/meetings/{meeting}/items/{item}/read/note/", RUN | MEMBERS, UNDECLARED, method="post"
    ),
    Door("item_ask", "/meetings/{meeting}/items/{item}/read/ask/", RUN | MEMBERS, UNDECLARED, method="post"),
    Door("item_answer", "/meetings/{meeting}/items/{item}/questions/{question}/", RUN, UNDECLARED | MEMBERS),
    Door("my_papers", "/meetings/{meeting}/my-papers/", MEMBERS, about_case=False),
    Door("my_papers_status", "/meetings/{meeting}/my-papers/status/", MEMBERS, about_case=False),
    Door("my_papers_version", "/meetings/{meeting}/my-papers/1/", MEMBERS, about_case=False),
    # In the meeting
    Door("meeting_room", "/meetings/{meeting}/room/", RUN | MEMBERS | {"undeclared"}, about_case=False),
    Door(
        "meeting_room_now", "/meetings/{meeting}/room/now/", RUN | MEMBERS | {"undeclared"}, about_case=False
    ),
    Door(
        "meeting_screen", "/meetings/{meeting}/room/screen/", RUN | MEMBERS | {"undeclared"}, about_case=False
    ),
    Door(
        "meeting_screen_now",
        "/meetings/{meeting}/room/screen/now/",
        RUN | MEMBERS | {"undeclared"},
        about_case=False,
    ),
    Door(
        "meeting_room_member",
        "/meetings/{meeting}/room/members/{member_seat}/",
        RUN | {"chair"},
        UNDECLARED | {"member"},
        about_case=False,
    ),
    Door(
        "meeting_room_current",
        "/meetings/{meeting}/room/current/",
        RUN | {"chair"},
        UNDECLARED | {"member"},
        about_case=False,
        method="post",
    ),
    Door(
        "meeting_room_chair",
        "/meetings/{meeting}/room/chair/{chair_seat}/",
        RUN | {"chair"},
        UNDECLARED | {"member"},
        about_case=False,
        method="post",
    ),
    Door(
        "decide_others",
        "/meetings/{meeting}/items/{waiting}/decision/others/",
        RUN | {"chair"},
        UNDECLARED | {"member"},
        about_case=False,
    ),
    # Minutes that are approved; each reader finds there what is open to them.
    Door("minutes", "/meetings/{held}/minutes/", RUN | MEMBERS | UNDECLARED, about_case=False),
    *(
        Door(
            name,
            f"/meetings/{{held}}/minutes/{path}/",
            RUN | {"chair"},
            frozenset({"member", "undeclared"}),
            method=method,
            about_case=False,
        )
        for name, path, method in (
            ("minutes_draft", "draft", "post"),
            ("minutes_offer", "offer", "post"),
            ("minutes_approve", "approve", "get"),
        )
    ),
    *(
        Door(
            name,
            f"/meetings/{{held}}/minutes/sections/{{section}}/{path}",
            RUN | {"chair"},
            frozenset({"member"}),
        )
        for name, path in (("minutes_section", ""), ("minutes_correct", "correct/"))
    ),
    *(
        Door(
            name,
            f"/meetings/{{held}}/minutes/{path}",
            RUN | MEMBERS | UNDECLARED,
            method=method,
            about_case=False,
        )
        for name, path, method in (
            ("minutes_pdf", "pdf/", "get"),
            ("minutes_pdf", "pdf/", "post"),
            ("minutes_pdf_status", "pdf/status/", "get"),
        )
    ),
    Door("meeting_item", "/meetings/{meeting}/items/{item}/", RUN | MEMBERS, UNDECLARED),
    Door(
        "decide",
        "/meetings/{meeting}/items/{waiting}/decision/",
        RUN | {"chair"},
        UNDECLARED | {"member"},
        about_case=False,
    ),
    Door(
        "agenda_take_off",
        "/meetings/{meeting}/items/{waiting}/take-off/",
        RUN,
        UNDECLARED | MEMBERS,
        about_case=False,
    ),
    Door(
        "agenda_move",
        "/meetings/{meeting}/items/{waiting}/move/",
        RUN,
        UNDECLARED | MEMBERS,
        about_case=False,
    ),
    Door(
        "agenda_step_back",
        "/meetings/{meeting}/items/{item}/step-back/",
        RUN | MEMBERS,
        UNDECLARED,
        method="post",
    ),
    Door(
        "agenda_name_aside",
        "/meetings/{meeting}/items/{item}/stand-aside/",
        frozenset({"chair"}),
        UNDECLARED | RUN | {"member"},
    ),
    # For whoever stands aside from that item, who is none of these.
    Door("agenda_correct", "/meetings/{meeting}/items/{item}/mistake/", NOBODY, about_case=False),
    Door("aside", "/standing-aside/{aside}/", frozenset({"chair"})),
    on_case("case_connection", "connection/"),
    on_case("case_stood_aside", "standing-aside/", OFFICER),
    # Letters
    on_case("letters", "letters/"),
    on_case("letter_new", "letters/new/", frozenset({"manager"})),
    on_case("letter", "letters/{outcome}/", RUN, told_no=NOBODY),
    on_case("letter_preview", "letters/{outcome}/preview/", RUN, told_no=NOBODY),
    on_case("letter_checks", "letters/{outcome}/checks/", RUN, told_no=NOBODY, method="post"),
    on_case("letter_standing", "letters/{outcome}/standing/", RUN, told_no=NOBODY),
    on_case("letter_approve", "letters/{outcome}/approve/", RUN, told_no=NOBODY),
    on_case("letter_declare", "letters/{outcome}/declare/", RUN, told_no=NOBODY),
    on_case("letter_send", "letters/{outcome}/send/", RUN, told_no=NOBODY),
    on_case("letter_post", "letters/{outcome}/post/", RUN, told_no=NOBODY),
    on_case("letter_arrived", "letters/{outcome}/arrived/", RUN, told_no=NOBODY, method="post"),
    on_case("letter_set_aside", "letters/{outcome}/set-aside/", MANAGER, told_no=OFFICER, method="post"),
    on_case("letter_replace", "letters/{outcome}/replace/", MANAGER, told_no=OFFICER, method="post"),
    # Lessons
    on_case("lessons", "lessons/", RUN | {"lessons"}),
    on_case("lessons_start", "lessons/start/", frozenset({"lessons"}), method="post"),
    on_case("lessons_check", "lessons/check/", frozenset({"lessons"})),
    on_case("lessons_correct", "lessons/correct/", frozenset({"lessons"})),
    own("lessons_actions", "/lessons/actions/", OFFICER | {"lessons", "stranger"}),
    Door("lessons_action", "/lessons/actions/{improvement}/", OFFICER | {"lessons"}),
    Door("lessons_change", "/lessons/actions/{improvement}/change/", OFFICER | {"lessons"}),
    Door("lessons_assure", "/lessons/actions/{improvement}/assure/", OFFICER | {"lessons"}, method="post"),
    Door("lessons_not_yet", "/lessons/actions/{improvement}/not-yet/", OFFICER | {"lessons"}, method="post"),
]
