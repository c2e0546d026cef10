"""A bound held against a plan: rounding may lift it above one, and more than that is an error that must be told."""

from dataclasses import replace

from kautilya.core.errors import KautilyaError
from kautilya.plan.result import Plan

SPOILT = 1e-6
"""By how much rounding may lift a bound above a plan, relative to the plan's value, or to a unit of it."""


def held(bound: float, plan: float, unit: str = "points") -> None:
    """Refuse a bound above a plan: no plan is better than a bound, so one of them is wrong.

    Args:
        bound: Of the same goal as the plan's value.
        unit: Of both, for the message.

    Raises:
        KautilyaError: The bound is above the plan by more than rounding.
    """
    if bound > plan + SPOILT * max(1.0, abs(plan)):
        raise KautilyaError(
            f"the bound, {bound:.9g} {unit}, lies above a plan of {plan:.9g} {unit}; no plan can be better than the bound. "
            "This is an error of the programme, not of the case: please report it with the case"
        )


def capped(bound: float, plan: float, unit: str = "points") -> float:
    """Return the lower of a bound and a plan's value, of the same goal and unit.

    Raises:
        KautilyaError: The bound is above the plan by more than rounding (`held`).
    """
    held(bound, plan, unit)
    return min(bound, plan)


def share(bound: float, plan: float) -> float:
    """Return how far a plan's value is from its bound, as a share of the value."""
    return (plan - bound) / max(abs(plan), 1e-9)


def with_bound(plan: Plan, bound: float) -> Plan:
    """Return a plan with another bound of the same case, cut off at its value, and with the gap to it."""
    bound = capped(bound, plan.objective.total)
    return replace(plan, bound=bound, gap=share(bound, plan.objective.total))
