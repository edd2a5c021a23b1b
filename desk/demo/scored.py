"""The triage of a story."""

from dataclasses import replace
from typing import Any

from desk.demo.told import Told
from documents.models import Document
from triage import actions as triage
from triage.answers import Consequence, DocumentRead, FactorAnswer, ReviewData, RiskAnswers
from triage.models import Review
from triage.sampling import rolling
from ui.dates import today


def ask(teller: Told) -> None:
    """Ask the advisor to triage."""
    triage.ask_advisor(case=teller.case, advisor=teller.cast.one("advisor"), by=teller.cast.manager)


def begin(teller: Told) -> None:
    """Declare no conflict, so that the review is begun."""
    triage.declare(case=teller.case, answer="none", by=teller.cast.one("advisor"))


def review(teller: Told, told: dict[str, Any]) -> None:
    """Declare no conflict, write the review and submit it."""
    advisor = teller.cast.one("advisor")
    begin(teller)
    draft = Review.objects.get(case=teller.case)
    draft = triage.save_review(review=draft, data=answers(teller, told), version=draft.version, by=advisor)
    if told.get("reasons"):
        triage.answer_notices(review=draft, reasons=told["reasons"], by=advisor)
    drawn = told.get("second", {}).get("drawn", False)
    # The same triages are drawn for a second scoring each time the stories are told.
    with rolling(lambda: 0 if drawn else 99):
        triage.submit_review(review=draft, by=advisor)


def send_back(teller: Told, told: dict[str, Any]) -> None:
    """Return the review for more."""
    review = Review.objects.submitted().get(case=teller.case)
    triage.return_review(review=review, reason=told["returned"]["reason"], by=teller.cast.manager)


def add_more(teller: Told, told: dict[str, Any]) -> None:
    """Go on with the review that came back, and submit it."""
    advisor = teller.cast.one("advisor")
    draft = Review.objects.in_draft().get(case=teller.case)
    whole = answers(teller, told)
    whole = replace(whole, rationale=f"{whole.rationale} {told['returned']['added']}")
    draft = triage.save_review(review=draft, data=whole, version=draft.version, by=advisor)
    triage.submit_review(review=draft, by=advisor)


def answers(teller: Told, told: dict[str, Any]) -> ReviewData:
    """Return the review as the advisor of the story wrote it."""
    filed = {each.title: each.pk for each in Document.objects.of_case(teller.case)}
    return ReviewData(
        reviewed_on=today(),
        summary=told["summary"],
        documents=tuple(
            DocumentRead(document=filed[title]) if title in filed else DocumentRead(title=title)
            for title in told["documents_reviewed"]
        ),
        safeguarding=told["safeguarding"]["answer"] == "yes",
        safeguarding_details=told["safeguarding"]["details"],
        health=told["health"]["answer"] == "yes",
        health_details=told["health"]["details"],
        factors=tuple(
            FactorAnswer(factor=key, direction=each["direction"], why=each["why"])
            for key, each in told["factors"].items()
        ),
        risks=tuple(risk(each) for each in told["risks"]),
        judged_colour=told.get("judged", {}).get("colour", ""),
        judged_why=told.get("judged", {}).get("why", ""),
        rationale=told["rationale"],
        recommendation=told["recommendation"],
        additional=told["additional"],
    )


def risk(told: dict[str, Any]) -> RiskAnswers:
    """Return one risk of the story."""
    return RiskAnswers(
        statement=told["consequence"],
        consequences=tuple(Consequence(each["domain"], each["severity"]) for each in told["consequences"]),
        likelihood=told["likelihood"],
        likelihood_why=told["likelihood_why"],
        how_soon=told.get("how_soon", ""),
        time_frame=told["time_frame"],
        managed_at=told["managed_at"],
        priority=told["priority"],
        accepted=told["accepted"],
        accepted_why=told["accepted_why"],
    )
