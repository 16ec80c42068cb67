"""What `read` and `add` say about a second reader: where the text goes, and what asking has cost."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from whoholds.readers import Readers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from whoholds.asking import Spent
    from whoholds.loading import Readings
    from whoholds.settings import Settings

HELP = "Who reads: rules, model (the one that is set up, see docs/how-to/second-reader.md) or both."
DOCUMENT = "docs/how-to/second-reader.md"


@contextmanager
def readers(
    settings: Settings, asked: str, on_progress: Callable[[str, float], None], *, as_json: bool
) -> Iterator[Readings]:
    """The readers that `--reader` names; says first where text goes, and in the end what it has cost.

    Raises:
        UsageError: no such reader, or a model is asked for and none is set up.
        SetupError: its client is not installed.
    """
    from whoholds.cli import values
    from whoholds.loading import Readings

    wanted = values.member(Readers, asked, "--reader")
    with Readings(settings, wanted, on_progress) as found:
        if Readers.MODEL in wanted.each:
            say("notice", notice(settings), as_json=as_json)
        try:
            yield found
        finally:
            if found.spent is not None:
                say("spent", cost(found.spent), as_json=as_json)


def notice(settings: Settings) -> str:
    """Where the text goes: at length the first time that an address is used, in short from then on."""
    from whoholds.asking import where_to

    host, here = where_to(settings.model)
    if here:
        text = f"{settings.model.name} on this machine reads along; no text leaves the machine."
    else:
        open_ = "" if settings.model.base_url.startswith("https:") else " The connection is not encrypted."
        text = f"{settings.model.name} at {host} reads along: the text of the reports is sent there.{open_}"
    if first_time(settings.answers_path / "told.json", settings.model.base_url) and not here:
        text += (
            f" Sent are title, text, language and day of publication of each report, to {settings.model.base_url},"
            " because model.base_url and model.name are set; unset them, or use --reader rules, and nothing is sent."
            f" What that server keeps is for its operator to say. More in {DOCUMENT}."
        )
    return text


def first_time(path: Path, address: str) -> bool:
    """Is an address used for the first time? From then on it is not; where that cannot be kept, it always is."""
    try:
        told = [str(item) for item in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        told = []
    if address in told:
        return False
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([*told, address]), encoding="utf-8")
    return True


def cost(spent: Spent) -> str:
    """What asking has cost, in one line."""
    asked = f"{spent.requests} request{'' if spent.requests == 1 else 's'}"
    kept = f", {spent.kept} answered from disk" if spent.kept else ""
    return f"the model was asked with {asked}, {spent.tokens:,} tokens, {spent.seconds:.0f} s{kept}"


def say(what: str, text: str, *, as_json: bool) -> None:
    """A line on standard error; standard output is left to data."""
    print(json.dumps({what: text}, ensure_ascii=False) if as_json else text, file=sys.stderr, flush=True)
