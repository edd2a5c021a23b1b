"""Read rendered HTML by CSS selectors."""

from collections.abc import Mapping
from typing import Any

from cssselect2 import ElementWrapper
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from lxml import html as lxml_html


class Html:
    """A page or a piece of one."""

    def __init__(self, text: str) -> None:
        self.source = text
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True)
        self.root = ElementWrapper.from_html_root(lxml_html.document_fromstring(text.encode(), parser=parser))

    def all(self, selector: str) -> list[Any]:
        return [found.etree_element for found in self.root.query_all(selector)]

    def one(self, selector: str) -> Any:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} of {selector!r} in:\n{self.source}"
        return found[0]

    def text(self, selector: str) -> str:
        return " ".join("".join(self.one(selector).itertext()).split())

    def described(self, selector: str) -> str:
        """Return the words that `aria-describedby` of an element leads to."""
        ids = self.one(selector).get("aria-describedby", "").split()
        return " ".join(self.text(f"[id='{each}']") for each in ids)


def request(path: str = "/") -> HttpRequest:
    return RequestFactory().get(path)


def show(form: BaseForm) -> Html:
    """Render a form as pages do."""
    return template("{% crispy form %}", form=form)


def template(source: str, **context: Any) -> Html:
    return Html(Template(source).render(Context(context)))


def sent(answers: Mapping[str, Any]) -> QueryDict:
    """Return answers as a browser sends them; a list is several values."""
    data = QueryDict(mutable=True)
    for name, value in answers.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data
