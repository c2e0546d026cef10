"""What keeps held units in service: fleets and when they retire."""

from dataclasses import dataclass

from kautilya.plan.coefficient import Coefficient


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
