from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.intake.transfers import lines as module
from kautilya.intake.transfers.lines import Lines, NotATableError


def lines_of(content: bytes) -> list[str]:
    return [line for _, line in Lines(BytesIO(content))]


def test_every_usual_line_end_ends_a_line() -> None:
    assert lines_of(b"a\r\nb\nc\rd\n") == ["a", "b", "c", "d"]


def test_blank_lines_are_lines() -> None:
    assert lines_of(b"a\n\r\n\rb\n") == ["a", "", "", "b"]


def test_lines_are_numbered_as_an_editor_counts() -> None:
    assert list(Lines(BytesIO(b"a\r\nb\rc\n"))) == [(1, "a"), (2, "b"), (3, "c")]


def test_a_byte_order_mark_is_no_text() -> None:
    assert lines_of(b"\xef\xbb\xbfRecipient\n") == ["Recipient"]


def test_characters_that_other_programs_take_for_line_ends_do_not_end_a_line() -> None:
    assert lines_of("a\u2028b\x0bc\x85d\n".encode()) == ["a\u2028b\x0bc\x85d"]


@pytest.mark.parametrize(
    ("content", "encoding", "text"),
    [
        ("Ib\u00e9rico".encode(), "utf-8", "Ib\u00e9rico"),
        ("Ib\u00e9rico \u00b1 2".encode("latin-1"), "cp1252", "Ib\u00e9rico \u00b1 2"),
        ("\u201cKite\u201d".encode("cp1252"), "cp1252", "\u201cKite\u201d"),
        (b"\x81 has no meaning in Windows-1252", "cp1252", "\x81 has no meaning in Windows-1252"),
        ("Ib\u00e9rico".encode("utf-16"), "utf-16", "Ib\u00e9rico"),
        (b"plain", "utf-8", "plain"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(content: bytes, encoding: str, text: str) -> None:
    lines = Lines(BytesIO(content + (b"\n\x00" if encoding == "utf-16" else b"\n")))
    assert [line for _, line in lines] == [text]
    assert lines.encoding.name == encoding


def test_each_line_of_a_mixed_file_is_read_by_itself() -> None:
    lines = Lines(BytesIO("Ib\u00e9rico\n".encode() + "Ib\u00e9rico\n".encode("latin-1")))
    assert [line for _, line in lines] == ["Ib\u00e9rico", "Ib\u00e9rico"]
    assert lines.encoding.name == "utf-8 and cp1252 mixed"
    assert lines.encoding.first_cp1252 == [2]


def test_a_last_line_without_an_end_is_noticed() -> None:
    lines = Lines(BytesIO(b"a\nb"))
    assert [line for _, line in lines] == ["a", "b"]
    assert not lines.ends_in_newline


def test_an_endless_line_is_refused() -> None:
    with pytest.raises(NotATableError, match="no table"):
        lines_of(b"a," * module.LONGEST_LINE)


@given(st.lists(st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=["Cs"]), max_size=20), min_size=1))
def test_where_blocks_are_cut_makes_no_difference(texts: list[str]) -> None:
    content = "".join(f"{text}\r\n" for text in texts).encode()
    texts[0] = texts[0].removeprefix("\ufeff")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", 3)
        assert lines_of(content) == texts
