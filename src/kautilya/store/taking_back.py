"""The rows that take judgements and merges back, many at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, TextClause, bindparam, text

from kautilya.core.errors import NotFoundError, StoreError
from kautilya.register.judgement import Undo

_UNDOABLE_JUDGEMENTS = text(
    "SELECT judgement.*, EXISTS (SELECT 1 FROM judgement AS undo WHERE undo.undoes = judgement.seq) AS undone "
    "FROM judgement WHERE seq IN :numbers"
).bindparams(bindparam("numbers", expanding=True))

_UNDOABLE_IDENTITIES = text(
    "SELECT identity.*, EXISTS (SELECT 1 FROM identity AS undo WHERE undo.undoes = identity.seq) AS undone "
    "FROM identity WHERE seq IN :numbers"
).bindparams(bindparam("numbers", expanding=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoable:
    """A table whose rows can be taken back."""

    name: str
    """What its rows are called."""
    numbered: TextClause
    """Some of its rows, and whether they were taken back."""


JUDGEMENTS = Undoable(name="judgement", numbered=_UNDOABLE_JUDGEMENTS)
MERGES = Undoable(name="merge", numbered=_UNDOABLE_IDENTITIES)


def undoing_rows(connection: Connection, of: Undoable, undos: Iterable[Undo]) -> list[dict[str, Any]]:
    """Return the rows that take others back, in the order of the undos.

    Raises:
        NotFoundError: There is no row of a number.
        StoreError: A row was taken back already, or takes another back itself.
    """
    told = list(undos)
    rows = connection.execute(of.numbered, {"numbers": [undo.number for undo in told]}).mappings()
    held = {row["seq"]: row for row in rows}
    done: set[int] = set()
    found = []
    for undo in told:
        found.append(_undoing(held, of.name, undo, again=undo.number in done))
        done.add(undo.number)
    return found


def _undoing(held: Mapping[int, RowMapping], name: str, undo: Undo, *, again: bool) -> dict[str, Any]:
    row = held.get(undo.number)
    if row is None:
        raise NotFoundError(f"there is no {name} {undo.number}")
    if row["undoes"] is not None:
        raise StoreError(f"{name} {undo.number} takes {name} {row['undoes']} back: it is not undone itself, record anew")
    if row["undone"] or again:
        raise StoreError(f"{name} {undo.number} was taken back already")
    kept = {column: value for column, value in row.items() if column != "undone"}
    return {**kept, "on_day": undo.on.isoformat(), "by_whom": undo.by, "why": undo.why, "undoes": undo.number}
