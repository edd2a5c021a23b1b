"""The list of cases: search, filters, order, pages, and how many questions it asks the database."""

import datetime as dt

import pytest

from audit.models import Event
from cases import actions, search
from cases.listing import ORDERS, Criteria, matching, page_of
from cases.models import Case, CaseSummary, TopicSeal
from tests.factories import make_case, make_organisation, make_person, make_practitioner
from ui.dates import today

QUERIES = 6
# Of a page, so that a few cases fill several.
SIZE = 3


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr("cases.listing.SIZE", SIZE)


def many(manager, count):
    organisation = manager.memberships.get().organisation
    practitioner = make_practitioner(by=manager, organisation=organisation)
    return [
        make_case(by=manager, practitioner=practitioner, received_on=today() - dt.timedelta(days=days % 4))
        for days in range(count)
    ]


def walk(person, order, criteria=None):
    """Read every page forwards, then back, and return both."""
    cases = matching(person, criteria or Criteria(order=order), rows=True).cases
    forwards, pages, mark = [], [], ""
    while True:
        page = page_of(cases, order=ORDERS[order], after=mark)
        forwards += page.cases
        pages.append(page)
        if not (mark := page.next_mark):
            break
    backwards, mark = list(pages[-1].cases), pages[-1].previous_mark
    while mark:
        page = page_of(cases, order=ORDERS[order], before=mark)
        backwards = page.cases + backwards
        mark = page.previous_mark
    return forwards, backwards


@pytest.mark.parametrize("order", ORDERS)
def test_pages_show_every_case_once_in_order_forwards_and_back(small_pages, manager, order):
    cases = many(manager, SIZE * 3 + 2)
    for number, case in enumerate(cases):
        CaseSummary.objects.filter(case=case).update(
            next_due=today() + dt.timedelta(days=number % 3) if number % 4 else None
        )
    forwards, backwards = walk(manager, order)
    first = page_of(matching(manager, Criteria(order=order), rows=True).cases, order=ORDERS[order])
    assert len(first.cases) == SIZE
    assert len(forwards) == len({case.pk for case in forwards}) == len(cases)
    assert forwards == backwards
    by = ORDERS[order].by
    values = [getattr(case, by) for case in forwards]
    assert values == sorted(values, reverse=ORDERS[order].descending)


def test_the_age_of_a_closed_case_is_counted_by_the_days_of_london(manager, case):
    """Half past midnight in summer is the evening before as it is stored."""
    june = dt.datetime(today().year - 1, 6, 3, 23, 30, tzinfo=dt.UTC)
    Case.objects.filter(pk=case.pk).update(
        received_on=dt.date(june.year, 6, 1),
        stage="closed",
        closed_at=june,
        closed_by=manager,
        closing="learning",
    )
    found = matching(manager, Criteria(stage="closed"), rows=True).cases
    (closed,) = page_of(found, order=ORDERS["newest"]).cases
    assert closed.age_in_days(on=today()) == 3


def test_a_mark_that_makes_no_sense_shows_the_first_page(manager):
    many(manager, 2)
    cases = matching(manager, Criteria(), rows=True).cases
    assert len(page_of(cases, order=ORDERS["newest"], after="nonsense").cases) == 2


def test_the_page_asks_the_same_number_of_questions_however_many_rows(
    small_pages, signed_in, manager, django_assert_num_queries
):
    # Words, names and references are looked for in one.
    for more in (1, SIZE + 5):
        many(manager, more)
        for words in ("", "consultations", "okafor", "-20", "nowhere"):
            with django_assert_num_queries(QUERIES + bool(words) - (words == "nowhere")):
                signed_in.get("/cases/", {"q": words})


def found(person, words):
    person = type(person).objects.get(pk=person.pk)
    return set(matching(person, Criteria(words=words)).cases)


def test_words_find_by_reference_name_number_and_text(manager, case):
    for words in (
        case.reference,
        case.reference[-5:],
        "okafor",
        "Amára",
        "7654321",
        "gmc 7654321",
        "Invented Surgery",
        "consultations",
        "complete",
    ):
        assert found(manager, words) == {case}, words
    assert found(manager, "nowhere") == found(manager, "%") == found(manager, "100% _") == set()


@pytest.mark.parametrize("words", ["okafor", "consultations", "-20"])
def test_where_very_much_is_found_it_is_the_newest(manager, monkeypatch, words):
    cases = many(manager, 3)
    monkeypatch.setattr(search, "MOST", 2)
    assert found(manager, words) == set(cases[1:])


def test_the_page_and_the_sheet_say_where_not_everything_was_looked_at(manager, client, monkeypatch):
    many(manager, 3)
    monkeypatch.setattr(search, "MOST", 2)
    client.force_login(manager)
    addresses = ["/cases/?q=consultations", "/cases/export/?q=consultations"]
    said = ["the newest 2 of them were looked at", "no more than the newest 2 of what"]
    for address, sentence in zip(addresses, said, strict=True):
        assert sentence in client.get(address).content.decode()
    monkeypatch.setattr(search, "MOST", 4)
    for address in addresses:
        assert " newest " not in client.get(address).content.decode()


def test_somebody_named_on_an_old_case_finds_it_among_many_newer_ones(manager, organisation, monkeypatch):
    old, *_newer = many(manager, 4)
    advisor = make_person("advisor", organisation=organisation)
    actions.allow(case=old, person=advisor, effect="read", reason="named", source="test", by=manager)
    monkeypatch.setattr(search, "MOST", 2)
    for words in ("consultations", "okafor", "-20"):
        assert found(advisor, words) == {old}, words


def test_the_source_is_found_only_by_those_who_may_see_it(organisation):
    manager = make_person("case_manager", organisation=organisation)
    case = make_case(by=manager, source_detail="Mrs Quillfeather spoke up")
    lead = make_person("lessons_lead", organisation=organisation)
    Case.objects.filter(pk=case.pk).update(first_with_group_on=today())
    assert found(manager, "Quillfeather") == {case}
    assert found(lead, "Quillfeather") == set()
    assert found(lead, "consultations") == {case}


def test_a_sealed_topic_is_not_found(manager, case):
    search.index(case=case, source="triage:1", text="splendiferous", topic="triage:1")
    assert found(manager, "splendiferous") == {case}
    actions.seal(case=case, person=manager, topic="triage:1", by=manager)
    assert found(manager, "splendiferous") == set()


def test_another_organisation_s_case_is_never_found(case):
    stranger = make_person("case_manager", organisation=make_organisation())
    assert (
        found(stranger, case.reference)
        == found(stranger, "Okafor")
        == found(stranger, "consultations")
        == set()
    )


def test_a_sealed_score_shows_in_no_column_filter_or_order(manager, case):
    CaseSummary.objects.filter(case=case).update(
        colour="red", score=20, scored_on=today(), score_topic="triage:1"
    )
    assert [each.seen_score for each in matching(manager, Criteria(colour="red")).cases] == [20]
    TopicSeal.objects.create(case=case, person=manager, topic="triage:1")
    assert not matching(manager, Criteria(colour="red")).cases.exists()
    assert [(each.seen_colour, each.seen_score) for each in matching(manager, Criteria()).cases] == [("", 0)]


def test_closed_cases_show_when_asked_for(manager, case):
    actions.move(case=case, to="withdrawn", by=manager)
    assert not matching(manager, Criteria()).cases.exists()
    assert matching(manager, Criteria(stage="withdrawn")).cases.exists()
    assert found(manager, case.reference) == {case}


def test_the_sheet_holds_what_is_shown_runs_nothing_and_is_recorded(signed_in, manager, organisation):
    practitioner = make_practitioner(by=manager, organisation=organisation, title="=cmd", first_name="")
    case = make_case(by=manager, practitioner=practitioner)
    response = signed_in.get("/cases/export/")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert ",'," not in lines[1], "what is empty stays empty"
    assert lines[0].startswith("Reference,Practitioner")
    assert lines[1].startswith(f"{case.reference},'=cmd Okafor")
    assert Event.objects.filter(kind="cases.exported", detail={"cases": 1}).exists()


def test_the_search_stays_in_the_address_and_its_links(small_pages, signed_in, manager):
    many(manager, SIZE + 1)
    page = signed_in.get("/cases/", {"q": "Okafor", "sort": "oldest"}).content.decode()
    assert 'value="Okafor"' in page
    assert "q=Okafor&amp;sort=oldest&amp;after=" in page
    assert f"{SIZE} cases shown, more follow" in page


def test_the_box_holds_what_each_person_typed_and_no_markup(signed_in):
    for words, held in (("Okafor", "Okafor"), ('"><b>', "&quot;&gt;&lt;b&gt;"), ("", "")):
        page = signed_in.get("/cases/", {"q": words, "sort": "oldest"}).content.decode()
        box = page[page.index('name="q"') :].partition(">")[0]
        assert (f'value="{held}"' in box) == bool(words) and "what-was-typed" not in page
