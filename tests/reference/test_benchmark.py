"""What the benchmark of places draws up, and that its figures are taken of it."""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

import pytest

from tests.conftest import ROOT
from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def bench() -> Any:
    spec = importlib.util.spec_from_file_location("bench_places", ROOT / "benchmarks" / "places.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_names_are_all_different_and_known(bench: Any, gazetteer: Gazetteer) -> None:
    names = bench.names(gazetteer.path, 500)
    assert len(set(names)) == len(names) == 500
    assert all(gazetteer.exact(name) for name in names if fold(name))


def test_names_of_a_country_lie_in_it(bench: Any, gazetteer: Gazetteer) -> None:
    for name in bench.names(gazetteer.path, 50, "SD"):
        assert "SD" in {hit.row.country for hit in gazetteer.exact(name)}


def test_reports_are_the_same_each_time_and_name_places_again(bench: Any, gazetteer: Gazetteer) -> None:
    texts = bench.reports(gazetteer.path, 20)
    assert texts == bench.reports(gazetteer.path, 20)
    for spans in texts:
        assert [s.start for s in spans] == sorted(s.start for s in spans)
        assert all(s.end - s.start == len(s.text) for s in spans)
        assert len({s.text for s in spans}) < len(spans)


def test_every_promise_has_a_figure(bench: Any, gazetteer: Gazetteer) -> None:
    found = bench.measure(gazetteer.path, lookups=50, count=3, runs=1)
    held = {f"memory after {what}": 0.0 for what in ("look-ups", "resolving")}
    assert {*found, *held} == {*bench.LEAST, *bench.MOST}
    assert all(figure > 0 for figure in found.values())


@pytest.mark.parametrize(("what", "line"), [("look-ups", "Homs"), ("mentions", '[[0, 4, "Homs"]]')])
def test_memory_is_that_of_a_process_of_its_own(bench: Any, gazetteer: Gazetteer, what: str, line: str) -> None:
    assert 5 < bench.held(gazetteer.path, what, [line]) < 500
