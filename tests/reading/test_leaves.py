"""Tags mended and lemmas set as the pipeline's own components would, word by word and over several."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from whoholds.reading import leaves as module
from whoholds.reading.languages import SHIPPED, language_of
from whoholds.reading.leaves import NAMES, Leaves
from whoholds.reading.parse import leaves, pipeline

EN = (
    "Rebels retook the town's two bridges on Friday, officials said.",
    "There are no soldiers left; there was fighting near the mill.",
    "They ain't leaving, let's go, I'm gonna stay and y'all got ta know.",
    "",
    "The   mayor was held; the mayor held talks.",
)
FR = (
    "Les rebelles ont repris les deux ponts vendredi, selon des responsables.",
    "Il y a eu des combats ; l'armée s'est retirée du moulin.",
    "",
    "La porte est une porte, il porte la porte.",
)
TEXTS = [*(("en", text) for text in EN), *(("fr", text) for text in FR)]
WORDS = {
    "en": [
        "there",
        "is",
        "let",
        "'s",
        "fell",
        "fall",
        "left",
        "the",
        "towns",
        "gon",
        "na",
        "all",
        "y'",
        "ca",
        "\n",
        ".",
    ],
    "fr": ["la", "porte", "est", "prise", "prit", "les", "villes", "tombe", "s'", "en", "\n", "."],
}


def parsed(nlp: Language, words: list[str], spaces: list[bool] | None = None) -> Doc:
    """Parsed so far as the pipeline goes."""
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    for _, step in nlp.pipeline:
        doc = step(doc)
    return doc


def by_components(nlp: Language, words: list[str]) -> Doc:
    doc = parsed(nlp, words)
    for name in NAMES:
        doc = nlp.get_pipe(name)(doc)
    return doc


def said(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.dep_, t.lemma_, str(t.head.i)) for t in doc]


def cut(nlp: Language, text: str) -> list[str]:
    return [token.text for token in nlp.make_doc(text)]


@pytest.mark.parametrize("language", [language.code for language in SHIPPED])
def test_the_pipeline_leaves_both_components_to_it(language: str) -> None:
    nlp = pipeline(language)
    assert not set(NAMES) & set(nlp.pipe_names)
    assert set(NAMES) <= set(nlp.component_names)


def test_a_pipeline_has_its_leaves_made_once() -> None:
    assert leaves(pipeline("en")) is leaves(pipeline("en"))
    assert leaves(pipeline("en")) is not leaves(pipeline("fr"))


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_it_says_what_the_components_say(language: str, text: str) -> None:
    nlp = pipeline(language)
    words = cut(nlp, text)
    finish = Leaves(nlp)
    want = said(by_components(nlp, words))
    assert said(finish(parsed(nlp, words))) == want  # asked
    assert said(finish(parsed(nlp, words))) == want  # remembered


@pytest.mark.parametrize("language", [language.code for language in SHIPPED])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_it_says_so_of_any_words_in_any_order(language: str, data: st.DataObject) -> None:
    nlp = pipeline(language)
    words = data.draw(st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=12))
    assert said(leaves(nlp)(parsed(nlp, words))) == said(by_components(nlp, words))


def test_the_whole_package_says_the_same() -> None:
    whole = spacy.load(language_of("en").package, exclude=["ner"])
    nlp = pipeline("en")
    for text in EN:
        spaces = [bool(token.whitespace_) for token in nlp.make_doc(text)]
        assert said(Leaves(nlp)(parsed(nlp, cut(nlp, text), spaces))) == said(whole(text))


def test_a_word_is_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = pipeline("en")
    finish = Leaves(nlp)
    asked: list[int] = []
    real = Leaves._by_components

    def counted(self: Leaves, doc: Doc) -> Doc:
        asked.append(len(doc))
        return real(self, doc)

    monkeypatch.setattr(Leaves, "_by_components", counted)
    words = cut(nlp, EN[0])
    finish(parsed(nlp, words))
    assert len(asked) == 1 and 0 < asked[0] <= len(words)
    finish(parsed(nlp, words))
    assert len(asked) == 1
    finish(parsed(nlp, [*words, "Quietly"]))
    assert len(asked) == 2 and asked[1] < len(words)


def test_words_that_a_rule_would_join_where_they_are_asked_about_are_asked_about_alone() -> None:
    nlp = pipeline("en")
    finish = Leaves(nlp)
    word = parsed(nlp, cut(nlp, "They say let's go"))
    rows = {tuple(row): token.text for row, token in zip(word.to_array(module._ASKED).tolist(), word, strict=True)}
    together = finish._ask(rows)
    apart = {key: finish._ask({key: text})[key] for key, text in rows.items()}
    assert together == apart


def test_known_lemmas_are_looked_up_not_searched_for() -> None:
    for language in SHIPPED:
        index = pipeline(language.code).get_pipe("lemmatizer").lookups.get_table("lemma_index")
        leaves(pipeline(language.code))
        assert all(isinstance(lemmas, frozenset) for lemmas in index.values())


def test_where_a_rule_over_several_words_may_match_the_whole_text_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = pipeline("en")
    finish = Leaves(nlp)
    asked: list[int] = []
    real = Leaves._by_components

    def counted(self: Leaves, doc: Doc) -> Doc:
        asked.append(len(doc))
        return real(self, doc)

    monkeypatch.setattr(Leaves, "_by_components", counted)
    words = cut(nlp, "They say let's go")
    doc = finish(parsed(nlp, words))
    assert asked == [len(words)]
    assert [t.lemma_ for t in doc if t.text == "'s"] == ["us"]


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KNOWN", 3)
    nlp = pipeline("fr")
    finish = Leaves(nlp)
    words = cut(nlp, FR[0])
    assert said(finish(parsed(nlp, words))) == said(by_components(nlp, words))
    assert len(finish._known) <= 3


def test_a_rule_that_asks_for_what_no_key_tells_hands_all_texts_to_the_components() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add(patterns=[[{"SHAPE": "Xxxx"}]], attrs={"POS": "PROPN"})
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"}).initialize(lookups=_lookups())
    finish = Leaves(nlp)
    doc = finish(Doc(nlp.vocab, words=["Goma", "fell"]))
    assert [(t.pos_, t.lemma_) for t in doc] == [("PROPN", "Goma"), ("", "fall")]
    assert not finish._known


def _lookups() -> spacy.lookups.Lookups:
    lookups = spacy.lookups.Lookups()
    lookups.add_table("lemma_lookup", {"fell": "fall"})
    return lookups
