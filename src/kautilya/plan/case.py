"""The planner's whole input as one frozen value; a plan can be solved again from it without the register.

Money is in crore rupees at the prices of the case's first year; quantities are in the unit of the area.
"""

from dataclasses import dataclass, field
from typing import TypeVar

from kautilya.plan.coefficient import UNASKED, Coefficient
from kautilya.plan.on_request import ComponentLimit, SecondSource
from kautilya.plan.sustainment import Fleet, Hub, Upkeep
from kautilya.register.claim import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A capability area in which a need is counted in one unit."""

    id: str
    name: str
    service: str
    unit: str
    requirement_what: str
    """What the requirement counts: a total force, an additional or a replacement buy."""
    weight: Coefficient
    """Priority; 1 is the weight of an ordinary area."""
    requirement: tuple[Coefficient, ...]
    """Units needed, one per year of the horizon."""
    holding: tuple[Coefficient, ...]
    """Units held without any new order, signed deliveries included, one per year of the horizon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A system that could be ordered on the case's day."""

    id: str
    area_id: str
    system: str
    liveness: str
    """How firm the offer is: firm, open or weak."""
    counterparty: str
    """Country of the firm or state that signs."""
    design_origins: tuple[str, ...]
    """Countries of the design; a joint design has several."""
    route: str
    units_per_order_unit: Coefficient
    """Units of the area that one ordered unit brings."""
    unit_cost: Coefficient
    """Crore rupees per ordered unit."""
    fixed_cost: Coefficient
    """Crore rupees once, half in the year of the first order and half in the next."""
    min_lot: Coefficient
    """Least units of the first order."""
    max_rate: Coefficient
    """Most units delivered in a year; of the first year where the rate grows."""
    rate_growth: Coefficient | None = field(default=None, metadata={UNASKED: True})
    """Share by which that rate grows from year to year, where production is taken to grow."""
    lead_years: Coefficient
    """Years from order to first delivery."""
    indigenous_content: Coefficient
    """Share of the cost that is made at home, 0..1."""
    earliest_order: Coefficient
    """First fiscal year in which it can be ordered, as the calendar year in which that begins."""
    max_quantity: Coefficient | None
    """Most units in all; None where the case states no such limit."""
    lease_years: Coefficient | None
    """Years after which a unit that is leased, or whose life is extended, leaves; None for a purchase."""
    extends: str | None = field(default=None, metadata={UNASKED: True})
    """The fleet whose retiring units it keeps in service for `lease_years` more; None for new units."""
    approval_states: tuple[str, ...]
    """States whose export approval is needed; none for a domestic design."""
    approval_probability: Coefficient
    """Chance that approval comes in time."""
    approval_delay_months: Coefficient
    """Months lost when it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A source of emergency purchases, used after a scenario has shown itself."""

    id: str
    area_id: str
    partner: str
    design_origins: tuple[str, ...]
    item: str
    unit_cost: Coefficient
    quantity_per_contract: Coefficient
    """Units that one contract under the emergency ceiling buys."""
    contracts_per_year: Coefficient
    arrives_within_year: Coefficient
    """Share of a purchase that is there in its own year; the rest is not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A foreign design origin, whose deliveries can be interrupted."""

    country: str
    start_rate: Coefficient
    """Interruptions that begin per year."""
    mean_months: Coefficient
    """Mean length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetYear:
    """The money of one year."""

    available: Coefficient
    """Crore rupees for new orders of this case at first-year prices, already net of committed liabilities."""
    committed: Coefficient | None
    """Crore rupees (nominal) of all committed liabilities of the year, for information; None in terminal years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDeal:
    """A signed, undelivered contract: its deliveries are in the holdings, its payments in the committed liabilities."""

    deal_id: str
    system: str
    supplier: str
    design_origins: tuple[str, ...]
    area_id: str | None
    """The area whose holding counts its deliveries; None where it is outside every area's holding."""
    deliveries: tuple[Coefficient | None, ...]
    """Units per order year; None where not published."""
    payments: tuple[Coefficient | None, ...]
    """Crore rupees (nominal) per order year; None where the contract's value is not published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An offer that is not a decision of this case, and why."""

    offer_id: str
    area: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A weight, cap or scenario parameter, as text; `rules.rules` reads the numbers."""

    id: str
    what: str
    value: str
    low: str
    high: str
    unit: str
    applies_to: str
    mark: Mark
    reason: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """An assumption that some coefficient rests on."""

    id: str
    what: str
    value: str
    low: str
    high: str
    unit: str
    reason: str
    author: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A demand on the plan: the area's shortfall in a year, counted on planned deliveries, is at most so many units."""

    area_id: str
    year: str
    shortfall: Coefficient


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything a plan depends on; equal cases give equal digests and equal plans."""

    title: str
    as_of: str
    """Day of the view it was built from."""
    recorded_by: str = ""
    """Day of recording up to which that view replays the register; empty where all that was recorded counts."""
    rules: tuple[str, ...] = ()
    """Rules of that view that may choose between contradicting claims where nobody has."""
    home: str
    """The planning country; its own designs and firms are exempt from the supplier caps."""
    seed: int
    scenarios: int
    """Number of scenarios, all equally likely; scenario i is drawn from (seed, i) alone."""
    years: tuple[str, ...]
    """The fiscal years in which need counts, terminal years included."""
    order_years: int
    """So many of them, the first ones, allow orders."""
    areas: tuple[Area, ...]
    offers: tuple[Offer, ...]
    channels: tuple[Channel, ...]
    origins: tuple[Origin, ...]
    budget: tuple[BudgetYear, ...]
    signed: tuple[SignedDeal, ...]
    targets: tuple[Target, ...]
    parameters: tuple[Parameter, ...]
    assumptions: tuple[Assumption, ...]
    exclusions: tuple[Exclusion, ...]
    component_limit: ComponentLimit | None = field(default=None, metadata={UNASKED: True})
    """The cap on component families, where one is asked for."""
    second_sources: tuple[SecondSource, ...] = field(default=(), metadata={UNASKED: True})
    """Areas that may not buy from one source alone."""
    fleets: tuple[Fleet, ...] = field(default=(), metadata={UNASKED: True})
    """Held fleets whose life can be extended, or whose upkeep is told."""
    hubs: tuple[Hub, ...] = field(default=(), metadata={UNASKED: True})
    upkeep: tuple[Upkeep, ...] = field(default=(), metadata={UNASKED: True})
    """Offers and fleets that are less available while a partner is cut off; all others are not affected."""

    def area(self, area_id: str) -> Area:
        """Return one area (KeyError if the case has none of that id)."""
        return _by_id(self.areas, area_id)

    def offer(self, offer_id: str) -> Offer:
        """Return one offer (KeyError if the case has none of that id)."""
        return _by_id(self.offers, offer_id)


_Named = TypeVar("_Named", Area, Offer)


def _by_id(things: tuple[_Named, ...], thing_id: str) -> _Named:
    for thing in things:
        if thing.id == thing_id:
            return thing
    raise KeyError(thing_id)
