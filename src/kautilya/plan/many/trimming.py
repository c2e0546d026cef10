"""Plans changed by single units: more where too much need is left, fewer where less would keep it; each step judged exactly.

What a unit more saves is read off the tangents of the loss at the plan. It only says what is tried first: a step counts where
the changed plan keeps every limit and its need over all scenarios, evaluated anew, is as it should be.
"""

from collections.abc import Callable, Iterator

import numpy as np

from kautilya.plan.decomposition.areas import separation, tangents
from kautilya.plan.decomposition.layout import layout
from kautilya.plan.decomposition.relaxation import Point
from kautilya.plan.figures import Floats
from kautilya.plan.many.problem import TwoStage, completed
from kautilya.plan.many.rounding import delivered

STEPS = 200
"""Most changes of a plan."""
NOTHING = 1e-12
"""Points that count as no gain."""


def whole_point(two: TwoStage, values: Floats) -> Point | None:
    """Return whole decisions with all that follows from them, over all scenarios; None if they break a limit."""
    full = completed(two.numbers, two.now, values)
    return None if full is None else two.worth(full)


def mended(two: TwoStage, point: Point, allowed: float, stop: Callable[[], bool]) -> Point | None:
    """Order more, most need saved per money first, until at most so much need is left; None if no single step helps."""
    for _ in range(STEPS):
        if point.objective <= allowed:
            return point
        found = None if stop() else _with_more(two, point, allowed)
        if found is None:
            return None
        point = found
    return None


def _with_more(two: TwoStage, point: Point, allowed: float) -> Point | None:
    """Return the plan with more units of one offer; None if none of those that seem to help most does."""
    saved, offers = _saved(two, point), two.numbers.offers
    ordered = point.values[two.now.model.columns.ordered.at]
    helps = (ordered[:, -1:] < offers.most[:, None]) & (saved > NOTHING)
    per_money = np.full_like(saved, np.inf)  # of what costs nothing, and is tried first
    np.divide(saved, offers.unit_cost[:, None], out=per_money, where=offers.unit_cost[:, None] > 0)
    for o, t in _in_order(np.where(helps, per_money, 0.0)):
        least = 1.0 if ordered[o, t] > 0 else float(np.ceil(offers.lot[o]))
        for units in _sizes(np.ceil((point.objective - allowed) / saved[o, t]), least):
            found = _changed(two, point, o, t, units)
            if found is not None and found.objective < point.objective:
                return found
    return None


def trimmed(two: TwoStage, point: Point, allowed: float, stop: Callable[[], bool]) -> Point:
    """Take units away, those first that save least need per money, as long as at most so much need is left."""
    for _ in range(STEPS):
        found = None if stop() else _with_fewer(two, point, allowed)
        if found is None:
            return point
        point = found
    return point


def _with_fewer(two: TwoStage, point: Point, allowed: float) -> Point | None:
    """Return the plan with some units of one order fewer; None if none of those that seem to be spare is."""
    ordered = np.diff(point.values[two.now.model.columns.ordered.at], axis=1, prepend=0.0)
    spare, saved = allowed - point.objective, np.maximum(_saved(two, point), NOTHING)
    worth = np.where((ordered > 0) & (saved <= max(spare, NOTHING)), two.numbers.offers.unit_cost[:, None] / saved, 0.0)
    for o, t in _in_order(worth):
        for units in _sizes(min(ordered[o, t], spare / saved[o, t])):
            found = _changed(two, point, o, t, -units)
            if found is not None and found.objective <= allowed:
                return found
    return None


def _sizes(units: float, least: float = 1.0) -> Iterator[float]:
    """Yield whole numbers of units to try: as many as seem right, half of them, and the fewest."""
    whole = max(least, float(np.floor(units)))
    yield from dict.fromkeys((whole, max(least, float(np.ceil(whole / 2))), least))


def _in_order(worth: Floats) -> list[tuple[int, int]]:
    """Return offers and order years of positive worth, the largest first."""
    order = np.argsort(-worth, axis=None, kind="stable")
    places = zip(*np.unravel_index(order[: int((worth > 0).sum())], worth.shape), strict=True)
    return [(int(o), int(t)) for o, t in places]


def _saved(two: TwoStage, point: Point) -> Floats:
    """Return by how much need a unit more would save [offer, order year], in points, delivered as soon as lead time allows."""
    problem, years = two.problem, two.numbers.order_years
    at = separation(problem, layout(problem), point.outcome.weight, point.outcome.price)
    gain = np.zeros((len(two.numbers.offers.lag), two.numbers.horizon))
    np.add.at(gain, problem.recourse.supplied.offer, tangents(at, point.values).gain.sum(axis=1))
    from_year = np.concatenate([gain[:, ::-1].cumsum(axis=1)[:, ::-1], np.zeros((len(gain), 1))], axis=1)
    arrives = np.minimum(np.arange(years) + two.numbers.offers.lag[:, None], two.numbers.horizon)
    return np.asarray(np.take_along_axis(from_year, arrives, axis=1))


def _changed(two: TwoStage, point: Point, o: int, t: int, units: float) -> Point | None:
    """Return the plan with so many units more (or fewer) of an offer ordered in a year; None if it breaks a limit."""
    at, values = two.now.model.columns, point.values.copy()
    values[at.ordered.at[o, t:]] += units
    orders = values[at.ordered.at[o]]
    if np.diff(orders, prepend=0.0).min() < 0:
        return None
    before = values[at.delivered.at[o]]
    values[at.delivered.at[o]] = np.minimum(delivered(two.numbers, o, orders), before + max(units, 0.0))
    return whole_point(two, values)
