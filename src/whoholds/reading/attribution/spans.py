"""Attributions of one block: source, cue and content as token indices.

    spans = find_attributions(grammar)                    # speech: what the claim reader needs
    spans = find_attributions(grammar, attitudes=True)    # and wishes, plans, blame, praise …: all that PolNeAR counts
    inner = [s for s in spans if token.i in s.content]

`content` is what is said, without the cue and its source; the smallest content around a token is its innermost
attribution. The constructions are those of PolNeAR (Newell et al. 2018): clause, infinitive, participle and noun
complements, inverted and parenthetical verbs, "according to", passives without a source, quotations over several
sentences. The wide reading adds adjectives ("sure that"), nouns ("the claim that") and verbs of attitude.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from whoholds.reading.attribution.colons import Colons
from whoholds.reading.attribution.draft import Draft, runs
from whoholds.reading.attribution.lexicon import cues, wide
from whoholds.reading.attribution.others import According, Attitudes
from whoholds.reading.attribution.quotes import Quotes
from whoholds.reading.attribution.verbs import Verbs
from whoholds.reading.grammar import Grammar

_EDGES = frozenset(",;:.")
_MODALS = frozenset({"could", "may", "might", "would", "can", "pouvoir"})


@dataclass(frozen=True, slots=True)
class AttributionSpan:
    """One attribution. Indices are tokens of the block's tree.

    Attributes:
        source: tokens of the source's noun phrase, empty where none is named.
        source_head: its head, or None.
        cue: tokens of the cue; `head` the main one.
        cue_class: say, claim, deny, confirm, admit, doubt, predict, promise, think, fear, know, according; with
            `attitudes` also want, plan, refuse, ask, support, oppose, discuss, rule, other.
        kind: clause, infinitive, noun, parenthesis, according, passive, quote, colon; with `attitudes` also
            adjective, nominal.
        negated: the cue itself is negated ("could not confirm").
        conditional: the cue stands in the conditional or under a modal.
    """

    source: tuple[int, ...]
    source_head: int | None
    cue: tuple[int, ...]
    head: int
    lemma: str
    cue_class: str
    kind: str
    content: frozenset[int]
    negated: bool = False
    conditional: bool = False


def find_attributions(grammar: Grammar, *, attitudes: bool = False) -> list[AttributionSpan]:
    """All attributions of a block, in the order of their cues.

    Args:
        grammar: the parsed block.
        attitudes: also what is no speech (see the head of this module).
    """
    language = grammar.parsed.language
    words = cues(language)
    more = wide(language)
    drafts: list[Draft] = [*Verbs(grammar, words, more, attitudes).find(), *According(grammar, words).find()]
    if attitudes:
        taken = {draft.head.i for draft in drafts}
        drafts += [draft for draft in Attitudes(grammar, words, more).find() if draft.head.i not in taken]
    _part_sources(drafts)
    _nest(grammar, drafts)
    _behind_semicolons(grammar, drafts)
    drafts = Quotes(grammar, words, more if attitudes else None).settle(drafts)
    drafts += Colons(grammar, words, more).find(drafts)
    spans = [_span(grammar, draft) for draft in drafts]
    return sorted((span for span in spans if span.content), key=lambda s: (s.head, -len(s.content)))


def _span(grammar: Grammar, draft: Draft) -> AttributionSpan:
    modal = negated = False
    if grammar.is_verb(draft.head):
        lemmas = {grammar.lemma(a) for a in grammar.auxiliaries(draft.head)}
        modal = bool(lemmas & _MODALS) or grammar.mood(draft.head) in ("conditional", "future")
        negated = (grammar.negated(draft.head) and _denies(grammar, draft)) or _withheld(grammar, draft.head)
        negated = negated or (draft.cue_class == "confirm" and _nobody(grammar, draft.head))
    return AttributionSpan(
        source=tuple(sorted(draft.source)),
        source_head=None if draft.source_head is None else draft.source_head.i,
        cue=tuple(sorted(draft.cue)),
        head=draft.head.i,
        lemma=draft.lemma,
        cue_class=draft.cue_class,
        kind=draft.kind,
        content=_trimmed(grammar, draft.content - draft.cue),
        negated=negated,
        conditional=modal,
    )


def _part_sources(drafts: list[Draft]) -> None:
    """As in "D'après un gradé, l'état-major a dit …": the first source is no part of the second."""
    for outer in drafts:
        if outer.kind != "according":
            continue
        for draft in drafts:
            if draft is not outer and draft.source_head is not None and draft.source_head.i not in outer.source:
                draft.source -= outer.source | outer.cue


def _behind_semicolons(grammar: Grammar, drafts: list[Draft]) -> None:
    """As in "Two villages were cut off; a spokesman said that X": what stands before the mark is not said so."""
    marks = [t.i for t in grammar.doc if t.text == ";"]
    for draft in drafts if marks else ():
        last = max((m for m in marks if m < draft.head.i), default=-1)
        if draft.kind not in ("clause", "parenthesis") or min(draft.content, default=0) > last:
            continue
        end = next((m for m in marks if m > draft.head.i), draft.head.sent.end)
        own = {i for i in draft.content if i > last}
        draft.content = own or {i for i in range(draft.head.i + 1, end) if i not in draft.source}


def _nest(grammar: Grammar, drafts: list[Draft]) -> None:
    """As in "rapporte que, selon des habitants, P": a source named behind the conjunction speaks inside the clause."""
    for inner in drafts:
        if inner.kind != "according":
            continue
        for outer in drafts:
            start = min(outer.content, default=0)
            opens = [t for t in grammar.doc[start : min(inner.cue)] if not t.is_punct]
            if outer.kind == "clause" and outer.head.i < start <= min(inner.cue) and len(opens) <= 1:
                inner.content &= outer.content


def _trimmed(grammar: Grammar, content: set[int]) -> frozenset[int]:
    """Content without the commas and stops at the ends of its runs; quotation marks stay."""
    out: set[int] = set()
    for first, last in runs(content):
        while first <= last and grammar.doc[first].text in _EDGES:
            first += 1
        while last >= first and grammar.doc[last].text in _EDGES:
            last -= 1
        out.update(range(first, last + 1))
    return frozenset(out)


def _withheld(grammar: Grammar, cue: Token) -> bool:
    """As in "refused to confirm", "would neither confirm nor deny", "sans confirmer"."""
    unwilling = cues(grammar.parsed.language).classes["unwilling"]
    link = grammar.link(cue)
    if link.kind in ("infinitive", "complement", "oblique", "adverbial") and grammar.lemma(link.head) in unwilling:
        return True
    first = min([cue.i, *(a.i for a in grammar.auxiliaries(cue))])
    return any(grammar.word(t) in unwilling for t in grammar.doc[max(0, first - 2) : cue.i])


def _nobody(grammar: Grammar, cue: Token) -> bool:
    """As in "No independent source confirmed", "Personne n'a confirmé"."""
    subject = grammar.own_subject(cue)
    if subject is None:
        return False
    none = {"no", "none", "nobody", "aucun", "aucune", "nul", "nulle", "personne", "rien"}
    bare = not any(c.dep_ == "det" for c in grammar.children(subject))
    return any(grammar.word(c) in none for c in grammar.children(subject)) or (bare and grammar.word(subject) in none)


def _denies(grammar: Grammar, draft: Draft) -> bool:
    """French "plus" negates with "ne" only ("plus au sud" negates nothing)."""
    if grammar.parsed.language != "fr":
        return True
    near = [grammar.word(t) for t in grammar.doc[max(0, min(draft.cue) - 3) : draft.head.i + 3]]
    return any(w in ("ne", "n'") for w in near) or any(w in ("pas", "jamais", "aucun", "aucune") for w in near)
