"""How long to search, and how the search tells where it is."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kautilya.plan.result import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """A limit of work gives the same plan each time; a limit of time promises a valid bound and a feasible plan only."""

    gap: float = 0.0001
    """Stop when the plan is certified to be at most this share of its value from the best possible."""
    work: int | None = None
    """Stop after so many steps (a pass of the relaxation, or a search for a plan)."""
    time_limit: float | None = None
    """Seconds; 300 where neither work nor time is limited."""
    threads: int = 1
    seed: int = 0

    @property
    def seconds(self) -> float:
        """The limit of time in force."""
        unlimited = self.time_limit is None and self.work is None
        return 300.0 if unlimited else float("inf") if self.time_limit is None else self.time_limit


@dataclass(slots=True)
class Watch:
    """The clock, the count of steps, and the wish of the user to stop."""

    effort: Effort
    tell: Callable[[Progress], None] | None = None
    wants_stop: Callable[[], bool] = lambda: False
    began: float = field(default_factory=time.perf_counter)
    steps: int = 0
    incumbent: float = float("inf")
    bound: float = float("-inf")

    @property
    def elapsed(self) -> float:
        """Seconds so far."""
        return time.perf_counter() - self.began

    @property
    def timed(self) -> bool:
        """Whether a clock limits the search, and so each of its steps."""
        return self.effort.seconds != float("inf")

    @property
    def left(self) -> float:
        """Seconds left; infinite where no time is limited."""
        return max(0.0, self.effort.seconds - self.elapsed)

    @property
    def spent(self) -> float:
        """Share of the limit of time that is over; 0 where no time is limited."""
        return 0.0 if self.effort.seconds == float("inf") else self.elapsed / max(self.effort.seconds, 1e-9)

    @property
    def gap(self) -> float:
        """How far the plan may be from the best possible, as a share of its value."""
        if self.incumbent == float("inf"):
            return float("inf")
        return max(0.0, self.incumbent - self.bound) / max(abs(self.incumbent), 1e-12)

    def step(self) -> None:
        """Count a step and tell where the search is."""
        self.steps += 1
        if self.tell is not None:
            self.tell(Progress(self.incumbent, self.bound, self.gap, self.elapsed))

    def stop(self) -> str | None:
        """Return why the search ends now, or None."""
        if self.gap <= self.effort.gap:
            return "gap"
        if self.wants_stop():
            return "interrupt"
        if self.effort.work is not None and self.steps >= self.effort.work:
            return "work"
        return "time" if self.left <= 0 else None
