"""Ties of a system to a country other than its components: support, technology withheld, design, seller.

Each may stop the system; none surely does, as the record does not tell what stands in.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kautilya.measures.reliance.attached import Attachment, Nodes, supporters
from kautilya.store.view import View
from kautilya.tables.cells import known_word, word
from kautilya.tables.reliance.systems import System, claims_of, countries_of, listed_in

SUPPORT, TECHNOLOGY, DESIGN, SELLER = "support", "technology withheld", "design", "seller"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Something other than a component that connects a system with a country."""

    system: str
    """Key of the node of holdings and orders."""
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
            for country in supporters(self.name, self.countries, place.node.first):
                yield Tie(system=place.node.key, country=country, by=self.by, row=self.row, claim_ids=self.claim_ids)


def support_rows(view: View, among: Nodes) -> Iterable[Told]:
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
            places=among.attached(name),
            claim_ids=claims_of(record, ("fleet", "support_origin", "support_via")),
        )


def technology_rows(view: View, among: Nodes) -> Iterable[Told]:
    """Yield the transfers of technology of which something was withheld; a mere offer ties nothing."""
    for row, record in view.records("technology-transfer").items():
        if word(record, "depth") == "offer" or known_word(record, "withheld_or_denied") is None:
            continue
        name, deals = word(record, "system"), listed_in(record, "deal_id")
        by_deal = tuple(Attachment(node=node, sure=True, how="same deal") for node in among.of_deals(deals))
        yield Told(
            table="technology_transfer",
            row=row,
            name=name,
            by=TECHNOLOGY,
            countries=countries_of(record, "partner"),
            places=by_deal or among.attached(name, deals),
            claim_ids=claims_of(record, ("system", "partner", "withheld_or_denied", "deal_id")),
        )


def origins(system: System, partner: str) -> tuple[Tie, ...]:
    """Return the ties of a system to a partner by its design and its sellers."""
    told = ((DESIGN, system.origins), (SELLER, system.counterparties))
    return tuple(
        Tie(system=system.row, country=partner, by=by, row=system.row, claim_ids=system.claim_ids)
        for by, countries in told
        if partner in countries
    )
