"""Repairs of French trees between clauses: which verb governs, who is whose subject."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from whoholds.reading.grammar.arcs import cased, finite, finite_clause, move, words

_CLITICS = words("clitics")
_HUNG = words("hung")
_ASKING = words("asking")
_SENSES = words("senses")
_TONIC = words("tonic")
_RELATIVE = words("relative")


def loose_clause(token: Token) -> None:
    """What a clause is that the parser only hung somewhere: a participle adverbial, an indirect question an object."""
    if token.dep_ != "dep" or token.pos_ != "VERB" or token.head.pos_ != "VERB":
        return
    first = next(iter(token.lefts), None)
    if "Part" in token.morph.get("VerbForm", []):
        if "Pres" in token.morph.get("Tense", []):
            token.dep_ = "advcl"
    elif first is not None and first.lower_ in _ASKING and first.i == token.head.i + 1:
        token.dep_ = "ccomp"  # "on ignore qui contrôle Robotyne"


def main_clause(doc: Doc, token: Token) -> None:
    """A finite verb with its own subject governs the infinitive that opens the sentence, not the other way round."""
    if token.pos_ != "VERB" or not finite(token) or token.dep_ not in _HUNG:
        return
    head = token.head
    if head.i > token.i or head.pos_ != "VERB" or finite(head) or head.head.i != head.i:
        return
    if any(c.dep_.startswith("aux") and finite(c) for c in head.children) or not cased(head):
        return
    at = token.i - 1
    while at > head.i and (doc[at].lower_ in _CLITICS or doc[at].pos_ == "ADV"):
        at -= 1
    subject = doc[at]
    if subject.pos_ not in ("NOUN", "PROPN", "PRON") or at <= head.i:
        return
    token.head, token.dep_ = token, "ROOT"
    head.head, head.dep_ = token, "advcl"
    if not any(c.dep_.startswith("nsubj") for c in token.children):
        move(subject, token, "nsubj")


def two_subjects(doc: Doc, token: Token) -> None:
    """Who stands before a colon is not the subject of what stands behind it ("OSDH : les rebelles tiennent Homs")."""
    before = token.i + 1 < len(doc) and doc[token.i + 1].text == ":" and token.dep_.startswith("nsubj")
    if before and any(c.dep_.startswith("nsubj") and c.i > token.i for c in token.head.children):
        token.dep_ = "dislocated"


def seen_doing(doc: Doc, verb: Token) -> None:
    """A present participle right behind an object says what the object does ("des soldats quittant Bakhmout")."""
    if verb.i == 0 or verb.dep_ != "advcl" or "Pres" not in verb.morph.get("Tense", []):
        return
    noun = doc[verb.i - 1]
    if noun.dep_ == "obj" and noun.pos_ == "NOUN" and noun.head.i == verb.head.i:
        move(verb, noun, "acl")


def inverted(doc: Doc, verb: Token) -> None:
    """Who speaks behind the verb is its subject, what stands before it the speech ("Goma tombée, affirme le M23")."""
    if verb.pos_ != "VERB" or verb.i == 0 or doc[verb.i - 1].text != "," or not finite(verb):
        return
    said = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i - 1), None)
    speaker = next((c for c in verb.children if c.dep_ == "obj" and 0 < c.i - verb.i <= 3), None)
    if said is None or speaker is None or verb.head.i != verb.i or any(c.pos_ == "PRON" for c in verb.lefts):
        return
    if doc[said.i + 1].text == ",":
        return  # "les FSR, réunies sous une bannière, revendiquent Bara"
    if any(t.i > speaker.i and not t.is_punct and t.head.i == verb.i for t in doc):
        return
    said.head, said.dep_ = said, "ROOT"
    verb.head, verb.dep_ = said, "parataxis"
    speaker.dep_ = "nsubj"


def set_off(doc: Doc, part: Token) -> None:
    """Who stands before a participle set off by commas is the subject of the main verb ("X, affilié à Y, a pris Z")."""
    if "Part" not in part.morph.get("VerbForm", []) or part.i < 2 or doc[part.i - 1].text != ",":
        return
    noun = doc[part.i - 2]
    if noun.pos_ not in ("NOUN", "PROPN") or any(
        c.dep_.startswith(("aux", "nsubj")) and c.i > noun.i for c in part.children
    ):
        return
    if any(finite(t) and not any(c.dep_ == "det" for c in t.children) for t in doc[noun.sent.start : noun.i]):
        return  # "ont pris X, conquise en mai, et ont avancé": X does nothing
    verb = _behind(doc, part)
    if verb is None or any(c.dep_.startswith("nsubj") and c.i not in (noun.i, verb.i + 1) for c in verb.children):
        return
    for child in verb.rights:
        if child.dep_ == "nsubj":
            child.dep_ = "obj"  # "a repris Rutshuru"
    fronted = [t for t in doc[noun.sent.start : noun.i] if t.head.i == t.i and not t.is_punct]
    verb.head, verb.dep_ = verb, "ROOT"
    for child in [*fronted, *(c for c in part.children if c.i < noun.i)]:
        child.head, child.dep_ = verb, "obl:mod" if child.head.i == child.i else child.dep_
    noun.head, noun.dep_ = verb, "nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.children) else "nsubj"
    part.head, part.dep_ = noun, "acl"


def _behind(doc: Doc, part: Token) -> Token | None:
    """The finite verb right behind the comma that ends the set-off phrase."""
    comma = next((t for t in doc[part.i + 1 : part.i + 16] if t.text == ","), None)
    for token in doc[comma.i + 1 : comma.i + 7] if comma is not None else ():
        if token.pos_ == "VERB":
            return token if finite_clause(token) and token.sent.start == part.sent.start else None
        if token.pos_ not in ("AUX", "ADV", "PRON"):
            return None
    return None


def watched(verb: Token) -> None:
    """Whom one sees or hears do something does it ("avoir vu des soldats quitter la ville")."""
    if (
        "Inf" not in verb.morph.get("VerbForm", [])
        or verb.i < 2
        or any(c.dep_ in ("mark", "case") for c in verb.children)
    ):
        return
    noun = verb.doc[verb.i - 1]
    seen = noun.head
    if noun.dep_ == "obj" and noun.pos_ in ("NOUN", "PROPN") and seen.lemma_ in _SENSES and seen.i < noun.i:
        move(verb, seen, "xcomp")
        move(noun, verb, "nsubj")


def going_on(doc: Doc, verb: Token) -> None:
    """A present participle goes on with the one before it, not with a name ("prenant Alep et marchant vers Homs")."""
    name = verb.head
    if verb.pos_ != "VERB" or verb.dep_ != "conj" or name.pos_ not in ("NOUN", "PROPN"):
        return
    if "Pres" not in verb.morph.get("Tense", []) or "Part" not in verb.morph.get("VerbForm", []):
        return
    first = next((a for a in name.ancestors if a.pos_ == "VERB" and a.i < name.i), None)
    if first is None:
        return
    for child in [c for c in first.children if c.i > verb.i and not c.is_punct]:
        move(child, verb, child.dep_)
    move(verb, first, "conj")


def next_subject(doc: Doc, verb: Token) -> None:
    """A noun behind "et" is the subject of a finite verb right behind it ("près de Sake et l'assaut a échoué")."""
    if verb.pos_ != "VERB" or not finite_clause(verb) or verb.dep_ not in ("advcl", "conj", "acl", "parataxis", "dep"):
        return
    if any(c.dep_.startswith(("nsubj", "csubj", "expl")) or c.dep_ in ("mark", "cc") for c in verb.children):
        return
    first = min([verb.i, *(c.i for c in verb.children if c.dep_.startswith("aux"))])
    at = first - 1
    while at > verb.sent.start and (doc[at].lower_ in _CLITICS or doc[at].pos_ == "ADV"):
        at -= 1
    noun = doc[at]
    joins = next((c for c in noun.children if c.dep_ == "cc" and c.i < noun.i), None)
    main = verb.head
    if joins is None or noun.dep_ != "conj" or noun.pos_ not in ("NOUN", "PROPN") or main not in noun.ancestors:
        return
    if main.pos_ != "VERB" or noun.head.dep_.startswith("nsubj"):
        return
    move(noun, verb, "nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.children) else "nsubj")
    move(joins, verb, "cc")
    verb.dep_ = "conj"


def behind_que(verb: Token) -> None:
    """A clause that a long opening parts from its "que" is said ("nient qu'à X, à 60 km de là, l'armée a …")."""
    head = verb.head
    if verb.dep_ != "advcl" or head.i > verb.i or not finite_clause(verb):
        return
    if any(c.dep_ == "mark" for c in verb.children) or any(c.dep_ == "ccomp" for c in head.children):
        return
    opening = [c for c in head.children if head.i < c.i < verb.i]
    que = opening[0] if opening else None
    restricted = any(c.lower_ in ("ne", "n'") for c in head.children)  # "ne disent que"
    if que is None or que.lower_ not in ("que", "qu'") or que.dep_ != "advmod" or restricted or que.i > head.i + 2:
        return
    for child in opening[1:]:
        move(child, verb, child.dep_)
    move(que, verb, "mark")
    verb.dep_ = "ccomp"


def taken_up(doc: Doc, pronoun: Token) -> None:
    """Who is taken up by a pronoun between commas is the subject ("Les familles, elles, ont fui")."""
    if pronoun.lower_ not in _TONIC or not 1 < pronoun.i < len(doc) - 1:
        return
    verb = pronoun.head
    if doc[pronoun.i - 1].text != "," or doc[pronoun.i + 1].text != "," or verb.i < pronoun.i or verb.pos_ != "VERB":
        return
    before = [c for c in verb.children if c.i < pronoun.i and c.pos_ in ("NOUN", "PROPN") and not cased(c)]
    if before and not any(c.dep_.startswith("nsubj") and c.i != pronoun.i for c in verb.children):
        before[-1].dep_ = "nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.children) else "nsubj"
        pronoun.dep_ = "dislocated"


def turn_to(verb: Token) -> None:
    """Whose turn it is to do something does it ("c'est au tour de Bambari de tomber")."""
    turn = verb.head
    if turn.lower_ != "tour" or verb.i < turn.i or "Inf" not in verb.morph.get("VerbForm", []):
        return
    whose = next((c for c in turn.children if c.dep_ == "nmod" and turn.i < c.i < verb.i), None)
    if whose is None:
        return
    for case in whose.children:
        case.dep_ = "dep" if case.dep_ == "case" else case.dep_
    move(whose, verb, "nsubj")


def predicate(verb: Token) -> None:
    """A finite verb without a relative pronoun is said of the noun and no part of it ("Le drapeau flotte sur X")."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.pos_ != "VERB" or not finite(verb) or noun.head.i != noun.i or noun.i > verb.i:
        return
    if any(c.dep_.startswith("nsubj") or c.lower_ in _RELATIVE for c in verb.lefts) or noun.pos_ not in (
        "NOUN",
        "PROPN",
    ):
        return
    if any(t.text in (",", ":", ";") for t in verb.doc[noun.i : verb.i]):
        return
    for child in [c for c in noun.children if c.i > verb.i]:
        child.head = verb
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"


def agreeing(verb: Token) -> None:
    """A verb in the singular goes on with what governs a plural ("nie que ses agents aient fui et évoque …")."""
    first = verb.head
    if verb.dep_ != "conj" or verb.pos_ != "VERB" or first.dep_ != "ccomp" or first.head.i > first.i:
        return
    if any(c.dep_.startswith("nsubj") for c in verb.children):
        return
    if (_number(verb), _number(first), _number(first.head)) == ("Sing", "Plur", "Sing"):
        move(verb, first.head, "conj")


def _number(verb: Token) -> str:
    """Singular or plural, of the finite form of a clause; "" where there is none."""
    forms = [t for t in [verb, *verb.children] if finite(t) and (t.i == verb.i or t.dep_.startswith("aux"))]
    return next((n for t in forms for n in t.morph.get("Number", [])), "")


def behind_its_verb(doc: Doc, noun: Token) -> None:
    """An object right behind a verb is that one's and not an earlier one's ("ont fui et évoque un repli")."""
    if noun.dep_ != "obj" or noun.pos_ != "NOUN":
        return
    left = min([c.i for c in noun.lefts if c.dep_ == "det"], default=noun.i)
    verb = doc[left - 1] if left else noun
    if verb.pos_ != "VERB" or not finite(verb) or verb.i <= noun.head.i:
        return
    if not any(c.dep_ in ("obj", "aux:pass") or c.dep_.startswith("expl") for c in verb.children):
        move(noun, verb, "obj")
