from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "triage"

    def ready(self) -> None:
        from cases.pages import Tab, register_tab
        from triage import events, reports  # noqa: F401  (declares this app's events and kind of PDF)

        register_tab(Tab("triage", "Triage", "triage", order=20))
