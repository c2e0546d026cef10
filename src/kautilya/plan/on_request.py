"""Limits that a case has only where they are asked for."""

from dataclasses import dataclass
from enum import StrEnum

from kautilya.plan.coefficient import Coefficient
from kautilya.register.claim import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferComponent:
    """A foreign component family that an offer's system needs."""

    offer_id: str
    family: str
    """Family of components of one maker, or the component's name where the record names no family."""
    suppliers: tuple[str, ...]
    """Countries that it comes from."""
    mark: Mark
    """That of the row; assumed where the offer was matched to the row's system by a guess."""
    matched: str
    """How: `same name`, `one name within the other`, `same deal and a like name`; or the guess in words."""
    row: str
    """Row of the table `depends_on`."""
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UncountedComponent:
    """A row of components that bears on no offer of the case, and why."""

    row: str
    system: str
    family: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentLimit:
    """A cap on the order money that rests on one foreign component family, and what rests on which."""

    cap: Coefficient
    """Largest share of the money of new orders in a window of the supplier caps, 0..1."""
    needs: tuple[OfferComponent, ...]
    uncounted: tuple[UncountedComponent, ...]

    @property
    def families(self) -> tuple[str, ...]:
        """Return the families, sorted."""
        return tuple(sorted({need.family for need in self.needs}))

    def offers_on(self, family: str) -> frozenset[str]:
        """Return the ids of the offers that need a family."""
        return frozenset(need.offer_id for need in self.needs if need.family == family)


class Source(StrEnum):
    """What counts as one source of an area's units."""

    OFFER = "offer"
    """Each offer is a source: another line, of whichever maker."""
    COUNTERPARTY = "counterparty"
    """All offers of one country are one source; the home country too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondSource:
    """A demand that an area does not buy from one source alone."""

    area_id: str
    by: Source
    most: Coefficient
    """Largest share of one source among all units of the area ordered over the horizon, 0..1; below 1 it takes two."""
