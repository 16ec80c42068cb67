from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from whoholds.errors import InputRefused
from whoholds.reports.decoding import check_characters, check_not_binary, decode, remarks

FRENCH = "L’armée a évacué la ville, affirme un « élu » : 20 œufs, 3 €…"
ENGLISH = "The army left the town, a resident said."
printable = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufeff\ufffe"),
    min_size=1,
    max_size=200,
).filter(lambda text: bool(text.strip()))


def code_of(raw: bytes, **options: object) -> str:
    with pytest.raises(InputRefused) as caught:
        decode(raw, "a.txt", **options)
    assert caught.value.subject == "a.txt"
    assert caught.value.hint
    return caught.value.code


@given(printable)
def test_utf8_comes_out_as_it_went_in(text: str) -> None:
    raw = text.encode()
    assume(not raw.startswith((b"%PDF-", b"BZh", b"GIF8", b"PK\x03\x04", b"{\\rtf")))
    assert decode(raw, "a.txt") == (text, "utf-8")


@pytest.mark.parametrize(
    ("mark", "encoding", "how"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8 (byte-order mark)"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16 (byte-order mark)"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16 (byte-order mark)"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32 (byte-order mark)"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32 (byte-order mark)"),
    ],
)
@given(text=printable)
def test_a_byte_order_mark_is_believed_and_taken_off(mark: bytes, encoding: str, how: str, text: str) -> None:
    assert decode(mark + text.encode(encoding), "a.txt") == (text, how)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [FRENCH, ENGLISH])
def test_utf16_without_a_mark_is_seen_by_its_zero_bytes(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == (text, "utf-16 (guessed)")


def test_windows_1252_is_guessed_and_said_to_be_guessed() -> None:
    assert decode(FRENCH.encode("cp1252"), "a.txt") == (FRENCH, "windows-1252 (guessed)")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Армия покинула город Хама", "cp1251"),
        ("الجيش ينسحب من حماة", "cp1256"),
        ("軍は町を離れた", "shift_jis"),
        ("Ο στρατός έφυγε", "iso8859-7"),
    ],
)
def test_other_eight_bit_encodings_are_refused_and_not_turned_to_nonsense(text: str, encoding: str) -> None:
    assert code_of(text.encode(encoding)) == "input.encoding"


def test_cut_utf8_is_called_damaged_and_not_guessed_to_be_something_else() -> None:
    raw = ("été à Hama, " * 5).encode()[:-1] + b"\xc3"
    with pytest.raises(InputRefused, match="damaged UTF-8"):
        decode(raw, "a.txt")


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_decoded_whole_or_refused_with_a_code(raw: bytes) -> None:
    try:
        text, how = decode(raw, "a.txt")
    except InputRefused as error:
        assert error.code.startswith("input.")
    else:
        encoding = how.split(" ")[0]
        assert text.strip()
        assert len(text.encode("cp1252" if encoding.startswith("windows") else "utf-8")) > 0
        check_characters(text, "a.txt")


@pytest.mark.parametrize(
    "raw", [b"", b"   ", b"\n\r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF8 + b" \n", codecs.BOM_UTF16_LE]
)
def test_nothing_is_refused_as_empty(raw: bytes) -> None:
    assert code_of(raw) == "input.empty"


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (b"%PDF-1.7 text", "PDF"),
        (gzip.compress(b"0" * 1000, mtime=0), "gzip"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x7fELF\x02", "program"),
        (b"SQLite format 3\x00", "database"),
        (b"{\\rtf1 text}", "rich-text"),
        (b"abc\x00def", "zero bytes"),
        (b"\x00\x01\x02\x03" * 40, "zero bytes"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_is(raw: bytes, named: str) -> None:
    with pytest.raises(InputRefused, match=named) as caught:
        check_not_binary(raw, "a.txt")
    assert caught.value.code == "input.binary"
    assert caught.value.hint


def test_a_compressed_bomb_is_never_unpacked() -> None:
    assert code_of(gzip.compress(b"0" * 50_000_000, mtime=0)) == "input.binary"


@pytest.mark.parametrize("declared", ["ISO-8859-1", "latin1", "windows-1252", "us-ascii"])
def test_declared_latin_1_means_windows_1252_as_in_browsers(declared: str) -> None:
    text, how = decode(FRENCH.encode("cp1252"), "a.html", declared)
    assert text == FRENCH
    assert how == f"{declared.lower()} (declared)"


def test_a_declared_encoding_is_used_where_guessing_would_refuse() -> None:
    text = "Армия покинула город Хама"
    assert decode(text.encode("cp1251"), "a.html", "windows-1251")[0] == text


def test_a_declared_encoding_that_is_wrong_is_refused() -> None:
    assert code_of("軍は町を離れた".encode("shift_jis"), declared="euc-kr") == "input.encoding"


def test_utf8_is_seen_whatever_the_declaration_says() -> None:
    assert decode(FRENCH.encode(), "a.html", "iso-8859-1") == (FRENCH, "utf-8")


@pytest.mark.parametrize("declared", ["no-such-thing", "", "base64", "rot13", "unicode_escape", "utf-7", "a\x00b"])
def test_a_declared_encoding_that_is_none_is_passed_over(declared: str) -> None:
    assert decode(FRENCH.encode(), "a.html", declared) == (FRENCH, "utf-8")


def test_a_mark_is_believed_before_a_declaration() -> None:
    assert decode(codecs.BOM_UTF8 + FRENCH.encode(), "a.html", "iso-8859-1")[0] == FRENCH


@pytest.mark.parametrize("control", ["\x01", "\x08", "\x0e", "\x1b", "\x1f", "\x7f", "\x90", "\x9b", "\x9d"])
def test_control_characters_that_could_drive_a_terminal_are_refused(control: str) -> None:
    with pytest.raises(InputRefused, match="position 3") as caught:
        check_characters(f"abc{control}[31mred", "a.txt")
    assert caught.value.code == "input.control_characters"


@pytest.mark.parametrize(
    "spacing", ["\t", "\n", "\r", "\r\n", "\f", "\v", "\x85", "\x96", "\u2028", "\xa0", "\u200b", "\u202e"]
)
def test_spacing_and_direction_signs_are_part_of_a_text(spacing: str) -> None:
    check_characters(f"abc{spacing}def", "a.txt")


@pytest.mark.parametrize("half", ["\ud800", "\udbff", "\udc00", "\udfff"])
def test_half_a_character_is_refused(half: str) -> None:
    with pytest.raises(InputRefused, match="position 2") as caught:
        check_characters(f"ab{half}", "a.json")
    assert caught.value.code == "input.lone_surrogate"


def test_control_characters_pass_where_the_source_of_a_page_is_decoded() -> None:
    assert decode(b"<p>a\x1bb</p>", "a.html", controls=True)[0] == "<p>a\x1bb</p>"
    assert code_of(b"<p>a\x1bb</p>") == "input.control_characters"


def test_remarks_name_what_a_person_should_know() -> None:
    assert remarks(FRENCH) == {}
    told = remarks("a\u202eb\u2066c\ufffd \x93d\x94")["characters"]
    assert "2 signs that were decoded wrongly" in told
    assert "2 direction controls" in told
    assert "1 replacement" in told
