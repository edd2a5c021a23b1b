"""People of an organisation: who is a member in which role, who is invited."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions
from accounts.about_people import held_without, left_behind_in, links_about, unsent_among
from accounts.actions.invite import invite_all
from accounts.actions.membership import check_not_the_last
from accounts.forms.people import GiveRoleForm, InviteForm
from accounts.forms.sheet import EXAMPLE, InviteManyForm, read_sheet
from accounts.models import Invitation, Membership, Organisation, Person
from accounts.permissions import Permission, organisations_with
from accounts.roles import BY_KEY, ROLES
from ui.refusals import NotAllowed, Refusal
from ui.words import counted


def managed(request: HttpRequest) -> Organisation:
    """Return the organisation whose people this person manages; `?organisation=` picks one of several."""
    keys = organisations_with(request.user, Permission.PEOPLE_MANAGE)
    wanted = request.GET.get("organisation", "")
    if wanted.isdecimal():
        keys = [key for key in keys if key == int(wanted)]
    if not keys:
        raise Http404
    return Organisation.objects.get(pk=keys[0])


def page_of(organisation: Organisation, name: str, *keys: int) -> str:
    """Return the address of a page, with the organisation it is about."""
    return f"{reverse(name, args=keys)}?organisation={organisation.pk}"


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Members and open invitations."""
    organisation = managed(request)
    current = Membership.objects.current().within(organisation).select_related("person")
    by_person: dict[Person, list[Membership]] = {}
    for membership in current.order_by("person__last_name", "person__first_name", "person_id", "role"):
        by_person.setdefault(membership.person, []).append(membership)
    left = left_behind_in(organisation)
    past = Person.objects.filter(memberships__organisation=organisation).exclude(
        pk__in=Membership.objects.not_ended().within(organisation).values("person")
    )
    invitations = Invitation.objects.open(at=timezone.now()).filter(organisation=organisation)
    unsent = unsent_among(invitations)
    context = {
        "organisation": organisation,
        "organisations": Organisation.objects.filter(
            pk__in=organisations_with(request.user, Permission.PEOPLE_MANAGE)
        ),
        "people": [(who, theirs, left.get(who.pk)) for who, theirs in by_person.items()],
        "past": [(who, left.get(who.pk)) for who in past.distinct()],
        "organisation_query": f"?organisation={organisation.pk}",
        "invitations": [(each, unsent.get(each.pk)) for each in invitations],
    }
    return render(request, "accounts/people.html", context)


def invite(request: HttpRequest) -> HttpResponse:
    """Invite one person."""
    organisation = managed(request)
    form = InviteForm(request.POST or None)
    form.cancel_url = page_of(organisation, "people")
    if request.method == "POST" and form.is_valid():
        invitee = form.invitee()
        waiting = Invitation.objects.open(at=timezone.now()).filter(organisation=organisation)
        earlier = waiting.filter(email=invitee.email.strip().lower()).first()
        try:
            invitation = actions.invite(
                organisation=organisation,
                invitee=invitee,
                submission_key=form.cleaned_data["submission_key"],
                by=request.user,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = f"The invitation to {invitation.email} is on its way. It lasts two weeks."
            if earlier and earlier != invitation:
                said += f" It replaces the one for {earlier.role_names}, whose link works no more."
            messages.success(request, said)
            return redirect(page_of(organisation, "people"))
    return render(
        request, "accounts/form.html", {"form": form, "heading": f"Invite somebody to {organisation}"}
    )


def invite_many(request: HttpRequest) -> HttpResponse:
    """Invite many from a sheet: a dry run first, then everybody or nobody."""
    organisation = managed(request)
    form = InviteManyForm(request.POST or None, request.FILES or None)
    form.cancel_url = page_of(organisation, "people")
    lines = []
    if request.method == "POST" and form.is_valid():
        try:
            lines = read_sheet(form.cleaned_data["sheet"], organisation)
        except ValidationError as error:
            form.add_error("sheet", error)
        form.name_the_lines(lines)
        invitees = [line.invitee for line in lines if line.invitee]
        if "confirm" in request.POST and lines and len(invitees) == len(lines):
            try:
                count = invite_all(
                    organisation=organisation,
                    invitees=invitees,
                    submission_key=form.cleaned_data["submission_key"],
                    by=request.user,
                )
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, f"{counted(count, 'invitation')} on the way. They last two weeks.")
                return redirect(page_of(organisation, "people"))
    context = {
        "form": form,
        "lines": lines,
        "all_well": bool(lines) and not any(line.problems for line in lines),
        "organisation": organisation,
        "example": EXAMPLE,
        "roles": ROLES,
    }
    return render(request, "accounts/invite_many.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then withdraw an invitation."""
    organisation = managed(request)
    invitation = get_object_or_404(Invitation.objects.filter(organisation=organisation), pk=pk)
    back = page_of(organisation, "people")
    if not Invitation.objects.open(at=timezone.now()).filter(pk=pk).exists():
        messages.info(request, f"The invitation to {invitation.email} is not open any more.")
        return redirect(back)
    if request.method == "POST":
        actions.withdraw_invitation(invitation=invitation, by=request.user)
        messages.success(request, f"The invitation to {invitation.email} is withdrawn.")
        return redirect(back)
    return render(request, "accounts/withdraw.html", {"invitation": invitation, "back": back})


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's roles in the organisation."""
    organisation = managed(request)
    theirs = Membership.objects.filter(organisation=organisation, person=pk).select_related("person")
    if not theirs:
        raise Http404
    who = theirs[0].person
    current = theirs.current()
    form = GiveRoleForm(request.POST or None, held=[membership.role for membership in current])
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(
                person=who, organisation=organisation, role=form.cleaned_data["role"], by=request.user
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{who.name} has the role now.")
            return redirect(page_of(organisation, "person", who.pk))
    context = {
        "who": who,
        "organisation": organisation,
        "current": current,
        "organisation_query": f"?organisation={organisation.pk}",
        "past": theirs.exclude(pk__in=current),
        "form": form,
        "links": links_about(who),
    }
    return render(request, "accounts/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what hangs on a role and ask once more; then end it, and lead to what it leaves behind."""
    organisation = managed(request)
    membership = get_object_or_404(
        Membership.objects.current().within(organisation).select_related("person"), pk=pk
    )
    who, back = membership.person, page_of(organisation, "person", membership.person_id)
    held = held_without(who, organisation, _kept_without(membership))
    if request.method != "POST":
        context = {"membership": membership, "who": who, "held": held, "back": back}
        context |= {"organisation": organisation, "organisation_query": f"?organisation={organisation.pk}"}
        return render(request, "accounts/end_role.html", context | {"refused": _why_it_stays(membership)})
    try:
        actions.end_role(membership=membership, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, f"The role {membership.get_role_display()} of {who.name} has ended.")
    if who == request.user:
        # They may have ended what lets them open these pages.
        return redirect("/")
    onward = next((each.url_name for each in held if each.url_name), "person")
    return redirect(page_of(organisation, onward, who.pk))


def _kept_without(membership: Membership) -> frozenset[Permission]:
    """Return what the person may still do in the organisation once the role has ended."""
    others = Membership.objects.current().filter(
        person=membership.person_id, organisation=membership.organisation_id
    )
    roles = others.exclude(pk=membership.pk).values_list("role", flat=True)
    return frozenset[Permission]().union(*(BY_KEY[role].permissions for role in roles))


def _why_it_stays(membership: Membership) -> str:
    try:
        check_not_the_last(membership)
    except Refusal as refusal:
        return str(refusal)
    return ""
