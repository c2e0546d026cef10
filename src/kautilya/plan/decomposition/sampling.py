"""A sample of very many scenarios, for what is tried often and evaluated exactly on all of them before it counts.

With a tenth of the scenarios a local search tries ten times as many changes, and at equal time the plans that it leaves behind
are better on all scenarios too. Another sample each time keeps a plan from fitting one of them.
"""

from dataclasses import replace

import numpy as np

from kautilya.plan.recourse.problem import Problem, subset

MANY, SAMPLE = 3000, 1000
"""Scenarios above which a sample is enough, and how many it has."""


def sampled(problem: Problem, turn: int = 0) -> Problem:
    """Return a problem in a sample of its scenarios, spread evenly; the problem itself where it has few.

    Args:
        turn: Shifts the sample, so that other scenarios are in it.
    """
    scenarios = problem.recourse.shape[2]
    if scenarios <= MANY:
        return problem
    return replace(problem, recourse=subset(problem.recourse, spread(scenarios, SAMPLE, turn)))


def spread(scenarios: int, count: int, turn: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return so many scenarios, spread evenly and shifted."""
    return np.sort((turn + np.arange(count, dtype=np.int64) * scenarios // count) % scenarios)
