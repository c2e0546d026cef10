"""The limits on orders as plain figures, for a search that changes single units; the rows of the first stage say the same."""

from collections.abc import Callable
from dataclasses import dataclass

from kautilya.plan.figures import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLimits:
    """Money, shares and loads of single units: what a local search must know to keep the first stage's rows.

    A programme starts in its first year of orders, with at least its lot. Its fixed cost is paid half then and half in the next
    year, wholly in the last year. What a year leaves is carried into the next one up to a share of the year's budget.
    """

    cost: Floats
    """[offer] money per unit."""
    fixed: Floats
    """[offer] money of a start."""
    rate: Floats
    """[offer] most units a year."""
    lot: Floats
    """[offer] least units in the year of the start."""
    party: Ints
    """[offer] whose share of the money of a window is capped; 0 is exempt."""
    parties: int
    content: Floats
    """[offer] indigenous money of a unit less the floor's."""
    hub: Ints
    """[offer]"""
    load: Floats
    """[offer] load of a unit on its hub once it has arrived by its lead."""
    lead: Ints
    """[offer] years from order to arrival on the hub."""
    budget: Floats
    """[year]"""
    carry_share: float
    share_cap: float
    window: int
    """Years over which shares and content are counted."""
    spend_weight: float
    """Points per money spent."""
    hubs: Callable[[Floats], tuple[Floats, Floats]]
    """Capacity [hub, year] and money spent on it [year] as a point of the first stage expands the hubs."""
