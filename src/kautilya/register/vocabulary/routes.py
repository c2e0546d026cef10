"""Ways of buying."""

from enum import StrEnum


class Route(StrEnum):
    """The route of a contract or an offer."""

    DOMESTIC = "domestic"
    FMS = "FMS"
    """Foreign military sale: the United States government sells."""
    DCS = "DCS"
    """Direct commercial sale under a United States licence."""
    FMS_AND_DCS = "FMS+DCS"
    GOVERNMENT_TO_GOVERNMENT = "government to government"
    COMMERCIAL = "commercial"
    TECHNOLOGY_TRANSFER = "technology transfer"
    LICENCE_PRODUCTION = "licence production"
    CO_DEVELOPMENT = "co-development"
    JOINT_VENTURE = "joint venture"
    SUB_CONTRACT = "sub-contract"
    FAST_TRACK = "fast track"
    EMERGENCY = "emergency"
    LEASE = "lease"
