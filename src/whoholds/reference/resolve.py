"""Which place each name of a report means, decided for the whole report at once.

Every name votes for its candidates, the votes of all names decide each of them again, a few rounds over. Weights are
data (`data/places/weights.toml`); the score of an answer is calibrated: of the answers scored .9, nine in ten are right
on the texts it was measured on. A name whose best candidate scores under the setting `places.min_score` stays unplaced.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from math import exp, log
from operator import mul

from whoholds import model
from whoholds.reference.described import BORDER, CAPITAL, borders, capital
from whoholds.reference.evidence import FEATURES, FIXED, Candidate, Group, Votes, fixed_features
from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import AREAS, LINES, Gazetteer, Hit
from whoholds.reference.spans import Span
from whoholds.reference.words import bare_phrases, part_pattern
from whoholds.settings import PlaceSettings

ROUNDS = 3
MOST_CANDIDATES = 30
"""Candidates of one name that take part. Unit: rows."""
_SETTLED = 0.97
"""Probability from which a name is not decided again in the last round."""
_CONTEXT_SHARE = 0.25
"""Share of the votes, or weight given, from which a country's names are searched loosely."""


class Resolver:
    """Resolves the names of reports against one gazetteer."""

    def __init__(self, gazetteer: Gazetteer, settings: PlaceSettings) -> None:
        self._gazetteer = gazetteer
        self._settings = settings
        self._weights, self._none, self._scale = _weights()

    def resolve(self, mentions: Sequence[Span], *, countries: Mapping[str, float]) -> list[model.PlaceRef]:
        """One answer a mention, in their order.

        Args:
            mentions: the toponyms of one report, with offsets into one text.
            countries: what is known beforehand, ISO 3166-1 alpha-2 to a weight of 0 to 1 (theatre, outlet's country).
        """
        groups = self.decide(mentions, countries)
        answers: list[model.PlaceRef] = [model.Unplaced(m.text, "unknown name") for m in mentions]
        for group in groups:
            answer: model.PlaceRef | None = None
            for number in group.mentions:
                if answer is None or answer.name != mentions[number].text:
                    answer = self._answer(group, mentions[number].text)
                answers[number] = answer
        for group in groups:
            if group.bare is not None:
                for number in group.mentions:
                    answers[number] = self._nearby(group.bare, number, mentions, answers)
        return answers

    def _nearby(
        self, bare: tuple[str, str], number: int, mentions: Sequence[Span], answers: Sequence[model.PlaceRef]
    ) -> model.PlaceRef:
        """The place that "the airport" means: that of the town last named before it, else of the town named next."""
        kind, word = bare
        text = mentions[number].text
        kinds = ("airport", "air_base") if kind in ("airport", "air_base") else (kind,)
        start = mentions[number].start
        towns = [
            (m.start > start, abs(m.start - start), a)
            for m, a in zip(mentions, answers, strict=True)
            if isinstance(a, model.Place) and a.kind == "settlement"
        ]
        for _, _, town in sorted(towns, key=lambda t: t[:2])[:4]:
            rows = [r for r in self._gazetteer.near(town.lat, town.lon, kinds, 30) if word in fold(r.name)]
            if rows:
                # sorted is stable: among equals the nearest stays first
                row = sorted(rows, key=lambda r: (r.kind != kind, fold(town.label) not in fold(r.name)))[0]
                score = round(0.7 * town.score, 4)
                candidate = model.Candidate(row.id, row.name, row.lat, row.lon, row.kind, row.country, score, ("near",))
                return model.Place(text, row.id, row.name, row.lat, row.lon, row.kind, row.country, score, (candidate,))
        return model.Unplaced(text, "described, and none is known near the places named")

    def decide(self, mentions: Sequence[Span], countries: Mapping[str, float]) -> list[Group]:
        """The groups of equal names with the probability of each candidate; `resolve` makes the answers from it."""
        groups = self._groups(mentions, countries)
        self._score(groups, None)
        for last in range(1, ROUNDS):
            votes = Votes(groups)
            self._loosen(groups, votes, countries)
            self._score(groups, votes, settled=_SETTLED if last > 1 else 2.0)
        return groups

    def _groups(self, mentions: Sequence[Span], countries: Mapping[str, float]) -> list[Group]:
        groups: dict[tuple[str, str | None], Group] = {}
        order: list[tuple[int, int, int]] = []
        for number, mention in enumerate(mentions):
            key = (fold(mention.text) or mention.text[:40], mention.hint)
            group = groups.get(key)
            if group is None:
                group = groups[key] = self._group(mention)
                if group.bare is None and group.text:
                    self._admit(group, self._gazetteer.find(group.text, (), typos=False), countries)
            group.mentions.append(number)
        listed = list(groups.values())
        for index, group in enumerate(listed):
            order += [(mentions[n].start, mentions[n].end, index) for n in group.mentions]
        order.sort()
        for (_, end, left), (start, _, right) in pairwise(order):
            if 1 <= start - end <= 2 and left != right:
                listed[left].followed_by.add(right)
                listed[right].preceded_by.add(left)
        return listed

    @staticmethod
    def _group(mention: Span) -> Group:
        if mention.hint and mention.hint.startswith((CAPITAL, BORDER)):
            return Group("", mention.hint)
        if mention.hint and mention.hint.startswith("part:"):
            match = part_pattern().match(mention.text + " X")
            whole = mention.text[match.end() :] if match else mention.text
            return Group("" if whole.lower() in ("pays", "country") else whole, None, mention.hint[5:])
        return Group(mention.text, mention.hint, None, bare_phrases().get(fold(mention.text)))

    def _admit(self, group: Group, hits: Sequence[Hit], countries: Mapping[str, float]) -> None:
        if len(hits) > MOST_CANDIDATES:
            hits = sorted(hits, key=lambda h: (-countries.get(h.row.country, 0.0), -h.row.population))[:MOST_CANDIDATES]
        vectors = fixed_features(hits, group.hint, countries)
        fixed = self._weights[: len(FIXED)]
        group.candidates = [
            Candidate(hit, vector, sum(map(mul, fixed, vector))) for hit, vector in zip(hits, vectors, strict=True)
        ]

    def _loosen(self, groups: Sequence[Group], votes: Votes, countries: Mapping[str, float]) -> None:
        """Searches names that the context's countries do not know by their looser spellings there."""
        context = {c for c, weight in countries.items() if weight >= _CONTEXT_SHARE}
        context |= {c for c, share in votes.country_shares().items() if share >= _CONTEXT_SHARE}
        if not context and not any(group.hint for group in groups):
            return
        for group in groups:
            if group.bare is not None:
                continue
            if group.hint and group.hint.startswith((CAPITAL, BORDER)):
                if not group.candidates:
                    self._admit(group, self._described(group.hint, votes, countries), countries)
                continue
            if group.part and not group.text:
                leader = max(sorted(votes.country_shares().items()), key=lambda item: item[1], default=("", 0.0))[0]
                row = self._gazetteer.country(leader)
                self._admit(group, [Hit(row, "name")] if row else [], countries)
                continue
            if any(c.hit.row.country in context or not c.hit.row.country for c in group.candidates):
                continue
            hits = self._gazetteer.find(group.text, sorted(context), typos=not group.candidates)
            if len(hits) > len(group.candidates):
                self._admit(group, hits, countries)

    def _described(self, hint: str, votes: Votes, countries: Mapping[str, float]) -> list[Hit]:
        """The capital of a country; of its borders the one with the country that the report is about."""
        code = hint.rpartition(":")[2]
        if hint.startswith(CAPITAL):
            row = capital(self._gazetteer, code)
            return [Hit(row, "name")] if row is not None else []
        shares = votes.country_shares()
        sides = borders(self._gazetteer, code)
        weight = {other: shares.get(other, 0.0) + countries.get(other, 0.0) for other, _ in sides}
        other, row = max(sides, key=lambda side: weight[side[0]], default=("", None))
        return [Hit(row, "name")] if row is not None and (weight[other] > 0 or len(sides) == 1) else []

    def _score(self, groups: Sequence[Group], votes: Votes | None, settled: float = 2.0) -> None:
        """Probabilities of all candidates; groups whose best one has `settled` already keep theirs."""
        weights = self._weights[len(FIXED) :]
        for number, group in enumerate(groups):
            candidates = group.candidates
            if not candidates or max(c.p for c in candidates) >= settled:
                continue
            top = self._none
            for c in candidates:
                c.utility = c.alone
                if votes:
                    c.utility += sum(map(mul, weights, votes.features(number, c.hit.row)))
                if c.utility > top:
                    top = c.utility
            total = exp(self._none - top)
            for c in candidates:
                c.p = exp(c.utility - top)
                total += c.p
            for c in candidates:
                c.p /= total

    def _answer(self, group: Group, text: str) -> model.PlaceRef:
        if not group.candidates:
            return model.Unplaced(text, "unknown name")
        ranked = sorted(group.candidates, key=lambda c: (-c.p, c.hit.row.id))[: self._settings.max_candidates]
        best = ranked[0]
        score = self._calibrated(best.p)
        if score < self._settings.min_score:
            return model.Unplaced(text, f"no candidate is likely enough: {best.hit.row.name} scores {score:.2f}")
        row = best.hit.row
        if group.part:
            lat, lon = self._gazetteer.part(row.id, group.part) or (row.lat, row.lon)
            return model.Area(text, f"{row.id}#{group.part}", text, lat, lon, "area", row.country, round(score, 4))
        candidates = tuple(
            model.Candidate(
                c.hit.row.id,
                c.hit.row.name,
                c.hit.row.lat,
                c.hit.row.lon,
                c.hit.row.kind,
                c.hit.row.country,
                round(self._calibrated(c.p), 4),
                _reasons(c, self._weights),
            )
            for c in ranked
        )
        if row.kind in AREAS or row.kind in LINES:
            kind = "line" if row.kind in LINES else "area"
            return model.Area(text, row.id, row.name, row.lat, row.lon, kind, row.country, round(score, 4), candidates)
        return model.Place(text, row.id, row.name, row.lat, row.lon, row.kind, row.country, round(score, 4), candidates)

    def _calibrated(self, p: float) -> float:
        slope, shift = self._scale
        p = min(max(p, 1e-6), 1 - 1e-6)
        return 1 / (1 + exp(-(shift + slope * log(p / (1 - p)))))


def _reasons(candidate: Candidate, weights: Sequence[float]) -> tuple[str, ...]:
    """The three features that spoke most for a candidate; "context" where the report's other names did."""
    spoke = [(w * x, name) for w, x, name in zip(weights, candidate.fixed, FIXED, strict=False) if x and w * x > 0.05]
    spoke.sort(reverse=True)
    if candidate.utility - candidate.alone > 0.5:
        spoke.insert(0, (candidate.utility - candidate.alone, "context"))
    return tuple(name for _, name in spoke[:3])


@cache
def _weights() -> tuple[tuple[float, ...], float, tuple[float, float]]:
    """Weights by feature, the utility of "none of them", slope and shift of the calibration."""
    path = resources.files("whoholds.reference") / "data" / "places" / "weights.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    weights = tuple(float(data["weights"][name]) for name in FEATURES)
    return weights, float(data["none"]), (float(data["calibration"]["slope"]), float(data["calibration"]["shift"]))
