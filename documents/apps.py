from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        from accounts.about_people import register_unsent
        from cases.pages import Tab, register_tab
        from documents import events, worker  # noqa: F401  (declare what is recorded, prepare workers)
        from documents.invitations import unsent

        register_tab(Tab("documents", "Documents", "documents", order=60))
        register_unsent(unsent)
