"""Who stands aside from a case and why, what was answered, what was said to be a mistake. None changes."""

import datetime as dt
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Person
from cases.models import Case, CaseAccess
from pag.models.agenda import AgendaItem


class StoodAsideQuerySet(models.QuerySet["StoodAside"]):
    def in_force(self, *, at: dt.datetime | None = None) -> Self:
        """Those whose denial has not ended."""
        return self.filter(denial__in=CaseAccess.objects.current(at=at).values("pk"))

    def of(self, person: Person) -> Self:
        return self.filter(denial__person=person)

    def of_item(self, item: AgendaItem) -> Self:
        """Those from the case of an item that came up before its group, on whichever of its agendas."""
        return self.filter(denial__case=item.case_id, item__meeting__group=item.meeting.group_id)

    def whole(self) -> Self:
        """With what their pages and lists show."""
        return self.select_related(
            "denial__person",
            "denial__case__practitioner",
            "denial__case__organisation",
            "item__meeting__group",
        )

    def told(self) -> Self:
        """Each with how many answers it has (`answered`), and whether it is `asked` to be corrected since."""
        last = DenialAnswer.objects.filter(denial=OuterRef("denial")).order_by("-version").values("version")
        asked = Correction.objects.filter(aside=OuterRef("pk"), after=OuterRef("answered"))
        answered = Coalesce(Subquery(last[:1]), 0)
        return self.annotate(answered=answered).annotate(asked=Exists(asked))

    def awaiting_answer(self, *, at: dt.datetime | None = None) -> Self:
        """Those declared and not answered yet, or said to be a mistake since the last answer."""
        never = Q(answered=0) & ~Q(how=StoodAside.How.NAMED)
        return self.in_force(at=at).told().filter(never | Q(asked=True))


class StoodAside(models.Model):
    """One person standing aside from one case; `item` is the place on an agenda where it came up, if any.

    The denial says whom and which case, since when and until when, and who wrote it.
    """

    class How(models.TextChoices):
        YES = "yes", "A conflict of interest"
        UNSURE = "unsure", "Not sure"
        NAMED = "named", "Named by who presides"

    denial = models.OneToOneField(CaseAccess, on_delete=models.PROTECT, related_name="stood_aside")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="stood_aside")
    how = models.CharField(max_length=10, choices=How)
    statement = models.TextField()

    # Set by `told`: how many answers there are, and whether it was said since that it is a mistake.
    answered = 0
    asked = False

    objects = StoodAsideQuerySet.as_manager()

    class Meta:
        ordering = ["denial__starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pag_stoodaside_known_how", condition=Q(how__in=["yes", "unsure", "named"])
            ),
            models.CheckConstraint(name="pag_stoodaside_says_why", condition=Q(statement__gt="")),
            models.CheckConstraint(
                name="pag_stoodaside_named_on_an_item", condition=~Q(how="named") | Q(item__isnull=False)
            ),
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Standing aside {self.pk}"

    @property
    def case(self) -> Case:
        return self.denial.case

    @property
    def person(self) -> Person:
        return self.denial.person


class DenialAnswer(models.Model):
    """What somebody who may decided about a denial: it stays, or the case opens again. The last is final."""

    class Outcome(models.TextChoices):
        STAYS = "stays", "It stays as it is"
        OPENED = "opened", "Open to them again"

    denial = models.ForeignKey(CaseAccess, on_delete=models.PROTECT, related_name="answers")
    version = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["denial", "version"]
        constraints = [
            models.UniqueConstraint(fields=["denial", "version"], name="pag_denialanswer_version_once"),
            models.UniqueConstraint(
                fields=["denial"], name="pag_denialanswer_opened_once", condition=Q(outcome="opened")
            ),
            models.CheckConstraint(
                name="pag_denialanswer_known_outcome", condition=Q(outcome__in=["stays", "opened"])
            ),
            models.CheckConstraint(
                name="pag_denialanswer_opened_says_why", condition=Q(outcome="stays") | Q(reason__gt="")
            ),
            models.CheckConstraint(name="pag_denialanswer_counts_from_one", condition=Q(version__gt=0)),
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Answer {self.version} on denial {self.denial_id}"


class Correction(models.Model):
    """What somebody says who stood aside by mistake; `after` counts the answers there were by then."""

    aside = models.ForeignKey(StoodAside, on_delete=models.PROTECT, related_name="corrections")
    after = models.PositiveSmallIntegerField()
    words = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["aside", "after"]
        constraints = [
            models.UniqueConstraint(fields=["aside", "after"], name="pag_correction_once_between_answers"),
            models.CheckConstraint(name="pag_correction_says_what", condition=Q(words__gt="")),
        ]
        triggers = [pgtrigger.Protect(name="recorded_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"Correction of {self.aside_id} after {self.after}"
