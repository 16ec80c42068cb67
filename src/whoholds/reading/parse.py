"""Text to dependency trees, with known names shielded from the parser.

The statistical pipelines stumble over the names that matter here ("Homs" becomes the plural of "hom", "retook" after
"Wad Madani" a noun). Names that the gazetteer or the actor list already knows are therefore merged to one token and
shown to the parser as a familiar name of the same kind; offsets always refer to the report's own text.
"""

from __future__ import annotations

import bisect
import gc
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from whoholds.errors import SetupError
from whoholds.reading import languages
from whoholds.reading.languages import language_of
from whoholds.reading.leaves import NAMES, Leaves

_ENDS = frozenset(".!?…:;—–-|•")
_GOES_ON = frozenset({",", "(", "/"})


@lru_cache(maxsize=8)
def pipeline(language: str) -> Language:
    """The parsing pipeline of a language, loaded once a process (3 s for French, 0.5 s for English).

    What it leaves open `leaves` fills in, where the language says that it may.

    Raises:
        SetupError: the model package is not installed.
    """
    known = language_of(language)
    name = known.package
    try:
        nlp = known.load() if known.load is not None else _package(known)
    except OSError as error:
        raise SetupError(
            "reader.model_missing",
            f"the language model {name} is not installed",
            hint="run make demo or make test",
            subject=name,
        ) from error
    # A model lives as long as the process: the collector need not walk its tables again and again.
    gc.collect()
    gc.freeze()
    return nlp


def _package(known: languages.Language) -> Language:
    import spacy

    return spacy.load(known.package, exclude=["ner"], disable=NAMES if known.leaves else ())


@lru_cache(maxsize=4)
def leaves(nlp: Language) -> Leaves:
    """The end of a pipeline: tags mended, lemmas."""
    return Leaves(nlp)


@dataclass(frozen=True, slots=True)
class Shield:
    """A name to merge into one token.

    `kind` is one of `languages.KINDS`; without one, `shown` is the form to show and `lemma` its lemma.
    """

    start: int
    end: int
    kind: str | None
    shown: str = ""
    lemma: str = ""


@dataclass(slots=True)
class Parsed:
    """A parsed block. Token `i` stands for `text[starts[i]:ends[i]]` of the report."""

    doc: Doc
    text: str
    language: str
    starts: list[int]
    ends: list[int]
    start: int
    end: int
    cache: dict[Any, Any] = field(default_factory=dict)

    def word(self, token: Token) -> str:
        """The token as the report has it, not as the parser saw it."""
        return self.text[self.starts[token.i] : self.ends[token.i]]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a character, or None between tokens."""
        index = self._index(offset)
        return self.doc[index] if index is not None and self.starts[index] <= offset < self.ends[index] else None

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """Tokens that overlap `text[start:end]`."""
        first, stop = bisect.bisect_right(self.ends, start), bisect.bisect_left(self.starts, end)
        return [self.doc[i] for i in range(first, stop)]

    def head_in(self, start: int, end: int) -> Token | None:
        """The syntactic head of a span: its token whose own head lies outside."""
        tokens = self.tokens_in(start, end)
        inside = {t.i for t in tokens}
        for token in tokens:
            if token.head.i not in inside or token.head.i == token.i:
                if token.is_punct and len(tokens) > 1:
                    continue
                return token
        return tokens[0] if tokens else None

    def _index(self, offset: int) -> int | None:
        index = bisect.bisect_right(self.starts, offset) - 1
        return index if index >= 0 else None


def _masked(
    text: str, start: int, end: int, language: str, shields: Sequence[Shield]
) -> tuple[str, list[tuple[int, int, Shield | None]]]:
    """The block as the parser sees it, and its pieces: `(offset in the masked text, offset in the report, shield)`."""
    masks = language_of(language).masks
    turns: dict[str, int] = {}
    out: list[str] = []
    pieces: list[tuple[int, int, Shield | None]] = []
    cursor, length = start, 0

    def put(piece: str, at: int, shield: Shield | None) -> None:
        nonlocal length
        if piece:
            pieces.append((length, at, shield))
            out.append(piece)
            length += len(piece)

    for shield in sorted(shields, key=lambda s: (s.start, -s.end)):
        if shield.start < cursor or shield.end > end:
            continue
        put(text[cursor : shield.start], cursor, None)
        if shield.kind:
            kind = (
                "vowel"
                if shield.kind == "group" and text[max(start, shield.start - 1) : shield.start] == "'"
                else shield.kind
            )
            turn = turns.get(kind, 0)
            turns[kind] = turn + 1
            put(masks[kind][turn % len(masks[kind])], shield.start, shield)
        else:
            put(shield.shown or text[shield.start : shield.end], shield.start, shield)
        cursor = shield.end
    put(text[cursor:end], cursor, None)
    return "".join(out), pieces


def _tokens(
    nlp: Language, text: str, start: int, end: int, shields: Sequence[Shield]
) -> tuple[list[str], list[bool], list[int], list[int]]:
    masked, pieces = _masked(text, start, end, str(nlp.lang), shields)
    borders = [p[0] for p in pieces]
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    ends: list[int] = []
    for token in nlp.make_doc(masked):
        if token.is_space:
            if spaces:
                spaces[-1] = True
            continue
        first = pieces[bisect.bisect_right(borders, token.idx) - 1]
        last = pieces[bisect.bisect_right(borders, token.idx + len(token.text) - 1) - 1]
        a = first[2].start if first[2] is not None else first[1] + token.idx - first[0]
        b = last[2].end if last[2] is not None else last[1] + token.idx + len(token.text) - last[0]
        if starts and a < ends[-1]:
            continue  # a mask of several words is one name
        words.append(token.text)
        spaces.append(bool(token.whitespace_))
        starts.append(a)
        ends.append(b)
    return words, spaces, starts, ends


def _whole(words: Sequence[str]) -> list[bool | int | None]:
    """Where a sentence cannot begin (False): the parser cuts some before a name that no full stop stands before."""
    out: list[bool | int | None] = []
    ended = True
    for word in words:
        out.append(None if ended else False)
        goes_on = word[0].isalnum() or word in _GOES_ON
        ended = word[-1] in _ENDS if goes_on else ended or not _ENDS.isdisjoint(word)
    return out


Job = tuple[str, int, int, str, Sequence[Shield]]


def parse(jobs: Iterable[Job]) -> list[Parsed]:
    """Parse blocks.

    Args:
        jobs: `(normalised text of the report, start, end, language, shields)` for each block.

    Returns:
        One `Parsed` a job, in order.
    """
    waiting: dict[str, list[tuple[int, Parsed]]] = {}
    out: list[Parsed | None] = []
    for text, start, end, language, shields in jobs:
        nlp = pipeline(language)
        words, spaces, starts, ends = _tokens(nlp, text, start, end, shields)
        doc = Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=_whole(words))
        parsed = Parsed(doc, text, language, starts, ends, start, end)
        lemmas = {s.start: s.lemma for s in shields if s.lemma}
        parsed.cache.update({("lemma", i): lemmas[at] for i, at in enumerate(starts) if at in lemmas})
        kinds = {s.start: s.kind for s in shields if s.kind}
        parsed.cache.update({("kind", i): kinds[at] for i, at in enumerate(starts) if at in kinds})
        waiting.setdefault(language, []).append((len(out), parsed))
        out.append(None)
    for language, items in waiting.items():
        nlp = pipeline(language)
        finish = leaves(nlp) if language_of(language).leaves else None
        for (index, parsed), doc in zip(items, nlp.pipe([p.doc for _, p in items]), strict=True):
            parsed.doc = finish(doc) if finish is not None else doc
            out[index] = parsed
    return [p for p in out if p is not None]
