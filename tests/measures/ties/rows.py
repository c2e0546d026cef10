"""Rows of ties for small registers."""

from tests.tables.synthetic import Row


def contact(row: str, start: str, **cells: str) -> Row:
    return {"id": row, "visit_id": f"v-{row}", "start": start, "parties": "IND;USA", "level": "minister", "held": "held",
            "counts_in_tempo": "yes", "source_date": start, **cells}  # fmt: skip


def elsewhere(row: str = "elsewhere", start: str = "2025-06-01", parties: str = "FRA;IND") -> Row:
    """Return a contact with another partner, so that the home country is the one in all rows."""
    return contact(row, start, parties=parties)


def promise(row: str, **cells: str) -> Row:
    return {"id": row, "promise_id": f"p-{row}", "row_kind": "promise", "parent": "statement", "area": "space",
            "commitment": "a ground station", "parties": "IND;USA", "status": "open", "source_date": "2024-01-01",
            **cells}  # fmt: skip
