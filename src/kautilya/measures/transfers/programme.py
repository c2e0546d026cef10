"""Bounds on shares when printed totals tie the rows together: a small linear programme (Charnes and Cooper).

Unknowns: y[r, t], what row r delivered in its listed year t. A row gives y[r, t] >= its smallest unit and, summed over its
years, its printed volume; a printed total gives the sum of some rows over some years within its rounding. A share is

    sum of y over the supplier's rows and the window's years  /  sum of y over all rows and the window's years,

a ratio of linear functions. With s = 1 / denominator and z = s y it is linear in (z, s): maximise and minimise the numerator
subject to the same limits times s and denominator = 1. Rows of one supplier with the same listed years are one unknown: the
sum of their sets of possible y (a Minkowski sum of scaled simplices) is the set of the summed row.

Without totals the rows are independent boxes and `boxes.share_bounds` gives the same ends in closed form (tests hold it to
that).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import highspy
import numpy as np
import polars as pl

from kautilya.measures.transfers.totals import ROW_ROUNDING
from kautilya.measures.transfers.years import Years

TOLERANCE = 1e-6
"""Bounds are widened by what the solver may be off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Rows of one group that list the same years, added up."""

    group: str
    """Whose share is asked: the supplier's or recipient's code."""
    supplier: str
    recipient: str
    years: tuple[int, ...]
    low: float
    """The least that they delivered in all their years together."""
    high: float
    each_year: float
    """The least in each of their years: one unit a row."""
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTotal:
    """A sum of deliveries that was printed, within its rounding."""

    supplier: str | None
    recipient: str | None
    years: Years
    low: float
    high: float

    def counts(self, delivery: Delivery) -> bool:
        """Tell whether the total takes in a delivery's supplier and recipient."""
        return self.supplier in (None, delivery.supplier) and self.recipient in (None, delivery.recipient)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A printed total that the rows cannot add up to, whatever the years."""

    total: PrintedTotal
    least: float
    most: float

    def __str__(self) -> str:
        """Say what is printed and what the rows allow."""
        who = f"{self.total.supplier or 'all suppliers'} to {self.total.recipient or 'all recipients'}"
        return (
            f"{who}, {self.total.years}: printed {self.total.low:g} to {self.total.high:g}, "
            f"the rows allow {self.least:g} to {self.most:g}"
        )


@dataclass(slots=True, kw_only=True)
class _Rows:
    """Limits in the making: triplets of a sparse matrix and the ends of each limit."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    entries: list[tuple[int, int, float]] = field(default_factory=list)

    def add(self, terms: Mapping[int, float], lower: float, upper: float) -> None:
        """Add lower <= sum of terms <= upper."""
        self.entries += [(len(self.lower), column, weight) for column, weight in terms.items() if weight]
        self.lower.append(lower)
        self.upper.append(upper)


def deliveries(rows: pl.DataFrame, by: str) -> tuple[Delivery, ...]:
    """Add up rows that cannot be told apart. Columns: supplier, recipient, years, low, high, each_year."""
    summed = rows.group_by("supplier", "recipient", "years", maintain_order=True).agg(
        pl.col("low", "high", "each_year").sum(), pl.len().alias("rows")
    )
    return tuple(
        Delivery(
            group=row[by], supplier=row["supplier"], recipient=row["recipient"], years=tuple(row["years"]),
            low=row["low"], high=row["high"], each_year=row["each_year"], rows=row["rows"],
        )
        for row in summed.iter_rows(named=True)
    )  # fmt: skip


def contradictions(parts: Sequence[Delivery], totals: Sequence[PrintedTotal]) -> tuple[Contradiction, ...]:
    """List the totals that no choice of years can meet, each taken by itself."""
    found = []
    for total in totals:
        reach = [_reach(part, total.years) for part in parts if total.counts(part)]
        least, most = sum(low for low, _ in reach), sum(high for _, high in reach)
        slack = ROW_ROUNDING * sum(part.rows for part in parts if total.counts(part))
        if least > total.high + slack or most < total.low - slack:
            found.append(Contradiction(total=total, least=least, most=most))
    return tuple(found)


def _reach(part: Delivery, years: Years) -> tuple[float, float]:
    """Return the least and most that a delivery can have made in some years."""
    inside = sum(year in years for year in part.years)
    outside = len(part.years) - inside
    if not inside:
        return 0.0, 0.0
    return (part.low if not outside else inside * part.each_year), part.high - outside * part.each_year


def bounds(
    parts: Sequence[Delivery], totals: Sequence[PrintedTotal], window: Years
) -> Mapping[str, tuple[float, float]] | None:
    """Return the least and greatest share of each group in the window; None where no choice of years meets all totals."""
    scale = sum(_reach(part, window)[1] for part in parts)
    if scale <= 0:
        return {part.group: (0.0, 0.0) for part in parts}
    totals = [_scaled_total(_with_play(total, parts), scale) for total in totals]
    parts = [_scaled_part(part, scale) for part in parts]
    model, columns = _model(parts, totals, window)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # no annotations in highspy
    solver.silent()
    solver.passModel(model)
    found: dict[str, tuple[float, float]] = {}
    for group in dict.fromkeys(part.group for part in parts):
        counted = [
            (columns[at, year], 1.0)
            for at, part in enumerate(parts)
            if part.group == group
            for year in part.years
            if year in window
        ]
        fixed = sum(part.each_year * sum(year in window for year in part.years) for part in parts if part.group == group)
        ends = [
            _solve(solver, [*counted, (0, fixed)], sense) for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize)
        ]
        if ends[0] is None or ends[1] is None:
            return None
        found[group] = (max(ends[0] - TOLERANCE, 0.0), min(ends[1] + TOLERANCE, 1.0))
    return found


def _with_play(total: PrintedTotal, parts: Sequence[Delivery]) -> PrintedTotal:
    """Leave room for the rounding of the rows that a total sums."""
    play = ROW_ROUNDING * sum(part.rows for part in parts if total.counts(part))
    return replace(total, low=total.low - play, high=total.high + play)


def _scaled_part(part: Delivery, scale: float) -> Delivery:
    """Measure a delivery in units near the window's volume: the solver's tolerance is absolute."""
    return replace(part, low=part.low / scale, high=part.high / scale, each_year=part.each_year / scale)


def _scaled_total(total: PrintedTotal, scale: float) -> PrintedTotal:
    return replace(total, low=total.low / scale, high=total.high / scale)


def _solve(solver: highspy.Highs, costs: Sequence[tuple[int, float]], sense: highspy.ObjSense) -> float | None:
    columns = solver.getNumCol()
    cost = np.zeros(columns)
    for column, weight in costs:
        cost[column] = weight
    solver.changeColsCost(columns, np.arange(columns, dtype=np.int32), cost)
    solver.changeObjectiveSense(sense)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return float(solver.getObjectiveValue())


def _model(
    parts: Sequence[Delivery], totals: Sequence[PrintedTotal], window: Years
) -> tuple[highspy.HighsLp, Mapping[tuple[int, int], int]]:
    """Write the programme. Column 0 is s; the others are what a delivery made in a year beyond its least, times s."""
    columns = {key: at + 1 for at, key in enumerate((at, year) for at, part in enumerate(parts) for year in part.years)}
    rows = _Rows()
    for at, part in enumerate(parts):
        beyond = {columns[at, year]: 1.0 for year in part.years}
        least = part.each_year * len(part.years)
        rows.add({**beyond, 0: least - part.high}, -highspy.kHighsInf, 0.0)
        rows.add({**beyond, 0: least - part.low}, 0.0, highspy.kHighsInf)
    for total in totals:
        terms, fixed = _summed(parts, columns, total)
        rows.add({**terms, 0: fixed - total.high}, -highspy.kHighsInf, 0.0)
        rows.add({**terms, 0: fixed - total.low}, 0.0, highspy.kHighsInf)
    everything = PrintedTotal(supplier=None, recipient=None, years=window, low=0.0, high=0.0)
    terms, fixed = _summed(parts, columns, everything)
    rows.add({**terms, 0: fixed}, 1.0, 1.0)
    return _lp(rows, len(columns) + 1), columns


def _summed(
    parts: Sequence[Delivery], columns: Mapping[tuple[int, int], int], total: PrintedTotal
) -> tuple[dict[int, float], float]:
    counted = [
        (columns[at, year], part.each_year)
        for at, part in enumerate(parts)
        if total.counts(part)
        for year in part.years
        if year in total.years
    ]
    return {column: 1.0 for column, _ in counted}, sum(least for _, least in counted)


def _lp(rows: _Rows, columns: int) -> highspy.HighsLp:
    entries = sorted(rows.entries)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, len(rows.lower)
    lp.col_cost_ = np.zeros(columns)
    lp.col_lower_ = np.zeros(columns)
    lp.col_upper_ = np.full(columns, highspy.kHighsInf)
    lp.row_lower_, lp.row_upper_ = np.array(rows.lower), np.array(rows.upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    counts = np.bincount([row for row, _, _ in entries], minlength=len(rows.lower))
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    lp.a_matrix_.index_ = np.array([column for _, column, _ in entries], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for _, _, value in entries], dtype=np.float64)
    return lp
