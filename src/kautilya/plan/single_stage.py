"""A plan for one mean future, as if it were certain, and what it comes to in all of them.

Source: Birge and Louveaux (2011), 'Introduction to Stochastic Programming', chapter 4.
"""

from collections.abc import Sequence
from dataclasses import replace

from kautilya.core.interval import Interval
from kautilya.plan.bounds import capped
from kautilya.plan.result import Effort, Plan
from kautilya.plan.rolling.keeping import decided
from kautilya.plan.scenarios import Scenario
from kautilya.plan.since import SingleStage
from kautilya.plan.solve import Request, request, solve, weighted
from kautilya.plan.stages import gap
from kautilya.plan.uncertainty.foresight import mean_future


def single_stage(asked: Request) -> Plan:
    """Plan for one future in which everything uncertain is at its mean, and tell what that plan comes to in the scenarios.

    Orders and deliveries are those of that plan; all else is told of the scenarios, in which emergency purchases are still
    the best. `bound` and `gap` are those of plans made for all scenarios, which are searched for as well; a limit of time
    counts for each of the two searches.

    Raises:
        InfeasibleError: No plan keeps all limits; a small set that clashes is named.
    """
    case, drawn, also = asked.numbers.case, asked.drawn, asked.also
    mean = _planned(asked, (mean_future(case, asked.numbers.rules, drawn),), asked.start)
    asked.note(f"planned for one mean future: {mean.objective.total:.3f} points there; now for all {len(drawn)} scenarios")
    found = solve(case, futures=drawn, also=(*also, *decided(mean)), start=mean, effort=Effort(gap=1.0))
    best = _planned(asked, drawn, mean)
    total = found.objective.total
    bound = capped(best.bound, total)
    least = max(0.0, total - best.objective.total)
    told = SingleStage(
        mean_value=mean.objective.total, mean_bound=mean.bound, two_stage_value=min(total, best.objective.total),
        two_stage_bound=bound, stochastic=Interval(low=least, high=max(least, total - bound)),
    )  # fmt: skip
    return replace(found, effort=best.effort, stopped_by=best.stopped_by, bound=bound, gap=gap(total, bound), single_stage=told)


def _planned(asked: Request, futures: Sequence[Scenario], start: Plan | None) -> Plan:
    """Plan for some scenarios what is asked for, with the whole limit of time."""
    again = request(
        asked.numbers.case, effort=asked.effort, futures=futures, also=asked.also, start=start, watched=asked.watched,
        note=asked.note,
    )  # fmt: skip
    return weighted(again)
