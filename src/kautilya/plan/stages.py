"""What a plan made in two stages of its objective says of them: need first, then cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFirst:
    """The two stages: first the least need, then the least cost of a plan whose need is within the tolerance of it.

    Need is `(1 - risk_weight) E[L] + risk_weight CVaR[L]` in points: the objective without the money spent. Cost is the sum of
    all payments in crore rupees at first-year prices.
    """

    tolerance: float
    """Share by which the need may exceed the least that was found."""
    need: float
    """Least need that the first stage found."""
    need_bound: float
    """No plan of the case has less need."""
    need_gap: float
    """(need - need_bound) / need."""
    need_stopped_by: str
    cost_of_need: float
    """What the plan of the first stage pays."""
    allowed: float
    """`(1 + tolerance) need`: more need than this the plan may not leave."""
    cost: float
    """What the plan pays."""
    cost_bound: float
    """No plan with at most the allowed need pays less."""
    cost_gap: float
    """(cost - cost_bound) / cost; 0 where nothing is paid."""
    cost_stopped_by: str


def gap(value: float, bound: float) -> float:
    """Return how far a value may be from the best possible, as a share of it; 0 for a value of 0."""
    return max(0.0, value - bound) / abs(value) if value else 0.0
