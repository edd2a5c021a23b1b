"""The kinds of PDF the product makes. Each app registers its own when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.template.loader import render_to_string

from documents.models import Pdf


def nothing(_pdf: Pdf) -> None:
    """What a kind does by default when its PDF is ready."""


@dataclass(frozen=True)
class PdfKind:
    """One kind of PDF.

    `freeze` turns the record into the template's context, at the moment the PDF is asked for.
    `when_ready` runs in the transaction that stores the file, for an app that waits for it.
    """

    key: str
    template: str
    freeze: Callable[[Any], dict[str, Any]]
    title: Callable[[Any], str]
    when_ready: Callable[[Pdf], None] = nothing


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
