"""Conversion into crore rupees at the yearly mean rates that the register holds (CONVENTIONS §2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kautilya.core.errors import MissingRateError
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.marks import mark_of

RUPEE = "INR"
RUPEES_PER_CRORE = Decimal(10**7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The mean price of one unit of a currency in one period."""

    rupees: Decimal
    mark: Mark
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Mean exchange rates by currency and period (`2019`, `FY2025-26`)."""

    by_period: Mapping[tuple[str, str], Rate]

    def of(self, currency: str, period: str | None) -> Rate:
        """Return the rate of a currency in a period; 1 for the rupee, whatever the period.

        Raises:
            MissingRateError: The register holds no rate of that currency and period, or no period is known.
        """
        if currency == RUPEE:
            return Rate(rupees=Decimal(1), mark=Mark.SOURCED, claim_ids=())
        if period is None:
            raise MissingRateError(f"no year to convert {currency} at")
        if (currency, period) not in self.by_period:
            known = sorted(known_period for known_currency, known_period in self.by_period if known_currency == currency)
            held = f"the register holds {known[0]} to {known[-1]}" if known else "the register holds none of that currency"
            raise MissingRateError(f"no mean rate of {currency} for {period}: {held}")
        return self.by_period[currency, period]

    def in_crore(self, amount: Decimal, currency: str, period: str | None) -> Decimal:
        """Convert an amount in units of a currency into crore rupees; MissingRateError as `of`."""
        return amount * self.of(currency, period).rupees / RUPEES_PER_CRORE


def rates(view: View) -> Rates:
    """Return the mean exchange rates that a view holds; a rate in unchosen conflict is not one."""
    return Rates(
        by_period={
            _period(record_id, type(record).KEY): Rate(
                rupees=Decimal(cell.point), mark=mark_of(view, "exchange-rate", cell.claim_ids), claim_ids=cell.claim_ids
            )
            for record_id, record in view.records("exchange-rate").items()
            if (cell := record.cell("inr_per_unit")).point is not None
        }
    )


def _period(record_id: str, key: tuple[str, ...]) -> tuple[str, str]:
    values = dict(zip(key, record_id.split("|"), strict=True))
    return values["currency"], values["period"]
