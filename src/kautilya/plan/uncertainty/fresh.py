"""What a plan comes to on scenarios that it was not made for."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap

from kautilya.core.interval import Interval
from kautilya.plan.case import Case
from kautilya.plan.evaluate import value_of
from kautilya.plan.result import Plan
from kautilya.plan.rules import Rules, rules
from kautilya.plan.scenarios import Scenario, scenarios
from kautilya.plan.uncertainty.result import Fresh

RESAMPLES = 999
CONFIDENCE = 0.95


def fresh(case: Case, plan: Plan, count: int, *, seed: int, futures: Sequence[Scenario] | None = None) -> Fresh:
    """Evaluate a plan on fresh scenarios of another seed, with a bootstrap interval of its objective.

    The objective takes mean and CVaR of the scenarios' losses, so losses are drawn anew with repetition and the objective
    is computed from each draw (percentile bootstrap, `scipy.stats.bootstrap`, its seed is that of the scenarios).

    Args:
        count: Number of scenarios, two or more.
        seed: Of the fresh scenarios; ValueError if it is the case's own and no other futures are given.
        futures: Fresh scenarios, instead of those drawn from the seed.
    """
    if futures is None and seed == case.seed:
        raise ValueError(f"seed {seed} draws the scenarios that the plan was made for; name another")
    drawn = scenarios(replace(case, seed=seed, scenarios=count)) if futures is None else tuple(futures)
    rule = rules(case)
    found, losses = value_of(case, rule, drawn, plan)

    def objective(sample: NDArray[np.float64], axis: int = -1) -> NDArray[np.float64]:
        return _objective(sample, axis, rule) + found.spend

    spread = bootstrap(
        (np.array(losses),), objective, n_resamples=RESAMPLES, confidence_level=CONFIDENCE, method="percentile",
        rng=np.random.default_rng(seed), batch=100,
    ).confidence_interval  # fmt: skip
    return Fresh(
        seed=seed, scenarios=len(drawn), planned=plan.objective.total, objective=found.total,
        expected_shortfall=found.expected_shortfall, interval=Interval(low=float(spread.low), high=float(spread.high)),
        resamples=RESAMPLES, method="percentile bootstrap of the scenarios",
    )  # fmt: skip


def _objective(losses: NDArray[np.float64], axis: int, rule: Rules) -> NDArray[np.float64]:
    """Return `(1 - w) mean + w CVaR` of equally likely losses along an axis."""
    ordered = np.sort(np.moveaxis(losses, axis, -1), axis=-1)[..., ::-1]
    size = ordered.shape[-1]
    weight = np.clip((1 - rule.risk_level) * size - np.arange(size), 0.0, 1.0)
    worst = (ordered * weight).sum(axis=-1) / ((1 - rule.risk_level) * size)
    return np.asarray((1 - rule.risk_weight) * ordered.mean(axis=-1) + rule.risk_weight * worst)
