"""A sheet: a table on its way into a file, with all that a reader needs who has nothing but the file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Cell: TypeAlias = str | Decimal | int | float | bool | tuple[str, ...] | None
"""None is blank: not found, which is neither zero nor no."""


class Content(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    """A whole number."""
    FLAG = "flag"
    """True or false."""
    LIST = "list"
    """Several texts; joined by `;` where a cell holds one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """One column."""

    name: str
    content: Content
    means: str
    unit: str | None = None
    """The unit of all its numbers; None where they have none, or a column of its own."""

    @property
    def heading(self) -> str:
        """The name with the unit: `quantity [aircraft]`."""
        return self.name if self.unit is None else f"{self.name} [{self.unit}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One claim behind a cell of a row."""

    column: str
    claim_id: str
    value: str
    """As the source wrote it."""
    unit: str | None
    mark: str
    source: str
    says: str
    quote: str
    known_on: str
    known_basis: str
    judged: str
    """`accepted on 2026-05-01 by the import of india`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row, with the claims behind its cells."""

    values: tuple[Cell, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table whose rows are drawn one by one, as often as they are asked for."""

    name: str
    """`deals`, `diversification`."""
    about: Mapping[str, str]
    """What holds for every row, by name: `as_of`, `recorded_by`, `register`, `licence`."""
    columns: tuple[SheetColumn, ...]
    count: int
    """Number of rows."""
    rows: Callable[[], Iterator[SheetRow]]
    every_row: tuple[str, ...] = field(default=("as_of", "recorded_by", "register"))
    """The names of `about` that a file with nothing but rows repeats in each."""

    def watched(self, watch: Callable[[Iterable[SheetRow], int], Iterable[SheetRow]]) -> "Sheet":
        """Return the same sheet, its rows passed through somebody who counts them."""
        return replace(self, rows=lambda: iter(watch(self.rows(), self.count)))


EVIDENCE = (
    SheetColumn(name="sources", content=Content.TEXT, means="Where the cells come from, each source with its columns."),
    SheetColumn(name="claims", content=Content.LIST, means="Ids of the claims behind the row."),
)
"""What a flat file adds to the columns of a sheet, before what holds for every row."""


def flat(sheet: Sheet) -> Sheet:
    """Return a sheet whose every row tells its sources, its day and its register: for files that hold nothing but rows."""
    repeated = tuple(name for name in sheet.every_row if name in sheet.about)
    constant = tuple(sheet.about[name] for name in repeated)
    columns = tuple(SheetColumn(name=name, content=Content.TEXT, means="The same in every row.") for name in repeated)

    def rows() -> Iterator[SheetRow]:
        for row in sheet.rows():
            claims = tuple(dict.fromkeys(one.claim_id for one in row.evidence))
            yield SheetRow(values=(*row.values, sources(row.evidence), claims, *constant))

    return replace(sheet, columns=(*sheet.columns, *EVIDENCE, *columns), rows=rows)


def sources(evidence: Iterable[Evidence]) -> str:
    """Write sources with the columns that each supports: `https://a.example (signed_on, quantity) | named: B (value)`."""
    found: dict[str, dict[str, None]] = {}
    for one in evidence:
        found.setdefault(one.source, {})[one.column] = None
    return " | ".join(f"{source} ({', '.join(columns)})" for source, columns in found.items())


def texted(value: Cell) -> str:
    """Return a cell as the text that a text file holds; numbers with all their digits, blank for nothing."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
