"""What keeps held units in service: fleets and when they retire, hubs, and what is available when a partner is cut off."""

from dataclasses import dataclass, field

from kautilya.plan.coefficient import UNASKED, Coefficient


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """Units of one design within an area's holding; only fleets that something is decided on stand in a case."""

    id: str
    area_id: str
    system: str
    design_origins: tuple[str, ...]
    """Countries of the design."""
    retiring: tuple[Coefficient, ...]
    """Units of the area that leave the holding in each year of the horizon; the holding is stated without them."""
    units: tuple[Coefficient, ...] = field(default=(), metadata={UNASKED: True})
    """Units of the area within its holding in each year; needed only where their upkeep is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A place of deep maintenance in the planning country."""

    id: str
    name: str
    capacity: Coefficient
    """Load that it can look after at a time, without any expansion; in the unit of `Upkeep.load`."""
    step: Coefficient
    """Load that one expansion adds."""
    expansion_cost: Coefficient
    """Crore rupees of one expansion, due in the year of the decision."""
    lead_years: Coefficient
    """Whole years from the decision until the expansion works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """What is left of units in service while a foreign origin of their design is cut off."""

    of: str
    """The offer or the fleet."""
    without_hub: Coefficient
    """Share of the units that is available then, without a place in a hub at home; 0..1."""
    hub_id: str | None
    """The hub that can look after them; None where there is none in the country."""
    with_hub: Coefficient | None
    """The share with a place in the hub; None without a hub."""
    load: Coefficient | None
    """Load of one unit of the area on the hub; None without a hub."""
