"""The collector rests while a batch is read, and what the batch leaves behind goes with it."""

from __future__ import annotations

import gc
import weakref

import pytest

from whoholds.reading.sweeping import swept_once


class Knot:
    """Something that refers to itself, as trees do."""

    def __init__(self) -> None:
        self.me = self


def test_nothing_is_collected_within_and_all_of_it_at_the_end() -> None:
    with swept_once():
        assert not gc.isenabled()
        knot = weakref.ref(Knot())
        _ = [[] for _ in range(5_000)]  # more than the collector ever waits for
        assert knot() is not None
    assert gc.isenabled()
    assert knot() is None


def test_what_is_still_used_stays() -> None:
    with swept_once():
        kept = Knot()
    assert kept.me is kept


def test_an_error_within_leaves_the_collector_on() -> None:
    with pytest.raises(ZeroDivisionError), swept_once():
        _ = 1 / 0
    assert gc.isenabled()


def test_who_switched_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with swept_once():
            knot = weakref.ref(Knot())
        assert not gc.isenabled()
        assert knot() is not None
    finally:
        gc.enable()


def test_one_within_another() -> None:
    with swept_once():
        with swept_once():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
