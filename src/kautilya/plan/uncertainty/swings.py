"""Which assumed or disputed value changes a decision within its range: the case planned again at both ends."""

from collections.abc import Callable, Sequence

from kautilya.core.interval import Interval
from kautilya.plan.case import Case
from kautilya.plan.explain.alternatives import moves, units_of
from kautilya.plan.explain.restrictions import just_these
from kautilya.plan.explain.searching import Search, difference, gain, optimum
from kautilya.plan.result import Plan
from kautilya.plan.uncertainty.ranges import Ranged, ranged
from kautilya.plan.uncertainty.ranking import estimated_change, relaxed
from kautilya.plan.uncertainty.result import End, Swing


def swings(
    case: Case, plan: Plan, again: Search, count: int, *, told: Callable[[int], None] | None = None
) -> tuple[int, tuple[Swing, ...]]:
    """Plan again at both ends of the ranges that are estimated to move the objective most, and say what changes.

    At each end the case is planned freely, and once more with just the programmes of the plan: what that costs is the regret,
    and where it is certainly above 0 the decision certainly changes.

    Args:
        count: How many values to plan again for.
        told: Called with how many ranges have been estimated.

    Returns:
        How many values have a range, and the swings, largest estimate first.
    """
    found = ranged(case)
    base, estimates = relaxed(case), []
    for done, one in enumerate(found):
        if told is not None:
            told(done)
        estimates.append((estimated_change(base, one.at(case, 0.0)), estimated_change(base, one.at(case, 1.0))))
    order = sorted(range(len(found)), key=lambda i: (-max(map(abs, estimates[i])), found[i].id))
    return len(found), tuple(_swing(case, plan, again, found[i], estimates[i]) for i in order[:count])


def _swing(case: Case, plan: Plan, again: Search, one: Ranged, estimates: Sequence[float]) -> Swing:
    low, high = (
        _end(case, plan, again, one.at(case, place), text, estimate)
        for place, text, estimate in zip((0.0, 1.0), (one.low, one.high), estimates, strict=True)
    )
    return Swing(id=one.id, what=one.what, value=one.value, mark=one.mark, basis=one.basis, low=low, high=high)


def _end(case: Case, plan: Plan, again: Search, there: Case, at: str, estimate: float) -> End:
    free = again(there)
    if free is None:
        return End(at=at, estimate=estimate, value=None, bound=None, change=None, begun=(), given_up=(), regret=None, moved=())
    programmes = units_of(plan)
    kept = again(there, (just_these(tuple(programmes)),))
    instead = units_of(free)
    return End(
        at=at, estimate=estimate, value=free.objective.total, bound=free.bound, change=difference(optimum(free), optimum(plan)),
        begun=tuple(sorted(instead.keys() - programmes.keys())), given_up=tuple(sorted(programmes.keys() - instead.keys())),
        regret=_regret(kept, free), moved=moves(case, plan, free),
    )  # fmt: skip


def _regret(kept: Plan | None, free: Plan) -> Interval | None:
    """Return what keeping the programmes costs; None where no plan keeps them."""
    return None if kept is None else gain(kept, free)
