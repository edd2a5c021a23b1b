from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        from documents import events, worker  # noqa: F401  (declare what is recorded, prepare workers)
