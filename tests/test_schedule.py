"""What the timer asks for, and when."""

from celery.schedules import crontab
from django.conf import settings

from lotus_cases import celery_app

DAY = 24 * 3600.0


def test_the_timer_asks_only_for_what_a_worker_knows() -> None:
    celery_app.loader.import_default_modules()
    asked = {row["task"] for row in settings.CELERY_BEAT_SCHEDULE.values()}
    assert asked - set(celery_app.tasks) == set()


def test_what_comes_once_a_day_has_its_hour() -> None:
    """A timer counts from its own start, and may be started anew every day: after a day is never, then."""
    schedules = [row["schedule"] for row in settings.CELERY_BEAT_SCHEDULE.values()]
    assert [each for each in schedules if not isinstance(each, crontab) and each >= DAY] == []
