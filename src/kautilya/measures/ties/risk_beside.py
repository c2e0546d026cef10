"""The geopolitical-risk index beside a shock, where the register holds it: was the world tenser, and do events follow it?

The index is that of Caldara and Iacoviello (American Economic Review 112, 2022), monthly, for the world. It is set beside the
counts and corrects none of them: with so few events a month an adjusted ratio would only look more exact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan

import polars as pl
from scipy.stats import kendalltau

from kautilya.core.periods import PartialDate
from kautilya.intake.risk_index import WORLD
from kautilya.measures.finding import Finding
from kautilya.measures.ties.comparing import Counted
from kautilya.register.dataset import Dataset, Layout
from kautilya.store.view import View
from kautilya.tables.marks import computed
from kautilya.tables.windows import Membership, Window, membership

TENSER = "geopolitical-risk index, mean inside over mean outside"
FOLLOWS = "rank correlation of monthly counts with the geopolitical-risk index"
LEAST_MONTHS = 12
"""Whole months inside and outside together, below which no correlation is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The monthly index of the world."""

    dataset: Dataset
    by_month: Mapping[str, float]

    def over(self, windows: Sequence[Window]) -> list[tuple[str, float]]:
        """Return the months that lie wholly in one of some windows, with their index."""
        return [(month, value) for month, value in self.by_month.items() if _within(PartialDate.parse(month), windows)]


def _within(month: PartialDate, windows: Sequence[Window]) -> bool:
    return any(window.first is not None and window.first <= month.first and month.last <= window.last for window in windows)


def risk_index(view: View) -> Index | None:
    """Return the newest index published by the day of a view; None where the register holds none."""
    found = None if view.bulk is None else view.bulk.newest(Layout.RISK_INDEX, view.as_of.last)
    if found is None:
        return None
    dataset, rows = found
    world = rows.filter(pl.col("series") == WORLD).sort("month")
    return Index(dataset=dataset, by_month=dict(zip(world["month"].to_list(), world["value"].to_list(), strict=True)))


def beside(index: Index | None, counted: Counted, blank: Finding) -> Iterable[Finding]:
    """Yield how much tenser the world was inside a shock, and whether the months with more events were tenser.

    Nothing where the index does not reach a whole month on both sides. The correlation is Kendall's tau-b with its p-value.
    """
    if index is None:
        return
    inside, outside = index.over([counted.trial.inside]), index.over(counted.trial.outside)
    if not inside or not outside:
        return
    common = replace(
        blank, edition=str(index.dataset.edition), mark=computed(blank.mark),
        coverage=f"{len(inside)} whole months inside, {len(outside)} outside, of the index up to {index.dataset.edition}",
        low=None, high=None, range_is=None, headline=False, n=len(inside) + len(outside),
    )  # fmt: skip
    means = [sum(value for _, value in months) / len(months) for months in (inside, outside)]
    credit = f"data set {index.dataset.name}: {index.dataset.credit}"
    yield replace(
        common, quantity=TENSER, unit="ratio", value=round(means[0] / means[1], 3),
        note=f"{means[0]:.0f} inside, {means[1]:.0f} outside; {credit}",
    )  # fmt: skip
    yield from _following([*inside, *outside], counted, common)


def _following(months: Sequence[tuple[str, float]], counted: Counted, common: Finding) -> Iterable[Finding]:
    if len(months) < LEAST_MONTHS:
        return
    counts = [_events(counted, PartialDate.parse(month)) for month, _ in months]
    found = kendalltau(counts, [value for _, value in months])
    tau, p_value = float(found.statistic), float(found.pvalue)
    if isnan(tau):
        return
    yield replace(
        common, quantity=FOLLOWS, unit="tau", value=round(tau, 3),
        note=f"Kendall's tau-b over {len(months)} months, p = {p_value:.2g}; a correlation corrects nothing",
    )  # fmt: skip


def _events(counted: Counted, month: PartialDate) -> int:
    """Count the events that certainly lie in a month."""
    window = Window(label=str(month), first=month.first, last=month.last)
    signs = (*counted.inside, *counted.outside)
    return sum(membership(sign.when, window) is Membership.INSIDE for sign in signs)
