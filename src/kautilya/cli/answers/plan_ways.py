"""Which plan is asked for: that of the weighted objective, or need first and then cost."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from kautilya.plan.case import Case
from kautilya.plan.lexicographic import need_first
from kautilya.plan.result import Effort, Plan, Progress
from kautilya.plan.scenarios import Scenario
from kautilya.plan.solve import solve


class Way(Protocol):
    """Plan a case in one of the ways; see `kautilya.plan.solve.solve`."""

    def __call__(
        self, case: Case, *, effort: Effort, futures: Sequence[Scenario] | None, progress: Callable[[Progress], None],
        wants_stop: Callable[[], bool], note: Callable[[str], None],
    ) -> Plan:  # fmt: skip
        """Return the plan."""
        ...


def way(*, lexicographic: float | None) -> Way:
    """Return the way that is asked for.

    Args:
        lexicographic: Per cent by which the need may exceed the least, where need is asked for first and then cost.
    """
    return solve if lexicographic is None else partial(need_first, tolerance=lexicographic / 100)
