"""Which claims are wanted, and the SQL that finds them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from whoholds.errors import UsageError
from whoholds.ledger.entries import stamp
from whoholds.ledger.projection import claim_row, fold_text
from whoholds.model import Claim, Event, Factuality
from whoholds.readers import MODEL_PREFIX, Readers
from whoholds.reference.folding import fold


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What a claim must be; a field left out asks for nothing. All that are given must hold.

    Attributes:
        place_id: the claim's place or area has this id.
        place_name: its place is called so, as the text says it or as the gazetteer does; case and accents do not count.
        described: with `place_id` or `place_name`, also places that are only described from there ("south-west of …").
        actor: key of who acts.
        target: key of whom it is done to.
        speaker: key of who vouches for it.
        event: one event type, or several of which one must hold.
        factuality: likewise.
        since: the claim's time overlaps the days from here on. An unknown end of a time fits any day.
        until: likewise, the days up to and including this one.
        dated_only: leave out claims whose time is wholly unknown; otherwise they fit every period.
        report_id: from this report.
        outlet: from a report of this outlet.
        language: from a report in this language (ISO 639-1).
        as_known: as the ledger had learnt it at this instant; the latest reading of each report then counts.
        text: these words, in a row, in the quote or in the names of place, actor or speaker.
        box: (west, south, east, north) in degrees; only places and areas with a point. West above east crosses 180°.
        rejected: also claims that a reviewer rejected.
        reader: whose readings. With `BOTH`, a model's claim about a place that the rules' claim about the same passage
            names too is left out, so that nothing counts twice. None: as the ledger was opened for.
        apart: with `BOTH`, leave nothing out.
        limit: at most so many.
    """

    place_id: str | None = None
    place_name: str | None = None
    described: bool = False
    actor: str | None = None
    target: str | None = None
    speaker: str | None = None
    event: Event | Collection[Event] | None = None
    factuality: Factuality | Collection[Factuality] | None = None
    since: date | None = None
    until: date | None = None
    dated_only: bool = False
    report_id: str | None = None
    outlet: str | None = None
    language: str | None = None
    as_known: datetime | None = None
    text: str | None = None
    box: tuple[float, float, float, float] | None = None
    rejected: bool = False
    reader: Readers | None = None
    apart: bool = False
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise UsageError(
                "filter.period", "the period ends before it begins", subject=f"{self.since} to {self.until}"
            )
        if self.limit is not None and self.limit < 0:
            raise UsageError("filter.limit", "the limit is negative", subject=str(self.limit))
        if self.as_known is not None and self.as_known.tzinfo is None:
            raise UsageError("filter.as_known", "as_known needs a time zone", subject=self.as_known.isoformat())


_BY_MODEL = f"{{table}}.reader LIKE '{MODEL_PREFIX}%'"
OF_READER = {
    Readers.RULES: f"NOT {_BY_MODEL.format(table='readings')}",
    Readers.MODEL: _BY_MODEL.format(table="readings"),
    Readers.BOTH: "1 = 1",
}
"""The reading is of such a reader."""

CURRENT = f"""NOT EXISTS (
    SELECT 1 FROM readings later WHERE later.report_id = readings.report_id AND later.seq > readings.seq
    AND ({_BY_MODEL.format(table="later")}) = ({_BY_MODEL.format(table="readings")})
    AND later.seq <= :upto AND later.known_from <= :as_known)"""
"""The reading is its report's last by such a reader, as of `:as_known` and among the entries up to `:upto`."""

END_OF_TIME = "9999-12-31T23:59:59.999999Z"


def conditions(where: ClaimFilter, upto: int, reader: Readers = Readers.RULES) -> tuple[list[str], dict[str, Any]]:
    """The filter as SQL conditions on `claims`, `readings` and `reports`, with their parameters.

    Args:
        where: what is wanted.
        upto: the last entry to look at, so that a long listing sees one state of the ledger.
        reader: whose readings, where the filter does not say.
    """
    sql = ["readings.seq <= :upto", "readings.known_from <= :as_known", CURRENT, OF_READER[where.reader or reader]]
    values: dict[str, Any] = {"upto": upto, "as_known": stamp(where.as_known) if where.as_known else END_OF_TIME}

    def add(condition: str, **parameters: Any) -> None:
        sql.append(condition)
        values.update(parameters)

    if where.place_id is not None:
        add("claims.place_id = :place_id", place_id=where.place_id)
    if where.place_name is not None:
        add("(claims.place_name = :place_name OR claims.place_label = :place_name)", place_name=fold(where.place_name))
    if (where.place_id is not None or where.place_name is not None) and not where.described:
        add("claims.place_form <> 'described'")
    for column in ("actor", "target", "speaker"):
        if (key := getattr(where, column)) is not None:
            add(f"claims.{column} = :{column}", **{column: key})
    for column in ("event", "factuality"):
        if (wanted := getattr(where, column)) is not None:
            members = [wanted] if isinstance(wanted, Enum) else sorted(wanted)
            names = {f"{column}{i}": member.value for i, member in enumerate(members)}
            add(f"claims.{column} IN ({', '.join(':' + name for name in names)})", **names)
    if where.since is not None:
        add("(claims.when_end IS NULL OR claims.when_end >= :since)", since=where.since.isoformat())
    if where.until is not None:
        add("(claims.when_start IS NULL OR claims.when_start <= :until)", until=where.until.isoformat())
    if where.dated_only:
        add("(claims.when_start IS NOT NULL OR claims.when_end IS NOT NULL)")
    if where.report_id is not None:
        add("reports.id = :report_id", report_id=where.report_id)
    if where.outlet is not None:
        add("reports.outlet = :outlet", outlet=where.outlet)
    if where.language is not None:
        add("reports.language = :language", language=where.language)
    if where.text is not None:
        add("instr(claims.search, :text) > 0", text=fold_text(where.text))
    if where.box is not None:
        west, south, east, north = where.box
        across = "claims.lon >= :west OR claims.lon <= :east" if west > east else "claims.lon BETWEEN :west AND :east"
        add(f"claims.lat BETWEEN :south AND :north AND ({across})", west=west, south=south, east=east, north=north)
    return sql, values


def matches(where: ClaimFilter, claim: Claim) -> bool:
    """Whether a claim is what the filter asks for, as `conditions` says it in SQL: for claims that a review changed.

    Args:
        where: what is wanted; what it asks of the reading or report (`as_known`, `report_id`, `outlet`, `language`) is
            left to the caller.
        claim: as reviewed.
    """
    row = claim_row(claim)
    asked = [(where.actor, row["actor"]), (where.target, row["target"]), (where.speaker, row["speaker"])]
    if any(key is not None and key != said for key, said in asked):
        return False
    return _at(where, row) and _of_kind(where, claim) and _in_time(where, row) and _worded(where, row)


def _at(where: ClaimFilter, row: dict[str, Any]) -> bool:
    if where.place_id is not None and row["place_id"] != where.place_id:
        return False
    if where.place_name is not None and fold(where.place_name) not in (row["place_name"], row["place_label"]):
        return False
    named = where.place_id is not None or where.place_name is not None
    if named and not where.described and row["place_form"] == "described":
        return False
    if where.box is None:
        return True
    if row["lat"] is None:
        return False
    west, south, east, north = where.box
    across = row["lon"] >= west or row["lon"] <= east if west > east else west <= row["lon"] <= east
    return bool(south <= row["lat"] <= north and across)


def _of_kind(where: ClaimFilter, claim: Claim) -> bool:
    for wanted, said in ((where.event, claim.event), (where.factuality, claim.factuality)):
        if wanted is not None and said not in ([wanted] if isinstance(wanted, Enum) else wanted):
            return False
    return True


def _in_time(where: ClaimFilter, row: dict[str, Any]) -> bool:
    start, end = row["when_start"], row["when_end"]
    if where.since is not None and end is not None and end < where.since.isoformat():
        return False
    if where.until is not None and start is not None and start > where.until.isoformat():
        return False
    return not where.dated_only or start is not None or end is not None


def _worded(where: ClaimFilter, row: dict[str, Any]) -> bool:
    return where.text is None or fold_text(where.text) in row["search"]
