"""Bytes to text: byte-order marks, UTF-8, UTF-16, Windows-1252, and a clear refusal of everything else.

Nothing is ever replaced or dropped: either every byte is understood or the file is refused.
"""

from __future__ import annotations

import codecs
import re

from whoholds.errors import InputRefused

# The longer marks first: UTF-32 LE begins with the mark of UTF-16 LE.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save the document as text"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"\x89PNG\r\n", "a PNG image", "pictures are not read"),
    (b"\xff\xd8\xff", "a JPEG image", "pictures are not read"),
    (b"GIF8", "a GIF image", "pictures are not read"),
    (b"\x7fELF", "a program", "only text is read"),
    (b"SQLite format 3\x00", "a database", "export its texts as JSON lines"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text first"),
    (b"{\\rtf", "a rich-text document", "save it as plain text first"),
)

# Tab, line feed, vertical tab, form feed, carriage return and next line are spacing; the other controls of ASCII, and
# those of C1 that open a sequence for a terminal, are no text. The rest of C1 is what becomes of Windows-1252 quotes
# and dashes that somebody decoded as Latin 1: ugly, harmless and frequent in archives.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x90\x98\x9b\x9d-\x9f]")
_MISREAD = re.compile(r"[\x80-\x84\x86-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NOT_CHARSETS = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "utf-7"}
)
_NOT_UTF8_HINT = "save the file as UTF-8"


def _refuse(code: str, message: str, hint: str, subject: str) -> InputRefused:
    return InputRefused(code, message, hint=hint, subject=subject)


def check_not_binary(raw: bytes, subject: str) -> None:
    """Refuse what is not text.

    Raises:
        InputRefused: `input.empty` or `input.binary`.
    """
    if not raw.strip():
        raise _refuse("input.empty", "the file is empty", "check that it was saved or downloaded whole", subject)
    for signature, what, hint in _SIGNATURES:
        if raw.startswith(signature):
            raise _refuse("input.binary", f"this is {what}, not text", hint, subject)
    if _wide(raw) is None and b"\x00" in raw[:65536]:
        raise _refuse("input.binary", "the file holds zero bytes: it is not text", "only text is read", subject)


def _wide(raw: bytes) -> str | None:
    """UTF-16 or UTF-32 by its mark, or UTF-16 without a mark by where its zero bytes lie; else None."""
    for mark, encoding in _MARKS[1:]:
        if raw.startswith(mark):
            return encoding
    head = raw[:4096]
    if len(head) >= 4 and len(raw) % 2 == 0:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        # Western text in UTF-16 has a zero byte in nearly every pair; a binary file has them anywhere.
        if odd > 0.6 * len(head) / 2 and even == 0:
            return "utf-16-le"
        if even > 0.6 * len(head) / 2 and odd == 0:
            return "utf-16-be"
    return None


def decode(raw: bytes, subject: str, declared: str | None = None, *, controls: bool = False) -> tuple[str, str]:
    """The text of a file and a word on how it was decoded.

    Args:
        raw: the bytes of the file.
        subject: the file's name, for errors.
        declared: an encoding that the content names (an HTML page's charset), for what is not UTF-8.
        controls: let control characters pass (the source of a page is not shown to anybody).

    Returns:
        The text without byte-order mark, and e.g. `"utf-8"` or `"windows-1252 (guessed)"`.

    Raises:
        InputRefused: `input.empty`, `input.binary`, `input.encoding`, `input.control_characters`.
    """
    check_not_binary(raw, subject)
    text, how = _decode(raw, subject, declared)
    if not controls:
        check_characters(text, subject)
    if not text.strip():
        raise _refuse("input.empty", "the file holds no text", "check that it was saved or downloaded whole", subject)
    return text, how


def _decode(raw: bytes, subject: str, declared: str | None) -> tuple[str, str]:
    if (wide := _wide(raw)) is not None:
        marked = any(raw.startswith(mark) for mark, _ in _MARKS[1:])
        return _strictly(raw, wide, subject), f"{wide[:6]} ({'byte-order mark' if marked else 'guessed'})"
    if raw.startswith(codecs.BOM_UTF8):
        return _strictly(raw[3:], "utf-8", subject), "utf-8 (byte-order mark)"
    try:
        # before a declaration: text in another encoding that happens to be UTF-8 is as good as impossible, and pages
        # whose declaration has been forgotten on the way are common
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if declared is not None and (codec := _known(declared)) not in (None, "utf-8"):
            return _strictly(raw, str(codec), subject), f"{declared.lower()} (declared)"
        return _western(raw, error, subject), "windows-1252 (guessed)"


def _known(name: str) -> str | None:
    """Python's name of a declared encoding; Latin 1 means Windows-1252, as in every browser (WHATWG Encoding)."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'")).name.replace("_", "-")
        "".encode(codec)  # codecs that turn bytes to bytes are found too, and refuse this
    except (LookupError, ValueError):
        return None
    if codec in _NOT_CHARSETS:
        return None
    return "cp1252" if codec in {"iso8859-1", "ascii"} else codec


def _strictly(raw: bytes, encoding: str, subject: str) -> str:
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        at = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise _refuse("input.encoding", f"not valid {encoding}{at}", _NOT_UTF8_HINT, subject) from error
    return text.removeprefix("\ufeff")


def _western(raw: bytes, error: UnicodeDecodeError, subject: str) -> str:
    """Windows-1252 where the result looks like a Western language; any other eight-bit text is refused, not guessed."""
    if _broken_utf8(raw):
        raise _refuse(
            "input.encoding", f"damaged UTF-8: byte {error.start} is wrong", "get the file again, or repair it", subject
        )
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    letters = sum(c.isalpha() for c in text)
    accented = sum(c.isalpha() and not c.isascii() for c in text)
    if not letters or accented > 0.2 * letters or re.search(r"[^\W\d_a-zA-Z]{4}", text):
        raise _refuse(
            "input.encoding",
            f"not UTF-8 (byte {error.start}), and not a Western eight-bit text either",
            _NOT_UTF8_HINT,
            subject,
        )
    return text


def _broken_utf8(raw: bytes) -> bool:
    """Whether most of what is not ASCII is well-formed UTF-8, so that the rest is damage and not another encoding."""
    runs = re.findall(rb"[\x80-\xff]+", raw)
    good = 0
    for run in runs:
        try:
            run.decode("utf-8")
        except UnicodeDecodeError:
            continue
        good += 1
    return good * 2 > len(runs)


def check_characters(text: str, subject: str) -> None:
    """Refuse characters that no report holds.

    Raises:
        InputRefused: `input.control_characters` (they can drive a terminal), `input.lone_surrogate`.
    """
    if found := _SURROGATE.search(text):
        raise _refuse(
            "input.lone_surrogate",
            f"half a character (U+{ord(found[0]):04X}) at position {found.start()}",
            "the text was cut inside a character: get it again",
            subject,
        )
    if found := _CONTROL.search(text):
        raise _refuse(
            "input.control_characters",
            f"control character U+{ord(found[0]):04X} at position {found.start()}",
            "remove control characters from the text",
            subject,
        )


def remarks(text: str) -> dict[str, str]:
    """What a person should know of a text's characters, as provenance: direction overrides, replacement signs."""
    notes = []
    if count := len(_BIDI.findall(text)):
        notes.append(f"{count} direction controls, which can make a text look like another")
    if count := len(_MISREAD.findall(text)):
        notes.append(f"{count} signs that were decoded wrongly before it came here")
    if count := text.count("\ufffd"):
        notes.append(f"{count} replacement characters: it was damaged before it came here")
    return {"characters": "; ".join(notes)} if notes else {}
