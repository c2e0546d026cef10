"""The planning case's money by year: what is committed, and what that leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kautilya.measures.finding import Finding
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import number, numeric
from kautilya.tables.marks import computed, mark_of, weakest
from kautilya.tables.table import table

NOMINAL = "INR crore"
CONSTANT = "INR crore, FY2026-27 prices"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the case's money, and the lines it is computed from, whose marks it inherits."""

    column: str
    quantity: str
    unit: str = NOMINAL
    inputs: tuple[str, ...] = ()
    headline: bool = False


TRACED = "committed_traced_crore"
LINES = (
    Line(column="capital_outlay_crore", quantity="capital outlay"),
    Line(column="capital_acquisition_crore", quantity="of it capital acquisition", inputs=("capital_outlay_crore",)),
    Line(column=TRACED, quantity="committed: payments on listed contracts"),
    Line(column="committed_untraced_crore", quantity="committed: not traced to a contract"),
    Line(column="committed_total_crore", quantity="committed in all", inputs=(TRACED, "committed_untraced_crore")),
    Line(
        column="available_new_schemes_crore",
        quantity="left for new schemes",
        inputs=("capital_acquisition_crore", "committed_total_crore"),
    ),
    Line(column="case_share", quantity="share of new money for the areas of the case", unit="share"),
    Line(column="available_case_crore", quantity="left for the case", inputs=("available_new_schemes_crore", "case_share")),
    Line(column="deflator", quantity="deflator", unit="index, FY2026-27 = 1"),
    Line(
        column="available_case_constant_crore",
        quantity="left for the case, constant prices",
        unit=CONSTANT,
        inputs=("available_case_crore", "deflator"),
        headline=True,
    ),
)


def spending_room(view: View, measure: str) -> Iterable[Finding]:
    """Yield the lines of each year of the planning case, and committed money as a share of acquisition."""
    payments = _payments(view)
    for year, row in view.records("case-budget").items():
        marks = _marks(view, row, payments.get(year, ()))
        yield from (_finding(view, measure, row, line, marks) for line in LINES if row.cell(line.column).claim_ids)
        yield from _committed_share(view, measure, row, marks)


def _payments(view: View) -> Mapping[str, tuple[str, ...]]:
    """Return the claims behind the traced payments of each year."""
    drawn = table(view, "case-commitment")
    years = drawn.frame.group_by("fiscal_year", maintain_order=True).agg("record_id")
    return {year: drawn.claim_ids(record_ids, ["payment_crore"]) for year, record_ids in years.iter_rows()}


def _marks(view: View, row: Record, payments: tuple[str, ...]) -> Mapping[str, Mark]:
    """Return the mark of each line that has a value: the weakest of its own and its inputs'."""
    marks: dict[str, Mark] = {}
    for line in LINES:
        claim_ids = row.cell(line.column).claim_ids
        if claim_ids:
            inherited = [marks[column] for column in line.inputs if column in marks]
            if line.column == TRACED and payments:
                inherited.append(mark_of(view, "case-commitment", payments))
            marks[line.column] = weakest((mark_of(view, "case-budget", claim_ids), *inherited))
    return marks


def _finding(view: View, measure: str, row: Record, line: Line, marks: Mapping[str, Mark]) -> Finding:
    cell = row.cell(line.column)
    bounded = line.column == "capital_acquisition_crore"
    return Finding(
        measure=measure,
        quantity=f"planning case: {line.quantity}",
        of={"line": line.column},
        value=numeric(cell),
        low=number(row, "capital_acquisition_low") if bounded else None,
        high=number(row, "capital_acquisition_high") if bounded else None,
        range_is="range of the planning case" if bounded else None,
        unit=line.unit,
        window=row.record_id,
        as_of=str(view.as_of),
        mark=marks[line.column],
        claim_ids=cell.claim_ids,
        note=_basis(row, line.column),
        headline=line.headline,
    )


def _committed_share(view: View, measure: str, row: Record, marks: Mapping[str, Mark]) -> Iterable[Finding]:
    committed, acquisition = row.cell("committed_total_crore"), row.cell("capital_acquisition_crore")
    paid, given = numeric(committed), numeric(acquisition)
    if paid is None or not given:
        return
    yield Finding(
        measure=measure,
        quantity="planning case: committed share of capital acquisition",
        of={"line": "committed_share"},
        value=round(paid / given, 4),
        unit="share",
        window=row.record_id,
        as_of=str(view.as_of),
        mark=computed(weakest((marks["committed_total_crore"], marks["capital_acquisition_crore"]))),
        claim_ids=(*committed.claim_ids, *acquisition.claim_ids),
        headline=True,
    )


def _basis(row: Record, column: str) -> str | None:
    """Return where the case says a line comes from."""
    stem = column.removesuffix("_crore").removesuffix("_new_schemes")
    basis = row.cell(f"{stem}_basis").point
    return None if basis is None else f"basis: {basis}"
