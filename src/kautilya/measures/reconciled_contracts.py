"""The register's signed contracts held to the printed control totals: partner shares, whatever the unlisted ones are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from kautilya.core.errors import NotFoundError
from kautilya.measures.contract_shares import PARTY, STAGE
from kautilya.measures.control_totals import Total, totals
from kautilya.measures.reconcile import Cell, Control, Listed, UnreconciledError, reconciled
from kautilya.measures.transfers.result import TransferResult
from kautilya.measures.transfers.tidy import tidied
from kautilya.store.view import View
from kautilya.tables.cells import number
from kautilya.tables.contracts import Contract, contracts

MEASURE = "reconcile"
QUESTION = "What share of all contracts can a partner have, whatever the unlisted contracts are?"
ANYONE = "not listed"
"""A partner with whom no listed contract is, but unlisted ones may be."""
NOTES = (
    "lo and hi hold whatever the unlisted contracts are; `share_of_listed` is what the listed ones alone would say",
    f"'{ANYONE}' is anybody with whom no listed contract is",
    "a printed amount may be rounded: half a unit of its last digit that is not 0 either way is allowed for",
)
_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "by": pl.String, "partner": pl.String, "share": pl.Float64, "lo": pl.Float64, "hi": pl.Float64, "unit": pl.String,
    "stage": pl.String, "window": pl.String, "edition": pl.String, "n": pl.Int64, "rows": pl.List(pl.String),
    "listed": pl.Float64, "share_of_listed": pl.Float64,
}  # fmt: skip


def reconciled_contracts(view: View, window: str | None = None) -> TransferResult:
    """Bound each partner's share of the money in all contracts signed in the periods for which a total is printed.

    A contract that may or may not lie in the period, or has no price, is left to the unlisted ones: the bounds stay true.

    Args:
        view: The register.
        window: `FY2024-25`: that period only.

    Raises:
        NotFoundError: No total of contracts signed is printed for the period.
    """
    printed = totals(view, contracts(view).counted)
    whole = [total for total in printed if not total.domestic and number(total.row, "amount_inr_crore")]
    asked = [total for total in whole if window in (None, total.window.label)]
    if not asked:
        there = ", ".join(total.window.label for total in whole) or "none"
        raise NotFoundError(f"no printed total of contracts signed for '{window or 'any period'}'; periods are: {there}")
    rows: list[dict[str, object]] = []
    warnings: list[str] = []
    for total in asked:
        for by in PARTY:
            try:
                rows += _bounds(total, [other for other in printed if other.domestic], by, str(view.as_of))
            except UnreconciledError as error:
                warnings.append(f"{total.window.label}, by {by}: {error}")
    result = TransferResult(
        measure=MEASURE,
        question=QUESTION,
        value="share",
        denominator="money in all contracts signed in the period, as printed",
        frame=pl.DataFrame(rows, schema=_SCHEMA),
        warnings=(*warnings, *_differing(asked)),
        notes=NOTES,
    )
    return replace(result, frame=tidied(result))


def _bounds(total: Total, domestic: Sequence[Total], by: str, edition: str) -> Iterable[dict[str, object]]:
    home = [other for other in domestic if other.window == total.window and number(other.row, "amount_inr_crore")]
    controls = [_control(one) for one in (total, *home)]
    listed = [
        Listed(id=one.deal_id, cell=_cell(one, by), low=float(one.price.low), high=float(one.price.high))
        for one in total.inside
        if one.price is not None
    ]
    cells = {_cell(one, by) for one in (*total.inside, *total.possibly)} | {Cell(partner=ANYONE, domestic=False)}
    if by == "counterparty":
        cells |= {Cell(partner=buyer, domestic=True) for buyer in {one.buyer for one in total.inside} if buyer is not None}
    else:
        cells |= {Cell(partner=cell.partner, domestic=at_home) for cell in cells for at_home in (True, False)}
    for found in reconciled(listed, controls, cells):
        yield {
            "by": by, "partner": found.partner, "share": None, "lo": found.lo, "hi": found.hi, "unit": "INR crore",
            "stage": STAGE, "window": total.window.label, "edition": edition, "n": found.n, "rows": list(found.rows),
            "listed": found.listed, "share_of_listed": found.share,
        }  # fmt: skip


def _control(total: Total) -> Control:
    amount = number(total.row, "amount_inr_crore") or 0.0
    count = None if total.row.cell("count_basis").point is not None else number(total.row, "count")
    play = _half_unit(amount)
    return Control(
        name=f"contracts signed {total.window.label}{': domestic' if total.domestic else ''}", low=amount - play,
        high=amount + play, count=None if count is None else int(count), domestic=True if total.domestic else None,
    )  # fmt: skip


def _half_unit(amount: float) -> float:
    """Return half a unit of the last digit that is not 0: 2,28,000 may be 2.28 lakh rounded, 1,68,922 is whole crore."""
    unit = 1.0
    while amount and amount % (unit * 10) == 0:
        unit *= 10
    return unit / 2


def _cell(contract: Contract, by: str) -> Cell:
    return Cell(partner=PARTY[by](contract), domestic=contract.domestic)


def _differing(asked: Sequence[Total]) -> Iterable[str]:
    for total in asked:
        basis = total.row.cell("count_basis").point
        if basis is not None:
            yield f"{total.window.label}: the printed count is {basis}; it was not used"
