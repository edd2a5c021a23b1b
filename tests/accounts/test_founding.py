"""An installation's first organisation and administrator, made by whoever holds the server."""

import getpass

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership, Organisation, Person
from accounts.permissions import Permission, has
from audit.models import Event

pytestmark = pytest.mark.django_db
WORDS = ("NHS Example Trust", "EX", "Imran@Example.test")


@pytest.fixture
def types(monkeypatch):
    """Return a function that sets what is typed, in order, where a password is asked for."""

    def answers(*typed):
        left = list(typed)
        monkeypatch.setattr(getpass, "getpass", lambda _asked: left.pop(0))

    return answers


def test_the_first_administrator_can_sign_in_and_invite(types, client):
    types("a kind and long one", "a kind and long one")
    call_command("first_administrator", *WORDS, last_name="Sadiq", kind="trust")
    organisation = Organisation.objects.get()
    person = Person.objects.get()
    assert (organisation.kind, organisation.reference_prefix) == ("trust", "EX")
    assert has(person, Permission.PEOPLE_MANAGE, within=organisation)
    assert Event.objects.get().kind == "organisation.founded"
    client.post("/sign-in/", {"login": "imran@example.test", "password": "a kind and long one"})
    assert client.get("/people/invite/").status_code == 200

    with pytest.raises(CommandError, match="EX already"):
        call_command("first_administrator", *WORDS)
    types()
    call_command("first_administrator", "Another", "AN", "imran@example.test")
    assert Membership.objects.filter(person=person, role="administrator").count() == 2


@pytest.mark.parametrize(
    ("words", "typed", "says"),
    [
        (WORDS, (), "last-name"),
        (("Trust", "ex", "a@example.test"), (), "capital letters"),
        (("Trust", "EX", "not an address"), (), "valid email"),
        (WORDS, ("a kind and long one", "another long one"), "not the same"),
        (WORDS, ("short", "short"), "at least 12"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_makes_nothing(types, words, typed, says):
    types(*typed)
    more = {} if says == "last-name" else {"last_name": "Sadiq"}
    with pytest.raises(CommandError, match=says):
        call_command("first_administrator", *words, **more)
    assert not Organisation.objects.exists() and not Person.objects.exists()
