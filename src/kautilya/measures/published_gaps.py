"""Published requirements and holdings, as printed and in the unit of the planning case."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from kautilya.measures.finding import Finding, Scalar
from kautilya.measures.printed import printed_range
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.areas import Area
from kautilya.tables.cells import missing, number, numeric, word
from kautilya.tables.marks import computed, mark_of, weakest

NEEDED = ("area_id", "unit", "as_of")
COLUMNS = {
    "requirement": "published requirement",
    "holding": "published holding",
    "contracted": "published number under contract",
    "shortage_stated": "published shortage",
}


def published_gaps(view: View, measure: str, known: Mapping[str, Area]) -> Iterable[Finding]:
    """Yield each published number as printed and, where the mapping of its area tells how, in the area's unit."""
    areas = _by_register_area(known)
    for row in view.records("requirement").values():
        if missing(row, NEEDED):
            continue
        area = areas.get(word(row, "area_id"))
        for column in COLUMNS:
            if row.cell(column).claim_ids:
                yield from _both_units(_printed(view, measure, row, column, area), area)


def unmatched(view: View, known: Mapping[str, Area]) -> tuple[Mapping[str, Scalar], ...]:
    """List the published rows that stand in no area of the case or in a unit that its mapping does not tell."""
    areas = _by_register_area(known)
    reasons = ((row, _reason(row, areas.get(word(row, "area_id")))) for row in view.records("requirement").values())
    return tuple(
        {"list": "not in the unit of the case", "id": row.record_id, "area": word(row, "area_id"), "unit": word(row, "unit"),
         "reason": reason}
        for row, reason in reasons if reason is not None
    )  # fmt: skip


def _reason(row: Record, area: Area | None) -> str | None:
    if lacking := missing(row, NEEDED):
        return f"not wholly known: without {', '.join(lacking)}"
    if area is None:
        return "no area of the planning case covers it"
    if area.mapping.factor(word(row, "unit")) is None:
        return f"the mapping '{area.mapping.text}' does not tell how it becomes {area.mapping.unit}"
    return None


def _by_register_area(known: Mapping[str, Area]) -> Mapping[str, Area]:
    return {register_area: area for area in known.values() for register_area in area.register_areas}


def _printed(view: View, measure: str, row: Record, column: str, area: Area | None) -> Finding:
    cell = row.cell(column)
    low, high, range_is = printed_range(cell)
    if column == "requirement" and (upper := number(row, "requirement_high")) is not None:
        low, high, range_is = low if low is not None else numeric(cell), max(upper, high or upper), "range as printed"
    return Finding(
        measure=measure,
        quantity=COLUMNS[column],
        of={
            "area": word(row, "area_id"),
            "case_area": "none" if area is None else area.area_id,
            "holder": word(row, "holder"),
            "requirement_is": word(row, "requirement_is"),
            "row": row.record_id,
        },
        value=numeric(cell),
        low=low,
        high=high,
        range_is=range_is,
        unit=word(row, "unit"),
        window=word(row, "as_of"),
        n=1,
        as_of=str(view.as_of),
        mark=mark_of(view, "requirement", cell.claim_ids[:1]),
        claim_ids=(*cell.claim_ids, *(row.cell("requirement_high").claim_ids if column == "requirement" else ())),
        note="; ".join(filter(None, (row.cell("basis_as_printed").point, cell.rule))) or None,
    )


def _both_units(printed: Finding, area: Area | None) -> Iterable[Finding]:
    yield printed
    factor = None if area is None else area.mapping.factor(printed.unit)
    if area is None or factor is None or factor == 1:
        return
    mapping = area.mapping
    yield replace(
        printed,
        quantity=f"{printed.quantity}, in the unit of the case",
        value=_times(printed.value if isinstance(printed.value, float) else None, factor),
        low=_times(printed.low, factor),
        high=_times(printed.high, factor),
        unit=mapping.unit,
        mark=computed(weakest((printed.mark, mapping.mark))),
        claim_ids=(*printed.claim_ids, *mapping.claim_ids),
        note=f"unit mapping '{mapping.text}' is {mapping.mark} ({mapping.basis})",
    )


def _times(value: float | None, factor: Fraction) -> float | None:
    return None if value is None else float(value * factor)
