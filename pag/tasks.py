"""What time brings about: members who join or leave on a day."""

from celery import shared_task

from outbox.queue import each_by_itself
from pag.actions import keep_access_right
from pag.following import tasks as reminders  # noqa: F401  (declares the task that reminds of actions)
from pag.models import Group
from pag.packs import tasks as papers  # noqa: F401  (declares the tasks that make papers)
from pag.planning import asking  # noqa: F401  (declares the task that asks members to declare)
from pag.planning.inviting import keep_group_invited


@shared_task
def keep_access() -> None:
    """Keep access and invitations in step with memberships that began or ended since; may run at any time."""
    each_by_itself(Group.objects.filter(meetings__isnull=False).distinct(), _keep, task=keep_access)


def _keep(group: Group) -> None:
    keep_access_right(group=group)
    keep_group_invited(group=group)
