"""Cells of the register into coefficients of the case; every gap is noted, none is filled."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from kautilya.core.errors import Problem
from kautilya.plan.assembly.provenance import Provenance
from kautilya.plan.coefficient import Coefficient
from kautilya.register.claim import Mark
from kautilya.register.record import Record, attributes
from kautilya.store.view import View
from kautilya.tables.cells import known_word, number
from kautilya.tables.marks import weakest

ABSENT = Coefficient(
    value=math.nan, low=None, high=None, mark=Mark.ASSUMED, weakest=Mark.ASSUMED, basis="", rests_on=(), claim_ids=()
)
"""Stands for a gap until all gaps are reported; never part of a case."""


class Footing(Protocol):
    """What something rests on, and how firm that is."""

    @property
    def weakest(self) -> Mark:
        """The weakest mark among it and everything behind it."""

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Ids of the assumptions and parameters behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A cell of words that a number rests on."""

    weakest: Mark
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Reads cells of a view and notes what is missing."""

    view: View
    provenance: Provenance
    problems: list[Problem] = field(default_factory=list)

    @property
    def nothing(self) -> Coefficient:
        """Stand in for a gap that has been noted."""
        return ABSENT

    def records(self, kind: str) -> Mapping[str, Record]:
        """Return the records of a kind, noting a kind without any."""
        found = self.view.records(kind)
        if not found:
            self.problems.append(Problem(file="register", field=kind, message=f"no record is known as of {self.view.as_of}"))
        return found

    def missing(self, record: Record, column: str, message: str = "is not known, or is in conflict and unchosen") -> None:
        """Note a gap."""
        self.problems.append(Problem(file=record.TABLE, field=f"{record.record_id}.{column}", message=message))

    def text(self, record: Record, column: str) -> str:
        """Return a cell as text, noting its absence."""
        value = known_word(record, column)
        if value is None:
            self.missing(record, column)
        return value or ""

    def known(self, record: Record, column: str) -> bool:
        """Tell whether a cell has a value."""
        return record.cell(column).point is not None

    def coefficient(self, record: Record, column: str, *, low: str = "", high: str = "") -> Coefficient:
        """Return a cell as a coefficient with its mark and basis, as its kind declares them, noting its absence.

        Args:
            low: Column of the low end of the range; `COLUMN_low` where that is declared.
            high: The same for the high end.
        """
        value = number(record, column)
        if value is None:
            self.missing(record, column)
            return ABSENT
        mark = self._mark(record, column)
        basis = self._basis(record, column)
        rests_on = self.provenance.rests_on(basis)
        return Coefficient(
            value=value,
            low=_end(record, low or f"{column}_low"),
            high=_end(record, high or f"{column}_high"),
            mark=mark,
            weakest=self.provenance.weakest(mark, rests_on),
            basis=basis,
            rests_on=rests_on,
            claim_ids=record.cell(column).claim_ids,
        )

    def said(self, record: Record, column: str) -> Said:
        """Return what a cell of words rests on, noting its absence."""
        if not self.known(record, column):
            self.missing(record, column)
        rests_on = self.provenance.rests_on(self._basis(record, column))
        return Said(weakest=self.provenance.weakest(self._mark(record, column), rests_on), rests_on=rests_on)

    def published(self, record: Record, column: str) -> Coefficient | None:
        """Return a cell that may be blank as a coefficient, or None."""
        return self.coefficient(record, column) if self.known(record, column) else None

    def _basis(self, record: Record, column: str) -> str:
        basis_from = attributes(type(record))[column].basis_from
        return (known_word(record, basis_from) if basis_from else None) or ""

    def _mark(self, record: Record, column: str) -> Mark:
        marked_by = attributes(type(record))[column].marked_by
        if marked_by is None:
            return record.MARK
        text = known_word(record, marked_by)
        if text is None:
            self.missing(record, marked_by, f"does not say whether {column} is sourced, derived or assumed")
        return Mark.ASSUMED if text is None else Mark(text)


def countries(text: str) -> tuple[str, ...]:
    """Return the countries of `IND+FRA` or `IND;FRA`; none for `none`."""
    parts = (part.strip() for part in text.replace("+", ";").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part and part != "none"))


def resting_on(coefficient: Coefficient, inputs: Iterable[Footing]) -> Coefficient:
    """Return a coefficient that also rests on what its inputs rest on, with the weakest mark of all."""
    inputs = tuple(inputs)
    return replace(
        coefficient,
        weakest=weakest([coefficient.weakest, *(given.weakest for given in inputs)]),
        rests_on=tuple(dict.fromkeys([*coefficient.rests_on, *(name for given in inputs for name in given.rests_on)])),
    )


def _end(record: Record, column: str) -> float | None:
    return number(record, column) if column in attributes(type(record)) else None
