from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from prov.model import ProvAgent, ProvDerivation, ProvDocument, ProvEntity

from tests.views.samples import Stored, claim, holding, wild_text
from whoholds.model import Block, Claim, Report
from whoholds.views import prov

NOW = datetime(2024, 12, 5, 10, tzinfo=UTC)
ABOUT = {"on": "2024-12-07", "as_known": None, "theatre": "syria", "head": "3:ab"}


@dataclass(frozen=True)
class Kept:
    report: Report
    recorded_at: datetime = NOW


REPORT = Report("r-1", "0" * 64, "x", "text", (Block(0, 4, "en"),), "A title", "en", "Courier Seven", None, NOW)


def document(*claims: Claim, report: Report = REPORT, side: str = "Opposition", **other: Any) -> dict[str, Any]:
    holdings = other.get("holdings", [holding()])
    return prov.document(holdings, [Stored(c) for c in claims], [Kept(report)], lambda key: side, ABOUT)


def read(data: dict[str, Any]) -> ProvDocument:
    """As the reference implementation of PROV in Python reads it."""
    found = ProvDocument.deserialize(content=json.dumps(data))
    assert isinstance(found, ProvDocument)
    return found


def test_every_answer_leads_back_to_the_bytes() -> None:
    found = read(document(claim("c1"), claim("c2")))
    edges = {(str(r.args[0]), str(r.args[1])) for r in found.get_records(ProvDerivation)}
    assert ("wh:holding-gn_3aHama", "wh:c1") in edges and ("wh:holding-gn_3aHama", "wh:c2") in edges
    assert ("wh:c1", "wh:r-1") in edges and ("wh:r-1", "wh:sha256-" + "0" * 64) in edges


def test_claims_are_their_speakers_and_reports_their_outlets() -> None:
    data = document(claim("c1"))
    said = [r for r in data["wasAttributedTo"].values() if r["prov:entity"] == "wh:c1"]
    assert [data["agent"][r["prov:agent"]]["prov:label"] for r in said] == ["residents"]
    printed = [r for r in data["wasAttributedTo"].values() if r["prov:entity"] == "wh:r-1"]
    assert [data["agent"][r["prov:agent"]]["prov:label"] for r in printed] == ["Courier Seven"]
    (made,) = (r for r in data["wasGeneratedBy"].values() if r["prov:entity"] == "wh:c1")
    (by,) = (r for r in data["wasAssociatedWith"].values() if r["prov:activity"] == made["prov:activity"])
    assert data["agent"][by["prov:agent"]]["prov:label"] == "rules-1"
    assert len(list(read(data).get_records(ProvAgent))) == 3


def test_the_weight_of_a_claim_stands_with_its_derivation() -> None:
    data = document(claim("c1"))
    weighed = [r for r in data["wasDerivedFrom"].values() if "wh:log_odds" in r]
    assert [(r["prov:usedEntity"], r["wh:log_odds"]) for r in weighed] == [("wh:c1", 2.0)]
    assert data["activity"]["wh:weighing"]["wh:head"] == "3:ab" and "wh:as_known" not in data["activity"]["wh:weighing"]


def test_a_reading_is_one_activity_however_many_claims() -> None:
    data = document(claim("c1"), claim("c2"))
    assert len(data["activity"]) == 2 and len(data["used"]) == 1


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(REPORT, title=None, outlet=None, published=None)
    data = document(claim("c1"), report=bare)
    assert "prov:label" not in data["entity"]["wh:r-1"] and "wh:published" not in data["entity"]["wh:r-1"]
    assert read(data)


def test_nothing_is_a_document_too() -> None:
    assert len(list(read(prov.document([], [], [], str, ABOUT)).get_records())) == 1


@given(wild_text, wild_text, st.sampled_from(["c1", "c 1", "ç:1", "%7", "<x>", "a/b"]))
def test_any_name_and_text_can_be_read_back(text: str, outlet: str, id: str) -> None:
    made = claim(id, quote=text or "x")
    data = document(made, report=replace(REPORT, outlet=outlet, title=text), side=text)
    found = read(data)
    labels = {str(v) for e in found.get_records(ProvEntity) for k, v in e.attributes if str(k) == "prov:label"}
    assert made.quote in labels
    edges = {str(r.args[0]) for r in found.get_records(ProvDerivation)}
    assert f"wh:{prov._local(id)}" in edges


@given(st.text(max_size=10), st.text(max_size=10))
def test_names_stay_apart(one: str, other: str) -> None:
    assert (prov._local(one) == prov._local(other)) is (one == other)
