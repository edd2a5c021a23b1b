from django.apps import AppConfig


class PagConfig(AppConfig):
    name = "pag"

    def ready(self) -> None:
        from cases.pages import Tab, register_tab
        from pag import (
            events,  # noqa: F401  (declares this app's kinds of event)
            policies,  # noqa: F401  (registers what closing a case looks at)
        )

        register_tab(Tab("group", "Group", "case_group", order=30))
