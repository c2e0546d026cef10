"""Ties of a system to a country other than its components: support, technology withheld, design, seller.

Each may stop the system; none surely does, as the record does not tell what stands in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kautilya.measures.reliance.attached import Attachment, attached, supporters
from kautilya.store.view import View
from kautilya.tables.cells import known_word, word
from kautilya.tables.reliance.systems import System, claims_of, countries_of, listed_in

SUPPORT, TECHNOLOGY, DESIGN, SELLER = "support", "technology withheld", "design", "seller"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Something other than a component that connects a system with a country."""

    system: str
    """Row of the holding or order."""
    country: str
    by: str
    """`support`, `technology withheld`, `design` or `seller`."""
    row: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A row of support or technology with the countries it names and the systems that it belongs to."""

    table: str
    row: str
    name: str
    by: str
    countries: tuple[str, ...]
    places: tuple[Attachment, ...]
    claim_ids: tuple[str, ...]

    def ties(self) -> Iterable[Tie]:
        """Yield a tie for each country and system."""
        for place in self.places:
            for country in supporters(self.name, self.countries, place.system):
                yield Tie(system=place.system.row, country=country, by=self.by, row=self.row, claim_ids=self.claim_ids)


def support_rows(view: View, among: Sequence[System]) -> Iterable[Told]:
    """Yield the rows of support; whatever their period, they name who supports a fleet."""
    for row, record in view.records("support").items():
        name = word(record, "fleet")
        countries = (*countries_of(record, "support_origin"), *countries_of(record, "support_via"))
        yield Told(
            table="spares_support",
            row=row,
            name=name,
            by=SUPPORT,
            countries=tuple(dict.fromkeys(countries)),
            places=attached(name, (), among),
            claim_ids=claims_of(record, ("fleet", "support_origin", "support_via")),
        )


def technology_rows(view: View, among: Sequence[System]) -> Iterable[Told]:
    """Yield the transfers of technology of which something was withheld; a mere offer ties nothing."""
    for row, record in view.records("technology-transfer").items():
        if word(record, "depth") == "offer" or known_word(record, "withheld_or_denied") is None:
            continue
        name, deals = word(record, "system"), set(listed_in(record, "deal_id"))
        shared = (system for system in among if deals & set(system.deals))
        by_deal = tuple(Attachment(system=system, sure=True, how="same deal") for system in shared)
        yield Told(
            table="technology_transfer",
            row=row,
            name=name,
            by=TECHNOLOGY,
            countries=countries_of(record, "partner"),
            places=by_deal or attached(name, sorted(deals), among),
            claim_ids=claims_of(record, ("system", "partner", "withheld_or_denied", "deal_id")),
        )


def origins(system: System) -> Iterable[Tie]:
    """Yield the ties to the countries of a system's design and of its sellers."""
    for by, countries in ((DESIGN, system.origins), (SELLER, system.counterparties)):
        for country in countries:
            yield Tie(system=system.row, country=country, by=by, row=system.row, claim_ids=system.claim_ids)
