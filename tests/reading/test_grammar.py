"""Who does what to whom in a tree, alike for both languages, on sentences of our own."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from tests.reading.desk import grammar
from whoholds.reading.grammar import English, French, Grammar


def word(g: Grammar, form: str) -> Token:
    return next(t for t in g.doc if t.text.lower() == form.lower())


def text(g: Grammar, token: Token | None) -> str | None:
    return g.word(token) if token is not None else None


def test_each_language_has_its_grammar() -> None:
    assert isinstance(grammar("Rebels left.", "en"), English)
    assert isinstance(grammar("Les rebelles sont partis.", "fr"), French)


# sentence, verb form, deep subject, deep object
ROLES = [
    ("en", "The rebels captured the town.", "captured", "rebels", "town"),
    ("en", "The town was captured by the rebels.", "captured", "rebels", "town"),
    ("en", "The town was captured.", "captured", None, "town"),
    ("en", "The town captured by the rebels is quiet.", "captured", "rebels", "town"),
    ("en", "The rebels who captured the town left.", "captured", "rebels", "town"),
    ("en", "The town that the rebels captured is quiet.", "captured", "rebels", "town"),
    ("en", "The rebels want to capture the town.", "capture", "rebels", "town"),
    ("en", "The rebels entered and captured the town.", "captured", "rebels", "town"),
    ("en", "The rebels advanced, capturing the town.", "capturing", "rebels", "town"),
    ("en", "After capturing the town, the rebels left.", "capturing", "rebels", "town"),
    ("en", "The army forced the rebels to leave the town.", "leave", "rebels", "town"),
    ("en", "The army allowed the rebels to leave the town.", "leave", "rebels", "town"),
    ("en", "The rebels have been capturing the town.", "capturing", "rebels", "town"),
    ("fr", "Les rebelles ont capturé la ville.", "capturé", "rebelles", "ville"),
    ("fr", "La ville a été capturée par les rebelles.", "capturée", "rebelles", "ville"),
    ("fr", "La ville a été capturée.", "capturée", None, "ville"),
    ("fr", "La ville capturée par les rebelles brûle.", "capturée", "rebelles", "ville"),
    ("fr", "Les rebelles qui ont capturé la ville sont partis.", "capturé", "rebelles", "ville"),
    ("fr", "La ville que les rebelles ont capturée brûle.", "capturée", "rebelles", "ville"),
    ("fr", "Les rebelles veulent capturer la ville.", "capturer", "rebelles", "ville"),
    ("fr", "Les rebelles ont attaqué et capturé la ville.", "capturé", "rebelles", "ville"),
    ("fr", "Les rebelles avancent, capturant la ville.", "capturant", "rebelles", "ville"),
    ("fr", "Après avoir capturé la ville, les rebelles sont partis.", "capturé", "rebelles", "ville"),
    ("fr", "L'armée a permis aux rebelles de quitter la ville.", "quitter", "rebelles", "ville"),
    ("fr", "Des militants occupent la ville.", "occupent", "militants", "ville"),
]


@pytest.mark.parametrize(("language", "sentence", "verb", "subject", "obj"), ROLES)
def test_deep_subjects_and_objects(language: str, sentence: str, verb: str, subject: str | None, obj: str) -> None:
    g = grammar(sentence, language)
    token = word(g, verb)
    assert g.is_verb(token)
    assert (text(g, g.subject(token)), text(g, g.object(token))) == (subject, obj)


@pytest.mark.parametrize(
    ("language", "sentence", "verb", "passive"),
    [
        ("en", "The town was captured.", "captured", True),
        ("en", "The town, captured on Friday, burns.", "captured", True),
        ("en", "The rebels captured the town.", "captured", False),
        ("en", "The rebels have captured the town.", "captured", False),
        ("en", "The town has been captured.", "captured", True),
        ("fr", "La ville a été capturée.", "capturée", True),
        ("fr", "La ville est capturée par les rebelles.", "capturée", True),
        ("fr", "Les rebelles ont capturé la ville.", "capturé", False),
        ("fr", "La ville est tombée.", "tombée", False),
        ("fr", "Les rebelles sont entrés dans la ville.", "entrés", False),
        ("fr", "Les rebelles se sont retirés.", "retirés", False),
    ],
)
def test_passives_are_not_compound_tenses_nor_reflexives(
    language: str, sentence: str, verb: str, passive: bool
) -> None:
    g = grammar(sentence, language)
    assert g.passive(word(g, verb)) is passive


@pytest.mark.parametrize(
    ("language", "sentence", "verb", "wanted"),
    [
        ("en", "The rebels fled from the town to the hills.", "fled", {("from", "town"), ("to", "hills")}),
        ("en", "The army withdrew from the town.", "withdrew", {("from", "town")}),
        ("en", "They fought in the town and the hills.", "fought", {("in", "town"), ("in", "hills")}),
        ("fr", "Les rebelles ont fui de la ville vers les collines.", "fui", {("de", "ville"), ("vers", "collines")}),
        ("fr", "L'armée est entrée dans la ville.", "entrée", {("dans", "ville")}),
        ("fr", "L'armée s'est retirée du village.", "retirée", {("de", "village")}),
    ],
)
def test_obliques_with_contractions_undone(
    language: str, sentence: str, verb: str, wanted: set[tuple[str, str]]
) -> None:
    g = grammar(sentence, language)
    found = {(o.prep, g.word(o.noun)) for o in g.obliques(word(g, verb))}
    assert wanted <= found


@pytest.mark.parametrize(
    ("language", "sentence", "verb", "mood"),
    [
        ("en", "The town fell.", "fell", "past"),
        ("en", "The town has fallen.", "fallen", "past"),
        ("en", "The town had fallen.", "fallen", "pluperfect"),
        ("en", "The town will fall.", "fall", "future"),
        ("en", "The town would fall.", "fall", "conditional"),
        ("en", "The rebels want to leave.", "leave", "infinitive"),
        ("en", "The rebels hold the town.", "hold", "present"),
        ("fr", "La ville tombe.", "tombe", "present"),
        ("fr", "La ville est tombée.", "tombée", "past"),
        ("fr", "Les rebelles avaient pris la ville.", "pris", "pluperfect"),
        ("fr", "La ville tombera.", "tombera", "future"),
        ("fr", "La ville tomberait.", "tomberait", "conditional"),
        ("fr", "La ville serait tombée.", "tombée", "conditional"),
        ("fr", "Les soldats veulent partir.", "partir", "infinitive"),
        ("fr", "Les rebelles tenaient la ville.", "tenaient", "past"),
    ],
)
def test_moods(language: str, sentence: str, verb: str, mood: str) -> None:
    g = grammar(sentence, language)
    assert g.mood(word(g, verb)) == mood


@pytest.mark.parametrize(
    ("language", "sentence", "verb", "negated"),
    [
        ("en", "The rebels did not take the town.", "take", True),
        ("en", "The rebels never took the town.", "took", True),
        ("en", "The rebels did not only take the town, they burnt it.", "take", False),
        ("en", "The rebels took the town.", "took", False),
        ("fr", "Les rebelles n'ont pas pris la ville.", "pris", True),
        ("fr", "Les rebelles n'ont jamais pris la ville.", "pris", True),
        ("fr", "Les rebelles n'ont pas seulement pris la ville.", "pris", False),
        ("fr", "Les rebelles ont pris la ville.", "pris", False),
    ],
)
def test_negation_on_a_verb_and_not_where_it_only_focuses(
    language: str, sentence: str, verb: str, negated: bool
) -> None:
    g = grammar(sentence, language)
    assert g.negated(word(g, verb)) is negated


@pytest.mark.parametrize(
    ("language", "sentence", "verb", "kind"),
    [
        ("en", "The rebels want to leave.", "leave", "infinitive"),
        ("en", "Residents said the rebels left.", "left", "complement"),
        ("en", "The rebels who left are tired.", "left", "relative"),
        ("en", "The rebels came and left.", "left", "conjunct"),
        ("en", "If they leave, the town is lost.", "leave", "adverbial"),
        ("en", "The rebels left.", "left", "root"),
        ("fr", "Les rebelles veulent partir.", "partir", "infinitive"),
        ("fr", "Des habitants disent que les rebelles avancent.", "avancent", "complement"),
        ("fr", "Les rebelles qui avancent sont fatigués.", "avancent", "relative"),
        ("fr", "Les rebelles avancent et tirent.", "tirent", "conjunct"),
        ("fr", "Si les rebelles avancent, la ville est perdue.", "avancent", "adverbial"),
        ("fr", "Les rebelles avancent.", "avancent", "root"),
    ],
)
def test_how_a_verb_hangs_on_its_governor(language: str, sentence: str, verb: str, kind: str) -> None:
    g = grammar(sentence, language)
    assert g.link(word(g, verb)).kind == kind


@pytest.mark.parametrize(
    ("language", "sentence", "first", "all_of_them"),
    [
        ("en", "They took the town, the base and the airport.", "town", ["town", "base", "airport"]),
        ("fr", "Les rebelles et les soldats ont fui.", "rebelles", ["rebelles", "soldats"]),
    ],
)
def test_conjuncts(language: str, sentence: str, first: str, all_of_them: list[str]) -> None:
    g = grammar(sentence, language)
    assert [g.word(t) for t in g.conjuncts(word(g, first))] == all_of_them


@pytest.mark.parametrize(
    ("language", "sentence", "verb", "clause"),
    [
        (
            "en",
            "Residents said that the rebels left the town because they were tired.",
            "left",
            "the rebels left the town",
        ),
        (
            "fr",
            "Des habitants disent que les rebelles tiennent la ville.",
            "tiennent",
            "les rebelles tiennent la ville",
        ),
    ],
)
def test_a_clause_is_without_what_governs_it_and_what_hangs_on_its_edge(
    language: str, sentence: str, verb: str, clause: str
) -> None:
    g = grammar(sentence, language)
    start, end = g.clause(word(g, verb))
    assert sentence[start:end] == clause


@pytest.mark.parametrize(
    ("language", "sentence", "asked"),
    [
        ("en", "Has the town fallen?", True),
        ("en", "The town has fallen.", False),
        ("fr", "La ville est-elle tombée ?", True),
        ("fr", "La ville est tombée.", False),
    ],
)
def test_questions(language: str, sentence: str, asked: bool) -> None:
    g = grammar(sentence, language)
    assert g.question(g.doc[0]) is asked


def test_ancestors_and_subtrees_end() -> None:
    g = grammar("Residents said that the rebels who held the town had left it.", "en")
    for token in g.doc:
        assert token.i not in {t.i for t in g.ancestors(token)}
        tree = g.subtree(token)
        assert token in tree and [t.i for t in tree] == sorted({t.i for t in tree})
        assert g.below(token) == tuple(t.i for t in tree)
        for child in g.children(token):
            assert child.head.i == token.i and child in tree


def test_a_subtree_is_the_takers_own() -> None:
    g = grammar("Residents said that the rebels had left.", "en")
    said = word(g, "said")
    g.subtree(said).clear()
    assert [t.i for t in g.subtree(said)] == list(g.below(said)) == list(range(len(g.doc)))


def test_a_particle_belongs_to_its_verb() -> None:
    g = grammar("The army pulled back on Friday.", "en")
    assert isinstance(g, English) and g.particle(word(g, "pulled")) == "back"


def test_reflexives_are_seen() -> None:
    g = grammar("L'armée s'est retirée du village.", "fr")
    assert isinstance(g, French) and g.reflexive(word(g, "retirée"))
    other = grammar("L'armée a retiré ses troupes.", "fr")
    assert isinstance(other, French) and not other.reflexive(word(other, "retiré"))
