"""One instance of the frozen family: what its arrays mean, in which shape, and within which limits."""

from dataclasses import dataclass

from kautilya.plan.figures import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """The arrays of an instance in their own order of axes (offer O, area C, year T, partner P, hub H, channel K, draw S)."""

    partner: Ints
    """[O]; 0 is domestic."""
    cost: Floats
    """[O] money per unit."""
    max_rate: Floats
    """[O] most units ordered a year."""
    lead: Ints
    """[O] years from order to arrival, before delays."""
    indigenous: Floats
    """[O] share of indigenous content."""
    fixed: Floats
    """[O] money for the start of a programme: half in its year, half in the next; all of it in the last year."""
    yields: Floats
    """[O, C] what one unit brings."""
    hub: Ints
    """[O]"""
    hub_load: Floats
    """[O] load per unit that has arrived by its lead."""
    hub_capacity: Floats
    """[H]"""
    hub_step: float
    """Capacity that an expansion adds."""
    hub_cost: float
    hub_lead: int
    """Years until an expansion works."""
    budget: Floats
    """[T]"""
    carry_share: float
    """Most that is carried over, as a share of the year's budget."""
    channel_area: Ints
    channel_partner: Ints
    channel_cost: Floats
    channel_cap: Floats
    """[K]"""
    risk_weight: float
    risk_level: float
    window: int
    """Years over which shares are counted."""
    share_cap: float
    indigenous_floor: float
    loss_weight: Floats
    """[C, T] points per unit short."""
    spend_weight: float
    overspend_weight: float
    """Points per money."""
    avail: Floats
    """[S, P, T]"""
    approved: Bools
    """[S, O]"""
    delay: Ints
    """[S, O] years on top of the lead."""
    budget_s: Floats
    """[S, T]"""
    emergency_budget: Floats
    """[S, T]"""
    demand: Floats
    """[S, C, T]"""
    requirement: Floats
    """[C, T]; part of the draw, not of the model."""
    gap: Floats
    """[C, T]; part of the draw, not of the model."""

    @property
    def lot(self) -> Floats:
        """[O] least units in the year in which a programme starts."""
        least: Floats = self.max_rate.clip(max=2.0)
        return least


AXES = {
    "partner": "O", "cost": "O", "max_rate": "O", "lead": "O", "indigenous": "O", "fixed": "O", "yield": "OC", "hub": "O",
    "hub_load": "O", "hub_capacity": "H", "hub_step": "", "hub_cost": "", "hub_lead": "", "budget": "T", "carry_share": "",
    "channel_area": "K", "channel_partner": "K", "channel_cost": "K", "channel_cap": "K", "risk_weight": "", "risk_level": "",
    "window": "", "share_cap": "", "indigenous_floor": "", "loss_weight": "CT", "spend_weight": "", "overspend_weight": "",
    "avail": "SPT", "approved": "SO", "delay": "SO", "budget_s": "ST", "emergency_budget": "ST", "demand": "SCT",
    "requirement": "CT", "gap": "CT",
}  # fmt: skip
"""The arrays of a file and their axes."""
SCENARIO_ARRAYS = tuple(name for name, axes in AXES.items() if axes.startswith("S"))
WHOLE = frozenset({"partner", "max_rate", "lead", "hub", "hub_lead", "channel_area", "channel_partner", "window", "delay"})
"""Arrays of whole numbers."""
SHARES = frozenset({"avail", "indigenous", "indigenous_floor", "share_cap", "risk_weight"})
"""Arrays of numbers from 0 to 1."""
POSITIVE = frozenset({"cost", "channel_cost"})
PLACES = {"partner": "P", "hub": "H", "channel_area": "C", "channel_partner": "P"}
"""Arrays that point into an axis."""
