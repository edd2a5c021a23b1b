"""Where what is being typed into a letter is kept until it is saved."""

from letters.models import Letter


def draft_key(letter: Letter) -> str:
    """Return the key of the autosaved draft of a letter's form."""
    return f"letter:{letter.case.reference}:{letter.number}"
