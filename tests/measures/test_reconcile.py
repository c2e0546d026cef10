"""An incomplete list of contracts against printed totals."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kautilya.measures.reconcile import Cell, Control, Listed, UnreconciledError, reconciled

HOME, RUS, FRA = Cell(partner="IND", domestic=True), Cell(partner="RUS", domestic=False), Cell(partner="FRA", domestic=False)
ALL = Control(name="contracts signed FY2024-25", low=209_049.5, high=209_050.5, count=193)
DOMESTIC = Control(name="contracts signed FY2024-25: domestic", low=168_921.5, high=168_922.5, count=177, domestic=True)


def contract(at: int, cell: Cell, low: float, high: float | None = None) -> Listed:
    return Listed(id=f"deal{at}", cell=cell, low=low, high=low if high is None else high)


LIST = [contract(1, HOME, 62_700.0), contract(2, RUS, 5_000.0, 6_000.0), contract(3, FRA, 10_000.0)]


def test_a_further_printed_total_brings_the_ends_closer() -> None:
    wide = {found.partner: found for found in reconciled(LIST, [ALL], [])}
    close = {found.partner: found for found in reconciled(LIST, [ALL, DOMESTIC], [])}
    for partner, found in close.items():
        assert wide[partner].lo - 1e-6 <= found.lo
        assert found.hi <= wide[partner].hi + 1e-6
    # Foreign contracts are 209,050 - 168,922 = 40,128 in all, so Russia has at most 40,128 - 10,000 of 209,050.
    assert close["RUS"].hi == pytest.approx(30_128 / 209_050, abs=1e-5)
    assert close["RUS"].lo == pytest.approx(5_000 / 209_050, abs=1e-5)
    assert close["IND"].lo == pytest.approx(168_922 / 209_050, abs=1e-5)


def test_a_partner_of_unlisted_contracts_only_may_have_nothing() -> None:
    found = {one.partner: one for one in reconciled(LIST, [ALL, DOMESTIC], [Cell(partner="USA", domestic=False)])}
    assert found["USA"].lo == pytest.approx(0.0, abs=1e-6)
    assert found["USA"].hi == pytest.approx((40_128 - 15_000) / 209_050, abs=1e-5)


def test_a_complete_list_leaves_nothing_open() -> None:
    complete = [Control(name="all", low=78_000.0, high=79_000.0, count=3)]
    found = {one.partner: one for one in reconciled(LIST, complete, [Cell(partner="USA", domestic=False)])}
    assert found["USA"].hi == pytest.approx(0.0, abs=1e-6)
    assert found["RUS"].lo == pytest.approx(5_300 / 78_000, abs=1e-4)
    assert found["RUS"].hi == pytest.approx(6_000 / 78_700, abs=1e-4)


def test_a_list_that_exceeds_a_total_is_told_with_both_figures() -> None:
    with pytest.raises(UnreconciledError, match=r"'all' is printed as at most 60000, the list alone holds 77700"):
        reconciled(LIST, [Control(name="all", low=50_000.0, high=60_000.0)], [])


def test_more_listed_contracts_than_were_counted_are_told() -> None:
    with pytest.raises(UnreconciledError, match="counts 2 contracts, the list alone holds 3"):
        reconciled(LIST, [Control(name="all", low=0.0, high=1e6, count=2)], [])


def test_totals_that_contradict_each_other_are_named_and_no_others() -> None:
    foreign = Control(name="foreign", low=0.0, high=20_000.0, domestic=False)
    harmless = Control(name="French", low=0.0, high=1e6, partners=frozenset({"FRA"}))
    with pytest.raises(UnreconciledError) as raised:
        reconciled(LIST, [ALL, DOMESTIC, foreign, harmless], [])
    assert "'foreign'" in str(raised.value)
    assert "'French'" not in str(raised.value)


amounts = st.integers(0, 4)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from((HOME, RUS, FRA)), amounts), min_size=1, max_size=3),
    st.integers(1, 9),
    st.integers(0, 6),
)
def test_whatever_the_unlisted_contracts_are_the_share_lies_within(
    known: list[tuple[Cell, int]], total: int, domestic: int
) -> None:
    listed = [contract(at, cell, float(value)) for at, (cell, value) in enumerate(known)]
    controls = [
        Control(name="all", low=float(total), high=float(total)),
        Control(name="domestic", low=float(domestic), high=float(domestic), domestic=True),
    ]
    cells = (HOME, RUS, FRA)
    base = {cell: sum(one.low for one in listed if one.cell == cell) for cell in cells}
    possible = [
        unlisted
        for unlisted in itertools.product(range(total + 1), repeat=3)
        if sum(base.values()) + sum(unlisted) == total and base[HOME] + unlisted[0] == domestic
    ]
    if not possible:
        with pytest.raises(UnreconciledError):
            reconciled(listed, controls, cells)
        return
    found = {one.partner: one for one in reconciled(listed, controls, cells)}
    for at, cell in enumerate(cells):
        shares = [(base[cell] + unlisted[at]) / total for unlisted in possible]
        assert found[cell.partner].lo == pytest.approx(min(shares), abs=1e-5)
        assert found[cell.partner].hi == pytest.approx(max(shares), abs=1e-5)
