"""Finds toponyms in raw text: the longest runs of words that the gazetteer knows and that the text uses as a name.

A name that is common, small or ambiguous needs company: it counts when the report speaks of its country (by name, by
adjective or by a large city). Words around a name say what kind of thing it is ("province d'Idleb", "Aleppo airport").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from whoholds.reference.described import described
from whoholds.reference.evidence import fits
from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import Gazetteer, Hit
from whoholds.reference.qualifiers import generic_words
from whoholds.reference.shape import LATIN_COUNTRIES
from whoholds.reference.spans import Span
from whoholds.reference.words import (
    DIRECTIONS,
    bare_pattern,
    bare_phrases,
    country_heads,
    name_words,
    part_pattern,
    place_verbs,
    stop_words,
)

LONGEST = 6
"""Longest name tried. Unit: words."""
LARGE, MIDDLING = 100_000, 15_000
"""Population from which a lone name counts anywhere, and where the report names its country. Unit: people."""
_TOKEN = re.compile(r"[^\W_](?:[\w’'ʿʾʻ`]|[-‑–.](?=\w))*", re.UNICODE)
_WORD = re.compile(r"[^\W_][\w-]*")
_LOCATIVE = frozenset(
    "in at to from near around outside inside toward towards into of on over for against through across between beyond "
    "past north south east west and or with before after "
    "à au aux de d du en vers sur dans pour contre près autour entre jusqu jusque par et ou depuis avec avant "
    "après".split()
)
_OF = re.compile(r"\s+(?:de|du|des|of)\s|\s+d['’]")
_LOCATIVE_KEYS = frozenset(fold(w) for w in _LOCATIVE)
_ELIDED = re.compile(r"^(?:[dlnscjmt]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)
_NASAL = re.compile(r"^N['’][A-ZÀ-Þ]")  # N'Djamena, Fada N'Gourma
_POSSESSIVE = re.compile(r"['’]s$")
_ARTICLE = re.compile(r"^(?:al|el|as|ash|at|az|an|ad|ar|ez|es|ed|er|ech|et)[-‑]", re.IGNORECASE)
_PARTICLES = frozenset(
    "al el de del du des la las le les los d l of the upon sur ez ash ad az bin ibn abu abou da do dos das di y "
    "wa".split()
)
_TITLES = frozenset(
    "mr mrs ms dr m mme president président general général gen lt col colonel capt captain commander commandant "
    "minister ministre king sheikh cheikh roi pope imam mullah brigadier marshal maréchal lieutenant major envoy "
    "émissaire secretary secrétaire".split()
)
_KEEP_GENERIC = frozenset(
    "province airport air_base base prison crossing university landmark dam river road border region district".split()
)
_LEADING = frozenset("à au aux en a i o".split())
_COMPOUND = re.compile(r"[-‑](?:held|run|led|[a-z]{3,}ed)$")
_GAP = re.compile(r"[ \u00a0\u202f-]{1,2}")
_INNER_GAP = re.compile(r"[ \u00a0\u202f-]{1,2}|[ -]d['’]")  # "Côte d'Ivoire"
_SENTENCE_END = re.compile(r"[.!?:;…\n\r«“\"(•–—-]\s*$")
_HEADED = re.compile(r"\s*(?:[—–:/]|\([A-ZÀ-Þ]|,[^.\n—–]{1,40}[—–])")
"""What stands behind the place that heads an entry: "GOMA —", "DAMAS, 7 décembre –", "KHARTOUM / OMDURMAN:"."""
_BANK = re.compile(
    r"\b(?:rive (?:gauche|droite|orientale|occidentale|est|ouest) (?:du |de |de l['’]|d['’])[A-ZÀ-Ý][\wÀ-ÿ]+"
    r"|(?:left|right|east|west|eastern|western) bank of the [A-Z]\w+)"
)
_BORDER = re.compile(r"\b[Ff]rontière\s+[a-zéèêïâ]+[oeé]-[a-zéèêïâç-]+\b")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    upper: bool
    opens: bool  # the first word of a sentence or line
    titled: bool  # on a line where most words are capitalised
    shouted: bool  # on a line in capital letters, or at the head of an entry


def spot(text: str, gazetteer: Gazetteer, language: str, known: Collection[str] = ()) -> list[Span]:
    """Toponyms in the order of the text, not overlapping; ambiguous ones are left to `Resolver`.

    Args:
        text: one report, or a part of it; a longer text gives the names more company.
        gazetteer: the names to look for.
        language: ISO 639-1 code; only decides between homographs, both languages' words are always known.
        known: ISO 3166 codes of countries that the report is about, where that is known from elsewhere.
    """
    tokens = list(_tokens(text))
    countries = _countries(tokens, gazetteer) | frozenset(known)
    spans = list(_fixed(text, gazetteer))
    spans += [s for s in described(text, gazetteer) if not any(s.start < o.end and o.start < s.end for o in spans)]
    taken = [(s.start, s.end) for s in spans]
    position = end = 0
    while position < len(tokens):
        found = _longest(text, tokens, position, gazetteer, countries)
        if found is None:
            position += 1
            continue
        last, span = found
        if span.start < end:  # its generic word belongs to the name before: "Homs province d'Idleb"
            start = tokens[position].start
            span = Span(start, tokens[last].end, text[start : tokens[last].end], span.hint)
        if not any(s < span.end and span.start < e for s, e in taken):
            spans.append(span)
            end = span.end
        position = last + 1
    return _parts(text, sorted(spans, key=lambda s: s.start), gazetteer)


# "GAO (north) - 12 May. Two soldiers …": where an entry is headed by its place, capitals make no acronym.
_ENTRY = re.compile(r"[A-ZÀ-Þ' -]{3,}\s(?:\([^)]{2,30}\)\s*)?[-–—]\s*\d")


def hint_around(text: str, start: int, end: int) -> str | None:
    """The kind that the words around a name ask for: "town of X" → settlement, "X province" → province."""
    hint, _, _ = _generic_around(text, start, end)
    return hint


def _tokens(text: str) -> Iterator[_Token]:
    start_of_line = 0
    for line in text.splitlines(keepends=True):
        words = list(_TOKEN.finditer(line))
        long = [w[0] for w in words if len(w[0]) > 3]
        titled = len(long) >= 3 and sum(w[:1].isupper() for w in long) > 0.7 * len(long)
        shouted = line.isupper() or bool(_ENTRY.match(line))
        for number, word in enumerate(words):
            start, raw = start_of_line + word.start(), word[0].rstrip(".-–")
            elided = _ELIDED.match(raw)
            if elided and raw[elided.end()].isalpha() and not _NASAL.match(raw):
                start, raw = start + elided.end(), raw[elided.end() :]
            opens = number == 0 or _SENTENCE_END.search(line, words[number - 1].end(), word.start()) is not None
            raw = _POSSESSIVE.sub("", raw).rstrip("'’")
            core = _ARTICLE.sub("", raw)
            if core:
                between = shouted and fold(raw) in _LOCATIVE_KEYS  # "MARIB ET SANAA"
                upper = core[:1].isupper() and not between
                heads = number == 0 and raw.isupper() and bool(_HEADED.match(line, word.end()))
                yield _Token(start, start + len(raw), raw, upper, opens, titled, shouted or heads)
        start_of_line += len(line)


def _countries(tokens: list[_Token], gazetteer: Gazetteer) -> frozenset[str]:
    """Countries that the text names by name, adjective or large city, with a fifth of the leader's mentions or more."""
    votes: Counter[str] = Counter()
    demonyms = gazetteer.demonyms()
    stop = stop_words()
    for index, token in enumerate(tokens):
        key = fold(token.text)
        if key in demonyms:
            votes[demonyms[key]] += 1
        elif token.upper and len(key) > 3 and key not in stop:
            votes.update(_vouched(gazetteer.exact(token.text), LARGE))
        if (
            token.upper
            and index + 1 < len(tokens)
            and tokens[index + 1].upper
            and tokens[index + 1].start - token.end == 1
        ):
            votes.update(_vouched(gazetteer.exact(f"{token.text} {tokens[index + 1].text}"), MIDDLING))
        if token.upper and key in country_heads():
            votes.update(_long_country(tokens[index : index + LONGEST], gazetteer))
    votes.pop("", None)
    most = max(votes.values(), default=0)
    return frozenset(c for c, n in votes.items() if n >= max(1, most / 5))


def _long_country(tokens: list[_Token], gazetteer: Gazetteer) -> dict[str, int]:
    """The vote of a country's name of several words: "Democratic Republic of Congo", "Timor oriental"."""
    for size in range(len(tokens), 1, -1):
        hits = gazetteer.exact(" ".join(token.text for token in tokens[:size]))
        if hits and hits[0].row.kind == "country":
            return {hits[0].row.country: 2}
    return {}


def _vouched(hits: list[Hit], people: int) -> dict[str, int]:
    """The vote of a name for a country: countries count double, first-level units and places of `people` once."""
    if not hits:
        return {}
    row = hits[0].row
    if row.kind == "country":
        return {row.country: 2}
    sure = row.kind == "province" or row.population >= people or row.id.startswith("wh:")
    return {row.country: 1} if sure else {}


def _longest(
    text: str, tokens: list[_Token], position: int, gazetteer: Gazetteer, countries: frozenset[str]
) -> tuple[int, Span] | None:
    first = tokens[position]
    if not first.upper:
        return None
    run = [position]
    for index in range(position + 1, min(len(tokens), position + LONGEST)):
        token = tokens[index]
        if not _INNER_GAP.fullmatch(text[tokens[index - 1].end : token.start]):
            break
        word = fold(token.text)
        if not token.upper and not token.text[0].isdigit() and word not in _PARTICLES and word not in name_words():
            break
        run.append(index)
    while run:
        last = tokens[run[-1]]
        inner = not last.upper and fold(last.text) in name_words()
        if last.upper or inner or last.text[0].isdigit():
            name = text[first.start : last.end]
            leading = inner or first.text.lower() in _LEADING or fold(first.text) in stop_words()
            hits = gazetteer.exact(name) if leading else gazetteer.find(name, countries, typos=False)
            hits = [h for h in hits if h.how not in ("demonym", "short")]
            if hits and _counts(text, tokens, run, hits, countries):
                return run[-1], _span(text, first.start, last.end, gazetteer, countries)
        run.pop()
    return None


def _counts(text: str, tokens: list[_Token], run: list[int], hits: list[Hit], countries: frozenset[str]) -> bool:
    """Whether a run of words that the gazetteer knows is used as a place here."""
    first, last = tokens[run[0]], tokens[run[-1]]
    name = text[first.start : last.end]
    key = fold(name)
    if key in stop_words() or (len(key) < 3 and not any(c.isdigit() for c in key)):
        return False
    if key.isdigit() or (
        first.text.isupper() and len(key) < 6 and not first.shouted and not any(c.isdigit() for c in key)
    ):
        return False
    best = [h.row for h in hits]
    strict = [h.row for h in hits if h.how in ("name", "alias")]
    at_home = [r for r in best if r.country in countries]
    if _part_of_name(text, tokens, run) and not first.titled:
        return False
    if any(r.kind in ("country", "region") or (r.kind == "province" and r.country in countries) for r in strict):
        return True
    if hits[0].hint and at_home:
        return True
    if not strict and len(run) == 1 and not _located(text, first.start):
        return False
    if len(run) > 1:
        return bool(at_home) or any(r.population >= MIDDLING for r in strict)
    lonely = first.opens and not _ARTICLE.match(first.text) and not first.text.isupper()
    if lonely and text[: last.end].count(name) + text[last.end :].count(name) < 2:
        small = [r for r in at_home if r.country not in LATIN_COUNTRIES and r in strict]
        return (
            bool(small)
            or any(r.population >= MIDDLING for r in at_home)
            or any(r.population >= 4 * LARGE for r in strict)
        )
    return bool(at_home) or any(r.population >= LARGE for r in strict)


def _located(text: str, start: int) -> bool:
    """Whether a word that takes a place stands right before, or an enumeration comma."""
    words = list(_WORD.finditer(text[max(0, start - 16) : start]))
    last = fold(words[-1][0]) if words else ""
    return last in _LOCATIVE_KEYS or last in place_verbs() or text[max(0, start - 2) : start] == ", "


def _part_of_name(text: str, tokens: list[_Token], run: list[int]) -> bool:
    """A person's or a body's name: a title or an unknown capitalised word right before it, or an unknown one after."""
    before, after = run[0] - 1, run[-1] + 1
    known = stop_words() | generic_words()[0].keys() | generic_words()[1].keys()
    if before >= 0:
        token = tokens[before]
        if _GAP.fullmatch(text[token.end : tokens[run[0]].start]):
            key = fold(token.text)
            if key in _TITLES:
                return True
            if _COMPOUND.search(token.text):
                return False  # "M23-occupied Goma"
            if (
                token.upper
                and not token.opens
                and not token.text[0].isdigit()
                and key not in known
                and key not in DIRECTIONS
            ):
                return True
            if (
                token.upper
                and token.opens
                and key not in known
                and key not in DIRECTIONS
                and len(run) == 1
                and _ARTICLE.match(tokens[run[0]].text)
            ):
                return True
    if after < len(tokens):
        token = tokens[after]
        if _GAP.fullmatch(text[tokens[run[-1]].end : token.start]) and token.upper and not token.text[0].isdigit():
            key = fold(token.text)
            return key not in known and key not in DIRECTIONS and not token.text.isupper()
    return False


def _generic_around(text: str, start: int, end: int) -> tuple[str | None, int, int]:
    """The kind that the words around a name ask for, and the span with them."""
    before, after = generic_words()
    tail = text[max(0, start - 48) : start]
    words = list(_WORD.finditer(tail))
    if tail and not re.search(r"[\s'’]$", tail):
        words = []
    for count in range(min(5, len(words)), 0, -1):
        chunk = tail[words[-count].start() :]
        if re.search(r"[.,;:!?()\n]", chunk):
            continue
        kind = before.get(fold(chunk.replace("'", " ").replace("’", " ")))
        if kind:
            return kind, start - len(chunk), end
    head = text[end : end + 32]
    following = list(_WORD.finditer(head))
    for count in range(min(2, len(following)), 0, -1):
        chunk = head[: following[count - 1].end()]
        if not chunk.startswith((" ", "\u00a0")) or re.search(r"[.,;:!?()\n]", chunk):
            continue
        if _OF.match(text, end + len(chunk)):
            continue
        kind = after.get(fold(chunk))
        if kind:
            return kind, start, end + len(chunk)
    return None, start, end


def _span(text: str, start: int, end: int, gazetteer: Gazetteer, countries: frozenset[str]) -> Span:
    """The name with its generic words, if the gazetteer knows such a thing: of a "State of Africa" it knows nothing."""
    hint, wide_start, wide_end = _generic_around(text, start, end)
    if hint is not None:
        wide = text[wide_start:wide_end]
        if not any(h.row.country and fits(h.row.kind, hint) for h in gazetteer.find(wide, countries, typos=False)):
            hint = None
        elif hint in _KEEP_GENERIC:
            start, end = wide_start, wide_end
    return Span(start, end, text[start:end], hint)


def _fixed(text: str, gazetteer: Gazetteer) -> Iterator[Span]:
    """Phrases that are places without a capital letter: borders, "the airport", banks of rivers."""
    for pattern, hint in ((_BORDER, "border"), (_BANK, "region")):
        for match in pattern.finditer(text):
            if gazetteer.exact(match[0]):
                yield Span(match.start(), match.end(), match[0], hint)
    for match in bare_pattern().finditer(text):
        yield Span(match.start(1), match.end(1), match[1], bare_phrases()[fold(match[1])][0])


def _parts(text: str, spans: list[Span], gazetteer: Gazetteer) -> list[Span]:
    """Widens "north-west [Syria]" and "sud-ouest du pays" to the part that they name."""
    by_start = {s.start: s for s in spans}
    out = list(spans)
    for match in part_pattern().finditer(text):
        direction = DIRECTIONS[match[1].lower()]
        inner = by_start.get(match.end())
        if inner is not None and inner.hint is None:
            if not any(h.row.kind == "country" and h.how != "demonym" for h in gazetteer.exact(inner.text)):
                continue
            out.remove(inner)
            out.append(Span(match.start(), inner.end, text[match.start() : inner.end], f"part:{direction}"))
        elif match[2].lower() in ("pays", "country"):
            end = match.end() + len(match[2])
            out.append(Span(match.start(), end, text[match.start() : end], f"part:{direction}"))
    return sorted(out, key=lambda s: s.start)
