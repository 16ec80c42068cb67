"""`whoholds frames`: what verbs and nouns are taken to mean; an analyst's own are checked and tried here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from whoholds.frames import Trial
    from whoholds.model import Claim
    from whoholds.reading.lexicon import Frame, Slot
    from whoholds.reading.proving import Change, Verdict

app = typer.Typer(help="Frames: what verbs and nouns mean; list them, show one, try your own.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Language = Annotated[str | None, typer.Option("--language", "-l", help="Only this language.")]
PROBLEM = 1


@app.command("list")
def list_(
    event: Annotated[str | None, typer.Option("--event", "-e", help="Only frames of this event.")] = None,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """List all frames that count, the shipped ones and your own."""
    from whoholds.cli.values import member
    from whoholds.model import Event

    wanted = member(Event, event, "--event") if event else None
    rows = [row for row in _frames(language) if wanted is None or row["event"] == wanted.value]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        print(f"{row['language']}  {row['event']:10} {row['kind']:5} {', '.join(row['words'])}")


@app.command()
def show(
    word: Annotated[str, typer.Argument(metavar="VERB", help="A verb or noun in its dictionary form.")],
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Show everything that is known of a word: its frames, and what it does as a cue."""
    from whoholds.errors import NotFound

    frames = [row for row in _frames(language) if word in row["words"]]
    cues = [row for row in _cues(language) if row["word"] == word]
    if not frames and not cues:
        raise NotFound(
            "frames.unknown", f"no frame and no cue has {word!r}", hint="docs/how-to/add-a-verb.md says how to add it",
            subject=word,
        )  # fmt: skip
    if as_json:
        print(json.dumps({"frames": frames, "cues": cues}, ensure_ascii=False, indent=2))
        return
    for row in frames:
        print(f"{row['language']} {row['kind']}: {row['event']}")
        for key in ("words", "object", "subject", "actor", "target", "place", "needs", "control"):
            if row[key]:
                value = row[key] if isinstance(row[key], str) else ", ".join(row[key])
                print(f"    {key:8} {value}")
    for row in cues:
        print(f"{row['language']} cue: {row['what']}")


@app.command()
def test(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="A frames file; by default those of your frames folder.", show_default=False
        ),
    ] = None,
    corpus: Annotated[
        list[str] | None,
        typer.Option("--corpus", help="Reports to read with and without it; may be repeated.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check a frames file, try its examples, and show what changes in other reports.

    Exit code 1 where an example does not come out.
    """
    from whoholds import frames
    from whoholds.settings import load

    trial = frames.trial(load(), file, corpus or [])
    failed = [v for v in trial.verdicts if not v.passed]
    if as_json:
        print(json.dumps(_data(trial), ensure_ascii=False, indent=2))
    else:
        print(f"{', '.join(trial.names) or 'no file'}: keeps to the schema")
        for verdict in trial.verdicts:
            _tell(verdict)
        for change in trial.changes:
            _show_change(change)
        print(_summary(trial, len(trial.verdicts) - len(failed)))
        if not trial.verdicts:
            print("nothing was tried: write examples beside the entries (docs/how-to/add-a-verb.md)")
    if failed:
        raise typer.Exit(PROBLEM)


def _summary(trial: Trial, passed: int) -> str:
    said = f"{passed} of {len(trial.verdicts)} examples come out."
    if not trial.reports:
        return said
    kinds = [change.kind.value for change in trial.changes]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("added", "removed", "changed"))
    return f"{said} {trial.reports} reports read with and without: {counts}"


def _tell(verdict: Verdict) -> None:
    print(f"  {'ok  ' if verdict.passed else 'FAIL'} {verdict.example.sentence}")
    if verdict.passed:
        return
    wanted = verdict.example
    asked = (wanted.event or "nothing", wanted.actor, wanted.place, wanted.factuality)
    parts = " | ".join(part or "-" for part in asked)
    print(f"         wanted  {parts}   ({wanted.where})")
    for claim in verdict.found:
        print(f"         read    {_line(claim)}")
    if not verdict.found:
        print("         read    nothing; whoholds read --html shows what was refused and why")
    elif verdict.near:
        print(f"         differs in {', '.join(verdict.near)}")


def _show_change(change: Change) -> None:
    sign = {"added": "+", "removed": "-", "changed": "~"}[change.kind.value]
    print(f"  {sign} {change.report}: {change.sentence}")
    if change.before is not None:
        print(f"      - {_line(change.before)}")
    if change.after is not None:
        print(f"      + {_line(change.after)}")
    if change.fields:
        print(f"        {', '.join(change.fields)}")


def _line(claim: Claim) -> str:
    from whoholds.model import Described, Unplaced

    ref = claim.place
    where = ref.name if isinstance(ref, (Described, Unplaced)) else ref.label
    return " | ".join(
        [claim.event.value, claim.actor.key if claim.actor else "-", where or "-", claim.factuality.value]
    )


def _data(trial: Trial) -> dict[str, Any]:
    from whoholds.views.reading_json import claim_row

    def row(claim: Claim | None) -> dict[str, Any] | None:
        return claim_row(claim) if claim is not None else None

    return {
        "files": list(trial.names),
        "examples": [
            {
                "sentence": v.example.sentence,
                "where": v.example.where,
                "passed": v.passed,
                "differs": list(v.near),
                "read": [row(c) for c in v.found],
            }
            for v in trial.verdicts
        ],
        "reports": trial.reports,
        "changes": [
            {
                "kind": c.kind.value,
                "report": c.report,
                "sentence": c.sentence,
                "fields": list(c.fields),
                "before": row(c.before),
                "after": row(c.after),
            }
            for c in trial.changes
        ],
    }


def _languages(asked: str | None) -> tuple[str, ...]:
    from whoholds.errors import UsageError
    from whoholds.reading.languages import known

    if asked is None:
        return tuple(known())
    code = asked.strip().lower()
    if code not in known():
        hint = f"one of {', '.join(known())}"
        raise UsageError("usage.choice", "--language: no such value", hint=hint, subject=asked)
    return (code,)


def _frames(asked: str | None) -> list[dict[str, Any]]:
    """Every frame once, by language, event and words."""
    from whoholds import frames
    from whoholds.reading.extension import using
    from whoholds.reading.lexicon import lexicon
    from whoholds.settings import load

    out: list[dict[str, Any]] = []
    with using(frames.own(load())):
        for language in _languages(asked):
            known = lexicon(language)
            for kind, table in (("verb", known.verbs), ("noun", known.nouns)):
                each: dict[int, Frame] = {id(f): f for found in table.values() for f in found}
                out += [_row(language, kind, frame) for frame in each.values()]
    return sorted(out, key=lambda row: (row["language"], row["event"], row["kind"], row["words"]))


def _row(language: str, kind: str, frame: Frame) -> dict[str, Any]:
    def slots(found: tuple[Slot, ...]) -> list[str]:
        sources = [("|".join(sorted(slot.preps)) or slot.source, slot.role) for slot in found]
        return [source + (f">{role.value}" if role else "") for source, role in sources]

    return {
        "language": language,
        "kind": kind,
        "event": frame.event.value,
        "words": list(frame.lemmas),
        "object": sorted(frame.objects),
        "subject": sorted(frame.subjects),
        "actor": slots(frame.actor),
        "target": slots(frame.target),
        "place": slots(frame.place),
        "needs": sorted(frame.needs),
        "control": frame.control.value if frame.control else "",
    }


def _cues(asked: str | None) -> list[dict[str, str]]:
    """What words do as cues: who speaks how, and what a governing word does to what it governs."""
    from whoholds import frames
    from whoholds.reading.attribution.lexicon import cues
    from whoholds.reading.extension import using
    from whoholds.reading.lexicon import lexicon
    from whoholds.settings import load

    out: list[dict[str, str]] = []
    with using(frames.own(load())):
        for language in _languages(asked):
            words, known = cues(language), lexicon(language)
            for table in (words.verbs, words.nouns):
                out += [{"language": language, "word": w, "what": f"attributes, class {c}"} for w, c in table.items()]
            out += [
                {"language": language, "word": w, "what": f"governs: {s.affirmed}; negated: {s.negated}"}
                for w, s in known.signatures.items()
            ]
    return out
