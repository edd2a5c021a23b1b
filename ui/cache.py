"""A cache that forgives: where Redis is down, every page still works, only a little slower."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, treating a lost connection as an empty cache that keeps nothing."""

    def forgive(self, ask: Callable[[], Any], otherwise: Any) -> Any:
        """Return what `ask` gives, or `otherwise` where Redis cannot be reached."""
        try:
            return ask()
        except (RedisError, OSError):
            logger.warning("cache_unreachable")
            return otherwise

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        # "Added": whoever takes this for a lock or a first sight goes on, as without a cache.
        return self.forgive(lambda: super(ForgivingRedisCache, self).add(key, value, timeout, version), True)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self.forgive(lambda: super(ForgivingRedisCache, self).get(key, default, version), default)

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self.forgive(lambda: super(ForgivingRedisCache, self).set(key, value, timeout, version), None)

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self.forgive(lambda: super(ForgivingRedisCache, self).touch(key, timeout, version), False)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self.forgive(lambda: super(ForgivingRedisCache, self).delete(key, version), False)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        return self.forgive(lambda: super(ForgivingRedisCache, self).get_many(keys, version), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self.forgive(lambda: super(ForgivingRedisCache, self).has_key(key, version), False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        # A missing key is a ValueError as ever; a missing server counts from nothing.
        return self.forgive(lambda: super(ForgivingRedisCache, self).incr(key, delta, version), delta)

    def set_many(
        self,
        data: dict[str, Any],
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> list[str]:
        kept = self.forgive(
            lambda: super(ForgivingRedisCache, self).set_many(data, timeout, version), list(data)
        )
        return kept or []

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self.forgive(lambda: super(ForgivingRedisCache, self).delete_many(keys, version), None)

    def clear(self) -> bool:  # type: ignore[override]
        return self.forgive(lambda: super(ForgivingRedisCache, self).clear(), False)
