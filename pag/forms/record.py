"""The whole page on which a decision is written: its form, the options and the actions, as one."""

from functools import partial
from typing import Any

from django.http import QueryDict

from pag.actions import NewAction, NewDecision
from pag.following.owners import people_who_may_own
from pag.forms.decision import DecisionForm
from pag.forms.decision_rows import LEAST, ActionForm, OptionForm
from pag.models import AgendaItem
from pag.room.attending import Proposal
from pag.sitting import Sitting
from ui.formsets import Rows, rows_of
from ui.refusals import Refusal

MOST = 20
# What a row is called where something is missing in it.
ONE = {"actions": "Action", "options": "Option"}


class Record:
    """What is written about an item; `proposal` says whom the form ticks as having taken part."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        item: AgendaItem,
        sitting: Sitting,
        proposal: Proposal | None = None,
        draft: QueryDict | None = None,
    ) -> None:
        self.item = item
        self.proposal = proposal or Proposal()
        owners = {
            "owners": people_who_may_own(item.case),
            "meeting": item.meeting,
            "practitioner": item.case.practitioner.name,
        }
        rows = partial(_rows, data, draft)
        self.actions = rows(ActionForm, "actions", owners)
        self.options = rows(OptionForm, "options", {"between": item.meeting.is_between})
        initial = {"took_part": [str(member.pk) for member in self.proposal.members]}
        self.form = DecisionForm(
            data,
            item=item,
            sitting=sitting,
            proposal=self.proposal,
            options=self.options,
            actions=self.actions,
            initial=initial,
        )
        if draft is not None:
            self.form.take_draft(draft)

    @property
    def wants_another(self) -> bool:
        return self.actions.wants_another or self.options.wants_another

    def hold(self) -> None:
        """Show what was sent as it is, without checking it yet."""
        self.form.hold()
        for row in [*self.actions.forms, *self.options.forms]:
            row.hold()

    def is_valid(self) -> bool:
        """Tell whether all of it can be recorded as far as a form can know."""
        valid = self.form.is_valid() & self.actions.is_valid() & self.options.is_valid()
        return valid and self._names_the_least()

    def _names_the_least(self) -> bool:
        filled = _filled(self.options)
        if not filled or sum(LEAST in row.cleaned_data["marks"] for row in filled) == 1:
            return True
        filled[0].add_error("marks", "Mark one of the options, and only one, as the least restrictive")
        return False

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at the top, with everything typed still there."""
        self.form.refuse(refusal)

    def decided(self) -> NewDecision:
        """Return what was decided as the action takes it."""
        return self.form.decided(options=[row.as_option() for row in _filled(self.options)])

    def agreed(self) -> list[NewAction]:
        """Return the actions as the action takes them."""
        return [row.as_action() for row in _filled(self.actions)]


def _rows(
    data: QueryDict | None, draft: QueryDict | None, form: Any, prefix: str, given: dict[str, Any]
) -> Rows:
    one = ONE[prefix]
    if draft is None or data is not None:
        return rows_of(form, most=MOST, one=one)(data, prefix=prefix, form_kwargs=given)
    typed = draft.get(f"{prefix}-TOTAL_FORMS", "1")
    number = min(int(typed), MOST) if typed.isdecimal() else 1
    rows = rows_of(form, extra=number, most=MOST, one=one)(prefix=prefix, form_kwargs=given)
    for row in rows:
        row.take_draft(draft)
    return rows


def _filled(rows: Rows) -> list[Any]:
    gone = rows.deleted_forms
    return [row for row in rows.forms if row.has_changed() and row not in gone]
