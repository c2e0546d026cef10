"""The two stage tracks of an acquisition and what interrupts them (CONVENTIONS §3)."""

from enum import StrEnum


class BuyerStage(StrEnum):
    """The buyer's track, in its order; `unknown` has no place in it."""

    UNKNOWN = "unknown"
    PROPOSED = "proposed"
    NEED_ACCEPTED = "need accepted"
    TENDERED = "tendered"
    NEGOTIATING = "negotiating"
    SANCTIONED = "sanctioned"
    """Financial sanction."""
    SIGNED = "signed"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    IN_SERVICE = "in service"


class SellerStage(StrEnum):
    """The seller's track; notified and licensed are two ways to the same place."""

    REQUESTED = "requested"
    OFFERED = "offered"
    NOTIFIED = "notified"
    LICENSED = "licensed"


class Interruption(StrEnum):
    """What ends or interrupts either track."""

    NONE = "none"
    STALLED = "stalled"
    CANCELLED = "cancelled"


_BUYER_ORDER = {stage: place for place, stage in enumerate(list(BuyerStage)[1:])}
_SELLER_ORDER = {SellerStage.REQUESTED: 0, SellerStage.OFFERED: 1, SellerStage.NOTIFIED: 2, SellerStage.LICENSED: 2}


def precedes(earlier: BuyerStage | SellerStage, later: BuyerStage | SellerStage) -> bool:
    """Tell whether one stage comes before another in the partial order of the two tracks.

    Both tracks meet at `signed`: each seller stage precedes it and what follows it. A seller stage and a buyer stage before the
    signature have no order, nor have `notified` and `licensed`, nor `unknown` and anything.
    """
    if isinstance(earlier, BuyerStage) and isinstance(later, BuyerStage):
        return _known(earlier) and _known(later) and _BUYER_ORDER[earlier] < _BUYER_ORDER[later]
    if isinstance(earlier, SellerStage) and isinstance(later, SellerStage):
        return _SELLER_ORDER[earlier] < _SELLER_ORDER[later]
    return isinstance(earlier, SellerStage) and isinstance(later, BuyerStage) and has_reached(later, BuyerStage.SIGNED)


def has_reached(stage: BuyerStage, wanted: BuyerStage) -> bool:
    """Tell whether a case at one buyer stage has passed or stands at another."""
    return stage == wanted or precedes(wanted, stage)


def _known(stage: BuyerStage) -> bool:
    return stage is not BuyerStage.UNKNOWN
