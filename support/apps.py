from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "support"

    def ready(self) -> None:
        from cases.pages import Tab, register_tab
        from support import events  # noqa: F401  (declares this app's kinds of event)
        from support.permissions import sees_tab

        register_tab(Tab("support", "Support", "support", order=25, shown=sees_tab))
