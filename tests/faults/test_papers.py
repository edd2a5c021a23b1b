"""A worker is killed in the middle of making the papers of twelve members: all are there, each once."""

import datetime as dt
import time
import uuid

from django.utils import timezone
from kombu import Connection

from audit.models import Event
from files.models import StoredFile
from outbox.models import Message
from pag import actions as pag
from pag.models import PackVersion
from pag.packs import tasks
from pag.packs.actions import send_out
from tests.factories import make_case, make_organisation, make_person
from tests.faults.conftest import Product
from tests.journeys.conftest import wait_until
from ui.dates import LONDON, today

State = PackVersion.State
MEMBERS = 12


def papers_asked_for() -> None:
    organisation = make_organisation()
    manager, admin = (
        make_person(role, organisation=organisation) for role in ("case_manager", "administrator")
    )
    group = pag.create_group(
        organisation=organisation, name="Advisory Group", abbreviation="PAG", kind="pag",
        submission_key=uuid.uuid4(), by=admin,
    )  # fmt: skip
    people = [make_person("group_member", organisation=organisation) for _number in range(MEMBERS)]
    for person in people:
        pag.add_member(group=group, person=person, kind="other", by=admin, starts_on=today())
    meeting = pag.plan_meeting(
        group=group, starts_at=dt.datetime.combine(today(), dt.time(14), tzinfo=LONDON), place="Room 1",
        by=manager, submission_key=uuid.uuid4(),
    )  # fmt: skip
    item = pag.put_on_agenda(
        case=make_case(by=manager), meeting=meeting, without_triage="Urgent.", by=manager
    )
    for person in people:
        pag.declare(item=item, answer="none", by=person)
    send_out(meeting=meeting, by=manager)


def test_of_twelve_papers_none_is_lost_and_none_is_made_twice(product: Product):
    papers_asked_for()
    ready = PackVersion.objects.filter(state=State.READY)
    with Connection(product.env["REDIS_URL"]) as broker:
        for version in PackVersion.objects.all():
            tasks.make.apply_async((version.pk,), connection=broker)
        product.start("worker")
        # Often, so that the worker is caught between the first and the last.
        making = PackVersion.objects.filter(state=State.MAKING)
        until = time.monotonic() + 60
        while not (ready.exists() and making.exists()) and time.monotonic() < until:
            time.sleep(0.005)
        product.kill("worker")
        made = ready.count()
        assert 0 < made < MEMBERS
        making.update(lease_until=timezone.now())
        # What the dead worker had taken from the queue is not there any more; the rows say what is missing.
        PackVersion.objects.update(wanted_at=timezone.now() - tasks.PATIENCE)
        product.start("worker")
        tasks.sweep.apply_async(connection=broker)
        wait_until(lambda: ready.count() == MEMBERS, "the papers of everybody")
    assert set(PackVersion.objects.values_list("attempts", flat=True)) <= {1, 2}
    assert StoredFile.objects.filter(name__startswith="Papers").count() == MEMBERS
    assert len(set(ready.values_list("file", flat=True))) == MEMBERS
    assert Event.objects.filter(kind="pack.ready").count() == MEMBERS
    assert Message.objects.filter(key__startswith="papers-").count() == MEMBERS
