"""Money: exact amounts that say their currency, their prices and their basis (CONVENTIONS §2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from enum import StrEnum

from kautilya.core.errors import MissingRateError
from kautilya.core.periods import FiscalYear, PartialDate

LAKH = Decimal(10**5)
CRORE = Decimal(10**7)
RUPEE = "INR"

_EXACT = Context(prec=200, traps=[Inexact, InvalidOperation, Overflow])
"""Sums and products of amounts are exact, or fail loudly."""
_CODE_LENGTH = 3


class Basis(StrEnum):
    """Whether an amount is told in the money of its day or at the prices of one year."""

    NOMINAL = "nominal"
    CONSTANT = "constant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An exact amount of money; amounts of unlike money cannot be added or compared."""

    amount: Decimal
    """In units of the currency: rupees, not crore. May be negative (a change, a cut)."""
    currency: str
    """ISO 4217 code: `INR`."""
    price_year: FiscalYear | int
    """The year in whose prices it is told, fiscal or calendar: of a nominal amount the year it was agreed or paid in."""
    basis: Basis

    def __post_init__(self) -> None:
        """Refuse floats (TypeError), amounts that are no numbers and codes that are no currency's (ValueError)."""
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"an amount is a Decimal, not a {type(self.amount).__name__}: floats lose paise")
        if not self.amount.is_finite():
            raise ValueError(f"{self.amount} is no amount")
        check_currency(self.currency)

    def __add__(self, other: "Money") -> "Money":
        """Add money of the same currency, price year and basis; ValueError for any other."""
        return replace(self, amount=_EXACT.add(self.amount, self._same_money(other).amount))

    def __sub__(self, other: "Money") -> "Money":
        """Subtract money of the same currency, price year and basis; ValueError for any other."""
        return replace(self, amount=_EXACT.subtract(self.amount, self._same_money(other).amount))

    def __neg__(self) -> "Money":
        """Return the amount with its sign turned."""
        return replace(self, amount=self.amount.copy_negate())

    def times(self, factor: Decimal | int) -> "Money":
        """Return so many times the amount, exactly: pieces times unit price."""
        return replace(self, amount=_EXACT.multiply(self.amount, Decimal(factor)))

    def less_than(self, other: "Money") -> bool:
        """Compare money of the same currency, price year and basis; ValueError for any other."""
        return self.amount < self._same_money(other).amount

    def converted(self, rate: "Rate") -> "Money":
        """Return the amount in the rate's other currency, at that rate; price year and basis stay.

        Raises:
            MissingRateError: the rate is not from this currency.
        """
        if rate.source != self.currency:
            raise MissingRateError(f"no rate from {self.currency} given: {rate} is from {rate.source}")
        return replace(self, amount=_EXACT.multiply(self.amount, rate.per_unit), currency=rate.target)

    @property
    def crore(self) -> Decimal:
        """The amount in crore (10^7) of its currency."""
        return self.amount.scaleb(-7, _EXACT)

    def __str__(self) -> str:
        """Write `Rs 2,09,050 crore (nominal, FY2024-25)`; nothing is rounded."""
        return f"{self.figure} ({self.basis}, {self.price_year})"

    @property
    def figure(self) -> str:
        """The amount and its currency alone: `Rs 2,09,050 crore`, `USD 1,250,000,000`; nothing is rounded."""
        if self.currency != RUPEE:
            return f"{self.currency} {_plain(self.amount):,f}"
        unit, name = _rupee_unit(self.amount)
        return f"Rs {indian_grouping(_EXACT.divide(self.amount, unit))}{name}"

    def _same_money(self, other: "Money") -> "Money":
        unlike = [name for name in ("currency", "price_year", "basis") if getattr(self, name) != getattr(other, name)]
        if unlike:
            raise ValueError(f"{self} and {other} differ in {' and '.join(unlike).replace('_', ' ')}")
        return other


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One exchange rate, with the day or period that it holds for and where it is from."""

    source: str
    """The currency that is converted, ISO 4217."""
    target: str
    """The currency that it becomes."""
    per_unit: Decimal
    """Units of the target for one unit of the source: 88.39 rupees for a dollar."""
    on: PartialDate | FiscalYear
    """The day of the rate, or the period that it is the mean of."""
    says: str
    """Where it is from: an address, or the claim that holds it."""
    edition: date | None = None
    """The edition of the data set that it is from: the last day that it tells; None where it is from no data set."""

    def __post_init__(self) -> None:
        """Refuse a rate that is not positive and codes that are no currency's (ValueError)."""
        check_currency(self.source)
        check_currency(self.target)
        if not (self.per_unit.is_finite() and self.per_unit > 0):
            raise ValueError(f"{self.per_unit} is no exchange rate")

    def __str__(self) -> str:
        """Write `88.39 INR for 1 USD (FY2025-26)`, and the edition where there is one."""
        edition = "" if self.edition is None else f", edition {self.edition}"
        return f"{self.per_unit:f} {self.target} for 1 {self.source} ({self.on}{edition})"


def of_crore(crore: Decimal | int | str, *, price_year: FiscalYear | int, basis: Basis, currency: str = RUPEE) -> Money:
    """Return so many crore of a currency, by default of rupees, as money."""
    return Money(amount=_EXACT.multiply(Decimal(crore), CRORE), currency=currency, price_year=price_year, basis=basis)


def rate_for(rates: Iterable[Rate], source: str, target: str, on: PartialDate | FiscalYear) -> Rate:
    """Return the rate of exactly that day or period; nothing near it stands in, and no rate is turned round.

    Raises:
        MissingRateError: there is none; the message names what is missing and lists the periods there are.
        ValueError: two rates of one period contradict each other.
    """
    known = [rate for rate in rates if (rate.source, rate.target) == (source, target)]
    found = [rate for rate in known if rate.on == on]
    if not found:
        periods = ", ".join(str(rate.on) for rate in known) or "none"
        raise MissingRateError(f"no rate from {source} to {target} for {on}; rates of that pair: {periods}")
    if len({rate.per_unit for rate in found}) > 1:
        raise ValueError(f"contradicting rates: {'; '.join(map(str, found))}")
    return found[0]


def indian_grouping(number: Decimal) -> str:
    """Write a number with Indian separators: 2,09,050 and 12,34,56,789.5; no digit is rounded off."""
    text = f"{_plain(number.copy_abs()):f}"
    whole, point, part = text.partition(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    sign = "-" if number < 0 else ""
    return sign + ",".join([*pairs, tail]) + point + part


def check_currency(code: str) -> None:
    """Refuse what cannot be an ISO 4217 code: three capital letters (ValueError)."""
    if not (len(code) == _CODE_LENGTH and code.isascii() and code.isalpha() and code.isupper()):
        raise ValueError(f"'{code}' is no currency code: expected three capitals such as INR")


def _rupee_unit(amount: Decimal) -> tuple[Decimal, str]:
    if amount.copy_abs() >= CRORE:
        return CRORE, " crore"
    return (LAKH, " lakh") if amount.copy_abs() >= LAKH else (Decimal(1), "")


def _plain(number: Decimal) -> Decimal:
    """Return the number without zeros after its last decimal and without an exponent above 0."""
    shortest = number.normalize(_EXACT)
    exponent = shortest.as_tuple().exponent
    return shortest.quantize(Decimal(1), context=_EXACT) if isinstance(exponent, int) and exponent > 0 else shortest
