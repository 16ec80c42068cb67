"""Direct speech: a quotation belongs to the cue that introduces, interrupts or follows it, over full stops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from whoholds.reading.attribution.draft import CLOSING, OPENING, STRAIGHT, Draft, Trees
from whoholds.reading.attribution.lexicon import Cues, Wide
from whoholds.reading.grammar import Grammar

_SHORT = 4  # tokens; a shorter quotation without a full stop only marks a word as somebody else's
_INTRODUCING = frozenset({"clause", "parenthesis", "quote"})
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_SPOKEN = frozenset(
    {
        "say",
        "claim",
        "deny",
        "confirm",
        "admit",
        "predict",
        "promise",
        "think",
        "fear",
        "ask",
        "discuss",
        "doubt",
        "other",
    }
)


class Quotes(Trees):
    """Quotations of one block and the drafts that they belong to."""

    def __init__(self, grammar: Grammar, words: Cues, wide: Wide | None) -> None:
        super().__init__(grammar)
        self.words = words
        self.wide = wide
        known = grammar.parsed.cache
        if "quotations" not in known:
            known["quotations"] = list(self._segments())
        self.segments: list[tuple[int, int]] = known["quotations"]

    def _segments(self) -> Iterator[tuple[int, int]]:
        """Stretches between quotation marks, marks included, as first and last token."""
        start: int | None = None
        for token in self.g.doc:
            text = self.g.word(token)
            if start is None and (text in OPENING or text in STRAIGHT):
                start = token.i
            elif start is not None and (
                text in CLOSING or (text in STRAIGHT and self.g.word(self.g.doc[start]) in STRAIGHT)
            ):
                yield start, token.i
                start = None
        if start is not None and len(self.g.doc) - start > _SHORT:
            yield start, len(self.g.doc) - 1  # goes on in the next paragraph

    def speech(self) -> list[tuple[int, int]]:
        """Quotations long enough to be speech."""
        return [s for s in self.segments if s[1] - s[0] - 1 > _SHORT]

    def settle(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Drafts with quotations added, kept inside the quotation that their cue stands in; new ones for the rest."""
        out = list(drafts)
        label = self.labelled()
        if label is not None:
            out.append(label)
        for draft in out:
            around = self._around(draft.head.i)
            if around is not None and draft is not label:
                draft.content &= set(range(around[0], around[1] + 1))
        for first, last in self._settled(out):
            inside = set(range(first, last + 1))
            outer = [d for d in out if d.cue_class in _SPOKEN and not d.cue & inside]
            owner = self._owner(outer, inside)
            if owner is not None:
                owner.content |= inside - owner.cue - owner.source
                continue
            found = self._signed(last) or self._introduced(first, last, out) or self._followed(first, last, out)
            if found is not None:
                found.content |= inside
                out.append(found)
                continue
            before = self._before(outer, first)
            if before is not None:
                before.content |= inside
        return [d for d in out if d.content]

    def _settled(self, drafts: Sequence[Draft]) -> list[tuple[int, int]]:
        """Quotations to find a cue for: speech, and short ones that follow speech ("I would," she said. "I would.")."""
        return [s for s in self.segments if s[1] - s[0] - 1 > _SHORT or self._sentence(s)]

    def _sentence(self, segment: tuple[int, int]) -> bool:
        """Does the quotation end as a sentence does?"""
        end = self.g.parsed.word(self.g.doc[segment[1] - 1])
        return segment[1] - segment[0] > 2 and (end in (",", ".", "!", "?") or self._clause(segment))

    def _clause(self, segment: tuple[int, int]) -> bool:
        """Has it a verb with its own subject ("Nous tenons Goma")?"""
        verbs = [t for t in self.g.doc[segment[0] + 1 : segment[1]] if self.g.is_verb(t) and self.g.finite(t)]
        subjects = [s for v in verbs if (s := self.subject_child(v)) is not None]
        return any(segment[0] < s.i < segment[1] for s in subjects)

    def _around(self, index: int) -> tuple[int, int] | None:
        return next((s for s in self.speech() if s[0] < index < s[1]), None)

    def _owner(self, drafts: Sequence[Draft], inside: set[int]) -> Draft | None:
        """The draft whose content already reaches into the quotation; the nearest cue where there are several."""
        sharing = [d for d in drafts if len(d.content & inside) >= min(3, len(inside) - 2)]
        if not sharing:
            sharing = [d for d in drafts if d.kind == "clause" and 0 < min(inside) - max(d.content, default=0) <= 3]
        if not sharing:  # a short quotation that the parser cut off: « Nous tenons Goma », affirme le M23
            last = max(inside)
            sharing = [d for d in drafts if d.kind == "parenthesis" and 0 < min(d.cue | d.source) - last <= 3]
        middle = min(inside)
        if not sharing:
            sharing = [d for d in drafts if d.kind in _INTRODUCING and 0 < middle - max(d.cue | d.source) <= 3]
        return min(sharing, key=lambda d: (abs(d.head.i - middle), len(d.content)), default=None)

    def _before(self, drafts: Sequence[Draft], first: int) -> Draft | None:
        """As in "A," he said. "B.": the second quotation goes on where nothing else claims it."""
        starts = [s[0] for s in self.segments if s[0] < first]
        earlier = [d for d in drafts if d.head.i < first and any({at, at + 1} & d.content for at in starts)]
        return max(earlier, key=lambda d: d.head.i, default=None)

    def _signed(self, last: int) -> Draft | None:
        """As in "…" — X."""
        at = last + 1
        while at < len(self.g.doc) and self.g.parsed.word(self.g.doc[at]) in (".", ","):
            at += 1
        if at >= len(self.g.doc) or self.g.parsed.word(self.g.doc[at]) not in _DASHES:
            return None
        names = []
        for token in self.g.doc[at + 1 : at + 12]:
            if self.g.parsed.word(token) in STRAIGHT | OPENING | {"."}:
                break
            names.append(token)
        if not names or any(self.g.is_verb(t) for t in names) or not names[0].text[:1].isupper():
            return None
        source = {t.i for t in names if not t.is_punct}
        return Draft(self.g.doc[at], "—", "say", "signed", set(), {at}, names[0], source) if source else None

    def labelled(self) -> Draft | None:
        """A transcript's or headline's "NAME: …" at the head of a block: the rest is what the name says."""
        doc = self.g.doc
        start = 1 if len(doc) and self.g.parsed.word(doc[0]) in STRAIGHT | OPENING else 0
        colon = next((t.i for t in doc[start : start + 6] if t.text == ":"), None)
        if self.french or self.wide is None or colon is None or colon == start or colon + 3 >= len(doc):
            return None
        name = doc[start:colon]
        shout = all(t.text.isupper() for t in name)
        document = len(name) == 1 and name[0].lemma_.lower() in self.wide.documents
        full = len(name) > 1 and all(t.text[:1].isupper() and t.pos_ == "PROPN" for t in name)
        if not (shout or document or full):
            return None
        source = {t.i for t in name}
        return Draft(doc[colon], ":", "say", "colon", set(range(colon + 1, len(doc))), {colon}, name[-1], source)

    def _introduced(self, first: int, last: int, drafts: Sequence[Draft]) -> Draft | None:
        """X said: "…" and X: "…"."""
        at = first - 1
        while at >= 0 and self.g.doc[at].is_punct and self.g.parsed.word(self.g.doc[at]) not in (":", ",", "."):
            at -= 1
        if at < 0:
            return None
        sign = self.g.parsed.word(self.g.doc[at])
        sentence = [t for t in self.g.doc[at].sent if t.i <= at]
        taken = {d.head.i for d in drafts}
        for token in reversed(sentence):
            if self.g.is_verb(token) and token.i not in taken and sign in (":", ",") and at - token.i < 25:
                cue_class = self._class(token)
                if cue_class is not None:
                    return self._draft(token, cue_class)
        if sign == ":" and not any(self.g.is_verb(t) for t in sentence) and sentence:
            names = [t for t in sentence if t.pos_ in ("NOUN", "PROPN", "PRON")]
            if names:
                head = next((t for t in names if t.head.i not in {n.i for n in names}), names[0])
                source = {t.i for t in sentence if not t.is_punct}
                return Draft(self.g.doc[at], ":", "say", "colon", set(), {at}, head, source)
        return None

    def _followed(self, first: int, last: int, drafts: Sequence[Draft]) -> Draft | None:
        """As in "…", X said; "…" — X."""
        taken = {d.head.i for d in drafts}
        for token in self.g.doc[last + 1 : last + 14]:
            word = self.g.parsed.word(token)
            if word in STRAIGHT or word in OPENING or (word == "." and token.i > last + 1):
                return None
            if self.g.is_verb(token) and token.i not in taken:
                cue_class = self._class(token)
                if cue_class is not None:
                    return self._draft(token, cue_class)
        return None

    def _class(self, verb: Token) -> str | None:
        lemma = self.g.lemma(verb)
        if self.wide is not None and lemma in self.wide.voices:
            return "say"
        return self.words.verbs.get(lemma)

    def _draft(self, verb: Token, cue_class: str) -> Draft:
        own = self.own(verb)
        source = self.g.surface_subject(verb)
        phrase = set() if source is None else self.under(source) - own
        return Draft(verb, self.g.lemma(verb), cue_class, "quote", set(), own, source, phrase)
