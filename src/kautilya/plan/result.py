"""A plan: what to order when, what it achieves, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kautilya.plan.coefficient import UNASKED
from kautilya.plan.since import Since, SingleStage
from kautilya.plan.stages import NeedFirst
from kautilya.register.claim import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Units of an offer, ordered in a year or planned to be delivered in it."""

    offer_id: str
    year: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """What an area is short of in a year, in its unit."""

    area_id: str
    year: str
    without_plan: float
    """Requirement less holding, without any order, surge or emergency purchase."""
    expected: float
    """Mean over the scenarios, after deliveries and emergency purchases."""
    worst: float
    """The most in any scenario."""
    expected_share: float
    """Expected, as a share of the area's largest requirement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """An emergency purchase in one scenario; fractions of a contract are allowed."""

    scenario: int
    channel_id: str
    year: str
    units: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """A hub is expanded by a step."""

    hub_id: str
    year: str
    """Of the decision and its payment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Units that a hub looks after in one scenario while a partner is cut off."""

    scenario: int
    of: str
    """The offer or the fleet."""
    year: str
    units: float
    """In the unit of the area; fractions are units for a part of the year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """What is available of an offer's or a fleet's units while a partner is cut off; means over the scenarios."""

    of: str
    months: float
    """Months of the horizon in which some origin of the design is interrupted."""
    without_hub: float
    """Share available then without a place in a hub, as the case says."""
    available: float | None
    """Share available then with the places that the plan gives, of units in service; None where none is in service then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerMoney:
    """Full cost of the orders placed with a partner, in crore rupees at first-year prices."""

    by: str
    """`counterparty`, or `design origin`: a joint design counts in full under each, so shares can add to more than 1."""
    partner: str
    cost: float
    share: float
    """Of the cost of all orders; 0 where nothing is ordered."""
    largest_window_share: float
    """The largest share in any window of the supplier caps."""
    largest_window: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMoney:
    """Money of one year in crore rupees at first-year prices."""

    year: str
    available: float
    payments: float
    carried: float
    """Carried into the next year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """The objective term by term, in points: 100 is the shortfall of doing nothing without any surge."""

    expected_shortfall: float
    """Mean over the scenarios."""
    expected_overspend: float
    """Mean penalty for overspending in years with a budget cut."""
    cvar: float
    """Mean loss (shortfall and overspend) of the worst scenarios, before its weight."""
    spend: float
    """Weight of the money spent."""
    risk_weight: float
    total: float
    """`(1 - risk_weight) (expected_shortfall + expected_overspend) + risk_weight cvar + spend`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A limit that the plan uses up and that has a price where the programme starts are those of the plan."""

    limit: str
    where: str
    price: float | None
    """Points gained per unit by which the limit is loosened (per crore rupees for money); None where it is not known.

    Then the solver gave no prices at the plan, and the limit is one that the plan uses up, whether or not it has a price.
    """
    slack: float
    """What the plan leaves unused of it, in the limit's unit: almost nothing, or it would not be listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long to search; a work limit, not a clock, so that the same case gives the same plan."""

    gap: float = 0.005
    """Stop when the plan is certified to be at most this share of its value from the best possible."""
    max_nodes: int = 2000
    """Stop after so many branch-and-bound nodes."""
    threads: int = 1
    time_limit: float | None = None
    """Seconds; a run stopped by it promises a valid bound and a feasible plan only, not the same one again."""

    def in_words(self) -> str:
        """Return the limits of the search as a part of a sentence."""
        limit = self.time_limit
        clock = "" if limit is None else f"{limit:.3g} seconds and " if limit < 100 else f"{limit:,.0f} seconds and "
        return f"{clock}{self.max_nodes:,} steps of its search tree"


class Progress(NamedTuple):
    """A message while searching: best plan and bound so far."""

    incumbent: float
    bound: float
    gap: float
    seconds: float
    unit: str = "points"
    """Of plan and bound."""
    stage: str = ""
    """Which search this is, where a plan takes several, one after the other."""


RESULTS = ("orders", "deliveries", "purchases", "shortfalls", "money", "years", "objective", "bound", "gap", "binding")
"""Kinds of result that have a mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How much of the plan is sourced, derived and assumed."""

    own: Mapping[str, float]
    """Share of the coefficients by what each cell itself is."""
    weakest: Mapping[str, float]
    """Share by the weakest input behind each."""
    coefficients: int
    """How many coefficients and parameters enter."""
    results: Mapping[str, Mark]
    """Mark of each kind of result: that of the weakest coefficient that enters it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The answer to a case."""

    case_digest: str
    case_title: str
    as_of: str
    seed: int
    scenarios: int
    versions: Mapping[str, str]
    effort: Effort
    stopped_by: str
    """`gap`, `nodes`, `time` or `interrupt`; `done` where a search for many scenarios had nothing left to try.

    In a case small enough to be solved to its end (`decomposition.exact`), `done` says that no plan is better, and `rounds`
    that all programmes of that search were used up, or the last one taught it nothing, before its nodes were.
    """
    orders: tuple[Order, ...]
    deliveries: tuple[Order, ...]
    """As planned; a scenario can delay them."""
    purchases: tuple[Purchase, ...]
    shortfalls: tuple[Shortfall, ...]
    money: tuple[PartnerMoney, ...]
    years: tuple[YearMoney, ...]
    objective: Objective
    bound: float
    """No plan of the case has a smaller objective."""
    gap: float
    """(objective - bound) / objective."""
    binding: tuple[Binding, ...]
    limits: Mapping[str, str]
    """What each limit says, by name."""
    marks: Marks
    need_first: NeedFirst | None = field(default=None, metadata={UNASKED: True})
    """The two stages, where need was asked for first and then cost; `bound` and `gap` still are those of the weighted sum."""
    since: Since | None = field(default=None, metadata={UNASKED: True})
    """What changed since the plan before it, where orders of an earlier plan were kept; `bound` is of plans that keep them."""
    single_stage: SingleStage | None = field(default=None, metadata={UNASKED: True})
    """Where it was made for one mean future; all else is told of the scenarios."""
    expansions: tuple[Expansion, ...] = field(default=(), metadata={UNASKED: True})
    placed: tuple[Placed, ...] = field(default=(), metadata={UNASKED: True})
    cut_off: tuple[CutOff, ...] = field(default=(), metadata={UNASKED: True})
    """One entry per upkeep of the case."""
