"""What personal papers cost: 12 cases with 1,000 pages for 8 members, in time and in memory."""

import math
import resource
import statistics
import tempfile
import time
from io import BytesIO
from pathlib import Path

import pikepdf

from documents.rendering import to_pdf
from documents.typesetting import prepare
from pag.packs.framing import frame
from pag.packs.making import MARKING
from pag.packs.merging import Part, Section, merge, merge_body

CASES, MEMBERS, PAGES, ROUNDS = 12, 8, 1000, 3
REPORT_PAGES = 6
WORDS = (
    "<p>The group read the triage, the documents and the practitioner's own account of the winter.</p>" * 12
)


def run() -> list[str]:
    """Return the ratio of time and the peak of memory in words."""
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        shared, scans = _rendered(Path(folder))
        rounds = [
            (
                _timed(lambda: [_bare(shared, Path(folder) / "bare.pdf") for _member in range(MEMBERS)]),
                _timed(lambda: _personal(shared, Path(folder))),
            )
            for _round in range(ROUNDS)
        ]
        with pikepdf.open(Path(folder) / "papers.pdf") as papers:
            pages = len(papers.pages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratio = statistics.median((scans + ours) / (scans + bare) for bare, ours in rounds)
    return [
        f"{pages} pages for {MEMBERS} take {ratio:.2f} times rendering once and merging each (at most 1.2)",
        f"the most memory they took is {peak:.0f} MB (at most 500 MB)",
    ]


def _timed(way: object) -> float:
    start = time.perf_counter()
    way()  # type: ignore[operator]
    return time.perf_counter() - start


def _rendered(folder: Path) -> tuple[list[Section], float]:
    """Return an item for each case, a report and a document in each, and the seconds it took."""
    scan = to_pdf(_page(WORDS)).content
    source = folder / "source.pdf"
    with pikepdf.open(BytesIO(scan)) as one, pikepdf.new() as many:
        for _number in range(math.ceil(PAGES / CASES) - to_pdf(_page(WORDS * REPORT_PAGES)).pages):
            many.pages.extend(one.pages)
        many.save(source)
    start = time.perf_counter()
    sections = []
    for number in range(CASES):
        report, document = folder / f"report{number}.pdf", folder / f"document{number}.pdf"
        report.write_bytes(to_pdf(_page(WORDS * REPORT_PAGES)).content)
        frame(source, "application/pdf", document)
        sections.append(
            Section(
                f"Item {number}",
                1,
                [Part(report, "Report", "Item: report"), Part(document, "Document", "Item: document")],
            )
        )
    return sections, time.perf_counter() - start


def _page(words: str) -> str:
    return f'<html lang="en-GB"><head><title>T</title></head><body>{words}</body></html>'


def _bare(sections: list[Section], target: Path) -> None:
    with pikepdf.new() as whole:
        opened = [pikepdf.open(part.path) for section in sections for part in section.parts]
        for each in opened:
            whole.pages.extend(each.pages)
        whole.save(target)
        for each in opened:
            each.close()


def _personal(sections: list[Section], folder: Path) -> None:
    """Make the papers of everybody: one stands aside from the last item, the others have all."""
    for theirs, members in ((sections[:-1], 1), (sections, MEMBERS - 1)):
        body = merge_body(sections=theirs, marking=MARKING, after=1, target=folder / "body.pdf")
        for number in range(members):
            merge(
                front=to_pdf(_page(f"<h1>Agenda of member {number}</h1>")).content,
                body=body,
                marking=MARKING,
                reader=f"Dr Robin Member {number}, version 1",
                sections=theirs,
                title="Papers",
                target=folder / "papers.pdf",
            )
