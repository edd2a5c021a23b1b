"""A guide as a file: what goes out comes in again; of a wrong one every problem is said, and its place."""

import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_person
from tests.kept import kept
from tests.triage.guides import begin, contents, default_guide
from triage.actions import import_guide
from triage.guides.comparing import compare
from triage.guides.contents import as_file, contents_of
from triage.guides.file import WrongFile, read_guide
from triage.guides.whole import problems_of
from triage.models import Guide
from ui.refusals import NotAllowed


def file_of(changed):
    return json.dumps({"format": 1, **changed}).encode()


def said(content):
    with pytest.raises(WrongFile) as refused:
        read_guide(content)
    return refused.value.problems


def wrong(change):
    """Return what is said of the default guide after `change` was made to it."""
    whole = contents()
    change(whole)
    return said(file_of(whole))


def without(part, number, key):
    def change(whole):
        del whole[part][number][key]

    return change


def setting(part, number, key, value):
    def change(whole):
        whole[part][number][key] = value

    return change


# What goes out comes in again


@pytest.mark.django_db
def test_the_exported_file_says_what_the_guide_says_and_reads_back_the_same():
    whole = contents_of(default_guide())
    assert whole == contents(name="Guide to scoring a risk, version 2")
    content = as_file(whole)
    assert json.loads(content)["format"] == 1
    assert read_guide(content) == whole
    assert as_file(read_guide(content)) == content


words = st.text(st.characters(codec="latin-1", categories=["L", "N", "P"]), min_size=1, max_size=30)


@given(st.lists(words, min_size=25, max_size=25), words)
def test_any_words_come_back_as_they_went_out(texts, name):
    whole = contents(name=name)
    for row, text in zip(whole["descriptors"], texts, strict=True):
        row["text"] = text
    assert read_guide(as_file(whole)) == whole


def test_a_mark_that_says_utf_8_is_forgiven_and_white_space_around_words_goes():
    whole = contents(name="  Our guide ")
    assert read_guide(b"\xef\xbb\xbf" + file_of(whole))["name"] == "Our guide"


# What is no guide at all


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not JSON: it cannot be read on from line 1"),
        (b"%PDF-1.7", "not JSON"),
        (b'{"format": 1,\n "name": }', "line 2, character 10"),
        ("{}".encode("utf-16"), "not written in UTF-8"),
        ('{"name": "café"}'.encode("latin-1"), "not written in UTF-8"),
        (b"[]", "must hold one guide"),
        (b"null", "must hold one guide"),
        (b"[" * 200_000, "brackets too deep"),
        (b'{"format": ' + b"9" * 5_000 + b"}", "number too long"),
        (b'{"na\\ud800": "a", "na\\ud800": "b"}', "“na?” stands twice"),
        (b" " * (1024 * 1024 + 1), "larger than 1 MB"),
    ],
    ids=["empty", "pdf", "broken", "utf-16", "latin-1", "list", "null", "deep", "number", "twice", "large"],
)
def test_a_file_that_is_no_guide_is_refused_in_words(content, says):
    problems = said(content)
    assert len(problems) == 1
    assert says in problems[0]


def test_the_file_says_how_it_is_written():
    for value in (None, 2, "1", True, [1]):
        found = said(json.dumps({"format": value, **contents()}).encode())
        assert found == ["the file: “format” must be 1, which says how the file is written"]


# What is wrong in a guide, in its place


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            setting("likelihoods", 2, "score", "3"),
            "likelihoods, third row: “score” must be a whole number from 1 to 5, without quotes; “3”",
        ),
        (
            setting("likelihoods", 2, "score", 6),
            "likelihoods, third row: “score” must be a whole number from 1 to 5, not 6",
        ),
        (setting("likelihoods", 2, "score", True), "“score” must be a whole number from 1 to 5, not true"),
        (setting("likelihoods", 2, "score", 3.0), "not 3.0"),
        (setting("likelihoods", 2, "score", float("nan")), "not nan"),
        (
            setting("likelihoods", 2, "score", 4),
            "likelihoods, third row: “score” is 4 again, as in the second row",
        ),
        (
            setting("severities", 1, "label", "CATASTROPHIC "),
            "severities, second row: “label” is CATASTROPHIC again, as in the first row",
        ),
        (
            setting("severities", 0, "label", None),
            "severities, first row: “label” must be text in quotes, not nothing (null)",
        ),
        (setting("severities", 0, "plain_meaning", "  "), "severities, first row: “plain_meaning” is empty"),
        (setting("severities", 0, "label", "x" * 61), "must be 60 characters or fewer; it has 61"),
        (setting("severities", 0, "label", "Two\nlines"), "must be on one line"),
        (setting("severities", 0, "label", "bell\x07"), "holds a character that is no letter"),
        (setting("severities", 0, "label", "half \ud800"), "holds a character that is no letter"),
        (setting("severities", 0, "plain_meaning", "wide 😀"), "the leaflet cannot be printed with “😀”"),
        (without("domains", 3, "hint"), "domains, fourth row: “hint” is missing"),
        (setting("domains", 3, "colour", "red"), "domains, fourth row: “colour” is not known here"),
        (setting("domains", 3, "key", "Not a key"), "“key” must be a short name of small letters"),
        (
            setting("domains", 3, "key", "financial"),
            "domains, fourth row: “key” is financial again, as in the third row",
        ),
        (
            setting("descriptors", 10, "domain", "weather"),
            "descriptors, 11th row: there is no domain “weather”",
        ),
        (setting("descriptors", 1, "severity", 4), "severity 4 in “statutory” is described already"),
        (
            lambda whole: whole["descriptors"].pop(),
            "“Professionalism/conduct/reputation” has no description of “Negligible”.",
        ),
        (setting("factors", 0, "questions", []), "factors, first row: “questions” is empty"),
        (setting("factors", 0, "questions", ["Fine?", ""]), "“questions” second entry is empty"),
        (setting("factors", 0, "questions", "Why?"), "must be a list, not “Why?”"),
        (setting("bands", 1, "colour", "purple"), "must be “green” or “amber” or “red”, not “purple”"),
        (setting("bands", 1, "lowest", 4), "Amber begins at 4, which is in another band"),
        (setting("bands", 1, "lowest", 7), "bands: No band holds the scores from 5 to 6."),
        (setting("bands", 2, "highest", 24), "No band holds the scores from 25 to 25."),
        (setting("bands", 1, "colour", "red"), "The guide needs a band for Amber."),
        (
            lambda whole: whole["likelihoods"].pop(1),
            "The guide needs a likelihood for each number from 1 to 5. Missing: 4.",
        ),
        (lambda whole: whole.pop("bands"), "the file: “bands” is missing"),
        (lambda whole: whole.update(extra=1), "the file: “extra” is not known here"),
        (lambda whole: whole.update(steps=[]), "“steps” is empty"),
        (lambda whole: whole.update(domains={}), "domains: must be a list of rows, not a group of keys"),
        (lambda whole: whole.update(bands=[1]), "bands, first row: must be a row with its keys, not 1"),
        (
            lambda whole: whole.update(domains=whole["domains"] * 3),
            "domains: must have 12 rows or fewer; it has 15",
        ),
    ],
)
def test_each_problem_is_said_with_its_place(change, says):
    assert any(says in problem for problem in wrong(change)), wrong(change)


def test_a_number_written_as_text_is_one_problem_and_not_its_echoes():
    assert len(wrong(setting("likelihoods", 2, "score", "3"))) == 1


def test_every_problem_is_said_at_once_in_the_order_of_the_guide():
    def change(whole):
        setting("likelihoods", 2, "score", "3")(whole)
        setting("severities", 0, "label", "")(whole)
        whole["descriptors"].pop()
        setting("bands", 1, "lowest", 7)(whole)
        whole["extra"] = 1

    assert [problem.split(":")[0] for problem in wrong(change)] == [
        "the file",
        "likelihoods, third row",
        "severities, first row",
        "bands",
    ]


def test_a_thousand_problems_are_cut_short():
    problems = said(file_of(contents(descriptors=[{"x": 1}] * 60)))
    assert len(problems) == 51
    assert problems[-1].startswith("And ")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=5), each, max_size=3),
        max_leaves=8,
    ),
    st.sampled_from(sorted(contents())),
)
def test_whatever_stands_in_a_part_is_refused_or_right_and_never_a_crash(value, part):
    whole = contents(**{part: value})
    assert problems_of(whole) or isinstance(value, str | list)


# Imported


@kept
def administrator(room):
    return make_person("administrator", organisation=room.organisation)


@pytest.mark.django_db
def test_a_file_becomes_a_draft_and_a_second_click_no_other(room, administrator):
    key = uuid.uuid4()
    content = as_file(contents(name="From a file"))
    draft = import_guide(
        content=content, organisation=room.organisation, by=administrator, submission_key=key
    )
    again = import_guide(
        content=content, organisation=room.organisation, by=administrator, submission_key=key
    )
    assert draft == again
    assert (draft.published_at, draft.effective_from, draft.organisation) == (None, None, room.organisation)
    assert contents_of(Guide.objects.get(pk=draft.pk)) == contents(name="From a file")


@pytest.mark.django_db
def test_a_wrong_file_changes_nothing(room, administrator):
    begin(room, administrator)
    before = list(Guide.objects.values_list("pk", "name", "edits"))
    with pytest.raises(WrongFile):
        import_guide(
            content=b"{}", organisation=room.organisation, by=administrator, submission_key=uuid.uuid4()
        )
    assert list(Guide.objects.values_list("pk", "name", "edits")) == before


@pytest.mark.django_db
def test_only_who_edits_the_organisations_guide_imports(room):
    with pytest.raises(NotAllowed):
        import_guide(
            content=as_file(contents()),
            organisation=room.organisation,
            by=room.manager,
            submission_key=uuid.uuid4(),
        )


def test_bands_are_compared_by_the_scores_that_can_come_about():
    before, after = contents(), contents()
    setting("bands", 0, "highest", 5)(after)
    setting("bands", 0, "label", "1 to 5")(after)
    setting("bands", 1, "lowest", 6)(after)
    setting("bands", 1, "label", "Talk it through")(after)
    found = {each.section.key: each.changes for each in compare(before, after)}["bands"]
    assert [(each.label, "".join(piece.text for piece in each.pieces)) for each in found] == [
        ("Green: scores", "1, 2, 3, 4, 5"),
        ("Amber: scores", "5, 6, 8, 9, 10, 12"),
        ("Amber: words beside it", "Talk it through"),
    ]
