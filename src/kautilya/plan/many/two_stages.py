"""What the search for many scenarios asks of a case in two stages, and what it finds in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from kautilya.plan.decomposition import effort as pace
from kautilya.plan.figures import Figures, Floats
from kautilya.plan.goals import Goal
from kautilya.plan.many.first_stage import Now
from kautilya.plan.model import Limit
from kautilya.plan.result import Progress
from kautilya.plan.solver import Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Who follows a search, and who may end it."""

    progress: Callable[[Progress], None] | None = None
    wants_stop: Callable[[], bool] | None = None
    note: Callable[[str], None] | None = None
    """Told what the reader should know of how it was searched."""


class Point(Protocol):
    """A first-stage decision and its exact value."""

    @property
    def values(self) -> Floats:
        """The columns of the first stage, perhaps with others behind them."""
        ...

    @property
    def objective(self) -> float:
        """Infinite where some scenario has no answer to it."""
        ...


class Relaxed(Protocol):
    """A linear relaxation over all scenarios."""

    @property
    def best(self) -> Point:
        """In fractions."""
        ...

    @property
    def bound(self) -> float:
        """No plan is better."""
        ...

    @property
    def gap(self) -> float:
        """Between the best fractional point and the bound, as a share."""
        ...


P = TypeVar("P", bound=Point)
R = TypeVar("R", bound=Relaxed)


class Stages(Protocol[P, R]):
    """A case in two stages, whatever finds the scenarios' best answers."""

    @property
    def numbers(self) -> Figures:
        """The case and all scenarios."""
        ...

    @property
    def now(self) -> Now:
        """The first stage."""
        ...

    @property
    def goal(self) -> Goal:
        """What is minimised."""
        ...

    def worth(self, full: Floats) -> P:
        """Evaluate a first-stage point on all scenarios."""
        ...

    def begin(self, best: P | None) -> R:
        """Begin the linear relaxation from the best plan at hand."""
        ...

    def step(self, state: R) -> bool:
        """Make one pass of the relaxation; tell whether there was an answer."""
        ...

    def weigh_payments(self, state: R, weight: float, plan: P) -> None:
        """Let a crore rupees paid weigh so many points, and nothing else of the first stage anything; begin from a plan."""
        ...

    def needed(self) -> Sequence[Limit]:
        """Return further rows that whole decisions for a part of the scenarios must keep."""
        ...

    def ended(
        self, state: R, watch: pace.Watch, told: Callable[[float, float], None], nodes: int
    ) -> tuple[Floats | None, Stop]:
        """Solve a small case to the end; return the best plan, if one was found, and why that ended.

        It is `done` where no plan is better, or the case is not small and nothing was tried; else `nodes`, `rounds` or `time`.

        Args:
            state: The relaxation; its bound is raised.
            watch: Ends the search where the clock or the user does.
            told: Called with plan and bound now and then.
            nodes: Most nodes of branch and bound.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[P, R]):
    """The best plan and the best bound."""

    plan: P
    bound: float
    stop: Stop
    relaxation: R
