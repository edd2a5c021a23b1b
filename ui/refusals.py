"""Reasons for saying no, worded for the person who asked."""


class Refusal(Exception):
    """Something cannot be done; `str()` is the sentence to show: what happened and what to do."""


class NotAllowed(Refusal):
    """This person may not do this. Becomes a 403 page with the sentence."""


class Stale(Refusal):
    """Somebody else saved first.

    `theirs` holds what they saved, by field name, in words; `version` is the version that now stands,
    so that saving again, having seen theirs, is possible.
    """

    def __init__(
        self,
        sentence: str = "Somebody else saved this while you were working on it. "
        "Nothing you typed is lost: look at their version beside yours, then save again.",
        *,
        theirs: dict[str, str] | None = None,
        version: int | None = None,
    ) -> None:
        super().__init__(sentence)
        self.theirs = theirs or {}
        self.version = version
