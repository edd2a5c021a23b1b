"""A person who signs in."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from accounts.permissions import Permission
from accounts.roles import BY_KEY
from ui.compiled import compiled
from ui.dates import today

if TYPE_CHECKING:
    from accounts.models.membership import Membership


def whole_name(title: str, first_name: str, last_name: str) -> str:
    """Return a name as colleagues and letters write it: "Dr Amara Okafor"."""
    return " ".join(filter(None, (title, first_name, last_name)))


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create somebody who signs in by `email`; without a password they cannot until they set one."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do is said by their memberships, not here."""

    email = models.EmailField("e-mail", unique=True)
    title = models.CharField(max_length=40, blank=True)
    first_name = models.CharField(max_length=150, blank=True)
    last_name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    hours = models.CharField("hours they can be reached", max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["last_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_person_email_once"),
        ]
        ordering = ["last_name", "first_name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name as colleagues and letters write it: "Dr Amara Okafor"."""
        return whole_name(self.title, self.first_name, self.last_name)

    @cached_property
    def _held(self) -> dict[int, tuple[str, frozenset[Permission]]]:
        held: dict[int, tuple[str, frozenset[Permission]]] = {}
        for key, name, role in _roles(person=self.pk, on=today()):
            _name, others = held.get(key, (name, frozenset()))
            held[key] = name, others | BY_KEY[role].permissions
        return held

    def permissions_by_organisation(self) -> dict[int, frozenset[Permission]]:
        """Return what this person may do today, per organisation's key; read once per request."""
        return {key: permissions for key, (_name, permissions) in self._held.items()}

    def organisation_names(self) -> list[str]:
        """Return the names of the organisations in which they hold a role today, in order."""
        return sorted(name for name, _permissions in self._held.values())


@compiled
def _roles(person: Any, on: Any) -> "models.QuerySet[Membership, tuple[int, str, str]]":
    """Return the roles held on that day, each with its organisation's key and name."""
    from accounts.models.membership import Membership

    roles = Membership.objects.current(on=on).filter(person=person).order_by()
    return roles.values_list("organisation_id", "organisation__name", "role")
