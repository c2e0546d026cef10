from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kautilya.core.errors import MissingRateError
from kautilya.core.money import Basis, Money
from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.intake.rates import read_rates
from kautilya.store.datasets import DatasetStore, datasets
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.tables.daily_rates import DailyRates, daily_rates

SMALL = """Date,USD,INR,CYP,
2025-04-02,1.10,N/A,N/A,
2025-04-01,1.00,90.0,N/A,
2025-03-31,1.25,100.0,N/A,
2025-03-28,1.00,88.0,N/A,
2025-03-27,2.00,180.0,0.5,
"""
DAY = date(2026, 5, 1)


@pytest.fixture
def held() -> Iterator[DatasetStore]:
    store = open_store(IN_MEMORY)
    yield datasets(store)
    store.close()


@pytest.fixture
def rates(held: DatasetStore, tmp_path: Path) -> DailyRates:
    return taken_in(held, tmp_path, SMALL)


def taken_in(held: DatasetStore, folder: Path, text: str) -> DailyRates:
    path = folder / "rates.csv"
    path.write_text(text, encoding="utf-8")
    read = read_rates(path)
    held.add(read.dataset, {"rows": read.rows}, recorded_on=DAY)
    return daily_rates(held)


def on(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_a_rate_between_two_currencies_is_their_quotient_of_that_day(rates: DailyRates) -> None:
    rate = rates.rate("USD", "INR", on("2025-03-31"))
    assert (rate.per_unit, rate.on, rate.edition) == (Decimal(80), on("2025-03-31"), date(2025, 4, 2))
    assert rate.says.endswith(f"{rates.dataset.name}:4 1.25 USD for 1 EUR; {rates.dataset.name}:4 100.0 INR for 1 EUR")
    assert str(rate) == "80 INR for 1 USD (2025-03-31, edition 2025-04-02)"


def test_money_is_converted_at_the_rate_of_the_day(rates: DailyRates) -> None:
    price = Money(amount=Decimal("7500000.50"), currency="USD", price_year=2025, basis=Basis.NOMINAL)
    assert price.converted(rates.rate("USD", "INR", on("2025-03-31"))).amount == Decimal("600000040.00")
    assert price.converted(rates.rate("USD", "EUR", on("2025-03-31"))).amount == Decimal("6000000.40")


def test_a_rate_there_and_back_is_one_but_for_rounding(rates: DailyRates) -> None:
    there, back = (rates.rate(*pair, on("2025-03-28")).per_unit for pair in (("USD", "INR"), ("INR", "USD")))
    assert abs(there * back - 1) < Decimal("1e-10")


def test_the_rate_of_a_month_is_the_mean_of_its_days(rates: DailyRates) -> None:
    rate = rates.rate("USD", "INR", on("2025-03"))
    assert rate.per_unit == (Decimal(90) + 88 + 80) / 3
    assert rate.says.endswith("mean of 3 days")


@pytest.mark.parametrize(
    ("source", "period", "told"),
    [
        ("INR", "2025-04-02", "on 2025-04-02, a Wednesday, .* .edition 2025-04-02.; the last before is of 2025-04-01"),
        ("USD", "2025-03-30", "a Sunday, .*; the last before is of 2025-03-28, the next after is of 2025-03-31"),
        ("USD", "2008-01-01", "; the next after is of 2025-03-27"),
        ("XAU", "2025-03-31", "it has none of XAU"),
        ("CYP", "2025-03", "no mean rate for 2025-03: no rate of CYP on 2025-03-28"),
        ("USD", "2025-04", "ends on 2025-04-02, before 2025-04 is over"),
        ("USD", "2024", "no mean rate for 2024: no rate of USD on 2024-01-01"),
    ],
)  # fmt: skip
def test_no_rate_no_conversion_and_the_missing_row_is_named(rates: DailyRates, source: str, period: str, told: str) -> None:
    with pytest.raises(MissingRateError, match=told):
        rates.rate(source, "EUR", on(period))


def test_a_fiscal_year_that_is_not_over_has_no_mean(rates: DailyRates) -> None:
    with pytest.raises(MissingRateError, match="before FY2025-26 is over"):
        rates.rate("USD", "INR", FiscalYear(start=2025))


def test_what_is_no_currency_is_a_mistake(rates: DailyRates) -> None:
    with pytest.raises(ValueError, match="no currency code"):
        rates.rate("dollar", "INR", on("2025-03-31"))


def test_a_register_without_rates_says_how_to_get_them(held: DatasetStore) -> None:
    with pytest.raises(MissingRateError, match="`kautilya rates import` takes them in"):
        daily_rates(held)


def test_editions_stand_side_by_side_and_the_latest_counts(held: DatasetStore, rates: DailyRates, tmp_path: Path) -> None:
    revised = taken_in(held, tmp_path, "Date,USD,\n2025-04-03,3.0,\n2025-03-31,5.0,\n")
    assert (rates.edition, revised.edition) == (date(2025, 4, 2), date(2025, 4, 3))
    assert revised.rate("EUR", "USD", on("2025-03-31")).per_unit == 5
    assert daily_rates(held, date(2025, 4, 2)).rate("EUR", "USD", on("2025-03-31")).per_unit == Decimal("1.25")
    with pytest.raises(MissingRateError, match="of edition 2020-01-01"):
        daily_rates(held, date(2020, 1, 1))


def test_the_shipped_rates_convert_rupees_from_2009_on() -> None:
    read = read_rates()
    shipped = DailyRates(dataset=read.dataset, rows=read.rows)
    assert shipped.rate("USD", "INR", on("2026-10-30")).per_unit == Decimal("94.9552452560")
    assert 85 < shipped.rate("USD", "INR", FiscalYear(start=2025)).per_unit < 95
    with pytest.raises(MissingRateError, match="no rate of INR on 2008-12-31, a Wednesday"):
        shipped.rate("USD", "INR", on("2008-12-31"))
