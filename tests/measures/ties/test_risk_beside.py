"""The geopolitical-risk index beside a shock: only where the register holds it, and as of the day of the view."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kautilya.core.periods import PartialDate
from kautilya.intake.risk_index import read_risk_index
from kautilya.measures.finding import Measurement
from kautilya.measures.scope import EVERYTHING
from kautilya.measures.ties.continuity import continuity
from kautilya.measures.ties.risk_beside import FOLLOWS, TENSER
from kautilya.register.dataset import Dataset, Layout
from tests.measures.finding_by import findings, the
from tests.measures.ties.test_continuity import monthly, tariff
from tests.tables.synthetic import view_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OneFile:
    """A register that holds one data set."""

    dataset: Dataset
    rows: pl.DataFrame

    def newest(self, layout: Layout, known_by: date) -> tuple[Dataset, pl.DataFrame] | None:
        known = self.dataset.edition is not None and self.dataset.edition <= known_by
        return (self.dataset, self.rows) if layout is self.dataset.layout and known else None


def index(folder: Path, years: range, inside: float = 200.0) -> OneFile:
    """200 in every month of 2022, 100 in all others."""
    lines = [f"{year}-{month:02d},{inside if year == 2022 else 100.0}" for year in years for month in range(1, 13)]
    path = folder / "gpr.csv"
    path.write_text("\n".join(["month,GPR", *lines]), encoding="utf-8")
    found = read_risk_index(path)
    return OneFile(dataset=found.dataset, rows=found.rows)


def told(held: OneFile | None) -> Measurement:
    contacts = [row for row in monthly("USA", range(2015, 2026), 6) if row["id"] != "USA2022-3"]
    view = view_of({"shock": [tariff()], "engagement": contacts})
    view.bulk = held
    return continuity(view, EVERYTHING)


def test_without_the_index_nothing_is_said_of_it() -> None:
    assert findings(told(None), TENSER) == []


def test_the_means_and_the_correlation_by_hand(tmp_path: Path) -> None:
    found = told(index(tmp_path, range(2015, 2026)))
    tenser = the(found, TENSER, partner="USA", series="visits")
    assert (tenser.value, tenser.edition, tenser.n) == (2.0, "2025-12-31", 12 + 72)
    follows = the(found, FOLLOWS, partner="USA", series="visits")
    assert follows.value == pytest.approx(0.0, abs=0.1)
    assert "Kendall" in (follows.note or "")


def test_an_index_that_does_not_reach_the_shock_says_nothing(tmp_path: Path) -> None:
    assert findings(told(index(tmp_path, range(2015, 2022))), TENSER) == []


def test_an_index_published_after_the_day_of_the_view_is_not_seen(tmp_path: Path) -> None:
    held = index(tmp_path, range(2015, 2026))
    assert held.newest(Layout.RISK_INDEX, PartialDate.parse("2025-06").last) is None
    assert held.newest(Layout.EXCHANGE_RATES, date(2030, 1, 1)) is None


def test_the_ratio_of_the_shock_is_the_same_with_and_without_it(tmp_path: Path) -> None:
    with_index, without = told(index(tmp_path, range(2015, 2026))), told(None)
    assert [one for one in with_index.findings if one.quantity not in (TENSER, FOLLOWS)] == list(without.findings)
