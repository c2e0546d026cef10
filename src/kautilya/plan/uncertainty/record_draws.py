"""Scenarios drawn from what the record tells; draw i depends on (seed, i) and names alone, like the case's own."""

import math
from collections.abc import Iterator
from dataclasses import replace
from statistics import NormalDist

from kautilya.plan.case import Case, Offer, Origin
from kautilya.plan.rules import Rules, rules
from kautilya.plan.scenarios import MONTHS, Scenario, geometric, scenarios, slip_of, uniform
from kautilya.plan.uncertainty.crises import factor_of
from kautilya.plan.uncertainty.record import Fit, RecordModel


def record_futures(case: Case, model: RecordModel) -> tuple[Scenario, ...]:
    """Draw the scenarios of a case with slips, interruptions and budget cuts as the record's model says.

    Surges of need and export approvals are drawn as the case states them, by the same random numbers: the k-th scenario has the
    same crises as the case's own. In a crisis year interruptions start so many times as often, and slips are longer the more
    crisis years the order years of a scenario have: a slip is drawn at the quantile `u^(1 / (1 + (factor - 1) share))`. Where
    the model has factors of single origins, crises touch what comes from these alone (`uncertainty.crises`).
    What the model has no fit of is drawn as the case states it; a model of no fits gives the case's own scenarios.
    Prices grow at one rate a scenario: a year's money buys `min(1, cut (deflator / growth)^years)` of what it was to buy.
    """
    rule = rules(case)
    return tuple(_future(case, rule, model, i, own) for i, own in enumerate(scenarios(case)))


def _future(case: Case, rule: Rules, model: RecordModel, i: int, own: Scenario) -> Scenario:
    crises = [uniform(case.seed, i, "crisis", year) < rule.surge_chance for year in case.years]
    ordering = crises[: case.order_years]
    share, bought = sum(ordering) / len(ordering), _bought(case, model, i)
    return replace(
        own,
        delay_months=tuple(
            _delay(case, rule, model, i, offer, 1 + (factor_of(model, offer.design_origins) - 1) * share)
            for offer in case.offers
        ),
        interruptions=tuple(
            stop
            for origin in case.origins
            for stop in _stops(case, model, i, origin, [factor_of(model, (origin.country,)) if one else 1.0 for one in crises])
        ),
        cuts=tuple(
            min(1.0, _cut(case, model, i, year, cut) * bought**t)
            for t, (year, cut) in enumerate(zip(case.years, own.cuts, strict=True))
        ),
    )


def _delay(case: Case, rule: Rules, model: RecordModel, i: int, offer: Offer, longer: float) -> float:
    late = uniform(case.seed, i, "approval", offer.id) >= offer.approval_probability.value
    waiting = offer.approval_delay_months.value if offer.approval_states and late else 0.0
    fit, u = model.of("slip", offer.counterparty), uniform(case.seed, i, "slip", offer.id) ** (1 / longer)
    return waiting + (slip_of(rule, u) if fit is None else weibull_months(fit, u))


def _bought(case: Case, model: RecordModel, i: int) -> float:
    """Return what each year leaves of what money buys, against the growth of prices that the case's money allows for."""
    growth, deflator = model.of("cost growth", "all"), model.of("deflator", "all")
    if growth is None or deflator is None:
        return 1.0
    u = min(max(uniform(case.seed, i, "cost growth"), 1e-12), 1 - 1e-12)
    return deflator.scale * math.exp(-growth.scale - growth.shape * NormalDist().inv_cdf(u))


def weibull_months(fit: Fit, u: float) -> float:
    """Return the quantile of a Weibull fit, in whole months."""
    return float(math.floor(fit.scale * (-math.log1p(-min(u, 1 - 1e-12))) ** (1 / fit.shape) + 0.5))


def _stops(case: Case, model: RecordModel, i: int, origin: Origin, factors: list[float]) -> Iterator[tuple[str, float, float]]:
    """Yield interruptions whose rate is the origin's times each year's factor; at most one at a time."""
    rate, length = model.of("interruption rate", origin.country), model.of("interruption length", origin.country)
    yearly = origin.start_rate.value if rate is None else rate.scale
    mean = origin.mean_months.value if length is None else length.scale
    month, n = 0.0, 0
    while yearly > 0:
        wanted = -math.log1p(-uniform(case.seed, i, "stop", origin.country, str(n)))
        begins = _after(month, wanted, [yearly / MONTHS * factor for factor in factors])
        if begins is None:
            return
        u = uniform(case.seed, i, "length", origin.country, str(n))
        lasts = geometric(mean, u) if length is None else max(1.0, math.ceil(-mean * math.log1p(-u)))
        yield origin.country, begins, begins + lasts
        month, n = begins + lasts, n + 1


def _after(month: float, wanted: float, rates: list[float]) -> float | None:
    """Return the month by which a rate per month, constant within each year, has added up to what is wanted; None if never."""
    if len(set(rates)) == 1:
        begins = month + wanted / rates[0]
        return begins if begins < MONTHS * len(rates) else None
    for year in range(int(month // MONTHS), len(rates)):
        left = MONTHS * (year + 1) - month
        if wanted < rates[year] * left:
            return month + wanted / rates[year]
        wanted -= rates[year] * left
        month += left
    return None


def _cut(case: Case, model: RecordModel, i: int, year: str, own: float) -> float:
    fit = model.of("budget", "actual of BE")
    if fit is None or not fit.values:
        return own
    at = int(uniform(case.seed, i, "cut", year) * len(fit.values))
    return min(1.0, fit.values[at])
