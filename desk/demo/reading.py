"""How members get ready for a case on the coming meeting: what they read, and ask the case manager."""

import uuid
from functools import partial
from typing import Any

from desk.demo.steps import Story
from desk.demo.told import Told
from documents.models import Document
from pag import actions as pag
from pag.models import AgendaItem
from pag.packs.actions import choose_documents
from pag.packs.papers import papers_of
from pag.reading import actions as reading


def add(teller: Told, story: Story) -> None:
    """Add what was read and asked, where the story tells of it."""
    if told := teller.told.get("reading"):
        story.add(told["days_ago"], partial(choose, teller, told), hour=11)
        story.add(told["days_ago"] - 1, partial(read, teller, told), hour=17)
        story.add(told["days_ago"] - 2, partial(answer, teller, told), hour=9)


def choose(teller: Told, told: dict[str, Any]) -> None:
    """Choose a document for the papers: what looks like a person's number in it waits to be decided."""
    document = Document.objects.get(case=teller.case, title=told["document"])
    choose_documents(item=waiting(teller), documents=[document], version=0, by=teller.cast.manager)


def read(teller: Told, told: dict[str, Any]) -> None:
    """Let the readers declare; each has read one paper more than the one before, and some ask."""
    item = waiting(teller)
    people = {each.email: each for each in teller.cast.members}
    for number, who in enumerate(told["readers"], start=1):
        pag.declare(item=item, answer="none", by=people[who])
        ((_item, papers),) = ((each.item, each.papers) for each in papers_of(people[who], [item]))
        for paper in papers[:number]:
            reading.mark(item=item, code=paper.code, read=True, by=people[who])
    for question in told["questions"]:
        reading.ask(
            item=item, words=question["words"], by=people[question["who"]], submission_key=uuid.uuid4()
        )


def answer(teller: Told, told: dict[str, Any]) -> None:
    """Answer the questions for which the story has an answer."""
    words = {each["words"]: each.get("answer", "") for each in told["questions"]}
    for question in waiting(teller).questions.all():
        if words[question.words]:
            reading.answer(question=question, words=words[question.words], by=teller.cast.manager)


def waiting(teller: Told) -> AgendaItem:
    """Return the case as it waits on the agenda."""
    return AgendaItem.objects.waiting().select_related("meeting__group", "case").get(case=teller.case)
