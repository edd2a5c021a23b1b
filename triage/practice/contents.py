"""What a practice case says, as plain values: what forms give to the actions, and what is read back."""

from dataclasses import dataclass, replace

from triage.answers import Consequence
from triage.models import PracticeCase, PracticeRisk

TEXTS = ("title", "profession", "raised", "known", "account", "often_wrong", "agreed_by")


@dataclass(frozen=True)
class PanelRisk:
    """One risk as it was agreed. `likelihood` is 1 to 5, or None while it is not chosen yet."""

    statement: str = ""
    likelihood: int | None = None
    likelihood_why: str = ""
    consequences: tuple[Consequence, ...] = ()
    severity_why: str = ""

    @property
    def blank(self) -> bool:
        return self == PanelRisk()


@dataclass(frozen=True)
class PracticeData:
    """Everything a practice case says."""

    title: str = ""
    profession: str = ""
    raised: str = ""
    known: str = ""
    account: str = ""
    often_wrong: str = ""
    agreed_by: str = ""
    risks: tuple[PanelRisk, ...] = ()

    def tidied(self) -> "PracticeData":
        """Return it without blank risks."""
        return replace(self, risks=tuple(each for each in self.risks if not each.blank))


def data_of(practice: PracticeCase) -> PracticeData:
    """Return what `practice`, fetched with `whole()`, says."""
    texts = {name: getattr(practice, name) for name in TEXTS}
    return PracticeData(**texts, risks=tuple(_risk(each) for each in practice.risks.all()))


def _risk(risk: PracticeRisk) -> PanelRisk:
    return PanelRisk(
        statement=risk.statement,
        likelihood=risk.likelihood,
        likelihood_why=risk.likelihood_why,
        consequences=tuple(Consequence(each.domain.key, each.severity) for each in risk.consequences.all()),
        severity_why=risk.severity_why,
    )
