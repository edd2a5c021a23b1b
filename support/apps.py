from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "support"

    def ready(self) -> None:
        from cases.pages import Tab, register_tab
        from cases.reaching import register_wishes
        from cases.summary import First, register_part, register_step
        from support import (
            events,  # noqa: F401  (declares this app's kinds of event)
            summary,
        )
        from support.permissions import sees_tab
        from support.wishes import wishes

        register_tab(Tab("support", "Support", "support", order=25, shown=sees_tab))
        register_wishes(wishes)
        register_part(summary.pastoral)
        register_step(First.NEXT_UPDATE, summary.next_update)
