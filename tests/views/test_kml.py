from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.views.coded import anything
from tests.views.samples import UNPLACED, Stored, claim, holding, wild_text
from whoholds.views import kml

NAMES = {"opp": "Opposition", "gov": "Government"}
K = "{http://www.opengis.net/kml/2.2}"


def control(*holdings: Any, title: str = "Syria", note: str = "a day") -> str:
    return "".join(kml.control(holdings, lambda key: NAMES.get(key, key), {"opp": "#1b7837"}, title, note))


def test_a_folder_for_each_holder_and_a_placemark_for_each_place() -> None:
    root = ElementTree.fromstring(control(holding(), holding("Homs", 34.7, 36.7, "gov"), holding("Idlib", 35.9, 36.6)))
    folders = root.findall(f".//{K}Folder")
    assert [f.findtext(f"{K}name") for f in folders] == ["Government", "Opposition"]
    assert [len(f.findall(f"{K}Placemark")) for f in folders] == [1, 2]
    first = folders[1].find(f"{K}Placemark")
    assert first is not None
    assert first.findtext(f".//{K}coordinates") == "36.76,35.13"
    assert first.findtext(f".//{K}begin") == "2024-12-05" and first.find(f".//{K}end") is None
    assert first.findtext(f"{K}styleUrl") == "#s-opp"
    assert folders[0].findtext(f".//{K}styleUrl") == "#s-other", "a side without a colour is grey"


def test_colours_are_in_the_order_that_kml_has() -> None:
    assert "<color>ff37781b</color>" in control(holding())


def test_claims_without_a_point_are_in_it_without_one() -> None:
    text = "".join(kml.claims([Stored(claim()), Stored(claim("c2", place=UNPLACED))], "t", "n"))
    marks = ElementTree.fromstring(text).findall(f".//{K}Placemark")
    assert [m.find(f"{K}Point") is not None for m in marks] == [True, False]
    data = {d.get("name"): d.findtext(f"{K}value") for d in marks[0].iter(f"{K}Data")}
    assert data["speaker"] == "residents" and data["quote"] == "the army left Hama" and data["headline"] == "false"


def test_gdal_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "x.kml"
    path.write_text(control(holding(), holding("Homs", 34.7, 36.7, "gov")), encoding="utf-8")
    assert [name for name, _ in pyogrio.list_layers(path)] == ["Government", "Opposition"]
    meta, _, geometry, _ = pyogrio.raw.read(path, layer="Opposition")
    assert len(geometry) == 1 and "standing" in meta["fields"]
    path.write_text("".join(kml.claims([Stored(claim()), Stored(claim("c2", place=UNPLACED))], "t", "n")))
    assert pyogrio.read_info(path)["features"] == 2


@pytest.mark.parametrize("empty", [control(), "".join(kml.claims([], "", ""))])
def test_nothing_is_a_document_too(empty: str) -> None:
    assert ElementTree.fromstring(empty).find(f"{K}Document") is not None


@given(st.lists(anything(), max_size=3), wild_text, wild_text)
def test_hostile_text_stays_text(stored: list[Stored], title: str, name: str) -> None:
    for text in ("".join(kml.claims(stored, title, name)), control(holding(name, holder=name), title=title, note=name)):
        root = ElementTree.fromstring(text.encode())
        allowed = set(
            "kml Document name description Style IconStyle color scale Folder Placemark TimeSpan begin end styleUrl "
            "ExtendedData Data value Point coordinates".split()
        )
        assert {e.tag.removeprefix(K) for e in root.iter()} <= allowed
