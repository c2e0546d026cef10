"""A bound cut off at a plan: rounding may lift it above one, and more than that is an error that must be told."""

from kautilya.plan.decomposition.exact import held


def capped(bound: float, plan: float) -> float:
    """Return the lower of a bound and a plan's value, of the same goal and unit.

    Raises:
        KautilyaError: The bound is above the plan by more than rounding (`decomposition.exact.held`).
    """
    held(bound, plan)
    return min(bound, plan)
