"""The guides by role stand in the product, for everybody who is signed in."""

import re
from typing import Any

import pytest

from tests.factories import make_organisation, make_person
from tests.ui.html import Html
from ui.guides import DOCS, KEYS, guides, pictures

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Any) -> Any:
    client.force_login(make_person("assurance_reader", organisation=make_organisation()))
    return client


def test_every_guide_is_linked_from_help_and_can_be_read(signed_in: Any) -> None:
    assert {path.stem for path in (DOCS / "guides").glob("*.md")} == set(KEYS)
    page = Html(signed_in.get("/help/").content.decode())
    for guide in guides():
        (link,) = [each for each in page.all("main a") if each.text == guide.title]
        shown = Html(signed_in.get(link.get("href")).content.decode())
        assert shown.text("h1") == guide.title
        assert shown.all("main h2")


def test_links_and_pictures_of_the_guides_lead_somewhere(signed_in: Any) -> None:
    for guide in guides():
        assert ".md" not in guide.body
        for address in re.findall(r'(?:href|src)="([^"]+)"', guide.body):
            assert signed_in.get(address).status_code == 200, address


def test_a_picture_is_sent_as_one(signed_in: Any) -> None:
    name = next(iter(pictures()))
    response = signed_in.get(f"/help/pictures/{name}.png")
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path", ["/help/nobody/", "/help/pictures/nothing.png", "/help/pictures/..%2Fsecret.png"]
)
def test_what_is_no_guide_is_not_there(signed_in: Any, path: str) -> None:
    assert signed_in.get(path).status_code == 404


def test_a_stranger_is_asked_to_sign_in_and_sees_no_links_to_guides(client: Any) -> None:
    assert client.get("/help/case-manager/")["Location"].startswith("/sign-in/")
    assert "/help/case-manager/" not in client.get("/help/").content.decode()
