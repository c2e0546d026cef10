"""What the record tells of the upkeep of each holding and order: sites, rows of support, and where deep maintenance is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kautilya.measures.reliance.attached import Attachment, Nodes
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
    home, held = home_country(view), systems(view)
    among = Nodes.of(held)
    sites, rows = hubs(view), support(view, home)
    of_site = [(site, [(name, among.attached(name)) for name in site.platforms]) for site in sites]
    of_row = [(row, [(row.fleet, among.attached(row.fleet))]) for row in rows]
    by_hub, by_support = _by_node(of_site), _by_node(of_row)
    return Upkeeps(
        home=home,
        of=tuple(
            Upkeep(
                system=system,
                hubs=by_hub.get((among.of_row[system.row], True), ()),
                support=by_support.get((among.of_row[system.row], True), ()),
                guessed_hubs=by_hub.get((among.of_row[system.row], False), ()),
                guessed_support=by_support.get((among.of_row[system.row], False), ()),
            )
            for system in held
        ),
        hubs=sites,
        support=rows,
        unplaced=(
            *(one for site, placed in of_site for one in _unplaced("hubs", site.row, placed)),
            *(one for row, placed in of_row for one in _unplaced("spares_support", row.row, placed)),
        ),
    )


Placed = Sequence[tuple[str, Sequence[Attachment]]]
"""The names that a row lists, each with what it was matched to."""


Row = TypeVar("Row", Hub, Support)


def _by_node(told: Iterable[tuple[Row, Placed]]) -> Mapping[tuple[str, bool], tuple[Row, ...]]:
    """Return rows by node and by whether they surely belong to it."""
    found: dict[tuple[str, bool], list[Row]] = {}
    for row, placed in told:
        sure: set[str] = {one.node.key for _, places in placed for one in places if one.sure}
        guessed: set[str] = {one.node.key for _, places in placed for one in places} - sure
        for key, known in (*((key, True) for key in sorted(sure)), *((key, False) for key in sorted(guessed))):
            found.setdefault((key, known), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _unplaced(table: str, row: str, placed: Placed) -> Iterable[Unplaced]:
    for name, places in placed:
        if not places:
            yield Unplaced(table=table, row=row, name=name, to=None, how="no holding or order of that name")
        for place in places:
            if not place.sure:
                yield Unplaced(table=table, row=row, name=name, to=place.node.rows, how=place.how)


def _best(rows: Sequence[Hub | Support]) -> Where:
    return min((row.where for row in rows), key=ORDER.index, default=Where.NOT_TOLD)
