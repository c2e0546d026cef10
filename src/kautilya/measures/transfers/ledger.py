"""How much of every row was delivered inside a window: exactly, within rounding, or as a box (CONVENTIONS §5)."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kautilya.measures.transfers.boxes import Boxes, Numbers
from kautilya.measures.transfers.source import Shape, Source, Unit
from kautilya.measures.transfers.years import Years

Counts = NDArray[np.int64] | NDArray[np.int16]

FIRST_YEAR = 1950
"""SIPRI's record begins here."""
LAST_YEAR = 2100
"""What an edition that is not told may reach to."""
UNDER_HALF = 0.5
"""SIPRI prints a delivered volume between 0 and half a million TIV as 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyLedger:
    """Entries of which the year is known."""

    labels: pl.DataFrame
    year: Counts
    low: Numbers
    point: Numbers
    high: Numbers

    def inside(self, years: Years) -> Boxes:
        """Return each entry whole where its year lies in the window, nothing of it where not."""
        counted = (self.year >= years.first) & (self.year <= years.last)
        return Boxes(low=self.low * counted, point=self.point * counted, high=self.high * counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadLedger:
    """Entries of which the delivery years and the sum are known.

    Stated assumption: at least one unit was delivered in each listed year. With T the delivered sum, n the units, k the listed
    years and i those of them inside the window, the part inside lies in [i T/n, T - (k - i) T/n] for 0 < i < k, is T for i = k
    and 0 for i = 0. Where n is unknown or under k the assumption says nothing and the part lies in [0, T]. A volume printed
    as 0 is anything to half a million; a row that repeats another may be one delivery printed twice: both begin at 0. The even
    split, T i/k, is an estimate between the two, no more.
    """

    labels: pl.DataFrame
    low: Numbers
    point: Numbers
    high: Numbers
    unit: Numbers
    """T/n, or 0 where the assumption says nothing: the least delivered in a listed year."""
    steps: Counts
    """Every year that some entry lists, ascending."""
    before: Counts
    """Row i, column j: how many years listed by entry i lie before the j-th step; the last column counts all."""

    def inside(self, years: Years) -> Boxes:
        """Return what each entry can have delivered inside the window."""
        counted = self.units_in(years)
        listed = self.before[:, -1]
        outside = listed - counted
        some, whole = counted > 0, (counted > 0) & (outside == 0)
        low = np.where(whole, self.low, counted * self.unit)
        high = np.where(some, np.where(whole, self.high, self.high - outside * self.unit), 0.0)
        point = self.point * counted / np.maximum(listed, 1)
        return Boxes(low=low, point=point, high=np.maximum(high, low))  # the two are computed apart, each with its rounding

    def variance(self, years: Years) -> Numbers:
        """Return the variance of what each entry delivered inside, if every way to spread it over its years is as likely.

        The volume beyond one unit a year, F = T - k T/n, is spread over the k years by a flat Dirichlet law, so the part inside
        is i T/n + F Beta(i, k - i): its mean is the even split T i/k, its variance F^2 i (k - i) / (k^2 (k + 1)).
        """
        inside, listed = self.units_in(years).astype(np.float64), np.maximum(self.before[:, -1], 1).astype(np.float64)
        free = self.point - listed * self.unit
        return np.asarray(free**2 * inside * (listed - inside) / (listed**2 * (listed + 1)), dtype=np.float64)

    def units_in(self, years: Years) -> Counts:
        """Count each entry's listed years inside a window: at least so many units were delivered there."""
        return self._listed_before(years.last + 1) - self._listed_before(years.first)

    def parts(self) -> pl.DataFrame:
        """Return each entry with its years, its ends and its least in each year, for a programme over years."""
        return self.labels.select(
            "supplier", "recipient", self._listed().alias("years"),
            low=pl.Series(self.low), high=pl.Series(self.high), each_year=pl.Series(self.unit),
        )  # fmt: skip

    def _listed(self) -> pl.Series:
        """Return the years of each entry, those of its span where it lists none."""
        years = self.labels["years"]
        marked = np.diff(self.before, axis=1, prepend=0)[:, 1:] > 0
        spans = {int(at): self.steps[marked[at]].tolist() for at in (years.list.len().fill_null(0) == 0).arg_true()}
        return pl.Series("years", [spans.get(at, listed) for at, listed in enumerate(years.to_list())], dtype=pl.List(pl.Int32))

    def _listed_before(self, year: int) -> Counts:
        return self.before[:, int(np.searchsorted(self.steps, year))]


Ledger = YearlyLedger | SpreadLedger
"""The rows of a source in one unit, asked for one window at a time."""


def ledger(source: Source, unit: Unit) -> Ledger:
    """Return the entries of a source in one unit; those that delivered nothing or an unknown volume are left out."""
    return _spread(source, unit) if source.shape is Shape.SPREAD else _yearly(source, unit)


def _yearly(source: Source, unit: Unit) -> YearlyLedger:
    ends = ("tiv_low", "tiv", "tiv_high") if unit is Unit.TIV else ("pieces", "pieces", "pieces")
    rows = source.rows.filter(pl.col(ends[2]) > 0, pl.col("year").is_not_null())
    low, point, high = (rows[end].to_numpy().astype(np.float64) for end in ends)
    repeated = rows["repeated"].fill_null(value=False).to_numpy()
    return YearlyLedger(
        labels=rows, year=rows["year"].to_numpy().astype(np.int64), low=np.where(repeated, 0.0, low), point=point, high=high
    )


def _spread(source: Source, unit: Unit) -> SpreadLedger:
    amount = pl.col("tiv") if unit is Unit.TIV else pl.col("pieces")
    rows = source.rows.filter(amount.is_not_null(), (amount > 0) | (pl.col("years").list.len().fill_null(0) > 0))
    point = rows.select(amount).to_series().to_numpy().astype(np.float64)
    pieces = rows["pieces"].fill_null(0.0).to_numpy()
    rounded_away = point == 0
    high = np.where(rounded_away, UNDER_HALF if unit is Unit.TIV else 0.0, point)
    low = np.where(rows["repeated"].fill_null(value=False).to_numpy(), 0.0, point)
    listed = rows["years"].list.len().fill_null(0).to_numpy()
    unit_volume = np.divide(low, pieces, out=np.zeros_like(low), where=(pieces >= listed) & (listed > 0))
    steps, before = _before_each_year(rows["years"], *_undated_span(rows, source))
    return SpreadLedger(labels=rows, low=low, point=point, high=high, unit=unit_volume, steps=steps, before=before)


def _undated_span(rows: pl.DataFrame, source: Source) -> tuple[Counts, Counts]:
    """Return, for every entry, the first and last year in which it can have been delivered where it lists none.

    That is the window which the register was downloaded for; of a register of all years, from the year of order (where that
    is told and no estimate) to the edition.
    """
    if source.window is not None:
        ends = (source.window.first, source.window.last)
        return np.full(rows.height, ends[0]), np.full(rows.height, ends[1])
    certain = pl.when(~pl.col("order_year_uncertain").fill_null(value=False)).then("order_year").fill_null(FIRST_YEAR)
    last = LAST_YEAR if source.edition is None else source.edition.year
    first = rows.select(pl.min_horizontal(certain, last)).to_series().to_numpy().astype(np.int64)
    return first, np.full(rows.height, last)


def _before_each_year(years: pl.Series, first: Counts, last: Counts) -> tuple[Counts, Counts]:
    """Return the years that matter, and for each entry how many of its listed years lie before each of them (and in all).

    For an entry without a listed year every year of its span, from `first` to `last`, is listed.
    """
    known = years.explode().drop_nulls().to_numpy().astype(np.int64)
    sizes = years.list.len().fill_null(0).to_numpy()
    undated = np.flatnonzero(sizes == 0)
    spans = np.arange(first[undated].min(), last[undated].max() + 1) if len(undated) else known
    steps = np.unique(np.concatenate([known, spans]))
    marks = np.zeros((len(years), len(steps) + 1), dtype=np.int16)
    marks[np.repeat(np.arange(len(years)), sizes), np.searchsorted(steps, known) + 1] = 1
    marks[undated, 1:] = (steps >= first[undated, None]) & (steps <= last[undated, None])
    return steps, np.cumsum(marks, axis=1, dtype=np.int16)
