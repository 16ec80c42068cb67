"""The last answers, kept so that nobody waits twice, and worked out once however many wait for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, TypeVar

KEPT = 64  # answers of each kind that are kept
T = TypeVar("T")


class Kept:
    """The last answers, by what was asked; safe to use from several threads.

    Args:
        size: how many are kept.
        weigh: what an answer weighs.
        most: what those that are kept weigh together; the last one is kept whatever it weighs. None for no limit.
    """

    def __init__(self, size: int = KEPT, *, weigh: Callable[[Any], int] = lambda _: 1, most: int | None = None) -> None:
        self._size, self._weigh, self._most = size, weigh, most
        self._items: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, RLock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The kept answer, else a new one; who asks while it is made waits for it."""
        with self._lock:
            if key in self._items:
                found: T = self._kept(key)
                return found
            gate = self._making.setdefault(key, RLock())
        try:
            with gate:
                with self._lock:
                    if key in self._items:
                        found = self._kept(key)
                        return found
                made = make()
                with self._lock:
                    self._items[key] = made
                    while len(self._items) > 1 and self._too_much():
                        self._items.popitem(last=False)
                return made
        finally:
            with self._lock:
                self._making.pop(key, None)

    def _kept(self, key: Hashable) -> Any:
        self._items.move_to_end(key)
        return self._items[key]

    def _too_much(self) -> bool:
        if len(self._items) > self._size:
            return True
        return self._most is not None and sum(map(self._weigh, self._items.values())) > self._most
