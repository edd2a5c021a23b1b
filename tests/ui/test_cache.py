"""Pages work when Redis does not."""

from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.base import BaseCache

from ui.cache import ForgivingRedisCache
from ui.tasks import HEARTBEAT_KEY, heartbeat


@pytest.fixture
def lost() -> BaseCache:
    """A cache whose server nobody listens at."""
    return ForgivingRedisCache("redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 0.05}})


def test_a_lost_server_is_an_empty_cache_that_keeps_nothing(lost: Any) -> None:
    lost.set("key", "value")
    assert lost.get("key") is None
    assert lost.get("key", "other") == "other"
    assert lost.get_many(["key"]) == {}
    assert "key" not in lost
    assert lost.touch("key") is False
    assert lost.delete("key") is False
    assert lost.clear() is False
    assert lost.set_many({"key": 1}) == ["key"]
    lost.delete_many(["key"])


def test_without_a_server_whoever_comes_is_the_first(lost: Any) -> None:
    assert lost.add("lock", 1) is True
    assert lost.incr("count", 2) == 2
    assert lost.get_or_set("key", "made") == "made"


def test_with_a_server_it_is_a_cache_like_any_other() -> None:
    assert isinstance(cache, object)
    assert settings.CACHES["default"]["BACKEND"] == "ui.cache.ForgivingRedisCache"
    cache.delete("count")
    with pytest.raises(ValueError, match="not found"):
        cache.incr("count")
    assert cache.add("count", 1) is True
    assert cache.add("count", 5) is False
    assert cache.incr("count") == 2
    cache.set_many({"a": 1, "b": 2})
    assert cache.get_many(["a", "b"]) == {"a": 1, "b": 2}
    assert cache.has_key("a")
    assert cache.touch("a")
    cache.delete_many(["a", "b", "count"])
    assert cache.get("a") is None


def test_the_worker_leaves_a_sign_of_life() -> None:
    cache.delete(HEARTBEAT_KEY)
    heartbeat()
    assert cache.get(HEARTBEAT_KEY) > 0
