"""The linear programme against the closed form, and against every whole number of deliveries."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kautilya.measures.transfers.ledger import SpreadLedger, ledger
from kautilya.measures.transfers.programme import Delivery, PrintedTotal, bounds, contradictions, deliveries
from kautilya.measures.transfers.shares import supplier_shares
from kautilya.measures.transfers.source import Unit
from kautilya.measures.transfers.years import Years
from tests.measures.transfers.worlds import Deal, register, windows, worlds

WINDOW = Years(first=2001, last=2002)


@settings(max_examples=25)
@given(worlds, windows)
def test_without_totals_the_programme_gives_the_closed_form(world: list[Deal], window: Years) -> None:
    mine = [deal for deal in world if deal.recipient == "IND"]
    if not any(year in window for deal in mine for year in deal.pieces):
        return
    book = ledger(register(mine), Unit.TIV)
    assert isinstance(book, SpreadLedger)
    found = bounds(deliveries(book.parts(), "supplier"), [], window)
    assert found is not None
    answer = supplier_shares([register(mine)], recipient="IND", window=window)
    for row in answer.frame.iter_rows(named=True):
        assert found[row["supplier"]] == pytest.approx((row["lo"], row["hi"]), abs=1e-5)


tiny = st.lists(
    st.tuples(st.sampled_from("AB"), st.sets(st.sampled_from((2000, 2001, 2003)), min_size=1, max_size=3), st.integers(3, 5)),
    min_size=2, max_size=3,
)  # fmt: skip


def splits(units: int, years: int) -> list[tuple[int, ...]]:
    """Return every way to deliver whole units with at least one in each year."""
    return [parts for parts in itertools.product(range(1, units + 1), repeat=years) if sum(parts) == units]


@settings(max_examples=30)
@given(tiny, st.integers(2, 9))
def test_every_whole_delivery_that_meets_a_total_lies_within_the_bounds(
    rows: list[tuple[str, set[int], int]], total: int
) -> None:
    parts = [
        Delivery(group=who, supplier=who, recipient="IND", years=tuple(sorted(years)), low=units, high=units, each_year=1.0)
        for who, years, units in rows
    ]
    printed = PrintedTotal(
        supplier=None, recipient="IND", years=Years(first=2001, last=2001), low=total - 0.5, high=total + 0.5
    )
    found = bounds(parts, [printed], WINDOW)
    for choice in itertools.product(*(splits(int(part.low), len(part.years)) for part in parts)):
        at = {
            (row, year): units
            for row, (part, split) in enumerate(zip(parts, choice, strict=True))
            for year, units in zip(part.years, split, strict=True)
        }
        if sum(units for (_, year), units in at.items() if year == 2001) != total:
            continue
        inside = sum(units for (_, year), units in at.items() if year in WINDOW)
        if inside == 0:
            continue
        assert found is not None
        for who in {part.group for part in parts}:
            mine = sum(units for (row, year), units in at.items() if year in WINDOW and parts[row].group == who)
            assert found[who][0] - 1e-9 <= mine / inside <= found[who][1] + 1e-9


def test_a_total_that_the_rows_cannot_meet_is_named() -> None:
    parts = [Delivery(group="RUS", supplier="RUS", recipient="IND", years=(2001,), low=10.0, high=10.0, each_year=1.0)]
    clash = PrintedTotal(supplier="RUS", recipient="IND", years=Years(first=2001, last=2001), low=29.5, high=30.5)
    found = contradictions(parts, [clash])
    assert [str(one) for one in found] == ["RUS to IND, 2001:2001: printed 29.5 to 30.5, the rows allow 10 to 10"]


def test_totals_that_cannot_hold_together_have_no_bounds() -> None:
    parts = [Delivery(group="RUS", supplier="RUS", recipient="IND", years=(2001, 2002), low=10.0, high=10.0, each_year=1.0)]
    year = {y: Years(first=y, last=y) for y in (2001, 2002)}
    totals = [PrintedTotal(supplier="RUS", recipient="IND", years=year[y], low=2.0, high=3.0) for y in year]
    assert not contradictions(parts, totals)
    assert bounds(parts, totals, WINDOW) is None
