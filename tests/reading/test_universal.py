"""Trees with Universal Dependencies labels, built by hand: what a language without a grammar of its own gets."""

from __future__ import annotations

from types import MappingProxyType

import pytest
import spacy
from spacy.tokens import Doc, Token

from whoholds.reading.grammar import Universal
from whoholds.reading.parse import Parsed

NLP = spacy.blank("es")
FIN = "Mood=Ind|Tense=Past|VerbForm=Fin"
PART = "Tense=Past|VerbForm=Part"
TOOK = "A|A|PROPN|nsubj|1| tomó|tomar|VERB|ROOT|1|F B|B|PROPN|obj|1| "
TAKEN = "B|B|PROPN|nsubj|2| fue|ser|AUX|aux|2|F tomada|tomar|VERB|ROOT|2|P por|por|ADP|case|4| A|A|PROPN|obl|2| "
LEFT = "A|A|PROPN|nsubj|2| se|él|PRON|obj|2| retiró|retirar|VERB|ROOT|2|F del|de|ADP|case|4| B|B|PROPN|obl|2| "
MORPH = {"F": FIN, "P": PART, "": ""}


class Spanish(Universal):
    negators = frozenset({"no"})
    reflexives = frozenset({"se"})
    passives = frozenset({"ser"})
    agents = frozenset({"por"})
    prepositions = MappingProxyType({"del": "de"})


def tree(rows: str) -> Spanish:
    """A grammar over "form|lemma|pos|label|head|morph" rows."""
    cells = [row.split("|") for row in rows.split()]
    doc = Doc(
        NLP.vocab,
        words=[c[0] for c in cells],
        lemmas=[c[1] for c in cells],
        pos=[c[2] for c in cells],
        deps=[c[3] for c in cells],
        heads=[int(c[4]) for c in cells],
        morphs=[MORPH.get(c[5], c[5].replace(";", "|")) for c in cells],
    )
    starts = [t.idx for t in doc]
    ends = [t.idx + len(t) for t in doc]
    return Spanish(Parsed(doc, doc.text, "es", starts, ends, 0, len(doc.text)))


def root(g: Spanish) -> Token:
    return next(t for t in g.doc if t.dep_ == "ROOT")


def text(token: Token | None) -> str | None:
    return token.text if token is not None else None


@pytest.mark.parametrize(
    ("rows", "passive"), [(TOOK, False), (TAKEN, True), (TAKEN.replace("|aux|", "|aux:pass|"), True)]
)
def test_active_and_passive_have_the_same_roles(rows: str, passive: bool) -> None:
    g = tree(rows)
    assert g.passive(root(g)) is passive
    assert (text(g.subject(root(g))), text(g.object(root(g)))) == ("A", "B")


def test_a_perfect_is_no_passive() -> None:
    g = tree(TOOK.replace("tomó|tomar|VERB|ROOT|1|F", "tomado|tomar|VERB|ROOT|1|P"))
    assert not g.passive(root(g)) and text(g.object(root(g))) == "B"


def test_a_reflexive_pronoun_is_no_object() -> None:
    g = tree(LEFT)
    assert g.reflexive(root(g)) and not g.passive(root(g))
    assert g.object(root(g)) is None and text(g.subject(root(g))) == "A"
    assert [(o.prep, o.noun.text) for o in g.obliques(root(g))] == [("de", "B")]


def test_all_of_an_enumeration_share_the_preposition() -> None:
    g = tree(LEFT + "y|y|CCONJ|cc|6| C|C|PROPN|conj|4| ")
    assert [(o.prep, o.noun.text) for o in g.obliques(root(g))] == [("de", "B"), ("de", "C")]


def test_negation() -> None:
    g = tree("A|A|PROPN|nsubj|2| no|no|ADV|advmod|2| tomó|tomar|VERB|ROOT|2|F B|B|PROPN|obj|2| ")
    assert g.negated(root(g)) and not tree(TOOK).negated(root(tree(TOOK)))


def test_a_verb_and_its_clitic_have_the_lemma_of_the_verb() -> None:
    g = tree(TOOK)
    g.doc[1].lemma_ = "tomar él"
    assert tree(TOOK).lemma(root(tree(TOOK))) == "tomar" == Spanish(g.parsed).lemma(root(g))


def test_an_auxiliary_is_no_verb_and_a_lone_one_is() -> None:
    g = tree(TAKEN)
    assert [t.text for t in g.doc if g.is_verb(t)] == ["tomada"]
    assert [t.text for t in g.auxiliaries(root(g))] == ["fue"]
    lone = tree("A|A|PROPN|nsubj|1| es|ser|AUX|ROOT|1|F ")
    assert lone.is_verb(root(lone))


@pytest.mark.parametrize(
    ("morph", "mood"),
    [
        ("Mood=Ind;Tense=Past;VerbForm=Fin", "past"),
        ("Mood=Ind;Tense=Imp;VerbForm=Fin", "past"),
        ("Mood=Ind;Tense=Pres;VerbForm=Fin", "present"),
        ("Mood=Ind;Tense=Fut;VerbForm=Fin", "future"),
        ("Mood=Cnd;VerbForm=Fin", "conditional"),
        ("Mood=Sub;Tense=Pres;VerbForm=Fin", "subjunctive"),
        ("Mood=Imp;VerbForm=Fin", "imperative"),
        ("VerbForm=Inf", "infinitive"),
        ("VerbForm=Part", "participle"),
        ("", "participle"),
    ],
)
def test_moods(morph: str, mood: str) -> None:
    g = tree(f"A|A|PROPN|nsubj|1| x|x|VERB|ROOT|1|{morph} ")
    assert g.mood(root(g)) == mood


@pytest.mark.parametrize(("tense", "mood"), [("Pres", "past"), ("Imp", "pluperfect"), ("Fut", "future")])
def test_compound_tenses(tense: str, mood: str) -> None:
    rows = f"A|A|PROPN|nsubj|2| x|haber|AUX|aux|2|Mood=Ind;Tense={tense};VerbForm=Fin tomado|tomar|VERB|ROOT|2|P "
    g = tree(rows)
    assert g.mood(root(g)) == mood


@pytest.mark.parametrize(
    ("label", "morph", "kind"),
    [
        ("ccomp", "F", "complement"),
        ("xcomp", "VerbForm=Inf", "infinitive"),
        ("advcl", "F", "adverbial"),
        ("conj", "F", "conjunct"),
        ("parataxis", "F", "parataxis"),
        ("acl", "P", "participle"),
        ("acl", "VerbForm=Inf", "infinitive"),
        ("acl:relcl", "F", "relative"),
        ("obl", "F", "oblique"),
        ("nsubj", "F", "subject"),
        ("amod", "P", "participle"),
        ("dep", "F", "other"),
    ],
)
def test_links(label: str, morph: str, kind: str) -> None:
    g = tree(f"dijo|decir|VERB|ROOT|0|F x|x|VERB|{label}|0|{morph} ")
    assert g.link(g.doc[1]).kind == kind and g.link(g.doc[0]).kind == "root"


def test_a_participle_beside_a_noun_is_passive() -> None:
    g = tree("B|B|PROPN|ROOT|0| tomada|tomar|VERB|acl|0|P por|por|ADP|case|3| A|A|PROPN|obl|1| ")
    assert (text(g.subject(g.doc[1])), text(g.object(g.doc[1]))) == ("A", "B")
