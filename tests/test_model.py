from __future__ import annotations

import ast
import dataclasses
import inspect
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.samples import AIR_BASE, HAMA, claim, report
from whoholds import model
from whoholds.model import UNKNOWN_WHEN, Basis, Block, BlockKind, Effect, Factuality, Precision, Standing, When

RECORDS = [cls for _, cls in inspect.getmembers(model, dataclasses.is_dataclass) if inspect.isclass(cls)]


@pytest.mark.parametrize("record", RECORDS)
def test_records_are_frozen_slotted_and_described(record: Any) -> None:
    assert record.__dataclass_params__.frozen
    assert "__dict__" not in dir(record)
    assert record.__doc__ and not record.__doc__.startswith(f"{record.__name__}(")


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        HAMA.lat = 0.0


def test_model_imports_nothing_of_ours() -> None:
    tree = ast.parse(Path(model.__file__).read_text(encoding="utf-8"))
    imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    assert [name for name in imported if name.startswith("whoholds")] == []


@pytest.mark.parametrize(
    ("value", "polarity"), [("CT+", 1), ("PR+", 1), ("PS+", 1), ("CT-", -1), ("PR-", -1), ("PS-", -1), ("U", 0)]
)
def test_polarity(value: str, polarity: int) -> None:
    assert Factuality(value).polarity == polarity


@given(st.sampled_from(Factuality))
def test_negating_turns_the_polarity_and_keeps_the_strength(value: Factuality) -> None:
    assert value.negated.polarity == -value.polarity
    assert value.negated.negated is value
    assert value.negated.value[:2] == value.value[:2]


def test_uncommitted_stays_uncommitted() -> None:
    assert Factuality.UNCOMMITTED.negated is Factuality.UNCOMMITTED


def test_unknown_is_a_value() -> None:
    assert (UNKNOWN_WHEN.start, UNKNOWN_WHEN.end) == (None, None)
    assert (UNKNOWN_WHEN.precision, UNKNOWN_WHEN.basis) == (Precision.UNKNOWN, Basis.UNKNOWN)
    assert When() == UNKNOWN_WHEN
    assert report("x", outlet=None, published=None).outlet is None
    assert Standing("unknown") is Standing.UNKNOWN


def test_a_description_has_no_point_of_its_own() -> None:
    assert {"lat", "lon", "id"}.isdisjoint(field.name for field in dataclasses.fields(AIR_BASE))


def test_a_block_is_a_paragraph_unless_it_says_otherwise() -> None:
    assert Block(0, 1, "fr").kind is BlockKind.PARAGRAPH


def test_values_of_enumerations_are_distinct_words() -> None:
    for name, enum in inspect.getmembers(model, lambda m: inspect.isclass(m) and issubclass(m, model.StrEnum)):
        if enum is model.StrEnum:
            continue
        values = [member.value for member in enum]
        assert len(values) == len(set(values)), name
        assert all(value and value == value.strip() for value in values), name


def test_records_travel_between_processes() -> None:
    of = report("Rebels took Hama.")
    one = claim(of, "took Hama", AIR_BASE)
    assert pickle.loads(pickle.dumps((of, one))) == (of, one)


def test_equal_records_have_equal_hashes() -> None:
    of = report("Rebels took Hama.")
    assert len({claim(of, "took Hama"), claim(of, "took Hama"), claim(of, "Hama")}) == 2
    assert Effect("gains") is Effect.GAINS
