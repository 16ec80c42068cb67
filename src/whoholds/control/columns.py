"""Claims as columns: what a whole theatre's weighing (`whole`) keeps of each, so that millions fit into memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from whoholds.control.classes import NOTHING, Classes
from whoholds.control.evidence import site_of
from whoholds.control.needs import StoredClaimLike
from whoholds.control.origins import words_of
from whoholds.control.weights import Weights
from whoholds.model import Area, Place

Ints = npt.NDArray[np.int64]
GONE = -1


def _numbers() -> array[int]:
    return array("q")


@dataclass
class Rows:
    """Claims that bear on a place, a row each, as they came in.

    Attributes:
        places: ids of the places, by number.
        texts: fingerprints of narrators' reports, by number; the first is that of none.
        place: number of the place, `GONE` where the claim was given again.
        kind: number of the class.
        said: when it was published. Unit: seconds since 1970, with microseconds.
        day, begins: last and first day that it speaks of, as `date.toordinal` counts.
        words: of a narrator's or a party's quote, 0 where there is nothing to recognise it by.
        report, claim, start: what orders claims that were published at the same time.
        story, alone: what reviewers merged and split, by row; few have either.
    """

    places: list[str] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=lambda: [b""])
    place: array[int] = field(default_factory=_numbers)
    kind: array[int] = field(default_factory=_numbers)
    said: array[float] = field(default_factory=lambda: array("d"))
    day: array[int] = field(default_factory=_numbers)
    begins: array[int] = field(default_factory=_numbers)
    start: array[int] = field(default_factory=_numbers)
    words: array[int] = field(default_factory=_numbers)
    text: array[int] = field(default_factory=_numbers)
    report: list[str] = field(default_factory=list)
    claim: list[str] = field(default_factory=list)
    story: dict[int, str] = field(default_factory=dict)
    alone: set[int] = field(default_factory=set)

    def column(self, name: str) -> Ints:
        """A column of numbers as an array, without copying it."""
        return np.frombuffer(getattr(self, name), np.int64)

    def instants(self) -> Ints:
        """When each was published. Unit: microseconds since 1970."""
        return np.rint(np.frombuffer(self.said, np.float64) * 1e6).astype(np.int64)


def read(claims: Iterable[StoredClaimLike], classes: Classes, weights: Weights, *, areas: bool) -> Rows:
    """Claims as rows, those that bear on no place left out; one given twice counts as it was given last."""
    rows, rules = Rows(), weights.copies
    numbers: dict[str, int] = {}
    texts: dict[bytes, int] = {b"": 0}
    seen: dict[str, int] = {}
    class_of, narrates, party, place_of = classes.of, classes.narrates, classes.party, numbers.setdefault
    add_place, add_kind, add_said, add_day = rows.place.append, rows.kind.append, rows.said.append, rows.day.append
    add_begins, add_start, add_words, add_text = (
        column.append for column in (rows.begins, rows.start, rows.words, rows.text)
    )
    add_report, add_claim = rows.report.append, rows.claim.append
    row = 0
    for stored in claims:
        claim = stored.claim
        id = claim.id
        before = seen.pop(id, None)
        if before is not None:
            rows.place[before] = GONE
        kind, day = class_of(stored)
        place = claim.place
        if kind == NOTHING or (not areas and type(place) is Area):
            continue
        if type(place) is Place:
            where = place.id
        else:
            site = site_of(claim)
            assert site is not None
            where = site.id
        at, first = day.toordinal(), claim.when.start
        words = text = 0
        if narrates[kind]:
            words, text = hash(words_of(claim.quote, rules)), texts.setdefault(stored.fingerprint, len(texts))
        elif party[kind]:
            words = hash(words_of(claim.quote, rules))
        add_place(place_of(where, len(numbers)))
        add_kind(kind)
        add_said((stored.published or stored.known_from).timestamp())
        add_day(at)
        add_begins(at if first is None or first is day else min(first.toordinal(), at))
        add_start(claim.start)
        add_words(words)
        add_text(text)
        add_report(stored.report_id)
        add_claim(id)
        if stored.story:
            rows.story[row] = stored.story
        if stored.alone:
            rows.alone.add(row)
        seen[id] = row
        row += 1
    rows.places, rows.texts = list(numbers), list(texts)
    return rows


def ordered(rows: Rows, some: Ints, classes: Classes) -> Ints:
    """Rows by place, and in each in the order of publication (`Evidence.order`)."""
    place, said = rows.column("place")[some], rows.instants()[some]
    by = np.lexsort((said, place))
    order, place, said = some[by], place[by], said[by]
    same = np.flatnonzero((place[1:] == place[:-1]) & (said[1:] == said[:-1]))
    if len(same):
        kind, report, claim, start = rows.kind, rows.report, rows.claim, rows.start
        for run in np.split(same, np.flatnonzero(np.diff(same) > 1) + 1):
            low, high = int(run[0]), int(run[-1]) + 2
            tied = order[low:high].tolist()
            tied.sort(key=lambda r: (report[r], classes.told[kind[r]].headline, start[r], claim[r]))
            order[low:high] = tied
    return order
