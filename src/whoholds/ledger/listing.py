"""What a ledger holds, listed: entries, claims as reviewed, places, decisions. Reads only."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from whoholds.errors import NotFound
from whoholds.ledger import decisions as d
from whoholds.ledger import entries as e
from whoholds.ledger.apart import once
from whoholds.ledger.filters import END_OF_TIME, ClaimFilter, conditions, matches
from whoholds.ledger.records import (
    CLAIM,
    CLAIMS,
    ENTRY,
    KnownPlace,
    StoredClaim,
    entry_of,
    known_place,
    stored_claim,
)
from whoholds.ledger.tree import Tree
from whoholds.model import Area, Place
from whoholds.readers import Readers

PAGE = 1_000  # rows fetched at a time; listings of any length use little memory
Numbered = tuple[tuple[int, int, int], StoredClaim]
"""A claim, after what the listing is in order of: report's entry, number in the reading, the reading's entry."""


class Listing(Tree):
    """The reading half of a ledger. `counts`: whose readings are meant where nothing else is asked for."""

    counts: Readers

    def claims(self, where: ClaimFilter | None = None) -> Iterator[StoredClaim]:
        """Claims of the readings that count of each report, by report and then as the reader gave them.

        Each is as reviewers left it by the instant asked about, and found by what it then says.
        """
        where = where or ClaimFilter()
        size = self.head_size()
        reviews = self.reviews(where.as_known, upto=size)
        found = self._as_read(where, size, without=reviews)
        if reviews:
            found = heapq.merge(found, self._reviewed(where, size, reviews), key=lambda item: item[0])
        told: Iterator[StoredClaim] = (stored for _, stored in found)
        if (where.reader or self.counts) is Readers.BOTH and not where.apart:
            told = once(told)
        yield from islice(told, where.limit)

    def _as_read(self, where: ClaimFilter, size: int, without: Mapping[str, d.Review]) -> Iterator[Numbered]:
        sql, values = conditions(where, size, self.counts)
        if without:
            sql.append("claims.id NOT IN (SELECT value FROM json_each(:reviewed))")
            values["reviewed"] = json.dumps(sorted(without))
        several = (where.reader or self.counts) is Readers.BOTH and not where.apart  # some may be left out
        yield from self._pages(sql, values, None if several else where.limit)

    def _reviewed(self, where: ClaimFilter, size: int, reviews: Mapping[str, d.Review]) -> Iterator[Numbered]:
        """The claims that somebody reviewed, after the review; those that it took out only where they are asked for."""
        asked = ClaimFilter(
            as_known=where.as_known,
            report_id=where.report_id,
            outlet=where.outlet,
            language=where.language,
            reader=where.reader,
        )
        sql, values = conditions(asked, size, self.counts)
        sql.append("claims.id IN (SELECT value FROM json_each(:reviewed))")
        values["reviewed"] = json.dumps(sorted(reviews))
        for number, stored in self._pages(sql, values, None):
            review = reviews[stored.claim.id]
            told = stored.reviewed(review)
            if (where.rejected or not review.rejected) and matches(where, told.claim):
                yield number, told

    def _pages(self, sql: list[str], values: dict[str, Any], limit: int | None) -> Iterator[Numbered]:
        order = "claims.report_seq, claims.ordinal, claims.reading_seq"
        query = f"""
            SELECT {CLAIM}, {order} FROM {CLAIMS}
            WHERE {" AND ".join(sql)} AND ({order}) > (:after_report, :after_ordinal, :after_reading)
            ORDER BY {order} LIMIT :page"""
        left = limit
        values |= {"after_report": 0, "after_ordinal": -1, "after_reading": 0}
        while left is None or left > 0:
            page = PAGE if left is None else min(PAGE, left)
            rows = self.store.rows(query, values | {"page": page})
            for row in rows:
                yield (row[-3], row[-2], row[-1]), stored_claim(row)
            if len(rows) < page:
                return
            left = None if left is None else left - page
            values |= dict(zip(("after_report", "after_ordinal", "after_reading"), rows[-1][-3:], strict=True))

    def claim(self, id: str) -> StoredClaim:
        """One claim, from the latest reading that has it, as reviewed; also one that was rejected.

        Raises:
            NotFound: there is none.
        """
        row = self.store.one(
            f"SELECT {CLAIM} FROM {CLAIMS} WHERE claims.id = ? ORDER BY readings.seq DESC LIMIT 1", (id,)
        )
        if row is None:
            raise NotFound("claim.unknown", f"there is no claim {id}", hint="whoholds claims lists them", subject=id)
        return stored_claim(row).reviewed(self.reviews().get(id, d.OPEN))

    def places(self, as_known: datetime | None = None) -> list[KnownPlace]:
        """Places and areas that claims speak of, those with most claims first, without what is only described."""
        size = self.head_size()
        sql, values = conditions(ClaimFilter(as_known=as_known), size, self.counts)
        reviews = self.reviews(as_known, upto=size)
        values["reviewed"] = json.dumps(sorted(reviews))
        rows = self.store.rows(
            f"""SELECT min(claims.record), count(*) FROM {CLAIMS}
            WHERE {" AND ".join(sql)} AND claims.place_id IS NOT NULL AND claims.place_form <> 'described'
            AND claims.id NOT IN (SELECT value FROM json_each(:reviewed))
            GROUP BY claims.place_id ORDER BY count(*) DESC, claims.place_id""",
            values,
        )
        found = [known_place(row) for row in rows]
        if not reviews:
            return found
        by_id, more = {place.id: place for place in found}, Counter[str]()
        for _, stored in self._reviewed(ClaimFilter(as_known=as_known), size, reviews):
            place = stored.claim.place
            if isinstance(place, (Place, Area)) and place.id is not None:
                more[place.id] += 1
                new = KnownPlace(place.id, place.label, place.lat, place.lon, place.kind, place.country, 0)
                by_id.setdefault(place.id, new)
        told = (replace(place, claims=place.claims + more[id]) for id, place in by_id.items())
        return sorted(told, key=lambda place: (-place.claims, place.id))

    def decisions(self, as_known: datetime | None = None, *, upto: int | None = None) -> list[d.StoredDecision]:
        """Reviewers' decisions in order, as the ledger had learnt them, each with whether it still holds."""
        rows = self.store.rows(
            f"SELECT {ENTRY} FROM entries WHERE kind = ? AND known_from <= ? AND seq <= ? ORDER BY seq",
            (
                e.Kind.DECISION,
                e.stamp(as_known) if as_known else END_OF_TIME,
                self.head_size() if upto is None else upto,
            ),
        )
        told = map(entry_of, rows)
        return d.holding(d.StoredDecision(d.decision_of(one.payload), one.seq, one.known_from) for one in told)

    def reviews(self, as_known: datetime | None = None, *, upto: int | None = None) -> Mapping[str, d.Review]:
        """What the decisions that held come to, by claim."""
        return d.reviews(self.decisions(as_known, upto=upto))

    def entry(self, seq: int) -> e.Entry:
        """The entry with this number.

        Raises:
            NotFound: there is none.
        """
        row = self.store.one(f"SELECT {ENTRY} FROM entries WHERE seq = ?", (seq,))
        if row is None:
            raise NotFound("entry.unknown", f"there is no entry {seq}", subject=str(seq))
        return entry_of(row)

    def entries(self, start: int = 1, *, kind: e.Kind | None = None) -> Iterator[e.Entry]:
        """Entries from number `start` to the ledger's present end, in order."""
        upto = self.head_size()
        query = (
            f"SELECT {ENTRY} FROM entries WHERE seq BETWEEN ? AND ? AND (? IS NULL OR kind = ?) ORDER BY seq LIMIT ?"
        )
        while True:
            rows = self.store.rows(query, (start, upto, kind, kind, PAGE))
            yield from map(entry_of, rows)
            if len(rows) < PAGE:
                return
            start = rows[-1][0] + 1

    def _seq(self, kind: e.Kind, id: str) -> int | None:
        row = self.store.one("SELECT seq FROM entries WHERE kind = ? AND id = ?", (kind, id))
        return int(row[0]) if row else None
