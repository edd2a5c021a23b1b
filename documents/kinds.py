"""The kinds of PDF the product makes. Each app registers its own when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.template.loader import render_to_string

from accounts.models import Person
from documents.models import Pdf


def nothing(_pdf: Pdf) -> None:
    """What a kind does by default when its PDF is ready."""


def whoever_may_see_the_topic(_person: Person, _pdf: Pdf) -> bool:
    """Who may open a PDF by default: whoever may read its case and its topic."""
    return True


@dataclass(frozen=True)
class PdfKind:
    """One kind of PDF.

    `freeze` turns the record into the template's context, at the moment the PDF is asked for.
    `when_ready` runs in the transaction that stores the file, for an app that waits for it; it may run
    again for the same PDF. `may_open` narrows who may open it, beyond those who see its case and topic.
    """

    key: str
    template: str
    freeze: Callable[[Any], dict[str, Any]]
    title: Callable[[Any], str]
    when_ready: Callable[[Pdf], None] = nothing
    may_open: Callable[[Person, Pdf], bool] = whoever_may_see_the_topic


_kinds: dict[str, PdfKind] = {}


def register(kind: PdfKind) -> PdfKind:
    """Make a kind of PDF known; its key is stored with each PDF and never changes."""
    if kind.key in _kinds:
        raise ValueError(f"Two kinds of PDF are called {kind.key}.")
    _kinds[kind.key] = kind
    return kind


def kind_called(key: str) -> PdfKind:
    """Return the registered kind."""
    return _kinds[key]


def html_of(kind: PdfKind, subject: models.Model) -> str:
    """Return the HTML a PDF of `subject` is made from. A preview shows exactly this."""
    return render_to_string(kind.template, kind.freeze(subject))
