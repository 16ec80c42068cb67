"""What frames ask of their arguments: a verb passes with the right ones and is refused, with a reason, without."""

from __future__ import annotations

import pytest

from tests.reading.desk import Desk
from whoholds.reading.conditions import CONDITIONS

# language, event, a sentence that passes, one that must not
PAIRS = [
    ("en", "capture", "The rebels captured Hama.", "The photographer captured Hama at sunset."),
    ("en", "capture", "The rebels took Hama.", "The rebels took lunch in Hama."),
    ("en", "hold", "The rebels hold Hama.", "The rebels hold a meeting in Hama."),
    ("en", "hold", "The Syrian army controls Homs.", "The valve controls the pressure in Homs."),
    ("en", "withdraw", "The Syrian army left Hama.", "The bus left Hama."),
    ("en", "withdraw", "The Syrian army withdrew from Hama.", "The bank withdrew its offer in Hama."),
    ("en", "enter", "The rebels entered Hama.", "The talks entered a new phase in Hama."),
    ("en", "enter", "HTS entered Homs.", "The pupils entered a contest in Homs."),
    ("en", "loss", "The Syrian army lost Hama.", "The shop lost a customer in Hama."),
    ("en", "loss", "Hama has fallen.", "Snow has fallen on Hama."),
    ("en", "advance", "The rebels advanced on Homs.", "The bank advanced money to a shop in Homs."),
    ("en", "besiege", "The rebels besieged Homs.", "Reporters besieged the singer in Homs."),
    ("en", "kill", "A shell killed three children in Hama.", "The frost killed the roses in Hama."),
    ("en", "detain", "The rebels arrested a teacher in Hama.", "The programme arrested the decline of trade in Hama."),
    ("en", "destroy", "Shells destroyed a bridge in Hama.", "The defeat destroyed his hopes in Hama."),
    ("en", "surrender", "The garrison of Hama surrendered.", "He surrendered his passport in Hama."),
    ("en", "enter", "Taliban fighters were seen in Farah.", "Tourists were seen in Farah."),
    ("en", "enter", "A driver saw Taliban fighters at the gates of Farah.", "A driver saw the moon over Farah."),
    ("en", "enter", "Taliban fighters were seen in Farah.", "Taliban fighters were seen looting shops in Farah."),
    ("en", "hold", "Reporters saw no Taliban fighters in Farah.", "Reporters saw no rain in Farah."),
    ("en", "hold", "The M23 uses Rubaya as a base.", "The M23 uses a radio in Rubaya."),
    ("en", "hold", "Sake is with the M23.", "The minister is with the M23."),
    ("en", "capture", "Sake is back with the Congolese army.", "The doctor is back with the Congolese army."),
    ("en", "repel", "The Congolese army kept the M23 out of Sake.", "The Congolese army kept the keys of Sake."),
    ("en", "repel", "The assault on Sake came to nothing.", "The talks about Sake came to nothing."),
    ("en", "besiege", "Malian soldiers were encircled outside Ber.", "The photographers were encircled outside Ber."),
    ("en", "enter", "The M23 slipped back into Sake.", "The price slipped back into a band in Sake."),
    ("en", "flee", "Syrian soldiers fled to Iraq.", "The cat fled to the garden."),
    ("en", "capture", "The rebels are back in Hama.", "The rebels are back in the centre of Hama."),
    ("en", "capture", "M23 fighters were back in Masisi on Sunday.", "M23 fighters were back in their camp in Masisi."),
    ("en", "capture", "The army is back in the town of Bara.", "The general is back in Bara."),
    ("fr", "capture", "L'armée est de retour à Uvira.", "L'armée est de retour dans le centre d'Uvira."),
    ("fr", "capture", "Les rebelles sont de retour dans la ville de Sake.", "Le général est de retour à Sake."),
    ("fr", "capture", "Les rebelles ont pris Hama.", "Les rebelles ont pris un repas à Hama."),
    ("fr", "capture", "Les rebelles se sont emparés de Hama.", "Le doute s'est emparé de la foule."),
    ("fr", "hold", "Les rebelles tiennent Hama.", "Les rebelles tiennent une réunion à Hama."),
    ("fr", "hold", "L'armée syrienne a contrôlé Homs.", "La vanne contrôle la pression à Homs."),
    ("fr", "withdraw", "L'armée syrienne a quitté Hama.", "L'autobus a quitté Hama."),
    ("fr", "withdraw", "L'armée syrienne s'est retirée de Hama.", "La banque a retiré son offre à Hama."),
    ("fr", "enter", "Les rebelles sont entrés dans Hama.", "Le froid est entré dans les maisons."),
    ("fr", "loss", "L'armée syrienne a perdu Hama.", "Le magasin a perdu un client à Hama."),
    ("fr", "loss", "Hama est tombée.", "La neige est tombée sur Hama."),
    ("fr", "advance", "Les rebelles avancent vers Homs.", "Le maire avance des raisons à Homs."),
    ("fr", "besiege", "Les rebelles assiègent Homs.", "Les admirateurs assiègent la chanteuse à Homs."),
    ("fr", "kill", "Un obus a tué trois enfants à Hama.", "Le gel a tué les roses de Hama."),
    ("fr", "detain", "Les rebelles ont arrêté un enseignant à Hama.", "Les rebelles ont arrêté une date à Hama."),
    ("fr", "destroy", "Des obus ont détruit un pont à Hama.", "La défaite a détruit ses espoirs à Hama."),
    ("fr", "loss", "Homs s'est rendue.", "La ministre s'est rendue à Homs."),
    ("fr", "loss", "Le verrou de Homs a sauté.", "La séance de Homs a sauté."),
    ("fr", "loss", "L'armée syrienne a perdu Homs.", "Le joueur a perdu sa place dans l'équipe de Homs."),
    ("fr", "besiege", "L'étau se resserre autour de Homs.", "Les liens se resserrent autour de Homs."),
    ("fr", "capture", "Les rebelles ont mis la main sur Homs.", "Les rebelles ont mis la main à la pâte à Homs."),
    ("fr", "kill", "Trois soldats sont tombés à Homs.", "Trois soldats sont tombés malades à Homs."),
    ("fr", "offensive", "Homs a été attaquée.", "Le projet de Homs a été attaqué par la presse."),
    ("fr", "repel", "Les rebelles résistent à Homs.", "Un officier dit tenir d'un berger que Homs est calme."),
    ("fr", "surrender", "La garnison de Hama s'est rendue.", "La cliente a rendu un livre à Hama."),
]


@pytest.mark.parametrize(
    ("language", "event", "right", "wrong"), PAIRS, ids=[f"{p[0]}-{p[1]}-{i}" for i, p in enumerate(PAIRS)]
)
def test_a_verb_passes_with_the_right_arguments_only(
    desk: Desk, language: str, event: str, right: str, wrong: str
) -> None:
    assert event in desk.events(right, language), right
    assert event not in desk.events(wrong, language), wrong


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The valve controls the pressure. The rebels entered Hama."),
        ("fr", "L'autobus a quitté la gare. Les rebelles sont entrés dans Hama."),
    ],
)
def test_refusals_are_kept_with_their_reasons(desk: Desk, language: str, text: str) -> None:
    work = desk.work(text, language)
    assert work.rejected
    assert all(r.reason and "/" in r.frame for r in work.rejected)


def test_conditions_have_names_that_a_frames_file_can_use() -> None:
    assert len(CONDITIONS) > 30
    assert all(name == name.lower() and " " not in name for name in CONDITIONS)
    assert all(callable(condition) for condition in CONDITIONS.values())


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The Taliban patrol Herat.", "hold"),
        ("Taliban fighters were patrolling Herat on Friday.", "enter"),
        ("Taliban fighters patrolled Herat on Friday.", "enter"),
        ("Taliban fighters were fighting in Herat.", "clash"),
    ],
)
def test_what_is_usual_and_what_is_done_once(desk: Desk, text: str, event: str) -> None:
    assert desk.events(text, "en") == [event]
