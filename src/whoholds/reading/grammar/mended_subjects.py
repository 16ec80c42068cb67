"""Repairs of French trees: a subject that the parser gave to the clause before, an infinitive off its adjective."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from whoholds.reading.grammar.arcs import cased, finite, finite_clause, move, words

_CLITICS = words("clitics")
_SENSES = words("senses")
_MOTION = words("motion")


def second_clause(doc: Doc, verb: Token) -> None:
    """A name behind "et" is the subject of the verb behind it ("a pris la fuite et X est aux mains de Y")."""
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_.startswith(("aux", "cop")) or not finite_clause(verb):
        return
    if any(c.dep_.startswith(("nsubj", "csubj", "expl")) for c in verb.children):
        return
    at = min([verb.i, *(c.i for c in verb.children if c.dep_.startswith("aux"))]) - 1
    while at > verb.sent.start and (doc[at].lower_ in _CLITICS or doc[at].pos_ == "ADV"):
        at -= 1
    name = doc[at]
    joins = next((c for c in name.children if c.dep_ == "cc" and c.i == name.i - 1), None)
    if name.pos_ != "PROPN" or name.dep_ != "conj" or joins is None or cased(name):
        return
    first = next((a for a in name.ancestors if a.pos_ == "VERB" and a.i < name.i), None)
    if first is None or name.head.pos_ != "NOUN" or verb.i in {a.i for a in first.ancestors}:
        return
    move(verb, first, "conj")
    move(name, verb, "nsubj")
    move(joins, verb, "cc")


def set_off_first(doc: Doc, verb: Token) -> None:
    """The name that opens the sentence is the subject behind what is set off ("X, attaquée mardi, serait …")."""
    name = verb.head
    if verb.dep_ != "conj" or verb.pos_ not in ("VERB", "AUX") or not finite_clause(verb):
        return
    last = max([name.i, *(c.i for c in name.children if c.dep_.startswith("flat"))])
    if name.pos_ != "PROPN" or name.head.i != name.i or last + 1 >= len(doc) or doc[last + 1].text != ",":
        return
    if any(c.dep_.startswith(("nsubj", "expl")) or c.dep_ == "cc" for c in verb.children) or cased(name):
        return
    verb.head, verb.dep_ = verb, "ROOT"
    name.head, name.dep_ = verb, "nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.children) else "nsubj"


def below_that(doc: Doc, name: Token) -> None:
    """A name behind "que" is no object, but the subject of what follows ("nient que X, attaquée mardi, soit prise")."""
    verb, mark = name.head, doc[name.i - 1] if name.i else name
    last = max([name.i, *(c.i for c in name.children if c.dep_.startswith("flat"))]) + 1
    if name.pos_ != "PROPN" or name.dep_ != "obj" or last >= len(doc):
        return
    if mark.lower_ not in ("que", "qu'", "qu’") or mark.head.i not in (name.i, verb.i):
        return
    behind = [c for c in verb.children if c.i >= last and c.pos_ in ("VERB", "AUX")]
    set_off = doc[last].text == ","
    main = next((c for c in behind if finite_clause(c) and any(t.text == "," for t in doc[last + 1 : c.i])), None)
    if not set_off:
        main = next((c for c in behind if c.i == last and finite_clause(c)), None)
    if main is None:
        return
    for inserted in [c for c in behind if c.i < main.i]:
        move(inserted, name, "acl")
    for rest in [c for c in verb.children if c.i > main.i and not set_off and c.dep_ != "punct"]:
        move(rest, main, rest.dep_)
    move(main, verb, "ccomp")
    move(name, main, "nsubj:pass" if any(c.dep_ == "aux:pass" for c in main.children) else "nsubj")
    move(mark, main, "mark")


def ready_to(doc: Doc, verb: Token) -> None:
    """An infinitive behind an adjective is its complement ("se disent prêts à reprendre X")."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ in ("à", "de", "d'")), None)
    if mark is None or mark.i < 1 or verb.dep_ != "xcomp":
        return
    ready = doc[mark.i - 1]
    if ready.pos_ == "ADJ" and ready.dep_ == "xcomp" and ready.head.i == verb.head.i:
        move(verb, ready, "xcomp")


def seen_coming(verb: Token) -> None:
    """Who comes stands behind the verb of coming that is seen ("ont vu arriver des soldats")."""
    if "Inf" not in verb.morph.get("VerbForm", []) or verb.head.lemma_ not in _SENSES or verb.lemma_ not in _MOTION:
        return
    come = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if come is not None and not any(c.dep_.startswith("nsubj") for c in verb.children):
        come.dep_ = "nsubj"


def clitic(doc: Doc, pronoun: Token) -> None:
    """Pronouns "y" and "en" before a verb are that verb's and not the subject's ("L'armée y a repris une colline")."""
    if pronoun.lower_ not in ("y", "en") or pronoun.pos_ != "PRON" or pronoun.head.pos_ in ("VERB", "AUX"):
        return
    for token in doc[pronoun.i + 1 : pronoun.i + 5]:
        if token.pos_ == "VERB":
            move(pronoun, token, "iobj")
            return
        if token.pos_ not in ("AUX", "ADV", "PRON"):
            return


def none_of_them(doc: Doc, none: Token) -> None:
    """A determiner does not govern its noun ("Plus aucun combattant du M23 à Sake")."""
    noun = doc[none.i + 1] if none.i + 1 < len(doc) else none
    if none.pos_ != "DET" or none.head.i != none.i or noun.head.i != none.i or noun.pos_ not in ("NOUN", "PROPN"):
        return
    noun.head, noun.dep_ = noun, "ROOT"
    for child in [c for c in none.children if c.i != noun.i]:
        child.head = noun
    none.head, none.dep_ = noun, "det"


def lost_copula(verb: Token) -> None:
    """A form of "être" that hangs on its subject like a comma governs it ("L'Alliance du Nord est dans Kaboul")."""
    noun = verb.head
    if verb.pos_ not in ("AUX", "VERB") or verb.dep_ != "punct" or not finite(verb) or noun.i > verb.i:
        return
    if noun.pos_ not in ("NOUN", "PROPN"):
        return
    above, dep = (verb, "ROOT") if noun.head.i == noun.i else (noun.head, noun.dep_)
    for child in [c for c in noun.children if c.i > verb.i]:
        move(child, verb, "obl:arg" if child.dep_ == "nmod" else child.dep_)
    verb.head, verb.dep_ = above, "ROOT" if above.i == verb.i else "conj" if dep.startswith("nsubj") else dep
    move(noun, verb, "nsubj")
