from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"

    def ready(self) -> None:
        from accounts.permissions import Permission
        from cases.pages import Tab, register_tab
        from cases.summary import First, lead_to, register_lead, register_step, register_told
        from letters import (
            enclosing,  # noqa: F401  (registers where a copy of the triage is sent from)
            events,  # noqa: F401  (declares this app's kinds of event)
            letterhead,  # noqa: F401  (registers the kind of PDF)
            owed,  # noqa: F401  (registers what must be told before closing)
            quotes,  # noqa: F401  (registers which letters quote a concern)
            receivers,  # noqa: F401  (listens to decisions and e-mails)
            summary,
        )
        from letters.models import Kind
        from pag.readiness import register_asked

        register_told(summary.told)
        register_asked(summary.asked_for_account)
        register_step(First.CLOSED, summary.closed)
        register_step(First.TELL, summary.tell)
        register_step(First.DECIDED, summary.decided)
        register_step(First.WRITTEN, summary.written)
        register_lead(First.CLOSED, summary.letter_of(Kind.CLOSING))
        register_lead(First.TELL, summary.letter_of(Kind.OUTCOME))
        for place in (First.BEGIN, First.NEXT_UPDATE):
            register_lead(place, lead_to("letters", Permission.LETTER_WRITE))
        register_tab(Tab("letters", "Letters", "letters", order=40))
