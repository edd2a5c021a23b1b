from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from accounts.permissions import Permission, has
        from cases.pages import Tab, register_tab

        register_tab(Tab("timeline", "Timeline", "timeline", order=70))
        register_tab(
            Tab(
                "audit",
                "Audit",
                "audit",
                order=80,
                shown=lambda person, case: has(person, Permission.CASE_AUDIT, within=case.organisation),
            )
        )
