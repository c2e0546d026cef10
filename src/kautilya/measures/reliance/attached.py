"""To which holdings and orders does a row of components, support or technology belong? By deal and name; guesses say so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kautilya.tables.reliance.names import Likeness, Names, likeness, parts
from kautilya.tables.reliance.systems import System

BY_DEAL = "same deal and a like name"
OTHER_DEAL = "like name, other deals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Holdings and orders of one name, the same deals and the same design: whatever is told of one is told of all."""

    key: str
    """Row of the first of them."""
    systems: tuple[System, ...]

    @property
    def first(self) -> System:
        """Return one of them; the others have its name, deals and origins."""
        return self.systems[0]

    @property
    def rows(self) -> str:
        """Return their rows, joined by `;`."""
        return ";".join(system.row for system in self.systems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A row belongs to holdings and orders."""

    node: Node
    sure: bool
    how: str
    """`same name`, `one name within the other`, `same deal and a like name`; or the guess in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """Holdings and orders, to be found by deal and by name."""

    by_key: Mapping[str, Node]
    of_row: Mapping[str, str]
    """Key of the node of each holding and order."""
    of_deal: Mapping[str, tuple[str, ...]]
    names: Names

    @classmethod
    def of(cls, systems: Iterable[System]) -> "Nodes":
        """Return some holdings and orders by node."""
        alike: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[System]] = {}
        for system in systems:
            alike.setdefault((system.name, system.deals, system.origins), []).append(system)
        by_key = {found[0].row: Node(key=found[0].row, systems=tuple(found)) for found in alike.values()}
        of_deal: dict[str, list[str]] = {}
        for key, node in by_key.items():
            for deal in node.first.deals:
                of_deal.setdefault(deal, []).append(key)
        return cls(
            by_key=by_key,
            of_row={system.row: key for key, node in by_key.items() for system in node.systems},
            of_deal={deal: tuple(keys) for deal, keys in of_deal.items()},
            names=Names.of({key: node.first.name for key, node in by_key.items()}),
        )

    def of_deals(self, deals: Iterable[str]) -> tuple[Node, ...]:
        """Return what shares a deal with a row."""
        return tuple(self.by_key[key] for key in dict.fromkeys(key for deal in deals for key in self.of_deal.get(deal, ())))

    def attached(self, name: str, deals: Sequence[str] = ()) -> tuple[Attachment, ...]:
        """Return the holdings and orders that a row belongs to, those that share a deal first.

        A row that shares a deal with some systems is not one of systems of other deals. A like name alone counts as sure
        unless both sides name deals and share none; a shared designation (`MiG-29`, `MiG-29UPG`) is a guess.
        """
        shared = [node for node in self.of_deals(deals) if likeness(name, node.first.name) is not None]
        by_deal = tuple(Attachment(node=node, sure=True, how=BY_DEAL) for node in shared)
        near = self.names.nearest(name, without={node.key for node in shared})
        by_name = tuple(_by_name(match.likeness, self.by_key[match.found], deals) for match in near)
        return (*by_deal, *(one for one in by_name if not by_deal or not one.node.first.deals))


def supporters(name: str, countries: Sequence[str], system: System) -> tuple[str, ...]:
    """Return who supports a system by a row; of a row on several fleets, the countries of this one's design, if any."""
    own = tuple(country for country in countries if country in system.origins)
    return own if own and len(parts(name)) > 1 else tuple(countries)


def _by_name(near: Likeness, node: Node, deals: Sequence[str]) -> Attachment:
    if near is Likeness.GUESS:
        return Attachment(node=node, sure=False, how=near)
    others = bool(deals) and bool(node.first.deals)
    return Attachment(node=node, sure=not others, how=OTHER_DEAL if others else near)
