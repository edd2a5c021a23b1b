"""What mypy is told beyond django-stubs: whoever asks for a page has signed in.

LoginRequiredMiddleware turns everybody else away before a view is reached, and the few public views
(`ui.public`) ask no more of a person than whether they have signed in.
"""

from __future__ import annotations

from collections.abc import Callable

from mypy.plugin import AttributeContext, Plugin
from mypy.types import Type
from mypy_django_plugin.main import NewSemanalDjangoPlugin

PERSON = "accounts.models.person.Person"


class SignedInPlugin(NewSemanalDjangoPlugin):
    """django-stubs' plugin, for which `request.user` is always a person."""

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Answer for `request.user` ourselves."""
        if fullname == "django.http.request.HttpRequest.user":
            return lambda context: context.api.named_generic_type(PERSON, [])
        return super().get_attribute_hook(fullname)


def plugin(_version: str) -> type[Plugin]:
    """Give mypy the plugin."""
    return SignedInPlugin
