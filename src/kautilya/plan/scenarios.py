"""The futures a plan is measured on: what happens, drawn from the case's parameters.

Draw i depends on (seed, i) alone: each random number is the hash of the seed, i and its own name, so neither the order
of drawing nor an offer more or less moves any other number.
"""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kautilya.plan.case import Case, Offer, Origin
from kautilya.plan.rules import Rules, rules

MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One future. Months count from the first day of the first year of the horizon."""

    probability: float
    delay_months: tuple[float, ...]
    """Per offer: delivery slip, plus the approval delay where approval is late."""
    interruptions: tuple[tuple[str, float, float], ...]
    """Country, first month and end (not included) of each interruption, by country and time."""
    cuts: tuple[float, ...]
    """Per year: the factor that is left of the year's money; 1 without a cut."""
    surge: tuple[tuple[float, ...], ...]
    """Per area and year: units needed on top of the requirement."""

    @cached_property
    def stops(self) -> dict[str, tuple[tuple[float, float], ...]]:
        """The interruptions by country."""
        by_country: dict[str, list[tuple[float, float]]] = {}
        for country, start, end in self.interruptions:
            by_country.setdefault(country, []).append((start, end))
        return {country: tuple(spans) for country, spans in by_country.items()}


def scenarios(case: Case) -> tuple[Scenario, ...]:
    """Draw the scenarios of a case."""
    rule = rules(case)
    return tuple(_scenario(case, rule, i) for i in range(case.scenarios))


def lag_years(offer: Offer, rule: Rules) -> int:
    """Return the years from order to the first planned delivery: `floor((order month + 12 lead) / 12)`."""
    return math.floor(_whole_month(rule.order_month + MONTHS * offer.lead_years.value) / MONTHS)


def due_month(offer: Offer, rule: Rules) -> float:
    """Return the month within its year in which a delivery is due, delays aside."""
    return _whole_month(rule.order_month + MONTHS * offer.lead_years.value) % MONTHS


def arrival_year(offer: Offer, planned: int, offer_index: int, scenario: Scenario, rule: Rules) -> int:
    """Return the year in which what is planned for a year arrives (it can lie beyond the horizon).

    The due month is that of the first delivery within its year, plus the scenario's delays. A delivery due in an
    interruption of any of the design's origins arrives in the first year that begins after it.
    """
    due = MONTHS * planned + due_month(offer, rule) + scenario.delay_months[offer_index]
    spans = sorted(span for country in offer.design_origins for span in scenario.stops.get(country, ()))
    for start, end in spans:
        if start <= due < end:
            due = MONTHS * math.ceil(end / MONTHS)
    return math.floor(due / MONTHS)


def _whole_month(months: float) -> float:
    return round(months, 6)


def _scenario(case: Case, rule: Rules, i: int) -> Scenario:
    horizon = len(case.years)
    return Scenario(
        probability=1 / case.scenarios,
        delay_months=tuple(_delay(case.seed, i, offer, rule) for offer in case.offers),
        interruptions=tuple(stop for origin in case.origins for stop in _interruptions(case.seed, i, origin, horizon)),
        cuts=tuple(_cut(case.seed, i, year, rule) for year in case.years),
        surge=_surges(case, rule, i),
    )


def _delay(seed: int, i: int, offer: Offer, rule: Rules) -> float:
    late = uniform(seed, i, "approval", offer.id) >= offer.approval_probability.value
    return slip_of(rule, uniform(seed, i, "slip", offer.id)) + (
        offer.approval_delay_months.value if offer.approval_states and late else 0.0
    )


def _interruptions(seed: int, i: int, origin: Origin, horizon: int) -> Iterable[tuple[str, float, float]]:
    rate = origin.start_rate.value / MONTHS
    month, n = 0.0, 0
    while rate > 0:
        month += -math.log1p(-uniform(seed, i, "stop", origin.country, str(n))) / rate
        if month >= MONTHS * horizon:
            return
        length = geometric(origin.mean_months.value, uniform(seed, i, "length", origin.country, str(n)))
        yield origin.country, month, month + length
        month, n = month + length, n + 1


def geometric(mean: float, u: float) -> int:
    """Whole months from 1 on with the given mean (1 where the mean is 1 or less)."""
    return 1 if mean <= 1 else 1 + math.floor(math.log1p(-u) / math.log1p(-1 / mean))


def _cut(seed: int, i: int, year: str, rule: Rules) -> float:
    if uniform(seed, i, "cut", year) >= rule.cut_chance:
        return 1.0
    return _between(rule.cut_factor, uniform(seed, i, "cut factor", year))


def _surges(case: Case, rule: Rules, i: int) -> tuple[tuple[float, ...], ...]:
    crisis = {year: uniform(case.seed, i, "crisis", year) < rule.surge_chance for year in case.years}

    def surge(area_id: str, year: str, largest: float) -> float:
        if not crisis[year] or area_id not in rule.surge_areas:
            return 0.0
        if uniform(case.seed, i, "hit", area_id, year) >= rule.surge_hit:
            return 0.0
        return _between(rule.surge_size, uniform(case.seed, i, "surge", area_id, year)) * largest

    return tuple(
        tuple(surge(area.id, year, max(need.value for need in area.requirement)) for year in case.years) for area in case.areas
    )


def slip_of(rule: Rules, u: float) -> int:
    """Return the delivery slip in months at a place of the case's distribution."""
    return _pick(rule.slip, u)


def _pick(distribution: tuple[tuple[int, float], ...], u: float) -> int:
    for value, chance in distribution:
        if u < chance:
            return value
        u -= chance
    return distribution[-1][0]


def _between(bounds: tuple[float, float], u: float) -> float:
    return bounds[0] + (bounds[1] - bounds[0]) * u


def uniform(seed: int, i: int, *name: str) -> float:
    """Return the number in [0, 1) that belongs to a name within draw i."""
    text = "/".join((str(seed), str(i), *name))
    return (int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big") >> 3) / 2**53
