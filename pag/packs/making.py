"""Making one part, and making one member's papers from the parts. Slow, so no lock is held here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from cases.models import Account
from cases.querysets import grants_read_once
from documents.made import CannotRender
from documents.models import Pdf
from documents.rendering import to_pdf
from files.models import StoredFile
from pag.packs.beside import OTHER, RATIFY, SECOND, STEP, Entry, beside_for
from pag.packs.framing import CannotInclude, frame
from pag.packs.merging import Body, Part, Section, merge, merge_body
from pag.packs.models import PackPart, PackVersion
from pag.packs.papers import ItemPapers, Paper

__all__ = ["CannotInclude", "CannotRender", "make_pack", "make_part"]

OURS = '<link rel="stylesheet" href="pack.css">'
Bodies = dict[tuple[str, int], Body]
MARKING = "Private and confidential"
# The contents may grow by a page once their numbers stand in them; then they are set again.
SETTINGS_TRIED = 4


def make_part(part: PackPart, target: Path) -> int:
    """Write the part to `target` and return its pages. Raises CannotRender or CannotInclude, in words."""
    if part.kind == PackPart.Kind.DOCUMENT:
        stored = StoredFile.objects.get(pk=part.subject_key)
        return frame(Path(stored.content.path), stored.content_type, target)
    made = to_pdf(_html_of(part))
    target.write_bytes(made.content)
    return made.pages


def _html_of(part: PackPart) -> str:
    if part.kind == PackPart.Kind.REPORT:
        # The very page of the report as it was submitted, without what stands at its edges.
        return Pdf.objects.get(pk=part.subject_key).html.replace("</head>", f"{OURS}</head>", 1)
    account = Account.objects.select_related("case").filter(pk=part.subject_key).first()
    if account is None:
        raise CannotInclude("It was corrected or taken back. Make the papers anew.")
    return render_to_string("pag/packs/account.html", {"account": account})


@dataclass(frozen=True)
class Line:
    """A line of the contents: on which page a part begins, or why it is not there and where it is."""

    title: str
    page: int | None
    why: str
    url: str
    link: str


def make_pack(
    version: PackVersion,
    items: list[ItemPapers],
    parts: Mapping[tuple[str, int], PackPart],
    target: Path,
    bodies: Bodies,
) -> int:
    """Write the papers of `version` to `target` and return how many pages they have.

    `bodies` keeps what is the same for all with the same plan and number of first pages; what is not there
    yet is written beside `target`.
    """
    front, after, page_of = _front(version, items, parts)
    sections = []
    for each in items:
        there = [paper for paper in each.papers if parts[paper.row].file]
        called = f"Item {each.item.position}. {each.item.case.practitioner.name}"
        page = page_of[there[0].code] if there else 1
        made = [
            Part(_path(parts[paper.row]), paper.title, f"Item {each.item.position}. {paper.title}")
            for paper in there
        ]
        sections.append(Section(called, page - 1, made))
    key = (str(version.plan), after)
    if key not in bodies:
        beside = target.with_name(f"body{len(bodies)}.pdf")
        bodies[key] = merge_body(sections=sections, marking=MARKING, after=after, target=beside)
    title = f"Papers for the meeting on {version.meeting.day:%-d %B %Y}, version {version.number}"
    return merge(
        front=front,
        body=bodies[key],
        marking=MARKING,
        reader=f"{version.person.name}, version {version.number}",
        sections=sections,
        title=title,
        target=target,
    )


def _path(part: PackPart) -> Path:
    return Path(part.file.content.path) if part.file else Path()


def _front(
    version: PackVersion, items: list[ItemPapers], parts: Mapping[tuple[str, int], PackPart]
) -> tuple[bytes, int, dict[str, int]]:
    """Return agenda and contents, how many pages they have, and where each part begins, by its code."""
    pages = 1
    with grants_read_once():
        beside = beside_for(version.person, version.meeting, items)
    for _turn in range(SETTINGS_TRIED):
        page_of, after = {}, pages + 1
        for paper in (paper for each in items for paper in each.papers):
            if parts[paper.row].pages:
                page_of[paper.code] = after
                after += parts[paper.row].pages or 0
        made = to_pdf(
            render_to_string("pag/packs/front.html", _contents(version, items, parts, page_of, beside))
        )
        if made.pages == pages:
            return made.content, pages, page_of
        pages = made.pages
    raise CannotRender("The contents could not be set. Tell your IT team.")


def _contents(
    version: PackVersion,
    items: list[ItemPapers],
    parts: Mapping[tuple[str, int], PackPart],
    page_of: Mapping[str, int],
    beside: Sequence[Entry],
) -> dict[str, Any]:
    return {
        "meeting": version.meeting,
        "reader": version.person,
        "version": version,
        **{kind: [each for each in beside if each.kind == kind] for kind in (RATIFY, STEP, OTHER)},
        "items": [
            {
                "item": each.item,
                "second": [one for one in beside if one.kind == SECOND and one.key == each.item.pk],
                "url": f"{settings.SITE_URL}{each.item.get_absolute_url()}",
                "papers": [_line(each, paper, parts[paper.row], page_of) for paper in each.papers],
            }
            for each in items
        ],
    }


def _line(each: ItemPapers, paper: Paper, part: PackPart, page_of: Mapping[str, int]) -> Line:
    case, url, link = each.item.case, each.item.get_absolute_url(), "Read it on the page of the item"
    if paper.document:
        url = reverse("document", args=[case.reference, paper.document.number])
        link = "Open it in LOTUS Cases"
    return Line(paper.title, page_of.get(paper.code), part.error, f"{settings.SITE_URL}{url}", link)
