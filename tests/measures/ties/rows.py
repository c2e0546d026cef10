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


def exercise(row: str, series: str, year: int, **cells: str) -> Row:
    return {"id": row, "event_id": f"{series}-{row}", "series": series, "year": str(year), "start": f"{year}-03-01",
            "end": f"{year}-03-10", "participants": "IND;USA", "n_countries": "2", "service": "Navy", "domains": "sea",
            "held": "held", "source_date": f"{year}-03-20", **cells}  # fmt: skip
