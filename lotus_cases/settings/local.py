"""One machine, started by `make run`."""

from lotus_cases.settings.base import *  # noqa: F403

SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
