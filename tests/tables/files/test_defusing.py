import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.tables.files.defusing import defused, fused, is_formula

texts = st.text(alphabet="=+-@\t\r\n' 'aZ1.|!＝(" + "\u00a0", max_size=8) | st.text(max_size=30)


@given(texts)
def test_nothing_is_lost(text: str) -> None:
    assert fused(defused(text)) == text


@given(texts)
def test_what_was_defused_begins_with_an_apostrophe_or_is_harmless(text: str) -> None:
    assert defused(text).startswith("'") or not is_formula(text)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =cmd|' /C calc'!A0",
        "＝1",
        '=HYPERLINK("https://example.org","x")',
        "'=1",
    ],
)
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Rafale", "-5", "+91.5", "'Make in India'", "a=b", "2026-04-30"])
def test_what_it_would_not_run_is_left_alone(text: str) -> None:
    assert defused(text) == text
