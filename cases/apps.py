from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        from cases import events  # noqa: F401  (declares this app's kinds of event)
        from cases.pages import Tab, register_tab

        register_tab(Tab("overview", "Overview", "case", order=10))
