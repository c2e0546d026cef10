"""A page of made-up blocks, among them texts that would do harm if they were taken for markup."""

from kautilya.register.claim import Mark
from kautilya.report.blocks import Basis, Cell, Column, DataTable, Fact, Group, Notes, Page, Prose, Section
from kautilya.report.evidence import Evidence, Row, RowSet, Statement

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def statement(source: str, says: str = HOSTILE) -> Statement:
    return Statement(
        values=(("value_signed", HOSTILE, "INR"),),
        mark=Mark.SOURCED,
        source=source,
        says=says,
        quote="",
        known_on="2025-04-28",
        known_basis="page",
        confidence="medium",
        checked="none",
    )


def row(anchor: str, source: str) -> Row:
    return Row(anchor=anchor, kind="deal", table="deals", record_id=HOSTILE, statements=(statement(source),))


SAFE = row("deal.a", "https://example.org/a?b=1&c=2")
UNSAFE = row("deal.b", "javascript:alert(3)")
EVIDENCE = Evidence(
    rows=(SAFE, UNSAFE),
    sets=(RowSet(anchor="rows-1", rows=(SAFE, UNSAFE), claims=2),),
    anchors={("1",): "deal.a", ("1", "2"): "rows-1"},
)
TABLE = DataTable(
    id="table",
    caption=HOSTILE,
    columns=(Column(title="What"), Column(title="Value", numeric=True)),
    rows=(
        (Cell(text=HOSTILE), Cell(text="63,000", value=63000.0, unit="crore rupees", mark=Mark.ASSUMED, claim_ids=("1", "2"))),
    ),
)
PAGE = Page(
    title=f"Illustrative case: {HOSTILE}",
    as_of="2026-04-30",
    preface=(Prose(parts=("Nobody's ", Cell(text="1 plan", value=1, mark=Mark.DERIVED, claim_ids=("1",)), "."), role="lead"),),
    headline=(Fact(cell=Cell(text="9", value=9, anchor="basis"), words="rows"),),
    sections=(
        Section(
            id="one",
            title="One",
            blocks=(TABLE, Group(id="group", title=HOSTILE, blocks=(Notes(lines=(HOSTILE,)),))),
        ),
    ),
    bases=(Basis(id="basis", title="All", says=(HOSTILE,)),),
)
