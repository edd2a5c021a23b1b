"""The forms of groups, meetings and decisions."""

from pag.forms.agenda import PutOnAgendaForm, TakeOffForm
from pag.forms.arranged import ArrangedForm
from pag.forms.aside import (
    AnswerAsideForm,
    ConnectionForm,
    CorrectionForm,
    LetBackInForm,
    NameAsideForm,
)
from pag.forms.check import CheckForm
from pag.forms.decision import DecisionForm
from pag.forms.decision_rows import ActionForm, OptionForm
from pag.forms.declare import DeclareForm, StepBackForm
from pag.forms.final import FinalForm
from pag.forms.first import FirstForm
from pag.forms.group import EndMembershipForm, GroupForm, MemberForm
from pag.forms.investigator import InvestigatorForm
from pag.forms.record import Record

__all__ = [
    "ActionForm",
    "AnswerAsideForm",
    "ArrangedForm",
    "CheckForm",
    "ConnectionForm",
    "CorrectionForm",
    "DecisionForm",
    "DeclareForm",
    "EndMembershipForm",
    "FinalForm",
    "FirstForm",
    "GroupForm",
    "InvestigatorForm",
    "LetBackInForm",
    "MemberForm",
    "NameAsideForm",
    "OptionForm",
    "PutOnAgendaForm",
    "Record",
    "StepBackForm",
    "TakeOffForm",
]
