"""Matching the names of systems across tables: the same name, one name within the other, or a guess that says so.

Tables name one system in several ways: `LCA Tejas Mk1A (83)`, `Tejas Mk1A`; `C-295MW transport aircraft`, `C-295MW`. A name is
cut into the words that tell systems apart: general words (`class`, `aircraft`) and bare numbers go, `Su-30MKI` is one word. Two
different marks (`Mk1`, `Mk1A`) are never one system.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_GENERAL = """
a additional advanced aew aew&c air airborne aircraft all and anti anti-submarine army assembly attrition awacs away
based basic battery bel borne built by carrier class combat command corvettes craft deck defence deliveries design destroyer
destroyers drdo drone drones early electronics engine engines equipment facility fighter fighters first fleet fleets
fly for force frigate frigates from generation guidance guided gun guns hal heavy helicopter helicopters high howitzer
i iaf icg ii iii in india indian ins integration intermediate jet jets kits later lca licence light limited long male
marine maritime material medium missile missiles modules multi multirole naval navy new next of older on order other
overall power production programme project radar radars range regiments repeat replacements retired rifle rifles role
sam seat second seeker seekers self serial series ship ships silo site small sp squadrons submarine submarines support
surface system systems tank tanks the to torpedo tot towed tracked trainer trainers transport turbine turbines twin
type uav units upgrade upgraded urgent users utility vehicles vessel vessels vip warning warship warships weapon
weapons with
"""
GENERAL = frozenset(_GENERAL.split())
"""Words of many names; they tell no system from another."""
MARK = re.compile(r"\bmk[. -]?(\w+)")
PURPOSE = re.compile(r" (?:on|for) ")
"""After it stands what carries the thing, or what it is bought for."""
WORD = re.compile(r"[\w&-]+")
PARTS = re.compile(r"\s+and\s+|[;,]")
REMEMBERED = 65_536
"""Names, and pairs of names, of which the answer is kept."""
SHORTEST = 2
"""Letters of a word that may be shared in a guess."""
ABBREVIATED = 3
"""Least letters of an abbreviation: `LUH` may be the `Light Utility Helicopter`."""


class Likeness(StrEnum):
    """How near two names are."""

    SAME = "same name"
    WITHIN = "one name within the other"
    GUESS = "guess"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A name that another table has, and how near it is."""

    asked: str
    found: str
    """Id under which the other name was given."""
    likeness: Likeness


@lru_cache(maxsize=REMEMBERED)
def words_of(name: str) -> frozenset[str]:
    """Return the words of a name that tell it from others: `Su-30MKI (12)` has `su30mki`."""
    told = MARK.sub(r"mk\1", PURPOSE.split(name.lower())[0])
    found = (word for piece in WORD.findall(told) for word in _joined(piece))
    return frozenset(word for word in found if word not in GENERAL and not word.isdigit())


@lru_cache(maxsize=REMEMBERED)
def likeness(asked: str, known: str) -> Likeness | None:
    """Return how near two names are; None where they have no telling word in common or differ in their mark."""
    ours, theirs = words_of(asked), words_of(known)
    if asked == known:
        return Likeness.SAME
    if _initials(known) in ours or _initials(asked) in theirs:
        return Likeness.GUESS
    if not ours or not theirs or _other_mark(ours, theirs):
        return None
    if ours == theirs:
        return Likeness.SAME
    shared = {word for word in ours & theirs if not word.startswith("mk") and len(word) >= SHORTEST}
    if shared and (ours <= theirs or theirs <= ours):
        return Likeness.WITHIN
    return Likeness.GUESS if shared or _variant(ours, theirs) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names under their ids, found by their words without comparing each with each."""

    ids: Mapping[str, tuple[str, ...]]
    """The ids of each name, in the order given."""
    by_word: Mapping[str, frozenset[str]]
    """Names by each of their words, and by each beginning of a designation that may stand for it."""

    @classmethod
    def of(cls, known: Mapping[str, str]) -> "Names":
        """Return some names by id as such an index."""
        ids: dict[str, list[str]] = {}
        for key, name in known.items():
            ids.setdefault(name, []).append(key)
        by_word: dict[str, set[str]] = {}
        for name in ids:
            for beginning in _clues(name):
                by_word.setdefault(beginning, set()).add(name)
        return cls(
            ids={name: tuple(keys) for name, keys in ids.items()},
            by_word={word: frozenset(names) for word, names in by_word.items()},
        )

    def nearest(self, asked: str, without: Set[str] = frozenset()) -> tuple[Match, ...]:
        """Return the nearest names for each part of a name such as `AH-64E and CH-47F`; several where they tie.

        Ids in `without` are left out before the nearest are chosen.
        """
        found: dict[str, Match] = {}
        for part in parts(asked):
            for match in self._nearest(part, without):
                found.setdefault(match.found, match)
        return tuple(found.values())

    def _nearest(self, part: str, without: Set[str]) -> Sequence[Match]:
        names = {part} | {name for word in _clues(part) for name in self.by_word.get(word, ())}
        near = {name: found for name in names if name in self.ids and (found := likeness(part, name)) is not None}
        for wanted in Likeness:
            keys = [key for name in sorted(near) if near[name] is wanted for key in self.ids[name] if key not in without]
            if keys:
                return [Match(asked=part, found=key, likeness=wanted) for key in keys]
        return ()


def parts(name: str) -> tuple[str, ...]:
    """Return the systems that one name lists."""
    return tuple(part.strip(" ()") for part in PARTS.split(name) if part.strip(" ()"))


def _joined(piece: str) -> tuple[str, ...]:
    """Join `su-30mki`, which has digits, and part `nilgiri-class`, which has none; `mi-17-1v` is `mi17-1v`."""
    if piece in GENERAL:
        return ()
    return (piece.replace("-", "", 1),) if any(sign.isdigit() for sign in piece) else tuple(filter(None, piece.split("-")))


def _other_mark(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    first, second = ({word for word in words if word.startswith("mk")} for words in (ours, theirs))
    return bool(first) and bool(second) and first.isdisjoint(second)


def _variant(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Tell whether a designation of one begins one of the other: `mig29` and `mig29upg`."""
    first, second = ([word for word in words if any(sign.isdigit() for sign in word)] for words in (ours, theirs))
    pairs = ((one, other) for one in first for other in second if not one.startswith("mk"))
    return any(_begins(*sorted(pair, key=len)) for pair in pairs)


def _clues(name: str) -> frozenset[str]:
    """Return what a name can be found by: the beginnings of its telling words, and its initials."""
    told = {beginning for word in words_of(name) for beginning in _beginnings(word)}
    return frozenset({*told, _initials(name)} - {""})


@lru_cache(maxsize=REMEMBERED)
def _initials(name: str) -> str:
    """Return the first letters of the words of a name that tells nothing otherwise; nothing where they are too few."""
    found = "" if words_of(name) else "".join(word[0] for word in WORD.findall(name.lower().partition("(")[0]))
    return found if len(found) >= ABBREVIATED and found.isalpha() else ""


def _beginnings(word: str) -> Iterable[str]:
    """Yield a word and what begins it as a designation of its own: of `mig29upg` also `mig29`, `mig29u` and `mig29up`."""
    yield from (word[:end] for end in range(1, len(word)) if _begins(word[:end], word))
    yield word


def _begins(short: str, long: str) -> bool:
    """A longer number is another designation: `mi1` does not begin `mi17`."""
    rest = long.removeprefix(short)
    return rest != long and any(sign.isdigit() for sign in short) and not rest[:1].isdigit()
