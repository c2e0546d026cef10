"""A data set: one bulk file taken in whole, whose rows stay columnar and are cited as data set and row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Layout(StrEnum):
    """The layouts in which bulk files are handed out."""

    TRADE_REGISTER = "trade-register"
    """SIPRI's trade register: one row a deal, with the list of its delivery years."""
    DELIVERY_ROWS = "delivery-rows"
    """SIPRI's delivery rows: one row a deal and delivery year, with exact TIV."""
    TIV_TABLE = "tiv-table"
    """SIPRI's TIV tables: yearly TIV by partner of one supplier, of one recipient, or of the world."""
    UN_REGISTER = "un-register"
    """The UN Register of Conventional Arms: pieces by year, exporter, importer and category."""
    EXCHANGE_RATES = "exchange-rates"
    """The European Central Bank's daily reference rates: units of a currency for one euro."""
    RISK_INDEX = "risk-index"
    """The monthly geopolitical-risk index of Caldara and Iacoviello, for the world and for countries."""


class ProblemKind(StrEnum):
    """What is the matter with a record or a file. Every one of them is listed; none changes a figure in silence."""

    REPAIRED = "repaired"
    """The record was put together again, or one of its cells mended or left empty; the message says how."""
    REFUSED = "refused"
    """The record is not in the rows; `raw` holds its text."""
    DUPLICATE = "duplicate"
    """The record repeats an earlier one cell by cell; both are in the rows (see `Counts.duplicates`)."""
    GUESS = "guess"
    """Something was read by resemblance or by its place: a party's code, a column, the subject of a table."""
    UNKNOWN_NAME = "unknown name"
    """A party that no list of names has; it stays under its own name."""
    DOUBT = "doubt"
    """Printed figures contradict each other; they are kept as printed."""
    MISSING = "missing"
    """The file does not say what it should: its edition, its window, its subject, a column."""
    PARTIAL = "partial"
    """The file holds less than its heading or its totals speak of."""
    NOTE = "note"
    """Anything else that a reader of a figure should know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetProblem:
    """One thing that was found while a file was read."""

    kind: ProblemKind
    row: int | None = None
    """1-based line of the file at which the record begins, as an editor counts; None when the whole file is meant."""
    field: str | None = None
    """The column concerned."""
    message: str
    """What was found and what was done about it."""
    raw: str = ""
    """The text concerned, cut to a few hundred characters."""
    count: int = 1
    """How many records this stands for (a name that no list has is told once)."""

    def __str__(self) -> str:
        """Write `line 12: refused: delivered: message`, leaving out what is not known."""
        place = () if self.row is None else (f"line {self.row}",)
        column = () if self.field is None else (self.field,)
        return ": ".join((*place, self.kind.value, *column, self.message))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of the records of a file: `read + repaired + refused + duplicates == records`."""

    read: int = 0
    """Records taken as they stand."""
    repaired: int = 0
    """Records taken after a repair that is listed."""
    refused: int = 0
    """Records left out, each listed."""
    duplicates: int = 0
    """Records that repeat an earlier one cell by cell, repaired ones included. They are among the rows, with
    `duplicate_of`, and sums count them: a register has no key, and two deals can look alike."""

    @property
    def records(self) -> int:
        """Records found in the file."""
        return self.read + self.repaired + self.refused + self.duplicates

    @property
    def rows(self) -> int:
        """Records that are among the rows."""
        return self.records - self.refused


class Direction(StrEnum):
    """Whose transfers a TIV table tells."""

    EXPORTS = "exports"
    """Exports of the subject; the partners are recipients."""
    IMPORTS = "imports"
    """Imports of the subject; the partners are suppliers."""


WORLD = "world"
"""Code of all countries together."""
UNKNOWN = "unknown"
"""Code of a supplier or recipient that SIPRI could not identify; it stays in every denominator."""
SEVERAL = "several"
"""Code of SIPRI's multiple sellers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Whose transfers a file says that it holds. Its rows can still be fewer: see `Dataset.suppliers` and `recipients`."""

    supplier: str | None = None
    """Supplier of all rows, as printed; `All countries`; None where the file does not say."""
    recipient: str | None = None
    """Recipient of all rows, as printed; `All countries`; None where the file does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """What is known of one bulk file (or of one part of a file that several were pasted into) apart from its rows."""

    sha256: str
    """Digest of the text that the rows were read from: a JSON envelope and the file within have the same."""
    file_sha256: str
    """Digest of the file as it was found."""
    file: str
    """Name of the file, without its folder."""
    part: int = 1
    """1 for the first or only part of a file; every part has its own edition and is a data set of its own."""
    layout: Layout
    edition: date | None
    """The day on which the publisher generated it; None where the file does not say and nobody else did."""
    edition_given: bool = False
    """Whether the edition was told by the user and not by the file."""
    window: tuple[int, int] | None
    """First and last delivery year that was asked for; None where no limit was set or the file does not say."""
    window_stated: bool = False
    """Whether the file tells its window (`Not specified` is told: no limit was set)."""
    selection: Selection = field(default_factory=Selection)
    direction: Direction | None = None
    """Of a TIV table only."""
    subject: str | None = None
    """Of a TIV table only: whose exports or imports, as printed."""
    subject_code: str | None = None
    suppliers: int = 0
    """Number of distinct suppliers among the rows."""
    recipients: int = 0
    """Number of distinct recipients among the rows."""
    licence: str
    credit: str
    """The line to print beside every figure that comes from these rows."""
    encoding: str
    """How the bytes were read: `utf-8`, `cp1252`, `utf-8 and cp1252 mixed`, `utf-16`."""
    lines: int
    """Physical lines of the part: heading, column names, records, totals and blank lines."""
    counts: Counts
    problems: tuple[DatasetProblem, ...] = ()

    @property
    def name(self) -> str:
        """A short name to cite rows by: `3f2a9c41d0b7`, followed by `:row`."""
        return self.sha256[:12]

    def problems_of(self, kind: ProblemKind) -> tuple[DatasetProblem, ...]:
        """Return the problems of one kind, in the order of the file."""
        return tuple(problem for problem in self.problems if problem.kind is kind)


def counted(problems: Iterable[DatasetProblem]) -> dict[ProblemKind, int]:
    """Count problems by kind, each for as many records as it stands for."""
    found: dict[ProblemKind, int] = {}
    for problem in problems:
        found[problem.kind] = found.get(problem.kind, 0) + problem.count
    return found
