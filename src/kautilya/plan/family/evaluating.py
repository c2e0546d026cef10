"""Check a plan of the family and compute its exact objective, apart from the rows that the planner solves."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kautilya.plan.family.instance import Instance
from kautilya.plan.family.money import EXACT, carried, outlay, spending
from kautilya.plan.family.stochastic import recourse
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.problem import Recourse
from kautilya.plan.recourse.value import outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a plan is worth, in points (100 is doing nothing), and which limits it breaks."""

    problems: tuple[str, ...]
    objective: float
    mean_loss: float
    cvar: float
    spend_term: float


def worth(instance: Instance, order: Floats, hub: Floats, prepared: Recourse | None = None) -> Worth:
    """Evaluate yearly orders [offer, year] and hub expansions [hub, year]."""
    spend = spending(instance, order, hub)
    found = outcome(prepared or recourse(instance), order.cumsum(axis=1), outlay(instance, spend))
    term = instance.spend_weight * float(spend.sum())
    return Worth(
        problems=tuple(problems(instance, order, hub)), objective=found.value + term, mean_loss=found.mean, cvar=found.cvar,
        spend_term=term,
    )  # fmt: skip


def problems(instance: Instance, order: Floats, hub: Floats) -> Iterator[str]:
    """Yield every limit that a plan breaks, in words."""
    if (order < 0).any() or (order != np.rint(order)).any() or not np.isin(hub, (0, 1)).all():
        yield "orders or hub expansions are not whole numbers of 0 or more (hubs at most one a year)"
    if (order > instance.max_rate[:, None]).any():
        yield "an offer is ordered above its yearly rate"
    started = order.any(axis=1)
    first = order[np.arange(len(order)), (order > 0).argmax(axis=1)]
    if (first[started] < instance.lot[started]).any():
        yield "a programme starts below its minimum lot"
    if not carried(instance, spending(instance, order, hub))[1].all():
        yield "the budget with carry-over is exceeded"
    yield from _windows(instance, order)
    yield from _hubs(instance, order, hub)


def _windows(instance: Instance, order: Floats) -> Iterator[str]:
    years, width = order.shape[1], instance.window
    paid = instance.cost[:, None] * order
    for start in range(years - width + 1):
        money = paid[:, start : start + width].sum(axis=1)
        total, spare = money.sum(), EXACT * max(1.0, money.sum())
        by_partner = np.bincount(instance.partner, weights=money)
        if (by_partner[1:] > instance.share_cap * total + spare).any():
            yield f"a foreign partner exceeds its share in years {start}-{start + width - 1}"
        if (instance.indigenous - instance.indigenous_floor) @ money < -spare:
            yield f"indigenous content is below its floor in years {start}-{start + width - 1}"


def _hubs(instance: Instance, order: Floats, hub: Floats) -> Iterator[str]:
    load = np.zeros(hub.shape)
    for offer, units in enumerate(order.cumsum(axis=1)):
        arrived = units[: max(0, order.shape[1] - instance.lead[offer])]
        load[instance.hub[offer], instance.lead[offer] :] += instance.hub_load[offer] * arrived
    grown = np.zeros(hub.shape)
    grown[:, instance.hub_lead :] = hub.cumsum(axis=1)[:, : max(0, hub.shape[1] - instance.hub_lead)]
    for h in np.flatnonzero((load > instance.hub_capacity[:, None] + instance.hub_step * grown + EXACT).any(axis=1)):
        yield f"hub {h} is overloaded"
