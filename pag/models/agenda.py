"""A case on the agenda of a meeting, and what each member declared about it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from cases.models import Case
from pag.models.meeting import Meeting
from ui.dates import day


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def locked(self, pk: int) -> "AgendaItem":
        """Return the item with its row locked, with its meeting and group; after its case."""
        return self.select_for_update(of=("self",)).select_related("meeting__group").get(pk=pk)

    def live(self) -> Self:
        """Those that stand on the agenda: not taken off."""
        return self.exclude(state=AgendaItem.State.TAKEN_OFF)

    def waiting(self) -> Self:
        return self.filter(state=AgendaItem.State.WAITING)

    def expected(self) -> Self:
        """Those that wait for a meeting: not for a decision between meetings."""
        return self.waiting().filter(meeting__kind=Meeting.Kind.MEETING)

    def between(self) -> Self:
        """Those of decisions between meetings that were not called off."""
        return self.live().filter(meeting__kind=Meeting.Kind.BETWEEN)

    def to_ratify(self) -> Self:
        """Those decided between meetings on which no meeting has said anything yet."""
        return self.between().filter(decision__isnull=False, decision__ratification__isnull=True)

    def visible_to(self, person: Person) -> Self:
        """Those about cases that `person` may read, or has been asked to declare on."""
        return self.filter(case__in=Case.objects.known_to(person).order_by().values("pk"))


class AgendaItem(models.Model):
    """One case at one meeting, at its place on the agenda."""

    class State(models.TextChoices):
        WAITING = "waiting", "To be considered"
        CONSIDERED = "considered", "Considered"
        ADJOURNED = "adjourned", "Adjourned"
        TAKEN_OFF = "taken_off", "Taken off the agenda"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    note = models.TextField("note for the group", blank=True)
    without_triage = models.TextField("why it comes without a triage", blank=True)
    put_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField(default=timezone.now)
    taken_off_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_off_at = models.DateTimeField(null=True)
    taken_off_reason = models.TextField(blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pag_agendaitem_known_state",
                condition=Q(state__in=["waiting", "considered", "adjourned", "taken_off"]),
            ),
            models.UniqueConstraint(
                fields=["meeting", "case"],
                name="pag_agendaitem_case_once",
                condition=~Q(state="taken_off"),
            ),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="pag_agendaitem_position_once",
                condition=~Q(state="taken_off"),
            ),
            models.CheckConstraint(
                name="pag_agendaitem_taken_off_wholly",
                condition=Q(
                    state="taken_off",
                    taken_off_by__isnull=False,
                    taken_off_at__isnull=False,
                    taken_off_reason__gt="",
                )
                | (
                    ~Q(state="taken_off")
                    & Q(taken_off_by__isnull=True, taken_off_at__isnull=True, taken_off_reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Item {self.position} of meeting {self.meeting_id}"

    def get_absolute_url(self) -> str:
        return reverse("meeting_item", args=[self.meeting_id, self.pk])

    @property
    def source(self) -> str:
        """How access to the case that this item gives is named."""
        return f"agenda:{self.pk}"

    @property
    def called(self) -> str:
        """How a sentence names it without its case: "item 3", "the decision between meetings"."""
        if self.meeting.is_between:
            return f"the decision between meetings asked for on {day(self.put_at)}"
        return f"item {self.position}"

    @property
    def called_at(self) -> str:
        """The same, with its meeting."""
        if self.meeting.is_between:
            return self.called
        return f"{self.called} of the meeting on {day(self.meeting.day)}"

    @property
    def waits(self) -> bool:
        return self.state == self.State.WAITING


class ItemDeclaration(models.Model):
    """What a member declared about an item, before any of its content opened to them."""

    class Answer(models.TextChoices):
        NONE = "none", "No conflict of interest"
        YES = "yes", "A conflict of interest"
        UNSURE = "unsure", "Not sure"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="declarations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer)
    statement = models.TextField(blank=True)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="pag_itemdeclaration_once"),
            models.CheckConstraint(
                name="pag_itemdeclaration_says_what",
                condition=Q(answer="none") | Q(answer__in=["yes", "unsure"], statement__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Declaration on {self.item_id}"
