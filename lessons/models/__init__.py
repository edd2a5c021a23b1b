"""The framework of contributory factors, lessons reviews, and the improvement actions they lead to."""

from lessons.models.action import ImprovementAction, SentBack
from lessons.models.changed import ActionChange, Correction
from lessons.models.framework import Factor, FactorType, Framework, Outcome, ReflectionQuestion
from lessons.models.review import KeyLesson, ReflectionPoint, Review, ReviewFactor

__all__ = [
    "ActionChange",
    "Correction",
    "Factor",
    "FactorType",
    "Framework",
    "ImprovementAction",
    "KeyLesson",
    "Outcome",
    "ReflectionPoint",
    "ReflectionQuestion",
    "Review",
    "ReviewFactor",
    "SentBack",
]
