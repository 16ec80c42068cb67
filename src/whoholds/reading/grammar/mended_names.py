"""Repairs of French trees around names: what is the object, what an enumeration, where a movement goes."""

from __future__ import annotations

from spacy.tokens import Doc, MorphAnalysis, Token

from whoholds.reading.grammar.arcs import cased, move, words
from whoholds.reading.parse import Parsed

_BARE = words("bare")
_LINKS = words("links")
_MOTION = words("motion")
_COMPARING = words("comparing")
_BETWEEN = words("between")
_JOINING = words("joining")
_EXEMPTING = words("exempting")
_TOWARD = words("toward")
_MODALS = words("modals")


def bare_object(doc: Doc, name: Token) -> None:
    """A name right behind a verb, with no preposition, is its object."""
    at = name.i - 1
    while at >= 0 and doc[at].pos_ == "ADV" and doc[at].lower_ not in _COMPARING:
        at -= 1
    verb = doc[max(at, 0)]
    if verb.pos_ != "VERB" or name.dep_ not in _BARE or cased(name) or verb.lemma_ in _MOTION:
        return
    if name.dep_ == "ROOT" and any(not c.is_punct for c in name.children):
        return  # more than a name that the parser cut off
    kids = list(verb.children)
    if any(c.dep_ == "aux:pass" or c.dep_.startswith("expl") or (c.dep_ == "obj" and c.i < name.i) for c in kids):
        return
    forms = verb.morph.get("VerbForm", [])
    compound = any(c.dep_ == "aux:tense" for c in kids)
    subject = any(c.dep_.startswith("nsubj") and c.i < verb.i for c in kids)
    participle = "Part" in forms and ("Pres" in verb.morph.get("Tense", []) or verb.dep_ == "conj")
    if "Inf" in forms or subject or participle or (compound and "Part" in forms and verb.dep_ != "parataxis"):
        if verb.head.i == name.i:
            return
        move(name, verb, "obj")


def enumerated(parsed: Parsed, name: Token) -> None:
    """A name behind another and a comma or a conjunction goes with it, not with the verb."""
    doc = parsed.doc
    at, joined = name.i - 1, False
    while at > 0 and name.i - at <= 4:
        word = doc[at].lower_
        if word in _LINKS or word in _BETWEEN:
            joined = joined or word in _LINKS or word in _JOINING
            at -= 1
            continue
        break
    first = doc[at]
    exempt = doc[name.i - 1]
    if joined and exempt.lower_ in _EXEMPTING and doc[name.i - 2].text == ",":
        move(exempt, name, "advmod")  # "ont pris Ghazni, pas Kaboul"
    if not joined or parsed.cache.get(("kind", first.i)) != "place" or name.head.i == first.i:
        return
    if name.dep_.startswith("nsubj") and name.head.i > name.i:
        return
    if (
        name.dep_ in ("conj", "appos", "obl:arg", "obl:mod", "dep", "obj", "nmod", "advmod")
        and (name.head.pos_ in ("VERB", "AUX") or name.dep_ != "conj")
        and not cased(name)
    ):
        move(name, first, "conj")


def toward(parsed: Parsed, name: Token) -> None:
    """Where a movement goes to hangs on the movement, not on where it began ("de Hama vers Homs")."""
    first = name.head
    if name.dep_ == "nmod" and parsed.cache.get(("kind", first.i)) == "place" and first.head.pos_ in ("VERB", "NOUN"):
        toward = any(c.dep_ == "case" and c.lower_ in _TOWARD for c in name.children)
        if toward:
            move(name, first.head, "obl:arg" if first.head.pos_ == "VERB" else "nmod")


def under_the_modal(name: Token) -> None:
    """Where something happens hangs on what happens, not on the modal over it ("pourrait être coupée à Sake")."""
    if name.head.lemma_ in _MODALS and name.dep_.startswith(("obl", "nmod", "advmod")):
        verb = next((c for c in name.head.children if c.dep_ == "xcomp"), None)
        if verb is not None:
            move(name, verb, "obl:mod")


def said_of(doc: Doc, name: Token) -> None:
    """A participle behind a colon or set off speaks of the name before it ("Izioum : évacuée par l'armée")."""
    if name.i + 1 < len(doc) and doc[name.i + 1].pos_ == "ADJ" and doc[name.i + 1].lemma_.endswith(("er", "ir", "re")):
        fallen = doc[name.i + 1]  # "Goma tombée, …"
        if fallen.head.i == name.i:
            fallen.pos_, fallen.dep_ = "VERB", "acl"
            fallen.morph = MorphAnalysis(doc.vocab, "VerbForm=Part|Tense=Past")
        return
    if name.head.i != name.i or name.i + 2 >= len(doc) or doc[name.i + 1].text not in (":", ","):
        return
    verb = next((t for t in doc[name.i + 2 : name.i + 6] if t.pos_ != "ADV"), None)
    if verb is None or verb.pos_ != "VERB" or verb.dep_ == "acl" or "Past" not in verb.morph.get("Tense", []):
        return
    if "Part" in verb.morph.get("VerbForm", []) and not any(c.dep_.startswith(("aux", "nsubj")) for c in verb.children):
        move(verb, name, "acl")
        _rejoin(doc, name, verb)


def _rejoin(doc: Doc, name: Token, participle: Token) -> None:
    """A name that a participle set off is the subject of the main verb behind it."""
    comma = next((t for t in doc[participle.i + 1 :] if t.text == ","), None)
    main = next((t for t in doc[comma.i + 1 :] if t.head.i == t.i), None) if comma is not None else None
    if main is None or main.pos_ not in ("VERB", "AUX", "ADJ", "NOUN") or main.i - participle.i > 14:
        return
    if not any(c.dep_.startswith("nsubj") for c in main.children):
        passive = any(c.dep_ == "aux:pass" for c in main.children)
        move(name, main, "nsubj:pass" if passive else "nsubj")
