"""To which level of contact a point belongs: a stated rule on what the record says, not a guess at its importance.

- A commitment belongs to the level at which it was made: that of the visit on the day that its statement names; where no visit
  is found, that of the words of the statement; where these say nothing, to the ministers.
- A delivery or a case belongs to the secretaries; to the ministers once it is a year past the day from which it is counted, or
  stalled.
- A need belongs to the secretaries where the partner has a firm offer (a case is under way); else to the ministers, for then
  somebody has to decide whether to ask at all.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from kautilya.core.periods import PartialDate
from kautilya.tables.ties.visits import LEVELS, Visit
from kautilya.tables.windows import Membership, Window, membership

LEADER, MINISTER, SECRETARY = LEVELS[:3]
A_YEAR = 365
MONTH = len("2025-02")
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_WORDS: Mapping[str, str] = MappingProxyType(
    {"leaders": LEADER, "summit": LEADER, "2+2": MINISTER, "minister": MINISTER, "jwg": LEVELS[6], "working group": LEVELS[6]}
)
"""Words of a statement's name that tell its level."""


ByMonth = Mapping[tuple[str, str], Sequence[Visit]]
"""Visits whose month is known, by partner and month."""


def by_month(visits: Iterable[Visit]) -> ByMonth:
    """Gather visits under their partners and months; one whose month is not known can be on no named day for certain."""
    found: dict[tuple[str, str], list[Visit]] = {}
    for visit in visits:
        month = f"{visit.when.last:%Y-%m}"
        if visit.when.first is not None and f"{visit.when.first:%Y-%m}" == month:
            for partner in visit.partners:
                found.setdefault((partner, month), []).append(visit)
    return found


def level_of_promise(statement: str, partners: Sequence[str], visits: ByMonth) -> tuple[str, str]:
    """Return the level at which a promise was made, and how that is known."""
    named = _DAY.search(statement)
    met = _met(PartialDate.parse(named[0]), partners, visits) if named else ()
    if met:
        highest = min(met, key=lambda visit: LEVELS.index(visit.level))
        return highest.level, f"made at this level: visit {', '.join(highest.rows)} on {highest.when.last}"
    told = next((level for words, level in _WORDS.items() if words in statement.lower()), None)
    if told is not None:
        return told, f"the statement's name tells its level: {statement}"
    return MINISTER, "no visit found on the day of its statement: to the ministers"


def level_of_case(days: int | None, *, stalled: bool) -> tuple[str, str]:
    """Return the level of a delivery or of a case before signature, and why."""
    if stalled:
        return MINISTER, "stalled"
    if days is not None and days > A_YEAR:
        return MINISTER, "more than a year past the day that it is counted from"
    return SECRETARY, "a case of one contract, not a year past the day that it is counted from"


def level_of_need(*, firm: bool) -> tuple[str, str]:
    """Return the level of a need that a partner could fill, and why."""
    return (SECRETARY, "a firm offer is under way") if firm else (MINISTER, "no firm offer: whether to ask is to be decided")


def _met(day: PartialDate, partners: Sequence[str], visits: ByMonth) -> tuple[Visit, ...]:
    """Return the visits with any of some partners that were certainly on a day, or in a month."""
    window = Window(label=str(day), first=day.first, last=day.last)
    near = (visit for partner in partners for visit in visits.get((partner, str(day)[:MONTH]), ()))
    return tuple({visit.visit_id: visit for visit in near if membership(visit.when, window) is Membership.INSIDE}.values())
