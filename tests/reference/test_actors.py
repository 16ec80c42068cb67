"""Actors in sentences of every theatre, sides over time, theatres told from a text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whoholds.errors import NotFound
from whoholds.reference.actors import Actors

ACTORS = Actors.load()
ROWS = [line.split("\t") for line in (Path(__file__).parent / "actor_sentences.tsv").read_text("utf-8").splitlines()]
MARK = re.compile(r"\[(?P<text>[^|\]]+)\|(?P<key>[^\]]+)\]|\{(?P<none>[^}]+)\}")


def _unmarked(sentence: str) -> tuple[str, list[tuple[int, int, str | None]]]:
    """The sentence without its marks, and (start, end, key) for each; None marks what must be no mention."""
    out, marks, last = "", [], 0
    for match in MARK.finditer(sentence):
        out += sentence[last : match.start()]
        body = match["text"] or match["none"]
        marks.append((len(out), len(out) + len(body), match["key"]))
        out += body
        last = match.end()
    return out + sentence[last:], marks


def _theatre(key: str):
    return None if key == "-" else ACTORS.theatre(key)


@pytest.mark.parametrize(("language", "theatre", "marked"), ROWS, ids=[f"{n}-{r[1]}" for n, r in enumerate(ROWS)])
def test_sentence_of_a_theatre(language: str, theatre: str, marked: str) -> None:
    text, marks = _unmarked(marked)
    found = {(m.start, m.end): m.key for m in ACTORS.mentions(text, language, _theatre(theatre))}
    for start, end, key in marks:
        if key is None:
            assert not any(s < end and start < e for s, e in found), (text[start:end], found)
        else:
            assert found.get((start, end)) == key, (text[start:end], found)


@pytest.mark.parametrize(("language", "theatre", "marked"), ROWS, ids=[str(n) for n in range(len(ROWS))])
def test_mentions_are_exact_ordered_and_apart(language: str, theatre: str, marked: str) -> None:
    text, _ = _unmarked(marked)
    last = 0
    for mention in ACTORS.mentions(text, language, _theatre(theatre)):
        assert mention.text == text[mention.start : mention.end]
        assert mention.start <= mention.head < mention.end
        assert mention.start >= last
        assert mention.key and mention.kind
        last = mention.end


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ROWS), st.sampled_from(["It rained.\n\n", "Rien à voir.\n\n", "(…)\n\n", "1.\n\n", "« Ah ! »\n\n"])
)
def test_unrelated_text_before_only_shifts_offsets(row: list[str], before: str) -> None:
    language, theatre, marked = row
    text, _ = _unmarked(marked)
    plain = ACTORS.mentions(text, language, _theatre(theatre))
    moved = ACTORS.mentions(before + text, language, _theatre(theatre))
    shift = len(before)
    assert [(m.start + shift, m.end + shift, m.key) for m in plain] == [(m.start, m.end, m.key) for m in moved]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "fr", "de"]), st.sampled_from(["syria", "sahel", "-"]))
def test_any_text_gives_exact_spans(text: str, language: str, theatre: str) -> None:
    last = 0
    for mention in ACTORS.mentions(text, language, _theatre(theatre)):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end
    for mention in ACTORS.provisional(text, language):
        assert text[mention.start : mention.end] == mention.text and mention.provisional


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from("the rebels army of Syrian fighters HTS ( ) , . M23 's forces led by Ankara le d' de".split()),
        max_size=40,
    )
)
def test_shuffled_words_never_break_it(parts: list[str]) -> None:
    text = " ".join(parts)
    for language in ("en", "fr"):
        for mention in ACTORS.mentions(text, language, ACTORS.theatre("syria")):
            assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_apostrophes_hyphens_and_case_are_one(apostrophe: str) -> None:
    found = ACTORS.mentions(f"L{apostrophe}OSDH et LES FORCES DÉMOCRATIQUES SYRIENNES", "fr", ACTORS.theatre("syria"))
    assert [m.key for m in found] == ["monitor:SOHR", "syrian_democratic_forces"]
    for name in ("Deir ez-Zor Military Council", "Deir ez Zor Military Council", "DEIR EZ-ZOR MILITARY COUNCIL"):
        assert [m.key for m in ACTORS.mentions(name, "en", None)] == ["deir_ez_zor_military_council"]


def test_acronyms_ask_for_capitals() -> None:
    theatre = ACTORS.theatre("syria")
    assert [m.key for m in ACTORS.mentions("The SDF left.", "en", theatre)] == ["syrian_democratic_forces"]
    assert not ACTORS.mentions("It is what sdf means.", "en", theatre)


def test_an_ambiguous_acronym_follows_the_theatre_or_its_introduction() -> None:
    assert ACTORS.mentions("SNA units", "en", ACTORS.theatre("somalia"))[0].key == "somali_national_army"
    assert ACTORS.mentions("SNA units", "en", ACTORS.theatre("syria"))[0].key == "syrian_national_army"
    introduced = ACTORS.mentions("The Somali National Army (SNA) advanced. The SNA stopped.", "en", None)
    assert [m.key for m in introduced if m.text == "SNA"] == ["somali_national_army"] * 2
    assert not [m for m in ACTORS.mentions("The SNA stopped.", "en", None) if m.text == "SNA"]


def test_a_new_acronym_is_learnt_from_the_text() -> None:
    found = ACTORS.mentions("The Rapid Support Forces (QRX) left. QRX trucks burned.", "en", None)
    assert [m.key for m in found if m.text == "QRX"] == ["rapid_support_forces"] * 2


def test_a_surname_needs_the_full_name_or_the_theatre() -> None:
    assert not ACTORS.mentions("Haftar spoke.", "en", None)
    assert ACTORS.mentions("Haftar spoke.", "en", ACTORS.theatre("libya"))[0].key == "khalifa_haftar"
    found = ACTORS.mentions("Khalifa Haftar came. Haftar spoke.", "en", None)
    assert [m.key for m in found] == ["khalifa_haftar", "khalifa_haftar"]


def test_states_speak_as_officials_and_act_as_armies_where_they_fight() -> None:
    (moscow,) = ACTORS.mentions("Moscow denied it.", "en", ACTORS.theatre("ukraine"))
    assert moscow.metonym and moscow.as_speaker == "officials:russia" and moscow.as_actor == "russian_armed_forces"
    (tehran,) = ACTORS.mentions("Tehran denied it.", "en", ACTORS.theatre("syria"))
    assert (tehran.as_speaker, tehran.as_actor) == ("officials:iran", "iran")


def test_number_gender_and_definiteness_for_pronouns() -> None:
    theatre = ACTORS.theatre("syria")
    (army, rebels) = ACTORS.mentions("L'armée et des rebelles", "fr", theatre)
    assert (army.number, army.gender, army.definite) == ("sing", "f", True)
    assert (rebels.number, rebels.gender, rebels.definite) == ("plur", "m", False)
    (officers,) = ACTORS.mentions("Two army officers left.", "en", theatre)
    assert officers.individual and officers.number == "plur" and officers.text == "army officers"


@pytest.mark.parametrize(
    ("text", "language", "key"),
    [
        ("The attackers fled.", "en", "attackers"),
        ("Les assaillants ont fui.", "fr", "attackers"),
        ("They said its fighters left.", "en", "fighters"),
        ("Ses hommes avancent.", "fr", "fighters"),
        ("Leur porte-parole nie.", "fr", "spokesperson"),
        ("Le mouvement nie.", "fr", "group"),
    ],
)
def test_phrases_for_a_resolver_are_marked(text: str, language: str, key: str) -> None:
    (mention,) = ACTORS.mentions(text, language, ACTORS.theatre("syria"))
    assert mention.anaphoric and mention.key == key


def test_who_holds_office_depends_on_the_day() -> None:
    theatre = ACTORS.theatre("syria")

    def president(on: date | None) -> str:
        return ACTORS.mentions("The president spoke.", "en", theatre, on)[0].key

    assert president(date(2024, 12, 1)) == "bashar_al_assad" == president(None)
    assert president(date(2025, 3, 1)) == "ahmed_al_sharaa"


@pytest.mark.parametrize(
    ("key", "theatre", "on", "side"),
    [
        ("hayat_tahrir_al_sham", "syria", None, "sy_opp"),
        ("rebels:syria", "syria", None, "sy_opp"),
        ("government:syria", "syria", date(2024, 12, 1), "sy_gov"),
        ("government:syria", "syria", date(2025, 6, 1), "sy_opp"),
        ("officials:syrian_armed_forces", "syria", None, "sy_gov"),
        ("soldiers:syria", "syria", None, "sy_gov"),
        ("sultan_murad_division", "syria", None, "sy_opp"),
        ("deir_ez_zor_military_council", "syria", None, "sy_sdf"),
        ("supporters_of_assad", "syria", None, "sy_gov"),
        ("israel_defense_forces", "syria", None, "il"),
        ("abu_aqla_keikel", "sudan", date(2024, 1, 1), "sd_rsf"),
        ("abu_aqla_keikel", "sudan", date(2025, 1, 11), "sd_gov"),
        ("officials:mali", "sahel", None, "ml_gov"),
        ("rebels:mali", "sahel", None, "ml_opp"),
        ("wagner_group", "ukraine", None, "ru"),
        ("wagner_group", "sahel", None, "ml_gov"),
        ("ministry_of_defence:russia", "ukraine", None, "ru"),
        ("government:rwanda", "dr_congo", None, "cd_m23"),
        ("taliban", "afghanistan", None, "af_taliban"),
        ("tatmadaw", "myanmar", None, "mm_gov"),
        ("fano", "ethiopia", date(2021, 11, 1), "et_gov"),
        ("fano", "ethiopia", date(2023, 8, 1), "et_fano"),
        ("mali", "sahel", None, "ml_gov"),
        ("syria", "syria", date(2024, 12, 1), "sy_gov"),
        ("syria", "syria", date(2025, 6, 1), "sy_opp"),
        ("mali", "syria", None, None),
        ("residents", "syria", None, None),
        ("united_nations", "syria", None, None),
        ("monitor:SOHR", "syria", None, None),
        ("minusma", "sahel", None, None),
        ("no_such_actor", "syria", None, None),
    ],
)
def test_sides(key: str, theatre: str, on: date | None, side: str | None) -> None:
    assert ACTORS.side(key, ACTORS.theatre(theatre), on) == side


def test_every_generic_key_that_fights_has_a_side_of_its_theatre() -> None:
    neutral = {"monusco", "minusma", "minusca", "united_nations_mission_in_south_sudan", "peacekeepers"}
    for theatre in ACTORS.theatres():
        for country, table in theatre.generic.items():
            for role in ("army", "rebels"):
                for entry in table.get(role, ()):
                    if entry.key in neutral or country in ("israel", "turkey", "south_africa"):
                        continue
                    sides = {ACTORS.side(entry.key, theatre, on) for on in (None, entry.start, entry.end)}
                    assert sides & theatre.side_keys() or theatre.key in ("libya", "mozambique"), (
                        theatre.key,
                        entry.key,
                    )


@pytest.mark.parametrize(
    ("text", "language", "on", "key"),
    [
        ("Rebels entered Aleppo, the Syrian army said.", "en", None, "syria"),
        ("Kyiv and Moscow trade blame over Bakhmut.", "en", None, "ukraine"),
        ("Les FSR ont pris El-Fasher, dit l'armée soudanaise.", "fr", None, "sudan"),
        ("Le M23 est entré dans Bukavu, selon Kinshasa.", "fr", None, "dr_congo"),
        ("L'armée malienne a pris Kidal.", "fr", None, "sahel"),
        ("ISWAP attacked a base in Borno.", "en", None, "nigeria_lake_chad"),
        ("The Council reviewed the budget of the library.", "en", None, None),
    ],
)
def test_theatre_of_a_text(text: str, language: str, on: date | None, key: str | None) -> None:
    found = ACTORS.theatre_of(text, language, {}, on)
    assert (found.key if found else None) == key


def test_places_that_were_found_point_to_the_theatre() -> None:
    assert ACTORS.theatre_of("Rebels took the town.", "en", {}) is None
    found = ACTORS.theatre_of("Rebels took the town.", "en", {"SY": 1.0})
    assert found is not None and found.key == "syria"


def test_labels_in_two_languages() -> None:
    assert ACTORS.label("syrian_democratic_forces", "fr") == "Forces démocratiques syriennes"
    assert "Syria" in ACTORS.label("rebels:syria", "en") and "Syrie" in ACTORS.label("rebels:syria", "fr")
    assert ACTORS.label("officials:syrian_armed_forces", "en") == "officials (Syrian Armed Forces)"
    assert ACTORS.label("zarma_front", "en") == "zarma front"


def test_search_and_unknown_keys() -> None:
    assert ACTORS.search("forces de soutien rapide")[0].key == "rapid_support_forces"
    assert ACTORS.search("HTS")[0].key == "hayat_tahrir_al_sham"
    assert not ACTORS.search("") and not ACTORS.search("qqqq zzzz")
    for look_up in (ACTORS.get, ACTORS.theatre):
        with pytest.raises(NotFound) as caught:
            look_up("nowhere")
        assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "language", "keys"),
    [
        ("The Zarma Front, an armed group, claimed it.", "en", ["zarma_front"]),
        ("ZXQ dissidents attacked a post.", "en", ["zxq"]),
        ("The rebel group Sons of Bara said so.", "en", ["sons_of_bara"]),
        ("Le Front de libération du Zarma le revendique.", "fr", ["front_de_liberation_du_zarma"]),
        ("La brigade Al-Nour a pris le pont.", "fr", ["brigade_al_nour"]),
        ("Chadian rebels left. The European Union Front office closed.", "en", []),
        ("Le groupe parlementaire vote. Les rebelles du Nord fuient.", "fr", []),
        ("Hayat Tahrir al-Sham fighters left with M23 rebels.", "en", []),
    ],
)
def test_provisional_groups(text: str, language: str, keys: list[str]) -> None:
    assert [m.key for m in ACTORS.provisional(text, language)] == keys


def test_hostile_texts_are_read_to_their_end() -> None:
    for word in ("Front de la ", "armed ", "(", "\u202e", "'; DROP TABLE actors; --", "A-"):
        text = (word * 5000)[:20000]
        for language in ("en", "fr"):
            for mention in ACTORS.mentions(text, language, ACTORS.theatre("syria")) + ACTORS.provisional(
                text, language
            ):
                assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("language", "theatre", "phrase", "on", "key"),
    [
        ("en", "libya", "government forces", date(2019, 6, 1), "forces_of_the_government_of_national_accord"),
        ("en", "libya", "government forces", date(2011, 5, 1), "libyan_army"),
        ("fr", "libya", "les loyalistes", date(2011, 5, 1), "libyan_army"),
        ("en", "libya", "the opposition", date(2011, 5, 1), "rebels:libya"),
        ("en", "libya", "the opposition", date(2021, 5, 1), "opposition:libya"),
        ("en", "cameroon", "the opposition", date(2019, 5, 1), "opposition:cameroon"),
        ("en", "syria", "the opposition", date(2016, 5, 1), "rebels:syria"),
        ("fr", "south_sudan", "les troupes de Salva Kiir", date(2014, 5, 1), "sudan_people_s_liberation_army"),
        ("fr", "south_sudan", "les troupes de Salva Kiir", date(2025, 5, 1), "south_sudan_people_s_defence_forces"),
        ("en", "balkans", "the jihadists", date(1994, 5, 1), "jihadists:bosnia_and_herzegovina"),
        ("en", "dr_congo", "the Islamists", date(2021, 5, 1), "allied_democratic_forces"),
        ("en", "central_african_republic", "the mercenaries", date(2013, 5, 1), "mercenaries"),
        ("en", "central_african_republic", "the mercenaries", date(2021, 5, 1), "wagner_group"),
        ("en", "afghanistan", "the army", date(2020, 5, 1), "afghan_national_security_forces"),
        ("en", "afghanistan", "the army", date(2023, 5, 1), "taliban"),
        ("fr", "nigeria_lake_chad", "le président", date(2014, 5, 1), "goodluck_jonathan"),
        ("fr", "iraq", "les insurgés", date(2006, 5, 1), "rebels:iraq"),
        ("fr", "iraq", "les insurgés", date(2016, 5, 1), "islamic_state"),
        ("en", "colombia", "gunmen", date(2001, 5, 1), "armed_men"),
        ("en", "kosovo", "an army spokesman", date(1999, 4, 1), "yugoslav_army"),
        ("fr", "yemen", "des chars saoudiens", date(2019, 4, 1), "armed_forces_of_saudi_arabia"),
    ],
)
def test_a_phrase_means_what_it_meant_that_day(language: str, theatre: str, phrase: str, on: date, key: str) -> None:
    said = f"On Monday {phrase} left the town." if language == "en" else f"Lundi, {phrase} ont quitté la ville."
    assert [m.key for m in ACTORS.mentions(said, language, ACTORS.theatre(theatre), on)] == [key]
