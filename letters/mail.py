"""The e-mail that carries a letter. It may show on a locked telephone, so it says nothing of the matter."""

from letters.models import Letter


def subject(letter: Letter) -> str:
    """Return a subject line without personal data."""
    return f"Letter from {letter.context['head']['organisation'][:80]}, our reference {letter.case.reference}"


def attachment_name(letter: Letter) -> str:
    """Return a file name that names nobody."""
    return f"letter-{letter.number}-{letter.case.reference}.pdf"


def enclosure_name(letter: Letter) -> str:
    """Return the file name of what goes with the letter; it names nobody either."""
    return f"letter-{letter.number}-{letter.case.reference}-enclosed.pdf"


def body(letter: Letter) -> str:
    """Return the few words around the attachment: who wrote, and whom to call before or after reading."""
    head = letter.context["head"]
    organisation = letter.case.organisation
    reach = ", ".join(filter(None, [head["phone"], head["hours"]]))
    more = ", and a second one that the letter speaks of" if letter.encloses else ""
    lines = [
        f"{letter.salutation},",
        (
            f"A letter to you from {head['organisation']} is attached to this e-mail as a PDF{more}. "
            "You may like to open it where you are undisturbed, or with somebody beside you."
        ),
        (
            f"If you have a question, or cannot open it, please reach {head['enquiries_to']}"
            f"{' on ' + reach + ',' if reach else ''} or at {head['email']}."
        ),
    ]
    if organisation.crisis_line_name and organisation.crisis_line_phone:
        hours = f" ({organisation.crisis_line_hours})" if organisation.crisis_line_hours else ""
        lines.append(
            f"If you need to talk to somebody now: {organisation.crisis_line_name}, "
            f"{organisation.crisis_line_phone}{hours}."
        )
    lines.append(f"{head['enquiries_to']}\n{head['organisation']}\nOur reference: {head['reference']}")
    return "\n\n".join(lines) + "\n"
