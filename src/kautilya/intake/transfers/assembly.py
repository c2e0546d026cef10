"""A table's rows and heading to a data set: what the file says of itself, and where its rows say otherwise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import polars as pl

from kautilya.intake.transfers import delivery_rows, tiv_table, trade_register
from kautilya.intake.transfers.columns import ColumnNames
from kautilya.intake.transfers.heading import SIPRI_CREDIT, SIPRI_LICENCE, UN_CREDIT, UN_LICENCE, Heading
from kautilya.intake.transfers.layouts import Cell
from kautilya.intake.transfers.log import Log
from kautilya.intake.transfers.names import party_code, sipri_code_name
from kautilya.intake.transfers.source_name import TableName, table_name
from kautilya.intake.transfers.tiv_table import Table
from kautilya.register.dataset import (
    WORLD,
    Counts,
    Dataset,
    DatasetProblem,
    Direction,
    Layout,
    ProblemKind,
    Selection,
)

_YEARS_OUTSIDE: Mapping[Layout, Callable[[pl.DataFrame, tuple[int, int]], Sequence[int]]] = MappingProxyType(
    {
        Layout.TRADE_REGISTER: trade_register.years_outside,
        Layout.DELIVERY_ROWS: delivery_rows.years_outside,
        Layout.TIV_TABLE: tiv_table.years_outside,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One table of a file, read."""

    heading: Heading
    columns: ColumnNames
    rows: pl.DataFrame
    printed: pl.DataFrame | None
    counts: Counts
    table: Table | None
    log: Log
    lines: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What all tables of a file share."""

    file: str
    file_sha256: str
    encoding: str
    parts: int
    edition: date | None
    """The day that the user told."""
    problems: tuple[DatasetProblem, ...]
    """What there is to say about the file as a whole."""


def dataset_of(draft: Draft, origin: Origin, part: int) -> Dataset:
    """Return the data set of one table."""
    layout = draft.columns.layout
    heading = draft.heading
    log = draft.log
    log.extend(origin.problems)
    subject = _Subject.of(draft, origin, log)
    selection = heading.selection if subject is None else subject.selection
    window = heading.window if draft.table is None else (heading.window or draft.table.years)
    stated = heading.window_stated or draft.table is not None
    un = layout is Layout.UN_REGISTER
    edition = heading.edition or origin.edition
    suppliers, recipients = _parties(draft, subject)
    log.extend(_column_problems(draft.columns))
    log.extend(_heading_problems(draft, origin, stated=stated or un))
    log.extend(_year_problems(draft, window, edition))
    log.extend(_selection_problems(selection, draft, suppliers, recipients))
    if origin.parts > 1:
        log.add(ProblemKind.NOTE, f"the file holds {origin.parts} tables; this is number {part}, a data set of its own")
    return Dataset(
        sha256=draft.sha256,
        file_sha256=origin.file_sha256,
        file=origin.file,
        part=part,
        layout=layout,
        edition=edition,
        edition_given=heading.edition is None and origin.edition is not None,
        window=window,
        window_stated=stated,
        selection=selection,
        direction=None if subject is None else subject.direction,
        subject=None if subject is None else subject.name,
        subject_code=None if subject is None else subject.code,
        suppliers=suppliers,
        recipients=recipients,
        licence=UN_LICENCE if un else SIPRI_LICENCE,
        credit=UN_CREDIT if un else heading.credit or SIPRI_CREDIT,
        encoding=origin.encoding,
        lines=draft.lines,
        counts=draft.counts,
        problems=log.problems(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """Whose exports or imports a TIV table tells."""

    direction: Direction | None
    name: str | None
    code: str | None

    @classmethod
    def of(cls, draft: Draft, origin: Origin, log: Log) -> "_Subject | None":
        """Take the subject from the heading, else from the totals row, else guess it from the file's name."""
        if draft.table is None:
            return None
        direction = draft.heading.direction or draft.table.direction
        name = draft.heading.subject or draft.table.subject
        if direction is None or name is None:
            direction, name = _by_file_name(table_name(origin.file), direction, name, log)
        if direction is None or name is None:
            log.add(ProblemKind.MISSING, "the table does not say whose exports or imports it tells", column="subject")
        code = None
        if name is not None:
            found = party_code(name)
            code = WORLD if name.lower().startswith("all ") else found.code
            if not found.known and code != WORLD:
                log.add(ProblemKind.UNKNOWN_NAME, f"'{name}' is in no list of names", column="subject")
            elif found.guessed_from is not None:
                log.add(ProblemKind.GUESS, f"'{name}' is taken for '{found.guessed_from}'", column="subject")
        return cls(direction=direction, name=name, code=code)

    @property
    def selection(self) -> Selection:
        """The subject as a selection of rows."""
        if self.direction is Direction.EXPORTS:
            return Selection(supplier=self.name, recipient=None)
        return Selection(supplier=None, recipient=self.name) if self.direction is Direction.IMPORTS else Selection()


def _by_file_name(
    told: TableName | None, direction: Direction | None, name: str | None, log: Log
) -> tuple[Direction | None, str | None]:
    if told is None:
        return direction, name
    listed = sipri_code_name(told.code)
    log.add(
        ProblemKind.GUESS,
        f"the table does not say whose {told.direction.value} it tells; the file's name says {told.code}"
        + (f", SIPRI's code of {listed}" if listed else ", which is no code of SIPRI's that is listed"),
        column="subject",
    )
    return direction or told.direction, name or listed


def _parties(draft: Draft, subject: _Subject | None) -> tuple[int, int]:
    if subject is not None:
        partners = draft.rows["partner_code"].n_unique()
        return (1, partners) if subject.direction is Direction.EXPORTS else (partners, 1)
    supplier, recipient = (
        ("exporter_code", "importer_code")
        if draft.columns.layout is Layout.UN_REGISTER
        else ("supplier_code", "recipient_code")
    )
    return draft.rows[supplier].n_unique(), draft.rows[recipient].n_unique()


def _column_problems(columns: ColumnNames) -> Iterator[DatasetProblem]:
    yield from columns.problems
    for column in columns.missing:
        if column.names and column.cell is not Cell.FLAG:
            message = f"no column '{column.names[0]}': blank in all rows"
            yield DatasetProblem(kind=ProblemKind.MISSING, field=column.name, message=message)
    if columns.semicolons or columns.padding:
        message = "every line is padded at its end, as spreadsheets do; the padding is not read"
        yield DatasetProblem(kind=ProblemKind.NOTE, message=message)


def _heading_problems(draft: Draft, origin: Origin, *, stated: bool) -> Iterator[DatasetProblem]:
    told, given = draft.heading.edition, origin.edition
    if told is None and given is None:
        message = (
            "the file does not say when it was generated: figures from it cannot name their edition. "
            "Tell the day on import: --edition DAY"
        )
        yield DatasetProblem(kind=ProblemKind.MISSING, field="edition", message=message)
    if told is not None and given is not None and told != given:
        message = f"the file says that it was generated on {told}, {given} was told; the file's own day stands"
        yield DatasetProblem(kind=ProblemKind.DOUBT, field="edition", message=message)
    if not stated:
        message = "the lines above the table that tell its window are gone: deliveries outside it may be left out of the rows"
        yield DatasetProblem(kind=ProblemKind.MISSING, field="window", message=message)


def _year_problems(draft: Draft, window: tuple[int, int] | None, edition: date | None) -> Iterator[DatasetProblem]:
    outside = _YEARS_OUTSIDE.get(draft.columns.layout)
    if outside is None:
        return
    limits = [] if window is None else [(window, f"the window {window[0]} to {window[1]}")]
    if edition is not None:
        limits.append(((0, edition.year), f"the time before the file was generated ({edition})"))
    for limit, words in limits:
        rows = outside(draft.rows, limit)
        if rows:
            message = f"{len(rows)} rows have deliveries outside {words}"
            yield DatasetProblem(
                kind=ProblemKind.DOUBT, row=rows[0], field="delivery_years", message=message, count=len(rows),
                raw="lines " + ", ".join(map(str, rows[:100])),
            )  # fmt: skip


def _selection_problems(selection: Selection, draft: Draft, suppliers: int, recipients: int) -> Iterator[DatasetProblem]:
    """Tell where the rows are fewer or other than the heading says."""
    if draft.rows.is_empty():
        yield DatasetProblem(kind=ProblemKind.MISSING, message="there is no record under the column names")
        return
    for told, found, which in ((selection.supplier, suppliers, "supplier"), (selection.recipient, recipients, "recipient")):
        if told is None or draft.table is not None:
            continue
        if told.lower().startswith("all "):
            if found == 1:
                message = f"the heading says '{told}', but the rows have one {which} only: they are a part of that download"
                yield DatasetProblem(kind=ProblemKind.PARTIAL, field=which, message=message)
        elif draft.rows[f"{which}_code"].unique().to_list() != [party_code(told).code]:
            message = f"the heading says '{told}' alone, but the rows have {found} {which}s"
            yield DatasetProblem(kind=ProblemKind.DOUBT, field=which, message=message)
