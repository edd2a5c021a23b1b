"""A case with people around it, a kind of PDF that shows a title, and files to upload."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.template import engines
from django.urls import reverse

from cases.models import Case
from documents import kinds
from documents.kinds import PdfKind, register
from tests.factories import make_case, make_organisation, make_person
from tests.kept import kept


@pytest.fixture
def media(settings, tmp_path):
    """A folder of the test's own for stored bytes."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@kept
def people():
    """A manager and others of one organisation, and a stranger who manages cases elsewhere."""
    organisation = make_organisation()
    roles = {"manager": "case_manager", "officer": "responsible_officer", "advisor": "advisor"}
    roles |= {"administrator": "administrator", "assurance": "assurance_reader"}
    made = {name: make_person(role, organisation=organisation) for name, role in roles.items()}
    made["stranger"] = make_person("case_manager", organisation=make_organisation())
    return SimpleNamespace(organisation=organisation, **made)


@kept
def case(people) -> Case:
    return make_case(by=people.manager)


class Kind:
    """A kind of PDF for tests: its words and what happened can be set."""

    def __init__(self) -> None:
        self.words = "A concern has been raised."
        self.ready: list[int] = []
        self.open_to_all = True
        self.fails = False

    def freeze(self, _case: Case) -> dict[str, str]:
        return {"words": self.words}

    def when_ready(self, pdf: kinds.Pdf) -> None:
        if self.fails:
            raise RuntimeError(f"the app above could not take {self.words}")
        self.ready.append(pdf.pk)


@pytest.fixture
def kind() -> Iterator[SimpleNamespace]:
    """Register a kind of PDF that prints `kind.told.words`."""
    told = Kind()
    registered = register(
        PdfKind(
            "test",
            "documents/tests_only.html",
            told.freeze,
            lambda case: f"Report {case.reference}",
            when_ready=told.when_ready,
            may_open=lambda _person, _pdf: told.open_to_all,
        )
    )
    yield SimpleNamespace(told=told, registered=registered)
    kinds._kinds.pop("test")


@pytest.fixture(autouse=True)
def page_of_the_test(monkeypatch):
    """Give the test's kind of PDF its template without a file of its own."""
    source = (
        "{% extends 'pdf/base.html' %}{% block title %}Report{% endblock %}"
        "{% block content %}<h1>Report</h1><p>{{ words }}</p>{% endblock %}"
    )
    real = kinds.render_to_string

    def rendered(name: str, context: dict[str, str]) -> str:
        if name == "documents/tests_only.html":
            return engines["django"].from_string(source).render(context)
        return real(name, context)

    monkeypatch.setattr(kinds, "render_to_string", rendered)


@pytest.fixture
def get(client, people):
    """Ask for a page as somebody; what was streamed is closed as a server does."""
    answers = []

    def ask(who: str, name: str, *args, **kwargs):
        client.force_login(getattr(people, who))
        answers.append(client.get(reverse(name, args=args), **kwargs))
        return answers[-1]

    yield ask
    for answer in answers:
        answer.close()


@pytest.fixture
def post(client, people):
    """Send a form as somebody."""

    def send(who: str, name: str, *args, data=None, **kwargs):
        client.force_login(getattr(people, who))
        return client.post(reverse(name, args=args), data=data or {}, **kwargs)

    return send
