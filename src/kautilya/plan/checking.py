"""What a case must keep to before it can be planned or a plan of it evaluated; everything that is wrong is listed at once."""

import dataclasses
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from kautilya.core.errors import InputError, Problem
from kautilya.core.periods import FiscalYear
from kautilya.plan.case import Area, BudgetYear, Case, Channel, Offer, Origin
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.parties import misspelt
from kautilya.plan.rules import Rules, rules
from kautilya.plan.sustainment import Fleet, Upkeep

Found = Iterator[tuple[str, str]]
"""Field and what is wrong with it."""


def checked(case: Case) -> Rules:
    """Return the rules of a case that can be planned with.

    Raises:
        InputError: Ids repeat, years do not follow each other, a number lies outside its range, a country is misspelt,
            something is missing.
    """
    found = [*_ids(case), *_years(case), *_references(case), *_components(case), *_sources(case), *_fleets(case),
             *_extensions(case), *_hubs(case), *_upkeep(case), *_money(case), *misspelt(case)]  # fmt: skip
    for area in case.areas:
        found += _area(area, len(case.years))
    for offer in case.offers:
        found += _offer(offer)
    for channel in case.channels:
        found += _channel(channel)
    for origin in case.origins:
        found += _origin(origin)
    problems = [Problem(file="case", field=field, message=message) for field, message in found]
    try:
        read = rules(case)
    except InputError as exc:
        raise InputError("case", [*problems, *exc.problems]) from exc
    if problems:
        raise InputError("case", problems)
    return read


def within_ranges(case: Case) -> None:
    """Hold the numbers of a case against their own ranges; InputError where some lie outside."""
    if outside := [*outside_ranges(case)]:
        raise InputError("case", outside)


def outside_ranges(case: Case) -> Iterator[Problem]:
    """Yield the numbers of a case that lie outside their own range: that of a number which was changed and its range was not.

    No limit of what can be planned: a case that asks what if may go beyond what its sources say.
    """
    for field in dataclasses.fields(case):
        yield from _outside(field.name, getattr(case, field.name))


def _outside(where: str, given: object) -> Iterator[Problem]:
    if isinstance(given, Coefficient):
        low, high = (math.inf * sign if end is None else end for sign, end in ((-1, given.low), (1, given.high)))
        if not low <= given.value <= high:
            message = f"{given.value:g} lies outside its own range, {low:g} to {high:g}: mend the number, or low and high"
            yield Problem(file="case", field=where, message=message)
    elif isinstance(given, tuple):
        for place, part in enumerate(given):
            yield from _outside(_part(where, place, part), part)
    elif dataclasses.is_dataclass(given):
        for field in dataclasses.fields(given):
            yield from _outside(f"{where}.{field.name}", getattr(given, field.name))


def _part(where: str, place: int, part: object) -> str:
    """Return what the checks call an entry of a list: `offers.jet`, `areas.a.requirement[0]`."""
    name = str(getattr(part, dataclasses.fields(part)[0].name)) if dataclasses.is_dataclass(part) else ""
    return f"{where}.{name}" if name and not isinstance(part, Coefficient | BudgetYear) else f"{where}[{place}]"


def _ids(case: Case) -> Found:
    lists: dict[str, Iterable[str]] = {
        "areas": (area.id for area in case.areas), "offers": (offer.id for offer in case.offers),
        "channels": (channel.id for channel in case.channels), "origins": (origin.country for origin in case.origins),
        "parameters": (parameter.id for parameter in case.parameters), "years": case.years,
        "fleets": (fleet.id for fleet in case.fleets), "hubs": (hub.id for hub in case.hubs),
        "upkeep": (kept.of for kept in case.upkeep),
    }  # fmt: skip
    for name, ids in lists.items():
        for one, times in Counter(ids).items():
            if times > 1:
                yield f"{name}.{one}", f"is given {times} times"


def _years(case: Case) -> Found:
    parsed: list[FiscalYear] = []
    for year in case.years:
        try:
            parsed.append(FiscalYear.parse(year))
        except ValueError:
            yield "years", f"expected a fiscal year like FY2026-27, found '{year}'"
    for before, after in pairwise(parsed):
        if after != before.next:
            yield "years", f"{after} does not follow on {before}"
    if not 0 < case.order_years <= len(case.years):
        yield "order_years", "lies outside the horizon"
    if case.scenarios <= 0:
        yield "scenarios", "needs at least one scenario"


def _references(case: Case) -> Found:
    areas = {area.id for area in case.areas}
    for name, things in (("offers", case.offers), ("channels", case.channels)):
        for thing in things:
            if thing.area_id not in areas:
                yield f"{name}.{thing.id}", f"names area '{thing.area_id}', which the case does not have"
    for target in case.targets:
        if target.area_id not in areas or target.year not in case.years:
            yield f"targets.{target.area_id}", "is no area and year"


def _components(case: Case) -> Found:
    if (limit := case.component_limit) is None:
        return
    yield from _between("component_limit.cap", limit.cap, most=1)
    offers = {offer.id for offer in case.offers}
    for need in limit.needs:
        if need.offer_id not in offers:
            yield f"component_limit.{need.row}", f"names offer '{need.offer_id}', which the case does not have"
    if case.home in limit.families:
        yield "component_limit", f"has a family called '{case.home}' like the home country; give it another name"


def _sources(case: Case) -> Found:
    areas = {area.id for area in case.areas}
    for (area_id, by), times in Counter((rule.area_id, rule.by) for rule in case.second_sources).items():
        if times > 1:
            yield f"second_sources.{area_id}", f"has {times} rules by {by}"
    for rule in case.second_sources:
        yield from _between(f"second_sources.{rule.area_id}.most", rule.most, most=1)
        if rule.area_id not in areas:
            yield f"second_sources.{rule.area_id}", "is no area of the case"


def _fleets(case: Case) -> Found:
    areas = {area.id for area in case.areas}
    for fleet in case.fleets:
        where = f"fleets.{fleet.id}"
        if fleet.area_id not in areas:
            yield where, f"names area '{fleet.area_id}', which the case does not have"
        if len(fleet.retiring) != len(case.years):
            yield f"{where}.retiring", "needs one entry per year"
        for t, units in enumerate(fleet.retiring):
            yield from _between(f"{where}.retiring[{t}]", units)


def _extensions(case: Case) -> Found:
    fleets = {fleet.id: fleet for fleet in case.fleets}
    for offer in case.offers:
        where = f"offers.{offer.id}.extends"
        if offer.extends is not None and offer.extends not in fleets:
            yield where, f"names fleet '{offer.extends}', which the case does not have"
        elif offer.extends is not None and fleets[offer.extends].area_id != offer.area_id:
            yield where, f"fleet '{offer.extends}' is of another area"
        if offer.extends is not None and offer.lease_years is None:
            yield where, "needs lease_years: for how many years a unit is kept"


def _hubs(case: Case) -> Found:
    for hub in case.hubs:
        for name in ("capacity", "step", "expansion_cost"):
            yield from _between(f"hubs.{hub.id}.{name}", getattr(hub, name))
        yield from _whole(f"hubs.{hub.id}.lead_years", hub.lead_years)


def _upkeep(case: Case) -> Found:
    known: dict[str, Offer | Fleet] = {offer.id: offer for offer in case.offers}
    known |= {fleet.id: fleet for fleet in case.fleets}
    rated = {case.home, *(origin.country for origin in case.origins)}
    for kept in case.upkeep:
        where = f"upkeep.{kept.of}"
        yield from _between(f"{where}.without_hub", kept.without_hub, most=1)
        if kept.of not in known:
            yield where, "names no offer and no fleet of the case"
            continue
        if unrated := sorted({*known[kept.of].design_origins} - rated):
            yield where, f"needs the rate of interruptions of {', '.join(unrated)} in origins"
        yield from _places(case, kept)
    for fleet in case.fleets:
        if any(kept.of == fleet.id for kept in case.upkeep) and len(fleet.units) != len(case.years):
            yield f"fleets.{fleet.id}.units", "needs one entry per year, as its upkeep is told"
        for t, units in enumerate(fleet.units):
            yield from _between(f"fleets.{fleet.id}.units[{t}]", units)


def _places(case: Case, kept: Upkeep) -> Found:
    where = f"upkeep.{kept.of}"
    told = (kept.hub_id is not None, kept.with_hub is not None, kept.load is not None)
    if any(told) and not all(told):
        yield where, "needs hub_id, with_hub and load together, or none of them"
    if kept.hub_id is not None and kept.hub_id not in {hub.id for hub in case.hubs}:
        yield f"{where}.hub_id", f"names hub '{kept.hub_id}', which the case does not have"
    if kept.load is not None:
        yield from _above_zero(f"{where}.load", kept.load)
    if kept.with_hub is not None:
        yield from _between(f"{where}.with_hub", kept.with_hub, most=1)
        if kept.with_hub.value < kept.without_hub.value:
            yield f"{where}.with_hub", "lies below without_hub"


def _money(case: Case) -> Found:
    if len(case.budget) != len(case.years):
        yield "budget", "needs one entry per year"
    if sum(year.available.value for year in case.budget[: max(0, case.order_years)]) <= 0:
        yield "budget", "has no money in the order years"


def _area(area: Area, horizon: int) -> Found:
    where = f"areas.{area.id}"
    if not len(area.requirement) == len(area.holding) == horizon:
        yield where, "needs one requirement and one holding per year"
    if not any(need.value > 0 for need in area.requirement):
        yield where, "has no requirement in any year"
    yield from _between(f"{where}.weight", area.weight)
    for t, need in enumerate(area.requirement):
        yield from _between(f"{where}.requirement[{t}]", need)
    for t, held in enumerate(area.holding):
        yield from _between(f"{where}.holding[{t}]", held)


def _offer(offer: Offer) -> Found:
    where = f"offers.{offer.id}"
    for name in ("unit_cost", "fixed_cost", "min_lot", "lead_years", "approval_delay_months"):
        yield from _between(f"{where}.{name}", getattr(offer, name))
    for name in ("indigenous_content", "approval_probability"):
        yield from _between(f"{where}.{name}", getattr(offer, name), most=1)
    yield from _above_zero(f"{where}.units_per_order_unit", offer.units_per_order_unit)
    yield from _whole(f"{where}.earliest_order", offer.earliest_order)
    yield from _whole(f"{where}.max_rate", offer.max_rate, "; units are delivered whole, so state the whole units of a year")
    if offer.rate_growth is not None:
        yield from _between(f"{where}.rate_growth", offer.rate_growth)
    if offer.max_quantity is not None:
        yield from _between(f"{where}.max_quantity", offer.max_quantity)
    if offer.lease_years is not None:
        yield from _whole(f"{where}.lease_years", offer.lease_years)


def _channel(channel: Channel) -> Found:
    where = f"channels.{channel.id}"
    yield from _above_zero(f"{where}.unit_cost", channel.unit_cost)
    yield from _between(f"{where}.quantity_per_contract", channel.quantity_per_contract)
    yield from _between(f"{where}.contracts_per_year", channel.contracts_per_year)
    yield from _between(f"{where}.arrives_within_year", channel.arrives_within_year, most=1)


def _origin(origin: Origin) -> Found:
    yield from _between(f"origins.{origin.country}.start_rate", origin.start_rate)
    yield from _above_zero(f"origins.{origin.country}.mean_months", origin.mean_months)


def _between(field: str, given: Coefficient, most: float = math.inf) -> Found:
    if not 0 <= given.value <= most:
        yield field, f"expected a number from 0{'' if most == math.inf else f' to {most:g}'}, found {given.value:g}"


def _above_zero(field: str, given: Coefficient) -> Found:
    if not given.value > 0:
        yield field, f"expected a number above 0, found {given.value:g}"


def _whole(field: str, given: Coefficient, why: str = "") -> Found:
    if given.value < 0 or not float(given.value).is_integer():
        yield field, f"expected a whole number, found {given.value:g}{why}"
