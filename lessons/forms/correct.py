"""Putting something right in a completed review."""

from ui import forms
from ui.fields import LongText


class CorrectReviewForm(forms.Form):
    """What is wrong in the review, and what is right."""

    wrong = LongText(
        label="What is wrong?",
        hint="Say where it stands: for example, step 1, what happened.",
        rows=3,
        max_length=3000,
    )
    right = LongText(label="What is right?", rows=3, max_length=3000)
    submission_key = forms.SubmissionKey()
    submit_label = "Add the correction"
