"""Articles: every label that sentences may use, and the joins before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whoholds.errors import DataError
from whoholds.reference import french
from whoholds.reference.actors import Actors
from whoholds.reference.countries import countries


@pytest.fixture(scope="module")
def actors() -> Actors:
    return Actors.load()


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Observatoire syrien des droits de l'homme", "l'Observatoire syrien des droits de l'homme"),
        ("Forces démocratiques syriennes", "les Forces démocratiques syriennes"),
        ("Armée nationale libyenne", "l'Armée nationale libyenne"),
        ("Hezbollah", "le Hezbollah"),
        ("Haut-Commissariat aux droits de l'homme", "le Haut-Commissariat aux droits de l'homme"),
        ("Boko Haram", "Boko Haram"),
        ("Associated Press", "Associated Press"),
        (
            "Association d'assistance aux prisonniers politiques",
            "l'Association d'assistance aux prisonniers politiques",
        ),
        ("Amhara Association of America", "Amhara Association of America"),
        ("Hongrie", "la Hongrie"),
        ("Irak", "l'Irak"),
        ("Israël", "Israël"),
    ],
)
def test_articles(label: str, said: str) -> None:
    assert french.definite(label) == said


@pytest.mark.parametrize(
    ("phrase", "of", "to"),
    [
        ("l'armée", "de l'armée", "à l'armée"),
        ("le Hamas", "du Hamas", "au Hamas"),
        ("les rebelles", "des rebelles", "aux rebelles"),
        ("la coalition", "de la coalition", "à la coalition"),
        ("des habitants", "d'habitants", "à des habitants"),
        ("des soldats", "de soldats", "à des soldats"),
        ("une source anonyme", "d'une source anonyme", "à une source anonyme"),
        ("d'autres groupes armés", "d'autres groupes armés", "à d'autres groupes armés"),
        ("Ansar Dine", "d'Ansar Dine", "à Ansar Dine"),
        ("Hayat Tahrir al-Cham", "de Hayat Tahrir al-Cham", "à Hayat Tahrir al-Cham"),
        ("le pouvoir Assad et ses alliés", "du pouvoir Assad et de ses alliés", "au pouvoir Assad et à ses alliés"),
        ("le Nigeria et les États voisins", "du Nigeria et des États voisins", "au Nigeria et aux États voisins"),
        (
            "l'Organisation pour la sécurité et la coopération",
            "de l'Organisation pour la sécurité et la coopération",
            "à l'Organisation pour la sécurité et la coopération",
        ),
    ],
)
def test_prepositions(phrase: str, of: str, to: str) -> None:
    assert french.of(phrase) == of
    assert french.to(phrase) == to


def test_every_first_word_of_a_label_is_decided(actors: Actors) -> None:
    undecided = {
        actor.label["fr"]
        for actor in actors.actors.values()
        if actor.kind != "person" and not french.known(actor.label["fr"])
    }
    assert undecided == set()
    assert {c.names["fr"][0] for c in countries().values() if not french.known(c.names["fr"][0])} == set()
    assert not french.known("Xyzzy du Nord")


def test_nothing_is_elided_wrongly(actors: Actors) -> None:
    for actor in actors.actors.values():
        said = actors.said(actor.key, "fr")
        assert not said.startswith(("le a", "le e", "le i", "le o", "le u", "la a", "la e", "la é", "la o", "la u")), (
            said
        )
        for joined in (french.of(said), french.to(said)):
            assert not joined.startswith(("de le ", "de les ", "à le ", "à les ", "du le", "d'le")), joined


def test_every_side_has_what_sentences_call_it(actors: Actors) -> None:
    for theatre in actors.theatres():
        for side in theatre.sides:
            assert set(side.said) == {"en", "fr"}
            first = side.said["fr"].split()[0]
            assert (
                first in ("le", "la", "les", "d'autres")
                or first.startswith("l'")
                or not french.known(side.said["fr"])
                or french.definite(side.said["fr"]) == side.said["fr"]
            ), side.said["fr"]
            assert (
                side.said["en"][0].islower()
                or side.said["en"] == side.name["en"].partition(" and ")[0]
                or (side.said["en"].split()[0] in side.name["en"])
            ), side.said["en"]


@pytest.mark.parametrize(
    ("key", "label", "said"),
    [
        ("monitor:SOHR", "Observatoire syrien des droits de l'homme", "l'Observatoire syrien des droits de l'homme"),
        ("rebels:syria", "rebelles (Syrie)", "les rebelles (Syrie)"),
        ("residents", "habitants", "des habitants"),
        ("unnamed", "source anonyme", "une source anonyme"),
        ("narrator", "le récit", "le récit"),
        ("iran", "Iran", "l'Iran"),
        ("supporters_of_hezbollah", "partisans du Hezbollah", "des partisans du Hezbollah"),
        ("officials:syrian_armed_forces", "responsables (Forces armées syriennes)",
         "des responsables (Forces armées syriennes)"),
        ("islamic_republic_of_iran_armed_forces", "armée (Iran)", "l'armée (Iran)"),
        ("officials:islamic_republic_of_iran_armed_forces", "responsables (armée, Iran)",
         "des responsables (armée, Iran)"),
        ("bashar_al_assad", "Bachar al-Assad", "Bachar al-Assad"),
    ],
)  # fmt: skip
def test_generic_and_named_actors_read_well(actors: Actors, key: str, label: str, said: str) -> None:
    assert actors.label(key, "fr") == label
    assert actors.said(key, "fr") == said
    assert actors.said(key, "en") == actors.label(key, "en")


@given(st.text(max_size=30))
def test_any_text_can_be_joined(text: str) -> None:
    assert french.of(text).endswith(text[-1:])
    assert text in (
        french.definite(text),
        *[french.definite(text).removeprefix(a) for a in ("le ", "la ", "les ", "l'")],
    )
    assert french.to(text)


@given(st.text(alphabet="ab :;?!»«%", max_size=20))
def test_double_signs_stay_with_their_word(text: str) -> None:
    spaced = french.spaced(text)
    assert spaced.replace("\u00a0", " ") == text
    assert not any(f" {sign}" in spaced for sign in ":;?!»%") and "« " not in spaced


def test_a_broken_table_is_named(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "articles.fr.tsv"
    for text in ("armée\tl'\n", "armée la\n", "armée\tla\nArmée\tla\n"):
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(french, "_PATH", path)
        french._rows.cache_clear()
        with pytest.raises(DataError, match=r"articles\.fr\.tsv, line"):
            french.definite("armée")
    monkeypatch.undo()
    french._rows.cache_clear()
    assert french.definite("armée") == "l'armée"
