"""Groups and their members, for those who look after the organisation's settings."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, organisations_with
from pag import actions
from pag.access import by_part, get_group_or_404, groups_managed_by
from pag.forms import EndMembershipForm, GroupForm, MemberForm
from ui.dates import day, now, today
from ui.refusals import NotAllowed, Refusal
from ui.words import listed

# As many meetings to come as are named before somebody leaves.
PLANNED = 6


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The groups whose members this person may change."""
    _check_manages(request)
    return render(request, "pag/groups.html", {"groups": groups_managed_by(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request: HttpRequest) -> HttpResponse:
    """Set up a group."""
    _check_manages(request)
    form = GroupForm(request.POST or None, by=request.user)
    form.cancel_url = reverse("groups")
    if request.method == "POST" and form.is_valid():
        try:
            group = actions.create_group(by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The group is set up. Now add its members.")
            return redirect("group", group.pk)
    return render(request, "pag/group_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Who belongs to a group, and adding somebody."""
    found = get_group_or_404(request.user, pk)
    form = MemberForm(request.POST or None, group=found)
    if request.method == "POST" and form.is_valid():
        try:
            member = actions.add_member(group=found, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{member.person.name} is in the group as {member.in_words}.")
            return redirect("group", pk)
    belong = set(found.members.not_ended().values_list("pk", flat=True))
    members = by_part(found.members.select_related("person"))
    past = [each for each in members if each.pk not in belong]
    context = {
        "group": found,
        "members": [each for each in members if each.pk in belong],
        "roleless": [each for each in past if not each.has_ended],
        "former": [each for each in past if each.has_ended],
        "form": form,
        "today": today(),
    }
    return render(request, "pag/group.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def member_end(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """End somebody's membership on a day."""
    found = get_group_or_404(request.user, pk)
    member = get_object_or_404(found.members.select_related("person"), pk=member_pk)
    form = EndMembershipForm(request.POST or None)
    form.cancel_url = reverse("group", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_membership(member=member, by=request.user, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"The membership of {member.person.name} has an end now.")
            return redirect("group", pk)
    planned = list(found.meetings.to_come(at=now()).order_by("starts_at", "pk")[:PLANNED])
    others = found.members.current().filter(kind=member.kind, discipline=member.discipline)
    context = {
        "group": found,
        "member": member,
        "form": form,
        "planned": listed(day(each.day) for each in planned) if planned else "",
        "alone": not others.exclude(person=member.person).exists(),
    }
    return render(request, "pag/member_end.html", context, status=422 if form.errors else 200)


def _check_manages(request: HttpRequest) -> None:
    if not organisations_with(request.user, Permission.ORGANISATION_MANAGE):
        raise Http404
