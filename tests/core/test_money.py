"""Laws and examples of money (CONVENTIONS §2)."""

import dataclasses
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.errors import MissingRateError
from kautilya.core.money import CRORE, LAKH, Basis, Money, Rate, indian_grouping, of_crore, rate_for
from kautilya.core.periods import FiscalYear, PartialDate

FY25 = FiscalYear.parse("FY2024-25")
FY26 = FY25.next
AMOUNTS = st.decimals(min_value=-(10**16), max_value=10**16, places=4)
DOLLAR = Rate(source="USD", target="INR", per_unit=Decimal("88.39"), on=FY26, says="mean of daily rates")


def rupees(amount: Decimal) -> Money:
    return Money(amount=amount, currency="INR", price_year=FY25, basis=Basis.NOMINAL)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_sums_of_money_are_exact_in_any_order(one: Decimal, two: Decimal, three: Decimal) -> None:
    forward = rupees(one) + rupees(two) + rupees(three)
    assert forward == rupees(three) + (rupees(two) + rupees(one))
    assert forward - rupees(three) - rupees(two) == rupees(one)
    assert rupees(one) + -rupees(one) == rupees(Decimal(0))


def test_adding_a_paisa_to_a_huge_sum_changes_it() -> None:
    huge, paisa = rupees(Decimal(10**40)), rupees(Decimal("0.01"))
    assert (huge + paisa - huge) == paisa


@given(AMOUNTS, st.integers(0, 10_000))
def test_a_multiple_is_the_repeated_sum(amount: Decimal, pieces: int) -> None:
    assert rupees(amount).times(pieces).amount == sum([amount] * pieces, Decimal(0))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"currency": "USD"}, "currency"),
        ({"price_year": FY26}, "price year"),
        ({"price_year": 2024}, "price year"),
        ({"basis": Basis.CONSTANT}, "basis"),
        ({"basis": Basis.CONSTANT, "currency": "USD"}, "currency and basis"),
    ],
)
def test_unlike_money_is_neither_added_nor_compared(change: dict[str, object], named: str) -> None:
    money = rupees(CRORE)
    unlike = dataclasses.replace(money, **change)  # type: ignore[arg-type]  # each change fits its own field
    for combine in (money.__add__, money.__sub__, money.less_than):
        with pytest.raises(ValueError, match=f"differ in {named}"):
            combine(unlike)


def test_money_refuses_a_total_order() -> None:
    with pytest.raises(TypeError):
        max(rupees(LAKH), rupees(CRORE))  # type: ignore[call-overload]  # this is the refusal


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (209_050 * CRORE, "Rs 2,09,050 crore"),  # contracts of FY2024-25
        (63_887 * CRORE, "Rs 63,887 crore"),  # the Rafale-M contract
        (Decimal(1234567890123), "Rs 1,23,456.7890123 crore"),
        (Decimal(9950000), "Rs 99.5 lakh"),
        (Decimal("99999.50"), "Rs 99,999.5"),
        (-5 * CRORE, "Rs -5 crore"),
        (Decimal(0), "Rs 0"),
    ],
)
def test_rupees_are_written_in_crore_and_lakh_without_rounding(amount: Decimal, text: str) -> None:
    assert rupees(amount).figure == text


def test_money_is_written_with_its_basis_and_prices() -> None:
    assert str(of_crore(209_050, price_year=FY25, basis=Basis.NOMINAL)) == "Rs 2,09,050 crore (nominal, FY2024-25)"
    foreign = Money(amount=Decimal("1.25E+9"), currency="USD", price_year=2024, basis=Basis.CONSTANT)
    assert str(foreign) == "USD 1,250,000,000 (constant, 2024)"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3))
def test_indian_grouping_loses_no_digit(number: Decimal) -> None:
    assert Decimal(indian_grouping(number).replace(",", "")) == number


@given(st.integers(0, 10**15))
def test_indian_groups_have_three_digits_last_and_two_before(number: int) -> None:
    first, *groups = indian_grouping(Decimal(number)).split(",")
    assert len(first) <= (2 if groups else 3)
    assert [len(group) for group in groups] == [2] * (len(groups) - 1) + [3] * bool(groups)


@given(AMOUNTS)
def test_crore_is_ten_million(amount: Decimal) -> None:
    assert of_crore(rupees(amount).crore, price_year=FY25, basis=Basis.NOMINAL) == rupees(amount)
    assert CRORE == 100 * LAKH == Decimal(10_000_000)


def test_an_amount_that_is_no_exact_number_is_refused() -> None:
    with pytest.raises(TypeError, match="floats lose paise"):
        rupees(0.1)  # type: ignore[arg-type]  # this is the refusal
    for amount in ("NaN", "Infinity"):
        with pytest.raises(ValueError, match="no amount"):
            rupees(Decimal(amount))


@pytest.mark.parametrize("code", ["", "inr", "Rs", "RUPEE", "IN1", "₹"])
def test_what_is_no_currency_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="no currency code"):
        Money(amount=CRORE, currency=code, price_year=2025, basis=Basis.NOMINAL)


def test_a_conversion_takes_a_dated_rate_and_keeps_price_year_and_basis() -> None:
    dollars = Money(amount=Decimal(1_000_000), currency="USD", price_year=2025, basis=Basis.NOMINAL)
    assert dollars.converted(DOLLAR) == Money(amount=Decimal(88_390_000), currency="INR", price_year=2025, basis=Basis.NOMINAL)


def test_a_rate_does_not_convert_another_currency_nor_backwards() -> None:
    euros = Money(amount=CRORE, currency="EUR", price_year=2025, basis=Basis.NOMINAL)
    for money in (euros, rupees(CRORE)):
        with pytest.raises(MissingRateError, match=f"no rate from {money.currency}"):
            money.converted(DOLLAR)


def test_a_missing_rate_is_named_with_the_periods_that_are_known() -> None:
    assert rate_for([DOLLAR], "USD", "INR", FY26) is DOLLAR
    with pytest.raises(MissingRateError, match=r"from USD to INR for 2024; rates of that pair: FY2025-26"):
        rate_for([DOLLAR], "USD", "INR", PartialDate.parse("2024"))
    with pytest.raises(MissingRateError, match="from EUR to INR for FY2025-26; rates of that pair: none"):
        rate_for([DOLLAR], "EUR", "INR", FY26)


def test_contradicting_rates_of_one_period_are_refused() -> None:
    other = dataclasses.replace(DOLLAR, per_unit=Decimal(89))
    with pytest.raises(ValueError, match=r"contradicting rates: 88\.39 INR for 1 USD \(FY2025-26\); 89 INR"):
        rate_for([DOLLAR, other], "USD", "INR", FY26)


def test_a_rate_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no exchange rate"):
        dataclasses.replace(DOLLAR, per_unit=Decimal(0))
