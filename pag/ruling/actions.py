"""Making a new version of a group's quorum rule. What was decided under an earlier one stays with it."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from accounts.permissions import Permission, check_has
from audit.actions import record
from pag import events
from pag.models import Group, QuorumRule
from pag.models.quorum import Excluded, Needed
from ui.dates import day, today
from ui.refusals import Refusal


@transaction.atomic
def set_quorum_rule(
    *,
    group: Group,
    effective_from: dt.date,
    voting_minimum: int,
    needed: Collection[str],
    excluded: Collection[str],
    source: str,
    by: Person,
    submission_key: uuid.UUID,
) -> QuorumRule:
    """Make a version of the group's own rule, in force from today on or later. A second click makes none."""
    group = Group.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=group.pk)
    check_has(by, Permission.QUORUM_SET, within=group.organisation)
    already = QuorumRule.objects.filter(submission_key=submission_key).first()
    if already:
        return already
    if effective_from < today():
        raise Refusal(
            f"{day(effective_from)} is past, and no rule changes what was decided. Choose today or later."
        )
    if voting_minimum < max(1, len(set(needed))):
        raise Refusal("There cannot be fewer voting members than there are kinds who have to be among them.")
    if not source:
        raise Refusal("Say where the rule comes from, such as your terms of reference and their date.")
    last = group.quorum_rules.aggregate(last=Max("version"))["last"] or 0
    rule = QuorumRule.objects.create(
        group=group,
        version=last + 1,
        effective_from=effective_from,
        voting_minimum=voting_minimum,
        needed=[kind for kind in Needed.values if kind in needed],
        excluded=[each for each in Excluded.values if each in excluded],
        source=source,
        made_by=by,
        submission_key=submission_key,
    )
    record(
        events.QUORUM_SET,
        by=by,
        organisation=group.organisation,
        subject=rule,
        group=group.pk,
        version=rule.version,
        day=effective_from,
    )
    return rule
