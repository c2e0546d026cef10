"""The best plan of a tiny case by trying every one in whole units; written from SEMANTICS, with nothing of the planner's."""

import math
from collections.abc import Iterator
from itertools import permutations, product

from tests.plan.own_reading import Raw, cut_share, futures_of, rules_of

Programme = tuple[tuple[int, ...], tuple[int, ...]]
"""Units ordered and delivered per year."""
Built = tuple[tuple[int, ...], ...]
"""Per hub: expansions per order year."""
ROUNDING = 1e-9


def best_by_hand(raw: Raw) -> float | None:
    """The least objective over all plans; None where none keeps the limits."""
    rule, futures = rules_of(raw), futures_of(raw)
    every = [list(_programmes(raw, rule, offer)) for offer in raw["offers"]]
    tried = (
        _worth(raw, rule, futures, chosen, built)
        for chosen in product(*every)
        for built in product(product((0, 1), repeat=raw["order_years"]), repeat=len(raw.get("hubs", [])))
    )
    return min((worth for worth in tried if worth is not None), default=None)


def _programmes(raw: Raw, rule: Raw, offer: Raw) -> Iterator[Programme]:
    horizon, ordering = len(raw["years"]), raw["order_years"]
    most, rate = int(offer["max_quantity"]["value"]), int(offer["max_rate"]["value"])
    growth = 1 + (offer["rate_growth"]["value"] if "rate_growth" in offer else 0)
    wait = int((rule["order_month"] + 12 * offer["lead_years"]["value"] + ROUNDING) // 12)
    ripe = [int(year[2:6]) >= offer["earliest_order"]["value"] for year in raw["years"][:ordering]]
    for orders in product(range(most + 1), repeat=ordering):
        first = next((units for units in orders if units), offer["min_lot"]["value"])
        if sum(orders) > most or first < offer["min_lot"]["value"]:
            continue
        if any(units and not allowed for units, allowed in zip(orders, ripe, strict=True)):
            continue
        for days in product(*(range(min(int(rate * growth**t), sum(orders)) + 1) for t in range(horizon))):
            due = [sum(orders[: max(0, t - wait + 1)]) for t in range(horizon)]
            if sum(days) == sum(orders) and all(sum(days[: t + 1]) <= due[t] for t in range(horizon)):
                yield orders, days


def _worth(raw: Raw, rule: Raw, futures: list[Raw], chosen: tuple[Programme, ...], built: Built = ()) -> float | None:
    money = [year["available"]["value"] for year in raw["budget"]]
    paid = _paid(raw, rule, chosen)
    for hub, steps in zip(raw.get("hubs", []), built, strict=True):
        for t, step in enumerate(steps):
            paid[t] += step * hub["expansion_cost"]["value"]
    carried, into = [], 0.0
    for have, pay in zip(money, paid, strict=True):
        if pay > have + into + ROUNDING:
            return None
        carried.append(into)
        into = min(rule["carry_share"] * have, have + into - pay)
    if not _shares_kept(raw, rule, chosen) or not _sources_kept(raw, chosen) or not _fleets_kept(raw, chosen):
        return None
    weight = rule["spend_weight"] / sum(money[: raw["order_years"]])
    losses = []
    for future in futures:
        loss = _shortfall(raw, rule, future, chosen, built)
        for have, pay, into, left in zip(money, paid, carried, future["cuts"], strict=True):
            loss += rule["overspend_factor"] * weight * max(0.0, pay - into - left * have) if left < 1 else 0.0
        losses.append(loss)
    mean = sum(losses) / len(losses)
    tail = 1 - rule["risk_level"]
    worst = min(at + sum(max(0.0, loss - at) for loss in losses) / len(losses) / tail for at in losses)
    return float((1 - rule["risk_weight"]) * mean + rule["risk_weight"] * worst + weight * sum(paid))


def _paid(raw: Raw, rule: Raw, chosen: tuple[Programme, ...]) -> list[float]:
    paid = [0.0] * len(raw["years"])
    for offer, (orders, days) in zip(raw["offers"], chosen, strict=True):
        for t, units in enumerate(orders):
            paid[t] += rule["advance"] * units * offer["unit_cost"]["value"]
        for t, units in enumerate(days):
            paid[t] += (1 - rule["advance"]) * units * offer["unit_cost"]["value"]
        if any(orders):
            start = next(t for t, units in enumerate(orders) if units)
            for t in (start, min(start + 1, len(paid) - 1)):
                paid[t] += offer["fixed_cost"]["value"] / 2
    return paid


def _shares_kept(raw: Raw, rule: Raw, chosen: tuple[Programme, ...]) -> bool:
    width = min(rule["window"], raw["order_years"])
    for start in range(raw["order_years"] - width + 1):
        money = []
        for offer, (orders, _) in zip(raw["offers"], chosen, strict=True):
            begins = any(orders[start : start + width]) and not any(orders[:start])
            units = sum(orders[start : start + width])
            money.append(units * offer["unit_cost"]["value"] + (offer["fixed_cost"]["value"] if begins else 0.0))
        whole = sum(money) + ROUNDING
        made = sum(offer["indigenous_content"]["value"] * cost for offer, cost in zip(raw["offers"], money, strict=True))
        if made + ROUNDING < rule["indigenous_floor"] * sum(money) or not _families_kept(raw, money):
            return False
        for kind, cap in (("design_origins", rule["origin_cap"]), ("counterparty", rule["counterparty_cap"])):
            parties: dict[str, float] = {}
            for offer, cost in zip(raw["offers"], money, strict=True):
                for party in {offer[kind]} if isinstance(offer[kind], str) else set(offer[kind]):
                    parties[party] = parties.get(party, 0.0) + cost
            if any(cost > cap * whole + ROUNDING for party, cost in parties.items() if party != raw["home"]):
                return False
    return True


def _families_kept(raw: Raw, money: list[float]) -> bool:
    if "component_limit" not in raw:
        return True
    limit = raw["component_limit"]
    spent = dict(zip([offer["id"] for offer in raw["offers"]], money, strict=True))
    for family in {need["family"] for need in limit["needs"]}:
        resting = {need["offer_id"] for need in limit["needs"] if need["family"] == family}
        if sum(spent[name] for name in resting) > limit["cap"]["value"] * sum(money) + ROUNDING:
            return False
    return True


def _sources_kept(raw: Raw, chosen: tuple[Programme, ...]) -> bool:
    for rule in raw.get("second_sources", []):
        units: dict[str, float] = {}
        for offer, (orders, _) in zip(raw["offers"], chosen, strict=True):
            if offer["area_id"] == rule["area_id"]:
                source = offer["id"] if rule["by"] == "offer" else offer["counterparty"]
                units[source] = units.get(source, 0.0) + sum(orders) * offer["units_per_order_unit"]["value"]
        if any(one > rule["most"]["value"] * sum(units.values()) + ROUNDING for one in units.values()):
            return False
    return True


def _fleets_kept(raw: Raw, chosen: tuple[Programme, ...]) -> bool:
    for fleet in raw.get("fleets", []):
        left = 0.0
        for t, units in enumerate(fleet["retiring"]):
            left += units["value"]
            for offer, (_, days) in zip(raw["offers"], chosen, strict=True):
                left -= days[t] * offer["units_per_order_unit"]["value"] if offer.get("extends") == fleet["id"] else 0.0
            if left < -ROUNDING:
                return False
    return True


def _shortfall(raw: Raw, rule: Raw, future: Raw, chosen: tuple[Programme, ...], built: Built) -> float:
    """Points of shortfall, each year's emergency purchases tried in every order of the channels."""
    areas, horizon = raw["areas"], len(raw["years"])
    there = {offer["id"]: [0.0] * horizon for offer in raw["offers"]}
    for o, (offer, (_, days)) in enumerate(zip(raw["offers"], chosen, strict=True)):
        for t, units in enumerate(days):
            if units:
                arrives = _arrival(offer, rule, future, o, t)
                stays = horizon if offer["lease_years"] is None else int(offer["lease_years"]["value"])
                for u in range(arrives, min(horizon, arrives + stays)):
                    there[offer["id"]][u] += units * offer["units_per_order_unit"]["value"]
    scale = {a["id"]: a["weight"]["value"] / max(need["value"] for need in a["requirement"]) for a in areas}
    worth = [{name: rule["discount"] ** t * value for name, value in scale.items()} for t in range(horizon)]
    nothing = sum(
        worth[t][a["id"]] * max(0.0, a["requirement"][t]["value"] - a["holding"][t]["value"])
        for a in areas
        for t in range(horizon)
    )
    total = 0.0
    for t in range(horizon):
        short = {
            a["id"]: max(0.0, a["requirement"][t]["value"] + future["surge"][c][t] - _counted(raw, future, a, there, t))
            for c, a in enumerate(areas)
        }
        reserve = rule["reserve_share"] * max(0.0, raw["budget"][t]["available"]["value"])
        places = _places(raw, future, there, t)
        total += min(
            sum(
                worth[t][area] * gap
                for area, gap in _looked_after(raw, order, _left(channels, short, reserve), built, t).items()
            )
            for channels in permutations(raw["channels"])
            for order in permutations(places)
        )
    return float(100 * total / nothing)


def _counted(raw: Raw, future: Raw, area: Raw, there: dict[str, list[float]], t: int) -> float:
    """Units of an area that are held or have arrived, and are available without a hub."""
    without = {kept["of"]: kept["without_hub"]["value"] for kept in raw.get("upkeep", [])}
    counted = float(area["holding"][t]["value"])
    for offer in raw["offers"]:
        if offer["area_id"] == area["id"]:
            cut = cut_share(offer, future, t)
            counted += there[offer["id"]][t] * (1 - cut + cut * without.get(offer["id"], 1.0))
    for fleet in raw.get("fleets", []):
        if fleet["area_id"] == area["id"] and fleet["id"] in without:
            counted -= fleet["units"][t]["value"] * cut_share(fleet, future, t) * (1 - without[fleet["id"]])
    return counted


def _places(raw: Raw, future: Raw, there: dict[str, list[float]], t: int) -> list[tuple[Raw, str, float, float]]:
    """What hubs can look after: the rule, its area, units in service, and what a place brings back of a unit."""
    found = []
    things = {thing["id"]: thing for thing in [*raw["offers"], *raw.get("fleets", [])]}
    for kept in raw.get("upkeep", []):
        if kept["hub_id"] is not None:
            thing = things[kept["of"]]
            units = there[kept["of"]][t] if kept["of"] in there else thing["units"][t]["value"]
            back = cut_share(thing, future, t) * (kept["with_hub"]["value"] - kept["without_hub"]["value"])
            found += [(kept, thing["area_id"], units, back)] if back > 0 else []
    return found


def _looked_after(
    raw: Raw, places: tuple[tuple[Raw, str, float, float], ...], left: dict[str, float], built: Built, t: int
) -> dict[str, float]:
    """What stays open when the hubs look after units in this order; exact where at most one channel buys."""
    room = {
        hub["id"]: hub["capacity"]["value"]
        + hub["step"]["value"] * sum(steps[: max(0, t - int(hub["lead_years"]["value"]) + 1)])
        for hub, steps in zip(raw.get("hubs", []), built, strict=True)
    }
    for kept, area, units, back in places:
        placed = min(units, room[kept["hub_id"]] / kept["load"]["value"], left[area] / back)
        left[area] -= placed * back
        room[kept["hub_id"]] -= placed * kept["load"]["value"]
    return left


def _left(channels: tuple[Raw, ...], short: dict[str, float], reserve: float) -> dict[str, float]:
    """What stays open when the reserve is spent on the channels in this order, each as far as it goes."""
    left = dict(short)
    for channel in channels:
        area, share, cost = channel["area_id"], channel["arrives_within_year"]["value"], channel["unit_cost"]["value"]
        ceiling = channel["quantity_per_contract"]["value"] * channel["contracts_per_year"]["value"]
        bought = min(ceiling, reserve / cost, left[area] / share)
        left[area] -= bought * share
        reserve -= bought * cost
    return left


def _arrival(offer: Raw, rule: Raw, future: Raw, o: int, planned: int) -> int:
    month = (rule["order_month"] + 12 * offer["lead_years"]["value"]) % 12
    due = 12 * planned + round(month, 6) % 12 + future["delay_months"][o]
    moved = True
    while moved:
        moved = False
        for country, start, end in future["interruptions"]:
            if country in offer["design_origins"] and start <= due < end:
                due, moved = 12.0 * math.ceil(end / 12), True
    return int(due // 12)
