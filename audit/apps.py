from django.apps import AppConfig
from django.db.models.signals import post_migrate

from audit.grants import grant_to_app_role


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        post_migrate.connect(grant_to_app_role, sender=self)
