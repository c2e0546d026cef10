"""Conversion at the register's yearly mean rates."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.errors import MissingRateError
from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.register.claim import Mark
from kautilya.tables.exchange import exchange
from tests.tables.synthetic import Another, view_of

RATES = [
    {"currency": "USD", "period": "2025", "inr_per_unit": "87.1661"},
    {"currency": "USD", "period": "FY2025-26", "inr_per_unit": "88.3851"},
]
Y2025 = PartialDate.parse("2025")


def test_the_t72_engines_cost_about_2162_crore() -> None:
    """USD 248 million of 2025 (deal t72-engines) at 87.1661 rupees (exchange_rates.csv)."""
    price = exchange(view_of({"exchange-rate": RATES})).price("USD", Y2025)
    assert price.in_crore(Decimal(248_000_000)) == Decimal("2161.71928")
    assert price.mark is Mark.DERIVED


def test_a_fiscal_year_has_its_own_rate() -> None:
    price = exchange(view_of({"exchange-rate": RATES})).price("USD", FiscalYear(start=2025))
    assert price.in_crore(Decimal(10**7)) == Decimal("88.3851")


def test_rupees_need_no_rate_and_no_year() -> None:
    price = exchange(view_of({"exchange-rate": []})).price("INR", None)
    assert price.in_crore(Decimal(10**7)) == 1
    assert price.claim_ids == ()


@pytest.mark.parametrize(("currency", "year"), [("USD", "2005"), ("EUR", "2025"), ("USD", None), (None, "2025")])
def test_no_other_year_or_currency_stands_in_for_a_missing_rate(currency: str | None, year: str | None) -> None:
    with pytest.raises(MissingRateError):
        exchange(view_of({"exchange-rate": RATES})).price(currency, None if year is None else PartialDate.parse(year))


def test_a_rate_in_unchosen_conflict_is_no_rate() -> None:
    other = Another(record_id="USD|2025", attribute="inr_per_unit", raw="90", unit="INR")
    with pytest.raises(MissingRateError):
        exchange(view_of({"exchange-rate": RATES}, {"exchange-rate": [other]})).price("USD", Y2025)


@given(st.decimals(0, 10**12, places=2), st.integers(1, 1000))
def test_conversion_scales_with_the_amount(amount: Decimal, factor: int) -> None:
    price = exchange(view_of({"exchange-rate": RATES})).price("USD", Y2025)
    assert price.in_crore(amount * factor) == pytest.approx(factor * price.in_crore(amount))
