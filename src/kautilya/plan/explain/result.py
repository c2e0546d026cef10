"""What an explanation says; every figure is in points of the objective, as an interval that the gaps of two searches allow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kautilya.core.interval import Interval
from kautilya.plan.bounds import share
from kautilya.plan.coefficient import UNASKED
from kautilya.plan.result import Effort


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of the objective and what it adds to the total."""

    name: str
    points: float
    weight: float
    """The total is the sum of weight x points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one limit costs: the case planned again with the limit loosened or without it."""

    limit: str
    """Name of the limit, as in `Plan.limits`; several where one change loosens them together."""
    change: str
    """What was loosened, in words."""
    value: float
    """Objective of the best plan found with the limit loosened."""
    bound: float
    """No plan of the loosened case has a smaller objective."""
    gain: Interval
    """What loosening gains: at least the low end, at most the high end, whatever the two searches did not find."""
    places: int
    """At how many places the plan uses the limit up at a price, or at one that is not known (`Plan.binding`)."""

    @property
    def gap(self) -> float:
        """The gap, as a share of the value, at which the search ended."""
        return share(self.bound, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What another plan orders of an offer instead."""

    offer_id: str
    units: int
    """In the plan that is explained."""
    instead: int
    """In the other plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A plan that gives up programmes of the plan explained and of every alternative before it."""

    value: float
    bound: float
    """No plan that differs so much, from the plan and the alternatives searched for before, has a smaller objective."""
    worse: Interval
    """How many points this plan is worse than the best plan of all."""
    best: Interval
    """Where the objective of the best plan that differs so much lies: from the bound to the least value known of such a plan,
    which is smaller than this plan's where the search was poor and another row is better."""
    given_up: float
    """Share of the plan's order money that is in programmes that the alternative does not have."""
    money_moved: float
    """Half the sum of the differences of order money by offer, as a share of the plan's."""
    expected_shortfall: float
    moved: tuple[Moved, ...]
    """Offers of which it orders another number, largest change of money first."""

    @property
    def gap(self) -> float:
        """The gap that is left between the plan and the best of its kind, as a share of the value."""
        return share(self.bound, self.value)

    @property
    def is_poor(self) -> bool:
        """Tell whether another row has a better plan that differs so much: the search of this one was poor."""
        return self.best.high < self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """How far one figure of one offer must move until the other offer takes its place."""

    offer_id: str
    lever: str
    """`price` (factor), `lead` (years added) or `risk` (chance of a late approval)."""
    now: float
    kept_to: float
    """Up to here the choice certainly stands."""
    flipped_from: float | None
    """From here on it certainly falls; None where no search up to `tried_to` shows it."""
    tried_to: float
    searches: int

    @property
    def words(self) -> str:
        """Say it in one line."""
        kept = "not shown to stand even as it is" if self.kept_to == self.now else f"stands to {self.kept_to:.3g}"
        if self.flipped_from is None:
            return f"{kept}; not shown to flip up to {self.tried_to:.3g}"
        return f"flips between {self.kept_to:.3g} and {self.flipped_from:.3g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why one offer is ordered and another is not, or is ordered less."""

    chosen: str
    rival: str
    units: int
    rival_units: int
    """Units that the plan orders of either."""
    alone: Interval | None
    """Objective of the best plan with the chosen one and without the rival; None where no plan keeps all limits."""
    instead: Interval | None
    """The same with the rival and without the chosen one."""
    both: Interval | None
    neither: Interval | None
    costs: Interval | None
    """How many points the rival instead of the chosen one costs; below 0 it would gain."""
    flips: tuple[Flip, ...]

    @property
    def optima(self) -> tuple[Interval, ...]:
        """The four optima that are compared, without those that have no plan."""
        return tuple(one for one in (self.alone, self.instead, self.both, self.neither) if one is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a frontier."""

    at: float
    """What is demanded: the most money, the largest share of a foreign partner, the least indigenous content."""
    value: float | None
    """Objective of the best plan found; None where no plan keeps it."""
    bound: float | None
    worse: Interval | None
    """How many points the best plan of this demand is worse than the best plan of all."""
    expected_shortfall: float | None
    reached: float | None
    """What the plan found really has of it."""

    @property
    def gap(self) -> float | None:
        """The gap, as a share of the value, at which the search ended; None where no plan keeps the demand."""
        return None if self.value is None or self.bound is None else share(self.bound, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """How the objective worsens as one thing is demanded ever more."""

    of: str
    """`cost`, `concentration` or `indigenous`."""
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Answers to: why this, what if not, what does the limit cost."""

    case_digest: str
    value: float
    bound: float
    better: float | None
    """Objective of a better plan of the same case that a question came upon and that was not explained; None where none did."""
    replaced: tuple[float, ...]
    """Objectives of the plans that were to be explained before a question came upon a better one, the first of them first."""
    effort: Effort
    """Work limit of each search."""
    versions: Mapping[str, str]
    terms: tuple[Term, ...]
    prices: tuple[Price, ...]
    whys: tuple[Why, ...]
    differ: float
    """Share of order money that an alternative must give up."""
    alternatives: tuple[Alternative, ...]
    frontiers: tuple[Frontier, ...]
    searches: int
    """How often a case was planned again."""
    unanswered: tuple[str, ...] = field(default=(), metadata={UNASKED: True})
    """Questions, in words, whose answers are not complete, each with the reason: broken off, or nothing was found."""

    def is_loose(self, gap: float | None) -> bool:
        """Tell whether a gap that a search left is larger than the one asked for, told to two figures."""
        return gap is not None and float(f"{gap:.2g}") > self.effort.gap

    @property
    def largest_gap(self) -> float:
        """The largest gap that a search for an answer left, as a share of the value; 0 without an answer."""
        return max((gap for gap in self._gaps() if gap is not None), default=0.0)

    @property
    def is_answered(self) -> bool:
        """Whether any question has an answer."""
        return bool(self.prices or self.alternatives or self.whys or self.frontiers)

    def _gaps(self) -> Iterator[float | None]:
        yield from (one.gap for one in self.prices)
        yield from (one.gap for one in self.alternatives)
        yield from (gap_of(one) for why in self.whys for one in why.optima)
        yield from (one.gap for frontier in self.frontiers for one in frontier.points)


def gap_of(optimum: Interval | None) -> float | None:
    """Return the gap that a search left, as a share of the value, from where the optimum lies; None where there is none."""
    return None if optimum is None else share(optimum.low, optimum.high)
