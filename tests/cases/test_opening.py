"""Recording a concern: the actions behind the page."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from cases import actions
from cases.actions.concern import NewConcern
from cases.actions.record import SafetyAnswer
from cases.models import Case, ConcernSource, Note, Practitioner, SafetyCheck, SearchRow
from cases.models.practitioner import NUMBER_SHAPES, Regulator, number_warning, plain
from tests.at_once import at_once
from tests.factories import make_case, make_person, make_practitioner
from tests.kept import kept
from ui.dates import today
from ui.refusals import NotAllowed, Refusal, Stale

pytestmark = pytest.mark.django_db


@kept
def practitioner(manager):
    return make_practitioner(by=manager, organisation=manager.memberships.get().organisation)


def open_with(practitioner, by, *, key=None, received_on=None, safety=None):
    return actions.open_case(
        practitioner=practitioner,
        route="performers_lists",
        concern=NewConcern("conduct", received_on or today(), "Words were exchanged.", "patient", "Mrs Bell"),
        safety=safety or SafetyAnswer(unsafe=False),
        submission_key=key or uuid.uuid4(),
        by=by,
    )


def test_opening_writes_concern_source_answer_and_events(practitioner, manager):
    case = open_with(practitioner, manager)
    assert case.manager == manager
    assert case.concerns.get().source.detail == "Mrs Bell"
    assert not case.safety_checks.get().unsafe
    kinds = set(Event.objects.of_case(case.pk).values_list("kind", flat=True))
    assert {"case.opened", "case.safe"} <= kinds
    assert actions.summarise(case=case) == [], "The head of a new case is what is computed of it."


def test_a_double_click_opens_one_case(practitioner, manager):
    key = uuid.uuid4()
    assert open_with(practitioner, manager, key=key) == open_with(practitioner, manager, key=key)
    assert Case.objects.count() == 1
    assert SafetyCheck.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_open_one_case(practitioner, manager):
    key = uuid.uuid4()
    one, other = at_once(*[lambda: open_with(practitioner, manager, key=key)] * 2)
    assert one == other == Case.objects.get()


def test_a_concern_cannot_come_from_tomorrow(practitioner, manager):
    with pytest.raises(Refusal, match="in the future"):
        open_with(practitioner, manager, received_on=today() + dt.timedelta(days=1))


def test_a_double_click_adds_one_further_concern_and_one_representative(case, manager):
    key, days = uuid.uuid4(), {"consent_scope": "Everything.", "consent_from": today()}
    concern = NewConcern("conduct", today(), "More was said.", "patient")
    twice = [
        (
            actions.add_concern(case=case, concern=concern, submission_key=key, by=manager),
            actions.record_representative(
                practitioner=case.practitioner, details=days, submission_key=key, by=manager
            ),
        )
        for _click in range(2)
    ]
    assert twice[0] == twice[1]
    assert case.concerns.count() == 2
    kinds = Event.objects.of_case(case.pk).values_list("kind", flat=True)
    assert kinds.filter(kind__in=["case.concern_added", "practitioner.representative"]).count() == 2


def test_an_advisor_opens_no_case(practitioner):
    advisor = make_person("advisor", organisation=practitioner.organisation)
    with pytest.raises(NotAllowed):
        open_with(practitioner, advisor)


def test_somebody_unsafe_needs_a_step_who_decided_and_a_review_date(practitioner, manager):
    with pytest.raises(Refusal, match="immediate step"):
        open_with(practitioner, manager, safety=SafetyAnswer(unsafe=True, step="Clinics stopped."))
    assert not Case.objects.exists()
    whole = SafetyAnswer(unsafe=True, step="Clinics stopped.", decided_by="Dr Hale", review_on=today())
    case = open_with(practitioner, manager, safety=whole)
    assert case.safety_checks.get().step == "Clinics stopped."


def test_the_database_refuses_a_yes_without_its_step(practitioner, manager):
    case = open_with(practitioner, manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        SafetyCheck.objects.create(case=case, unsafe=True, answered_by=manager)


def test_answers_about_safety_are_added_and_the_newest_counts(practitioner, manager):
    case = open_with(practitioner, manager)
    actions.answer_safety(
        case=case,
        answer=SafetyAnswer(
            unsafe=True, step="Two colleagues share the list.", decided_by="Dr Hale", review_on=today()
        ),
        by=manager,
    )
    assert [check.unsafe for check in case.safety_checks.all()] == [True, False]


def test_the_source_is_kept_and_searched_apart(practitioner, manager):
    case = open_with(practitioner, manager)
    assert ConcernSource.objects.get(concern__case=case).detail == "Mrs Bell"
    topics = dict(SearchRow.objects.filter(case=case).values_list("source", "topic"))
    concern = case.concerns.get().pk
    assert topics == {f"concern:{concern}": "general", f"source:{concern}": "source", "place": "general"}


def test_a_second_person_saving_a_practitioner_sees_the_first_one_s_words(practitioner, manager):
    details = {"last_name": "Okafor", "discipline": "doctor", "phone": "01632 960001"}
    actions.change_practitioner(practitioner=practitioner, details=details, version=1, by=manager)
    with pytest.raises(Stale) as refusal:
        actions.change_practitioner(
            practitioner=practitioner, details=details | {"phone": "01632 960002"}, version=1, by=manager
        )
    assert refusal.value.theirs["phone"] == "01632 960001"
    assert refusal.value.version == 2
    assert Practitioner.objects.get().phone == "01632 960001"


def test_a_note_sent_twice_is_one_note(practitioner, manager):
    case, key = open_with(practitioner, manager), uuid.uuid4()
    for _ in range(2):
        actions.note(case=case, text="Rang the practice.", by=manager, submission_key=key)
    assert Note.objects.count() == 1
    assert Event.objects.of_case(case.pk).filter(kind="case.noted").count() == 1


def test_being_told_counts_from_the_latest_day(practitioner, manager):
    case = open_with(practitioner, manager)
    for days in (3, 9):
        actions.log_contact(
            case=case,
            how="phone",
            on=today() - dt.timedelta(days=days),
            summary="Explained what comes next.",
            told=True,
            listened=False,
            by=manager,
            submission_key=uuid.uuid4(),
        )
    case.summary.refresh_from_db()
    assert case.summary.last_told_on == today() - dt.timedelta(days=3)


def test_likely_the_same_person_is_found_by_number_or_by_nearly_the_same_name(practitioner):
    def found(first, last, number=""):
        return list(
            Practitioner.objects.likely_the_same(
                organisation=practitioner.organisation, first_name=first, last_name=last, number=number
            )
        )

    assert found("Amára", "Okafor") == [practitioner]
    assert found("Somebody", "Else", "7654321") == [practitioner]
    assert found("Somebody", "Else") == []


@pytest.mark.parametrize(
    ("regulator", "good", "bad"),
    [
        ("GMC", "7654321", "765432"),
        ("GDC", "123456", "1234567"),
        ("GOC", "D-12-34567", "1234567"),
        ("GPhC", "2123456", "3123456"),
        ("NMC", "71A2998E", "71A2998"),
        ("HCPC", "PH12345", "P12345"),
    ],
)
def test_a_registration_number_of_another_shape_warns_and_names_the_shape(regulator, good, bad):
    assert number_warning(regulator, good) == ""
    assert NUMBER_SHAPES[Regulator(regulator)][1] in number_warning(regulator, bad)


@pytest.mark.parametrize(
    ("regulator", "number", "shown"),
    [
        ("GMC", "7654321", "GMC 7654321"),
        ("GMC", "gmc 7654321", "gmc 7654321"),
        ("other", "12", "12"),
        ("", "", ""),
    ],
)
def test_the_regulator_stands_once_before_the_number(regulator, number, shown):
    assert Practitioner(regulator=regulator, registration_number=number).registration == shown


def test_names_are_searched_without_accents():
    assert plain("Zoë Nguyễn-Łęcka") == "zoe nguyen-lecka"


def test_a_case_keeps_its_organisation_s_prefix(manager):
    case = make_case(by=manager)
    assert case.reference.startswith(f"{case.organisation.reference_prefix}-{today().year}-")
