"""What a page is made of: cells that know their evidence, tables, charts, prose, sections."""

from dataclasses import dataclass, field

from kautilya.measures.finding import Scalar
from kautilya.register.claim import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One shown figure or text, with everything that is needed to follow and to doubt it."""

    text: str
    """What the reader sees; any rounding happened here and nowhere else."""
    value: Scalar = None
    """The unrounded value, for the machine-readable twin."""
    unit: str | None = None
    mark: Mark | None = None
    low: float | None = None
    high: float | None = None
    range_is: str | None = None
    claim_ids: tuple[str, ...] = ()
    """The claims behind it; the page links the cell to their rows."""
    anchor: str | None = None
    """Where the cell links to when it rests on no single claims (`plan-basis`, `register`)."""
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph of words and cells."""

    parts: tuple[str | Cell, ...]
    role: str = "text"
    """`text`, `lead`, `note` or `warning`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """A table with a caption; the first cell of a row is its header."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    folded: bool = False
    """Shown behind its caption, to be opened."""
    printed: bool = False
    """Shown on paper even where it is folded on a screen."""
    stacked: bool = False
    """On a narrow screen each row becomes a card; otherwise the table scrolls in its own box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawn figure, its text alternative and the table of the same figures."""

    id: str
    title: str
    says: str
    """One or two sentences that say what the drawing shows; read aloud in its place."""
    wide: str
    """SVG for a wide screen and for paper."""
    narrow: str
    """SVG for a phone."""
    table: DataTable
    legend: tuple["Key", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One entry of a chart's legend."""

    colour: str
    words: str
    hatched: bool = False
    line: bool = False
    dashed: bool = False
    ring: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A part of a section with a heading of its own."""

    id: str
    title: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """Remarks, one a line."""

    lines: tuple[str, ...]


Block = Prose | DataTable | Chart | Group | Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the page."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A headline figure under the title."""

    cell: Cell
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole report before it is written out."""

    title: str
    as_of: str
    preface: tuple[Prose, ...]
    headline: tuple[Fact, ...]
    sections: tuple[Section, ...]
    bases: tuple["Basis", ...] = ()
    colophon: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What figures rest on that have no single rows: the whole register, the solve of a plan, an audit."""

    id: str
    title: str
    says: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    """Where on the page a reader finds what it is computed from: id and words."""


def cells(block: Block | Section) -> tuple[Cell, ...]:
    """Return all cells of a block or section, in reading order."""
    if isinstance(block, Prose):
        return tuple(part for part in block.parts if isinstance(part, Cell))
    if isinstance(block, DataTable):
        return tuple(cell for row in block.rows for cell in row)
    if isinstance(block, Chart):
        return cells(block.table)
    return () if isinstance(block, Notes) else tuple(cell for inner in block.blocks for cell in cells(inner))


def page_cells(page: Page) -> tuple[Cell, ...]:
    """Return all cells of the page, in reading order."""
    prefaced = tuple(cell for prose in page.preface for cell in cells(prose))
    facts = tuple(fact.cell for fact in page.headline)
    return prefaced + facts + tuple(cell for section in page.sections for cell in cells(section))
