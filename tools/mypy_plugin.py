"""What mypy is told beyond django-stubs: whoever asks for a page has signed in.

LoginRequiredMiddleware turns everybody else away before a view is reached, and the few public views
(`ui.public`) ask no more of a person than whether they have signed in.
"""

from __future__ import annotations

from collections.abc import Callable

from mypy.plugin import AttributeContext, Plugin
from mypy.types import Instance, Type, UnionType, get_proper_type
from mypy_django_plugin.main import NewSemanalDjangoPlugin

ANONYMOUS = "django.contrib.auth.models.AnonymousUser"


class SignedInPlugin(NewSemanalDjangoPlugin):
    """django-stubs' plugin, for which `request.user` is always a person."""

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Answer for `request.user` ourselves."""
        if fullname == "django.http.request.HttpRequest.user":
            return without_anonymous
        return super().get_attribute_hook(fullname)


def without_anonymous(context: AttributeContext) -> Type:
    """Return the attribute's type without the one for people who have not signed in."""
    kinds = get_proper_type(context.default_attr_type)
    if not isinstance(kinds, UnionType):
        return kinds
    return UnionType.make_union([kind for kind in kinds.items if not is_anonymous(kind)])


def is_anonymous(kind: Type) -> bool:
    """Return whether a type is Django's for people who have not signed in."""
    proper = get_proper_type(kind)
    return isinstance(proper, Instance) and proper.type.fullname == ANONYMOUS


def plugin(_version: str) -> type[Plugin]:
    """Give mypy the plugin."""
    return SignedInPlugin
