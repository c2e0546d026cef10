"""Plan an instance of the frozen family, and write the plan as the family's evaluator reads it."""

import io
import platform
from collections.abc import Callable
from importlib.metadata import version as installed

import numpy as np

from kautilya.plan.bounds import capped
from kautilya.plan.decomposition.effort import Effort
from kautilya.plan.decomposition.search import search
from kautilya.plan.family.evaluating import problems, worth
from kautilya.plan.family.first_stage import Layout, first_stage, layout
from kautilya.plan.family.instance import Instance
from kautilya.plan.family.limits import unit_limits
from kautilya.plan.family.money import carried, outlay, spending
from kautilya.plan.family.reading import digest
from kautilya.plan.family.result import FamilyPlan, Terms, UnitsOrdered
from kautilya.plan.family.stochastic import recourse
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.problem import Problem
from kautilya.plan.result import Progress
from kautilya.plan.solver import version


def solve(
    instance: Instance,
    effort: Effort,
    *,
    tell: Callable[[Progress], None] | None = None,
    wants_stop: Callable[[], bool] = lambda: False,
) -> FamilyPlan:
    """Find a plan and certify how far it is from the best possible; its value is recomputed from orders and hubs alone.

    Args:
        tell: Called with incumbent, bound, gap and seconds after each step of the search.
        wants_stop: Asked now and then; the best plan so far is returned once it says so.
    """
    problem = problem_of(instance)
    found = search(problem, effort, tell=tell, wants_stop=wants_stop)
    order, hub = decisions(layout(instance), found.values)
    value = worth(instance, order, hub, problem.recourse)
    bound = max(0.0, capped(found.bound, value.objective))  # no term of the objective is negative
    return FamilyPlan(
        case_digest=digest(instance), scenarios=len(instance.demand), versions=_versions(), effort=effort,
        stopped_by=found.stopped_by, steps=found.steps,
        orders=tuple(UnitsOrdered(offer=int(o), year=int(t), units=int(order[o, t])) for o, t in np.argwhere(order > 0)),
        expansions=tuple((int(h), int(t)) for h, t in np.argwhere(hub > 0)),
        objective=Terms(mean_loss=value.mean_loss, cvar=value.cvar, risk_weight=instance.risk_weight, spend=value.spend_term,
                        total=value.objective),
        bound=bound, gap=(value.objective - bound) / value.objective if value.objective > 0 else 0.0,
        gap_points=value.objective - bound, problems=value.problems,
    )  # fmt: skip


def problem_of(instance: Instance) -> Problem:
    """Return an instance as a two-stage problem."""
    at = layout(instance)
    return Problem(
        first=first_stage(instance), recourse=recourse(instance), money=instance.cost,
        complete=lambda values: completed(instance, at, values), limits=unit_limits(instance, at),
    )  # fmt: skip


def decisions(at: Layout, values: Floats) -> tuple[Floats, Floats]:
    """Return yearly orders [offer, year] and expansions [hub, year] of a point of the master."""
    return np.diff(np.rint(values[at.units]), prepend=0.0), np.diff(np.rint(values[at.expanded]), prepend=0.0)


def completed(instance: Instance, at: Layout, values: Floats) -> Floats | None:
    """Fill in starts and money for whole orders and expansions; None where they break a limit."""
    order, hub = decisions(at, values)
    if next(problems(instance, order, hub), None) is not None:
        return None
    full = np.zeros(at.count)
    full[at.units], full[at.expanded] = order.cumsum(axis=1), hub.cumsum(axis=1)
    full[at.opened] = order.cumsum(axis=1) > 0
    spend, paid = spending(instance, order, hub), instance.cost[:, None] * order
    for partner, columns in enumerate(at.money):
        full[columns] = paid[instance.partner == partner].sum(axis=0).cumsum()
    full[at.home] = ((instance.indigenous - instance.indigenous_floor) @ paid).cumsum()
    full[at.spent], full[at.carry] = spend.cumsum(), carried(instance, spend)[0]
    full[at.outlay] = outlay(instance, spend)
    return full


def plan_file(instance: Instance, plan: FamilyPlan) -> bytes:
    """Return the plan as `order[offer, year]` and `hub[hub, year]`, whole numbers, in numpy's archive format."""
    order = np.zeros((len(instance.cost), len(instance.budget)), dtype=np.int64)
    hub = np.zeros((len(instance.hub_capacity), len(instance.budget)), dtype=np.int64)
    for placed in plan.orders:
        order[placed.offer, placed.year] = placed.units
    for place in plan.expansions:
        hub[place] = 1
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, order=order, hub=hub)
    return buffer.getvalue()


def _versions() -> dict[str, str]:
    return {"kautilya": installed("kautilya"), "highs": version(), "numpy": np.__version__, "python": platform.python_version()}
