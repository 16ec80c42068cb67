"""Repairs of French trees around single words: negations, adverbs, auxiliaries, articles, prepositions."""

from __future__ import annotations

from spacy.tokens import Doc, MorphAnalysis, Token

from whoholds.reading.grammar.arcs import move, words

_HUNG = words("hung")
_PLACE_ADVERBS = words("place_adverbs")
_SPANS = words("spans")
_OF = words("of")
_NEGATIONS = words("negations")
_ONE = words("one")
_WHERE = words("where")
_DIRECTIONS = words("directions")


def participle(token: Token) -> None:
    """No infinitive ends in "é" ("Izioum : évacuée"): the tagger takes some participles behind names for them."""
    ends = token.lower_.rstrip("s").endswith(("é", "ée", "i", "ie", "u", "ue"))
    if ends and "Inf" in token.morph.get("VerbForm", []):
        token.morph = MorphAnalysis(token.vocab, "VerbForm=Part|Tense=Past")


def off_the_negation(token: Token) -> None:
    """What stands around "ne … plus" hangs on the verb, not on the adverb."""
    negation = token.head
    restricted = negation.lower_ in ("que", "qu'") and negation.dep_ == "advmod"  # "ne sont plus qu'à 20 kilomètres"
    if not restricted and (negation.pos_ != "ADV" or negation.lower_ not in _NEGATIONS):
        return
    if negation.head.i == negation.i:
        return
    if token.pos_ == "ADV" and negation.i == token.i + 1:
        move(token, negation.head, "advmod")
    elif negation.i < token.i and token.pos_ in ("NOUN", "PROPN", "VERB"):
        move(token, negation.head, "obl:arg" if token.pos_ != "VERB" else negation.dep_)


def off_the_adverb(token: Token) -> None:
    """Subject and auxiliary hang on the verb, not on the adverb between them ("l'armée a d'abord affirmé")."""
    adverb = token.head
    between = adverb.dep_ in ("advmod", "case", "fixed") and adverb.pos_ in ("ADP", "ADV") and token.i < adverb.i
    if between and token.dep_.startswith(("nsubj", "aux:")) and adverb.head.pos_ == "VERB":
        move(token, adverb.head, token.dep_)


def off_the_copula(token: Token) -> None:
    """A negation is no predicate: where somebody no longer is hangs on the verb ("ne sont plus à Sake")."""
    if token.pos_ != "ADV" or token.lower_ not in _NEGATIONS:
        return
    below = list(token.children)
    verb = next((c for c in below if c.dep_ == "cop"), None)
    if verb is None or not any(c.lower_ in ("ne", "n'") for c in below):
        return
    above, dep = (verb, "ROOT") if token.head.i == token.i else (token.head, token.dep_)
    for child in below:
        child.head = verb
    verb.head, verb.dep_ = above, dep
    token.head, token.dep_ = verb, "advmod"


def not_one(doc: Doc, token: Token) -> None:
    """Before "un", "plus" and "pas" negate the verb ("Plus un soldat ne se trouve à Sake")."""
    if token.lower_ not in ("plus", "pas") or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ not in _ONE:
        return
    noun = doc[token.i + 1].head
    if noun.i < noun.head.i and any(c.lower_ in ("ne", "n'") for c in noun.head.children):
        move(token, noun.head, "advmod")


def passive(token: Token) -> None:
    """Before a participle "été" is no copula ("a été prise")."""
    if token.dep_ == "cop" and token.lower_ == "été" and token.head.pos_ == "VERB":
        token.dep_ = "aux:pass"


def article(doc: Doc, token: Token) -> None:
    """An article before a noun is no subject beside it."""
    if token.pos_ == "DET" and token.dep_.startswith("nsubj") and token.i + 1 < len(doc):
        noun = doc[token.i + 1]
        if noun.pos_ in ("NOUN", "PROPN"):
            move(token, noun, "det")


def compound_preposition(noun: Token) -> None:
    """A place behind an adverb hangs on the verb, the adverb in its preposition ("autour d'El-Facher")."""
    adverb = noun.head
    if adverb.pos_ != "ADV" or adverb.lower_ not in _PLACE_ADVERBS or noun.i < adverb.i or adverb.head.i == adverb.i:
        return
    if noun.pos_ in ("NOUN", "PROPN", "PRON") and any(c.dep_ == "case" for c in noun.children):
        move(noun, adverb.head, "obl:arg" if adverb.head.pos_ in ("VERB", "AUX") else "nmod")
        adverb.head, adverb.dep_, adverb.pos_ = noun, "case", "ADP"


def direction(noun: Token) -> None:
    """Before a name, "en direction de" and "à hauteur de" are prepositions."""
    if noun.lower_ not in _DIRECTIONS or any(c.dep_ == "det" for c in noun.children):
        return
    case = next((c for c in noun.children if c.dep_ == "case" and c.i == noun.i - 1), None)
    name = next((c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i), None)
    if case is None or name is None or noun.head.i == noun.i or not any(c.dep_ == "case" for c in name.children):
        return
    move(name, noun.head, noun.dep_)
    noun.head, noun.dep_ = name, "case"
    case.head = name


def at_a_place(doc: Doc, token: Token) -> None:
    """Where somebody is hangs on "être" as an adjunct, not the other way round ("sont aux abords de Bangui")."""
    noun = token.head
    if token.dep_ != "cop" or noun.pos_ not in ("NOUN", "PROPN") or noun.i < token.i or token.lemma_ != "être":
        return
    case = next((c for c in noun.children if c.dep_ == "case" and token.i < c.i < noun.i), None)
    if case is None or case.lower_ not in _WHERE:
        return
    if any(c.dep_ == "acl" and "Inf" in c.morph.get("VerbForm", []) for c in noun.children):
        return  # "sur le point de"
    own = [c for c in noun.children if c.i < token.i or c.dep_ in ("punct", "advcl", "ccomp", "parataxis")]
    own += [c for c in noun.children if token.i < c.i < case.i and c not in own]
    above, dep = (token, "ROOT") if noun.head.i == noun.i else (noun.head, noun.dep_)
    token.head, token.dep_ = above, dep
    noun.head, noun.dep_ = token, "obl:arg"
    for child in own:
        if child.i != token.i:
            child.head = token


def some(doc: Doc, noun: Token) -> None:
    """Before what a verb without an object takes, "des" is an article ("prenant en quelques jours des villes")."""
    if (
        noun.pos_ != "NOUN"
        or noun.i < 2
        or doc[noun.i - 1].lower_ != "des"
        or "Plur" not in noun.morph.get("Number", [])
    ):
        return
    verb = noun.head
    if verb.pos_ == "NOUN" and verb.lemma_ in _SPANS and verb.head.pos_ == "VERB" and verb.i == noun.i - 2:
        verb = verb.head
    elif noun.i - verb.i > 3:
        return
    taken = any(c.dep_ in ("obj", "ccomp", "xcomp", "aux:pass") or c.dep_.startswith("expl") for c in verb.children)
    if verb.pos_ != "VERB" or verb.i > noun.i or taken or verb.lemma_ in _OF or noun.dep_ not in _HUNG:
        return
    move(noun, verb, "obj")
    doc[noun.i - 1].dep_, doc[noun.i - 1].pos_ = "det", "DET"
