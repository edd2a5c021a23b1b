from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        from cases.pages import Tab, register_tab
        from documents import events, worker  # noqa: F401  (declare what is recorded, prepare workers)

        register_tab(Tab("documents", "Documents", "documents", order=60))
