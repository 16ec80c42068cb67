"""Repairs of French trees where the parser is known to go wrong around names.

The parser attaches a bare name behind a verb as an adjunct ("ont pris Nyala") and the names after it to the verb
instead of to the first name, hangs a predicate on the negation before it ("n'est plus aux mains de") and takes the
infinitive of an opening clause for the main verb ("Après avoir pris Sake, le M23 avance"). Each repair moves one arc.
"""

from __future__ import annotations

from spacy.tokens import Doc, MorphAnalysis, Token

from whoholds.reading.parse import Parsed

_BARE = frozenset(
    {"obl:arg", "obl:mod", "advmod", "dep", "xcomp", "nmod", "appos", "flat:name", "nsubj", "conj", "amod"}
)
_LINKS = frozenset({"et", "ou", "ni", "puis", "ensuite", "enfin", "également", "aussi", "notamment", "surtout"})
_CLITICS = frozenset({"ne", "n'", "se", "s'", "y", "en", "le", "la", "les", "l'", "lui", "leur", "me", "nous", "vous"})
_HUNG = frozenset(
    {"obl:arg", "obl:mod", "nmod", "advmod", "amod", "appos", "dep", "xcomp", "conj", "acl", "ccomp", "advcl"}
)
_PLACE_ADVERBS = frozenset({"autour", "près", "loin", "hors", "au-delà", "à l'intérieur"})
_ASKING = frozenset({"qui", "si", "s'", "où", "quand", "comment", "combien", "pourquoi", "quel", "quelle"})
_SPANS = frozenset({"jour", "heure", "semaine", "mois", "année", "nuit", "matinée", "minute"})
_OF = frozenset(
    "approcher parler dépendre profiter disposer bénéficier user changer manquer venir partir sortir revenir provenir "
    "descendre douter arriver rentrer émaner".split()
)
_SENSES = frozenset({"voir", "entendre", "regarder", "apercevoir", "observer", "laisser", "écouter"})
_NEGATIONS = frozenset({"plus", "pas", "jamais", "toujours", "encore"})
_MOTION = frozenset({"aller", "venir", "tomber", "arriver", "partir", "passer", "rester", "entrer", "être"})


def mend(parsed: Parsed) -> None:
    """Repair the tree of a French block in place; a second call changes nothing."""
    if parsed.cache.get("mended"):
        return
    parsed.cache["mended"] = True
    doc = parsed.doc
    for token in doc:
        _participle(token)
        _off_the_negation(token)
        _off_the_adverb(token)
        _passive(token)
        _loose_clause(token)
        _article(doc, token)
        _compound_preposition(token)
        _at_a_place(doc, token)
    for token in doc:
        _some(doc, token)
        _going_on(doc, token)
        _main_clause(doc, token)
        _two_subjects(doc, token)
        _seen_doing(doc, token)
        _inverted(doc, token)
        _set_off(doc, token)
        _watched(token)
    for token in doc:
        if parsed.cache.get(("kind", token.i)) == "place":
            _object(doc, token)
            _enumerated(parsed, token)
            _toward(parsed, token)
            _said_of(doc, token)


def _move(token: Token, head: Token, dep: str) -> None:
    """Hang a token on a new head, unless that would make a cycle."""
    above = head
    while above.head.i != above.i:
        if above.i == token.i:
            return
        above = above.head
    if above.i != token.i:
        token.head = head
        token.dep_ = dep


def _cased(token: Token) -> bool:
    return any(c.dep_ in ("case", "mark") and c.i < token.i for c in token.children)


def _finite(token: Token) -> bool:
    return "Fin" in token.morph.get("VerbForm", [])


def _object(doc: Doc, name: Token) -> None:
    """A name right behind a verb, with no preposition, is its object."""
    at = name.i - 1
    while at >= 0 and doc[at].pos_ == "ADV" and doc[at].lower_ not in ("comme", "ainsi"):
        at -= 1
    verb = doc[max(at, 0)]
    if verb.pos_ != "VERB" or name.dep_ not in _BARE or _cased(name) or verb.lemma_ in _MOTION:
        return
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
        _move(name, verb, "obj")


def _enumerated(parsed: Parsed, name: Token) -> None:
    """A name behind another and a comma or a conjunction goes with it, not with the verb."""
    doc = parsed.doc
    at, joined = name.i - 1, False
    while at > 0 and name.i - at <= 4:
        word = doc[at].lower_
        if word in _LINKS or word in (",", "mais", "pas", "non", "ainsi", "que", "qu'", "même"):
            joined = joined or word in _LINKS or word in (",", "mais", "ainsi")
            at -= 1
            continue
        break
    first = doc[at]
    exempt = doc[name.i - 1]
    if joined and exempt.lower_ in ("pas", "non") and doc[name.i - 2].text == ",":
        _move(exempt, name, "advmod")  # "ont pris Ghazni, pas Kaboul"
    if not joined or parsed.cache.get(("kind", first.i)) != "place" or name.head.i == first.i:
        return
    if name.dep_.startswith("nsubj") and name.head.i > name.i:
        return
    if (
        name.dep_ in ("conj", "appos", "obl:arg", "obl:mod", "dep", "obj", "nmod", "advmod")
        and (name.head.pos_ in ("VERB", "AUX") or name.dep_ != "conj")
        and not _cased(name)
    ):
        _move(name, first, "conj")


def _toward(parsed: Parsed, name: Token) -> None:
    """Where a movement goes to hangs on the movement, not on where it began ("de Hama vers Homs")."""
    first = name.head
    if name.dep_ == "nmod" and parsed.cache.get(("kind", first.i)) == "place" and first.head.pos_ in ("VERB", "NOUN"):
        toward = any(c.dep_ == "case" and c.lower_ in ("vers", "sur", "jusqu'", "jusque") for c in name.children)
        if toward:
            _move(name, first.head, "obl:arg" if first.head.pos_ == "VERB" else "nmod")


def _said_of(doc: Doc, name: Token) -> None:
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
        _move(verb, name, "acl")
        _rejoin(doc, name, verb)


def _rejoin(doc: Doc, name: Token, participle: Token) -> None:
    """A name that a participle set off is the subject of the main verb behind it."""
    comma = next((t for t in doc[participle.i + 1 :] if t.text == ","), None)
    main = next((t for t in doc[comma.i + 1 :] if t.head.i == t.i), None) if comma is not None else None
    if main is None or main.pos_ not in ("VERB", "AUX", "ADJ", "NOUN") or main.i - participle.i > 14:
        return
    if not any(c.dep_.startswith("nsubj") for c in main.children):
        passive = any(c.dep_ == "aux:pass" for c in main.children)
        _move(name, main, "nsubj:pass" if passive else "nsubj")


def _some(doc: Doc, noun: Token) -> None:
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
    _move(noun, verb, "obj")
    doc[noun.i - 1].dep_, doc[noun.i - 1].pos_ = "det", "DET"


def _going_on(doc: Doc, verb: Token) -> None:
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
        _move(child, verb, child.dep_)
    _move(verb, first, "conj")


def _set_off(doc: Doc, part: Token) -> None:
    """Who stands before a participle set off by commas is the subject of the main verb ("X, affilié à Y, a pris Z")."""
    if "Part" not in part.morph.get("VerbForm", []) or part.i < 2 or doc[part.i - 1].text != ",":
        return
    noun = doc[part.i - 2]
    if noun.pos_ not in ("NOUN", "PROPN") or any(
        c.dep_.startswith(("aux", "nsubj")) and c.i > noun.i for c in part.children
    ):
        return
    if any(_finite(t) and not any(c.dep_ == "det" for c in t.children) for t in doc[noun.sent.start : noun.i]):
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
            return token if _finite_clause(token) and token.sent.start == part.sent.start else None
        if token.pos_ not in ("AUX", "ADV", "PRON"):
            return None
    return None


def _finite_clause(verb: Token) -> bool:
    return _finite(verb) or any(c.dep_.startswith("aux") and _finite(c) for c in verb.children)


def _watched(verb: Token) -> None:
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
        _move(verb, seen, "xcomp")
        _move(noun, verb, "nsubj")


def _inverted(doc: Doc, verb: Token) -> None:
    """Who speaks behind the verb is its subject, what stands before it the speech ("Goma tombée, affirme le M23")."""
    if verb.pos_ != "VERB" or verb.i == 0 or doc[verb.i - 1].text != "," or not _finite(verb):
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


def _two_subjects(doc: Doc, token: Token) -> None:
    """Who stands before a colon is not the subject of what stands behind it ("OSDH : les rebelles tiennent Homs")."""
    before = token.i + 1 < len(doc) and doc[token.i + 1].text == ":" and token.dep_.startswith("nsubj")
    if before and any(c.dep_.startswith("nsubj") and c.i > token.i for c in token.head.children):
        token.dep_ = "dislocated"


def _seen_doing(doc: Doc, verb: Token) -> None:
    """A present participle right behind an object says what the object does ("des soldats quittant Bakhmout")."""
    if verb.i == 0 or verb.dep_ != "advcl" or "Pres" not in verb.morph.get("Tense", []):
        return
    noun = doc[verb.i - 1]
    if noun.dep_ == "obj" and noun.pos_ == "NOUN" and noun.head.i == verb.head.i:
        _move(verb, noun, "acl")


def _off_the_negation(token: Token) -> None:
    """What stands around "ne … plus" hangs on the verb, not on the adverb."""
    negation = token.head
    restricted = negation.lower_ in ("que", "qu'") and negation.dep_ == "advmod"  # "ne sont plus qu'à 20 kilomètres"
    if not restricted and (negation.pos_ != "ADV" or negation.lower_ not in _NEGATIONS):
        return
    if negation.head.i == negation.i:
        return
    if token.pos_ == "ADV" and negation.i == token.i + 1:
        _move(token, negation.head, "advmod")
    elif negation.i < token.i and token.pos_ in ("NOUN", "PROPN", "VERB"):
        _move(token, negation.head, "obl:arg" if token.pos_ != "VERB" else negation.dep_)


def _participle(token: Token) -> None:
    """No infinitive ends in "é" ("Izioum : évacuée"): the tagger takes some participles behind names for them."""
    ends = token.lower_.rstrip("s").endswith(("é", "ée", "i", "ie", "u", "ue"))
    if ends and "Inf" in token.morph.get("VerbForm", []):
        token.morph = MorphAnalysis(token.vocab, "VerbForm=Part|Tense=Past")


def _off_the_adverb(token: Token) -> None:
    """Subject and auxiliary hang on the verb, not on the adverb between them ("l'armée a d'abord affirmé")."""
    adverb = token.head
    between = adverb.dep_ in ("advmod", "case", "fixed") and adverb.pos_ in ("ADP", "ADV") and token.i < adverb.i
    if between and token.dep_.startswith(("nsubj", "aux:")) and adverb.head.pos_ == "VERB":
        _move(token, adverb.head, token.dep_)


def _passive(token: Token) -> None:
    """Before a participle "été" is no copula ("a été prise")."""
    if token.dep_ == "cop" and token.lower_ == "été" and token.head.pos_ == "VERB":
        token.dep_ = "aux:pass"


def _loose_clause(token: Token) -> None:
    """What a clause is that the parser only hung somewhere: a participle adverbial, an indirect question an object."""
    if token.dep_ != "dep" or token.pos_ != "VERB" or token.head.pos_ != "VERB":
        return
    first = next(iter(token.lefts), None)
    if "Part" in token.morph.get("VerbForm", []):
        if "Pres" in token.morph.get("Tense", []):
            token.dep_ = "advcl"
    elif first is not None and first.lower_ in _ASKING and first.i == token.head.i + 1:
        token.dep_ = "ccomp"  # "on ignore qui contrôle Robotyne"


def _article(doc: Doc, token: Token) -> None:
    """An article before a noun is no subject beside it."""
    if token.pos_ == "DET" and token.dep_.startswith("nsubj") and token.i + 1 < len(doc):
        noun = doc[token.i + 1]
        if noun.pos_ in ("NOUN", "PROPN"):
            _move(token, noun, "det")


def _compound_preposition(noun: Token) -> None:
    """A place behind an adverb hangs on the verb, the adverb in its preposition ("autour d'El-Facher")."""
    adverb = noun.head
    if adverb.pos_ != "ADV" or adverb.lower_ not in _PLACE_ADVERBS or noun.i < adverb.i or adverb.head.i == adverb.i:
        return
    if noun.pos_ in ("NOUN", "PROPN", "PRON") and any(c.dep_ == "case" for c in noun.children):
        _move(noun, adverb.head, "obl:arg" if adverb.head.pos_ in ("VERB", "AUX") else "nmod")
        adverb.head, adverb.dep_, adverb.pos_ = noun, "case", "ADP"


def _at_a_place(doc: Doc, token: Token) -> None:
    """Where somebody is hangs on "être" as an adjunct, not the other way round ("sont aux abords de Bangui")."""
    noun = token.head
    if token.dep_ != "cop" or noun.pos_ not in ("NOUN", "PROPN") or noun.i < token.i or token.lemma_ != "être":
        return
    case = next((c for c in noun.children if c.dep_ == "case" and token.i < c.i < noun.i), None)
    if case is None or case.lower_ not in ("à", "au", "aux", "dans", "sur", "sous", "entre", "en", "près", "hors"):
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


def _main_clause(doc: Doc, token: Token) -> None:
    """A finite verb with its own subject governs the infinitive that opens the sentence, not the other way round."""
    if token.pos_ != "VERB" or not _finite(token) or token.dep_ not in _HUNG:
        return
    head = token.head
    if head.i > token.i or head.pos_ != "VERB" or _finite(head) or head.head.i != head.i:
        return
    if any(c.dep_.startswith("aux") and _finite(c) for c in head.children) or not _cased(head):
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
        _move(subject, token, "nsubj")
