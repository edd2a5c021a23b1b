"""The forms of lessons reviews and of their actions."""

from lessons.forms.correct import CorrectReviewForm
from lessons.forms.follow_up import ChangeActionForm, CompleteActionForm, SendBackForm
from lessons.forms.whole import WholeReview

__all__ = ["ChangeActionForm", "CompleteActionForm", "CorrectReviewForm", "SendBackForm", "WholeReview"]
