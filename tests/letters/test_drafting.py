"""What a draft says without anybody typing it, and what it never says."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Organisation
from cases.actions import answer_safety, record_representative
from cases.actions.record import SafetyAnswer
from cases.models import Case, CaseSummary
from clocks.working_days import calm_day_until
from letters import actions
from letters.actions.drafting import compose, subject
from letters.agreed import is_practitioner
from letters.loading import DATA, load_default_templates, load_outside_help, load_wording, read
from letters.markup import PLACEHOLDER, to_html, unfilled
from letters.meetings import who_decided
from letters.models import Kind, Letter, LetterTemplate, OutsideHelp
from pag.actions import NewAction, NewArrangement, plan_meeting, put_on_agenda
from pag.models import Group
from support.models import SupportPlan
from tests.factories import make_organisation, make_person
from tests.letters.conftest import decide, open_a_case, sent
from ui.dates import LONDON, day, today
from ui.refusals import Refusal


def drafted(case: Case, *, by: Any, kind: str = Kind.FIRST) -> Letter:
    return actions.draft_letter(case=case, kind=kind, by=by)


def test_the_outcome_letter_tells_the_decision_in_order(room: Any) -> None:
    text = room.letter.text
    parts = [
        "Dear Dr Okafor,",
        "offered advice on keeping records",
        "The Listening Line on 0800 000 000",
        "The triage",
    ]
    parts += ["notes were short", "wrote two pages", "A half day with the records team", "Yours sincerely,"]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert room.letter.subject == (
        f"What the Performance Advisory Group decided on {day(room.decision.decided_on)}: advice or learning"
    )
    assert unfilled(room.letter.subject, text) == []


def agreeing(room: Any, *actions: NewAction, **changes: Any) -> str:
    """Return the outcome letter of a decision with these actions."""
    decision = decide(room.case, by=room.manager, group=room.group, days_ago=1, actions=actions, **changes)
    return Letter.objects.get(decision=decision).text


def test_each_action_says_what_they_are_who_does_it_and_names_nobody(room: Any) -> None:
    by = today() + dt.timedelta(days=9)
    seat = make_person("group_member", organisation=room.organisation, last_name="Planted")
    text = agreeing(
        room,
        NewAction(what="Arrange the half day.", due_on=by, owner=room.manager),
        NewAction(what="Ask for a monitor", due_on=by, owner=room.officer),
        NewAction(what="Read the notes", due_on=by, owner=seat),
        NewAction(what="Go to the half day", due_on=by, owner_name="dr okafor"),
        NewAction(what="Bring two sets of notes", due_on=by, practitioner=True),
        NewAction(what="Free an afternoon", due_on=by, owner_name="Mrs Peverell, practice manager"),
    )
    parts = {
        "What we will do:": "- Arrange the half day (your case manager, by {})\n"
        "- Ask for a monitor (the responsible officer, by {})\n- Read the notes (the group, by {})",
        "What we ask of you:": "- Go to the half day (by {})\n- Bring two sets of notes (by {})",
        "What others are asked to do:": "- Free an afternoon (by {})",
    }
    for heading, lines in parts.items():
        assert f"{heading}\n\n{lines.replace('{}', day(by))}\n\n" in text
    for name in ("Officer", "Planted", "Peverell"):
        assert name not in text


def test_without_actions_the_letter_says_so(room: Any) -> None:
    text = agreeing(room)
    assert "left nothing further to be done now" in text
    assert "What we will do" not in text


def test_what_was_arranged_is_said_with_who_and_by_when_and_nothing_further_only_where_it_is_so(
    room: Any,
) -> None:
    by = today() + dt.timedelta(days=9)
    arranged = [
        NewArrangement("reflections", by_whom=room.manager.name, due_on=by),
        NewArrangement("monitoring", by_whom="Dr Ann Other", due_on=by),
        NewArrangement("referral_police", by_whom="Mr Else", due_on=by, to="The county's force"),
    ]
    text = agreeing(room, kinds=[each.kind for each in arranged], arrangements=arranged)
    assert f"- Ask you for your reflections (your case manager, by {day(by)})" in text
    assert f"- Look for the first time at how things go (Dr Ann Other, by {day(by)})" in text
    assert "Mr Else" not in text and "othing further" not in text
    waits = {"adjourned_until": by, "adjourned_for": "Ten records."}
    text = agreeing(room, kinds=["adjourn"], **waits)
    assert "Ten records." in text and "othing further" not in text


@pytest.mark.parametrize(
    ("written", "theirs"),
    [
        ("Dr Amara Okafor", True),
        ("The practitioner", True),
        ("  amara   OKAFOR ", True),
        ("Dr Okafor's practice manager", False),
        ("Dr Amara", False),
    ],
)
def test_an_action_is_the_practitioners_only_where_it_is_their_name(
    room: Any, written: str, theirs: bool
) -> None:
    assert is_practitioner(written, room.case.practitioner) is theirs


def test_on_the_mhps_route_the_group_advises_and_somebody_else_decides(room: Any) -> None:
    Case.objects.filter(pk=room.case.pk).update(route="mhps")
    decision = decide(
        Case.objects.get(pk=room.case.pk),
        by=room.manager,
        group=room.group,
        days_ago=1,
        kinds=["investigation"],
        investigator="Dr Helen Marsh",
        terms_due=today() + dt.timedelta(days=9),
        final_by="medical_director",
        final_name="Dr Ruth Vane",
        final_decision="An investigation starts now.",
        final_on=today(),
    )
    letter = Letter.objects.get(decision=decision)
    assert letter.subject.startswith("What the Performance Advisory Group advised on")
    assert (
        f"The medical director, Dr Ruth Vane, decided this on {day(today())}:\n\nAn investigation starts now."
    ) in letter.text
    assert "## What the group advised" in letter.text
    assert "The decision is made by the case manager or the medical director" in letter.text
    assert "What the group advised us to do:" in letter.text
    assert "## The investigation that was advised" in letter.text
    assert "the group decided" not in letter.text.lower()
    assert "what we will do" not in letter.text.lower()
    assert unfilled(letter.subject, letter.text) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, ""),
        (
            {"final_by": "case_manager", "final_name": "MANAGER", "final_on": dt.date(2026, 3, 2)},
            "As your case manager I decided this on 2 March 2026:\n\nAs advised.",
        ),
        (
            {"final_by": "case_manager", "final_name": "MANAGER", "final_due": dt.date(2026, 3, 9)},
            "As your case manager I have not decided yet. I will by 9 March 2026, and tell you.",
        ),
        (
            {"final_by": "case_manager", "final_name": "Mr Earlier", "final_on": dt.date(2026, 3, 2)},
            "The case manager, Mr Earlier, decided this on 2 March 2026:\n\nAs advised.",
        ),
        (
            {"final_by": "medical_director", "final_name": "Dr Vane", "final_due": dt.date(2026, 3, 9)},
            (
                "The medical director, Dr Vane, has not decided yet and will by 9 March 2026. "
                "I will tell you what they decide."
            ),
        ),
    ],
)
def test_who_decided_on_the_advice_is_said_as_the_one_who_writes(
    room: Any, facts: dict[str, Any], said: str
) -> None:
    decision = room.letter.decision
    for name, value in facts.items():
        setattr(decision, name, room.manager.name if value == "MANAGER" else value)
    decision.final_decision = "As advised." if decision.final_on else ""
    assert who_decided(decision) == said


def test_on_other_routes_the_group_decides(room: Any) -> None:
    assert "## What the group decided" in room.letter.text
    assert "MHPS" not in room.letter.text
    assert "advised" not in room.letter.text + room.letter.subject


def test_a_meeting_always_decides_something_and_an_adjournment_says_that_nothing_is_settled(
    room: Any,
) -> None:
    with pytest.raises(Refusal, match="at least one kind"), transaction.atomic():
        decide(room.case, by=room.manager, group=room.group, days_ago=1, kinds=[])
    room.decision.pk, room.decision.kinds = None, []
    with pytest.raises(IntegrityError, match="pag_decision_known_kinds"), transaction.atomic():
        room.decision.save(force_insert=True)
    text = agreeing(
        room,
        kinds=["adjourn"],
        adjourned_until=today() + dt.timedelta(days=20),
        adjourned_for="The practice's own records",
    )
    assert "was not ready to say what should happen. Nothing has been settled by this meeting" in text


def test_what_is_not_known_stays_for_somebody_to_fill(room: Any) -> None:
    Organisation.objects.update(crisis_line_name="", crisis_line_phone="", phone="", enquiries_hours="")
    case = open_a_case(room.manager, room.organisation, regulator="")
    letter = drafted(case, by=room.manager)
    assert unfilled(letter.text) == ["manager hours", "crisis line", "regulator"]


def test_blocks_follow_the_facts_of_the_case(room: Any) -> None:
    plain = drafted(room.case, by=room.manager)
    assert "we would like you to have a pastoral contact" in plain.text
    assert "someone is acting for you" not in plain.text
    assert "What has been done already" not in plain.text
    CaseSummary.objects.filter(case=room.case).update(
        pastoral_contact="Mrs Jo Hill", pastoral_reach="01632 960 111, jo@hill.test"
    )
    room.case.refresh_from_db()
    record_representative(
        practitioner=room.case.practitioner,
        details={"name": "The Union", "consent_scope": "everything", "consent_from": today()},
        submission_key=uuid.uuid4(),
        by=room.manager,
    )
    answer_safety(
        case=room.case,
        answer=SafetyAnswer(
            unsafe=True, step="No theatre lists.", decided_by="The director", review_on=today()
        ),
        by=room.manager,
    )
    full = drafted(room.case, by=room.manager)
    assert "You can reach them on 01632 960 111 or at jo@hill.test." in full.text
    assert "someone is acting for you" in full.text
    assert "No theatre lists." in full.text
    assert "The director" not in full.text
    assert f"It is looked at again by {day(today())}, and I will tell you what comes of that." in full.text
    assert "Mrs Jo Hill is your pastoral contact." in full.text
    SupportPlan.objects.update_or_create(
        case=room.case,
        defaults={
            "contact_name": "Mrs Jo Hill",
            "contact_role": "GP mentor",
            "contact_phone": "1",
            "uninvolved": True,
            "saved_by": room.manager,
        },
    )
    assert "Mrs Jo Hill (GP mentor) is your pastoral contact." in drafted(room.case, by=room.manager).text


def test_a_letter_leans_on_the_one_before(room: Any) -> None:
    sent(drafted(room.case, by=room.manager), by=room.manager)
    second = decide(room.case, by=room.manager, group=room.group, days_ago=1)
    letter = Letter.objects.get(decision=second)
    assert f"It follows the letter I sent you on {day(today())}." in letter.text


def test_investigation_and_occupational_health_bring_their_own_parts(room: Any) -> None:
    decision = decide(
        room.case,
        by=room.manager,
        group=room.group,
        days_ago=1,
        kinds=["investigation", "occupational_health"],
        investigator="Dr Helen Marsh",
        terms_due=today() + dt.timedelta(days=9),
        health_reason="To learn what might help with the nights.",
    )
    text = Letter.objects.get(decision=decision).text
    assert "The investigator will be Dr Helen Marsh." in text
    assert day(today() + dt.timedelta(days=9)) in text
    assert "Occupational health: your choice" in text
    assert "To learn what might help with the nights." in text


@pytest.mark.parametrize(
    ("discipline", "route", "committee"),
    [
        ("doctor", "performers_lists", "LMC"),
        ("dentist", "performers_lists", "LDC"),
        ("optometrist", "performers_lists", "LOC"),
        ("doctor", "mhps", ""),
        ("nurse", "performers_lists", ""),
    ],
)
def test_the_local_committee_fits_discipline_and_route(
    room: Any, discipline: str, route: str, committee: str
) -> None:
    room.case.practitioner.discipline, room.case.route = discipline, route
    found = OutsideHelp.objects.in_force(room.organisation, on=today()).committee_for(room.case)
    assert (committee in found) if committee else found == ""


def test_who_raised_the_concern_is_never_drafted(room: Any) -> None:
    case = open_a_case(room.manager, room.organisation, detail="Planted Peverell")
    for kind in (Kind.FIRST, Kind.REFLECTIONS):
        assert "Peverell" not in drafted(case, by=room.manager, kind=kind).text


def test_lists_that_follow_one_another_are_one_list(room: Any) -> None:
    html = to_html(drafted(room.case, by=room.manager).text)
    people = html.split("Who is there for you")[1].split("<h2>")[0]
    assert people.count("<ul>") == 1
    assert people.count("<li>") == 3


def test_asking_for_reflections_names_the_next_meeting_and_leaves_time_to_read(room: Any) -> None:
    case = open_a_case(room.manager, room.organisation)
    on = today() + dt.timedelta(days=9)
    meeting = plan_meeting(
        group=room.group,
        starts_at=dt.datetime.combine(on, dt.time(10), tzinfo=LONDON),
        place="Room 1",
        by=room.manager,
        submission_key=uuid.uuid4(),
    )
    put_on_agenda(case=case, meeting=meeting, by=room.manager, without_triage="Urgent")
    letter = drafted(case, by=room.manager, kind=Kind.REFLECTIONS)
    assert letter.subject.endswith(f"before the group meets on {day(on)}")
    assert f"have it by {day(calm_day_until(on - dt.timedelta(days=3)))}" in letter.text


def test_an_organisation_with_several_groups_leaves_the_group_open(room: Any) -> None:
    Group.objects.create(organisation=room.organisation, name="Another", abbreviation="A", kind="other")
    case = open_a_case(room.manager, room.organisation)
    assert "group name" in unfilled(drafted(case, by=room.manager).text)


def test_an_organisations_own_wording_comes_before_the_default(room: Any) -> None:
    block = {"key": "all", "when": "always", "text": "Our own words."}
    common = {
        "kind": "first",
        "name": "Ours",
        "subject": "S",
        "blocks": [block],
        "reply_days": 7,
        "update_days": 7,
    }
    default = LetterTemplate.objects.in_force("first", room.organisation, on=today())
    later = today() + dt.timedelta(days=2)
    make = LetterTemplate.objects.create
    ours = make(organisation=room.organisation, version=1, effective_from=today(), published=True, **common)
    newer = make(organisation=room.organisation, version=2, effective_from=later, published=True, **common)
    make(organisation=room.organisation, version=3, effective_from=today(), published=False, **common)
    in_force = LetterTemplate.objects.in_force
    assert in_force("first", room.organisation, on=today() - dt.timedelta(days=1)) == default
    assert in_force("first", room.organisation, on=today()) == ours
    assert in_force("first", room.organisation, on=later) == newer
    assert drafted(room.case, by=room.manager).text == "Our own words."


def test_without_wording_in_force_the_draft_is_refused(room: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(LetterTemplate.objects), "in_force", lambda *_args, **_more: None, raising=False)
        with pytest.raises(Refusal, match="no wording in force"):
            drafted(room.case, by=room.manager)


def test_loading_the_first_wording_twice_changes_nothing(room: Any) -> None:
    before = LetterTemplate.objects.count()
    load_default_templates(LetterTemplate)
    load_wording(LetterTemplate, *NAMES)
    load_outside_help(OutsideHelp)
    assert LetterTemplate.objects.count() == before == len(NAMES)
    assert OutsideHelp.objects.count() == 1


def test_the_newest_version_of_a_default_is_in_force(room: Any) -> None:
    assert LetterTemplate.objects.in_force(Kind.OUTCOME, room.organisation, on=today()).version == 4


def test_a_condition_nobody_knows_is_named(tmp_path: Any) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('kind = "first"\n[[blocks]]\nkey = "k"\nwhen = "full_moon"\ntext = "x"\n')
    with pytest.raises(ValueError, match="full_moon"):
        read(wrong)


WORDINGS = sorted(path for path in DATA.glob("*.toml") if not path.stem.startswith("outside"))
NAMES = [path.stem for path in WORDINGS]
KNOWN = {
    "salutation",
    "case_reference",
    "organisation_name",
    "manager_name",
    "manager_phone",
    "manager_email",
    "manager_hours",
    "pastoral_called",
    "step_looked_at_again_on",
    "account_on",
    "crisis_line",
    "pastoral_name",
    "pastoral_reach",
    "group_name",
    "group_abbreviation",
    "meeting_date",
    "outcome",
    "decision",
    "considered",
    "rationale",
    "listened",
    "actions",
    "investigator",
    "terms_of_reference_when",
    "health_reason",
    "adjourned_until",
    "adjourned_for",
    "concern_summary",
    "immediate_step",
    "step_why",
    "step_kept_by",
    "step_until",
    "regulator",
    "defence_organisation_hint",
    "local_committee",
    "previous_letter_date",
    "reply_by",
    "next_update",
    "our_actions",
    "your_actions",
    "other_actions",
    "records_kept",
    "closed_on",
    "looked_at_again_on",
    "triage_date",
    "comments_by",
    # Nobody but a person knows these: each stops approval until it is filled.
    "who has decided, what and on which day; or by when it will be decided",
    "what has happened since the last letter, or that nothing has",
    "what is not known yet",
    "what this means for the practitioner now",
    "what takes longer, why, and what we do about it; or that nothing does",
    "which body, who is the person to ask there, and what it does next",
    "why it is withdrawn, as far as it can be told",
    "what was agreed at the end, in words to them",
}


@pytest.mark.parametrize("path", WORDINGS, ids=lambda path: path.stem)
def test_every_placeholder_of_the_wording_is_one_we_can_fill(path: Any) -> None:
    written = read(path)
    names = {name for block in written["blocks"] for name in PLACEHOLDER.findall(block["text"])}
    assert names | set(PLACEHOLDER.findall(written["subject"])) <= KNOWN


@pytest.mark.parametrize("word", ["failed to", "allegation", "root cause", "heard", "must"])
def test_the_wording_is_kind(word: str) -> None:
    for path in WORDINGS:
        texts = " ".join(block["text"] for block in read(path)["blocks"]).lower()
        assert f" {word} " not in f" {texts} "


def test_blocks_that_do_not_fit_are_left_out() -> None:
    blocks = [
        {"key": "a", "when": "always", "text": "One"},
        {"key": "b", "when": "adjourned", "text": "Two"},
        {"key": "c", "when": "always", "text": "- three"},
        {"key": "d", "when": "always", "text": "- four"},
    ]
    assert compose(LetterTemplate(blocks=blocks), frozenset({"always"})) == "One\n\n- three\n- four"


@pytest.mark.parametrize("decides", ["group_decides", "group_advises"])
def test_a_decision_between_meetings_is_told_without_a_meeting(decides: str) -> None:
    template = LetterTemplate(**read(DATA / "outcome-4.toml"))
    fits = frozenset({"always", decides, "adjourned", "no_actions", "looked_at_again_later"})
    between = (
        f"{subject(template, fits | {'between_meetings'})} {compose(template, fits | {'between_meetings'})}"
    )
    assert between.count("[[salutation]]") == between.count("[[decision]]") == 1
    assert between.count("[[considered]]") == between.count("[[adjourned_for]]") == 1
    assert "No day is planned for that yet" in between
    for said in (" met ", "this meeting", "The meeting", "the group listened", "[[looked_at_again_on]]"):
        assert said not in between
    met = compose(template, fits - {"looked_at_again_later"} | {"at_meeting"})
    # An adjournment is told in the letter's own words before it is told as it was recorded.
    assert met.index("I know that waiting is hard") < met.index("[[decision]]")
    assert "met on [[meeting_date]]" in met
    assert "between its meetings" not in met


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**bold** and *italic*", "<p><strong>bold</strong> and <em>italic</em></p>"),
        ("# Large\n\n#### Small", "<h2>Large</h2>\n<h3>Small</h3>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("[a](https://x.test)", "<p>[a](https://x.test)</p>"),
        ("![a](https://x.test)", "<p>![a](https://x.test)</p>"),
        ("<b>x</b> &amp;", "<p>&lt;b&gt;x&lt;/b&gt; &amp;amp;</p>"),
        ("    indented", "<p>indented</p>"),
        ("[[next_update]]", '<p><mark class="gap">next update</mark></p>'),
    ],
)
def test_a_little_markdown_and_nothing_else(typed: str, shown: str) -> None:
    assert to_html(typed).strip() == shown


def test_the_signature_stays_together() -> None:
    html = to_html("Text\n\nYours sincerely,\n\nName\n\nTitle")
    assert html.index('<div class="sign">') < html.index("Yours sincerely") < html.index('class="space"')
    assert html.rstrip().endswith("</div>")
    assert "sign" not in to_html("Text without an ending")


def own_help(room: Any, **changes: Any) -> OutsideHelp:
    """Write an organisation's own version of who can help."""
    facts = {
        "organisation": room.organisation,
        "version": 1,
        "effective_from": today(),
        "local_committees": [
            {"discipline": "nurse", "routes": ["mhps"], "name": "your Staff Side representative"}
        ],
        "defence": {"doctor": "our own adviser", "other": "your union"},
        "source": "The organisation",
    }
    return OutsideHelp.objects.create(**facts | changes)


def test_an_organisation_says_itself_who_can_help_from_the_day_it_says_so(room: Any) -> None:
    ours = own_help(room)
    newer = own_help(room, version=2, effective_from=today() + dt.timedelta(days=3))
    in_force = OutsideHelp.objects.in_force
    assert in_force(room.organisation, on=today() - dt.timedelta(days=1)).organisation is None
    assert in_force(room.organisation, on=today()) == ours
    assert in_force(room.organisation, on=newer.effective_from) == newer
    assert in_force(make_organisation(), on=today()).organisation is None
    text = drafted(open_a_case(room.manager, room.organisation), by=room.manager).text
    assert "our own adviser" in text
    assert "LMC" not in text
    nurse = open_a_case(room.manager, room.organisation, discipline="nurse")
    nurse.route = "mhps"
    assert ours.committee_for(nurse) == "your Staff Side representative"
    assert ours.defence_for(nurse) == "your union"


def test_what_was_said_of_who_can_help_never_changes(room: Any) -> None:
    ours = own_help(room)
    for change in (lambda: OutsideHelp.objects.filter(pk=ours.pk).update(version=9), ours.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="defence_for_others"), transaction.atomic():
        own_help(room, version=3, defence={"doctor": "nobody else"})


def test_before_anything_was_said_it_is_an_error_and_no_guess(room: Any) -> None:
    with pytest.raises(LookupError, match="who can help"):
        OutsideHelp.objects.in_force(room.organisation, on=dt.date(2019, 12, 31))
