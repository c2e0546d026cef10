"""Concentration over time and by block: the truth lies in the band, blanks are not zeros."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from kautilya.core.errors import NotFoundError
from kautilya.measures.transfers.blocks import NOT_MAPPED, table, with_blocks
from kautilya.measures.transfers.concentration import concentration
from kautilya.measures.transfers.hhi import hhi
from kautilya.measures.transfers.source import SPREAD
from kautilya.measures.transfers.years import Years
from tests.measures.transfers import worlds as made
from tests.measures.transfers.worlds import Deal, delivery_rows, register, truth, windows, worlds


@settings(max_examples=40)
@given(worlds, windows)
def test_the_true_concentration_lies_in_the_band(world: list[Deal], window: Years) -> None:
    volumes = truth(world, window)
    unknown = volumes.pop("unknown", 0.0)
    if sum(volumes.values()) + unknown <= 0:
        return
    largest = max(volumes, key=lambda code: volumes[code], default=None)
    scattered = sum(volume**2 for volume in volumes.values()) / (sum(volumes.values()) + unknown) ** 2
    joined = (
        hhi(np.array([volume + (unknown if code == largest else 0.0) for code, volume in volumes.items()])) if largest else 1.0
    )
    for source in (register(world), delivery_rows(world)):
        row = concentration([source], recipient="IND", window=window).frame.row(0, named=True)
        assert row["lo"] <= scattered + 1e-9
        assert joined <= row["hi"] + 1e-9
        assert row["lo"] - 1e-9 <= row["hhi"] <= row["hi"] + 1e-9


def test_every_five_year_window_of_a_file_is_measured() -> None:
    world = [Deal(supplier="RUS", unit=1.0, pieces={2000: 1, 2006: 1}), Deal(supplier="FRA", unit=1.0, pieces={2003: 2})]
    found = concentration([delivery_rows(world)], recipient="IND").frame
    assert found["window"].to_list() == ["2000:2004", "2001:2005", "2002:2006"]
    assert found["hhi"].to_list() == pytest.approx([5 / 9, 1.0, 5 / 9])
    assert found["effective_suppliers"].to_list() == pytest.approx([9 / 5, 1.0, 9 / 5])


def test_a_block_without_deliveries_in_a_window_has_no_row() -> None:
    world = [
        Deal(supplier="RUS", unit=1.0, pieces={2000: 1}, description="tank"),
        Deal(supplier="FRA", unit=1.0, pieces={2003: 2}, description="SAM"),
    ]
    found = concentration([delivery_rows(world)], recipient="IND", window=Years(first=2000, last=2001), by_block=True).frame
    assert found["block"].to_list() == ["armour"]


def test_a_description_that_the_table_does_not_have_is_listed_and_kept() -> None:
    world = [Deal(supplier="RUS", unit=1.0, pieces={2000: 1}, description="hover tank")]
    found = concentration([delivery_rows(world)], recipient="IND", window=Years(first=2000, last=2001), by_block=True)
    assert found.frame["block"].to_list() == [NOT_MAPPED]
    assert any("hover tank" in note for note in found.notes)


def test_a_table_of_totals_cannot_tell_blocks() -> None:
    with pytest.raises(NotFoundError, match="what was delivered"):
        concentration([made.table([Deal(supplier="RUS", unit=9.0, pieces={2000: 1})])], recipient="IND", by_block=True)


def test_both_spellings_of_a_description_are_in_the_same_block() -> None:
    rows = pl.DataFrame({"description": ["SRAAM", " short-range  air-to-air missile"]}, schema={"description": pl.String})
    filled = rows.with_columns(pl.lit(None).cast(kind).alias(name) for name, kind in SPREAD.items() if name != "description")
    assert with_blocks(filled)["block"].unique().to_list() == ["air-to-air missiles"]


def test_the_table_of_blocks_names_each_description_once_in_lower_case() -> None:
    descriptions = table()["description"]
    assert descriptions.is_unique().all()
    assert (descriptions == descriptions.str.to_lowercase()).all()
