"""What searches in whole units share: how long each may take, which cuts it sees, and how its plan is taken."""

from kautilya.plan.decomposition import master
from kautilya.plan.decomposition.relaxation import Point
from kautilya.plan.many import trimming
from kautilya.plan.many.cheapest import KEPT, SHARE, Search
from kautilya.plan.many.problem import TwoStage
from kautilya.plan.many.relaxation import Relaxation

NEWEST = 3
"""Points seen last whose cuts are handed to the solver."""


def work(of: Search[Point, Relaxation], nodes: int, gap: float) -> master.Work:
    """Return how long one search of whole numbers may take: a share of the time that is left, and so many nodes at most.

    Args:
        gap: As a share of the cost.
    """
    return master.Work(
        seconds=max(0.1, SHARE * of.watch.left), nodes=min(nodes, of.effort.max_nodes), wants_stop=of.watch.wants_stop,
        gap=gap * of.cost,
    )  # fmt: skip


def take_tidied(two: TwoStage, of: Search[Point, Relaxation], found: Point, near: float | None = None) -> None:
    """Take a plan, single units more or fewer.

    Args:
        near: Most need that is left too much and still mended, as a share of what is allowed; None for any.
    """
    allowed = of.allowed * (1 + KEPT)
    if near is not None and found.objective > allowed * (1 + near):
        return
    mended = trimming.mended(two, found, allowed, lambda: of.is_over)
    if mended is not None:
        of.take(trimming.trimmed(two, mended, allowed, lambda: of.is_over))
