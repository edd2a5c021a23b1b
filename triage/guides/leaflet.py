"""The guide as a leaflet to read, print and hand on: as a page, and as a PDF."""

from typing import Any

from django.conf import settings

from accounts.models import Person
from documents.kinds import PdfKind, register
from documents.models import Pdf
from triage import scoring
from triage.models import Band, Guide
from triage.scale import Scale

LEVELS = range(scoring.LOWEST, scoring.HIGHEST + 1)
# The scores that likelihood times severity can give, in order.
ATTAINABLE = sorted({likelihood * severity for likelihood in LEVELS for severity in LEVELS})


def leaflet(guide: Guide) -> dict[str, Any]:
    """Return what the leaflet shows, also of a draft that is not whole yet."""
    scale = Scale(guide)
    domains = [
        {
            "domain": domain,
            "texts": [
                (severity, scale.scored_words(domain, severity), scale.may_follow(domain, severity))
                for severity in scale.severities
            ],
        }
        for domain in scale.domains
    ]
    return {
        "guide": guide,
        "scale": scale,
        "domains": domains,
        "matrix": scale.matrix(caption="Score and colour: likelihood by severity")
        if shows_matrix(scale)
        else None,
        "bands": [(band, scores_in(band)) for band in scale.bands],
    }


def shows_matrix(scale: Scale) -> bool:
    """Tell whether every score of the guide has a colour."""
    levels = [{each.score for each in steps} for steps in (scale.likelihoods, scale.severities)]
    return all(each == set(LEVELS) for each in levels) and not scoring.band_problems(scale.bands)


def scores_in(band: Band) -> list[int]:
    """Return the scores that can come about and have the band's colour."""
    return [score for score in ATTAINABLE if band.lowest <= score <= band.highest]


def colours(bands: list[dict[str, Any]]) -> list[tuple[str, list[int]]]:
    """Return each colour of a guide's contents with the scores that can come about and have it."""
    return [
        (row["colour"], [score for score in ATTAINABLE if row["lowest"] <= score <= row["highest"]])
        for row in bands
    ]


def scores_between(lowest: int, highest: int) -> str:
    """Return the scores of a band in words, as far as they can come about: "5 to 12" for 5 to 14."""
    scores = [score for score in ATTAINABLE if lowest <= score <= highest] or [lowest, highest]
    return f"{scores[0]} to {scores[-1]}" if len(scores) > 1 else str(scores[0])


def freeze(guide: Guide) -> dict[str, Any]:
    """Return what the PDF shows."""
    return leaflet(guide) | {"author": str(guide.organisation or settings.SERVICE_NAME)}


def title(guide: Guide) -> str:
    """Name the PDF by the organisation and version: titles become file names."""
    return f"Scoring guide version {guide.version} {guide.organisation or ''}".strip()


def on_no_case(_person: Person, _pdf: Pdf) -> bool:
    """It hangs on no case, so that no case's page opens it: `views.guide` asks who may read the guide."""
    return False


LEAFLET = register(PdfKind("triage.guide", "triage/guide_pdf.html", freeze, title, may_open=on_no_case))
