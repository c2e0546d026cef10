"""Services and domains."""

from enum import StrEnum


class Service(StrEnum):
    """The Indian services; several are sorted and joined by `;`."""

    AIR_FORCE = "Air Force"
    ARMY = "Army"
    COAST_GUARD = "Coast Guard"
    JOINT = "Joint"
    NAVY = "Navy"
    POLICE = "Police"


class Domain(StrEnum):
    """The domains that an exercise can have; several are sorted and joined by `;`."""

    HADR = "HADR"
    """Humanitarian assistance and disaster relief."""
    AIR = "air"
    AIR_MOBILITY = "air-mobility"
    AMPHIBIOUS = "amphibious"
    BASE_DEFENCE = "base defence"
    COUNTER_UAS = "counter-UAS"
    LAND = "land"
    SEA = "sea"
    SPECIAL_OPERATIONS = "special operations"
    SUBSURFACE = "subsurface"
