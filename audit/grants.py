"""What the product's own database role may do: everything a page needs, but no change to audit rows.

`migrate` runs as the owner and grants this; see docs/operations.md.
"""

from typing import Any

from django.conf import settings
from django.db import connections
from psycopg2 import sql

# Written once, read for ever: neither UPDATE nor DELETE nor TRUNCATE is granted on these.
APPEND_ONLY = ("audit_event",)


def grant_to_app_role(*, using: str = "default", **_signal: Any) -> None:
    """Grant the role named by DATABASE_APP_ROLE what it needs; nothing where none is named."""
    role = settings.DATABASE_APP_ROLE
    if not role:
        return
    app = sql.Identifier(role)
    statements = [
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(app),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(app),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(app),
        *(
            sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(table), app)
            for table in APPEND_ONLY
        ),
    ]
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
