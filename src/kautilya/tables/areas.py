"""The areas of the planning case: one unit each, and the named mapping that brings printed numbers to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import word
from kautilya.tables.marks import mark_of

EQUATION = re.compile(r"(?P<left>\d+) (?P<left_unit>[a-z ]+?) = (?P<right>\d+) (?P<right_unit>[a-z]+)\b")
INVARIABLE = frozenset({"aircraft"})
KINDS_OF_REQUIREMENT = ("additional buy", "replacement buy", "total force")
"""Looked for in this order in what the case says of a requirement: `FARP towed line (additional buy)`."""
OTHERWISE = "stated otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMapping:
    """How printed numbers become an area's unit."""

    text: str
    """Its name, as the case writes it: `1 squadron = 18 aircraft`."""
    unit: str
    """The area's unit, singular."""
    mark: Mark
    basis: str
    claim_ids: tuple[str, ...]

    def factor(self, printed_unit: str) -> Fraction | None:
        """Return what one printed unit is in the area's; None where the mapping does not tell."""
        printed = singular(printed_unit)
        if printed == singular(self.unit):
            return Fraction(1)
        equation = EQUATION.match(self.text)
        if equation is None:
            return None
        sides = {singular(equation[f"{side}_unit"]): int(equation[side]) for side in ("left", "right")}
        if set(sides) != {printed, singular(self.unit)}:
            return None
        return Fraction(sides[singular(self.unit)], sides[printed])


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area of the planning case."""

    area_id: str
    name: str
    mapping: UnitMapping
    requirement_is: str
    """`total force`, `additional buy`, `replacement buy` or `stated otherwise`; totals and buys are not comparable."""
    requirement_what: str
    """What the case says its requirement is."""
    holding_scope: str
    """Which pieces count as held."""
    register_areas: tuple[str, ...]
    """The capability areas of the register that it covers."""


def areas(view: View) -> Mapping[str, Area]:
    """Return the areas of the planning case by id, in its order."""
    covered: dict[str, list[str]] = {}
    for register_area, link in view.records("case-area-link").items():
        covered.setdefault(word(link, "case_area_id"), []).append(register_area)
    return {
        area_id: _area(view, record, tuple(covered.get(area_id, ()))) for area_id, record in view.records("case-area").items()
    }


def singular(unit: str) -> str:
    """Return the singular of a unit's name: squadrons, squadron; aircraft stay aircraft."""
    return unit if unit in INVARIABLE else unit.removesuffix("s")


def requirement_is(what: str) -> str:
    """Tell a total force from an additional or a replacement buy, by the words of the case."""
    words = what.lower()
    return next((kind for kind in KINDS_OF_REQUIREMENT if kind in words), OTHERWISE)


def _area(view: View, record: Record, register_areas: tuple[str, ...]) -> Area:
    what = word(record, "requirement_what", "")
    mapping = record.cell("unit_mapping")
    return Area(
        area_id=record.record_id,
        name=word(record, "name", ""),
        mapping=UnitMapping(
            text=word(record, "unit_mapping", ""),
            unit=word(record, "unit", ""),
            mark=mark_of(view, "case-area", mapping.claim_ids) if mapping.claim_ids else Mark.ASSUMED,
            basis=word(record, "unit_mapping_basis", ""),
            claim_ids=mapping.claim_ids,
        ),
        requirement_is=requirement_is(what),
        requirement_what=what,
        holding_scope=word(record, "holding_scope", ""),
        register_areas=register_areas,
    )
