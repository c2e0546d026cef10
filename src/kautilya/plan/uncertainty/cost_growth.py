"""How prices grew from one order to the next of the same thing: dated, successive values of the same scope.

Two contracts for the same system from the same design origins, counted in the same unit and priced in the same currency, are
one case: the yearly growth of the value of a piece. Values of one contract that contradict each other are no growth, whatever
their pages' dates; they only widen what is known of the case.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import fmean, variance

from kautilya.core.periods import PartialDate, months_between
from kautilya.register.record import Record
from kautilya.tables.cells import day, known_word, number, word

APART = 12
"""Months that certainly lie between two orders of a case: below that, two prices contradict rather than follow each other."""
EXACT = ("exact", "reported")
SIGNED = ("reported", "at sanction")
"""How a quantity and a value are known where they count; sums computed from parts and press estimates do not."""
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What a piece cost more in a later order, as a logarithm a year."""

    earlier: str
    later: str
    point: float
    low: float
    """With the largest accepted value of the earlier order and the smallest of the later one."""
    high: float

    @property
    def told(self) -> str:
        """The case in words."""
        return f"{self.earlier} to {self.later} {100 * math.expm1(self.point):+.1f} %"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    id: str
    on: PartialDate
    piece: tuple[float, float, float]
    """Money a piece: as chosen, least and most of the accepted values in its currency."""


def growths(deals: Mapping[str, Record]) -> tuple[Growth, ...]:
    """Return all cases among signed contracts, by the id of the earlier one."""
    groups: dict[tuple[str, ...], list[_Order]] = {}
    for key, row in sorted(deals.items()):
        order = _order(key, row)
        if order is not None:
            groups.setdefault(_scope(row), []).append(order)
    return tuple(sorted((case for of in groups.values() for case in _cases(of)), key=lambda case: case.earlier))


def spread(cases: Iterable[Growth]) -> tuple[float, float]:
    """Return mean and standard deviation of the yearly growth of one more case; two cases at least.

    What contradicting values leave open of a case counts as an even spread over its range: `variance + mean(range^2) / 12`.
    """
    known = list(cases)
    points = [case.point for case in known]
    evenly = fmean((case.high - case.low) ** 2 for case in known) / 12
    return fmean(points), math.sqrt(variance(points) + evenly)


def _scope(row: Record) -> tuple[str, ...]:
    """Return what must be the same: area, design origins, kind, unit, currency and the name that the system begins with."""
    named = word(row, "system").split()[0].strip(",;:()").casefold()
    same = ("area_id", "design_origin", "object", "quantity_unit", "value_signed_currency")
    return named, *(word(row, column) for column in same)


def _order(key: str, row: Record) -> _Order | None:
    on, pieces, value = day(row, "signed_on"), number(row, "quantity"), number(row, "value_signed")
    if known_word(row, "quantity_qualifier") not in EXACT or known_word(row, "value_signed_basis") not in SIGNED:
        return None
    if on is None or not pieces or not value:
        return None
    cell = row.cell("value_signed")
    accepted = [float(one) for unit, span in cell.spans if unit == cell.unit for one in span.values if isinstance(one, Decimal)]
    return _Order(id=key, on=on, piece=(value / pieces, min([value, *accepted]) / pieces, max([value, *accepted]) / pieces))


def _cases(orders: list[_Order]) -> Iterator[Growth]:
    """Yield the case of each order and the next one that certainly is a year later or more."""
    for before, after in pairwise(sorted(orders, key=lambda one: (str(one.on), one.id))):
        months = months_between(before.on, after.on)
        if months.low >= APART:
            years = (months.low + months.high) / 2 / MONTHS
            yield Growth(
                earlier=before.id, later=after.id, point=math.log(after.piece[0] / before.piece[0]) / years,
                low=math.log(after.piece[1] / before.piece[2]) / years, high=math.log(after.piece[2] / before.piece[1]) / years,
            )  # fmt: skip
