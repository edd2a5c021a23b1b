from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "triage"

    def ready(self) -> None:
        from accounts.permissions import Permission
        from cases.pages import Tab, register_tab
        from cases.summary import First, lead_to, register_lead, register_part, register_step
        from triage import (
            events,  # noqa: F401  (declares this app's kinds of event)
            owed,  # noqa: F401  (registers what closing a case looks at)
            receivers,  # noqa: F401  (listens to contacts being corrected)
            reports,  # noqa: F401  (registers the kind of PDF)
            shared_report,  # noqa: F401  (registers the practitioner's copy)
            summary,
        )
        from triage.guides import leaflet  # noqa: F401  (registers the guide's kind of PDF)

        register_part(summary.scored)
        register_step(First.TRIAGE, summary.triage)
        register_step(First.TRIAGED, summary.triaged)
        for place in (First.DECLARE, First.TRIAGE):
            register_lead(place, summary.OWN_TRIAGE)
        for place in (First.CAME_BACK, First.WRITTEN):
            register_lead(place, lead_to("triage", Permission.TRIAGE_ASSIGN))
        register_tab(Tab("triage", "Triage", "triage", order=20, alone=True))
        register_tab(
            Tab(
                "material",
                "What is known",
                "second_material",
                order=10,
                shown=lambda _person, case: case.alone,
                alone=True,
            )
        )
