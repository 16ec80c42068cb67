"""Who speaks by the punctuation of a headline or a short post: "Army: we hold Baga", "M23 seizes Sake – residents"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from whoholds.reading.attribution import AttributionSpan
from whoholds.reading.attribution.draft import OPENING, STRAIGHT
from whoholds.reading.scene import FIGHTERS, Scene
from whoholds.reading.words import words
from whoholds.reference.mention import ActorMention

_LONGEST = 30  # tokens of a block that is still read as a headline
_NAME = 7  # tokens of a speaker's name before or behind the sign
_DASHES = frozenset({"–", "—", "-", "―", "--"})
_COLONS = frozenset({":", "):", "]:"})  # English tokens hold smileys
_OPEN, _CLOSE = frozenset("(["), frozenset(")]")
_OWN = words("actors", "own")
# Who is named to be believed rather than as what the headline is about.
_VOICES = frozenset({
    "residents", "witnesses", "officials", "ministry", "monitor", "media", "army", "analysts", "diplomats", "person",
    "police", "spokesperson", "health_workers", "rescuers", "journalists", "humanitarian", "international", "unnamed",
    "leader", "president", "commander",
})  # fmt: skip


def labels(scene: Scene) -> Iterator[AttributionSpan]:
    """The speaker before a colon, or behind a colon or dash that ends the headline; at most one."""
    doc = scene.grammar.doc
    if len(doc) > _LONGEST:
        return
    for sign in doc:
        colon = sign.text in _COLONS
        if not colon and sign.text not in _DASHES:
            continue
        before, after = _without_brackets(doc[: sign.i]), [t for t in doc[sign.i + 1 :] if t.text != "."]
        last = _speaker(scene, after, behind=True)
        if last is not None and _says(scene, before):
            yield _span(scene, sign, last, after, before)
            return
        first = _speaker(scene, before, behind=False) if colon else None
        if first is not None and _says(scene, after) and _speaks(scene, first[1], after):
            yield _span(scene, sign, first, before, after)
            return


def _says(scene: Scene, words_: list[Token]) -> bool:
    return len(words_) >= 2 and any(scene.actor_at(t) is not None or scene.place_at(t) is not None for t in words_)


def _speaker(scene: Scene, phrase: list[Token], *, behind: bool) -> tuple[Token, ActorMention] | None:
    """The actor that a phrase of a few nouns consists of."""
    if not 0 < len(phrase) <= _NAME or any(scene.grammar.is_verb(t) and not scene.actor_at(t) for t in phrase):
        return None
    found = {id(m): m for t in phrase if (m := scene.actor_at(t)) is not None}
    covered = sum(1 for t in phrase if scene.actor_at(t) is not None or t.pos_ in ("DET", "ADP", "NUM", "ADJ"))
    if not found or covered < len(phrase):
        return None
    mention = next(iter(found.values()))
    handle = mention.text.startswith("@")
    if mention.kind not in _VOICES and not handle and not (mention.kind in FIGHTERS and not behind):
        return None
    head = scene.parsed.head_in(mention.start, mention.end)
    return (head, mention) if head is not None else None


def _speaks(scene: Scene, mention: ActorMention, after: list[Token]) -> bool:
    """Armies and groups head a headline as its topic too: only "we" or a quotation shows that they speak."""
    if mention.kind not in FIGHTERS or mention.text.startswith("@"):
        return True
    return after[0].text in OPENING | STRAIGHT or any(scene.grammar.word(t) in _OWN for t in after)


def _without_brackets(tokens: Iterable[Token]) -> list[Token]:
    """The tokens that stand in no brackets: "@name (spokesman): …"."""
    out, depth = [], 0
    for token in tokens:
        depth += token.text in _OPEN
        if not depth:
            out.append(token)
        depth -= depth and token.text[0] in _CLOSE
    return out


def _span(
    scene: Scene, sign: Token, speaker: tuple[Token, ActorMention], phrase: list[Token], said: list[Token]
) -> AttributionSpan:
    return AttributionSpan(
        source=tuple(t.i for t in phrase if not t.is_punct),
        source_head=speaker[0].i,
        cue=(sign.i,),
        head=sign.i,
        lemma=":",
        cue_class="say",
        kind="colon",
        content=frozenset(t.i for t in said if not t.is_punct or t.i not in (said[0].i, said[-1].i)),
    )


__all__ = ["labels"]
