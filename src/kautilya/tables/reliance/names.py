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
"""Names of which the words are kept."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What of a name tells it from others."""

    name: str
    words: frozenset[str]
    marks: frozenset[str]
    """`mk1a`, where it has one."""
    telling: frozenset[str]
    """Words that may be shared in a guess: no mark, no single letter."""
    designations: frozenset[str]
    """Words with digits but the mark."""
    begun: frozenset[str]
    """What may stand for one of its designations (`_beginnings`)."""
    initials: str
    """Of a name that tells nothing otherwise."""

    @classmethod
    def by(cls, name: str) -> "Told":
        """Return what a name tells."""
        words = words_of(name)
        marks = frozenset(word for word in words if word.startswith("mk"))
        designations = frozenset(word for word in words - marks if any(sign.isdigit() for sign in word))
        return cls(
            name=name,
            words=words,
            marks=marks,
            telling=frozenset(word for word in words - marks if len(word) >= SHORTEST),
            designations=designations,
            begun=frozenset(begun for word in designations for begun in _beginnings(word)),
            initials=_initials(name),
        )

    @property
    def clues(self) -> frozenset[str]:
        """Return what it can be found by: its words, what may stand for its designations, and its initials."""
        return frozenset({*self.words, *self.begun, self.initials} - {""})


def likeness(asked: str, known: str) -> Likeness | None:
    """Return how near two names are; None where they have no telling word in common or differ in their mark."""
    return _likeness(Told.by(asked), Told.by(known))


def _likeness(ours: Told, theirs: Told) -> Likeness | None:
    if ours.name == theirs.name:
        return Likeness.SAME
    if ours.initials in theirs.words or theirs.initials in ours.words:
        return Likeness.GUESS
    other_mark = ours.marks and theirs.marks and ours.marks.isdisjoint(theirs.marks)
    if not ours.words or not theirs.words or other_mark:
        return None
    if ours.words == theirs.words:
        return Likeness.SAME
    shared = not ours.telling.isdisjoint(theirs.telling)
    if shared and (ours.words <= theirs.words or theirs.words <= ours.words):
        return Likeness.WITHIN
    return Likeness.GUESS if shared or _variant(ours, theirs) else None


def _variant(ours: Told, theirs: Told) -> bool:
    """Tell whether a designation of one begins one of the other: `mig29` and `mig29upg`."""
    return not (ours.designations.isdisjoint(theirs.begun) and ours.begun.isdisjoint(theirs.designations))


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names under their ids, found by their words without comparing each with each."""

    ids: Mapping[str, tuple[str, ...]]
    """The ids of each name, in the order given."""
    by_word: Mapping[str, Sequence[Told]]
    """Names by all that they can be found by."""

    @classmethod
    def of(cls, known: Mapping[str, str]) -> "Names":
        """Return some names by id as such an index."""
        ids: dict[str, list[str]] = {}
        for key, name in known.items():
            ids.setdefault(name, []).append(key)
        by_word: dict[str, list[Told]] = {}
        for name in ids:
            told = Told.by(name)
            for clue in told.clues:
                by_word.setdefault(clue, []).append(told)
        return cls(ids={name: tuple(keys) for name, keys in ids.items()}, by_word=by_word)

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
        ours = Told.by(part)
        near: dict[str, Likeness | None] = {part: Likeness.SAME} if part in self.ids else {}
        for clue in ours.clues:
            for theirs in self.by_word.get(clue, ()):
                if theirs.name not in near:
                    near[theirs.name] = _likeness(ours, theirs)
        ordered = sorted(near)
        for wanted in Likeness:
            keys = [key for name in ordered if near[name] is wanted for key in self.ids[name] if key not in without]
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
