"""Cells with a range and a mark beside them, as the tables of the planning case write their numbers."""

from dataclasses import dataclass

from kautilya.register.claim import Mark
from kautilya.register.record import Record, attributes
from kautilya.tables.cells import known_word, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One number with the ends that its author or its sources give."""

    value: float
    low: float
    """The low end; the value where none is stated."""
    high: float
    mark: Mark
    basis: str
    """Where it comes from, in the words of the table: `D-COST`, `A025`."""
    claim_ids: tuple[str, ...]

    @property
    def ranged(self) -> bool:
        """Whether a range is stated."""
        return self.low != self.high


def estimate(record: Record, column: str) -> Estimate | None:
    """Return a number with its range (`COLUMN_low`, `COLUMN_high`), mark and basis; None where it has no point.

    Ends that are not stated are the value; a mark that is not stated is `assumed`, the weakest (CONVENTIONS §12).
    """
    value = number(record, column)
    if value is None:
        return None
    ends = [_end(record, f"{column}_{end}", value) for end in ("low", "high")]
    return Estimate(
        value=value,
        low=min(value, *ends),
        high=max(value, *ends),
        mark=mark_stated(record, column),
        basis=basis_stated(record, column),
        claim_ids=tuple(
            claim_id
            for name in (column, f"{column}_low", f"{column}_high")
            if name in attributes(type(record))
            for claim_id in record.cell(name).claim_ids
        ),
    )


def mark_stated(record: Record, column: str) -> Mark:
    """Return the mark that a row gives one of its cells; assumed where it should give one and does not."""
    marked_by = attributes(type(record))[column].marked_by
    if marked_by is None:
        return record.MARK
    text = known_word(record, marked_by)
    return Mark.ASSUMED if text is None else Mark(text)


def basis_stated(record: Record, column: str) -> str:
    """Return what a row says that one of its cells comes from; empty where it says nothing."""
    basis_from = attributes(type(record))[column].basis_from
    return (known_word(record, basis_from) if basis_from else None) or ""


def _end(record: Record, column: str, otherwise: float) -> float:
    end = number(record, column) if column in attributes(type(record)) else None
    return otherwise if end is None else end
