"""`manage.py rebuild_summaries [reference …]`: what heads and lists of cases show, anew from the facts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cases.actions import summarise
from cases.models import Case
from ui.words import counted


class Command(BaseCommand):
    help = "Compute what the heads of cases and the list show anew from the facts; all cases, or those named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("references", nargs="*", metavar="reference", help="such as NW-2026-00042")

    def handle(self, *, references: list[str], **_options: Any) -> None:
        cases = Case.objects.order_by("pk").only("pk", "reference")
        if references:
            cases = cases.filter(reference__in=references)
            missing = sorted(set(references) - set(cases.values_list("reference", flat=True)))
            if missing:
                raise CommandError(f"There is no case {', '.join(missing)}. Nothing was changed.")
        looked_at = mended = 0
        for case in cases.iterator():
            with transaction.atomic():
                changed = summarise(case=Case.objects.locked(case.pk))
            looked_at += 1
            if changed:
                mended += 1
                self.stdout.write(f"{case.reference}: {', '.join(changed)}")
        self.stdout.write(f"Looked at {counted(looked_at, 'case')}; {mended} had something to put right.")
