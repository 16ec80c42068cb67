"""A stand-in for a Spanish pipeline: it parses "A [no|se|fue] VERB [prep] B." by rule, labelled as the real ones do.

The tests of the plug-in point need a third language, and no third model is installed for that alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from whoholds.reading import lexicon as frames
from whoholds.reading.attribution import lexicon as attitudes
from whoholds.reading.languages import known
from whoholds.reading.parse import pipeline
from whoholds.reading.time import lexicon as times

WORDS = {
    "tomó": ("tomar", "VERB", "Mood=Ind|Tense=Past|VerbForm=Fin"),
    "tomada": ("tomar", "VERB", "Tense=Past|VerbForm=Part"),
    "retiró": ("retirar", "VERB", "Mood=Ind|Tense=Past|VerbForm=Fin"),
    "fue": ("ser", "AUX", "Mood=Ind|Tense=Past|VerbForm=Fin"),
    "no": ("no", "ADV", "Polarity=Neg"),
    "se": ("él", "PRON", "Reflex=Yes"),
    "por": ("por", "ADP", ""),
    "de": ("de", "ADP", ""),
}
DISTRIBUTION = "Metadata-Version: 2.1\nName: {name}\nVersion: 0.1\n"


@Language.component("whoholds_test_spanish")
def by_rule(doc: Doc) -> Doc:
    """One clause around the only verb."""
    for token in doc:
        lemma, pos, morph = WORDS.get(token.text, (token.text, "PROPN" if token.is_alpha else "PUNCT", ""))
        token.lemma_, token.pos_ = lemma, pos
        token.set_morph(morph)
    verb = next((t for t in doc if t.pos_ == "VERB"), doc[0])
    for token in doc:
        token.head, token.dep_ = _governed(token, verb)
    return doc


def _governed(token: Token, verb: Token) -> tuple[Token, str]:
    if token.i == verb.i:
        return token, "ROOT"
    if token.pos_ == "ADP":
        return token.nbor(1), "case"
    if token.pos_ == "PROPN":
        oblique = token.i > 0 and token.nbor(-1).pos_ == "ADP"
        return verb, "nsubj" if token.i < verb.i else "obl" if oblique else "obj"
    return verb, {"AUX": "aux", "ADV": "advmod", "PRON": "obj"}.get(token.pos_, "punct")


def load(**_: Any) -> Language:
    """As a model package's `load`."""
    nlp = spacy.blank("es")
    nlp.add_pipe("whoholds_test_spanish")
    return nlp


def distribution(folder: Path, name: str, entry_points: str = "") -> None:
    """What an installer leaves behind of a package: its metadata, and where it plugs in."""
    info = folder / f"{name}-0.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(DISTRIBUTION.format(name=name), "utf-8")
    if entry_points:
        (info / "entry_points.txt").write_text(entry_points, "utf-8")


def model(folder: Path) -> None:
    """The stand-in, installed under the name of the real package."""
    distribution(folder, "es_core_news_sm")
    (folder / "es_core_news_sm.py").write_text("from tests.reading.spanish import load\n", "utf-8")


def forget() -> None:
    """What this process knows of languages, before and after another package is installed."""
    for cached in (known, pipeline, frames._lexicon, attitudes._cues, attitudes.wide, times.load):
        cached.cache_clear()
