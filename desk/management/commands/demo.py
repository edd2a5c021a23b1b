"""`manage.py demo`: the invented organisations, people and cases, and the sign-ins to try them."""

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organisation
from accounts.roles import BY_KEY
from cases.models import Case
from desk.demo.build import build, read
from desk.demo.people import PASSWORD


class Command(BaseCommand):
    help = "Make the demonstration's organisations, people and cases. Refused unless DEMO is set."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is data already")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration has a known password. Set DEMO=1 to allow it.")
        if find_spec("time_machine") is None:
            raise CommandError("The demonstration is told from a checkout: run `make run` there.")
        if Organisation.objects.exists():
            if not options["if_empty"]:
                raise CommandError("There is data already. `make demo-reset` starts the demonstration anew.")
            if Case.objects.count() < len(read()["cases"]):
                self.stderr.write("The demonstration was not finished. `make demo-reset` makes it whole.")
        else:
            self.stderr.write(f"{build()} cases are told.")
        self.sign_ins()

    def sign_ins(self) -> None:
        """Print who can sign in, one line each, and the password they share."""
        for person in read()["people"]:
            if person["email"].endswith("@demo.example"):
                roles = ", ".join(BY_KEY[role].name.lower() for role in person["roles"])
                self.stdout.write(
                    f"  {person['email']:<28} {person['first_name']} {person['last_name']}: {roles}"
                )
        self.stdout.write(f"  The password of all of them: {PASSWORD}")
