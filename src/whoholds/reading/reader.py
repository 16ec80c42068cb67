"""The reader: a report in, a `Reading` out. Pure: no clock, no network, no writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice

from whoholds.model import Block, BlockKind, Precision, Reading, Report
from whoholds.reading import posts, shouting
from whoholds.reading import scene as scenes
from whoholds.reading.answers import Answers, filled
from whoholds.reading.assemble import assemble
from whoholds.reading.attribution import find_attributions
from whoholds.reading.attribution.records import records
from whoholds.reading.claims import ClaimMaker
from whoholds.reading.context import complete
from whoholds.reading.dating import Dating
from whoholds.reading.earlier import earlier
from whoholds.reading.events import EventFinder
from whoholds.reading.extension import NONE, Frames, using
from whoholds.reading.grammar import grammar_for
from whoholds.reading.headlines import labels
from whoholds.reading.interviews import interview, voice_of
from whoholds.reading.languages import known
from whoholds.reading.lexicon import lexicon
from whoholds.reading.normalise import normalise
from whoholds.reading.parse import Job, parse
from whoholds.reading.peoples import Peoples
from whoholds.reading.pointing import pointing
from whoholds.reading.quoting import Quoting
from whoholds.reading.relevance import SHORT, about_a_war
from whoholds.reading.scan import Relevance, Scan
from whoholds.reading.scene import STATES
from whoholds.reading.shields import respell, shields, topics
from whoholds.reading.signature import given_out_by, signature, speaks_of_ours
from whoholds.reading.steps import Step, Work, check
from whoholds.reading.strangers import strangers
from whoholds.reading.sweeping import swept_once
from whoholds.reading.theatre import Grounds
from whoholds.reading.time.expressions import TimeExpression, next_focus
from whoholds.reading.time.find import find_expressions
from whoholds.reading.toponyms import Toponyms
from whoholds.reading.words import words
from whoholds.reference.actors import Actors
from whoholds.reference.countries import by_iso
from whoholds.reference.folding import fold
from whoholds.reference.gazetteer import Gazetteer
from whoholds.reference.mention import ActorMention
from whoholds.reference.outlets import Outlets
from whoholds.reference.tokens import words as words_of
from whoholds.settings import Settings

VERSION = "rules-2"
_LINE = 160  # characters of a paragraph of one sentence
_NAME = 60  # characters of a list's item that is a name and little else
BATCH = 16
"""Reports of a stream that are parsed together. Unit: reports."""
AHEAD = 256
"""Reports that are looked at, at most, to find as many that deserve parsing. Unit: reports."""


class Reader:
    """Reads reports in French and English.

    Example:
        >>> reader = Reader.load(gazetteer, actors, settings)  # doctest: +SKIP
        >>> reading = reader.read(report)  # doctest: +SKIP
    """

    def __init__(self, gazetteer: Gazetteer, actors: Actors, settings: Settings, frames: Frames = NONE) -> None:
        self.frames = frames
        told = settings.reading.theatres
        self.version = (
            VERSION + (f"+frames-{frames.digest}" if frames.digest else "") + "".join(f"+theatre-{t}" for t in told)
        )
        self.actors = actors
        self.toponyms = Toponyms(gazetteer, settings.places)
        self.peoples = Peoples(actors, gazetteer)
        self.scan = Scan(actors) if settings.reading.scan else None
        self.grounds = Grounds(actors, self.toponyms, told)
        self.outlets = Outlets.load()
        self.steps = (
            Step("normalise", frozenset({"report"}), frozenset({"text"}), self._normalise),
            Step("scan", frozenset({"text"}), frozenset({"relevance"}), self._scan),
            Step("places", frozenset({"text", "relevance"}), frozenset({"places", "theatre"}), self._places),
            Step("actors", frozenset({"text", "theatre", "places"}), frozenset({"actors"}), self._actors),
            Step("times", frozenset({"text"}), frozenset({"times"}), self._times),
            Step("parse", frozenset({"text", "places", "actors", "times"}), frozenset({"parsed"}), self._parse_one),
            Step("scenes", frozenset({"parsed", "places", "actors", "times"}), frozenset({"scenes"}), self._scenes),
            Step("events", frozenset({"scenes"}), frozenset({"drafts", "answers", "attributions"}), self._events),
            Step("assemble", frozenset({"drafts", "answers"}), frozenset({"claims"}), self._assemble),
        )
        check(self.steps)
        self._parser = next(i for i, step in enumerate(self.steps) if step.name == "parse")

    @classmethod
    def load(cls, gazetteer: Gazetteer, actors: Actors, settings: Settings, frames: Frames = NONE) -> Reader:
        """A reader over open reference data; language models load with the first report of their language.

        Args:
            gazetteer: names and places.
            actors: who is who.
            settings: limits.
            frames: what an analyst adds to the shipped frames and cues; the version says that there is something.

        Raises:
            DataError: an entry of those frames breaks the schema.
        """
        with using(frames):
            for language in known():
                lexicon(language)
        return cls(gazetteer, actors, settings, frames)

    def work(self, report: Report) -> Work:
        """Everything found on the way, for inspection."""
        (work,) = self._works([report])
        return work

    def read(self, report: Report) -> Reading:
        """What the report says.

        Raises:
            SetupError: a language model is missing.
        """
        return self._reading(self.work(report))

    def pipe(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Readings of a stream of reports, in order; one report is a stream of one.

        Reports are parsed together in batches, which is faster and changes nothing in what is read: `BATCH` of them
        that are about war, at most `AHEAD` in all, are taken from the stream before the first reading is given back.
        """
        stream = iter(reports)
        while works := self._ahead(stream):
            with using(self.frames), swept_once():
                readings = [self._reading(work) for work in self._parsed(works)]
                works.clear()
            yield from readings

    def _works(self, reports: Sequence[Report]) -> list[Work]:
        """Reports through all steps, the paragraphs of all of them parsed at once."""
        with using(self.frames):
            return self._parsed([self._looked_at(report) for report in reports])

    def _ahead(self, reports: Iterator[Report]) -> list[Work]:
        """The next reports of a stream, up to the parser: until enough of them deserve it."""
        works: list[Work] = []
        worth = 0
        with using(self.frames):
            for report in islice(reports, AHEAD):
                works.append(self._looked_at(report))
                worth += works[-1].relevance is not Relevance.NONE
                if worth == BATCH:
                    break
        return works

    def _looked_at(self, report: Report) -> Work:
        work = Work(report)
        self._run(self.steps[: self._parser], work)
        return work

    def _parsed(self, works: list[Work]) -> list[Work]:
        self._parse([work for work in works if work.relevance is not Relevance.NONE])
        for work in works:
            self._run(self.steps[self._parser + 1 :], work)
        return works

    def _run(self, steps: Sequence[Step], work: Work) -> None:
        for step in steps:
            if work.relevance is Relevance.NONE:
                break
            step.run(work)

    def _reading(self, work: Work) -> Reading:
        return Reading(
            work.report.id,
            self.version,
            tuple(work.claims),
            tuple(work.attributions),
            tuple(t.mention() for t in work.times),
            tuple(work.places),
        )

    # -- steps ----------------------------------------------------------------------------------------------------

    def _normalise(self, work: Work) -> None:
        work.text = shouting.heads(posts.plain(normalise(work.report.text)))

    def _language(self, work: Work, language: str) -> str:
        """Blocks in a language that cannot be parsed are read in the report's, or not at all."""
        if language in known():
            return language
        return work.report.language if work.report.language in known() and language == "und" else "und"

    def _scan(self, work: Work) -> None:
        if self.scan is not None:
            work.relevance = self.scan.report(work.report, self._pieces(work))

    def _pieces(self, work: Work) -> Iterator[tuple[str, str]]:
        """Text and language of each paragraph."""
        for block in work.report.blocks:
            yield work.text[block.start : block.end], self._language(work, block.language)

    def _places(self, work: Work) -> None:
        language = self._language(work, work.report.language)
        ground = self.grounds.of(work.text, language, work.anchor, self.outlets.get(work.report.outlet).country)
        work.theatre, work.places = ground.theatre, ground.places
        if any(shouting.lines(work.text)):
            names = [(p.start, p.end) for p in work.places]
            index, cut = self.actors.index, words_of(work.text)
            names += index.capitals(cut, work.theatre.key if work.theatre else None)
            peoples = self.toponyms.gazetteer.demonyms()
            work.text = shouting.calm(work.text, language, names, index.acronyms(), peoples)

    def _actors(self, work: Work) -> None:
        for block in work.report.blocks:
            language = self._language(work, block.language)
            piece = work.text[block.start : block.end]
            found = self.actors.mentions(piece, language, work.theatre, work.anchor)
            found += [
                m
                for m in self.actors.provisional(piece, language, work.theatre, found)
                if not any(m.start < o.end and o.start < m.end for o in found)
            ]
            accounts = posts.handles(piece, partial(self._called, language, work))
            found = [m for m in found if not any(m.start < a.end and a.start < m.end for a in accounts)] + accounts
            named = [m for m in found if m.kind != "object" and not m.anaphoric]  # "the Russian flag"
            peoples = self.peoples.find(piece, language, work.theatre, work.anchor, named)
            for m in [*found, *peoples]:
                (work.peoples if m in peoples else work.actors).append(
                    replace(
                        m,
                        start=m.start + block.start,
                        end=m.end + block.start,
                        head=m.head + block.start if m.head >= 0 else -1,
                    )
                )
        if self.scan is not None and not about_a_war(work.report, work.actors):
            work.relevance = self.scan.without_fighters(self._pieces(work))
        work.actors = [self._branch(m, work) for m in work.actors]
        work.places, work.actors = self.toponyms.divide(work.places, work.actors)
        demonyms = self.toponyms.gazetteer.demonyms()
        more = strangers(
            work.text,
            self._language(work, work.report.language),
            work.places,
            [*work.actors, *work.peoples],
            demonyms.__contains__,
        )
        work.places = sorted([*work.places, *more], key=lambda p: p.start)

    def _called(self, language: str, work: Work, words_: str) -> list[ActorMention]:
        return self.actors.mentions(words_, language, work.theatre, work.anchor)

    def _branch(self, mention: ActorMention, work: Work) -> ActorMention:
        """The branch of a movement that the theatre knows, where the text names the movement only."""
        if work.theatre is None or not mention.named or mention.key in work.theatre.actors:
            return mention
        own = [key for key in work.theatre.actors if key.startswith(f"{mention.key}_")]
        return replace(mention, key=own[0]) if len(own) == 1 and mention.kind == "armed_group" else mention

    def _times(self, work: Work) -> None:
        focus = None
        for block in work.report.blocks:
            language = self._language(work, block.language)
            day = work.days.get(block.start)
            found = find_expressions(
                work.text, block.start, block.end, language, anchor=work.anchor, focus=focus, day=day
            )
            focus = next_focus(found, focus)
            heading = _heading(found, work.text[block.start : block.end])
            if heading is not None:
                work.days.update({b.start: heading for b in work.report.blocks if b.start > block.start})
            work.times.extend(found)

    def _parse_one(self, work: Work) -> None:
        self._parse([work])

    def _parse(self, works: Sequence[Work]) -> None:
        """Paragraphs of several reports, parsed together."""
        jobs: list[Job] = []
        of: list[Work] = []
        for work in works:
            for block in work.report.blocks:
                language = self._language(work, block.language)
                if language in known() and self._worth(work, block, language):
                    names = shields(work.text, block.start, block.end, language, work.places, work.actors, work.times)
                    names += topics(work.text, block.start, block.end, work.places, work.actors)
                    names = respell(work.text, block.start, block.end, names, lexicon(language).respell)
                    jobs.append((work.text, block.start, block.end, language, names))
                    of.append(work)
        for work, parsed in zip(of, parse(jobs), strict=True):
            work.parsed.append(parsed)

    def _worth(self, work: Work, block: Block, language: str) -> bool:
        """Is a paragraph worth parsing?"""
        named = any(block.start <= m.start < block.end for m in work.actors)
        if block.end - block.start < _LINE:  # "Lyman is still Ukrainian." has no word that the scan looks for
            named = named or any(block.start <= m.start < block.end for m in work.peoples)
        if block.kind is BlockKind.ITEM and block.end - block.start < _NAME:  # of a list: its heading says what of them
            named = named or any(block.start <= p.start < block.end for p in work.places)
        return self.scan is None or named or self.scan.paragraph(work.text[block.start : block.end], language)

    def _scenes(self, work: Work) -> None:
        kinds = {b.start: b.kind for b in work.report.blocks}
        work.signed = signature(work.text, [(b.start, b.end) for b in work.report.blocks], work.actors)
        work.interview = interview(work.text, [(b.start, b.end) for b in work.report.blocks], work.actors)
        work.memory.ours = work.signed is not None or speaks_of_ours(work.text)
        work.memory.places = list(work.places)
        stands = {m.start for m in work.actors if m.kind in STATES}
        work.memory.pointing = pointing(work.text, work.places, (p.start for p in work.places if p.start in stands))
        work.memory.epithets = frozenset(p.start for p in work.places if work.text[p.start : p.end].islower())
        if work.theatre is not None:
            table = by_iso()
            home = [table[c] for c in work.theatre.countries if c in table]
            work.memory.capitals = frozenset(
                fold(name) for c in home for names in c.capitals.values() for name in names
            )
        title = normalise(work.report.title or "").strip()
        for index, parsed in enumerate(work.parsed):
            times = [t for t in work.times if t.start < parsed.end and parsed.start < t.end]
            built = scenes.build(
                parsed,
                grammar_for(parsed),
                lexicon(parsed.language),
                work.actors,
                work.places,
                [t.mention() for t in times],
                work.peoples,
            )
            repeated = bool(title) and work.text[parsed.start : parsed.end].strip() == title
            built.title = kinds.get(parsed.start) is BlockKind.TITLE or repeated
            built.index = index
            work.scenes.append(built)

    def _events(self, work: Work) -> None:
        dated = len(work.text) < SHORT or any(
            t.standalone
            and t.resolved
            and not t.background
            and work.anchor is not None
            and t.recent(work.anchor)
            and work.text[t.core : t.end].lower() not in words("times", "now")
            for t in work.times
        )
        quoting = Quoting(work.actors)
        body = given_out_by(work.report.outlet, work.text, work.signed)
        issuer = next((m for m in work.actors if body is not None and m.start == body.start), None)
        if issuer is not None and (heard := voice_of(issuer, work.scenes)) is not None:
            quoting.given_out(heard)
        answerer = voice_of(work.interview.answerer, work.scenes) if work.interview is not None else None
        for built in work.scenes:
            work.attributions.extend(records(built.parsed, find_attributions(built.grammar, attitudes=True)))
            if work.relevance is Relevance.AFFAIRS:
                continue
            finder = EventFinder(built, work.memory)
            spans = find_attributions(built.grammar)
            spans += labels(built)
            finder.args.spans = spans
            finder.args.known = self.actors.actors
            times = [t for t in work.times if t.start < built.parsed.end and built.parsed.start < t.end]
            block = work.text[built.parsed.start : built.parsed.end]
            said = answerer if work.interview is not None and built.parsed.start in work.interview.answers else None
            work.memory.quoting = quoting.enter(block) or said
            happenings = finder.find()
            dating = Dating(built, times, work.anchor, work.days.get(built.parsed.start), dated=dated)
            maker = ClaimMaker(work.report, built, finder, spans, dating)
            drafts = maker.drafts(happenings)
            quoting.leave(
                block,
                spans,
                [a for a in work.memory.heard if a.start >= built.parsed.start],
                maker.speakers.announcing(),
            )
            desk = Answers(built, finder.args, spans, maker.speakers, work.report.text)
            answers = desk.find(drafts, [d.claim for g in work.drafts[-2:] for d in g])
            work.drafts.append(drafts)
            work.answers.extend(answers)
            work.rejected.extend(finder.rejected)

    def _assemble(self, work: Work) -> None:
        if about_a_war(work.report, work.actors):
            drafts = complete(work.drafts, work.theatre, self.actors, work.signed, work.scenes, work.anchor)
            work.claims = earlier(assemble(drafts, filled(work.answers, drafts)), work.report.text)


def _heading(found: Sequence[TimeExpression], text: str) -> date | None:
    """The day that a block names and nothing else: the head of what is told below ("Mardi 3 décembre")."""
    if len(found) != 1 or found[0].when.precision is not Precision.DAY or not found[0].standalone:
        return None
    return found[0].when.start if len(text.strip(" \n#*:-–—.")) <= found[0].end - found[0].start else None


__all__ = ["VERSION", "Reader", "TimeExpression"]
