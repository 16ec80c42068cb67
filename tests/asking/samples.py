"""What tests of two readers share: a reading's claim as the ledger gives it back."""

from __future__ import annotations

from datetime import UTC, datetime

from whoholds.ledger import StoredClaim
from whoholds.model import Claim, Reading


def stored(reading: Reading, claim: Claim) -> StoredClaim:
    day = datetime(2024, 12, 5, tzinfo=UTC)
    return StoredClaim(claim, reading.report_id, None, None, "en", day, day, 1, reading.reader)
