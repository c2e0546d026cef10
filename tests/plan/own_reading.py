"""Parameters and scenarios of a case, read and drawn once more from its JSON by docs/planner.md, without the planner."""

import math
import re
from hashlib import sha256
from typing import Any

Raw = dict[str, Any]


def rules_of(raw: Raw) -> Raw:
    """The parameters by name, as numbers."""
    told = {parameter["id"]: parameter for parameter in raw["parameters"]}
    names = {
        "P02": "discount", "P03": "risk_weight", "P04": "risk_level", "P05": "spend_weight", "P06": "origin_cap",
        "P07": "counterparty_cap", "P08": "window", "P09": "indigenous_floor", "P10": "carry_share", "P11": "advance",
        "P12": "reserve_share", "P20": "cut_chance", "P22": "overspend_factor", "P23": "surge_chance", "P24": "surge_hit",
    }  # fmt: skip
    found: Raw = {name: float(told[number]["value"]) for number, name in names.items()}
    found["window"] = int(found["window"])
    found["slip"] = [tuple(map(float, pair.split(":"))) for pair in told["P19"]["value"].split(",")]
    for number, name in (("P21", "cut_factor"), ("P25", "surge_size")):
        low, high = told[number]["value"].removeprefix("uniform ").split("..")
        found[name] = float(low), float(high)
    found["surge_areas"] = re.findall(r"[^,\s]+", told["P24"]["applies_to"])
    found["order_month"] = float(told["P27"]["value"].split()[1])
    return found


def drawn(seed: int, i: int, *name: object) -> float:
    """The number from 0 to 1 that belongs to a name: 53 bits of the hash of seed, scenario and name."""
    digest = sha256("/".join(map(str, (seed, i, *name))).encode()).hexdigest()
    return (int(digest[:14], 16) // 8) / 2**53


def futures_of(raw: Raw) -> list[Raw]:
    """All scenarios of a case."""
    rule = rules_of(raw)
    return [_future(raw, rule, i) for i in range(raw["scenarios"])]


def _future(raw: Raw, rule: Raw, i: int) -> Raw:
    seed, years = raw["seed"], raw["years"]
    cuts = [
        _within(rule["cut_factor"], drawn(seed, i, "cut factor", year))
        if drawn(seed, i, "cut", year) < rule["cut_chance"]
        else 1.0
        for year in years
    ]
    return {
        "probability": 1 / raw["scenarios"],
        "delay_months": [_delay(seed, i, offer, rule) for offer in raw["offers"]],
        "interruptions": [stop for origin in raw["origins"] for stop in _stops(seed, i, origin, 12 * len(years))],
        "cuts": cuts,
        "surge": [[_surge(seed, i, area, year, rule) for year in years] for area in raw["areas"]],
    }


def _delay(seed: int, i: int, offer: Raw, rule: Raw) -> float:
    slip, passed = rule["slip"][-1][0], 0.0
    for months, chance in rule["slip"]:
        passed += chance
        if drawn(seed, i, "slip", offer["id"]) < passed:
            slip = months
            break
    in_time = drawn(seed, i, "approval", offer["id"]) < offer["approval_probability"]["value"]
    return float(slip) + (0.0 if in_time or not offer["approval_states"] else offer["approval_delay_months"]["value"])


def _stops(seed: int, i: int, origin: Raw, horizon: int) -> list[list[Any]]:
    rate, mean, country = origin["start_rate"]["value"], origin["mean_months"]["value"], origin["country"]
    found: list[list[Any]] = []
    month = 0.0
    while rate > 0:
        n = len(found)
        month += 12 / rate * math.log(1 / (1 - drawn(seed, i, "stop", country, n)))
        if month >= horizon:
            break
        length = 1
        if mean > 1:
            length += math.floor(math.log(1 - drawn(seed, i, "length", country, n)) / math.log(1 - 1 / mean))
        found.append([country, month, month + length])
        month += length
    return found


def _surge(seed: int, i: int, area: Raw, year: str, rule: Raw) -> float:
    if area["id"] not in rule["surge_areas"] or drawn(seed, i, "crisis", year) >= rule["surge_chance"]:
        return 0.0
    if drawn(seed, i, "hit", area["id"], year) >= rule["surge_hit"]:
        return 0.0
    share = _within(rule["surge_size"], drawn(seed, i, "surge", area["id"], year))
    return share * max(float(need["value"]) for need in area["requirement"])


def _within(bounds: tuple[float, float], u: float) -> float:
    return bounds[0] * (1 - u) + bounds[1] * u


def cut_share(thing: Raw, future: Raw, t: int) -> float:
    """The share of a year in which some origin of a design is interrupted, by cutting the year where anything changes."""
    spans = [(start, end) for country, start, end in future["interruptions"] if country in thing["design_origins"]]
    changes = {12.0 * t, 12.0 * t + 12, *(at for span in spans for at in span if 12 * t < at < 12 * t + 12)}
    found, before = 0.0, 12.0 * t
    for at in sorted(changes):
        middle = (before + at) / 2
        found += (at - before) / 12 if any(start <= middle < end for start, end in spans) else 0.0
        before = at
    return found
