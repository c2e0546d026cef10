"""Where are the gaps? Requirement, holding, on order and retirements by area and year, in one unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.published_gaps import published_gaps, unmatched
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.windowed import label_within, within
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.areas import Area, areas
from kautilya.tables.cells import number, numeric, word
from kautilya.tables.marks import computed, mark_of, weakest
from kautilya.tables.table import table

MEASURE = "gaps"
QUESTION = "Which capability areas fall short, by how much and when, before anything new is ordered?"
QUANTITIES = {
    "requirement": "requirement",
    "in_service": "in service when the year opens",
    "on_order_delivery": "on order: delivered in the year",
    "retirement": "retired in the year",
    "holding": "holding when the year ends",
    "shortfall": "shortfall when the year ends",
}
NOTES = (
    "Each area has a unit of its own, through the mapping that its rows name; areas are never added up.",
    "A total force, an additional buy and a replacement buy are different requirements and not compared.",
    "Where the requirement is an additional or a replacement buy, legacy pieces stay outside requirement and holding alike.",
    "Holdings count signed contracts only; nothing new is ordered.",
    "The mark of a holding is that of its weakest input in all years so far, the unit mapping included.",
    "Published requirements stand beside, as printed; only `total force` rows are force requirements.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One area in one fiscal year, with the mark that each quantity inherits."""

    area: Area
    fiscal_year: str
    row: Record
    marks: Mapping[str, Mark]
    last: bool
    """Whether it is the last year of the area."""


def capability_gaps(view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Measure requirement, holding, deliveries on order, retirements and shortfall by area and year, published rows beside.

    A window keeps the years of the case, planned ones too, and the published rows of days that lie wholly in it.
    """
    known = areas(view)
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=tuple(within((*case_years(view, known), *published_gaps(view, MEASURE, known)), scope)),
        listed=tuple(row for row in unmatched(view, known) if not scope.windowed or _lies_in(view, str(row["id"]), scope)),
        notes=NOTES,
    )


def _lies_in(view: View, row: str, scope: Scope) -> bool:
    return label_within(word(view.record("requirement", row), "as_of"), scope)


def case_years(view: View, known: Mapping[str, Area], quantities: Iterable[str] = QUANTITIES) -> Iterable[Finding]:
    """Yield the quantities (columns of `QUANTITIES`) of each area of the case and each of its years."""
    wanted = frozenset(quantities)
    return (finding for year in _years(view, known) for finding in _findings(view, year, wanted))


def _years(view: View, known: Mapping[str, Area]) -> Iterable[Year]:
    drawn = table(view, "case-holding")
    by_area = drawn.frame.sort("fiscal_year").group_by("area_id").agg("fiscal_year", "record_id")
    rows = {area_id: list(zip(years, ids, strict=True)) for area_id, years, ids in by_area.iter_rows()}
    for area_id, area in known.items():
        yield from _with_marks(view, area, [(year, drawn.records[record_id]) for year, record_id in rows.get(area_id, ())])


def _with_marks(view: View, area: Area, rows: list[tuple[str, Record]]) -> Iterable[Year]:
    """Yield the years of an area in their order; the weakest input of a year is handed on to the next."""
    handed_on = area.mapping.mark
    for fiscal_year, row in rows:
        own = {column: _own_mark(view, row, column) for column in QUANTITIES}
        opening = weakest((own["in_service"], handed_on))
        holding = weakest((opening, own["on_order_delivery"], own["retirement"], own["holding"]))
        requirement = weakest((own["requirement"], area.mapping.mark))
        marks = {
            "requirement": requirement,
            "in_service": opening,
            "on_order_delivery": weakest((own["on_order_delivery"], area.mapping.mark)),
            "retirement": weakest((own["retirement"], area.mapping.mark)),
            "holding": holding,
            "shortfall": weakest((own["shortfall"], requirement, holding)),
        }
        yield Year(area=area, fiscal_year=fiscal_year, row=row, marks=marks, last=fiscal_year == rows[-1][0])
        handed_on = holding


def _own_mark(view: View, row: Record, column: str) -> Mark:
    """Return the mark of a cell; what is absent adds no weakness of its own."""
    claim_ids = row.cell(column).claim_ids
    return mark_of(view, "case-holding", claim_ids) if claim_ids else Mark.SOURCED


def _findings(view: View, year: Year, wanted: frozenset[str]) -> Iterable[Finding]:
    blank = Finding(
        measure=MEASURE,
        quantity="",
        of={"area": year.area.area_id, "name": year.area.name, "requirement_is": year.area.requirement_is},
        value=None,
        unit=year.area.mapping.unit,
        window=year.fiscal_year,
        coverage=f"counted as held: {year.area.holding_scope}",
        as_of=str(view.as_of),
        mark=Mark.ASSUMED,
    )
    for column, quantity in QUANTITIES.items():
        if column in wanted and year.row.cell(column).claim_ids:
            yield _ranged(view, year, column, _quantity(year, column, replace(blank, quantity=quantity)))


def _quantity(year: Year, column: str, blank: Finding) -> Finding:
    cell = year.row.cell(column)
    own = year.row.cell(f"{column}_mark").point
    where = year.row.cell(f"{column}_ref").point
    mapping = year.area.mapping
    return replace(
        blank,
        value=numeric(cell),
        mark=year.marks[column],
        claim_ids=(*cell.claim_ids, *mapping.claim_ids),
        note=f"cell {own} ({where}); unit mapping '{mapping.text}' is {mapping.mark} ({mapping.basis})",
        headline=column == "shortfall" and year.last,
    )


def _ranged(view: View, year: Year, column: str, finding: Finding) -> Finding:
    """Give a requirement, and the shortfall against it, the range of the case where it is the area's full requirement."""
    if column not in {"requirement", "shortfall"}:
        return finding
    area = view.record("case-area", year.area.area_id)
    full, low, high = (number(area, name) for name in ("requirement", "requirement_low", "requirement_high"))
    required, held = number(year.row, "requirement"), number(year.row, "holding")
    if low is None or high is None or required is None or required != full:
        return finding
    if column == "requirement":
        basis = f"range of the planning case: {area.cell('requirement_range_basis').point}"
        note = f"{finding.note}; {year.area.requirement_what}"
        return replace(finding, low=low, high=high, range_is=basis, note=note)
    if held is None:
        return finding
    return replace(
        finding,
        low=max(0.0, low - held),
        high=max(0.0, high - held),
        range_is="holding against the low and the high end of the requirement",
        mark=computed(finding.mark),
        claim_ids=(*finding.claim_ids, *area.cell("requirement_low").claim_ids, *area.cell("requirement_high").claim_ids),
    )
