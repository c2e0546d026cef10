"""Interval score of bounds beside an even split with the best constant margin, on made-up worlds with known truth.

The score of an interval is its width + 2/alpha x how far the truth lies outside (Gneiting and Raftery 2007): less is
better. The even split gets the one margin that is best in hindsight, over all shares; a user would not know it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kautilya.measures.transfers.shares import supplier_shares
from kautilya.measures.transfers.source import Source
from kautilya.measures.transfers.years import Years
from tests.measures.transfers.worlds import FIRST, LAST, PARTIES, Deal, register, table, truth

SEED = 7
WORLDS, DEALS = 12, 40
ALPHAS = (0.2, 0.1, 0.05, 0.01, 0.001)
MARGINS = np.linspace(0.0, 1.0, 1001)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Bounds, even splits and true shares of many windows."""

    lo: NDArray[np.float64]
    hi: NDArray[np.float64]
    even: NDArray[np.float64]
    likely_lo: NDArray[np.float64]
    likely_hi: NDArray[np.float64]
    true: NDArray[np.float64]

    def bounds(self, alpha: float) -> float:
        """Return the mean score of the bounds."""
        return self._score(self.lo, self.hi, alpha)

    def likely(self, alpha: float) -> float:
        """Return the mean score of the likely range (which is made for alpha 0.05)."""
        return self._score(self.likely_lo, self.likely_hi, alpha)

    def _score(self, low: NDArray[np.float64], high: NDArray[np.float64], alpha: float) -> float:
        outside = np.maximum(low - self.true, 0) + np.maximum(self.true - high, 0)
        return float((high - low + 2 / alpha * outside).mean())

    def margin(self, alpha: float) -> tuple[float, float]:
        """Return the mean score of the even split at its best margin, and that margin."""
        error = np.abs(self.even - self.true)
        scores = [(2 * margin + 2 / alpha * np.maximum(error - margin, 0)).mean() for margin in MARGINS]
        best = int(np.argmin(scores))
        return float(scores[best]), float(MARGINS[best])


def world(rng: np.random.Generator) -> list[Deal]:
    """Make deals whose pieces come as unevenly as real ones: at least one a year, the others in bursts."""
    deals = []
    for _ in range(DEALS):
        first = int(rng.integers(FIRST, LAST))
        years = list(range(first, min(first + int(rng.geometric(0.3)), LAST + 1)))
        rest = rng.multinomial(int(rng.geometric(0.04)), rng.dirichlet(np.full(len(years), 0.5)))
        pieces = {year: 1 + int(more) for year, more in zip(years, rest, strict=True)}
        deals.append(
            Deal(supplier=str(rng.choice(PARTIES)), unit=float(np.round(rng.lognormal(0, 1.5), 2) + 0.01), pieces=pieces)
        )
    return deals


def scored(deals: Sequence[Deal], found: Sequence[Source]) -> list[tuple[float, ...]]:
    """Return lo, hi, even split, likely range and truth of every supplier in every five-year window."""
    rows = []
    for first in range(FIRST, LAST - 3):
        window = Years(first=first, last=first + 4)
        volumes = truth(deals, window)
        total = sum(volumes.values())
        answer = supplier_shares(found, recipient="IND", window=window).frame
        plain = supplier_shares(found[:1], recipient="IND", window=window).frame.select(
            "supplier", "share", "likely_lo", "likely_hi"
        )
        even = {supplier: figures for supplier, *figures in plain.iter_rows()}
        rows += [
            (row["lo"], row["hi"], *even[row["supplier"]], volumes.get(row["supplier"], 0.0) / total)
            for row in answer.iter_rows(named=True)
        ]
    return rows


def pooled(*, totals: str, worlds: int = WORLDS) -> Scored:
    """Score the register alone (`none`), with the yearly totals of the same edition, or with one large supplier's table."""
    rng = np.random.default_rng(SEED)
    rows: list[tuple[float, ...]] = []
    for _ in range(worlds):
        deals = world(rng)
        rows += scored(deals, [register(deals), *_tables(deals, totals)])
    lo, hi, even, likely_lo, likely_hi, true = np.array(rows).T
    return Scored(lo=lo, hi=hi, even=even, likely_lo=likely_lo, likely_hi=likely_hi, true=true)


def _tables(deals: Sequence[Deal], totals: str) -> list[Source]:
    if totals == "none":
        return []
    full = table(deals)
    kept = pl.col("supplier").is_null() if totals == "yearly totals" else pl.col("supplier").is_not_null()
    return [_only(full, kept)]


def _only(full: Source, kept: pl.Expr) -> Source:
    """Keep some printed sums of a table and none of its rows, so that the register has to answer."""
    return Source(
        layout=full.layout, edition=full.edition, datasets=full.datasets, window=full.window, about=full.about,
        direction=full.direction, rows=full.rows.clear(), totals=full.totals.filter(kept),
    )  # fmt: skip


def main() -> None:
    """Print the scores."""
    for totals in ("none", "yearly totals", "partners by year"):
        found = pooled(totals=totals)
        inside = ((found.lo <= found.true + 1e-9) & (found.true <= found.hi + 1e-9)).mean()
        print(
            f"{totals}: {len(found.lo)} shares, {inside:.1%} of the truths inside, "
            f"mean width {(found.hi - found.lo).mean():.4f}"
        )
        for alpha in ALPHAS:
            even, margin = found.margin(alpha)
            told = f"bounds {found.bounds(alpha):.4f}  even split {even:.4f} (+-{margin:.3f})  likely {found.likely(alpha):.4f}"
            print(f"  alpha {alpha:<6} {told}")
