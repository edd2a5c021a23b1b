"""Declaring on the cases in which one was given a part, before anything of them opens."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pag import actions
from pag.first import asked_first
from pag.forms import FirstForm
from ui.refusals import NotAllowed, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def declare_first(request: HttpRequest) -> HttpResponse:
    """Whom the cases are about, and whether one has a connection with anybody in them."""
    asked = asked_first(request.user)
    form = FirstForm(request.POST or None, asked=asked)
    form.cancel_url = "/"
    if asked and request.method == "POST" and form.is_valid():
        try:
            actions.declare_first_each(answers=form.answers(), by=request.user)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, "Thank you. What you declared is kept, and what is open to you is in your list."
            )
            return redirect("/")
    context = {"asked": asked, "form": form}
    return render(request, "pag/declare_first.html", context, status=422 if form.errors else 200)
