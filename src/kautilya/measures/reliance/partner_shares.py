"""A partner's share of holdings and orders in three ways: by seller, by design, and by what stops without it.

All three are shares of the same set, in all areas or in one, counted by holdings and orders; within an area and one unit also
by pieces. The last one is a range: at least what surely stops, at most that and all that may. Nothing is sampled, so there is
no sampling error; what is missing is what the record does not tell, and that is the range (CONVENTIONS §7, §9).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.measures.finding import Finding
from kautilya.measures.reliance.rests_on import Answer, Reliance, answers
from kautilya.measures.reliance.stopping import Stop
from kautilya.register.claim import Mark
from kautilya.tables.marks import computed, weakest
from kautilya.tables.reliance.systems import System

RESTS, DESIGNED, SOLD = "stops without the partner", "designed there", "bought from there"
ALL = "all"
ANY, MOVING = "any component", "moving, structure or upkeep"
BOUNDS: Mapping[str, str] = {
    RESTS: "bounds: what surely stops; that and all that may, the unknown counted in",
    DESIGNED: "bounds: designed there, alone or jointly; that and every unknown design",
    SOLD: "bounds: all known deals signed there; that and those of several sellers or of no known deal",
}
BY_COUNT = "holdings and orders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some holdings and orders of which shares are asked."""

    area: str
    unit: str | None
    """None: each counts one; otherwise pieces of that unit."""
    systems: tuple[System, ...]
    mark: Mark
    """The weakest of their marks."""
    claim_ids: tuple[str, ...]
    own: frozenset[str]
    """The same claims, to be looked up."""
    whole: float
    """What all of them weigh together."""

    @property
    def of(self) -> dict[str, str]:
        """Return the dimensions that name the group."""
        return {"area": self.area, "counted in": self.unit or BY_COUNT}

    def size(self, system: System) -> float:
        """Return what a system weighs in the group."""
        return weight(system, self.unit)


def weight(system: System, unit: str | None) -> float:
    """Return what a system weighs where each counts one, or by its pieces."""
    return 1.0 if unit is None else (system.pieces or 0.0)


def groups(systems: Sequence[System]) -> Iterable[Group]:
    """Yield all systems, those of each area, and those of each area and unit whose pieces are known."""
    if systems:
        yield _group(ALL, None, systems)
    by_area: dict[str, list[System]] = {}
    for system in systems:
        by_area.setdefault(system.area, []).append(system)
    for area in sorted(by_area):
        yield _group(area, None, by_area[area])
        for unit in sorted({system.unit for system in by_area[area] if system.pieces}):
            yield _group(area, unit, [system for system in by_area[area] if system.unit == unit and system.pieces])


def _group(area: str, unit: str | None, systems: Sequence[System]) -> Group:
    claim_ids = tuple(dict.fromkeys(claim_id for system in systems for claim_id in system.claim_ids))
    return Group(
        area=area,
        unit=unit,
        systems=tuple(systems),
        mark=computed(weakest(system.mark for system in systems)),
        claim_ids=claim_ids,
        own=frozenset(claim_ids),
        whole=sum(weight(system, unit) for system in systems),
    )


def shares(on: Reliance, within: Sequence[Group], partner: str, found: Sequence[Answer], blank: Finding) -> Iterable[Finding]:
    """Yield the partner's three shares of each group in which anything is, or may be, tied to it.

    Those of the whole set are headlines where something surely stops, or where the blank is one already.

    Args:
        on: What the systems rest on.
        within: The groups.
        partner: Whose shares.
        found: What becomes of the systems without the partner.
        blank: What all findings have in common.
    """
    every, vital = _by_row(found), _by_row(answers(on, partner, vital=True))
    short = blank.headline or any(answer.stop is Stop.STOPS for answer in found)
    designed = _not_going_on((system.row, _designed(system, partner)) for system in on.systems)
    sold = _not_going_on((system.row, _sold(system, partner)) for system in on.systems)
    for group in within:
        if all(system.row not in every for system in group.systems):
            continue
        told = replace(blank, of={"partner": partner, **group.of}, headline=short and group.area == ALL)
        yield _rests(on, group, every, replace(told, of={**told.of, "for want of": ANY}))
        yield replace(_rests(on, group, vital, replace(told, of={**told.of, "for want of": MOVING})), mark=Mark.ASSUMED)
        yield _share(DESIGNED, group, designed, told)
        yield _share(SOLD, group, sold, told)


def _not_going_on(told: Iterable[tuple[str, Stop]]) -> Mapping[str, Stop]:
    return {row: stop for row, stop in told if stop is not Stop.GOES_ON}


def _designed(system: System, partner: str) -> Stop:
    return Stop.MAY_STOP if not system.origins else Stop.STOPS if partner in system.origins else Stop.GOES_ON


def _sold(system: System, partner: str) -> Stop:
    """Tell whether a system was bought from a partner: of several sellers it is not told which pieces came from whom."""
    if system.counterparties == (partner,):
        return Stop.STOPS
    return Stop.MAY_STOP if not system.counterparties or partner in system.counterparties else Stop.GOES_ON


def _share(quantity: str, group: Group, answer: Mapping[str, Stop], blank: Finding) -> Finding:
    """Return a share with its bounds; the point is there only where both are one. What has no answer goes on."""
    hit = [system for system in group.systems if system.row in answer]
    may = sum(group.size(system) for system in hit)
    sure = sum(group.size(system) for system in hit if answer[system.row] is Stop.STOPS)
    low, high = round(sure / group.whole, 4), round(may / group.whole, 4)
    return replace(
        blank,
        quantity=quantity,
        value=low if low == high else None,
        low=low,
        high=high,
        range_is=BOUNDS[quantity],
        unit="share",
        n=len(group.systems),
        mark=group.mark,
        claim_ids=group.claim_ids,
    )


def _rests(on: Reliance, group: Group, found: Mapping[str, Answer], blank: Finding) -> Finding:
    """Return the share that stops, with what it is; it rests on the rows of the ties besides those of the set."""
    stops = {system.row: found[system.row].stop for system in group.systems if system.row in found}
    plain = _share(RESTS, group, stops, blank)
    sure = [system for system in group.systems if stops.get(system.row) is Stop.STOPS]
    may = [system for system in group.systems if stops.get(system.row) is Stop.MAY_STOP]
    tied = (claim_id for system in (*sure, *may) for claims in _behind(on, found[system.row]) for claim_id in claims)
    more = tuple(dict.fromkeys(claim_id for claim_id in tied if claim_id not in group.own))
    names = ", ".join(dict.fromkeys(system.name for system in sure))
    said = f"{len(sure)} of {len(group.systems)} surely, {len(may)} more may"
    return replace(
        plain,
        claim_ids=(*plain.claim_ids, *more),
        note=f"{said}; surely: {names}" if sure else said,
    )


def _behind(on: Reliance, answer: Answer) -> Iterable[tuple[str, ...]]:
    """Yield the claims behind an answer, those of its components first."""
    yield from (on.claims_of_component[need.row] for need in answer.needs)
    yield from (tie.claim_ids for tie in answer.ties)


def _by_row(found: Iterable[Answer]) -> Mapping[str, Answer]:
    return {answer.system.row: answer for answer in found}
