"""The roles, in the field's words, and what each may do. An access review is a reading of this page.

Health reports are seen by group members, the clinical advisor and the case manager only, because that is what
the practitioner is told when asked for consent (toolkit Appendix 5).
"""

from dataclasses import dataclass

from accounts.permissions import Permission as P


@dataclass(frozen=True)
class Role:
    """A role somebody holds in an organisation. `key` is stored and never changes."""

    key: str
    name: str
    description: str
    permissions: frozenset[P]


ROLES = (
    Role(
        "advisor",
        "Professional advisor",
        "A clinician who triages the cases assigned to them.",
        frozenset({P.TRIAGE_WRITE, P.DOCUMENT_ADD, P.HEALTH_SEE}),
    ),
    Role(
        "group_member",
        "Group member",
        "Reads the cases on their group's agenda after declaring, and takes part in decisions.",
        frozenset({P.MEETING_SEE, P.HEALTH_SEE}),
    ),
    Role(
        "case_manager",
        "Case manager",
        "Runs cases from first concern to closing, writes to practitioners and keeps in touch with them.",
        frozenset(
            {
                P.CASE_SEE_UNRESTRICTED,
                P.CASE_RECORD,
                P.CASE_RUN,
                P.CASE_CLOSE,
                P.CASE_AUDIT,
                P.SOURCE_SEE,
                P.HEALTH_SEE,
                P.SUPPORT_SEE,
                P.DOCUMENT_ADD,
                P.TRIAGE_ASSIGN,
                P.MEETING_SEE,
                P.MEETING_RUN,
                P.DECISION_RECORD,
                P.LETTER_WRITE,
                P.LETTER_APPROVE,
                P.LESSONS_SEE,
            }
        ),
    ),
    Role(
        "responsible_officer",
        "Responsible officer",
        "Answers for the process: sees the organisation's cases, restricts them, approves letters, and makes "
        "sure that improvements are in place.",
        frozenset(
            {
                P.CASE_SEE_UNRESTRICTED,
                P.CASE_RECORD,
                P.CASE_RUN,
                P.CASE_RESTRICT,
                P.CASE_CLOSE,
                P.CASE_AUDIT,
                P.SOURCE_SEE,
                P.SUPPORT_SEE,
                P.DOCUMENT_ADD,
                P.TRIAGE_ASSIGN,
                P.SECOND_DECIDE,
                P.QUORUM_SET,
                P.MEETING_SEE,
                P.MEETING_RUN,
                P.DECISION_RECORD,
                P.LETTER_APPROVE,
                P.LESSONS_SEE,
                P.LESSONS_ASSURE,
                P.ASSURANCE_SEE,
            }
        ),
    ),
    Role(
        "lessons_lead",
        "Lessons lead",
        "Looks for contributory factors in cases that have been before the group.",
        frozenset(
            {P.CASE_SEE_BEFORE_GROUP, P.LESSONS_WRITE, P.LESSONS_SEE, P.LESSONS_ASSURE, P.ASSURANCE_SEE}
        ),
    ),
    Role(
        "assurance_reader",
        "Assurance reader",
        "Sees totals and trends only, no case.",
        frozenset({P.ASSURANCE_SEE}),
    ),
    Role(
        "administrator",
        "Administrator",
        "Looks after people and settings; sees no case content.",
        frozenset({P.PEOPLE_MANAGE, P.ORGANISATION_MANAGE, P.GUIDE_EDIT, P.QUORUM_SET}),
    ),
)

BY_KEY = {role.key: role for role in ROLES}
CHOICES = [(role.key, role.name) for role in ROLES]
