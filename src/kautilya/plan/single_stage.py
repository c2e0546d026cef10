"""A plan for one mean future, as if it were certain, and what it comes to in all of them.

Source: Birge and Louveaux (2011), 'Introduction to Stochastic Programming', chapter 4.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kautilya.core.interval import Interval
from kautilya.plan.case import Case
from kautilya.plan.model import Limit
from kautilya.plan.result import Effort, Plan, Progress
from kautilya.plan.rolling.keeping import decided
from kautilya.plan.rules import rules
from kautilya.plan.scenarios import Scenario, scenarios
from kautilya.plan.since import SingleStage
from kautilya.plan.solve import solve
from kautilya.plan.stages import gap
from kautilya.plan.uncertainty.foresight import mean_future


def single_stage(
    case: Case,
    *,
    effort: Effort | None = None,
    futures: Sequence[Scenario] | None = None,
    also: Sequence[Limit] = (),
    start: Plan | None = None,
    progress: Callable[[Progress], None] | None = None,
    wants_stop: Callable[[], bool] | None = None,
    note: Callable[[str], None] | None = None,
) -> Plan:
    """Plan for one future in which everything uncertain is at its mean, and tell what that plan comes to in the scenarios.

    Orders and deliveries are those of that plan; all else is told of the scenarios, in which emergency purchases are still
    the best. `bound` and `gap` are those of plans made for all scenarios, which are searched for as well; a limit of time
    counts for each of the two searches. See `solve` for the arguments.

    Raises:
        InputError: The case lacks something; everything that it lacks is listed.
        InfeasibleError: No plan keeps all limits; a small set that clashes is named.
    """
    drawn = scenarios(case) if futures is None else tuple(futures)
    say = note or (lambda _: None)
    mean = solve(
        case, effort=effort, futures=(mean_future(case, rules(case), drawn),), also=also, start=start, progress=progress,
        wants_stop=wants_stop, note=note,
    )  # fmt: skip
    say(f"planned for one mean future: {mean.objective.total:.3f} points there; now for all {len(drawn)} scenarios")
    found = solve(case, futures=drawn, also=(*also, *decided(mean)), start=mean, effort=Effort(gap=1.0))
    best = solve(case, effort=effort, futures=drawn, also=also, start=mean, progress=progress, wants_stop=wants_stop, note=note)
    total = found.objective.total
    bound = min(best.bound, total)
    least = max(0.0, total - best.objective.total)
    told = SingleStage(
        mean_value=mean.objective.total, mean_bound=mean.bound, two_stage_value=min(total, best.objective.total),
        two_stage_bound=bound, stochastic=Interval(low=least, high=max(least, total - bound)),
    )  # fmt: skip
    return replace(found, effort=best.effort, stopped_by=best.stopped_by, bound=bound, gap=gap(total, bound), single_stage=told)
