"""What somebody is typing, kept until they save it: no version, history or audit."""

from collections.abc import Collection

from django.db import models
from django.http import QueryDict
from django.utils import timezone

from accounts.models.person import Person

# In characters. More than that is not kept while one types.
LARGEST = 400_000


class DraftQuerySet(models.QuerySet["Draft"]):
    def kept(self, person: Person, form: str) -> "Draft | None":
        """Return what `person` was last typing into `form`, if anything."""
        return self.filter(person=person, form=form).first()

    def keep(self, person: Person, form: str, body: str) -> "Draft":
        """Keep the form's fields as they were sent, over what was kept before."""
        draft, _made = self.update_or_create(person=person, form=form, defaults={"body": body})
        return draft

    def keep_sent(
        self, person: Person, form: str, sent: QueryDict, *, leave_out: Collection[str] = ()
    ) -> "Draft | None":
        """Keep a form as it was sent, whole or not, without what is no field; None where it is too long."""
        fields = sent.copy()
        for name in ("csrfmiddlewaretoken", *leave_out):
            fields.pop(name, None)
        body = fields.urlencode()
        return self.keep(person, form, body) if len(body) <= LARGEST else None

    def drop(self, person: Person, form: str) -> None:
        """Forget it: it was saved, or is not wanted."""
        self.filter(person=person, form=form).delete()


class Draft(models.Model):
    """The fields of one form as one person last typed them. `form` names form and record."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=80)
    body = models.TextField("the form's fields, URL-encoded")
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="accounts_draft_once")]

    def __str__(self) -> str:
        return f"{self.form} of {self.person_id}"
