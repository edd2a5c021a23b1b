"""What the pages for writing a review show beside their questions."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import Draft
from cases.models import Case
from triage.access import draft_key
from triage.forms.page import ReviewPage
from triage.forms.risk import RiskForm
from triage.models import Review
from triage.policies import what_is_missing
from triage.presenters import score_words
from triage.progress import COLOURS, IN_PROGRESS, progress
from triage.reading import answers_of
from triage.scale import Scale
from ui import dates, matrix
from ui.bands import BANDS
from ui.matrix import Matrix

HINTS = {"factors": "Optional: leave out what you cannot say"}


@dataclass(frozen=True)
class RiskPicture:
    """One risk's form with its matrix, score and colour as the page stands."""

    number: int
    form: RiskForm
    matrix: Matrix
    score: int | None
    colour: str
    words: str


def risk_pictures(page: ReviewPage) -> list[RiskPicture]:
    """Return each risk on the page with the picture of its answer."""
    return [risk_picture(form, number, page.scale) for number, form in enumerate(page.risk_forms, start=1)]


def risk_picture(form: RiskForm, number: int, scale: Scale) -> RiskPicture:
    """Return one risk's form with the picture of its answer."""
    likelihood, severity = form.chosen()
    score = likelihood * severity if likelihood and severity else None
    return RiskPicture(
        number=number,
        form=form,
        matrix=scale.matrix(
            caption=f"Risk {number} on the matrix",
            picked=(likelihood, severity) if likelihood and severity else None,
        ),
        score=score,
        colour=scale.band(score).colour if score else "",
        words=score_words(likelihood, severity, scale),
    )


def overall_picture(pictures: list[RiskPicture], scale: Scale) -> dict[str, Any]:
    """Return score and colour of the highest risk on the page, and what the guide says of such a one."""
    scored = [each for each in pictures if each.score is not None]
    highest = max(scored, key=lambda each: each.score or 0, default=None)
    if highest is None or highest.score is None:
        return {"score": None, "colour": "", "meaning": ""}
    return {
        "score": highest.score,
        "colour": highest.colour,
        "meaning": scale.band(highest.score).meaning,
    }


def scale_for_browser(scale: Scale) -> str:
    """Return the words and bands by which the browser shows a score as it is chosen, as JSON."""
    return json.dumps(
        {
            "likelihoods": {each.score: each.label for each in scale.likelihoods},
            "severities": {each.score: each.label for each in scale.severities},
            "bands": [
                {
                    "colour": each.colour,
                    "word": BANDS[each.colour][0],
                    "lowest": each.lowest,
                    "highest": each.highest,
                    "meaning": each.meaning,
                }
                for each in scale.bands
            ],
        }
    )


def overview_matrix(pictures: list[RiskPicture], scale: Scale) -> Matrix:
    """Return the matrix with every risk on the page in its cell."""
    chosen = [(each.number, *each.form.chosen()) for each in pictures]
    return scale.matrix(
        caption="Every risk in its place",
        risks=[
            matrix.Risk(number, likelihood, severity)
            for number, likelihood, severity in chosen
            if likelihood and severity
        ],
    )


def sections(review: Review, case: Case, typed: Iterable[Draft]) -> list[dict[str, Any]]:
    """Return the task list: each section, how far it is, and whether something typed is not saved yet."""
    kept = {each.form: each.saved_at for each in typed}
    found = progress(answers_of(review), what_is_missing(review), factors=len(Scale(review.guide).factors))
    return [
        {
            "title": each.part.title,
            "href": reverse("triage_section", args=[case.reference, each.part.key]),
            "status": each.state if not at else IN_PROGRESS,
            "colour": each.colour if not at else COLOURS[IN_PROGRESS],
            "done": each.done and not at,
            "hint": f"Typed {dates.when(at)} and not saved yet" if at else HINTS.get(each.part.key, ""),
        }
        for each in found
        for at in [kept.get(draft_key(case, each.part.key))]
    ]
