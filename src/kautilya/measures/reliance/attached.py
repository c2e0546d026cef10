"""To which holdings and orders does a row of components, support or technology belong? By deal and name; guesses say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from kautilya.tables.reliance.names import Likeness, likeness, matches, parts
from kautilya.tables.reliance.systems import System

BY_DEAL = "same deal and a like name"
OTHER_DEAL = "like name, other deals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A row belongs to a holding or an order."""

    system: System
    sure: bool
    how: str
    """`same name`, `one name within the other`, `same deal and a like name`; or the guess in words."""


def attached(name: str, deals: Sequence[str], among: Sequence[System]) -> tuple[Attachment, ...]:
    """Return the holdings and orders that a row belongs to, those that share a deal first.

    A row that shares a deal with some systems is not one of systems of other deals. A like name alone counts as sure unless
    both sides name deals and share none; a shared designation (`MiG-29`, `MiG-29UPG`) is a guess.
    """
    by_deal = tuple(
        Attachment(system=system, sure=True, how=BY_DEAL)
        for system in among
        if set(deals) & set(system.deals) and likeness(name, system.name) is not None
    )
    settled = {one.system.row for one in by_deal}
    by_row = {system.row: system for system in among if system.row not in settled}
    near = matches(name, {row: system.name for row, system in by_row.items()})
    by_name = tuple(_by_name(match.likeness, by_row[match.found], deals) for match in near)
    return (*by_deal, *(one for one in by_name if not by_deal or not one.system.deals))


def supporters(name: str, countries: Sequence[str], system: System) -> tuple[str, ...]:
    """Return who supports a system by a row; of a row on several fleets, the countries of this one's design, if any."""
    own = tuple(country for country in countries if country in system.origins)
    return own if own and len(parts(name)) > 1 else tuple(countries)


def _by_name(near: Likeness, system: System, deals: Sequence[str]) -> Attachment:
    if near is Likeness.GUESS:
        return Attachment(system=system, sure=False, how=near)
    others = bool(deals) and bool(system.deals)
    return Attachment(system=system, sure=not others, how=OTHER_DEAL if others else near)
