import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.intake.transfers.cells import cut


def test_a_line_without_quotes_is_cut_at_every_comma() -> None:
    assert cut("India,,16, ,Kite-1", ",").cells == ["India", "", "16", " ", "Kite-1"]


def test_a_comma_within_quotes_does_not_cut() -> None:
    assert cut('"TIV of arms exports from Nowhere, 1950-2021",,', ",").cells == [
        "TIV of arms exports from Nowhere, 1950-2021",
        "",
        "",
    ]


def test_doubled_quotes_stand_for_one() -> None:
    assert cut('a,"a 5"" gun",b', ",").cells == ["a", 'a 5" gun', "b"]


def test_a_quote_within_an_unquoted_cell_is_a_character() -> None:
    assert cut('a,5" gun,b', ",").cells == ["a", '5" gun', "b"]


def test_a_line_that_ends_within_quotes_says_so() -> None:
    assert cut('a,"b,c', ",").open_quote


def test_a_cell_that_goes_on_after_its_quotes_is_no_quoted_cell() -> None:
    with pytest.raises(ValueError, match="closing quote"):
        cut('a,"b" c,d', ",")


@given(st.lists(st.text(st.characters(blacklist_characters="\r\n\x00", blacklist_categories=["Cs"])), min_size=1))
def test_what_the_csv_module_writes_is_cut_into_the_same_cells(cells: list[str]) -> None:
    written: list[str] = []

    class Sink:
        def write(self, text: str) -> None:
            written.append(text)

    csv.writer(Sink(), lineterminator="").writerow(cells)
    assert cut("".join(written), ",").cells == cells
