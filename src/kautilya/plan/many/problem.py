"""A case and its scenarios as a two-stage problem; its exact recourse is that of `kautilya.plan.recourse`.

What the recourse reads of the first stage are planned deliveries, not orders: a delivery arrives in the year that the scenario
says, whatever was ordered when.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kautilya.plan.decomposition.effort import Watch
from kautilya.plan.decomposition.exact import SHARE, ended, is_small
from kautilya.plan.decomposition.relaxation import Point, evaluated
from kautilya.plan.figures import Figures, Floats, Ints
from kautilya.plan.goals import Goal
from kautilya.plan.many.first_stage import Now, now
from kautilya.plan.many.relaxation import Relaxation, begin, step
from kautilya.plan.model import Limit
from kautilya.plan.recourse.arrivals import Scheduled, small
from kautilya.plan.recourse.problem import FirstStage, Problem, Recourse, Supplied
from kautilya.plan.solver import Stop

SLACK = 1e-6
"""By how much a whole-number plan may miss a row, relative to the row's own size: floats of money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoStage:
    """A case in two stages."""

    numbers: Figures
    now: Now
    problem: Problem
    goal: Goal = Goal.WEIGHTED
    """What the problem minimises."""

    def worth(self, full: Floats) -> Point:
        """Evaluate a first-stage point on all scenarios."""
        years, areas, _ = self.problem.recourse.shape
        losses = np.zeros(years * areas + years + 1)
        return evaluated(self.problem, np.concatenate([full, losses]))

    def begin(self, best: Point | None) -> Relaxation:
        """Begin the linear relaxation from the best plan at hand."""
        return begin(self.problem, best)

    def step(self, state: Relaxation) -> bool:
        """Make one pass of the relaxation; tell whether there was an answer."""
        return step(state) is not None

    def weigh_payments(self, state: Relaxation, weight: float, plan: Point) -> None:
        """Let a crore rupees paid weigh so many points, and nothing else of the first stage anything; begin from a plan."""
        cost = np.zeros_like(self.problem.first.cost)
        cost[self.now.model.columns.payment.at] = weight
        state.problem = replace(self.problem, first=replace(self.problem.first, cost=cost))
        known = [evaluated(state.problem, one) for one in (*state.seen[-2:], state.best.values, plan.values)]
        state.best, state.bound = min(known, key=lambda one: one.objective), -np.inf

    def needed(self) -> Sequence[Limit]:
        """Return further rows that whole decisions for a part of the scenarios must keep: none."""
        return ()

    def ended(
        self, state: Relaxation, watch: Watch, told: Callable[[float, float], None], nodes: int
    ) -> tuple[Floats | None, Stop]:
        """Solve a small case to the end (`decomposition.exact`); return the best plan, and why that ended."""
        if not is_small(self.problem):
            return None, Stop.DONE
        until = watch.elapsed + SHARE * watch.left
        found = ended(state.at, state.cuts, watch, told, nodes)
        early = Stop.ROUNDS if found is not None and found.has_nodes else Stop.NODES
        if watch.elapsed >= until:
            early = Stop.TIME
        if found is None:
            return None, early
        state.bound = max(state.bound, found.bound)
        return found.plan.values[: len(self.problem.first.cost)], Stop.DONE if found.is_done else early


def two_stage(numbers: Figures, also: Sequence[Limit] = (), goal: Goal = Goal.WEIGHTED) -> TwoStage:
    """Return a case as a two-stage problem.

    Args:
        also: Limits beside the case's own; NotSeparableError where one ties columns of a scenario.
        goal: With need alone the first stage costs nothing; money alone is no problem of two stages.
    """
    first = now(numbers, also)
    stage = first.stage if goal is Goal.WEIGHTED else replace(first.stage, cost=np.zeros_like(first.stage.cost))
    problem = Problem(
        first=stage, recourse=recourse(numbers), money=numbers.offers.unit_cost,
        complete=lambda values: completed(numbers, first, values),
    )  # fmt: skip
    return TwoStage(numbers=numbers, now=first, problem=problem, goal=goal)


def recourse(numbers: Figures) -> Recourse:
    """Return what happens after the first stage; channels of which nothing arrives within the year are left out."""
    years, scenarios = numbers.horizon, len(numbers.probability)
    offers, rule = numbers.offers, numbers.rules
    useful = channels_in_use(numbers)
    available, group = _availability(numbers)
    share = numbers.channel_share[useful]
    reserve = rule.reserve_share * np.maximum(0.0, numbers.budget)
    return Recourse(
        probability=numbers.probability,
        arrivals=Scheduled(
            arrives=small(numbers.arrival.transpose(1, 2, 0), years), stays=small(numbers.stay, years), years=years
        ),
        availability=available,
        group=group,
        supplied=Supplied(np.arange(len(offers.area)), offers.area, offers.units),
        need=np.ascontiguousarray(numbers.need.transpose(2, 1, 0)),
        loss_weight=np.ascontiguousarray(numbers.loss_per_unit.T),
        channel_area=numbers.channel_area[useful],
        channel_cost=numbers.channel_cost[useful] / share,
        channel_cap=numbers.channel_most[useful] * share,
        channel_group=np.zeros(int(useful.sum()), dtype=np.int64),
        emergency_money=np.repeat(reserve[:, None], scenarios, axis=1),
        year_money=np.where(numbers.is_cut, numbers.left_after_cut, np.inf).T,
        overspend_weight=float(rule.overspend_factor * numbers.money_weight),
        risk_weight=rule.risk_weight, risk_level=rule.risk_level,
    )  # fmt: skip


def _availability(numbers: Figures) -> tuple[Floats, Ints]:
    """Return the availability [group, year, scenario] and each offer's group; the first group is all there, as channels are."""
    offers, years, scenarios = len(numbers.offers.area), numbers.horizon, len(numbers.probability)
    whole = np.ones((1, years, scenarios))
    if not numbers.case.upkeep:
        return whole, np.zeros(offers, dtype=np.int64)
    of_offers = numbers.upkeep.available.transpose(1, 2, 0)
    return np.concatenate([whole, of_offers]), 1 + np.arange(offers, dtype=np.int64)


def channels_in_use(numbers: Figures) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Tell which channels bring something within the year."""
    return np.asarray(numbers.channel_share > 0)


def completed(numbers: Figures, first: Now, values: Floats) -> Floats | None:
    """Fill in starts and money for whole orders and deliveries; None if a row breaks.

    All that may be is carried into the next year; where a further limit forbids that, what the values themselves carry.
    """
    at, stage = first.model.columns, first.stage
    full = np.zeros(len(stage.cost))
    for whole in (at.ordered.at, at.delivered.at, at.expanded.at):
        full[whole] = np.rint(values[whole])
    full[at.started.at] = full[at.ordered.at] > 0
    full[at.payment.at] = _payments(first, full)
    for kept in (_most_carried(numbers, full[at.payment.at]), values[at.carried.at]):
        full[at.carried.at] = kept
        full[stage.outlay] = full[at.payment.at] - np.concatenate([[0.0], kept[:-1]])
        if _keeps(stage, full):
            return full
    return None


def _most_carried(numbers: Figures, paid: Floats) -> Floats:
    kept, before = np.zeros(numbers.horizon), 0.0
    for t, available in enumerate(numbers.budget):
        before = max(0.0, min(numbers.rules.carry_share * available, available + before - paid[t]))
        kept[t] = before
    return kept


def _keeps(stage: FirstStage, full: Floats) -> bool:
    room = SLACK * np.maximum(1.0, abs(stage.rows) @ np.abs(full))
    used = stage.rows @ full
    return bool(((used >= stage.row_lower - room) & (used <= stage.row_upper + room)).all())


def _payments(first: Now, values: Floats) -> Floats:
    """Read the payments off the rows that define them."""
    ends = np.cumsum([block.size for block in first.model.blocks])
    names = [block.name for block in first.model.blocks]
    end = int(ends[names.index("payments")])
    rows = first.stage.rows[end - len(first.stage.outlay) : end]
    return np.asarray(rows @ values)
