"""Who or what may play a part in a frame: conditions on actors and objects (`needs` in the frames files)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from whoholds.model import Event
from whoholds.reading.scene import FIGHTERS, LAY, STATES
from whoholds.reading.trial import Trial
from whoholds.reading.words import words

_THEM = frozenset({"it", "them", "le", "la", "l'", "les"})


def _armed(t: Trial) -> str:
    if t.actor is None or t.actor.can_fight:
        return ""
    return f"does_not_fight: {t.actor.text}"


def _actor(t: Trial) -> str:
    return "" if nobody(t) or (t.actor is not None and t.actor.kind != "lay") else "nobody_acts"


def _human(t: Trial) -> str:
    if (
        not t.sites
        and not t.nominal
        and t.g.mood(t.trigger) == "infinitive"
        and {"sans", "without"} & set(t.g.marks(t.trigger))
    ):
        return "said_not_to_have_been_needed"
    if t.actor is None:
        return ""
    return (
        ""
        if t.actor.kind not in ("object", "lay", "document") or t.is_in(t.actor.token, "persons")
        else f"is_no_one: {t.actor.text}"
    )


def nobody(t: Trial) -> bool:
    """Is it said of nobody ("personne n'a pénétré dans X")? Who was meant is left to the context."""
    return t.subject is not None and t.g.word(t.subject) in words("actors", "nobody") | words("actors", "nobody_bare")


def _soldiers(t: Trial) -> str:
    if t.actor is None:
        return "nobody_acts"
    return "" if t.actor.kind in FIGHTERS or t.is_in(t.actor.token, "soldiers") else "no_soldiers"


def _official_or_soldier(t: Trial) -> str:
    if t.actor is None:
        return "nobody_acts"
    ok = (
        t.actor.kind in FIGHTERS
        or t.actor.kind in STATES
        or t.is_in(t.actor.token, "soldiers")
        or (t.is_in(t.actor.token, "officials") and t.actor.kind not in LAY)
        or t.actor.kind in ("family", "supporters")
    )
    return "" if ok else "neither_soldiers_nor_officials"


def _civilian_subject(t: Trial) -> str:
    token = t.subject
    if token is None:
        return "nobody_acts"
    if t.is_in(token, "soldiers") or (t.actor is not None and (t.actor.kind in FIGHTERS or t.actor.kind == "object")):
        return "no_civilians"
    if token.pos_ == "NUM" and t.g.word(token) not in ("one", "both") and not t.g.obliques(token):
        return ""  # "close to 40,000 have fled"
    return "" if t.is_in(token, "civilians") or (t.actor is not None and t.actor.kind in LAY) else "no_civilians"


def _civilian_object(t: Trial) -> str:
    if t.object is None:
        return "nobody_is_displaced"
    if t.is_in(t.object, "soldiers") or t.is_in(t.object, "things"):
        return "no_civilians"
    return (
        ""
        if t.is_in(t.object, "civilians") or (t.object_actor is not None and t.object_actor.kind in LAY)
        else "no_civilians"
    )


def _person_object(t: Trial) -> str:
    if t.object is None:
        return "nobody_is_held"
    if t.object_site():
        return "the_object_is_a_place"
    known = t.object_actor is not None and t.object_actor.kind not in ("object", "lay", "unknown")
    return "" if known or t.is_in(t.object, "persons") else "the_object_is_no_person"


def _victim(t: Trial) -> str:
    token = t.object if t.object is not None else t.subject
    if token is None:
        return "nobody_dies"
    if t.is_in(token, "things") and not t.is_in(token, "persons"):
        return "a_thing_does_not_die"
    actor = t.object_actor if t.object is not None else t.actor
    known = actor is not None and actor.kind not in ("object", "lay")
    return "" if known or t.is_in(token, "persons") or token.pos_ == "NUM" else "nobody_dies"


def _victim_or_place(t: Trial) -> str:
    if t.sites or t.object_site():
        return ""
    if t.object is not None:
        return _victim(t) if not t.is_in(t.object, "things") else ""
    return "neither_victim_nor_place"


def _force_object(t: Trial) -> str:
    if t.object is None:
        return "nobody_is_driven_out"
    known = t.object_actor is not None and (t.object_actor.kind in FIGHTERS or t.object_actor.kind in STATES)
    return "" if known or t.is_in(t.object, "soldiers") else "no_forces_are_driven_out"


def _cleared_of(t: Trial) -> str:
    """Is it rid of fighters ("vidée de ses garnisons", "débarrassée des miliciens")?"""
    said = [o.noun for o in t.g.obliques(t.trigger) if o.prep in ("de", "of")]
    known = [m for n in said if (m := t.scene.actor_at(n)) is not None and m.kind in FIGHTERS]
    return "" if known or any(t.is_in(n, "soldiers") for n in said) else "rid_of_no_forces"


def _forces_object(t: Trial) -> str:
    if t.object is None:
        return "nothing_is_moved"
    known = t.object_actor is not None and t.object_actor.kind in FIGHTERS
    return (
        "" if known or t.is_in(t.object, "forces_objects") or t.is_in(t.object, "soldiers") else "no_forces_are_moved"
    )


def _thing_object(t: Trial) -> str:
    if t.object is None:
        return "nothing_is_destroyed"
    known = t.object_actor is not None and t.object_actor.kind == "object"
    meant = t.object.pos_ == "PRON" and t.g.word(t.object) in _THEM  # what was spoken of before
    fit = known or meant or t.is_in(t.object, "things") or t.is_in(t.object, "buildings")
    return "" if fit else "no_thing_is_destroyed"


def _thing_subject(t: Trial) -> str:
    token = t.subject if t.subject is not None else t.g.surface_subject(t.trigger)
    return "" if t.is_in(token, "things") or t.is_in(token, "buildings") else "nothing_is_destroyed"


def _civilians_moving(t: Trial) -> str:
    """Are they people in numbers, or called displaced? A visitor who arrives is none."""
    token = t.subject
    if token is None or _civilian_subject(t):
        return "no_civilians"
    counted = any(c.pos_ == "NUM" or c.like_num for c in t.g.subtree(token))
    crowd = t.is_in(token, "crowds") or any(t.is_in(c, "crowds") for c in t.g.subtree(token))
    return "" if counted or crowd else "not_said_to_be_many"


def _ground_object(t: Trial) -> str:
    if t.object is None:
        return "nothing_is_attacked"
    known = t.object_actor is not None and (t.object_actor.kind in FIGHTERS or t.object_actor.kind in STATES)
    return "" if known or t.object_site() or t.is_in(t.object, "soldiers") else "no_place_or_force_is_attacked"


def _place_object(t: Trial) -> str:
    return "" if t.object is not None and t.scene.place_at(t.object) is not None else "no_named_place_is_the_object"


def _told_which(t: Trial) -> bool:
    """Has the object an article or number of its own ("n'a perdu aucune position", but "a pris position")?"""
    return t.object is not None and any(c.dep_ in ("det", "nummod") for c in t.g.children(t.object))


def _own_one(t: Trial) -> bool:
    """Is it called their own ("ont pris leurs quartiers")?"""
    owners = words("actors", "possessives")
    return t.object is not None and any(t.g.word(c) in owners for c in t.g.children(t.object))


def _bare_object(t: Trial) -> str:
    return "has_an_article" if _told_which(t) and not _own_one(t) else ""


def _takeable(t: Trial) -> str:
    if t.is_in(t.object, "not_taken") or (t.is_in(t.object, "not_taken_bare") and not _told_which(t)):
        return "is_not_taken_but_followed"
    if t.is_in(t.object, "not_taken_own") and _own_one(t):
        return "is_lodged_in_and_not_taken"
    if t.is_in(t.object, "premises") and (t.actor is None or t.actor.kind not in FIGHTERS):
        return "is_taken_by_customers"
    return _placelike_object(t)


def _in_office(t: Trial) -> str:
    if t.actor is None or t.actor.kind not in ("person", "officials", "government"):
        return "nobody_governs"
    near = [*t.g.children(t.trigger), *(o.noun for o in t.g.obliques(t.trigger))]
    return "" if any(t.is_in(c, "in_office") for c in near) else "not_said_to_govern"


def _placelike_object(t: Trial) -> str:
    if t.object is None:
        return "no_object"
    if t.is_in(t.object, "unit_nouns") or t.is_in(t.object, "persons"):
        return "the_object_is_no_place"
    named = any(s.token.i == t.object.i for s, _ in t.sites)  # a name that no list knows
    return "" if named or t.object_site() else "the_object_is_no_place"


def _intransitive_or_forces(t: Trial) -> str:
    return "" if t.object is None or not _forces_object(t) else "takes_something_else_back"


def _intransitive_or_arms(t: Trial) -> str:
    return "" if t.object is None or t.is_in(t.object, "arms") else "gives_up_something_else"


def _unblocked_object(t: Trial) -> str:
    known = t.object_actor is not None and t.object_actor.kind not in ("lay", "object")
    if t.object is None or t.object_site() or known:
        return ""
    return "" if t.is_in(t.object, "unit_nouns") else "moves_something_else"


def _air_subject(t: Trial) -> str:
    aerial = t.actor is not None and t.actor.kind in ("air_force", "aircraft")
    said = t.actor.text.lower().split() if t.actor is not None else []
    named = any(t.lex.is_in(w, "aircraft") or t.lex.is_in(w.rstrip("s"), "aircraft") for w in said)
    return "" if aerial or named or t.is_in(t.subject, "aircraft") else "not_from_the_air"


def _bomb_subject(t: Trial) -> str:
    return "" if t.is_in(t.subject, "violence_subjects") or t.is_in(t.subject, "things") else "nothing_explodes"


def _said_further(t: Trial) -> bool:
    """Is something else said of the subject ("sont tombés malades", "fell silent")?"""
    after = [c for c in t.g.children(t.trigger) if c.i > t.trigger.i and c.pos_ in ("ADJ", "NOUN")]
    return any(c.i == t.trigger.i + 1 or c.dep_ in ("xcomp", "acomp") for c in after)


def _bare_fall(t: Trial) -> str:
    people = t.is_in(t.subject, "persons")
    return "" if people and not _said_further(t) else "nobody_falls_in_battle"


def _regime_subject(t: Trial) -> str:
    if t.subject is None:
        return "nothing_collapses"
    if _said_further(t):
        return "something_else_is_said_of_it"
    power = t.actor is not None and (t.actor.kind in FIGHTERS or t.actor.kind in STATES)
    return "" if power or t.is_in(t.subject, "regimes") else "no_power_collapses"


def _regime_of(t: Trial) -> str:
    return "" if t.actor is not None and (t.actor.kind in FIGHTERS or t.actor.kind in STATES) else "no_power_collapses"


def _negated_hold(t: Trial) -> str:
    return "" if t.actor is not None and t.actor.can_fight else "escapes_nobody"


def _defence_subject(t: Trial) -> str:
    return "" if t.is_in(t.subject, "defences") else "no_line_holds"


def _attack_subject(t: Trial) -> str:
    own = t.subject is not None and any(
        (t.g.is_verb(v) and t.g.mood(v) == "infinitive" and t.lex.verbs.get(t.g.lemma(v)))
        or any(f.event is Event.CAPTURE for f in t.lex.nouns.get(t.g.lemma(v), ()))
        for v in t.g.subtree(t.subject)
    )
    if own:
        return "what_was_attempted_says_it"
    return "" if t.is_in(t.subject, "attacks") else "no_attack_fails"


def _person_subject(t: Trial) -> str:
    if t.actor is None:
        return "nobody_acts"
    if t.actor.plural and t.is_in(t.subject, "civilians"):
        return "people_leave"
    return (
        ""
        if t.actor.kind == "person"
        or (t.actor.kind == "family" and not t.actor.plural and not t.is_in(t.subject, "civilians"))
        or (t.is_in(t.subject, "officials") and t.actor.kind not in FIGHTERS)
        else "no_person"
    )


def _parley(t: Trial) -> str:
    others = [o.noun for o in t.g.obliques(t.trigger) if o.prep in ("with", "avec")]
    others += [o.noun for o in (t.g.obliques(t.object) if t.object is not None else []) if o.prep in ("with", "avec")]
    armed = [n for n in others if t.scene.actor_at(n) is not None]
    return "" if not others or armed else "no_party_to_the_war"


def _people(t: Trial) -> str:
    known = t.subject is not None and t.scene.actor_at(t.subject) is not None
    crowd = t.is_in(t.subject, "persons") or t.is_in(t.subject, "civilians") or t.is_in(t.subject, "soldiers")
    counted = t.subject is not None and t.subject.pos_ == "NUM"
    return "" if known or crowd or counted else "nobody_dies"


def _captive_subject(t: Trial) -> str:
    return "" if t.is_in(t.subject, "captives") else "nobody_was_held"


CASTING: Mapping[str, Callable[[Trial], str]] = {
    "armed": _armed,
    "actor": _actor,
    "human": _human,
    "soldiers": _soldiers,
    "fighters": _soldiers,
    "official-or-soldier": _official_or_soldier,
    "civilian-subject": _civilian_subject,
    "civilian-object": _civilian_object,
    "person-object": _person_object,
    "victim": _victim,
    "victim-or-place": _victim_or_place,
    "force-object": _force_object,
    "forces-object": _forces_object,
    "cleared-of": _cleared_of,
    "thing-object": _thing_object,
    "thing-subject": _thing_subject,
    "civilians-moving": _civilians_moving,
    "ground-object": _ground_object,
    "placelike-object": _placelike_object,
    "place-object": _place_object,
    "bare-fall": _bare_fall,
    "takeable": _takeable,
    "bare-object": _bare_object,
    "in-office": _in_office,
    "intransitive-or-forces": _intransitive_or_forces,
    "intransitive-or-arms": _intransitive_or_arms,
    "unblocked-object": _unblocked_object,
    "air-subject": _air_subject,
    "bomb-subject": _bomb_subject,
    "regime-subject": _regime_subject,
    "regime-of": _regime_of,
    "person-subject": _person_subject,
    "defence-subject": _defence_subject,
    "attack-subject": _attack_subject,
    "captive-subject": _captive_subject,
    "people": _people,
    "parley": _parley,
    "negated-hold": _negated_hold,
}
