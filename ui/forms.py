"""The forms every page builds on: what they ask, how they are laid out, what they carry unseen."""

import copy
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms.forms import DeclarativeFieldsMetaclass
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from ui.fields.base import Named
from ui.fields.choices import Revealing
from ui.layout import Block, Buttons, Layout, blocks
from ui.refusals import Refusal, Stale

OUT_OF_DATE = "This page was out of date. Open it again from the menu and enter your answers once more"


class SubmissionKey(Named, forms.UUIDField):
    """A hidden key, new for each blank page and kept on re-display, so that a double click is one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("errors", {"required": OUT_OF_DATE, "invalid": OUT_OF_DATE})
        super().__init__(label="Submission key", widget=forms.HiddenInput(), initial=uuid.uuid4, **kwargs)


class VersionField(Named, forms.IntegerField):
    """The hidden version of a shared record as it was when the page was opened; kept on re-display."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("errors", {"required": OUT_OF_DATE, "invalid": OUT_OF_DATE})
        super().__init__(label="Version", widget=forms.HiddenInput(), min_value=0, **kwargs)


class FormBase(forms.BaseForm):
    """What `Form` is, but for its fields, which it takes from the class that declares them.

    `layout` lists fields and blocks (all fields, where it is left out). `submit_label=None` leaves the
    buttons away; `marks_optional=False` leaves "(optional)" away, where a draft may be saved half done, and
    the names of some fields mark those alone.
    `form_tag = False` renders the fields alone, for a page that holds several forms in one.
    `draft_url`, `cancel_url` and `action` may be set by the view before the page is rendered; `cancel_label`
    is the way out in words, where "Cancel" could be taken for what the form does.
    """

    layout: list[str | Block] | None = None
    submit_label: str | None = "Save and continue"
    secondary: tuple[str, str] | None = None
    warning = False
    method = "post"
    action = ""
    cancel_url = ""
    cancel_label = "Cancel"
    draft_url = ""
    form_id = ""
    form_tag = True
    # What crispy-forms looks for on a form that is rendered in parts.
    crispy_field_template = None
    narrow = True
    marks_optional: bool | Collection[str] = True
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theirs: dict[str, str] = {}
        self.closed: set[str] = set()

    # Reveals

    def reveals(self) -> dict[str, dict[str, list[str]]]:
        """Return, for each choice that shows further fields, which option shows which."""
        return {
            name: field.reveals
            for name, field in self.fields.items()
            if isinstance(field, Revealing) and field.reveals
        }

    def revealed_names(self) -> set[str]:
        """Return the names of all fields that some option shows."""
        return {name for shown in self.reveals().values() for names in shown.values() for name in names}

    def closed_names(self) -> set[str]:
        """Return the fields whose option was not picked; what a closed field would show is closed too."""
        closed: set[str] = set()
        reveals = self.reveals()
        while True:
            opened: set[str] = set()
            for name, shown in reveals.items():
                choice: Any = self.fields[name]
                picked = choice.picked(self[name].data) if name not in closed else set()
                opened |= {each for value, names in shown.items() if value in picked for each in names}
            now = self.revealed_names() - opened
            if now == closed:
                return closed
            closed = now

    def _clean_fields(self) -> None:
        self.closed = self.closed_names() & set(self.fields)
        for name in self.fields:
            bound: Any = self[name]
            try:
                if name in self.closed:
                    # What was typed before another option was picked is not an answer any more.
                    self.cleaned_data[name] = self.nothing(name)
                    continue
                self.cleaned_data[name] = bound.field._clean_bound_field(bound)  # noqa: SLF001 (as Django's own)
                if hasattr(self, f"clean_{name}"):
                    self.cleaned_data[name] = getattr(self, f"clean_{name}")()
            except ValidationError as error:
                self.add_error(name, error)

    def nothing(self, name: str) -> Any:
        """Return what an unanswered field gives: "", None or an empty list."""
        field = copy.deepcopy(self.fields[name])
        field.required = False
        if isinstance(field, forms.FileField):
            return None
        return field.clean(field.widget.value_from_datadict(QueryDict(), MultiValueDict(), name))

    # Rendering

    def whole_layout(self) -> Layout:
        """Return the declared layout with hidden fields first and the buttons last."""
        items: list[str | Block] = list(self.layout or [])
        hidden = [name for name, field in self.fields.items() if field.widget.is_hidden]
        if not items:
            shown = self.revealed_names() | set(hidden)
            items = [name for name in self.fields if name not in shown]
        items = [item for item in items if not isinstance(item, str) or item in self.fields]
        if self.submit_label and not any(isinstance(block, Buttons) for block in blocks(items)):
            items.append(
                Buttons(
                    self.submit_label,
                    secondary=self.secondary,
                    cancel=self.cancel_url,
                    warning=self.warning,
                )
            )
        return Layout(*hidden, *items)

    def display_order(self) -> list[str]:
        """Return the names of the fields as they stand on the page, revealed ones after their option."""

        def with_revealed(name: str) -> list[str]:
            shown = self.reveals().get(name, {})
            return [name, *(each for names in shown.values() for n in names for each in with_revealed(n))]

        named = [each for name in self.whole_layout().field_names() for each in with_revealed(name)]
        return [name for name in dict.fromkeys(named) if name in self.fields]

    @property
    def helper(self) -> FormHelper:
        """The helper `{% crispy form %}` looks for."""
        helper = FormHelper()
        helper.layout = self.whole_layout()
        helper.form_method = self.method
        helper.form_action = self.action
        helper.form_id = self.form_id
        helper.form_tag = self.form_tag
        helper.disable_csrf = self.method == "get"
        helper.include_media = False
        helper.form_class = "app-form" if self.narrow else "app-form app-form--wide"
        helper.attrs = {"novalidate": True}
        if self.draft_url:
            helper.attrs["data-draft-url"] = self.draft_url
        return helper

    # What a view does with a form

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at the top of the form, with everything typed still there.

        After a `Stale`, their values stand beside the fields, and saving again is accepted.
        """
        self.add_error(None, ValidationError(str(refusal), code="refused"))
        if isinstance(refusal, Stale):
            self.theirs = {name: text for name, text in refusal.theirs.items() if name in self.fields}
            versions = [name for name, field in self.fields.items() if isinstance(field, VersionField)]
            if refusal.version is not None and self.is_bound:
                now: Any = copy.copy(self.data)
                for name in versions:
                    now[self.add_prefix(name)] = str(refusal.version)
                self.data = now

    def hold(self) -> None:
        """Show what was sent as it is, without checking it yet."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def take_draft(self, draft: Mapping[str, Any] | str) -> None:
        """Fill an unbound form with what was saved while typing (an urlencoded body, or a QueryDict).

        The version is taken along: a draft typed against an older version does not overwrite a newer one.
        """
        data = QueryDict(draft) if isinstance(draft, str) else draft
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            typed = not field.widget.value_omitted_from_data(data, {}, key)
            if typed and not isinstance(field, forms.FileField):
                self.initial[name] = field.widget.value_from_datadict(data, {}, key)


class Form(FormBase, forms.BaseForm, metaclass=DeclarativeFieldsMetaclass):
    """A form of declared fields. Set `layout`, `submit_label` and the like on the class."""
