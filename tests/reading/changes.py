"""Changes to the corpus of reports whose effect on the claims is known beforehand: `python -m tests.reading.changes`.

Whole reports are renamed (places by other settlements nearby, actors by others of the same war); sentences that state
one claim flatly are negated, denied, hedged, put in another tense or in the passive. Each change says what must become
of the claims, and that nothing else may. Rates are pinned in `corpus/changes.tsv`.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spacy.tokens import Token

from tests.reading import corpus_check as check
from tests.reading.desk import Desk, place_name, report_of
from whoholds.model import Claim, Place, Report
from whoholds.reading.scene import Scene
from whoholds.reading.steps import Work
from whoholds.reference.actors import Actors
from whoholds.reference.gazetteer import Gazetteer

ARMED = frozenset({"armed_group", "army", "militia", "paramilitary", "coalition"})
LEAST, FAR = 8_000, 250.0  # of a town that lends its name: people, and kilometres from the place that takes it
VOWELS = "aeiouyhàâéèêëîïôù"
PARTICIPLES = {"took": "taken", "overran": "overrun", "retook": "retaken", "drove": "driven", "beat": "beaten"}
PLUPERFECT = {"a": "avait", "ont": "avaient", "est": "était", "sont": "étaient"}
HEARSAY = {"a": "aurait", "ont": "auraient", "est": "serait", "sont": "seraient"}
MAYBE = {"a": "pourrait avoir", "ont": "pourraient avoir", "est": "pourrait être", "sont": "pourraient être"}

Said = tuple[str, str | None, str | None, str, str]
"""Event, actor, place, polarity or factuality, speaker."""


@dataclass(frozen=True)
class Result:
    """How a change came out: claims as they should be, as they are, and the text that was read."""

    report: str
    language: str
    text: str
    wanted: Counter[Said]
    found: Counter[Said]

    @property
    def share(self) -> float:
        """Twice what both have, by what each has: 1 where the change did what it should and nothing else."""
        both = sum((self.wanted & self.found).values())
        return 2 * both / max(1, self.wanted.total() + self.found.total())


def dated(row: Mapping[str, Any]) -> datetime | None:
    return datetime.fromisoformat(row["published"]) if row.get("published") else None


def report(row: Mapping[str, Any], text: str | None = None) -> Report:
    return report_of(row["text"] if text is None else text, row["lang"], published=dated(row))


# -- other names ------------------------------------------------------------------------------------------------------


def said(claim: Claim, place: str | None, actors: Mapping[str, str]) -> Said:
    def other(key: str) -> str:
        role, colon, whose = key.partition(":")  # "officials:m23"
        return actors.get(key, f"{role}:{actors.get(whose, whose)}" if colon else key)

    actor = other(claim.actor.key) if claim.actor else None
    return claim.event.value, actor, place, str(claim.factuality.polarity), other(claim.speaker.key)


def place_id(claim: Claim, places: Mapping[str, str], names: Mapping[str, str]) -> str | None:
    """The place's id, or its name where it has none, as the change should leave them."""
    if not isinstance(claim.place, Place):
        return names.get(place_name(claim.place) or "", place_name(claim.place))
    return places.get(claim.place.id or "", claim.place.id)


def lender(gazetteer: Gazetteer, work: Work, mention: Place, taken: set[str]) -> tuple[str, str] | None:
    """Id and name of the nearest town of the country that can lend its name: one plain word that means nothing else."""
    if not mention.id or not mention.id.startswith("gn:"):
        return None
    row = gazetteer.get(mention.id)
    if row.kind != "settlement":
        return None
    vowel = mention.name[0].lower() in VOWELS
    for other in gazetteer.near(row.lat, row.lon, ["settlement"], FAR):
        plain = re.fullmatch(r"[A-Z][a-z]{3,}", other.name) and other.country == row.country
        if not plain or other.population < LEAST or other.id in taken or (other.name[0].lower() in VOWELS) != vowel:
            continue
        if other.name.lower() in work.report.text.lower() or {r.country for r in gazetteer.lookup(other.name)} != {
            row.country
        }:
            continue
        best = gazetteer.lookup(other.name, [row.country])
        if best and best[0].id == other.id:
            return other.id, other.name
    return None


def other_places(desk: Desk, gazetteer: Gazetteer, row: Mapping[str, Any]) -> Result | None:
    """Every settlement bears the name of another of its country, wherever it stands; None where there is none."""
    work = desk.reader.work(report(row))
    metonyms = {work.report.text[m.start : m.end] for m in work.actors}  # a capital may stand for its government
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    known: dict[str, tuple[str, str]] = {}
    for mention in work.places:
        ref, surface = mention.place, work.report.text[mention.start : mention.end]
        if surface in metonyms or not isinstance(ref, Place) or not ref.id or not re.fullmatch(r"[\w'’-]+", surface):
            continue
        if ref.id not in known:
            found = lender(gazetteer, work, ref, set(ids.values()))
            if found is None:
                continue
            known[ref.id] = found
        ids[ref.id], names[surface] = known[ref.id]
    if not names:
        return None
    text = renamed(row["text"], names)
    wanted = Counter(said(c, place_id(c, ids, names), {}) for c in work.claims)
    found_now = Counter(said(c, place_id(c, {}, {}), {}) for c in desk.reader.work(report(row, text)).claims)
    return Result(row["id"], row["lang"], text, wanted, found_now)


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Every whole word of `names` replaced by its value, all at once."""
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{pattern})(?![\w-])", lambda m: names[m[0]], text)


def armed(work: Work) -> Mapping[str, set[str]]:
    """How a text names each fighting group, without the article; the most often named first."""
    names: dict[str, list[str]] = {}
    for mention in work.actors:
        if mention.kind in ARMED and mention.named and not mention.provisional:
            text = work.report.text[mention.start : mention.end]
            names.setdefault(mention.key, []).append(re.sub(r"^(?:[Tt]he|[Ll]es?|[Ll]a) |^[Ll]['’]", "", text))
    return {key: set(found) for key, found in sorted(names.items(), key=lambda item: -len(item[1]))}


def acronym(names: Iterable[str]) -> str | None:
    return next((name for name in sorted(names) if re.fullmatch(r"[A-Z][A-Z0-9]{2,7}", name)), None)


def partner(actors: Actors, work: Work, key: str, known: Mapping[str, set[str]]) -> tuple[str, str] | None:
    """Another fighting group with an acronym, of the text or else of its war; None where there is none."""
    here = [(other, acronym(names)) for other, names in known.items() if other != key]
    if work.theatre is not None:
        for other in work.theatre.actors:
            found = actors.get(other)
            if other not in known and found.kind in ARMED:
                here.append((other, acronym(name for name, _, weak in found.aliases if not weak)))
    text = work.report.text
    return next(((o, short) for o, short in here if short and (o in known or short not in text)), None)


def other_actors(desk: Desk, actors: Actors, row: Mapping[str, Any]) -> Result | None:
    """A fighting group with an acronym bears another's name, and that one its own where the text has both."""
    work = desk.reader.work(report(row))
    known = armed(work)
    a = next((key for key, names in known.items() if acronym(names)), None)
    found = partner(actors, work, a, known) if a is not None else None
    if a is None or found is None:
        return None
    b, short = found
    if any(m.key in (a, b) and not m.named for m in work.actors):
        return None  # "the rebels" stay who they were
    names = dict.fromkeys(known[a], short) | dict.fromkeys(known.get(b, ()), acronym(known[a]) or "")
    swap = {a: b} | ({b: a} if b in known else {})
    text = renamed(row["text"], names)
    wanted = Counter(said(c, place_id(c, {}, {}), swap) for c in work.claims)
    now = Counter(said(c, place_id(c, {}, {}), {}) for c in desk.reader.work(report(row, text)).claims)
    return Result(row["id"], row["lang"], text, wanted, now)


# -- sentences --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plain:
    """A sentence that states one claim of control flatly, read as its gold says, with the verb that says it."""

    row: Mapping[str, Any]
    text: str
    was: Said
    verb: Token
    scene: Scene

    def span(self, *tokens: Token) -> tuple[int, int]:
        """From the first to the last token, in characters of the text (the parse knows names by other words)."""
        found = [self.scene.offsets(token) for token in tokens]
        return min(start for start, _ in found), max(end for _, end in found)


def sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for one in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý\"«])", line.strip()):
            if one.endswith(".") and not re.search(r"[:;?!«»\"“”()•]|^- ", one) and len(one) < 220:
                yield one


def exact(claim: Claim) -> Said:
    actor = claim.actor.key if claim.actor else None
    return claim.event.value, actor, place_name(claim.place), claim.factuality.value, claim.speaker.key


def plain(desk: Desk, row: Mapping[str, Any]) -> Iterator[Plain]:
    for text in dict.fromkeys(sentences(row["text"])):
        gold = [c for c in row["claims"] if c["quote"] in text]
        if len(gold) != 1 or gold[0]["factuality"] != "CT+" or gold[0]["speaker"] != "narrator":
            continue
        work = desk.reader.work(report(row, text))
        found = work.claims
        if len(found) != 1 or len(work.scenes) != 1 or found[0].event.value != gold[0]["event"]:
            continue
        was = exact(found[0])
        lemma = found[0].rule.partition("+")[0].partition("/")[2].split(" ")[0]
        grammar = work.scenes[0].grammar
        verbs = [t for t in grammar.doc if grammar.is_verb(t) and grammar.lemma(t) == lemma]
        verbal = any(t.pos_ in ("VERB", "AUX") and t.dep_ == "ROOT" for t in grammar.doc)
        if was[3:] == ("CT+", "narrator") and verbal and len(verbs) == 1 and grammar.parsed.text == text:
            yield Plain(row, text, was, verbs[0], work.scenes[0])


def cut(text: str, *edits: tuple[int, int, str]) -> str:
    """A text with stretches replaced."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def inside(text: str, language: str) -> str:
    """A sentence as it stands behind "that"."""
    articles = "The|A|An|In|On|At|By|After|Some|All|Its|Their|Two|Three|Several"
    if language == "fr":
        articles = "Le|La|Les|Des|Un|Une|Au|Aux|En|Dans|Après|Depuis|Ses|Leurs?|Deux|Trois|Plusieurs|Cette?|Sur"
    low = re.match(rf"(?:{articles}) |L['’]|À |D['’]", text)
    return (text[0].lower() + text[1:] if low else text)[:-1]


def deny(p: Plain) -> tuple[str, Said] | None:
    if re.match(r"(?:They|He|She|It|Ils?|Elles?) ", p.text):
        return None  # they would be the residents
    new = (*p.was[:3], "CT-", "residents")
    if p.row["lang"] == "en":
        return f"Residents deny that {inside(p.text, 'en')}.", new
    low = inside(p.text, "fr")
    return f"Des habitants démentent {'qu’' if low[0] in VOWELS else 'que '}{low}.", new


def auxiliary(p: Plain) -> Token | None:
    """The auxiliary right before a French participle."""
    before = p.verb.nbor(-1) if p.verb.i else None
    return before if before is not None and before.lower_ in PLUPERFECT else None


def past(p: Plain) -> bool:
    """Is an English verb in the simple past, with no auxiliary?"""
    return p.verb.tag_ == "VBD" and not any(c.dep_.startswith("aux") for c in p.verb.children)


def negate(p: Plain) -> tuple[str, Said] | None:
    new = (*p.was[:3], "CT-", "narrator")
    if p.row["lang"] == "en":
        return (cut(p.text, (*p.span(p.verb), f"did not {p.verb.lemma_}")), new) if past(p) else None
    aux = auxiliary(p)
    if aux is None:
        return None
    own = aux.nbor(-1) if aux.i and aux.nbor(-1).lower_ in ("s'", "s’", "se", "y") else None
    start = p.span(own if own is not None else aux)[0]
    vowel = p.text[start].lower() in VOWELS
    return cut(p.text, (start, start, "n'" if vowel else "ne "), (p.span(aux)[1], p.span(aux)[1], " pas")), new


def later(p: Plain) -> tuple[str, Said] | None:
    """Another tense: the past before the past says the same, what will be is only probable."""
    if p.row["lang"] == "en":
        new = (*p.was[:3], "PR+", "narrator")
        return (cut(p.text, (*p.span(p.verb), f"will {p.verb.lemma_}")), new) if past(p) else None
    aux = auxiliary(p)
    return (cut(p.text, (*p.span(aux), PLUPERFECT[aux.lower_])), p.was) if aux is not None else None


def maybe(p: Plain) -> tuple[str, Said] | None:
    new = (*p.was[:3], "PS+", "narrator")
    if p.row["lang"] == "en":
        form = PARTICIPLES.get(p.verb.lower_, p.verb.lower_)
        regular = form != p.verb.lower_ or p.verb.lower_.endswith("ed") or p.verb.lower_ in ("held", "lost", "left")
        return (cut(p.text, (*p.span(p.verb), f"may have {form}")), new) if past(p) and regular else None
    aux = auxiliary(p)
    pronoun = aux is not None and aux.i and aux.nbor(-1).lower_ in ("s'", "s’", "y")
    return (cut(p.text, (*p.span(aux), MAYBE[aux.lower_])), new) if aux is not None and not pronoun else None


def voice(p: Plain) -> tuple[str, Said] | None:
    """English: the active put in the passive says the same. French: the conditional of hearsay makes it probable."""
    if p.row["lang"] == "fr":
        aux = auxiliary(p)
        return (cut(p.text, (*p.span(aux), HEARSAY[aux.lower_])), (*p.was[:3], "PR+", "")) if aux is not None else None
    subject = next((c for c in p.verb.children if c.dep_ == "nsubj" and c.i < p.verb.i), None)
    target = next((c for c in p.verb.children if c.dep_ == "dobj" and c.i > p.verb.i), None)
    form = PARTICIPLES.get(p.verb.lower_, p.verb.lower_)
    if not past(p) or subject is None or target is None or p.verb.dep_ != "ROOT" or subject.pos_ == "PRON":
        return None
    s, o = list(subject.subtree), list(target.subtree)
    if (
        s[-1].i != p.verb.i - 1
        or o[0].i != p.verb.i + 1
        or not (form.endswith(("ed", "en")) or form in ("held", "lost"))
    ):
        return None
    start, stop = p.span(*s)
    middle, end = p.span(*o)
    agent = inside(p.text[start:stop] + ".", "en")
    thing = p.text[middle:end]
    thing = thing[0].upper() + thing[1:] if start == 0 else thing
    was = "were" if target.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in target.children) else "was"
    return cut(p.text, (start, end, f"{thing} {was} {form} by {agent}")), p.was


CHANGES = {"deny": deny, "negate": negate, "later": later, "maybe": maybe, "voice": voice}


def changed(desk: Desk, p: Plain, change: str) -> Result | None:
    """A sentence put through a change; None where it cannot be made there."""
    made = CHANGES[change](p)
    if made is None:
        return None
    text, want = made
    found = Counter(map(exact, desk.reader.work(report(p.row, text)).claims))
    if not want[4]:  # whose hearsay it is may be left open
        found = Counter((*one[:4], "") for one in found.elements())
    return Result(p.row["id"], p.row["lang"], text, Counter([want]), found)


def rates(results: list[Result]) -> dict[str, tuple[float, int]]:
    """Language -> mean share and how many."""
    out = {}
    for language in ("en", "fr"):
        mine = [r.share for r in results if r.language == language]
        if mine:
            out[language] = (sum(mine) / len(mine), len(mine))
    return out


def main(arguments: list[str]) -> None:
    """Print rates; `--misses CHANGE` prints what went otherwise in odd reports."""
    from whoholds.reading import Reader
    from whoholds.settings import load

    gazetteer, actors = Gazetteer.open(load().gazetteer_path), Actors.load()
    desk = Desk(Reader.load(gazetteer, actors, load()))
    results = measure(desk, gazetteer, actors)
    for change, some in results.items():
        for language, (rate, count) in rates(some).items():
            print(f"{change:8} {language}  {rate:.3f} of {count}")
        for one in some if change in arguments else ():
            if one.share < 1 and int(one.report) % 2:
                lost, come = one.wanted - one.found, one.found - one.wanted
                print(f"  {one.report} {one.text if len(one.text) < 400 else ''}")
                print(f"      - {list(lost.elements())}\n      + {list(come.elements())}")


def measure(desk: Desk, gazetteer: Gazetteer, actors: Actors) -> dict[str, list[Result]]:
    """Every change over every report of the corpus, where it can be made."""
    out: dict[str, list[Result]] = {name: [] for name in ("places", "actors", *CHANGES)}
    for row in check.load():
        whole = {"places": other_places(desk, gazetteer, row), "actors": other_actors(desk, actors, row)}
        for name, result in whole.items():
            out[name] += [result] if result is not None else []
        for p in plain(desk, row):
            for name in CHANGES:
                result = changed(desk, p, name)
                out[name] += [result] if result is not None else []
    return out


if __name__ == "__main__":
    main(sys.argv[1:])
