"""How much each area of the planning case is needed: its shortfall as a weighted share of its largest requirement."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kautilya.measures.finding import Finding, Scalar
from kautilya.measures.gaps import QUANTITIES, case_years
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.areas import areas
from kautilya.tables.cells import known_word, word
from kautilya.tables.estimates import Estimate
from kautilya.tables.marks import computed, weakest

WEIGHT = "P01"
"""Parameter of the case: weight of an area (docs/planner.md)."""
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
WANTED = ("shortfall", "holding", "requirement")
SHORTFALL, HOLDING, REQUIREMENT = (QUANTITIES[column] for column in WANTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What an area counts, as an author of the case chose it."""

    given: Estimate
    author: str
    """Who chose the assumptions of the case."""
    reason: str


@dataclass(frozen=True, kw_only=True)
class Need:
    """One area at the end of the last year that the case states."""

    area_id: str
    name: str
    requirement_is: str
    """`total force`, `additional buy` or `replacement buy`."""
    unit: str
    year: str
    """`FY2035-36`."""
    short: float
    """Area units missing then, before anything new is ordered."""
    held: float
    largest: float
    """Largest requirement over all stated years, in area units."""
    requirement: tuple[float, float] | None
    """Low and high end of the requirement of that year; None where the case gives none."""
    weight: Weight
    mark: Mark
    claim_ids: tuple[str, ...]

    @cached_property
    def value(self) -> float:
        """Weight x shortfall / largest requirement."""
        return self.weight.given.value * self.share

    @property
    def share(self) -> float:
        """Shortfall / largest requirement: 0 to 1."""
        return self.short / self.largest

    @property
    def low(self) -> float | None:
        """The need at the low end of the requirement, at the given weight."""
        return None if self.requirement is None else self.at(self.requirement[0])

    @property
    def high(self) -> float | None:
        """The need at the high end of the requirement, at the given weight."""
        return None if self.requirement is None else self.at(self.requirement[1])

    def at(self, required: float) -> float:
        """Return the need at another requirement of the last year and of the largest one, at the given weight."""
        return self.weight.given.value * max(0.0, required - self.held) / required if required else 0.0


def needs(view: View) -> tuple[Need, ...]:
    """Return the areas with a known shortfall, the most needed first; none without a weight."""
    weight = area_weight(view)
    if weight is None:
        return ()
    found = [need for rows in _by_area(view).values() if (need := _need(rows, weight)) is not None]
    return tuple(sorted(found, key=lambda need: (-need.value, need.area_id)))


def area_weight(view: View) -> Weight | None:
    """Return the weight that the case gives each area; None where it gives none that is a number."""
    record = view.records("parameter").get(WEIGHT)
    raw = None if record is None else known_word(record, "value")
    if record is None or raw is None or not NUMBER.fullmatch(raw):
        return None
    value = float(raw)
    ends = [float(text) for end in ("low", "high") if NUMBER.fullmatch(text := known_word(record, end) or "")]
    given = Estimate(
        value=value,
        low=min([value, *ends]),
        high=max([value, *ends]),
        mark=Mark(word(record, "mark", Mark.ASSUMED)),
        basis=WEIGHT,
        claim_ids=tuple(one for column in ("value", "low", "high") for one in record.cell(column).claim_ids),
    )
    return Weight(given=given, author=_authors(view), reason=word(record, "reason", "no reason given"))


def unweighed(view: View, known: Iterable[Need]) -> Iterable[Mapping[str, Scalar]]:
    """List what is needed, or printed as required, and has no weighted need, with what would give it one."""
    have = {need.area_id for need in known}
    lacking = "a weight (parameter P01) and" if area_weight(view) is None else ""
    for area_id, record in view.records("case-area").items():
        if area_id not in have:
            reason = f"needs {lacking} requirement and holding of each year (case/holding_by_year)".replace("  ", " ")
            yield {"list": "area without a weighted need", "area": area_id, "name": word(record, "name", ""), "reason": reason}
    linked = view.records("case-area-link")
    printed: dict[str, list[str]] = {}
    for record_id, requirement in view.records("requirement").items():
        printed.setdefault(word(requirement, "area_id"), []).append(record_id)
    offers = Counter(word(offer, "area_id") for offer in view.records("offer").values())
    for area_id, rows in printed.items():
        if area_id not in linked:
            yield {
                "list": "requirement outside the planning case",
                "area": area_id,
                "rows": ", ".join(rows),
                "offers": offers[area_id],
                "reason": "no area of the case covers it: a row of case/area_map and one of case/areas would",
            }


def _authors(view: View) -> str:
    names = {word(record, "author") for record in view.records("assumption").values()}
    return ", ".join(sorted(names)) or "unknown"


def _by_area(view: View) -> Mapping[str, list[Finding]]:
    rows: dict[str, list[Finding]] = {}
    for finding in case_years(view, areas(view), WANTED):
        rows.setdefault(finding.of["area"], []).append(finding)
    return rows


def _need(rows: list[Finding], weight: Weight) -> Need | None:
    last = max(finding.window or "" for finding in rows)
    at_end = {finding.quantity: finding for finding in rows if finding.window == last}
    short, held, required = (at_end.get(quantity) for quantity in (SHORTFALL, HOLDING, REQUIREMENT))
    if short is None or held is None or required is None:
        return None
    requirements = [finding for finding in rows if finding.quantity == REQUIREMENT]
    largest = max(_number(finding) for finding in requirements)
    if not largest:
        return None
    return Need(
        area_id=short.of["area"],
        name=short.of["name"],
        requirement_is=short.of["requirement_is"],
        unit=short.unit,
        year=last,
        short=_number(short),
        held=_number(held),
        largest=largest,
        requirement=None if required.low is None or required.high is None else (required.low, required.high),
        weight=weight,
        mark=computed(weakest((short.mark, required.mark, weight.given.mark))),
        claim_ids=tuple(dict.fromkeys((*short.claim_ids, *held.claim_ids, *required.claim_ids, *weight.given.claim_ids))),
    )


def _number(finding: Finding) -> float:
    return float(finding.value) if isinstance(finding.value, int | float) else 0.0
