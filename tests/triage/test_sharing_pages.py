"""The pages about sharing a review with the practitioner, and who may open them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Pdf
from documents.tasks import make
from tests.factories import make_person
from tests.triage.conftest import answers, risk
from tests.triage.sent import address, page_of
from tests.triage.sharing import save, some, whole
from triage import actions
from triage.answers import DocumentRead, FactorAnswer
from triage.models import Sharing
from triage.shared_report import comments_deadline
from triage.sharing import pieces


@pytest.fixture
def manager(client, submitted, settings, tmp_path):
    """Return a browser in which the manager of a case with a submitted review is signed in."""
    settings.MEDIA_ROOT = tmp_path / "files"
    client.force_login(submitted.manager)
    return client


def sent(room, **changes):
    """Return the marks as a browser sends them: everything shared, but for the changes."""
    fields = {f"{piece.key.replace(':', '_')}-choice": "share" for piece in pieces(room.review)}
    return {"version": "0", "names_reviewer": "unnamed", **fields} | {
        name.replace("__", "-"): value for name, value in changes.items()
    }


HIDE = {
    "summary-choice": "words",
    "summary-choice-words": "sets of  notes\n\nThree",
    "summary-choice-why": "third_party",
    "health-choice": "whole",
    "health-choice-all": "serious_harm",
}


def opens(client, room):
    """Tell whether the PDF of the room's copy opens in the browser."""
    answer = client.get(address(room, "pdf", room.sharing.pdf_id))
    answer.close()
    return answer.status_code == 200


# Marking


def test_every_part_is_shown_with_its_text_and_a_choice(manager, submitted):
    page = page_of(manager.get(address(submitted, "triage_share", 1)))
    said = page.text("main")
    for words in (
        "Three sets of notes were not complete.",
        "They told us they sleep badly.",
        "Patients could be given the wrong dose.",
        "Their letter says what they would change.",
        "It could seriously harm somebody's health",
        f"A professional advisor of {submitted.organisation.name}",
    ):
        assert words in said, words
    assert len(page.all("input[value=whole]")) == len(pieces(submitted.review))
    assert len(page.all("input[value=share][checked]")) == len(pieces(submitted.review))


def test_marks_are_saved_and_lead_to_what_the_practitioner_will_read(manager, submitted):
    here = address(submitted, "triage_share", 1)
    answer = manager.post(here, sent(submitted) | HIDE)
    assert answer.url == address(submitted, "triage_share_check", 1)
    assert list(Sharing.objects.get().withheld.values_list("part", "words", "reason")) == [
        ("summary", "sets of notes", "third_party"),
        ("summary", "Three", "third_party"),
        ("health", "", "serious_harm"),
    ]
    page = page_of(manager.get(here))
    assert page.text("[name='summary-choice-words']") == "sets of notes Three"
    assert page.one("[name='version']").get("value") == "1"


def test_what_cannot_be_saved_comes_back_with_everything_typed(manager, submitted):
    wrong = HIDE | {
        "summary-choice-words": "not there",
        "health-choice-all": "other",
        "rationale-choice": "words",
    }
    answer = manager.post(address(submitted, "triage_share", 1), sent(submitted) | wrong)
    assert answer.status_code == 422
    page = page_of(answer)
    problems = page.text(".nhsuk-error-summary")
    for problem in (
        "Summary of concern(s): “not there” does not stand there as whole words",
        "Potential health concerns: say in your own words why",
        "Rationale: enter the words to withhold",
        "Rationale: select a reason",
    ):
        assert problem in problems, problem
    assert page.text("[name='summary-choice-words']") == "not there"
    assert not Sharing.objects.exists()


def test_somebody_elses_marks_stand_beside_mine(manager, submitted):
    other = make_person("case_manager", organisation=submitted.organisation)
    save(submitted, whole("rationale"), by=other)
    answer = manager.post(address(submitted, "triage_share", 1), sent(submitted) | HIDE)
    assert answer.status_code == 422
    page = page_of(answer)
    assert "Somebody else saved what is withheld" in page.text(".nhsuk-error-summary")
    assert "Withhold this part (It identifies somebody else)" in page.text("main")
    assert page.text("[name='summary-choice-words']").startswith("sets of notes")
    again = sent(submitted) | HIDE | {"version": page.one("[name='version']").get("value")}
    assert manager.post(address(submitted, "triage_share", 1), again).status_code == 302


def test_what_is_typed_is_kept_until_it_is_saved(manager, submitted):
    from urllib.parse import urlencode

    from django.urls import reverse

    here = address(submitted, "triage_share", 1)
    draft = page_of(manager.get(here)).one("form[data-draft-url]").get("data-draft-url")
    assert draft == reverse("draft", args=[f"triage-share:{submitted.case.reference}:1"])
    manager.post(draft, urlencode(sent(submitted) | HIDE), content_type="application/x-www-form-urlencoded")
    assert "sets of notes" in page_of(manager.get(here)).text("[name='summary-choice-words']")
    manager.post(here, sent(submitted) | HIDE)
    assert "What you had marked and not saved" not in manager.get(here).content.decode()


def test_a_part_this_review_does_not_have_and_a_title_that_is_closed_cannot_be_forged(
    client, written, stored
):
    health = stored(written.case, by=written.manager, title="Quill health report", topic="health")
    data = answers(documents=(DocumentRead(document=health.pk),))
    review = actions.save_review(review=written.review, data=data, version=2, by=written.advisor)
    written.review = actions.submit_review(review=review, by=written.advisor)
    officer = make_person("responsible_officer", organisation=written.organisation)
    client.force_login(officer)
    here = address(written, "triage_share", 1)
    page = client.get(here).content.decode()
    assert "Quill health report" not in page
    assert "document_1-choice" not in page
    client.post(here, sent(written) | {"document_1-choice": "share", "nonsense-choice": "whole"})
    assert list(Sharing.objects.get().withheld.values_list("part", "reason")) == [
        ("document:1", "third_party")
    ]
    # Once the manager shares the title, somebody to whom it is closed does not meet it in the copy.
    save(written, version=1)
    for name in ("triage_share_check", "triage_share_preview"):
        more = [1] if name.endswith("preview") else []
        answer = client.get(address(written, name, 1, *more))
        assert answer.status_code == 403
        assert "Quill health report" not in answer.content.decode()
    settled = actions.settle_sharing(sharing=Sharing.objects.get(), version=2, by=written.manager)
    make(settled.pdf_id)
    written.sharing = settled
    assert client.get(address(written, "pdf", written.sharing.pdf_id)).status_code == 404
    client.force_login(written.manager)
    assert opens(client, written)


# Reading it as they will


def test_the_preview_is_the_html_of_the_pdf_under_its_own_policy(manager, submitted):
    save(submitted, some("summary", "sets of notes"))
    here = address(submitted, "triage_share_preview", 1, 1)
    shown = manager.get(here)
    assert (
        "sandbox" in shown["Content-Security-Policy"] and "script-src" not in shown["Content-Security-Policy"]
    )
    assert "sets of notes" not in shown.content.decode()
    actions.settle_sharing(sharing=Sharing.objects.get(), version=1, by=submitted.manager)
    frozen = Pdf.objects.get(kind="triage.practitioner").html
    without_head = shown.content.decode().split("</head>")[1]
    assert without_head == frozen.split("</head>")[1]
    assert manager.get(here).content.decode().split("</head>")[1] == without_head


def test_the_page_before_settling_shows_what_to_look_at_and_until_when_comments_come(manager, submitted):
    save(submitted, whole("risk:1"))
    page = page_of(manager.get(address(submitted, "triage_share_check", 1)))
    said = page.text("main")
    assert "The rating itself, its likelihood and its severity are always shared" in said
    rule = comments_deadline(submitted.case)
    assert rule.rule.assumed and str(rule) in said
    assert page.one("iframe").get("src") == address(submitted, "triage_share_preview", 1, 1)


def test_settling_from_the_page_makes_the_pdf_and_says_nothing_was_sent(manager, submitted):
    save(submitted)
    here = address(submitted, "triage_share_check", 1)
    answer = manager.post(here, {"version": "1"}, follow=True)
    assert "Nothing has been sent" in answer.content.decode()
    assert Sharing.objects.get().state == "final"
    assert manager.post(here, {"version": "1"}).url == address(submitted)
    assert Sharing.objects.count() == 1


def test_what_stands_in_the_way_takes_the_button_away(manager, submitted):
    submitted.advisor.first_name, submitted.advisor.last_name = "Three", "Sets"
    submitted.advisor.save()
    save(submitted)
    here = address(submitted, "triage_share_check", 1)
    page = page_of(manager.get(here))
    assert "Dr Three Sets is named in “Summary of concern(s)”" in page.text("main")
    assert not page.all("main form")
    assert manager.post(here, {"version": "1"}).status_code == 422
    assert Sharing.objects.get().state == "draft"


# How quick


def grow(room, *, by):
    room.review = actions.start_review(case=room.case, by=room.advisor)
    data = answers(
        risks=tuple(risk(statement=f"Patients could wait {place} days.") for place in range(by)),
        documents=tuple(DocumentRead(title=f"Paper {place}") for place in range(by)),
        factors=(FactorAnswer("insight", "lowers", "x"),)
        if by == 1
        else (FactorAnswer("insight", "lowers", "x"), FactorAnswer("health", "raises", "y")),
    )
    review = actions.save_review(review=room.review, data=data, version=room.review.version, by=room.advisor)
    room.review = actions.submit_review(review=review, by=room.advisor)


def counted(client, room, marks):
    revision = room.review.revision
    counts = {}

    def count(name, ask):
        with CaptureQueriesContext(connection) as queries:
            answer = ask()
        assert answer.status_code in (200, 302), name
        counts[name] = len(queries)

    def open_twice(name, here):
        client.get(here)
        count(name, lambda: client.get(here))

    share = address(room, "triage_share", revision)
    open_twice("marking", share)
    fields = sent(room)
    for mark in marks:
        fields |= {f"{mark}-choice": "whole", f"{mark}-choice-all": "third_party"}
    count("saving", lambda: client.post(share, fields))
    open_twice("checking", address(room, "triage_share_check", revision))
    open_twice("preview", address(room, "triage_share_preview", revision, 1))
    count("settling", lambda: client.post(address(room, "triage_share_check", revision), {"version": "1"}))
    room.sharing = Sharing.objects.get(review=room.review)
    make(room.sharing.pdf_id)
    open_twice("triage", address(room))
    return counts


def test_the_number_of_queries_is_the_same_whatever_the_size_of_the_review(manager, submitted):
    grow(submitted, by=1)
    small = counted(manager, submitted, ["summary"])
    grow(submitted, by=6)
    large = counted(manager, submitted, ["summary", "risk_2", "risk_3", "document_4", "rationale"])
    assert large == small
    assert max(large.values()) < 90, large
