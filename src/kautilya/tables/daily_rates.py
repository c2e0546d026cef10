"""Conversion at the daily rates that the register holds as a data set (CONVENTIONS §2).

The European Central Bank tells units of a currency for one euro. A rate between two other currencies is the quotient of the two
of that day, rounded to `DIGITS` significant digits; the rate of a month or year is the mean of its days. No rate of that day,
no conversion: nothing near it stands in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from typing import TypeAlias

import polars as pl

from kautilya.core.errors import MissingRateError
from kautilya.core.money import Rate, check_currency
from kautilya.core.periods import FiscalYear, PartialDate, Precision
from kautilya.register.dataset import Dataset, Layout
from kautilya.store.datasets import DatasetStore, StoredDataset, published_by

EURO = "EUR"
DIGITS = 12
_QUOTIENT = Context(prec=DIGITS)
_ONE = Decimal(1)

Period: TypeAlias = PartialDate | FiscalYear
_PerEuro: TypeAlias = Mapping[date, tuple[Decimal, int | None]]
"""Units for one euro and the row that tells them, by day; of the euro itself no row does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyRates:
    """The rates of one edition."""

    dataset: Dataset
    rows: pl.DataFrame

    @property
    def edition(self) -> date:
        """The last day that it tells."""
        if self.dataset.edition is None:
            raise ValueError(f"data set {self.dataset.name} has no edition")
        return self.dataset.edition

    def rate(self, source: str, target: str, on: Period) -> Rate:
        """Return the rate of a day, or the mean of the days of a month or year.

        Raises:
            MissingRateError: A rate is missing; the message names the row that would be needed, and what there is.
            ValueError: A code is no currency's.
        """
        check_currency(source)
        check_currency(target)
        if isinstance(on, PartialDate) and on.precision is Precision.DAY:
            return self._of_day(source, target, on)
        return self._mean(source, target, on)

    def _of_day(self, source: str, target: str, on: PartialDate) -> Rate:
        found = {code: self._between(code, on.first, on.first) for code in (source, target)}
        for code, rates in found.items():
            if not rates:
                raise MissingRateError(self._missing(code, on.first))
        (one, from_row), (other, to_row) = found[source][on.first], found[target][on.first]
        rows = "; ".join(
            f"{self.dataset.name}:{row} {rate:f} {code} for 1 EUR"
            for code, rate, row in ((source, one, from_row), (target, other, to_row))
            if row is not None
        )
        return self._told(source, target, _QUOTIENT.divide(other, one), on, rows)

    def _mean(self, source: str, target: str, on: Period) -> Rate:
        if on.last > self.edition:
            ends = f"data set {self.dataset.name} ends on {self.edition}"
            raise MissingRateError(f"no mean rate from {source} to {target} for {on}: {ends}, before {on} is over")
        found = {code: self._between(code, on.first, on.last) for code in (source, target)}
        for code, rates in found.items():
            self._need_all(code, rates, on)
        days = sorted(found[source].keys() & found[target].keys())
        quotients = [_QUOTIENT.divide(found[target][day][0], found[source][day][0]) for day in days]
        mean = _QUOTIENT.divide(sum(quotients, Decimal(0)), Decimal(len(quotients)))
        return self._told(source, target, mean, on, f"{self.dataset.name}: mean of {len(days)} days")

    def _need_all(self, code: str, rates: _PerEuro, on: Period) -> None:
        """Refuse a period of which the data set lacks a day that it has for other currencies."""
        lacking = sorted(self._days(on.first, on.last) - rates.keys())
        if lacking or not rates:
            day = lacking[0] if lacking else on.first
            raise MissingRateError(f"no mean rate for {on}: {self._missing(code, day)}")

    def _told(self, source: str, target: str, per_unit: Decimal, on: Period, rows: str) -> Rate:
        says = f"{self.dataset.credit}; {rows}"
        return Rate(source=source, target=target, per_unit=per_unit, on=on, says=says, edition=self.edition)

    def _between(self, code: str, first: date, last: date) -> _PerEuro:
        if code == EURO:
            return dict.fromkeys(self._days(first, last), (_ONE, None))
        rows = self._within(first, last).filter(pl.col("currency") == code).select("day", "per_euro", "row").iter_rows()
        return {date.fromisoformat(day): (Decimal(repr(rate)), row) for day, rate, row in rows}

    def _days(self, first: date, last: date) -> set[date]:
        return {date.fromisoformat(day) for day in self._within(first, last)["day"].unique()}

    def _within(self, first: date, last: date) -> pl.DataFrame:
        return self.rows.filter(pl.col("day").is_between(pl.lit(first.isoformat()), pl.lit(last.isoformat())))

    def _missing(self, code: str, day: date) -> str:
        """Name the row that is not there, and what there is around it."""
        about = f"no rate of {code} on {day}, a {day:%A}, in data set {self.dataset.name} (edition {self.edition})"
        own = self.rows if code == EURO else self.rows.filter(pl.col("currency") == code)
        days = own["day"].unique().sort().to_list()
        earlier, later = ([one for one in days if one < str(day)], [one for one in days if one > str(day)])
        near = [f"the last before is of {earlier[-1]}" if earlier else "", f"the next after is of {later[0]}" if later else ""]
        return f"{about}; {', '.join(filter(None, near))}" if days else f"{about}: it has none of {code}"


def daily_rates(held: DatasetStore, edition: date | None = None, *, known_by: date | None = None) -> DailyRates:
    """Return the daily rates of an edition, by default of the latest (published by a day); MissingRateError without one."""
    published = [one for one in held.list(Layout.EXCHANGE_RATES) if published_by(one, known_by)]
    found = [one for one in published if edition is None or one.edition == edition]
    if not found:
        which = "" if edition is None else f" of edition {edition}"
        which += "" if known_by is None else f" published by {known_by}"
        raise MissingRateError(f"the register holds no daily exchange rates{which}; `kautilya rates import` takes them in")
    stored: StoredDataset = held.with_rows(max(found, key=lambda one: one.edition or date.min))
    return DailyRates(dataset=stored.dataset, rows=stored.rows)
