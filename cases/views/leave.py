"""Handing over somebody's work, for leave or a new post. Administrators see how much, not what it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404, redirect, render

from accounts.models import Membership, Organisation, Person
from accounts.permissions import Permission, has
from accounts.views.people import managed, page_of
from cases import actions
from cases.forms.record import LeaveForm
from cases.models import Case
from ui.refusals import Refusal
from ui.words import counted

THEN = "Each opens to them once they have said that they have no connection. Ask them to ring everybody."


def hand_over_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Give all open cases that one person manages to another."""
    organisation = managed(request)
    # Also of somebody whose role has ended: their cases stay theirs until somebody takes over.
    members = Membership.objects.within(organisation).select_related("person")
    who = get_list_or_404(members, person=pk)[0].person
    count = Case.objects.open().managed_by(who, within=organisation).count()
    colleagues = _colleagues(organisation, who)
    form = LeaveForm(request.POST or None, colleagues=colleagues)
    form.cancel_url = page_of(organisation, "person", who.pk)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        try:
            moved = actions.hand_over_all(who=who, to=to, organisation=organisation, by=request.user)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{to.name} now manages {counted(moved, 'case')} of {who.name}. {THEN}")
            return redirect(page_of(organisation, "person", who.pk))
    context = {"form": form, "who": who, "count": count, "organisation": organisation}
    context |= {"colleagues": colleagues}
    return render(request, "cases/leave.html", context)


def _colleagues(organisation: Organisation, who: Person) -> list[int]:
    members = Membership.objects.current().within(organisation).select_related("person")
    people = {membership.person for membership in members} - {who}
    return [person.pk for person in people if has(person, Permission.LETTER_WRITE, within=organisation)]
