"""Plans of samples of the scenarios: few scenarios are enough to find a plan, all of them are needed to judge it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from kautilya.core.errors import InfeasibleError
from kautilya.plan import extensive
from kautilya.plan.decomposition.effort import Watch
from kautilya.plan.figures import Figures, Floats
from kautilya.plan.model import Limit, Program
from kautilya.plan.result import Effort, Progress
from kautilya.plan.scenarios import Scenario
from kautilya.plan.solver import NothingFoundError, UnsolvedError

SAMPLES = (10, 30, 20, 20, 20, 40)
"""Scenarios in the samples, one after the other; each begins at another scenario."""
GAP, NODES = 0.001, 300
"""Of the search for the plan of one sample, where the whole search asks for a smaller gap or allows more."""


def sample_of(drawn: Sequence[Scenario], turn: int, size: int) -> list[Scenario]:
    """Return so many scenarios, evenly spaced, each turn beginning at another one."""
    places = [(turn + one * len(drawn) // size) % len(drawn) for one in range(size)]
    weight = sum(drawn[i].probability for i in places)
    return [replace(drawn[i], probability=drawn[i].probability / weight) for i in places]


def planned(
    numbers: Figures, model: Program, also: Sequence[Limit], start: Floats | None, effort: Effort, watch: Watch, *,
    share: float, note: Callable[[str], None] | None = None,
) -> Floats | None:  # fmt: skip
    """Plan for a sample and return the values of all columns; None if nothing is found.

    Where there is a plan to begin with, a sample that the solver cannot plan is left out and told: it takes no plan away.

    Args:
        numbers: Of the sample.
        model: Its programme.
        also: The limits of the programme beside the case's own.
        start: Values of a plan to begin with; its whole columns count.
        effort: Of the whole search.
        share: Of the time that is left to the whole search.
        note: Told of a sample that is left out.

    Raises:
        InfeasibleError: No plan keeps all limits, and there is none to begin with.
        UnsolvedError: The solver's answer cannot be used, and there is no plan to begin with.
    """
    whole = np.flatnonzero(model.integer)
    work = Effort(
        gap=max(GAP, effort.gap / 4), max_nodes=min(NODES, effort.max_nodes), threads=effort.threads,
        time_limit=None if effort.time_limit is None else max(0.1, share * watch.left),
    )  # fmt: skip
    asked = extensive.Asked(
        numbers=numbers, model=model, also=also, start=None if start is None else (whole, start[whole]),
        progress=lambda _: tell(watch), wants_stop=watch.wants_stop,
    )  # fmt: skip
    try:
        _, found = extensive.whole_plan(asked, work)
    except NothingFoundError:
        return None
    except (InfeasibleError, UnsolvedError) as why:
        if start is None:
            raise
        if note is not None:
            first = str(why).partition("\n")[0]
            note(f"a sample of {len(numbers.probability)} scenarios was left out of the search, which goes on: {first}")
        return None
    return found.values


def tell(watch: Watch) -> None:
    """Tell how far the whole search has come."""
    if watch.tell is not None:
        watch.tell(Progress(watch.incumbent, watch.bound, watch.gap, watch.elapsed))
