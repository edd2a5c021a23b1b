from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"

    def ready(self) -> None:
        from accounts.signals import invitation_ended, invited
        from outbox.invitations import leave_unsent, send_invitation

        invited.connect(send_invitation, dispatch_uid="outbox.invitation")
        invitation_ended.connect(leave_unsent, dispatch_uid="outbox.invitation_ended")
