"""The machine-readable twin of a page: the same figures, with value, unit, range, mark and rows (CONVENTIONS §14)."""

import json
from collections.abc import Mapping

from kautilya.report.blocks import Block, Cell, Chart, DataTable, Notes, Page, Prose
from kautilya.report.evidence import Evidence, Row

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def twin(page: Page, shown: Evidence, digests: Mapping[str, str]) -> str:
    """Write a page's figures as JSON, in reading order; `digests` names the case, the plan and the versions behind them."""
    document: dict[str, Json] = {
        "title": page.title,
        "as_of": page.as_of,
        "digests": dict(digests),
        "preface": [_block(prose, shown) for prose in page.preface],
        "headline": [{"words": fact.words, **_cell(fact.cell, shown)} for fact in page.headline],
        "sections": [
            {"id": section.id, "title": section.title, "blocks": [_block(block, shown) for block in section.blocks]}
            for section in page.sections
        ],
        "bases": [{"id": basis.id, "title": basis.title, "says": list(basis.says)} for basis in page.bases],
        "row_sets": {rows.anchor: [row.anchor for row in rows.rows] for rows in shown.sets},
        "rows": {row.anchor: _row(row) for row in shown.rows},
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _cell(cell: Cell, shown: Evidence) -> dict[str, Json]:
    """Write one cell; what it does not have is left out."""
    full: dict[str, Json] = {
        "text": cell.text,
        "value": cell.value,
        "unit": cell.unit,
        "mark": cell.mark,
        "low": cell.low,
        "high": cell.high,
        "range_is": cell.range_is,
        "note": cell.note,
        "evidence": shown.anchor(cell),
    }
    return {name: value for name, value in full.items() if value is not None}


def _block(block: Block, shown: Evidence) -> dict[str, Json]:
    """Write one block; a chart is written as the table of its figures."""
    if isinstance(block, Prose):
        return {"prose": [part if isinstance(part, str) else _cell(part, shown) for part in block.parts]}
    if isinstance(block, DataTable):
        return _table(block, shown)
    if isinstance(block, Chart):
        return {"chart": block.id, "title": block.title, "says": block.says, **_table(block.table, shown)}
    if isinstance(block, Notes):
        return {"notes": list(block.lines)}
    return {"group": block.id, "title": block.title, "blocks": [_block(inner, shown) for inner in block.blocks]}


def _table(table: DataTable, shown: Evidence) -> dict[str, Json]:
    """Write a table with its columns once and its rows as lists of cells."""
    return {
        "table": table.id,
        "caption": table.caption,
        "columns": [column.title for column in table.columns],
        "rows": [[_cell(cell, shown) for cell in row] for row in table.rows],
        "notes": list(table.notes),
    }


def _row(row: Row) -> dict[str, Json]:
    """Write one cited row with its sources."""
    return {
        "table": row.table,
        "kind": row.kind,
        "id": row.record_id,
        "conflicts": dict(row.conflicts),
        "statements": [
            {
                "values": {column: f"{value} {unit}".strip() for column, value, unit in statement.values},
                "mark": statement.mark,
                "source": statement.source,
                "says": statement.says,
                "known_on": statement.known_on,
                "known_basis": statement.known_basis,
                "confidence": statement.confidence,
                "checked": statement.checked,
            }
            for statement in row.statements
        ],
    }
