"""What the templates of the crispy pack `nhsuk` need."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.safestring import SafeString

from ui.asking import Asked, Problem, problems
from ui.forms import FormBase
from ui.layout import Buttons, render_items

register = template.Library()


@register.simple_tag
def asked(field: BoundField, label: str = "", no_hint: str = "") -> Asked:
    """`{% asked field as q %}`: the field as shown, perhaps under another label or without its hint."""
    return Asked(field, label, hint=not no_hint)


@register.simple_tag(takes_context=True)
def revealed(context: Context, names: Iterable[str], form: BaseForm) -> SafeString:
    """Render the fields an option shows."""
    return render_items(names, form, context)


@register.simple_tag(takes_context=True)
def form_fields(context: Context, form: BaseForm) -> SafeString:
    """Render a form's fields as it lays them out, without the buttons and the `<form>` around them."""
    if not isinstance(form, FormBase):
        return render_items([name for name in form.fields if name != "DELETE"], form, context)
    items = [
        item for item in form.whole_layout().fields if item != "DELETE" and not isinstance(item, Buttons)
    ]
    return render_items(items, form, context)


def bound_forms(value: Any) -> Iterable[Any]:
    """Yield the forms and formsets in a context value that were sent and came back with errors."""
    if isinstance(value, BaseForm | BaseFormSet):
        if value.is_bound and not value.is_valid():
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from bound_forms(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from bound_forms(each)


def forms_at_fault(context: Context) -> list[Any]:
    """Return each form on the page with errors once."""
    found: dict[int, Any] = {}
    members: set[int] = set()
    for value in context.flatten().values():
        for form in bound_forms(value):
            found[id(form)] = form
            members |= {id(each) for each in getattr(form, "forms", [])}
    return [form for key, form in found.items() if key not in members]


@register.simple_tag(takes_context=True)
def title_prefix(context: Context) -> str:
    """Return "Error: " where a form on the page has errors."""
    return "Error: " if forms_at_fault(context) else ""


@register.simple_tag(takes_context=True)
def page_problems(context: Context) -> list[Problem]:
    """Return the errors of all forms on the page, and remember that the page has shown them."""
    found = []
    for form in forms_at_fault(context):
        form.summarised = True
        found += problems(form)
    return found


@register.simple_tag
def form_problems(form: Any) -> list[Problem]:
    """Return a form's errors unless the page has shown them at its top already."""
    if not form.is_bound or getattr(form, "summarised", False):
        return []
    return problems(form)
