"""What is told of a plan's uncertainty; points are those of the objective, intervals those that the gaps of searches allow."""

from dataclasses import dataclass

from kautilya.core.interval import Interval
from kautilya.plan.explain.result import Moved
from kautilya.plan.result import Effort

ROUNDING = 1e-9
"""Points by which two values differ from rounding alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The case planned again with one value at an end of its range."""

    at: str
    """The value there, as text; for several offers at once `low` or `high`."""
    estimate: float
    """Points by which the objective was expected to move, from the linear relaxation; it only chose what to plan again."""
    value: float | None
    """Objective of the plan found; None where no plan keeps all limits there."""
    bound: float | None
    change: Interval | None
    """By how much the optimum differs from that of the case itself."""
    begun: tuple[str, ...]
    """Offers that are ordered there and not in the plan."""
    given_up: tuple[str, ...]
    regret: Interval | None
    """What keeping just the plan's programmes would cost there; None where no plan keeps them and all limits."""
    moved: tuple[Moved, ...]
    """Offers of which another number is ordered, largest change of money first."""

    @property
    def decided(self) -> bool:
        """Whether some programme of the plan certainly is another one there."""
        return self.value is None or self.regret is None or self.regret.low > ROUNDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What one assumed or disputed value does within its range."""

    id: str
    """Where it stands in the case: `offers.rafale-f4-114.max_rate`, `offers.*.lead_years` for all at once, `parameters.P19`."""
    what: str
    value: str
    mark: str
    basis: str
    low: End
    high: End


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """How often the decision about one offer is the same when all ranged values are drawn anew together."""

    offer_id: str
    ordered: bool
    """Whether the plan orders it."""
    survived: int
    draws: int
    share: Interval
    """Of draws in which the decision is the plan's: exact 95 per cent interval (Clopper and Pearson)."""
    units: int
    """In the plan."""
    fewest: int
    most: int
    """Over the draws."""

    @property
    def part(self) -> float:
        """The share of draws in which it survived; 0 without a draw."""
        return self.survived / self.draws if self.draws else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """What planning for many futures is worth, and what knowing the future would be."""

    here: Interval
    """Optimum over the scenarios."""
    mean_value_plan: float
    """Objective, over the scenarios, of the plan made for one future in which everything uncertain is at its mean."""
    stochastic: Interval
    """Value of the stochastic solution: what that plan is worse than the best one."""
    foreseen: Interval
    """Objective if each scenario could be planned for knowing it."""
    perfect: Interval
    """Value of perfect information: what knowing the scenario would gain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """The plan on scenarios that it was not made for."""

    seed: int
    scenarios: int
    planned: float
    """Its objective on the scenarios that it was made for."""
    objective: float
    expected_shortfall: float
    interval: Interval
    """95 per cent of the objective, by the bootstrap over scenarios."""
    resamples: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """All that is told of a plan's uncertainty."""

    case_digest: str
    effort: Effort
    """Work limit of each search."""
    ranked: int
    """How many ranged values were compared before those of `swings` were planned again."""
    swings: tuple[Swing, ...]
    draws: int
    sample: int
    """Scenarios that each draw was planned for: the case's first ones; 0 without a draw."""
    moved_by_sample: tuple[str, ...]
    """Offers ordered in the plan or in the plan for the sample, and not in both, with no range drawn: what to discount."""
    failed: int
    """Draws in which no plan keeps all limits; they count against every decision."""
    survivals: tuple[Survival, ...]
    foresight: Foresight | None
    fresh: Fresh | None
    searches: int
