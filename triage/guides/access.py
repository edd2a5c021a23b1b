"""Who may read and who may edit which version of the scoring guide: what views ask instead of the table."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Organisation, Person
from accounts.permissions import Permission, organisations_with
from triage.models import Guide
from triage.models.guide import GuideQuerySet
from ui.dates import day, today


@dataclass(frozen=True)
class Standing:
    """One version as a list shows it: `status` in words with its `colour`."""

    guide: Guide
    status: str
    colour: str
    in_force: bool = False


def readable(person: Person) -> GuideQuerySet:
    """Return the published versions of the person's organisations, and the default ones."""
    own = list(person.permissions_by_organisation())
    return (
        Guide.objects.published().filter(Q(organisation__in=own) | Q(organisation=None))
        if own
        else Guide.objects.none()
    )


def get_readable_or_404(person: Person, pk: int) -> Guide:
    """Return one published version, if it is of the person's organisations or the default."""
    return get_object_or_404(readable(person).select_related("organisation"), pk=pk)


def organisations_edited(person: Person) -> QuerySet[Organisation]:
    """Return the organisations whose guide `person` edits."""
    return Organisation.objects.filter(pk__in=organisations_with(person, Permission.GUIDE_EDIT)).order_by(
        "name", "pk"
    )


def get_edited_or_404(person: Person, wanted: str) -> Organisation:
    """Return the organisation whose guide `person` edits; `wanted` picks one of several by its key."""
    organisations = organisations_edited(person)
    if wanted:
        organisations = (
            organisations.filter(pk=int(wanted))
            if wanted.isdecimal() and len(wanted) < 10
            else organisations.none()
        )
    found = organisations.first()
    if found is None:
        raise Http404
    return found


def editable(person: Person) -> GuideQuerySet:
    """Return what those who edit guides may look into: their own versions, and the published defaults."""
    own = organisations_with(person, Permission.GUIDE_EDIT)
    default = Q(organisation=None, published_at__isnull=False)
    return Guide.objects.filter(Q(organisation__in=own) | default) if own else Guide.objects.none()


def get_version_or_404(person: Person, pk: int) -> Guide:
    """Return one version for somebody who edits guides."""
    found = editable(person).select_related(
        "organisation", "copied_from", "published_by", "started_by", "withdrawn_by"
    )
    return get_object_or_404(found, pk=pk)


def drafts_begun_by(person: Person, organisation: Organisation) -> list[Guide]:
    """Return the drafts of the organisation that `person` began, the newest first."""
    return list(
        Guide.objects.drafts().filter(organisation=organisation, started_by=person).order_by("-version")
    )


def others_for(person: Person, guide: Guide) -> list[Guide]:
    """Return what `guide` can be compared with: the other versions of its organisation, and the defaults."""
    same = Q(organisation=guide.organisation_id) if guide.organisation_id else Q(pk__isnull=False)
    found = editable(person).filter(same | Q(organisation=None)).exclude(pk=guide.pk)
    return list(
        found.select_related("organisation").order_by(F("organisation").asc(nulls_last=True), "-version")
    )


def versions_of(organisation: Organisation, *, on: dt.date | None = None) -> list[Standing]:
    """Return the organisation's versions and the defaults: drafts first, past ones last, newest first."""
    guides = list(
        Guide.objects.filter(Q(organisation=organisation) | Q(organisation=None, published_at__isnull=False))
        .select_related("organisation", "published_by", "started_by")
        .order_by(
            F("published_at").desc(nulls_first=True),
            "-effective_from",
            "-version",
        )
    )
    in_force = Guide.objects.in_force(organisation.pk, on=on)
    standings = [_standing(guide, guides, in_force, on or today()) for guide in guides]
    return sorted(
        standings,
        key=lambda each: (
            each.guide.published_at is not None,
            each.guide != in_force and (each.status == "Past" or each.guide.withdrawn_at is not None),
        ),
    )


def replaced_by(guide: Guide, guides: list[Guide]) -> Guide | None:
    """Return the version published later for the same day, which counts in place of `guide`."""
    later = [
        each
        for each in guides
        if each.organisation_id == guide.organisation_id
        and each.effective_from == guide.effective_from
        and each.published_at
        and not each.withdrawn_at
        and guide.published_at
        and (each.published_at, each.version) > (guide.published_at, guide.version)
    ]
    return max(later, key=lambda each: (each.published_at, each.version), default=None)


def _standing(guide: Guide, guides: list[Guide], in_force: Guide | None, on: dt.date) -> Standing:
    if guide.published_at is None or guide.effective_from is None:
        return Standing(guide, "Draft", "yellow")
    if guide.withdrawn_at:
        return Standing(guide, "Withdrawn before its day", "grey")
    if guide == in_force:
        return Standing(guide, "In force", "green", in_force=True)
    newer = replaced_by(guide, guides)
    if newer and guide.effective_from >= on:
        return Standing(guide, f"Replaced by version {newer.version} for the same day", "grey")
    if guide.effective_from > on:
        return Standing(guide, f"From {day(guide.effective_from)}", "blue")
    if guide.organisation_id is None and in_force is not None and in_force.organisation_id:
        return Standing(guide, "Default, not used here", "grey")
    return Standing(guide, "Past", "grey")
