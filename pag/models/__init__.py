"""Groups and their members, quorum rules, meetings with their agenda, and what was decided."""

from pag.agenda.models import (
    Consulted,
    OtherItem,
    Presided,
    Ratification,
    StepRatification,
    Urgency,
)
from pag.following.models import ActionUpdate
from pag.minutes.models import Minutes, MinutesCopy, MinutesCorrection, MinutesSection
from pag.models.action import Action
from pag.models.agenda import AgendaItem, ItemDeclaration
from pag.models.arrangement import Arrangement, ArrangementDone
from pag.models.aside import Correction, DenialAnswer, StoodAside
from pag.models.decision import Decision
from pag.models.final import FinalDecision
from pag.models.group import Group, GroupMember
from pag.models.investigator import NewInvestigator
from pag.models.meeting import Meeting
from pag.models.notice import NoticeAnswer
from pag.models.option import Option
from pag.models.participant import Participant
from pag.models.quorum import QuorumRule
from pag.packs.looking.models import Finding, Look, SentAnyway
from pag.packs.models import PackChoice, PackPart, PackVersion
from pag.planning.models import Invitation, MeetingChange, MeetingSeries
from pag.reading.models import OwnNote, PaperRead, Question
from pag.room.models import Apology, Attendance, Handover, Turn

__all__ = [
    "Action",
    "ActionUpdate",
    "AgendaItem",
    "Apology",
    "Arrangement",
    "ArrangementDone",
    "Attendance",
    "Consulted",
    "Correction",
    "Decision",
    "DenialAnswer",
    "FinalDecision",
    "Finding",
    "Group",
    "GroupMember",
    "Handover",
    "Invitation",
    "ItemDeclaration",
    "Look",
    "Meeting",
    "MeetingChange",
    "MeetingSeries",
    "Minutes",
    "MinutesCopy",
    "MinutesCorrection",
    "MinutesSection",
    "NewInvestigator",
    "NoticeAnswer",
    "Option",
    "OtherItem",
    "OwnNote",
    "PackChoice",
    "PackPart",
    "PackVersion",
    "PaperRead",
    "Participant",
    "Presided",
    "Question",
    "QuorumRule",
    "Ratification",
    "SentAnyway",
    "StepRatification",
    "StoodAside",
    "Turn",
    "Urgency",
]
