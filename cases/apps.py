from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        from accounts.about_people import register_link
        from cases import events, lookups  # noqa: F401  (declare kinds of event, and how to ask)
        from cases.pages import Tab, register_tab

        register_tab(Tab("overview", "Overview", "case", order=10))
        register_link("Going on leave?", "Hand over their work", "hand_over_work")
