from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

import whoholds

MOST = 25
PUBLIC = {
    "Actors", "Area", "Claim", "ClaimFilter", "Described", "Event", "Factuality", "Gazetteer", "Holding", "Ledger",
    "Place", "Reader", "Reading", "Report", "Settings", "Standing", "Unplaced", "Weights", "When", "WhoholdsError",
    "__version__", "add", "load_settings", "read",
}  # fmt: skip


def test_the_public_face_is_this_and_no_more() -> None:
    assert set(whoholds.__all__) == PUBLIC
    assert len(PUBLIC) <= MOST


def test_the_list_is_sorted_and_says_each_once() -> None:
    assert list(whoholds.__all__) == sorted(PUBLIC)
    assert dir(whoholds) == sorted(PUBLIC)


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    value = getattr(whoholds, name)
    assert getattr(whoholds, name) is value or name == "__version__"
    assert isinstance(value, str) or value.__doc__


def test_what_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        whoholds.Nothing  # noqa: B018


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(str(whoholds.__file__)).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.asname or alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert seen | {"__version__"} == PUBLIC


def test_version_is_the_packages() -> None:
    from importlib.metadata import version

    assert whoholds.__version__ == version("whoholds")


def test_every_module_can_be_imported() -> None:
    for found in pkgutil.walk_packages(whoholds.__path__, "whoholds."):
        if found.name != "whoholds.__main__":
            importlib.import_module(found.name)
