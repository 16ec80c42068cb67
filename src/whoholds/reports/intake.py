"""From paths to reports: every way in ends here.

One bad file or row becomes an `InputRefused` in the stream, and the rest goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from whoholds.codec import canonical
from whoholds.errors import InputRefused
from whoholds.model import Block, Report
from whoholds.reports import blocks, files, html, language, markdown, rows
from whoholds.reports.copies import wire_credit
from whoholds.reports.dates import parse_published
from whoholds.reports.decoding import check_characters, check_not_binary, decode, remarks
from whoholds.reports.drafts import Draft
from whoholds.reports.pages import PageReader
from whoholds.reports.pagetext import PageText
from whoholds.settings import ReportLimits

# Scores of language identification: enough to count towards a report's language, and to differ from it.
_SOME = 0.35
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Intake:
    """A report and the bytes it came from; all rows of a JSON lines file share theirs.

    Attributes:
        source: the path as given, with the line for JSON lines; for messages.
    """

    report: Report
    raw: bytes
    source: str = ""


def take(
    paths: Iterable[Path | str | files.Source], settings: ReportLimits, now: datetime
) -> Iterator[Intake | InputRefused]:
    """The reports in files, folders and standard input (`-`), in the order of the paths and of names in folders.

    Args:
        paths: what to take in; folders are walked, see `files.sources`; bytes at hand come as a source.
        settings: the limits.
        now: the clock, aware: the reports' `first_seen`, and the latest believable published time.

    Yields:
        A report with its bytes, or why a file or row was refused.
    """
    with PageReader(settings) as pages:
        for source in files.sources(paths, settings):
            if isinstance(source, InputRefused):
                yield source
                continue
            yield from _file(source, settings, now, pages)


def _file(
    source: files.Source, limits: ReportLimits, now: datetime, pages: PageReader
) -> Iterator[Intake | InputRefused]:
    try:
        raw = files.read(source, limits)
        check_not_binary(raw, source.shown)
        kind = source.format or _sniff(raw, source)
        if kind != files.JSON_LINES and len(raw) > limits.max_bytes:
            raise files.too_large(source.shown, limits.max_bytes)
    except InputRefused as refused:
        yield refused
        return
    sha256 = hashlib.sha256(raw).hexdigest()
    for where, draft in _drafts(kind, raw, source, limits, now, pages):
        if isinstance(draft, InputRefused):
            yield draft
            continue
        try:
            yield Intake(build(draft, sha256, now, limits, where), raw, where)
        except InputRefused as refused:
            yield refused


def _sniff(raw: bytes, source: files.Source) -> str:
    """The format of content whose name does not tell.

    Raises:
        InputRefused: `input.unknown_format` for a file in a folder with an ending that is none of ours.
    """
    if source.found and source.path is not None and source.path.suffix:
        raise InputRefused(
            "input.unknown_format",
            f"no report format ends in {source.path.suffix}",
            hint="name the file itself to have it read as text, or list it in .whoholdsignore",
            subject=source.shown,
        )
    text, _ = decode(raw[:8192] if raw[:8192].isascii() else raw, source.shown)
    if html.looks_like_html(text):
        return files.HTML
    head = text.lstrip()
    if head[:1] not in ("{", "["):
        return files.TEXT
    first, _, rest = raw.strip().partition(b"\n")
    try:
        whole = isinstance(rows.parse(first.decode("utf-8"), source.shown), dict)
    except (InputRefused, UnicodeDecodeError):
        whole = False
    return files.JSON_LINES if whole and rest.strip() else files.JSON


_Drafted = tuple[str, Draft | InputRefused]


def _drafts(
    kind: str, raw: bytes, source: files.Source, limits: ReportLimits, now: datetime, pages: PageReader
) -> Iterator[_Drafted]:
    if kind == files.JSON_LINES and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from _rows(rows.lines(raw, source.shown), source, limits, now)
        return
    try:
        if kind == files.HTML:
            yield source.shown, _page(raw, source, limits, now, pages)
            return
        text, how = decode(raw, source.shown)
        if kind == files.JSON_LINES:
            yield from _rows(rows.lines(text.encode(), source.shown), source, limits, now)
        elif kind == files.JSON:
            yield from _json(text, source, limits, now)
        elif kind == files.MARKDOWN:
            yield source.shown, _markdown(text, how, source, limits, now, pages)
        else:
            yield source.shown, Draft(text=text, name=source.name, provenance={"text": f"file, {how}"})
    except InputRefused as refused:
        yield source.shown, refused


def _rows(
    lines: Iterator[tuple[str, str | InputRefused]], source: files.Source, limits: ReportLimits, now: datetime
) -> Iterator[_Drafted]:
    for where, line in lines:
        if isinstance(line, InputRefused):
            yield where, line
            continue
        try:
            draft = rows.from_object(rows.parse(line, where), where, now, limits)
        except InputRefused as refused:
            yield where, refused
            continue
        yield where, draft if draft.name else replace(draft, name=f"{source.name}:{where.rpartition(':')[2]}")


def _json(text: str, source: files.Source, limits: ReportLimits, now: datetime) -> Iterator[_Drafted]:
    data = rows.parse(text, source.shown)
    if not isinstance(data, list):
        # a file is called by its name, whatever id it holds
        yield source.shown, replace(rows.from_object(data, source.shown, now, limits), name=source.name)
        return
    if not data:
        raise InputRefused("input.empty", "the list is empty", hint="leave the file out", subject=source.shown)
    for number, item in enumerate(data, start=1):
        where = f"{source.shown}:{number}"
        try:
            draft = rows.from_object(item, where, now, limits)
        except InputRefused as refused:
            yield where, refused
            continue
        yield where, draft if draft.name else replace(draft, name=f"{source.name}:{number}")


def _page(raw: bytes, source: files.Source, limits: ReportLimits, now: datetime, pages: PageReader) -> Draft:
    text, how = decode(raw, source.shown, html.declared_charset(raw), controls=True)
    page = pages.html(text, source.shown, now)
    provenance = {"text": f"html:article, {how}"}
    if page.title is not None:
        provenance["title"] = "html:title"
    if page.outlet is not None:
        provenance["outlet"] = "html:site name"
    if page.byline is not None and (wire := wire_credit(page.byline)) is not None:
        provenance["wire"] = f"{wire} (html:author)"
    if page.url is not None:
        provenance["url"] = "html:canonical"
    # a date that can be read two ways goes through the same door and is noted as such
    fields = {"url": page.url or "", "published": page.published or page.doubt or ""}
    return _with_fields(page, source, fields, "html", provenance, limits, now)


def _markdown(
    text: str, how: str, source: files.Source, limits: ReportLimits, now: datetime, pages: PageReader
) -> Draft:
    front, body = markdown.front_matter(text, source.shown)
    page = pages.markdown(body, front.get("title") or None, source.shown)
    provenance = {"text": f"markdown, {how}"}
    if page.title is not None:
        provenance["title"] = "front matter:title" if front.get("title") else "markdown:heading"
    outlet = front.get("outlet") or None
    for key in ("outlet", "url"):
        if front.get(key):
            provenance[key] = f"front matter:{key}"
    if ignored := sorted(set(front) - rows.KNOWN):
        provenance["ignored"] = ", ".join(ignored)[:500]
    return _with_fields(replace(page, outlet=outlet), source, front, "front matter", provenance, limits, now)


def _with_fields(
    page: PageText,
    source: files.Source,
    fields: Mapping[str, str],
    origin: str,
    provenance: dict[str, str],
    limits: ReportLimits,
    now: datetime,
) -> Draft:
    published = parse_published(fields.get("published"), now, limits.future_hours)
    rows.note_published(published.at, published.note, f"{origin}:published", provenance)
    url = rows.address(fields.get("url") or None, origin, provenance)
    declared = rows.declared_language(fields.get("lang") or fields.get("language") or "")
    if declared is not None:
        provenance["language"] = f"{origin}:lang"
    return Draft(
        text=page.text,
        name=source.name,
        title=page.title,
        outlet=page.outlet,
        url=url,
        published=published.at,
        language=declared,
        headings=frozenset(page.headings),
        items=frozenset(page.items),
        provenance=provenance,
    )


def build(draft: Draft, sha256: str, now: datetime, limits: ReportLimits, subject: str) -> Report:
    """A report from its content: title, blocks, languages and id.

    Raises:
        InputRefused: `input.empty`, `input.too_long`, and what `check_characters` raises.
    """
    text = draft.text
    for value in (text, draft.title or "", draft.outlet or ""):
        check_characters(value, subject)
    if len(text) > limits.max_characters:
        raise InputRefused(
            "input.too_long",
            f"{len(text):,} characters, more than {limits.max_characters:,}",
            hint="split it into single reports, or raise reports.max_characters",
            subject=subject,
        )
    provenance = {**draft.provenance, **remarks(text)}
    title = draft.title
    if title is None and (title := blocks.title_line(text)) is not None:
        provenance["title"] = "first line"
    spans = blocks.split(text, title, headings=draft.headings, items=draft.items)
    if not spans:
        raise InputRefused("input.empty", "nothing that can be read", hint="check the file", subject=subject)
    tongue, made = _languages(text, spans, draft.language, limits)
    if draft.language is None and tongue != language.UNDETERMINED:
        provenance["language"] = "detected"
    report = Report(
        id="",
        sha256=sha256,
        name=draft.name,
        text=text,
        blocks=made,
        title=title,
        language=tongue,
        outlet=draft.outlet,
        url=draft.url,
        published=draft.published,
        first_seen=now,
        provenance=provenance,
    )
    return replace(report, id=report_id(report))


def _languages(
    text: str, spans: tuple[blocks.Span, ...], declared: str | None, limits: ReportLimits
) -> tuple[str, tuple[Block, ...]]:
    """The report's language and its blocks with theirs; a short or doubtful block takes the report's."""
    found = []
    for span in spans:
        content = text[span.start : span.end]
        code, score = language.detect(content)
        found.append((code, score, language.letters(content)))
    telling = [(code, size) for code, score, size in found if size >= limits.language_letters and score >= _SOME]
    main = declared or language.majority(telling)
    if main == language.UNDETERMINED:
        main = language.detect(text)[0]
    made = []
    for span, (code, score, size) in zip(spans, found, strict=True):
        # in letters of its own a language is sure however short: "Алеппо" is no French
        foreign = size > 0 and score > _SURE and code not in language.READ and not text[span.start : span.end].isascii()
        keep = score >= _SURE and (size >= limits.language_letters or foreign)
        made.append(Block(span.start, span.end, code if keep else main, span.kind))
    return main, tuple(made)


def report_id(report: Report) -> str:
    """`r-` and 20 hex digits of the SHA-256 of what was published: text, title, outlet, address and time."""
    content = {
        "text": report.text,
        "title": report.title,
        "outlet": report.outlet,
        "url": report.url,
        "published": report.published,
    }
    return "r-" + hashlib.sha256(canonical(content)).hexdigest()[:20]
