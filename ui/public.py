"""The one list of addresses that need no sign-in. A test holds every route to it."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver

# Route names, as `namespace:name` where there is a namespace.
PUBLIC = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "accept_invitation",
    "accessibility",
    "healthz",
    "help",
    "mfa_authenticate",
    "readyz",
}


def is_public(request: HttpRequest) -> bool:
    """Whether the page being shown is one of those open to everybody."""
    match = getattr(request, "resolver_match", None)
    return match is not None and match.view_name in PUBLIC


def routes(
    patterns: Iterable[URLPattern | URLResolver] | None = None, namespace: str = ""
) -> Iterable[tuple]:
    """Yield `(name, pattern)` for every route of the project; unnamed routes have the name ""."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name or ''}", pattern


def open_routes() -> set[str]:
    """Return the names of all routes that `LoginRequiredMiddleware` lets through: for a test to compare."""
    return {name for name, pattern in routes() if not getattr(pattern.callback, "login_required", True)}
