"""The forms of lessons reviews and of their actions."""

from lessons.forms.follow_up import CompleteActionForm
from lessons.forms.whole import WholeReview

__all__ = ["CompleteActionForm", "WholeReview"]
