"""What a frame may ask of its arguments (`needs` in the frames files): a reason to refuse each, or ""."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from whoholds.model import PlaceRole, Unplaced
from whoholds.reading.attribution import cues
from whoholds.reading.casting import CASTING, nobody
from whoholds.reading.scene import FIGHTERS, named
from whoholds.reading.sites import PART
from whoholds.reading.trial import Trial
from whoholds.reading.words import words

_WHOLE = words("places", "whole_nouns")
_DEAD = frozenset({"mort", "death", "dead", "tué"})


def _placed(t: Trial) -> str:
    if {"inside", "into"} & t.needs and any(isinstance(s.ref, Unplaced) and s.ref.reason == PART for s, _ in t.sites):
        return ""  # "fighters are in several districts"
    return "" if any(named(s.ref) for s, _ in t.sites) else "no_named_place"


def _place(t: Trial) -> str:
    first = t.trigger.i == t.trigger.sent.start and t.trigger.tag_ in ("VBN", "VBD")
    if first and t.subject is None and t.object is None and t.g.parsed.language == "en":
        return ""  # "Regained the same day.": what the entry is about
    return "" if t.sites else "no_place_in_the_slot"


def _intransitive(t: Trial) -> str:
    told = any(c.dep_ == "ccomp" and c.i > t.trigger.i for c in t.g.children(t.trigger))  # "tient d'un berger que …"
    return "" if t.object is None and not told else "has_an_object"


def _no_statement(t: Trial) -> str:
    """Is somebody asked to do something, or is something only said ("warned that X could fall", "…, he warned")?"""
    below = [c for c in t.g.children(t.trigger) if c.dep_ in ("xcomp", "ccomp", "prep", "obl:arg", "obl:mod", "advcl")]
    asked = any(t.g.mood(c) == "infinitive" if t.g.is_verb(c) else t.g.word(c) in ("against", "for") for c in below)
    return "" if asked else "says_something"


def _reflexive(t: Trial) -> str:
    reflexive = getattr(t.g, "reflexive", None)
    return "" if reflexive is None or reflexive(t.trigger) else "not_reflexive"


def _irreflexive(t: Trial) -> str:
    reflexive = getattr(t.g, "reflexive", None)
    return "reflexive" if reflexive is not None and reflexive(t.trigger) else ""


def _reflexive_or_capitulate(t: Trial) -> str:
    return "" if t.g.lemma(t.trigger) == "capituler" else _reflexive(t)


def _combat(t: Trial) -> str:
    if t.g.mood(t.trigger) == "infinitive" and not t.sites:
        return "a_fight_in_general"
    if t.g.lemma(t.trigger) in ("battre", "accrocher", "opposer", "heurter"):
        if _reflexive(t) and t.g.lemma(t.trigger) != "opposer":
            return "not_reflexive"
        if t.sites and (t.actor is None or t.actor.can_fight):
            return ""
    return "" if t.actor is not None and t.actor.can_fight else "nobody_fights"


def _into(t: Trial) -> str:
    preps = {o.prep.split(" ")[0] for o in t.g.obliques(t.trigger)}
    if "out" in preps:
        return "moves_out_of_it"  # "stormed out of the assembly in X"
    motion = t.g.lemma(t.trigger) in ("enter", "cross")
    return "" if motion or preps & {"into", "inside", "in", "through"} else "no_motion_into"


def _habit(t: Trial) -> str:
    return "" if t.trigger.tag_ in ("VBZ", "VBP") and not t.g.auxiliaries(t.trigger) else "done_once"


def _motion(t: Trial) -> str:
    preps = {o.prep.split(" ")[0] for o in t.g.obliques(t.trigger)}
    return "" if preps & {"into", "through"} else "no_motion_into"


def _freed(t: Trial) -> str:
    predicate = [c for c in t.g.children(t.trigger) if c.dep_ in ("acomp", "attr", "oprd")]
    return "" if not _placed(t) and any(t.is_in(c, "freed") for c in predicate) else "no_place_is_called_free"


def _attempted(t: Trial) -> str:
    return "" if t.g.mood(t.trigger) == "infinitive" else "not_only_attempted"


def _prison(t: Trial) -> str:
    held = [s for s, _ in t.sites if "prison" in (getattr(s.ref, "name", None) or "").lower()]
    doors = [o.noun for c in t.g.children(t.trigger) for o in t.g.obliques(c) if t.g.lemma(o.noun) == "prison"]
    return "" if held or doors else "no_prison_is_opened"


def _echo(t: Trial) -> str:
    """Going the same way: the subject is a place, and nothing is gone to or after."""
    if t.subject is None or t.scene.place_at(t.subject) is None or t.g.passive(t.trigger):
        return "no_place_that_goes_the_same_way"
    going = {o.prep.split(" ")[0] for o in t.g.obliques(t.trigger)} & {"to", "into", "through", "from", "by", "without"}
    said = [c for c in t.g.children(t.trigger) if c.dep_ in ("acomp", "xcomp", "ccomp", "prt", "attr", "oprd")]
    said = [c for c in said if c.i > t.trigger.i]
    return "something_else_is_said_of_the_place" if going or said else ""


def _counted(t: Trial) -> str:
    """Does a number stand before it ("sixteen dead", "forty people dead", "dozens of casualties")?"""
    head = t.trigger.head if t.trigger.dep_ == "amod" else t.trigger
    near = [head, *t.g.children(t.trigger), *t.g.children(head)]
    return "" if any(c.pos_ == "NUM" for c in near) else "not_counted"


def _gone(t: Trial) -> str:
    """Are they away, with no word of where to ("the guards have gone", "les gardes sont partis")?"""
    perfect = any(t.g.lemma(a) in ("have", "être", "will", "would") for a in t.g.auxiliaries(t.trigger))
    bound = {o.prep.split(" ")[0] for o in t.g.obliques(t.trigger)} & {
        "to",
        "into",
        "for",
        "vers",
        "through",
        "on",
        "with",
    }
    if t.g.lemma(t.trigger) in ("leave", "depart", "vanish", "disappear") and t.g.link(t.trigger).kind != "relative":
        begun = t.g.lemma(t.trigger.head) in ("begin", "start") and t.trigger.dep_ == "xcomp"
        perfect = perfect or begun or t.trigger.tag_ == "VBD"
    return "" if perfect and not bound and t.object is None and not t.g.passive(t.trigger) else "not_said_to_be_gone"


def _away(t: Trial, token: Token) -> bool:
    """Is it a distance ("are 15 km from X")?"""
    return t.is_in(token, "unit_nouns") and any(c.pos_ == "NUM" for c in t.g.children(token))


def _gates(t: Trial) -> str:
    for oblique in t.g.obliques(t.trigger):
        if (
            oblique.prep.endswith(" from")
            or t.is_in(oblique.noun, "near_parts")
            or any(part in oblique.prep for part in ("portes", "abords", "outskirts", "edge"))
        ):
            return ""
    if t.is_in(t.object, "near_parts"):
        return ""
    nouns = [c for c in t.g.children(t.trigger) if t.is_in(c, "near_parts") or _away(t, c)]
    return "" if nouns else "not_at_its_gates"


def _still(t: Trial) -> str:
    beside = {t.g.word(c) for c in t.g.children(t.trigger)}
    there = {"still", "longer", "anymore", "toujours", "encore"} & beside
    gone = any(t.g.word(c) == "plus" and not t.g.only(c) for c in t.g.children(t.trigger))
    if gone and beside & {"ne", "n'"}:
        return ""  # "n'y sont plus"
    lasting = t.g.mood(t.trigger) in ("past", "present") and {"since", "depuis"} & {
        *beside,
        *(t.g.word(g) for c in t.g.children(t.trigger) for g in t.g.children(c)),
    }
    return "" if there or lasting else "not_said_to_be_there_still"


def _inside(t: Trial) -> str:
    """Being somewhere is being inside it: no other predicate ("are ready in Homs"), no auxiliary use."""
    predicate = [c for c in t.g.children(t.trigger) if c.dep_ in ("acomp", "attr", "xcomp", "ccomp", "oprd", "dobj")]
    return "something_else_is_said_of_them" if predicate or any(r is PlaceRole.NEAR for _, r in t.sites) else ""


def _only_seen(t: Trial) -> str:
    """Are they only said to be there, and nothing that they do ("were seen looting")?"""
    spoken = cues(t.g.parsed.language).verbs  # "no soldier is seen, a trader says"
    below = [c for c in t.g.children(t.trigger) if c.dep_ in ("xcomp", "ccomp", "advcl") and t.g.is_verb(c)]
    deeds = [c for c in below if spoken.get(t.g.lemma(c)) not in ("say", "claim") or not t.g.finite(c)]
    return "something_else_is_said_of_them" if deeds else ""


def _town(t: Trial, noun: Token) -> bool:
    return t.scene.place_at(noun) is not None or t.g.lemma(noun) in _WHOLE


def _whole(t: Trial) -> str:
    """Does a force have the town itself again ("are back in Masisi"): no part of it, no barracks, not one general?"""
    if t.actor is None or t.actor.kind not in FIGHTERS or (t.actor.key or "").startswith("officials:"):
        return "no_force_is_there"
    for site, _ in t.sites:
        between = t.g.doc[t.trigger.i + 1 : site.token.i + 1]
        if any(n.pos_ == "NOUN" and not _town(t, n) for n in between):
            return "only_a_part_of_the_place"
    return ""


def _to(t: Trial) -> str:
    lay = t.actor is not None and t.actor.kind == "lay"  # "au nord de X, le poste a été abandonné"
    lawless = t.actor is not None and t.is_in(t.actor.token, "lawless")  # "livrée aux pillards" is held by nobody
    return "" if "actor" in t.filled and not lay and not lawless else "nobody_receives_it"


def _of_hands(t: Trial) -> str:
    return (
        ""
        if any(o.prep == "de" and t.g.lemma(o.noun) == "main" for o in t.g.obliques(t.trigger))
        else "does_not_change_hands"
    )


def _event_noun(t: Trial) -> str:
    return (
        ""
        if t.supported
        or (t.sites and any(named(s.ref) for s, _ in t.sites))
        or (t.g.lemma(t.trigger) in _DEAD and not _counted(t))
        or (t.actor is not None and t.actor.key is not None and t.actor.kind != "lay")
        else "only_mentioned"
    )


def _placed_or_towns(t: Trial) -> str:
    return "" if t.sites else "nothing_is_taken"


def _territorial(t: Trial) -> str:
    return "" if any(c.lemma_.startswith("territor") for c in t.g.children(t.trigger)) else "not_of_territory"


def _appeal_noun(t: Trial) -> str:
    return "" if any(o.prep in ("à", "pour") for o in t.g.obliques(t.trigger)) else "a_call_for_nothing"


def _place_subject(t: Trial) -> str:
    if t.subject is None or (t.scene.actor_at(t.subject) is not None and t.scene.place_at(t.subject) is None):
        return "no_place_is_said_to_do_it"
    town = t.is_in(t.subject, "place_nouns") and any(named(s.ref) for s, _ in t.sites)
    return "" if town or t.scene.place_at(t.subject) is not None else "no_place_is_said_to_do_it"


def _party(t: Trial, noun: Token) -> bool:
    mention = t.scene.actor_at(noun)
    return mention is not None and mention.kind != "object"


def _alone(t: Trial) -> str:
    """Is nothing else said of the town: "Samarra tient", but not "Moscou tient à ses bases"?"""
    bound = [o for o in t.g.obliques(t.trigger) if o.prep in ("à", "de", "pour", "en") and o.noun.pos_ != "PRON"]
    bound = [o for o in bound if not t.is_in(o.noun, "attacks") and not _party(t, o.noun)]
    state = t.subject is not None and t.scene.actor_at(t.subject) is not None  # a capital that stands for its country
    return "something_else_is_said_of_it" if bound or state else ""


def _beleaguered(t: Trial) -> str:
    """Is it no seat of something ("le siège du gouvernorat à X")?"""
    of = [o.noun for o in t.g.obliques(t.trigger) if o.prep in ("de", "of")]
    return "a_seat_and_no_siege" if any(t.is_in(n, "seated") and t.scene.place_at(n) is None for n in of) else ""


def _stationed(t: Trial) -> str:
    """Is it said of the soldiers themselves ("stationnés à X", "présents à X"), and not of what they put somewhere?"""
    if t.actor is None or (t.actor.key is None and not t.g.no_such(t.actor.token)):
        return "nobody_acts"
    predicate = t.trigger.pos_ == "ADJ" or any(t.g.lemma(a) == "être" for a in t.g.auxiliaries(t.trigger))
    predicate = predicate or (t.is_in(t.trigger, "camping") and t.object is None)
    return "" if predicate or t.g.passive(t.trigger) else "not_said_to_be_there"


def _there_is(t: Trial) -> str:
    own = {t.g.word(c) for c in t.g.children(t.trigger)}
    return "" if "y" in own and own & {"il", "-il"} else "not_said_to_be_there"


def _turn(t: Trial) -> str:
    """Is it the turn of a town, with nothing else that it will do: "c'était au tour de Tikrit"?"""
    below = [v for v in t.g.subtree(t.trigger) if v.i != t.trigger.i and t.g.is_verb(v)]
    return "its_own_verb_says_what_happened" if below else ""


def _blown_up(t: Trial) -> str:
    """Has somebody blown himself up ("s'est fait exploser", "s'est fait sauter")?"""
    near = {t.g.word(c) for c in t.g.children(t.trigger)}
    return "" if near & {"fait", "font", "faire", "fit", "s'", "se"} else "nobody_blew_himself_up"


def _again(t: Trial) -> str:
    near = [*t.g.children(t.trigger), *(g for c in t.g.children(t.trigger) for g in t.g.children(c))]
    return "" if any(t.is_in(c, "again") for c in near) else "not_said_to_be_so_again"


def _as_before(t: Trial) -> str:
    near = [*t.g.children(t.trigger), *(g for c in t.g.children(t.trigger) for g in t.g.children(c))]
    return "" if any(t.is_in(c, "as_before") for c in near) else "not_said_to_be_there_still"


def _agentless(t: Trial) -> str:
    return "it_is_said_who_did_it" if t.g.agent(t.trigger) is not None else ""


def _verbless(t: Trial) -> str:
    return (
        "a_verb_says_it" if any(t.g.is_verb(a) and a.sent == t.trigger.sent for a in t.g.ancestors(t.trigger)) else ""
    )


def _driven(t: Trial) -> str:
    """Is it told of forces, and not only beside a noun ("the ousted president")?"""
    if t.trigger.dep_ == "amod":
        return "said_beside_a_noun"
    return "" if t.actor is not None and t.actor.kind in FIGHTERS else "no_forces_are_driven_out"


def _finite(t: Trial) -> str:
    return "" if t.g.auxiliaries(t.trigger) or t.g.finite(t.trigger) else "said_beside_a_noun"


def _denied(t: Trial) -> str:
    """Is it said of nobody ("not a soldier is to be seen", "no fighters were left"), or not to be so?"""
    said = t.actor.token if t.actor is not None else t.subject
    no = said is not None and t.g.no_such(said)
    no = no or any(c.dep_ == "attr" and t.g.no_such(c) for c in t.g.children(t.trigger))  # "no sign of the army"
    return "" if no or t.g.negated(t.trigger) or nobody(t) else "said_of_somebody"


def _under_it(t: Trial) -> str:
    """Does "sous" stand before it ("sous le feu", "sous les bombes")?"""
    under = getattr(t.g, "preposition", lambda _: "")(t.trigger) == "sous"
    return "" if under else "nothing_is_under_it"


def _passive(t: Trial) -> str:
    return "" if t.g.passive(t.trigger) else "not_passive"


def _not_return(t: Trial) -> str:
    return "they_come_back" if t.g.lemma(t.trigger) == "return" else ""


CONDITIONS: Mapping[str, Callable[[Trial], str]] = {
    **CASTING,
    "place": _place,
    "placed": _placed,
    "intransitive": _intransitive,
    "no-statement": _no_statement,
    "reflexive": _reflexive,
    "irreflexive": _irreflexive,
    "reflexive-or-capitulate": _reflexive_or_capitulate,
    "combat": _combat,
    "into": _into,
    "motion": _motion,
    "habit": _habit,
    "gates": _gates,
    "to": _to,
    "still": _still,
    "echo": _echo,
    "attempted": _attempted,
    "freed": _freed,
    "prison": _prison,
    "gone": _gone,
    "counted": _counted,
    "passive": _passive,
    "denied": _denied,
    "driven": _driven,
    "finite": _finite,
    "under-it": _under_it,
    "agentless": _agentless,
    "again": _again,
    "as-before": _as_before,
    "alone": _alone,
    "stationed": _stationed,
    "beleaguered": _beleaguered,
    "turn": _turn,
    "there-is": _there_is,
    "blown-up": _blown_up,
    "inside": _inside,
    "only-seen": _only_seen,
    "whole": _whole,
    "of-hands": _of_hands,
    "event-noun": _event_noun,
    "placed-or-towns": _placed_or_towns,
    "territorial": _territorial,
    "appeal-noun": _appeal_noun,
    "place-subject": _place_subject,
    "verbless": _verbless,
    "not-return": _not_return,
}
