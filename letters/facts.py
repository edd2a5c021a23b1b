"""What a letter can say of a case without anybody typing it: values of placeholders, and which blocks fit.

Nothing here reads who raised the concern, who sat on the group or who said what.
"""

import datetime as dt
import re
from dataclasses import dataclass

from cases.models import Case, Representative, SafetyCheck, StepAfterClosing
from cases.models.case import Route
from cases.models.practitioner import Regulator
from cases.policies import step_in_force
from cases.stages import Stage
from clocks.working_days import calm_day_from, calm_day_until
from letters.advice import WHO_DECIDED, untold_in, who_decided
from letters.meetings import Meeting, meeting_of, next_meeting
from letters.models import Kind, Letter, LetterTemplate, OutsideHelp
from letters.promises import next_promise
from pag.models import Decision
from support.models import SupportPlan
from triage.models import Sharing
from ui.dates import day

EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(\.[\w-]+)+")
PHONE = re.compile(r"\+?\d[\d ()-]{6,}\d")


@dataclass(frozen=True)
class Facts:
    """What is known: `values` by placeholder, `when` the conditions that hold."""

    values: dict[str, str]
    when: frozenset[str]
    meeting_date: dt.date | None
    reply_by: dt.date
    next_update: dt.date | None


def gather(
    *,
    case: Case,
    template: LetterTemplate,
    decision: Decision | None,
    on: dt.date,
    encloses: Sharing | None = None,
) -> Facts:
    """Return what is known of the case today for a letter of that template, and of what goes with it."""
    meeting = meeting_of(decision) if decision else next_meeting(case, on=on)
    reply_by = calm_day_from(on + dt.timedelta(days=template.reply_days))
    if template.kind == Kind.REFLECTIONS and meeting.on:
        # In time for members to read it before they meet.
        reply_by = min(reply_by, calm_day_until(meeting.on - dt.timedelta(days=3)))
    reply_by = max(reply_by, on)
    next_update = next_promise(case, template, on=on)
    previous = _previous_letter(case)
    account = _account_since(case, previous)
    in_force, closing = step_in_force(case), _step_at_closing(case)
    over = _step_over(case) if case.stage == Stage.WITHDRAWN and not in_force else None
    step = in_force or (closing.safety if closing else over)
    outside = OutsideHelp.objects.in_force(case.organisation, on=on)
    committee = outside.committee_for(case)
    # An outcome letter says it of its own meeting; other letters, what no letter has told yet.
    news = None if decision else untold_in(case).last()
    values = {
        **_people(case),
        **_group(meeting),
        "concern_summary": "\n\n".join(case.concerns.values_list("summary", flat=True)),
        "immediate_step": step.step if step else "",
        "step_looked_at_again_on": _looked_at_again(in_force, on=on),
        "step_why": closing.why if closing else "",
        "step_kept_by": closing.kept_by if closing else "",
        "step_until": day(closing.until) if closing else "",
        "regulator": _regulator(case),
        "defence_organisation_hint": outside.defence_for(case),
        "local_committee": committee,
        "records_kept": outside.records_kept,
        "closed_on": day(case.closed_at),
        **({WHO_DECIDED: who_decided(news.decision)} if news else {}),
        "triage_date": day(encloses.review.reviewed_on) if encloses else "",
        "comments_by": day(encloses.comments_by) if encloses else "",
        "previous_letter_date": day(previous),
        "account_on": day(account),
        "reply_by": day(reply_by),
        "next_update": day(next_update),
    }
    conditions = {
        "always": True,
        "pastoral_contact": bool(values["pastoral_name"]),
        "no_pastoral_contact": not values["pastoral_name"],
        "representative": Representative.objects.filter(practitioner=case.practitioner)
        .current(on=on)
        .exists(),
        "local_committee": bool(committee),
        "previous_letter": previous is not None,
        "account_since": account is not None,
        "unsafe_step": in_force is not None,
        "step_ended": closing is not None and closing.ends,
        "step_goes_on": closing is not None and not closing.ends,
        "step_over": over is not None,
        # On this route the case manager or the medical director decides (reference.md, "RO").
        "group_advises": case.route == Route.MHPS,
        "group_decides": case.route != Route.MHPS,
        "advice_decided": news is not None,
        "no_advice_decided": news is None,
        "triage_enclosed": encloses is not None,
        "no_triage_enclosed": encloses is None,
        "meeting_planned": decision is None and meeting.on is not None,
        "no_meeting_planned": decision is None and meeting.on is None,
        f"stage_{case.stage}": True,
        f"closed_{case.closing}": bool(case.closing),
        "agreed_at_end": bool(case.closing_note.strip()),
        "nothing_agreed_at_end": not case.closing_note.strip(),
        "before_group": case.first_with_group_on is not None,
        "records_kept": bool(outside.records_kept),
        "records_kept_unsaid": not outside.records_kept,
        **meeting.conditions,
    }
    return Facts(
        values={name: text.strip() for name, text in values.items() if text.strip()},
        when=frozenset(name for name, holds in conditions.items() if holds),
        meeting_date=meeting.on,
        reply_by=reply_by,
        next_update=next_update,
    )


def _people(case: Case) -> dict[str, str]:
    organisation, manager, summary = case.organisation, case.manager, case.summary
    crisis = " on ".join(filter(None, [organisation.crisis_line_name, organisation.crisis_line_phone]))
    email, phone = EMAIL.search(summary.pastoral_reach), PHONE.search(summary.pastoral_reach)
    ways = [f"{by} {found[0]}" for by, found in (("on", phone), ("at", email)) if found]
    return {
        "salutation": case.practitioner.salutation,
        "case_reference": case.reference,
        "organisation_name": organisation.name,
        "manager_name": manager.name,
        "manager_phone": manager.phone or organisation.phone,
        "manager_email": manager.email,
        "manager_hours": manager.hours or organisation.enquiries_hours,
        "crisis_line": ", ".join(filter(None, [crisis, organisation.crisis_line_hours])) if crisis else "",
        "pastoral_name": summary.pastoral_contact,
        "pastoral_called": _pastoral_called(case),
        "pastoral_reach": " or ".join(ways) or summary.pastoral_reach,
    }


def _pastoral_called(case: Case) -> str:
    """Return the pastoral contact's name with who they are, where that says more than that they are it."""
    name, plan = case.summary.pastoral_contact, SupportPlan.objects.of_case(case)
    role = plan.contact_role if plan and "pastoral" not in plan.contact_role.lower() else ""
    return f"{name} ({role})" if name and role else name


def _looked_at_again(step: SafetyCheck | None, *, on: dt.date) -> str:
    """Return the day by which the step is looked at again; a day that is past says nothing."""
    return day(step.review_on) if step and step.review_on and step.review_on >= on else ""


def _regulator(case: Case) -> str:
    """Return the regulator as a sentence names it; nothing where it is not known."""
    code = case.practitioner.regulator
    if not code:
        return ""
    return "your regulator" if code == Regulator.OTHER else f"the {case.practitioner.get_regulator_display()}"


def _group(meeting: Meeting) -> dict[str, str]:
    return {
        "group_name": meeting.group_name,
        "group_abbreviation": meeting.group_abbreviation,
        "meeting_date": day(meeting.on),
        **meeting.values,
    }


def _previous_letter(case: Case) -> dt.date | None:
    gone_out = [letter.went_out_on for letter in Letter.objects.of_case(case).told()]
    return max((each for each in gone_out if each), default=None)


def _account_since(case: Case, previous: dt.date | None) -> dt.date | None:
    """Return when the practitioner gave their own account of the case, where no letter can know of it yet."""
    given = case.accounts.filter(about="", received_on__gte=previous or dt.date.min)
    return given.order_by("-received_on").values_list("received_on", flat=True).first()


def _step_at_closing(case: Case) -> StepAfterClosing | None:
    """Return what became of the immediate step when the case, which is closed, was closed."""
    if case.closed_at is None:
        return None
    said = StepAfterClosing.objects.filter(safety__case=case, said_at=case.closed_at)
    return said.select_related("safety").first()


def _step_over(case: Case) -> SafetyCheck | None:
    """Return the last immediate step of a case whose newest answer is that nobody is unsafe."""
    return SafetyCheck.objects.filter(case=case, unsafe=True).first()
