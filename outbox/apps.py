from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"

    def ready(self) -> None:
        from accounts.signals import invited
        from outbox.invitations import send_invitation

        invited.connect(send_invitation, dispatch_uid="outbox.invitation")
