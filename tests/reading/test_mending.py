"""Repairs of French trees around names: which arc moves, and that right trees stay as they are."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.desk import Desk
from whoholds.reading.grammar import Grammar, arcs, grammar_for
from whoholds.reading.grammar.mending import mend
from whoholds.reading.parse import Parsed, Shield, parse

PLACES = ("Nyala", "Zalingei", "Sake", "Goma", "Bangui", "Hama", "Homs", "Marib", "Kosti", "Robotyne")
ACTORS = ("M23", "HTS")


def shielded(text: str) -> Parsed:
    names = []
    for kind, words in (("place", PLACES), ("group", ACTORS)):
        for word in words:
            at = text.find(word)
            if at >= 0:
                names.append(Shield(at, at + len(word), kind))
    return parse([(text, 0, len(text), "fr", names)])[0]


def grammar(text: str) -> Grammar:
    return grammar_for(shielded(text))


def arc(g: Grammar, word: str) -> tuple[str, str]:
    """The label of a word and the word that it hangs on, as the report has them."""
    token = next(t for t in g.doc if g.parsed.word(t) == word)
    return token.dep_, g.parsed.word(token.head)


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Les soldats disent avoir quitté Sake.", "Sake", ("obj", "quitté")),
        ("Les rebelles ont pris Nyala, Zalingei et Kosti.", "Nyala", ("obj", "pris")),
        ("Les rebelles ont pris Nyala, Zalingei et Kosti.", "Zalingei", ("conj", "Nyala")),
        ("Les rebelles ont pris Hama mais pas Homs.", "Homs", ("conj", "Hama")),
        ("Les rebelles ont pris Hama puis Homs.", "Homs", ("conj", "Hama")),
        ("Les rebelles ont conquis Hama, Homs ainsi que Marib.", "Marib", ("conj", "Homs")),
        ("Goma n'est plus aux mains de l'armée.", "mains", ("obl:arg", "est")),
        ("Les rebelles sont aux abords de Bangui.", "abords", ("obl:arg", "sont")),
        ("HTS avance de Hama vers Homs.", "Homs", ("obl:arg", "avance")),
        ("Les combats continuent autour de Marib.", "Marib", ("obl:arg", "continuent")),
        ("Homs : évacuée par les soldats", "évacuée", ("acl", "Homs")),
        ("Homs, occupée en juin par les soldats, est privée d'eau.", "occupée", ("acl", "Homs")),
        ("Homs, occupée en juin par les soldats, est privée d'eau.", "Homs", ("nsubj:pass", "privée")),
        ("M23 : les rebelles tiennent Homs", "M23", ("dislocated", "tiennent")),
        ("Des images montrent des soldats quittant Homs.", "quittant", ("acl", "soldats")),
        ("Goma tombée, affirme le M23", "M23", ("nsubj", "affirme")),
        ("Les routes pourraient être coupées à Sake.", "Sake", ("obl:mod", "coupées")),
        ("HTS progresse en direction de Homs.", "Homs", ("obl:mod", "progresse")),
        ("HTS progresse en direction de Homs.", "direction", ("case", "Homs")),
        ("Les soldats ne sont plus à Sake.", "plus", ("advmod", "sont")),
        ("Plus un soldat ne se trouve à Sake.", "Plus", ("advmod", "trouve")),
        ("Des familles, elles, n'ont pas pris la route de Homs.", "familles", ("nsubj", "pris")),
        ("Le porte-parole nie que ses soldats aient fui et évoque un repli.", "repli", ("obj", "évoque")),
        ("C'est au tour de Homs de tomber.", "Homs", ("nsubj", "tomber")),
        ("« Nous contrôlons Goma », a affirmé HTS.", "Goma", ("obj", "contrôlons")),
        ("Les rebelles ont pris Hama, pas Homs.", "pas", ("advmod", "Homs")),
        ("On ignore qui occupe Robotyne.", "occupe", ("ccomp", "ignore")),
        (
            "HTS a lancé une offensive, capturant des villes comme Hama et avançant vers Homs.",
            "villes",
            ("obj", "capturant"),
        ),
        ("HTS a lancé une offensive, prenant en trois jours des villes comme Hama.", "villes", ("obj", "prenant")),
        ("HTS a attaqué, prenant des villes comme Hama et marchant vers Homs.", "marchant", ("conj", "prenant")),
        ("Au nord de Goma, le M23, soutenu par un voisin, a repris Sake.", "M23", ("nsubj", "repris")),
        ("Au nord de Goma, le M23, soutenu par un voisin, a repris Sake.", "Sake", ("obj", "repris")),
        ("Au nord de Goma, le M23, soutenu par un voisin, a repris Sake.", "soutenu", ("acl", "M23")),
        ("Les rebelles ont pris Hama, conquise en juin, et ont avancé vers Homs.", "Hama", ("obj", "pris")),
        ("Des assaillants ont été tués aux abords de la ville et l'attaque a échoué.", "attaque", ("nsubj", "échoué")),
        ("Des assaillants ont été tués aux abords de la ville et l'attaque a échoué.", "échoué", ("conj", "tués")),
        ("Le M23 a bombardé le marché de Goma et l'armée a quitté Sake.", "armée", ("nsubj", "quitté")),
        ("Les habitants affirment avoir vu des soldats quitter Sake.", "soldats", ("nsubj", "quitter")),
        ("Les habitants affirment avoir vu des soldats quitter Sake.", "quitter", ("xcomp", "vu")),
    ],
)
def test_the_arc_is_where_a_reader_puts_it(text: str, word: str, wanted: tuple[str, str]) -> None:
    assert arc(grammar(text), word) == wanted


def test_an_opening_infinitive_does_not_govern_the_sentence() -> None:
    g = grammar("Après avoir pris Sake, le M23 arrive à Goma.")
    root = next(t for t in g.doc if t.head.i == t.i)
    assert g.parsed.word(root) == "arrive"
    assert arc(g, "pris") == ("advcl", "arrive")
    assert arc(g, "M23")[1] == "arrive"


def test_a_passive_participle_has_no_copula() -> None:
    g = grammar("Goma a été occupée.")
    assert g.passive(next(t for t in g.doc if g.parsed.word(t) == "occupée"))


@pytest.mark.parametrize(
    "text",
    [
        "À Goma, les soldats ont tiré sur la foule.",
        "La ville de Goma est calme.",
        "Les habitants de Sake et de Goma attendent.",
        "Les houthis sont sur le point de prendre Marib.",
        "Homs tombe, Hama résiste.",
        "Les soldats ont quitté Goma et Sake.",
    ],
)
def test_right_trees_stay(text: str) -> None:
    before = shielded(text)
    arcs = [(t.head.i, t.dep_) for t in before.doc]
    mend(before)
    assert [(t.head.i, t.dep_) for t in before.doc] == arcs


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*PLACES, "les rebelles", "ont pris", ",", "et", "puis", "n'est plus", "aux mains de", "vers", "qui", "."]
        ),
        min_size=1,
        max_size=14,
    )
)
def test_a_mended_tree_is_a_tree_and_stays_so(words: list[str]) -> None:
    parsed = shielded(" ".join(words))
    mend(parsed)
    first = [(t.head.i, t.dep_) for t in parsed.doc]
    for token in parsed.doc:
        seen = set()
        while token.head.i != token.i:
            assert token.i not in seen
            seen.add(token.i)
            token = token.head
    mend(parsed)
    assert [(t.head.i, t.dep_) for t in parsed.doc] == first


# -- the word lists ---------------------------------------------------------------------------------------------------


def lists() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("whoholds.reading.frames").joinpath("mending.fr.toml").read_text("utf-8"))


def test_every_word_list_is_used_and_every_list_used_is_there() -> None:
    code = "".join(p.read_text("utf-8") for p in Path(arcs.__file__).parent.glob("mended_*.py"))
    assert set(re.findall(r'words\("(\w+)"\)', code)) == set(lists())


@pytest.mark.parametrize("name", sorted(lists()))
def test_a_word_list_holds_each_word_once(name: str) -> None:
    found = lists()[name]
    assert found and len(found) == len(set(found)) and all(word == word.strip() and word for word in found)
    assert arcs.words(name) == frozenset(found)


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Le préfet a pris la fuite et Sake est aux mains des rebelles.", "est", "Sake"),
        ("Minova, attaquée lundi, serait aux mains des rebelles.", "serait", "Minova"),
        ("Macomia, à 40 kilomètres au nord, est toujours aux mains des rebelles.", "est", "Macomia"),
        ("Des habitants démentent que Goma, bombardée mardi, soit tenue par le M23.", "tenue", "Goma"),
        ("Des habitants démentent que Kidal est à nous.", "est", "Kidal"),
    ],
)
def test_the_name_behind_et_or_set_off_is_the_subject(desk: Desk, text: str, verb: str, subject: str) -> None:
    scene = desk.work(text, "fr").scenes[0]
    g = scene.grammar
    token = next(t for t in g.doc if scene.parsed.word(t) == verb)
    found = g.surface_subject(token)
    assert found is not None and scene.parsed.word(found).startswith(subject)


def test_a_pronoun_before_a_verb_is_the_verb_s(desk: Desk) -> None:
    scene = desk.work("Un obus est tombé à Taëz. L'armée y a repris une colline.", "fr").scenes[0]
    pronoun = next(t for t in scene.grammar.doc if scene.parsed.word(t) == "y")
    assert scene.parsed.word(pronoun.head) == "repris"


def test_an_infinitive_behind_an_adjective_is_its_own(desk: Desk) -> None:
    scene = desk.work("Les miliciens se disent prêts à reprendre Goma.", "fr").scenes[0]
    verb = next(t for t in scene.grammar.doc if scene.parsed.word(t) == "reprendre")
    assert scene.parsed.word(verb.head) == "prêts"
