"""A table: the records of one kind as a typed polars frame, with the claims behind each cell at hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from kautilya.core.periods import PartialDate
from kautilya.register.record import Record
from kautilya.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One row a record. Columns: `record_id`, the key columns, then every attribute's point value.

    Numbers are Float64 (exact decimals stay in the records), days and fiscal years are text of the source's precision,
    flags are text (yes, no, unknown: absent is null, unknown is not no), several terms or countries are lists.
    An attribute whose value is in conflict and unchosen is null here and stands in `records[...]` as a span.
    """

    kind: str
    as_of: PartialDate
    frame: pl.DataFrame
    records: Mapping[str, Record]

    def claim_ids(self, record_ids: Iterable[str], columns: Iterable[str]) -> tuple[str, ...]:
        """Return the claims behind some cells, each once, in the order of the rows."""
        wanted = tuple(columns)
        found = (
            claim_id
            for record_id in record_ids
            for column in wanted
            for claim_id in self.records[record_id].cell(column).claim_ids
        )
        return tuple(dict.fromkeys(found))


def table(view: View, kind: str) -> Table:
    """Draw the table of one record kind from a view."""
    raise NotImplementedError  # written by the owner of tables


def _unused(_: Any) -> None: ...
