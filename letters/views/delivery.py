"""Sending a letter, marking it as posted, and finding out whether it arrived."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.models import Person
from cases.models import Case
from letters import actions, mail
from letters.checks import is_bad_hour
from letters.forms.deliver import PostForm, SendForm
from letters.models import Kind, Letter
from letters.policies import check_may_send
from letters.telling import calls_for
from letters.transitions import State
from letters.views.base import LetterFormView, letter_or_404
from ui.dates import now
from ui.refusals import NotAllowed, Refusal


class Deliver(LetterFormView):
    """What both ways share: who may, and what is said before it happens."""

    def check(self, person: Person, case: Case) -> None:
        check_may_send(person, case)

    def context(self, letter: Letter) -> dict[str, Any]:
        hard = letter.kind == Kind.OUTCOME
        return {
            "called": calls_for(letter).exists(),
            "hard": hard,
            "bad_hour": letter.brings_hard_news and is_bad_hour(now()),
            "possible": letter.state in (State.READY, State.FAILED, State.UNKNOWN),
        }


class Send(Deliver):
    form_class = SendForm
    template = "letters/send.html"
    done = "The letter is on its way. This page says when it has left."

    def act(self, letter: Letter, form: SendForm) -> None:
        actions.send_by_email(letter=letter, by=self.request.user, **form.cleaned_data)

    def context(self, letter: Letter) -> dict[str, Any]:
        frozen = bool(letter.approved_at)
        mailed = {"mail_subject": mail.subject(letter), "mail_body": mail.body(letter)} if frozen else {}
        return super().context(letter) | mailed


class Post(Deliver):
    form_class = PostForm
    template = "letters/post.html"
    done = "The letter is marked as posted."

    def act(self, letter: Letter, form: PostForm) -> None:
        actions.mark_posted(letter=letter, by=self.request.user, **form.cleaned_data)


@require_POST
def arrived(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record that a letter whose fate was not known did arrive."""
    letter = letter_or_404(request, reference, number)
    try:
        actions.confirm_sent(letter=letter, by=request.user)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is recorded that the letter arrived.")
    return redirect(letter)
