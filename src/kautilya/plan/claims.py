"""Whether what a plan says of itself holds: every figure beside its orders recomputed with plain loops.

The bound, the prices of binding limits, the effort and the versions cannot be recomputed without another search; of them only
what contradicts the rest is found.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from kautilya.plan.audit import SLACK, Units, Violation, carried, order_money, payments
from kautilya.plan.audit_upkeep import Built, Place
from kautilya.plan.case import Case
from kautilya.plan.marks import entering, shares, weakest_mark
from kautilya.plan.result import RESULTS, Objective, PartnerMoney, Plan, Shortfall
from kautilya.plan.rules import Rules

_CLAIM = 1e-5
"""Relative difference that is let pass between a plan's claim and its recomputation."""
Grid = list[list[float]]
"""[area][year]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a plan's orders and deliveries come to."""

    case: Case
    rule: Rules
    ordered: Units
    delivered: Units
    objective: Objective
    chances: Sequence[float]
    short: Sequence[Grid]
    """Per scenario, before emergency purchases."""
    points: Grid
    """Points per unit short."""
    built: Built
    places: Sequence[Sequence[Sequence[Place]]]
    """Per scenario and year: what hubs can look after."""


def false_claims(plan: Plan, truth: Truth) -> Iterator[Violation]:
    """Yield everything that a plan says of itself and that does not hold."""
    yield from _of_case(plan, truth.case)
    yield from _of_objective(plan, truth)
    yield from _of_shortfalls(plan, truth)
    yield from _of_years(plan, truth)
    yield from _of_money(plan, truth)
    yield from _of_marks(plan, truth.case)
    yield from _of_binding(plan)
    yield from _of_need_first(plan, truth)
    yield from _of_single_stage(plan, truth)
    yield from _of_signed(plan)


def _of_case(plan: Plan, case: Case) -> Iterator[Violation]:
    for name, given, real in (
        ("case_title", plan.case_title, case.title), ("as_of", plan.as_of, case.as_of), ("seed", plan.seed, case.seed),
    ):  # fmt: skip
        if given != real:
            yield Violation(limit=name, where="all", message=f"claims {given}, is {real}")


def _of_objective(plan: Plan, truth: Truth) -> Iterator[Violation]:
    for name in (field.name for field in fields(Objective)):
        yield from _compared("objective", name, getattr(plan.objective, name), getattr(truth.objective, name))
    total = truth.objective.total
    if not plan.bound <= total * (1 + _CLAIM) + SLACK:
        yield Violation(limit="bound", where="all", message=f"claims {plan.bound:.9g} above the plan's value {total:.9g}")
    yield from _compared("gap", "all", plan.gap, max(0.0, (total - plan.bound) / max(abs(total), 1e-9)))


def _of_shortfalls(plan: Plan, truth: Truth) -> Iterator[Violation]:
    """Compare the claimed shortfalls with those that the plan's own emergency purchases leave."""
    case, left = truth.case, _after_purchases(plan, truth)
    claimed = {(entry.area_id, entry.year): entry for entry in plan.shortfalls}
    yield from _listed("shortfall", [*claimed], len(plan.shortfalls), [(a.id, year) for a in case.areas for year in case.years])
    for c, area in enumerate(case.areas):
        largest = max(need.value for need in area.requirement)
        for t, year in enumerate(case.years):
            expected = math.fsum(p * grid[c][t] for p, grid in zip(truth.chances, left, strict=True))
            without = max(0.0, area.requirement[t].value - area.holding[t].value)
            real = Shortfall(
                area_id=area.id, year=year, without_plan=without, expected=expected, worst=max(grid[c][t] for grid in left),
                expected_share=expected / largest,
            )  # fmt: skip
            for name in ("without_plan", "expected", "worst", "expected_share"):
                if (entry := claimed.get((area.id, year))) is not None:
                    yield from _compared("shortfall", f"{area.id}, {year}: {name}", getattr(entry, name), getattr(real, name))
    bought = math.fsum(
        p * truth.points[c][t] * grid[c][t]
        for p, grid in zip(truth.chances, left, strict=True)
        for c in range(len(case.areas))
        for t in range(len(case.years))
    )
    yield from _compared("purchases", "points that they leave", bought, truth.objective.expected_shortfall)


def _after_purchases(plan: Plan, truth: Truth) -> list[Grid]:
    case = truth.case
    place, when = {area.id: c for c, area in enumerate(case.areas)}, {year: t for t, year in enumerate(case.years)}
    channels = {channel.id: channel for channel in case.channels}
    left = [[list(row) for row in grid] for grid in truth.short]
    for purchase in plan.purchases:
        channel = channels[purchase.channel_id]
        row, t = left[purchase.scenario][place[channel.area_id]], when[purchase.year]
        row[t] -= channel.arrives_within_year.value * purchase.units
    for placed in plan.placed:
        t = when[placed.year]
        for spot in truth.places[placed.scenario][t]:
            left[placed.scenario][spot.area][t] -= spot.regained * placed.units if spot.of == placed.of else 0.0
    return [[[max(0.0, gap) for gap in row] for row in grid] for grid in left]


def _of_years(plan: Plan, truth: Truth) -> Iterator[Violation]:
    case = truth.case
    paid = payments(case, truth.rule, truth.ordered, truth.delivered, truth.built)
    most = carried(case, truth.rule, paid)
    claimed = {entry.year: entry for entry in plan.years}
    yield from _listed("years", [*claimed], len(plan.years), case.years)
    for t, year in enumerate(case.years):
        if (entry := claimed.get(year)) is not None:
            yield from _compared("years", f"{year}: available", entry.available, case.budget[t].available.value)
            yield from _compared("years", f"{year}: payments", entry.payments, paid[t])
            yield from _compared("years", f"{year}: carried", entry.carried, min(max(0.0, entry.carried), most[t]))


def _of_money(plan: Plan, truth: Truth) -> Iterator[Violation]:
    real = {(one.by, one.partner): one for one in _partners(truth)}
    claimed = {(one.by, one.partner): one for one in plan.money}
    yield from _listed("money", [*claimed], len(plan.money), [*real])
    windows = _windows(truth)
    for key in real.keys() & claimed.keys():
        where = ", ".join(key)
        for name in ("cost", "share", "largest_window_share"):
            yield from _compared("money", f"{where}: {name}", getattr(claimed[key], name), getattr(real[key], name))
        label = claimed[key].largest_window
        yield from _compared(
            "money", f"{where}: {label}", windows.get(label, {}).get(key, math.nan), real[key].largest_window_share
        )


def _partners(truth: Truth) -> Iterator[PartnerMoney]:
    case, windows = truth.case, _windows(truth)
    whole = _of_partners(case, {o.id: order_money(o, truth.ordered[o.id], 0, case.order_years) for o in case.offers})
    total = math.fsum(order_money(o, truth.ordered[o.id], 0, case.order_years) for o in case.offers)
    for (by, partner), cost in whole.items():
        label = max(windows, key=lambda label: windows[label][by, partner])
        yield PartnerMoney(
            by=by, partner=partner, cost=cost, share=cost / max(total, SLACK),
            largest_window_share=windows[label][by, partner], largest_window=label,
        )  # fmt: skip


def _windows(truth: Truth) -> Mapping[str, Mapping[tuple[str, str], float]]:
    """Return each partner's share of the order money in each window."""
    case, found = truth.case, {}
    width = min(truth.rule.window, case.order_years)
    for start in range(case.order_years - width + 1):
        money = {offer.id: order_money(offer, truth.ordered[offer.id], start, start + width) for offer in case.offers}
        total = max(math.fsum(money.values()), SLACK)
        label = f"{case.years[start]}..{case.years[start + width - 1]}"
        found[label] = {key: cost / total for key, cost in _of_partners(case, money).items()}
    return found


def _of_partners(case: Case, money: Mapping[str, float]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for offer in case.offers:
        keys = [("counterparty", offer.counterparty), *(("design origin", country) for country in offer.design_origins)]
        for key in keys:
            found[key] = found.get(key, 0.0) + money[offer.id]
    return found


def _of_marks(plan: Plan, case: Case) -> Iterator[Violation]:
    given = entering(case)
    every = weakest_mark(given)
    if plan.marks.coefficients != len(given):
        yield Violation(limit="marks", where="coefficients", message=f"claims {plan.marks.coefficients}, are {len(given)}")
    for name, inherited in (("own", False), ("weakest", True)):
        for mark, share in shares(given, inherited=inherited).items():
            yield from _compared("marks", f"{name}, {mark}", getattr(plan.marks, name).get(mark, math.nan), share)
    yield from _listed("marks", [*plan.marks.results], len(plan.marks.results), RESULTS)
    for name, mark in plan.marks.results.items():
        if mark is not every:
            yield Violation(limit="marks", where=name, message=f"claims {mark.value}, is {every.value}")


def _of_binding(plan: Plan) -> Iterator[Violation]:
    for one in plan.binding:
        if one.limit not in plan.limits or not (one.price is None or one.price > 0) or not one.slack >= 0:
            yield Violation(limit="binding", where=f"{one.limit}, {one.where}", message="no such limit, price or slack")


def _of_need_first(plan: Plan, truth: Truth) -> Iterator[Violation]:
    """Check that the need is within the tolerance, and that the two stages hold together; their bounds need searches."""
    if (told := plan.need_first) is None:
        return
    need = truth.objective.total - truth.objective.spend
    cost = math.fsum(payments(truth.case, truth.rule, truth.ordered, truth.delivered, truth.built))
    yield from _compared("need_first", "allowed", told.allowed, (1 + told.tolerance) * told.need)
    yield from _compared("need_first", "cost", told.cost, cost)
    yield from _compared("need_first", "need_gap", told.need_gap, _gap(told.need, told.need_bound))
    yield from _compared("need_first", "cost_gap", told.cost_gap, _gap(told.cost, told.cost_bound))
    for where, given, most in (
        ("need", need, told.allowed), ("need_bound", told.need_bound, need), ("cost_bound", told.cost_bound, cost),
        ("cost_of_need", told.cost, told.cost_of_need),
    ):  # fmt: skip
        if not given <= most * (1 + _CLAIM) + SLACK:
            yield Violation(limit="need_first", where=where, message=f"{given:.9g} above {most:.9g}")


def _of_single_stage(plan: Plan, truth: Truth) -> Iterator[Violation]:
    """Check that what planning for many futures is worth fits the plan's value; what it is held against needs searches."""
    if (told := plan.single_stage) is None:
        return
    total = truth.objective.total
    yield from _compared("single_stage", "stochastic, low", told.stochastic.low, max(0.0, total - told.two_stage_value))
    yield from _compared("single_stage", "stochastic, high", told.stochastic.high, total - told.two_stage_bound)


def _of_signed(plan: Plan) -> Iterator[Violation]:
    """Check that the years before the re-plan hold just the orders that are told to be signed."""
    if (told := plan.since) is None:
        return
    signed = {(one.offer_id, one.year): one.units for one in told.signed}
    early = {(one.offer_id, one.year): one.units for one in plan.orders if one.year < told.year}
    for (offer_id, year), units in sorted(signed.items() ^ early.items()):
        message = f"{units} units are ordered or told to be signed, and not both"
        yield Violation(limit="signed", where=f"{offer_id}, {year}", message=message)


def _gap(value: float, bound: float) -> float:
    return max(0.0, value - bound) / abs(value) if value else 0.0


def _listed(limit: str, claimed: Sequence[object], entries: int, wanted: Iterable[object]) -> Iterator[Violation]:
    """Compare what is listed with what should be, each exactly once."""
    wanted = list(wanted)
    missing, strange = [one for one in wanted if one not in claimed], [one for one in claimed if one not in wanted]
    if missing or strange or entries != len(wanted):
        message = f"lists {entries} for {len(wanted)}; missing: {missing[:3]}; not of the case: {strange[:3]}"
        yield Violation(limit=limit, where="all", message=message)


def _compared(limit: str, where: str, given: float, real: float) -> Iterator[Violation]:
    if not abs(given - real) <= _CLAIM * max(1.0, abs(real)):
        yield Violation(limit=limit, where=where, message=f"claims {given:.9g}, is {real:.9g}")
