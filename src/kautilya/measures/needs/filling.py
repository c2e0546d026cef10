"""How much of an area's gap offers could fill by the end of the case; overlapping offers are not added twice."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import floor, inf

from kautilya.core.periods import FiscalYear
from kautilya.measures.needs.weighing import Need
from kautilya.store.view import View
from kautilya.tables.cells import known_word
from kautilya.tables.live_offers import LiveOffer

ORDER_MONTH = "P27"
"""Parameter of the case: month of the fiscal year in which an order is placed (docs/planner.md)."""
_MONTH = re.compile(r"month ([0-9]+(?:\.[0-9]+)?)")
MONTHS = 12


class Pace(StrEnum):
    """At which ends of their ranges an offer's figures are taken."""

    SLOW = "slow"
    """Lowest rate, longest lead time, latest order."""
    CENTRAL = "central"
    FAST = "fast"
    """Highest rate, shortest lead time, earliest order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What one live offer can bring to its area by the end of a need's year, in area units."""

    offer: LiveOffer
    slow: float
    central: float
    fast: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Area units, or a share, with bounds."""

    value: float
    low: float
    high: float


def order_month(view: View) -> float | None:
    """Return the month of the fiscal year in which the case places orders; None where it does not say."""
    record = view.records("parameter").get(ORDER_MONTH)
    found = None if record is None else _MONTH.fullmatch(known_word(record, "value") or "")
    return None if found is None else float(found[1])


def lacks(offer: LiveOffer) -> tuple[str, ...]:
    """Return the cells without which nothing can be said of what an offer brings by a day."""
    cells = {
        "max_rate_per_year": offer.rate,
        "first_delivery_years": offer.lead_years,
        "earliest_order_fy": offer.order_year,
        "units_per_order_unit": offer.units_per_order,
    }
    return tuple(column for column, given in cells.items() if given is None)


def supply(offer: LiveOffer, need: Need, month: float) -> Supply:
    """Return what an offer brings by the end of the need's year, if it is ordered as soon as it can be.

    It is delivered from lag = floor((month of the order + 12 lead years) / 12) fiscal years after the order on, at its yearly
    rate, as in the plan (docs/planner.md); never more than its largest quantity. Money is not looked at.

    Raises:
        ValueError: A cell is missing; `lacks` names it.
    """
    end = FiscalYear.parse(need.year).start
    slow, central, fast = (_units(offer, end, month, pace) for pace in Pace)
    return Supply(offer=offer, slow=slow, central=central, fast=fast)


def central(offer: LiveOffer, need: Need, month: float) -> float:
    """Return what an offer brings with its figures as they stand; ValueError as `supply`."""
    return _units(offer, FiscalYear.parse(need.year).start, month, Pace.CENTRAL)


def filled(need: Need, supplies: Sequence[Supply]) -> Filled:
    """Return how many of the missing units some offers could fill, never more than are missing.

    The low end is the largest single one of them at its slow pace: several bids for one programme bring no more than the
    winner. The high end is all of them at their fast pace.
    """
    return Filled(
        value=min(need.short, sum(one.central for one in supplies)),
        low=min(need.short, max((one.slow for one in supplies), default=0.0)),
        high=min(need.short, sum(one.fast for one in supplies)),
    )


def only(need: Need, own: Sequence[Supply], others: Sequence[Supply]) -> Filled:
    """Return how many of the missing units some offers could fill and no other offer could.

    That is min(S, others + own) - min(S, others): it grows with what the own offers bring and falls with what the others do.
    """
    every = {
        "value": (sum(one.central for one in own), sum(one.central for one in others)),
        "low": (max((one.slow for one in own), default=0.0), sum(one.fast for one in others)),
        "high": (sum(one.fast for one in own), max((one.slow for one in others), default=0.0)),
    }
    units = {end: min(need.short, mine + theirs) - min(need.short, theirs) for end, (mine, theirs) in every.items()}
    return Filled(**units)


def weighted(needs: Iterable[Need], units: Callable[[Need], Filled], whole: float) -> Filled:
    """Return the share of the whole weighted need that some units of each area are."""
    found = [(need.weight.given.value / need.largest / whole, units(need)) for need in needs]
    return Filled(
        value=sum(point * one.value for point, one in found),
        low=sum(point * one.low for point, one in found),
        high=sum(point * one.high for point, one in found),
    )


def by_area(needs: Iterable[Need], offers: Iterable[LiveOffer], month: float) -> Mapping[str, tuple[Supply, ...]]:
    """Return what the live offers of each needed area bring; those that lack a cell are left out."""
    wanted = {need.area_id: need for need in needs}
    found: dict[str, list[Supply]] = {area_id: [] for area_id in wanted}
    for offer in offers:
        if offer.area_id in wanted and not lacks(offer):
            found[offer.area_id].append(supply(offer, wanted[offer.area_id], month))
    return {area_id: tuple(supplies) for area_id, supplies in found.items()}


def _units(offer: LiveOffer, end: int, month: float, pace: Pace) -> float:
    rate, lead, order, each = offer.rate, offer.lead_years, offer.order_year, offer.units_per_order
    if rate is None or lead is None or order is None or each is None:
        raise ValueError(f"offer {offer.offer_id} lacks {', '.join(lacks(offer))}")
    ends = {
        Pace.SLOW: (rate.low, lead.high, order.high),
        Pace.CENTRAL: (rate.value, lead.value, order.value),
        Pace.FAST: (rate.high, lead.low, order.low),
    }
    a_year, years_to_first, ordered = ends[pace]
    lag = floor(round(month + MONTHS * years_to_first, 6) / MONTHS)
    years = max(0.0, end - (ordered + lag) + 1)
    return min(inf if offer.most is None else offer.most.value, a_year * years) * each.value
