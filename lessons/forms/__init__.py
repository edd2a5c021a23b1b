"""The forms of lessons reviews and of their actions."""

from lessons.forms.follow_up import CompleteActionForm, SendBackForm
from lessons.forms.whole import WholeReview

__all__ = ["CompleteActionForm", "SendBackForm", "WholeReview"]
