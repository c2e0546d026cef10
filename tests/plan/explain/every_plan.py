"""Every plan of a tiny case with its worth, so that questions about a plan can be answered by looking at all of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from kautilya.plan import codec
from kautilya.plan.case import Case
from tests.plan.by_hand import _paid, _programmes, _worth
from tests.plan.own_reading import futures_of, rules_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One plan that keeps all limits."""

    worth: float
    units: Mapping[str, int]
    money: Mapping[str, float]
    """Full cost of the orders by offer."""
    paid: float


def every_plan(given: Case) -> Iterator[Tried]:
    raw = json.loads(codec.write(given))
    rule, futures = rules_of(raw), futures_of(raw)
    every = (list(_programmes(raw, rule, offer)) for offer in raw["offers"])
    for chosen in product(*every):
        worth = _worth(raw, rule, futures, chosen)
        if worth is None:
            continue
        units = {offer["id"]: sum(orders) for offer, (orders, _) in zip(raw["offers"], chosen, strict=True)}
        money = {
            offer["id"]: units[offer["id"]] * offer["unit_cost"]["value"] + offer["fixed_cost"]["value"]
            for offer in raw["offers"]
            if units[offer["id"]]
        }
        yield Tried(worth=worth, units=units, money=money, paid=sum(_paid(raw, rule, chosen)))


def best(given: Case) -> float:
    return min(plan.worth for plan in every_plan(given))
