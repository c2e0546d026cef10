"""What the record tells of the upkeep of each holding and order: sites, rows of support, and where deep maintenance is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kautilya.measures.reliance.attached import Attachment, attached
from kautilya.store.view import View
from kautilya.tables.contracts import home_country
from kautilya.tables.reliance.maintenance import Hub, Support, Where, hubs, support
from kautilya.tables.reliance.systems import HELD, System, systems

ORDER = (Where.HOME, Where.COMING, Where.ABROAD, Where.NOT_TOLD)
"""What is told most of all comes first; one row that tells of work in the country outweighs one that tells of another place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """A holding or an order, with the sites and rows of support that belong to it; guesses apart."""

    system: System
    hubs: tuple[Hub, ...]
    support: tuple[Support, ...]
    guessed_hubs: tuple[Hub, ...]
    guessed_support: tuple[Support, ...]

    @property
    def where(self) -> Where:
        """Where deep maintenance is done, by the rows that surely belong to it."""
        return _best((*self.hubs, *self.support))

    @property
    def may_be(self) -> Where:
        """The same with the rows that were matched by a guess."""
        return _best((*self.hubs, *self.support, *self.guessed_hubs, *self.guessed_support))

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The claims about it and about its upkeep."""
        sites = (site.claim_ids for site in (*self.hubs, *self.guessed_hubs))
        rows = (row.claim_ids for row in (*self.support, *self.guessed_support))
        return tuple(dict.fromkeys(claim_id for claims in (self.system.claim_ids, *sites, *rows) for claim_id in claims))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A platform of a site, or the fleet of a row of support, and the system it was matched to by a guess; or none."""

    table: str
    row: str
    name: str
    to: str | None
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeeps:
    """All that is told of upkeep."""

    home: str | None
    of: tuple[Upkeep, ...]
    hubs: tuple[Hub, ...]
    support: tuple[Support, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def held(self) -> tuple[Upkeep, ...]:
        """Return the upkeep of what is held."""
        return tuple(one for one in self.of if one.system.state == HELD)


def upkeeps(view: View) -> Upkeeps:
    """Return what a view tells of the upkeep of its holdings and orders."""
    home, among = home_country(view), systems(view)
    sites, rows = hubs(view), support(view, home)
    of_site = {site.row: [(name, attached(name, (), among)) for name in site.platforms] for site in sites}
    of_row = {row.row: [(row.fleet, attached(row.fleet, (), among))] for row in rows}
    unplaced = (
        *(one for row, placed in of_site.items() for one in _unplaced("hubs", row, placed)),
        *(one for row, placed in of_row.items() for one in _unplaced("spares_support", row, placed)),
    )
    return Upkeeps(
        home=home,
        of=tuple(
            Upkeep(
                system=system,
                hubs=tuple(site for site in sites if _belongs(of_site[site.row], system) is True),
                support=tuple(row for row in rows if _belongs(of_row[row.row], system) is True),
                guessed_hubs=tuple(site for site in sites if _belongs(of_site[site.row], system) is False),
                guessed_support=tuple(row for row in rows if _belongs(of_row[row.row], system) is False),
            )
            for system in among
        ),
        hubs=sites,
        support=rows,
        unplaced=unplaced,
    )


Placed = Sequence[tuple[str, Sequence[Attachment]]]


def _belongs(placed: Placed, system: System) -> bool | None:
    """Tell whether a row surely belongs to a system; False by a guess, None where not."""
    sure = [one.sure for _, places in placed for one in places if one.system.row == system.row]
    return any(sure) if sure else None


def _unplaced(table: str, row: str, placed: Placed) -> Iterable[Unplaced]:
    for name, places in placed:
        if not places:
            yield Unplaced(table=table, row=row, name=name, to=None, how="no holding or order of that name")
        for place in places:
            if not place.sure:
                yield Unplaced(table=table, row=row, name=name, to=place.system.row, how=place.how)


def _best(rows: Sequence[Hub | Support]) -> Where:
    return min((row.where for row in rows), key=ORDER.index, default=Where.NOT_TOLD)
