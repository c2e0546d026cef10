import pytest

from kautilya.core.visible import one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mRED\x1b[2J", "\\x1b[31mRED\\x1b[2J"),
        ("\x1b]0;pwn\x07", "\\x1b]0;pwn\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("back\rforged", "back\\rforged"),
        ("a\u202eb", "a\\u202eb"),
        ("Kochi, \u0915\u094b\u091a\u0940\tyard\n", "Kochi, \u0915\u094b\u091a\u0940\tyard\n"),
    ],
)
def test_what_a_terminal_would_obey_is_written_as_its_code(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_text_of_several_lines_cannot_pass_for_further_lines() -> None:
    assert one_line("x\n   source     https://gov.example") == "x\\n   source     https://gov.example"
