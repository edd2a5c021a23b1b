from tests.outbox.conftest import mailbox

__all__ = ["mailbox"]
