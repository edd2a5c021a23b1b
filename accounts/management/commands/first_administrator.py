"""`manage.py first_administrator NAME PREFIX EMAIL`: an organisation and who invites all others to it."""

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions import found_organisation
from accounts.models import Organisation, Person
from ui.refusals import Refusal


class Command(BaseCommand):
    help = (
        "Make an organisation and its first administrator, who invites everybody else; asks for a password."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the organisation's name, as it heads letters")
        parser.add_argument("prefix", help="two to six capital letters that begin its case references")
        parser.add_argument("email", help="the administrator's e-mail")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", help="needed for somebody who has no account yet")
        parser.add_argument("--kind", choices=Organisation.Kind.values, default=Organisation.Kind.OTHER)

    def handle(self, *, name: str, prefix: str, email: str, kind: str, **options: Any) -> None:
        try:
            Organisation(name=name, reference_prefix=prefix, kind=kind).clean_fields()
            person = Person.objects.filter(email=email.lower()).first() or self.new_person(email, options)
            organisation = found_organisation(name=name, kind=kind, prefix=prefix, by=person)
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from None
        except Refusal as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(
            f"{person} is the administrator of {organisation} and can sign in as {person.email}."
        )

    def new_person(self, email: str, options: dict[str, Any]) -> Person:
        """Return somebody who is not stored yet, with the password that is typed twice."""
        if not options["last_name"]:
            raise CommandError("Nobody has an account with that e-mail: give their --last-name as well.")
        person = Person(email=email.lower(), first_name=options["first_name"], last_name=options["last_name"])
        person.clean_fields(exclude=["password"])
        password = getpass.getpass("Password, at least 12 characters: ")
        if password != getpass.getpass("The same again: "):
            raise CommandError("The two were not the same. Nothing was changed.")
        validate_password(password, person)
        person.set_password(password)
        return person
