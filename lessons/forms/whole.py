"""The form of a review and its rows as one."""

from typing import Any

from django.http import QueryDict

from cases.models import Case
from lessons.background import background
from lessons.forms.review import ReviewForm
from lessons.forms.rows import ActionFormSet, LessonFormSet, factor_choices, people_of, rows_in, with_rows
from lessons.models import Review
from lessons.written import WrittenAction, WrittenReview, written
from ui.layout import Include
from ui.refusals import Refusal, Stale


class WholeReview:
    """The form and its rows as one: filled from the review, from a draft or from what was sent."""

    def __init__(self, review: Review, *, case: Case, data: QueryDict | None = None) -> None:
        self.review, self.case = review, case
        self.framework = review.framework
        self.background = background(case)
        if data is None:
            self._fill(written(review))
        else:
            self._build(data)

    def _build(
        self, data: QueryDict | None = None, *, form: Any = None, lessons: Any = None, actions: Any = None
    ) -> None:
        row_values = {"people": people_of(self.case.organisation), "factors": factor_choices(self.framework)}
        self.form = ReviewForm(
            data,
            framework=self.framework,
            group=self.background.group,
            meets_on=self.review.group_on,
            initial=form,
        )
        self.lessons = LessonFormSet(data, prefix="lessons", initial=lessons)
        self.actions = ActionFormSet(data, prefix="actions", initial=actions, form_kwargs=row_values)

    def _fill(self, text: WrittenReview) -> None:
        chosen = set(text.factors)
        initial = {"group_on": text.group_on, "background": text.background, "version": self.review.version}
        initial |= {f"point_{key}": said for key, said in text.points.items()}
        initial |= {f"how_{key}": how for key, how in text.factors.items()}
        for kind in self.framework.types.prefetch_related("factors"):
            initial[f"factors_{kind.key}"] = [each.key for each in kind.factors.all() if each.key in chosen]
        self._build(
            form=initial,
            lessons=[{"text": lesson} for lesson in text.lessons],
            actions=[
                {
                    "what": action.what,
                    "owner": str(action.owner.pk) if action.owner else "",
                    "owner_body": action.owner_body,
                    "due_on": action.due_on,
                    "answers": list(action.answers),
                }
                for action in text.actions
            ],
        )

    def take_draft(self, data: QueryDict, *, more: str = "") -> None:
        """Show what was typed instead, with a blank row more for `more` ("lessons" or "actions").

        The version is the one it was typed against, so that who saved meanwhile is not written over.
        """
        blank = {
            name: rows_in(data, name) + (1 if more == name else 0) - 1 for name in ("lessons", "actions")
        }
        rows: dict[str, list[dict[str, Any]]] = {name: [{}] * max(count, 0) for name, count in blank.items()}
        form = {"version": data.get("version") or self.review.version}
        self._build(form=form, lessons=rows["lessons"], actions=rows["actions"])
        self.form.take_draft(data)
        self.lessons.take_draft(data)
        self.actions.take_draft(data)

    def lay_out(self) -> None:
        """Make ready for the page."""
        summary = Include("lessons/background.html", background=self.background, case=self.case)
        self.form.lay_out(summary=summary, lessons=self.lessons, actions=self.actions)

    def is_valid(self) -> bool:
        """Tell whether everything sent can be saved; every part is asked, so that all errors show."""
        return all([self.form.is_valid(), self.lessons.is_valid(), self.actions.is_valid()])

    @property
    def version(self) -> int:
        return self.form.cleaned_data["version"]

    def text(self) -> WrittenReview:
        """Return what was sent, as an action takes it."""
        data = self.form.cleaned_data
        factors = [key for kind in self.form.types for key in data[f"factors_{kind.key}"]]
        return WrittenReview(
            group_on=data["group_on"],
            background=data["background"],
            points={each.key: data[f"point_{each.key}"] for each in self.form.questions},
            lessons=[row["text"] for row in self.lessons.written()],
            factors={key: data[f"how_{key}"] for key in factors},
            actions=[
                WrittenAction(
                    what=row["what"],
                    owner=row["owner"],
                    owner_body=row["owner_body"],
                    due_on=row["due_on"],
                    answers=row["answers"],
                )
                for row in self.actions.written()
            ],
        )

    def refuse(self, refusal: Refusal, data: QueryDict) -> None:
        """Show a refusal with everything typed still there; after a `Stale`, what they saved beside it."""
        if isinstance(refusal, Stale):
            for prefix in ("lessons", "actions"):
                theirs = [
                    int(name.split("-")[1]) + 1 for name in refusal.theirs if name.startswith(f"{prefix}-")
                ]
                data = with_rows(data, prefix, max(theirs, default=0))
            self._build(data)
            self.is_valid()
            self.lessons.show_theirs(refusal.theirs)
            self.actions.show_theirs(refusal.theirs)
        self.form.refuse(refusal)
