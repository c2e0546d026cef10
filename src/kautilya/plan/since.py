"""What a plan that was made again says of the plan before it, and what a plan for one future says of many."""

from dataclasses import dataclass, field

from kautilya.core.interval import Interval
from kautilya.plan.coefficient import UNASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOrder:
    """An order of the earlier plan that the new one keeps."""

    offer_id: str
    year: str
    units: int
    cost: float
    """Full cost at the new case's prices, crore rupees; fixed cost with the first order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LapsedOrder:
    """An order of the earlier plan in a signed year that the new plan does not keep, and why."""

    offer_id: str
    year: str
    units: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A contract of the record that orders of the earlier plan have become: the new case holds it already."""

    offer_id: str
    deal_id: str
    signed_on: str
    units: float | None
    """As the record counts them; None where it does not say."""
    evidence: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMatch:
    """A deal that looks like orders of the earlier plan; it was not matched, so these may count twice."""

    offer_id: str
    deal_id: str
    why: str
    """Why it was not matched."""
    stands: bool = field(default=False, metadata={UNASKED: True})
    """Whether the earlier plan was made knowing the deal: nothing about it is new, and it is told on every run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedOrder:
    """Units of an offer in a year that the two plans order differently."""

    offer_id: str
    year: str
    before: int
    after: int
    money: float
    """Change of the full cost, each plan at the prices of its own case, crore rupees."""
    inputs: tuple[str, ...]
    """Changed inputs of the offer, its area and its origins; money and parameters bear on all orders and are not repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedInput:
    """One cell of the case that is not what it was."""

    where: str
    """`areas.mrfa.holding.FY2027-28`, `offers.rafale-f4-114.unit_cost`, `parameters.P12`."""
    before: str
    """`absent` where the earlier case has no such thing."""
    after: str
    before_mark: str
    after_mark: str
    basis: str
    """What the new cell rests on; the old one's where it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What changed since the earlier plan, and why, in points of the objective."""

    plan_digest: str
    """Of the earlier plan."""
    case_digest: str
    as_of: str
    """Of the earlier plan's case."""
    year: str
    """The first year that is planned anew; orders of the years before it are signed."""
    signed: tuple[SignedOrder, ...]
    lapsed: tuple[LapsedOrder, ...]
    inputs: tuple[ChangedInput, ...]
    orders: tuple[ChangedOrder, ...]
    binds: tuple[str, ...]
    """Limits that bind now and did not, where what they limit has changed and is open: `budget, FY2028-29`.

    Here and in `no_longer_binds` nothing stands where prices of one of the plans are not known (`Binding.price`).
    """
    no_longer_binds: tuple[str, ...]
    value: float
    """Objective of the earlier plan in its own case."""
    value_now: float
    """Objective of the earlier plan in the new case, lapsed orders of unknown offers and years left out."""
    broken: tuple[str, ...]
    """Limits of the new case that the earlier plan breaks; its value there is then no plan's."""
    yardstick: float
    """Weighted shortfall of doing nothing in the new case, as a multiple of that in the earlier one: 100 points of each."""
    matched: tuple[Matched, ...] = field(default=(), metadata={UNASKED: True})
    """Contracts that kept orders have become, also where the user overrules that."""
    near: tuple[NearMatch, ...] = field(default=(), metadata={UNASKED: True})
    gap_points: float = field(default=0.0, metadata={UNASKED: True})
    """By how many points the earlier plan may be worse than the best possible one of its own case and scenarios."""
    scenarios: str = field(default="", metadata={UNASKED: True})
    """Which scenarios the earlier plan was made for, where not those of its case: as its `versions` say."""

    def within_gaps(self, total: float, bound: float) -> bool:
        """Tell whether the objectives of both plans differ by less than their searches leave open.

        Args:
            total: Objective of the new plan.
            bound: No plan is better than this in the new case.
        """
        return self.value != total and abs(total - self.value) < self.gap_points + max(0.0, total - bound)

    @property
    def new_information(self) -> float:
        """Return by how many points the earlier plan is worse in the new case; below 0 it is better."""
        return self.value_now - self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleStage:
    """A plan made for one mean future, and what it comes to in all of them."""

    mean_value: float
    """Its objective in the mean future."""
    mean_bound: float
    """No plan is better in the mean future."""
    two_stage_value: float
    """Objective, over the scenarios, of the best plan found that was made for all of them."""
    two_stage_bound: float
    stochastic: Interval
    """Value of the stochastic solution: by how much the plan is worse than the best possible one."""
