"""How a form is laid out, said in Python without HTML.

    layout = [
        Fieldset("About the concern", "summary", Row("raised_on", "source"), hint="As it was told to you."),
        More("Other references", "complaint", "incident"),
        Buttons(submit="Save and continue", cancel="/cases/"),
    ]

A string is a field's name. Fields shown by an option's `reveals` appear there and are not named again.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from crispy_forms.utils import render_field
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.template import Context

PACK = "nhsuk"


class Block:
    """Something a layout may hold: it renders itself and can name the fields within."""

    template = ""

    def __init__(self, *items: "str | Block") -> None:
        self.fields = items

    def field_names(self) -> Iterable[str]:
        """Yield the names of the fields within, in order."""
        for item in self.fields:
            if isinstance(item, str):
                yield item
            else:
                yield from item.field_names()

    def context(self, form: "BaseForm") -> dict[str, Any]:
        """Return what the block's template needs besides `content`."""
        return {}

    def render(self, form: "BaseForm", context: "Context", template_pack: str = PACK) -> SafeString:
        """Render the items one after another, inside the block's template where it has one."""
        content = render_items(self.fields, form, context)
        if not self.template:
            return content
        return render_to_string(self.template, {"content": content, "form": form, **self.context(form)})


def render_items(items: Iterable["str | Block"], form: "BaseForm", context: "Context") -> SafeString:
    """Render fields and blocks one after another."""
    if not hasattr(form, "crispy_field_template"):
        form.crispy_field_template = None  # type: ignore[attr-defined]
    rendered = [render_field(item, form, context, template_pack=PACK) for item in items]
    return format_html_join("", "{}", ((each,) for each in rendered))


class Layout(Block):
    """The whole form."""


class Fieldset(Block):
    """Fields that belong together, under a legend. `size` is s, m, l or xl."""

    template = "nhsuk/layout/fieldset.html"

    def __init__(self, legend: str, *items: "str | Block", hint: str = "", size: str = "m") -> None:
        super().__init__(*items)
        self.legend, self.hint, self.size = legend, hint, size

    def context(self, form: "BaseForm") -> dict[str, Any]:
        return {"legend": self.legend, "hint": self.hint, "size": self.size}


class Section(Fieldset):
    """A part of a long form under a heading, set apart by a quiet line."""

    template = "nhsuk/layout/section.html"


class Row(Block):
    """Fields side by side on a wide screen, one under another on a phone."""

    template = "nhsuk/layout/row.html"


class More(Block):
    """Fields seldom needed, folded away; open where one of them holds something or has an error."""

    template = "nhsuk/layout/more.html"

    def __init__(self, summary: str, *items: "str | Block") -> None:
        super().__init__(*items)
        self.summary = summary

    def context(self, form: "BaseForm") -> dict[str, Any]:
        names = [name for name in self.field_names() if name in form.fields]
        filled = any(form[name].value() not in (None, "", [], False, ["", "", ""]) for name in names)
        return {"summary": self.summary, "open": filled or any(form[name].errors for name in names)}


class Include(Block):
    """A template of the page's own between the fields, given the form."""

    def __init__(self, template: str, **values: Any) -> None:
        super().__init__()
        self.template, self.values = template, values

    def context(self, form: "BaseForm") -> dict[str, Any]:
        return self.values


class Buttons(Block):
    """The buttons: one to submit, perhaps a second with its own name, perhaps a way out.

    `secondary` is `(label, name)`: the form arrives with that name set where it was pressed.
    """

    template = "nhsuk/layout/buttons.html"

    def __init__(
        self,
        submit: str = "Save and continue",
        *,
        secondary: tuple[str, str] | None = None,
        cancel: str = "",
        warning: bool = False,
    ) -> None:
        super().__init__()
        self.submit, self.secondary, self.cancel, self.warning = submit, secondary, cancel, warning

    def context(self, form: "BaseForm") -> dict[str, Any]:
        return {
            "submit": self.submit,
            "secondary": self.secondary,
            "cancel": self.cancel or getattr(form, "cancel_url", ""),
            "cancel_label": getattr(form, "cancel_label", "Cancel"),
            "warning": self.warning,
        }


def blocks(items: Iterable["str | Block"]) -> Iterable[Block]:
    """Yield every block of a layout, those inside others too."""
    for item in items:
        if isinstance(item, Block):
            yield item
            yield from blocks(item.fields)
