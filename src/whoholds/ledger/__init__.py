"""Append-only memory: reports, readings, decisions; originals by hash; proofs that nothing was rewritten."""

from whoholds.ledger.apart import Disagreement, disagreements
from whoholds.ledger.decisions import Correction, Decision, Review, StoredDecision, Verb
from whoholds.ledger.entries import Entry, Head, Kind
from whoholds.ledger.filters import ClaimFilter
from whoholds.ledger.ledger import Ledger
from whoholds.ledger.records import KnownPlace, StoredClaim, StoredReport

__all__ = [
    "ClaimFilter",
    "Correction",
    "Decision",
    "Disagreement",
    "Entry",
    "Head",
    "Kind",
    "KnownPlace",
    "Ledger",
    "Review",
    "StoredClaim",
    "StoredDecision",
    "StoredReport",
    "Verb",
    "disagreements",
]
