"""The change between two windows against brute force."""

import itertools
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given

from kautilya.core.errors import NotFoundError
from kautilya.measures.transfers.change import change
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Direction
from tests.measures.transfers.test_programme import splits
from tests.measures.transfers.worlds import Deal, delivery_rows, register, table, truth, windows, worlds

EARLY, LATE = Years(first=2000, last=2001), Years(first=2002, last=2003)


@given(worlds, windows)
def test_the_true_change_lies_within_the_bounds_of_every_layout(world: list[Deal], window: Years) -> None:
    before = sum(truth(world, window.before()).values())
    mine = [deal for deal in world if deal.recipient == "IND"]
    if not mine:
        return
    for source in (register(world), delivery_rows(world)):
        row = change([source], recipient="IND", window=window).frame.row(0, named=True)
        if before > 0:
            true = sum(truth(world, window).values()) / before - 1
            assert row["lo"] is None or row["lo"] - 1e-9 <= true
            assert row["hi"] is None or true <= row["hi"] + 1e-9


def test_the_ends_are_those_of_every_way_to_deliver() -> None:
    world = [
        Deal(supplier="RUS", unit=3.0, pieces={2000: 2, 2002: 2, 2005: 1}),
        Deal(supplier="FRA", unit=5.0, pieces={2001: 1, 2003: 2}),
        Deal(supplier="USA", unit=7.0, pieces={2001: 1, 2006: 2}),
        Deal(supplier="ISR", unit=1.0, pieces={2000: 4}),
    ]
    changes = []
    choices = [splits(sum(deal.pieces.values()), len(deal.pieces)) for deal in world]
    for choice in itertools.product(*choices):
        sums = {EARLY: 0.0, LATE: 0.0}
        for deal, split in zip(world, choice, strict=True):
            for year, pieces in zip(sorted(deal.pieces), split, strict=True):
                for window in sums:
                    sums[window] += deal.unit * pieces if year in window else 0.0
        changes.append(sums[LATE] / sums[EARLY] - 1)
    row = change([register(world)], recipient="IND", window=LATE).frame.row(0, named=True)
    assert (row["lo"], row["hi"]) == pytest.approx((min(changes), max(changes)))


def test_windows_with_a_year_in_common_are_refused() -> None:
    with pytest.raises(ValueError, match="years in common"):
        change([], recipient="IND", window=LATE, before=Years(first=2001, last=2002))


def test_a_table_that_begins_after_the_earlier_window_cannot_answer() -> None:
    world = [Deal(supplier="RUS", unit=10.0, pieces={2000: 1, 2002: 2})]
    assert change([table(world)], recipient="IND", window=LATE).frame["change"][0] == pytest.approx(1.0)
    with pytest.raises(NotFoundError, match="2000:2009 only"):
        change([table(world)], recipient="IND", window=EARLY)


def test_a_suppliers_change_counts_what_its_table_totals_beyond_the_listed_buyers() -> None:
    world = [Deal(supplier="RUS", unit=10.0, pieces={2000: 1, 2002: 2})]
    imports = table(world)
    totals = table(world, cells=False).totals.with_columns(
        supplier=pl.lit("RUS"), recipient=pl.lit(None, dtype=pl.String), low=10 * pl.col("low"), high=10 * pl.col("high")
    )
    exports = replace(imports, direction=Direction.EXPORTS, about=frozenset({"RUS"}), totals=totals)
    row = change([exports], supplier="RUS", window=LATE).frame.row(0, named=True)
    assert (row["volume_before"], row["volume"]) == (100.0, 200.0)
    assert row["change"] == pytest.approx(1.0)
    assert row["lo"] < 1.0 < row["hi"]


def test_a_register_is_tightened_by_totals_of_its_edition() -> None:
    world = [
        Deal(supplier="RUS", unit=1.0, pieces={2000: 10, 2003: 30}),
        Deal(supplier="FRA", unit=1.0, pieces={2001: 5, 2002: 5}),
    ]
    alone = change([register(world)], recipient="IND", window=LATE).frame.row(0, named=True)
    printed = replace(table(world, cells=False), rows=table(world).rows.clear())
    both = change([register(world), printed], recipient="IND", window=LATE).frame.row(0, named=True)
    assert alone["lo"] < both["lo"] <= 35 / 15 - 1 <= both["hi"] < alone["hi"]


def test_a_change_is_asked_for_one_party() -> None:
    with pytest.raises(ValueError, match="one recipient or for one supplier"):
        change([], recipient="IND", supplier="RUS", window=LATE)


@pytest.mark.parametrize("unit", [0.1, 0.4, 0.7, 3.3])
@pytest.mark.parametrize("pieces", [2, 3])
def test_rounding_of_floats_turns_no_ends_round(unit: float, pieces: int) -> None:
    """A row with one piece in each listed year has one possible split; its two ends are computed in different ways."""
    deal = Deal(supplier="RUS", unit=unit, pieces=dict.fromkeys(range(2002, 2002 + pieces), 1))
    row = change([register([deal])], recipient="IND", window=Years(first=2003, last=2003)).frame.row(0, named=True)
    assert row["lo"] == pytest.approx(0.0)
    assert row["hi"] == pytest.approx(0.0)
