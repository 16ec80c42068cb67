"""When the memory of what was read is looked through for cycles: once a batch, not all the time while it is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def swept_once() -> Iterator[None]:
    """Within it nothing is collected; at its end what was made within it and is no longer used.

    Trees refer to themselves, so that only the collector frees them; none can go before its batch has been read. Left
    alone, the collector walks them, and every table of the process, again and again: a sixteenth of reading. Where
    somebody else has switched it off, nothing happens.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)


__all__ = ["swept_once"]
