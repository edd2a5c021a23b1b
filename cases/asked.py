"""When the practitioner was asked for their own account, in words. The app that writes to them says so."""

from collections.abc import Callable

from cases.models import Case

# A sentence; empty where nobody has asked yet.
Asked = Callable[[Case], str]
_asked: list[Asked] = []


def register_asked_for_account(asked: Asked) -> Asked:
    """Register what says when they were asked, and by when. Apps above call this when they start."""
    _asked.append(asked)
    return asked


def asked_for_account(case: Case) -> str:
    """Return when the practitioner was asked for their account, unless they have given one."""
    if case.accounts.filter(about="").exists():
        return ""
    return " ".join(filter(None, (asked(case) for asked in _asked)))
