"""Recompute a plan's value and check its limits from the case, with plain loops.

It shares the reading of the parameters and the draw of the scenarios with the planner, and nothing that turns a case into
arrays, rows or a solver's answer.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kautilya.plan.audit import (
    YEAR_MONTHS,
    Units,
    Violation,
    by_offer,
    carried,
    emergency_violations,
    payments,
    unreadable,
    violations,
)
from kautilya.plan.audit_hubs import cut_off_claims, hub_violations, unreadable_hubs
from kautilya.plan.audit_upkeep import Built, available, by_hub, least, places
from kautilya.plan.case import Case, Channel, Offer
from kautilya.plan.checking import checked
from kautilya.plan.claims import Grid, Truth, false_claims
from kautilya.plan.codec import digest
from kautilya.plan.result import Objective, Plan
from kautilya.plan.rules import Rules
from kautilya.plan.scenarios import Scenario, scenarios

POINTS = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What a plan really is worth, and everything that is wrong with it."""

    violations: tuple[Violation, ...]
    """Limits broken and claims that do not hold; empty for a sound plan."""
    objective: Objective | None
    """None where the plan cannot be read."""
    losses: tuple[float, ...]
    """Points per scenario, with the best possible emergency purchases."""
    searched: bool = False
    """Whether bound, gap and binding limits come from a search of this run; from a file they are claims."""

    @property
    def feasible(self) -> bool:
        """Whether the plan keeps every limit and claims nothing that does not hold."""
        return not self.violations


def evaluate(case: Case, plan: Plan, futures: Sequence[Scenario] | None = None, *, searched: bool = False) -> Evaluation:
    """Recompute all that a plan says from its orders and planned deliveries, and list what is broken or does not hold.

    Args:
        futures: The scenarios that it was planned for, instead of those drawn from the case's seed.
        searched: Whether the plan comes from a search of this run; its bound is claimed otherwise, and nobody has checked it.

    Raises:
        InputError: The case itself cannot be planned with.
    """
    rule = checked(case)
    drawn = scenarios(case) if futures is None else tuple(futures)
    wrong = [*unreadable(case, plan), *unreadable_hubs(case, plan)]
    if plan.case_digest != digest(case):
        wrong.append(Violation(limit="case", where=plan.case_digest[:12], message="the plan is that of another case"))
    if plan.scenarios != len(drawn):
        wrong.append(Violation(limit="scenarios", where=str(plan.scenarios), message=f"the case has {len(drawn)}"))
    if wrong:
        return Evaluation(violations=tuple(wrong), objective=None, losses=())
    ordered, delivered = by_offer(case, plan.orders), by_offer(case, plan.deliveries)
    built = by_hub(case, plan.expansions)
    objective, losses = value(case, rule, drawn, ordered, delivered, built)
    there = [_in_service(case, rule, future, delivered) for future in drawn]
    spots = [
        [tuple(places(case, future, of, t)) for t in range(len(case.years))] for future, of in zip(drawn, there, strict=True)
    ]
    truth = Truth(
        case=case, rule=rule, ordered=ordered, delivered=delivered, objective=objective, points=_points(case, rule),
        chances=tuple(future.probability for future in drawn),
        short=tuple(_short_before_emergency(case, future, of) for future, of in zip(drawn, there, strict=True)),
        built=built, places=spots,
    )  # fmt: skip
    wrong = [
        *violations(case, rule, ordered, delivered, built),
        *emergency_violations(case, rule, plan),
        *hub_violations(case, plan, spots, built),
        *cut_off_claims(case, plan, drawn, there, spots),
        *false_claims(plan, truth),
    ]
    return Evaluation(violations=tuple(wrong), objective=objective, losses=tuple(losses), searched=searched)


def value_of(case: Case, rule: Rules, drawn: Sequence[Scenario], plan: Plan) -> tuple[Objective, list[float]]:
    """Return the objective and the loss of every scenario that a plan's decisions lead to."""
    ordered, delivered = by_offer(case, plan.orders), by_offer(case, plan.deliveries)
    return value(case, rule, drawn, ordered, delivered, by_hub(case, plan.expansions))


def keeps(case: Case, plan: Plan) -> bool:
    """Tell whether a plan's decisions keep the limits of a case that it need not be made for.

    How fast hubs grow is not looked at, nor what the plan says of itself.
    """
    rule = checked(case)
    if [*unreadable(case, plan), *unreadable_hubs(case, plan)]:
        return False
    ordered, delivered = by_offer(case, plan.orders), by_offer(case, plan.deliveries)
    return not violations(case, rule, ordered, delivered, by_hub(case, plan.expansions))


def worth_of(case: Case, drawn: Sequence[Scenario], plan: Plan) -> float:
    """Return the objective of a plan's decisions in a case that it need not be made for; infinity where they break a limit."""
    return value_of(case, checked(case), drawn, plan)[0].total if keeps(case, plan) else math.inf


def value(
    case: Case, rule: Rules, drawn: Sequence[Scenario], ordered: Units, delivered: Units, built: Built
) -> tuple[Objective, list[float]]:
    """Return the objective and the loss of every scenario, with the best emergency purchases and use of hubs."""
    paid = payments(case, rule, ordered, delivered, built)
    over = carried(case, rule, paid)
    per_crore = rule.spend_weight / sum(year.available.value for year in case.budget[: case.order_years])
    points = _points(case, rule)
    chances = [future.probability for future in drawn]
    shortfalls, overspends = [], []
    for future in drawn:
        there = _in_service(case, rule, future, delivered)
        needed = _short_before_emergency(case, future, there)
        spots = [tuple(places(case, future, there, t)) for t in range(len(case.years))]
        shortfalls.append(sum(
            least(case, rule, [row[t] for row in needed], [row[t] for row in points], t, spots[t], built)
            if spots[t] else _after_emergency(case, rule, needed, points, t)
            for t in range(len(case.years))
        ))  # fmt: skip
        excess = sum(
            max(0.0, paid[t] - (over[t - 1] if t else 0.0) - future.cuts[t] * case.budget[t].available.value)
            for t in range(len(case.years))
            if future.cuts[t] < 1
        )
        overspends.append(rule.overspend_factor * per_crore * excess)
    losses = [short + excess for short, excess in zip(shortfalls, overspends, strict=True)]
    mean = math.fsum(p * loss for p, loss in zip(chances, losses, strict=True))
    cvar = _worst_tail(losses, chances, 1 - rule.risk_level)
    spend = per_crore * math.fsum(paid)
    return (
        Objective(
            expected_shortfall=math.fsum(p * short for p, short in zip(chances, shortfalls, strict=True)),
            expected_overspend=math.fsum(p * excess for p, excess in zip(chances, overspends, strict=True)),
            cvar=cvar,
            spend=spend,
            risk_weight=rule.risk_weight,
            total=(1 - rule.risk_weight) * mean + rule.risk_weight * cvar + spend,
        ),
        losses,
    )


def arrival(offer: Offer, index: int, planned: int, rule: Rules, future: Scenario) -> int:
    """Return the year in which a delivery planned for a year arrives: written apart from `scenarios.arrival_year`."""
    month = round(rule.order_month + YEAR_MONTHS * offer.lead_years.value, 6) % YEAR_MONTHS
    due = planned * YEAR_MONTHS + month + future.delay_months[index]
    stops = [(start, end) for country, start, end in future.interruptions if country in offer.design_origins]
    while stop := next(((start, end) for start, end in stops if start <= due < end), None):
        year_after = math.ceil(stop[1] / YEAR_MONTHS)
        due = year_after * YEAR_MONTHS
    return int(due // YEAR_MONTHS)


def _points(case: Case, rule: Rules) -> Grid:
    """Points per unit short: 100 for doing nothing without any surge."""
    grid, nothing = [], 0.0
    for area in case.areas:
        largest = max(need.value for need in area.requirement)
        row = [area.weight.value * rule.discount**t / largest for t in range(len(case.years))]
        gaps = (max(0.0, need.value - held.value) for need, held in zip(area.requirement, area.holding, strict=True))
        nothing += sum(weight * gap for weight, gap in zip(row, gaps, strict=True))
        grid.append(row)
    return [[POINTS * weight / nothing for weight in row] for row in grid]


def _in_service(case: Case, rule: Rules, future: Scenario, delivered: Units) -> dict[str, list[float]]:
    """Return the units of the area in service per offer and fleet, and year, available or not."""
    there = {offer.id: [0.0] * len(case.years) for offer in case.offers}
    there |= {fleet.id: [units.value for units in fleet.units] for fleet in case.fleets}
    for index, offer in enumerate(case.offers):
        for planned, units in enumerate(delivered[offer.id]):
            if units:
                arrives = arrival(offer, index, planned, rule, future)
                leaves = len(case.years) if offer.lease_years is None else arrives + int(offer.lease_years.value)
                for t in range(arrives, min(leaves, len(case.years))):
                    there[offer.id][t] += units * offer.units_per_order_unit.value
    return there


def _short_before_emergency(case: Case, future: Scenario, there: Mapping[str, Sequence[float]]) -> Grid:
    """Return what is short without emergency purchases and hubs: a fleet that is cut off is missing from the holding."""
    place = {area.id: c for c, area in enumerate(case.areas)}
    kept = {one.of: one for one in case.upkeep}
    short = [
        [area.requirement[t].value + future.surge[c][t] - area.holding[t].value for t in range(len(case.years))]
        for c, area in enumerate(case.areas)
    ]
    for offer in case.offers:
        for t, units in enumerate(there[offer.id]):
            share = available(case, kept[offer.id], future, t) if offer.id in kept and units else 1.0
            short[place[offer.area_id]][t] -= units * share
    for fleet in (fleet for fleet in case.fleets if fleet.id in kept):
        for t, units in enumerate(there[fleet.id]):
            short[place[fleet.area_id]][t] += units * (1 - available(case, kept[fleet.id], future, t))
    return [[max(0.0, gap) for gap in row] for row in short]


def _after_emergency(case: Case, rule: Rules, short: Grid, points: Grid, t: int) -> float:
    """Return the points left in a year: the reserve buys first what closes most per rupee, in fractions.

    Units of an area are worth the same, so within it cheaper channels come first; the worth of money falls along each
    channel and area, and greedy is exact.
    """
    place = {area.id: c for c, area in enumerate(case.areas)}
    left = {c: short[c][t] for c in range(len(case.areas))}
    money = rule.reserve_share * max(0.0, case.budget[t].available.value)

    def worth(channel: Channel) -> float:
        return points[place[channel.area_id]][t] * channel.arrives_within_year.value / channel.unit_cost.value

    for channel in sorted(case.channels, key=lambda channel: -worth(channel)):
        share, c = channel.arrives_within_year.value, place[channel.area_id]
        if share > 0:
            most = channel.quantity_per_contract.value * channel.contracts_per_year.value
            units = min(most, left[c] / share, money / channel.unit_cost.value)
            left[c] -= units * share
            money -= units * channel.unit_cost.value
    return sum(points[c][t] * gap for c, gap in left.items())


def _worst_tail(losses: Sequence[float], chances: Sequence[float], tail: float) -> float:
    """Return the mean of the worst part of the losses whose chance is `tail`, splitting the scenario on its edge."""
    left, total = tail, 0.0
    for loss, chance in sorted(zip(losses, chances, strict=True), reverse=True):
        taken = min(chance, left)
        total, left = total + taken * loss, left - taken
    return (total + left * min(losses)) / tail
