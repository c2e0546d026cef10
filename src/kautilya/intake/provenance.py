"""Where a cell comes from and when that was known: its row, its own page, or the basis that it names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kautilya.core.periods import PartialDate, Precision
from kautilya.intake.links import Content
from kautilya.intake.sheet import Row
from kautilya.register.claim import KnownBy
from kautilya.register.record import Record
from kautilya.register.registry import TABLES
from kautilya.register.support import deal_column

AS_OF = "as_of"
"""Column with the day that a row's content describes."""

_BASIS = re.compile(
    r"(?:(?P<assumption>A[0-9]+)|(?P<derivation>D-[A-Z0-9]+)|(?P<page>X:[\w-]+)|(?P<kind>[a-z]+):(?P<id>[\w.-]+))"
)
_BASIS_KINDS: Mapping[str, str] = {"gap": "requirement", "fleet": "fleet", "offer": "offer", "deal": "deal"}

Cell = tuple[str, str, str]
"""Table, row id, column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a claim says of its source."""

    source: str
    says: str
    confidence: str
    checked: str
    known_on: PartialDate
    known_basis: KnownBy
    via: str = ""
    """Id of the row that gave the cell its own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """The page of a single cell."""

    source: str
    says: str
    day: str
    """Blank where the page tells none."""
    via: str
    strength: str = ""
    """Confidence in it; blank where nobody told."""


class Calendar:
    """The days on which pages were published, and what stands in where that is not known (CONVENTIONS §1)."""

    def __init__(self, content: Content, data_date: PartialDate) -> None:
        self._pages = _page_days(content)
        self._data_date = data_date

    @property
    def data_date(self) -> PartialDate:
        """The data date of the package."""
        return self._data_date

    def of_row(self, day: str, row: Row) -> tuple[PartialDate, KnownBy]:
        """Return when the page of a row was known: its day, else the row's `as_of`, else the data date."""
        if day:
            return PartialDate.parse(day), KnownBy.PAGE
        described = row.cells.get(AS_OF, "")
        if described and not self._is_projection(PartialDate.parse(described)):
            return PartialDate.parse(described), KnownBy.CONTENT
        return self._data_date, KnownBy.PACKAGE

    def of_page(self, source: str, day: str, row: Row) -> tuple[PartialDate, KnownBy]:
        """Return when the page of a single cell was known: its day, that of the same address elsewhere, else as for its row."""
        return self.of_row(day or self._pages.get(source, ""), row)

    def _is_projection(self, described: PartialDate) -> bool:
        return described.precision is Precision.YEAR and described.certainly_after(self._data_date)


def row_origin(kind: type[Record], subject: str, row: Row, calendar: Calendar) -> Origin:
    """Return where the cells of a row come from, those with a page or basis of their own apart."""
    named = kind.PROVENANCE
    source, says, day, confidence, checked = (
        "" if column is None else row.cells[column]
        for column in (named.source, named.says, named.known_on, named.confidence, named.checked)
    )
    known_on, known_basis = calendar.of_row(day, row)
    return Origin(
        source=_row_source(kind, subject, row, source),
        says=says,
        confidence=confidence,
        checked=checked,
        known_on=known_on,
        known_basis=known_basis,
    )


def _row_source(kind: type[Record], subject: str, row: Row, source: str) -> str:
    named = kind.PROVENANCE
    if named.source is None:
        return f"{kind.KIND}: {subject}" if named.says is not None else f"table: {kind.TABLE}"
    if named.source == "source":
        return f"named: {source}"
    return source or f"named: {row.cells.get('source_named', '')}"


def with_page(page: OwnPage, row: Row, calendar: Calendar) -> Origin:
    """Return the origin of a cell that has a page of its own; the row's confidence and check are about another page."""
    known_on, known_basis = calendar.of_page(page.source, page.day, row)
    return Origin(
        source=page.source,
        says=page.says,
        confidence=page.strength,
        checked="",
        known_on=known_on,
        known_basis=known_basis,
        via=page.via,
    )


def with_basis(origin: Origin, kind: type[Record], basis: str) -> Origin:
    """Return the origin of a cell whose basis is told in another: an assumption, a derivation or another record."""
    match = _BASIS.match(basis)
    source = None if match is None else _basis_source(match)
    if source is None:
        source = origin.source if kind.PROVENANCE.says is not None else f"table: {kind.TABLE}"
    return replace(origin, source=source, says=basis)


def _basis_source(match: re.Match[str]) -> str | None:
    if match["assumption"]:
        return f"assumption: {match['assumption']}"
    if match["derivation"]:
        return f"derivation: {match['derivation']}"
    if match["page"]:
        return f"case-source: {match['page']}"
    kind = _BASIS_KINDS.get(match["kind"])
    return None if kind is None else f"{kind}: {match['id']}"


def own_pages(content: Content) -> Mapping[Cell, OwnPage]:
    """Return the cells that have a page of their own: dates by their milestones, and what the table of such pages lists."""
    pages = dict(_milestone_pages(content))
    for row in _rows(content, "field_sources"):
        cell = (row.cells["table"], row.cells["id"], row.cells["column"])
        source = row.cells["source_url"]
        dated = pages[cell].day if cell in pages and pages[cell].source == source else ""
        pages[cell] = OwnPage(
            source=source, says=row.cells["source_says"], day=dated, via=row.cells["fs_id"], strength=row.cells["strength"]
        )
    return pages


def _milestone_pages(content: Content) -> Iterator[tuple[Cell, OwnPage]]:
    deals = content.rows.get("deals", {})
    for row in _rows(content, "deal_milestones"):
        cells = row.cells
        deal = deals.get(cells["deal_id"])
        if deal is not None and deal.cells["source_url"] != cells["source_url"]:
            page = OwnPage(source=cells["source_url"], says=cells["source_says"], day=cells["source_date"], via=cells["id"])
            yield ("deals", cells["deal_id"], deal_column(cells["event"], cells["aspect"])), page


def _rows(content: Content, table: str) -> tuple[Row, ...]:
    return content.sheets[table].rows if table in content.sheets else ()


def latest_page_day(content: Content) -> PartialDate | None:
    """Return the day of the latest page that the rows of a package print; None where they print none."""
    days = (PartialDate.parse(day) for day in set(_page_days(content).values()) if day)
    return max(days, key=lambda day: (day.last, day.first), default=None)


def _page_days(content: Content) -> Mapping[str, str]:
    """Return the day of each address that some row dates: the most precise, of several the latest."""
    days: dict[str, str] = {}
    for table, sheet in content.sheets.items():
        named = TABLES[table].PROVENANCE
        if named.source is None or named.known_on is None:
            continue
        for row in sheet.rows:
            source, day = row.cells[named.source], row.cells[named.known_on]
            if source and (len(day), day) > (len(days.get(source, "")), days.get(source, "")):
                days[source] = day
    return days
