from django.apps import AppConfig


class PagConfig(AppConfig):
    name = "pag"

    def ready(self) -> None:
        from accounts.about_people import register_holding
        from accounts.permissions import Permission, has
        from accounts.signals import role_ended
        from cases.pages import Link, Onward, Tab, register_link, register_onward, register_tab
        from cases.signals import connection_said
        from cases.stages import LOOKED_INTO
        from cases.summary import First, Lead, lead_to, register_lead, register_part, register_step
        from pag import (
            events,  # noqa: F401  (declares this app's kinds of event)
            policies,  # noqa: F401  (registers what closing a case looks at)
            summary,
            triaged,  # noqa: F401  (registers who of the group may return a triage)
        )
        from pag.agenda import receivers as agenda_receivers  # noqa: F401  (after a decision between meetings)
        from pag.following import events as following_events  # noqa: F401
        from pag.held import held
        from pag.minutes import copies, extracts  # noqa: F401  (declare the PDFs of minutes)
        from pag.minutes import events as minutes_events  # noqa: F401
        from pag.models import StoodAside
        from pag.packs import events as pack_events  # noqa: F401
        from pag.packs import receivers as pack_receivers  # noqa: F401  (keep papers in step)
        from pag.reading import events as reading_events  # noqa: F401
        from pag.receivers import (
            close_what_agendas_opened,
            close_what_they_recorded,
            open_to_whom_investigates,
        )
        from pag.room import events as room_events  # noqa: F401
        from pag.signals import let_back_in

        role_ended.connect(close_what_agendas_opened, dispatch_uid="pag.role_ended")
        let_back_in.connect(open_to_whom_investigates, sender=StoodAside, dispatch_uid="pag.let_back_in")
        connection_said.connect(close_what_they_recorded, dispatch_uid="pag.connection_said")
        register_holding(held)
        register_part(summary.met)
        register_step(First.FINAL, summary.final)
        register_step(First.MEET, summary.meet)
        register_step(First.AGENDA, summary.put_on_agenda)
        register_step(First.CLOSE, summary.close)
        register_lead(
            First.FINAL,
            Lead(
                summary.final_page,
                lambda person, case: has(person, Permission.DECISION_RECORD, within=case.organisation),
            ),
        )
        register_lead(First.CLOSE, lead_to("case_close", Permission.CASE_CLOSE))
        register_lead(First.MEET, lead_to("case_group", Permission.MEETING_RUN))
        for place in (First.AGENDA, First.TRIAGED):
            register_lead(place, lead_to("case_put_on_agenda", Permission.MEETING_RUN))
        register_lead(First.DECIDED, lead_to("case_group", Permission.CASE_RUN))
        register_tab(Tab("group", "Group", "case_group", order=30))
        register_link(Link("I have a connection with somebody in this case", "case_connection"))
        register_onward(
            Onward(
                "It goes back to the group",
                "Put the case on the agenda of a meeting, with what has been found since.",
                "case_group",
                LOOKED_INTO,
                order=10,
            )
        )
