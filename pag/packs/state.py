"""How far parts and papers are, and whether a version may be opened now."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import Person
from documents.waiting import shown
from pag.models import Meeting
from pag.packs.beside import beside_for, beside_plan, holds_beside, still_open
from pag.packs.models import PackPart, PackVersion
from pag.packs.papers import ItemPapers, Plan, is_open, items_in, meets, papers_for, plan_of
from ui.words import counted

Parts = Mapping[tuple[str, int], PackPart]


def parts_of(items: Sequence[ItemPapers]) -> Parts:
    """Return the rows of all parts of these items, by kind and key; one query."""
    rows = {paper.row for each in items for paper in each.papers}
    wanted = Q(pk__in=[])
    for kind in PackPart.Kind:
        wanted |= Q(kind=kind, subject_key__in=[key for each, key in rows if each == kind])
    return {(part.kind, part.subject_key): part for part in PackPart.objects.filter(wanted)}


def settled(items: Sequence[ItemPapers], parts: Parts) -> bool:
    """Tell whether every part is made, or cannot be."""
    rows = {paper.row for each in items for paper in each.papers}
    return all(row in parts and not parts[row].preparing for row in rows)


def get_version_or_404(person: Person, meeting: Meeting, number: int) -> PackVersion:
    """Return a version of the papers of `person` themselves; nobody opens those of another."""
    versions = PackVersion.objects.of(person, meeting).select_related("file", "meeting__group__organisation")
    return get_object_or_404(versions, number=number)


def newest_or_404(person: Person, meeting: Meeting) -> PackVersion:
    """Return the newest version of their papers; 404 for whoever has none."""
    version = PackVersion.objects.of(person, meeting).select_related("file").first()
    if version is None:
        raise Http404
    version.meeting = meeting
    return version


def may_open(version: PackVersion) -> bool:
    """Tell whether it is made, the newest, and everything in it is still open to whom it was made for.

    Asked at the moment of opening, so that what closes to somebody is closed in their papers at once.
    """
    if version.state != PackVersion.State.READY or version.superseded_at or version.file is None:
        return False
    person, plan = version.person, version.plan
    return is_open(plan, plan_of(papers_for(person, version.meeting))) and still_open(person, plan)


def whole_plan(person: Person, meeting: Meeting, items: Sequence[ItemPapers]) -> Plan:
    """Return what papers of `person` hold now: their items, and what stands beside the cases."""
    return [*plan_of(items), *beside_plan(beside_for(person, meeting, items))]


def is_right(version: PackVersion, plan: Plan) -> bool:
    """Tell whether a version is still what it should be: the same parts, at the same time and place.

    What stood beside the cases and has been dealt with since may stand in it, while it is open to the person.
    """
    same = items_in(version.plan) == items_in(plan) and holds_beside(version.plan, plan)
    return same and version.meets in ("", meets(version.meeting)) and still_open(version.person, version.plan)


def making(version: PackVersion) -> dict[str, Any]:
    """Return what `components/making.html` needs, with how many parts are there already."""
    place = [version.meeting_id]
    page = reverse("my_papers", args=place)
    found = shown(
        version,  # type: ignore[arg-type]
        label=f"Version {version.number} of your papers",
        href=reverse("my_papers_version", args=[*place, version.number]),
        poll_url=reverse("my_papers_status", args=place),
        check_url=page,
        name="your papers",
    )
    if version.preparing and not found["reason"]:
        found["reason"] = progress(version)
    return found


def progress(version: PackVersion) -> str:
    """Return how far the papers are: "3 of 12 parts are there."."""
    items = papers_for(version.person, version.meeting)
    parts = parts_of(items)
    rows = {paper.row for each in items for paper in each.papers}
    there = sum(row in parts and not parts[row].preparing for row in rows)
    return f"{there} of {counted(len(rows), 'part')} done. You can leave this page." if rows else ""
