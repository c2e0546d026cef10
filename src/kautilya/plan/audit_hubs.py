"""Whether a plan keeps the limits of its hubs; recomputed with plain loops."""

from collections.abc import Iterator, Mapping, Sequence

from kautilya.plan.audit import MOST, SLACK, Violation
from kautilya.plan.audit_upkeep import MONTHS, Built, Place, cut_months, room
from kautilya.plan.case import Case
from kautilya.plan.result import Plan
from kautilya.plan.scenarios import Scenario

CLAIM = 1e-5
"""Relative difference that is let pass between a claim and its recomputation."""


def unreadable_hubs(case: Case, plan: Plan) -> Iterator[Violation]:
    """Yield what makes a plan's expansions and places unreadable for the case."""
    hubs, order_years = {hub.id for hub in case.hubs}, set(case.years[: case.order_years])
    looked_after = {kept.of for kept in case.upkeep if kept.hub_id is not None}
    for built in plan.expansions:
        if built.hub_id not in hubs or built.year not in order_years:
            yield Violation(limit="expansions", where=f"{built.hub_id}, {built.year}", message="no such hub or year")
    for placed in plan.placed:
        known = placed.of in looked_after and placed.year in case.years and 0 <= placed.scenario < plan.scenarios
        if not known or not 0 <= placed.units <= MOST:
            where = f"s{placed.scenario}, {placed.of}, {placed.year}"
            yield Violation(limit="placed", where=where, message="no such offer, fleet, year, scenario or number")


def hub_violations(case: Case, plan: Plan, found: Sequence[Sequence[Sequence[Place]]], built: Built) -> Iterator[Violation]:
    """Yield every hub that grows too fast or is too full, and every place for what is not in service or not cut off.

    Args:
        found: What hubs can look after per scenario and year.
    """
    yield from _growth(case, built)
    given: dict[tuple[int, str, int], float] = {}
    for placed in plan.placed:
        key = (placed.scenario, placed.of, case.years.index(placed.year))
        given[key] = given.get(key, 0.0) + placed.units
    load: dict[tuple[int, str, int], float] = {}
    for (scenario, of, t), units in given.items():
        for place in (place for place in found[scenario][t] if place.of == of):
            load[scenario, place.hub_id, t] = load.get((scenario, place.hub_id, t), 0.0) + place.load * units
        most = sum(place.most for place in found[scenario][t] if place.of == of)
        if units > most + SLACK * max(1.0, most):
            yield _broken("hub_place", f"s{scenario}, {of}, {case.years[t]}", units, most)
    yield from _fullness(case, load, built)


def cut_off_claims(
    case: Case, plan: Plan, drawn: Sequence[Scenario], there: Sequence[Mapping[str, Sequence[float]]],
    found: Sequence[Sequence[Sequence[Place]]],
) -> Iterator[Violation]:  # fmt: skip
    """Yield every share said to be available while a partner is cut off that is not.

    Args:
        there: Units in service by offer and fleet per scenario.
        found: What hubs can look after per scenario and year.
    """
    told = {one.of: one for one in plan.cut_off}
    if [one.of for one in plan.cut_off] != [kept.of for kept in case.upkeep]:
        yield Violation(limit="cut_off", where="all", message="lists other offers and fleets than the case has upkeep of")
        return
    for kept in case.upkeep:
        months = exposed = back = 0.0
        for s, future in enumerate(drawn):
            for t in range(len(case.years)):
                cut = cut_months(case, kept.of, future, t)
                months += future.probability * cut
                exposed += future.probability * cut / MONTHS * there[s][kept.of][t]
        for placed in (placed for placed in plan.placed if placed.of == kept.of):
            spots = found[placed.scenario][case.years.index(placed.year)]
            gain = sum(spot.regained for spot in spots if spot.of == kept.of)
            back += drawn[placed.scenario].probability * gain * placed.units
        share = kept.without_hub.value + back / exposed if exposed > SLACK else None
        for name, given, real in (
            ("months", told[kept.of].months, months), ("without_hub", told[kept.of].without_hub, kept.without_hub.value),
            ("available", told[kept.of].available, share),
        ):  # fmt: skip
            if (given is None) is not (real is None) or abs((given or 0.0) - (real or 0.0)) > CLAIM * max(1.0, real or 0.0):
                yield Violation(limit="cut_off", where=f"{kept.of}: {name}", message=f"claims {given}, is {real}")


def _growth(case: Case, built: Built) -> Iterator[Violation]:
    for hub_id, steps in built.items():
        for t, times in enumerate(steps):
            if times > 1:
                yield _broken("hub_expansion", f"{hub_id}, {case.years[t]}", times, 1)


def _fullness(case: Case, load: Mapping[tuple[int, str, int], float], built: Built) -> Iterator[Violation]:
    hubs = {hub.id: hub for hub in case.hubs}
    for (scenario, hub_id, t), taken in load.items():
        most = room(hubs[hub_id], built[hub_id], t)
        if taken > most + SLACK * max(1.0, most):
            yield _broken("hub_capacity", f"s{scenario}, {hub_id}, {case.years[t]}", taken, most)


def _broken(limit: str, where: str, value: float, allowed: float) -> Violation:
    return Violation(limit=limit, where=where, message=f"{value:,.6g} against {allowed:,.6g}")
