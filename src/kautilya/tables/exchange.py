"""Conversion into crore rupees at the yearly mean rates that the register holds (CONVENTIONS §2)."""

from dataclasses import dataclass
from decimal import Decimal

from kautilya.core.errors import MissingRateError
from kautilya.core.money import CRORE, RUPEE, Basis, Money, Rate, rate_for
from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.marks import mark_of
from kautilya.tables.table import table

Period = PartialDate | FiscalYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a currency costs in rupees, with the claims that say so."""

    rate: Rate | None
    """None for the rupee itself."""
    mark: Mark
    claim_ids: tuple[str, ...]

    def in_crore(self, amount: Decimal) -> Decimal:
        """Return an amount in units of the currency, of the year of the rate, as crore rupees."""
        if self.rate is None:
            return amount / CRORE
        year = self.rate.on if isinstance(self.rate.on, FiscalYear) else self.rate.on.year
        money = Money(amount=amount, currency=self.rate.source, price_year=year, basis=Basis.NOMINAL)
        return money.converted(self.rate).crore


PAR = Price(rate=None, mark=Mark.SOURCED, claim_ids=())
"""A rupee is a rupee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """The mean exchange rates of a view."""

    rates: tuple[Rate, ...]
    """Each says the id of the claim that holds it."""
    marks: tuple[Mark, ...]

    def price(self, currency: str | None, period: Period | None) -> Price:
        """Return the rupee price of a currency in a period; of the rupee itself, whatever the period.

        Raises:
            MissingRateError: The register holds no rate of that currency and period, or one of the two is not known.
        """
        if currency is None:
            raise MissingRateError("no currency to convert from")
        if currency == RUPEE:
            return PAR
        if period is None:
            raise MissingRateError(f"no year to convert {currency} at")
        rate = rate_for(self.rates, currency, RUPEE, period)
        return Price(rate=rate, mark=self.marks[self.rates.index(rate)], claim_ids=(rate.says,))


def exchange(view: View) -> Exchange:
    """Return the mean exchange rates that a view holds; a rate in unchosen conflict is none."""
    drawn = table(view, "exchange-rate")
    rows = drawn.frame.drop_nulls("inr_per_unit").select("record_id", "currency", "period").iter_rows()
    cells = [(currency, period, drawn.records[record_id].cell("inr_per_unit")) for record_id, currency, period in rows]
    return Exchange(
        rates=tuple(
            Rate(source=currency, target=RUPEE, per_unit=Decimal(str(cell.point)), on=_period(period), says=cell.claim_ids[0])
            for currency, period, cell in cells
        ),
        marks=tuple(mark_of(view, "exchange-rate", cell.claim_ids[:1]) for _, _, cell in cells),
    )


def _period(text: str) -> Period:
    return FiscalYear.parse(text) if text.startswith("FY") else PartialDate.parse(text)
