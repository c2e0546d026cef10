"""From the accepted claims of a kind back to the rows of its table.

A row is what the claims of its cells say: its key from the record's id, its provenance columns from the claims that rest on the
row's own page, its cells in their own words. What another source says about a cell has no place in the row: it comes back from
the rows of `alternatives` and `earlier_pages`, which are records like all others.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kautilya.register.claim import Claim, KnownBy
from kautilya.register.record import Record, attributes
from kautilya.register.registry import TABLES

_VIA = " via "
_NAMED = "named: "


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRows:
    """The rows of one table."""

    kind: type[Record]
    header: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    left_out: tuple[str, ...]
    """Ids of claims that no cell can hold: the cell's value or the row's page was another later, or it came from no table."""


def table_rows(kind: type[Record], accepted: Iterable[Claim]) -> TableRows:
    """Return the rows of a kind's table, in the order in which they were first recorded.

    Args:
        kind: The record kind.
        accepted: All its accepted claims, in the order of recording.
    """
    header = tuple(dict.fromkeys((*kind.KEY, *attributes(kind), *kind.PROVENANCE.columns())))
    left_out: list[str] = []
    subjects: dict[str, dict[str, Claim]] = {}
    for claim in accepted:
        if _is_cell(kind, claim):
            cells = subjects.setdefault(claim.subject, {})
            if claim.attribute in cells:
                left_out.append(cells[claim.attribute].id)
            cells[claim.attribute] = claim
        elif not _is_parallel(claim):
            left_out.append(claim.id)
    rows = []
    for subject, cells in subjects.items():
        held, strangers = _of_one_page(kind, cells)
        left_out += [claim.id for claim in strangers]
        rows.append({**dict.fromkeys(header, ""), **_row(kind, subject, held)})
    return TableRows(kind=kind, header=header, rows=tuple(rows), left_out=tuple(left_out))


def _is_cell(kind: type[Record], claim: Claim) -> bool:
    return claim.origin.startswith(f"{kind.TABLE}.csv:")


def _is_parallel(claim: Claim) -> bool:
    """Tell whether the claim was made by a row of another table, which is exported too."""
    return claim.origin.rpartition(".csv:")[0] in TABLES


def _of_one_page(kind: type[Record], cells: Mapping[str, Claim]) -> tuple[Mapping[str, Claim], list[Claim]]:
    """Part the cells that the row's provenance is true of, or that bring their own, from those of an earlier page."""
    own = list(_on_the_rows_page(kind, cells))
    if not own:
        return cells, []
    page = (_dated(kind, own) or own)[-1]
    strangers = [claim for claim in own if not _is_of_page(kind, claim, page)]
    gone = {claim.attribute for claim in strangers}
    return {column: claim for column, claim in cells.items() if column not in gone}, strangers


def _on_the_rows_page(kind: type[Record], cells: Mapping[str, Claim]) -> Iterator[Claim]:
    """Yield the claims that rest on the page of their row, not on one of their own nor on a basis told in another cell."""
    declared = attributes(kind)
    for column, claim in cells.items():
        if _VIA not in claim.origin and declared[column].basis_from not in cells:
            yield claim


def _dated(kind: type[Record], claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims that are known from the day of their page, not from that of their own content."""
    return [claim for claim in claims if not _tells_its_day(kind, claim)]


def _tells_its_day(kind: type[Record], claim: Claim) -> bool:
    return claim.known_basis is KnownBy.CONTENT and attributes(kind)[claim.attribute].tells_its_day


def _is_of_page(kind: type[Record], claim: Claim, page: Claim) -> bool:
    same_day = (claim.known_on, claim.known_basis) == (page.known_on, page.known_basis)
    return _page(claim) == _page(page) and (same_day or _tells_its_day(kind, claim))


def _page(claim: Claim) -> tuple[str, ...]:
    return claim.source, claim.says, claim.confidence, claim.checked


def _row(kind: type[Record], subject: str, cells: Mapping[str, Claim]) -> Mapping[str, str]:
    key = dict(zip(kind.KEY, subject.split("|", len(kind.KEY) - 1), strict=True))
    own = list(_on_the_rows_page(kind, cells))
    rest_on = next(iter(_dated(kind, own) or own or cells.values()))
    return {**_provenance(kind, rest_on), **{column: claim.raw for column, claim in cells.items()}, **key}


def _provenance(kind: type[Record], claim: Claim) -> Mapping[str, str]:
    named = kind.PROVENANCE
    told = {
        named.source: _source(named.source, claim),
        named.says: claim.says,
        named.known_on: str(claim.known_on) if claim.known_basis is KnownBy.PAGE else "",
        named.confidence: claim.confidence,
        named.checked: claim.checked,
    }
    return {column: text for column, text in told.items() if column is not None and column not in attributes(kind)}


def _source(column: str | None, claim: Claim) -> str:
    """Return what the source column held: a name if the column holds names, nothing where another column names the source."""
    if not claim.source.startswith(_NAMED):
        return claim.source
    return claim.source.removeprefix(_NAMED) if column == "source" else ""
