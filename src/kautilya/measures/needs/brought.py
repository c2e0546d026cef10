"""What each live offer brings to its area as the figures stand, and what it would if one of them moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.measures.needs.filling import central, lacks
from kautilya.measures.needs.weighing import Need
from kautilya.tables.live_offers import LiveOffer


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The offers of each needed area with what they bring, in area units."""

    by_area: Mapping[str, tuple[LiveOffer, ...]]
    units: Mapping[str, float]
    """By offer."""
    incomplete: Mapping[str, tuple[LiveOffer, ...]]
    """Offers that lack a cell, by area: as long as they do, they bring nothing."""
    month: float
    """Month of the fiscal year in which orders are placed."""

    @classmethod
    def of(cls, needs: Iterable[Need], offers: Iterable[LiveOffer], month: float) -> "Brought":
        """Gather the offers of each needed area."""
        wanted = {need.area_id: need for need in needs}
        complete: dict[str, list[LiveOffer]] = {area_id: [] for area_id in wanted}
        lacking: dict[str, list[LiveOffer]] = {area_id: [] for area_id in wanted}
        for offer in offers:
            if offer.area_id in wanted:
                (lacking if lacks(offer) else complete)[offer.area_id].append(offer)
        return cls(
            by_area={area_id: tuple(some) for area_id, some in complete.items()},
            units={one.offer_id: central(one, wanted[area_id], month) for area_id, some in complete.items() for one in some},
            incomplete={area_id: tuple(some) for area_id, some in lacking.items()},
            month=month,
        )

    def total(self, need: Need, seller: str | None = None) -> float:
        """Return what all offers of an area, or those of one seller, bring to it."""
        some = self.by_area[need.area_id]
        return sum(self.units[one.offer_id] for one in some if seller is None or seller in one.sellers)

    def moved(self, need: Need, offer: LiveOffer, field: str, value: float) -> float:
        """Return what an offer brings with its `rate`, `lead_years` or `order_year` moved; ValueError where it has none."""
        given = {"rate": offer.rate, "lead_years": offer.lead_years, "order_year": offer.order_year}
        there = given.get(field)
        if there is None:
            raise ValueError(f"offer {offer.offer_id} has no {field}")
        given[field] = replace(there, value=value)
        moved = replace(offer, rate=given["rate"], lead_years=given["lead_years"], order_year=given["order_year"])
        return central(moved, need, self.month)

    def shares(self, needs: Sequence[Need], whole: float) -> Mapping[str, float]:
        """Return the share of the whole weighted need that each seller's offers could fill."""
        found: dict[str, float] = {}
        for need in needs:
            point = need.weight.given.value / need.largest / whole
            for seller in sorted({seller for one in self.by_area[need.area_id] for seller in one.sellers}):
                found[seller] = found.get(seller, 0.0) + point * min(need.short, self.total(need, seller))
        return found
