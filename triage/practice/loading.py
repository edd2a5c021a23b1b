"""Reading the practice cases that come with the service from their file into the database."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from triage.loading import DATA, ModelCalled

FILE = DATA / "practice-1.json"
NEWEST = DATA / "practice-2.json"


@transaction.atomic
def load_practice(
    model: ModelCalled, *, file: Path = FILE, guide_version: int = 1, version: int | None = None
) -> None:
    """Write the file's cases, scored by a version of the default guide, and publish them; leave those there.

    A changed wording is a new version in a new file: what is published never changes. With `version` the same
    words are a new version by another guide.
    """
    contents = json.loads(file.read_text(encoding="utf-8"))
    guide = _all(model, "Guide").get(organisation=None, version=guide_version)
    domains = {each.key: each for each in _all(model, "Domain").filter(guide=guide)}
    cases = _all(model, "PracticeCase")
    for row in contents["cases"]:
        row["version"] = version or row["version"]
        if cases.filter(series=row["series"], version=row["version"]).exists():
            continue
        risks = row.pop("risks")
        case = cases.create(guide=guide, agreed_by=contents["agreed_by"], **row)
        for position, risk in enumerate(risks, start=1):
            consequences = risk.pop("consequences")
            written = _all(model, "PracticeRisk").create(practice_case=case, position=position, **risk)
            for each in consequences:
                _all(model, "PracticeConsequence").create(
                    risk=written, domain=domains[each["domain"]], severity=each["severity"]
                )
        cases.filter(pk=case.pk).update(published_at=timezone.now())


def _all(model: ModelCalled, name: str) -> Any:
    return model(name)._default_manager  # noqa: SLF001 (as migrations know it)
