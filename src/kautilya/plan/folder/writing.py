"""A case as tables, and the tables as files."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from kautilya.core.errors import InputError, Problem
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.codec import Json
from kautilya.plan.folder.cells import text_of
from kautilya.plan.folder.layout import Column, Layout, Shape, case_layout, every
from kautilya.plan.folder.reading import read_folder
from kautilya.tables.files.writing import write_pages

Raw = Mapping[str, Json]
Cells = list[Json]


def case_tables(case: Case) -> dict[str, tuple[tuple[str, ...], list[Cells]]]:
    """Return the heading and the rows of every table of a case, by the table's name; also of tables without a row."""
    top = case_layout()
    rows: dict[str, list[Cells]] = {layout.name: [] for layout in every(top)}
    raw = cast(Raw, codec.to_json(case))
    _tell(top, dict(raw), raw, (), rows)
    return {layout.name: (layout.heading, rows[layout.name]) for layout in every(top)}


def write_folder(case: Case, folder: Path) -> None:
    """Write a case as one CSV file a table, into a new or empty folder: all of it, or nothing.

    The files are UTF-8 with the mark that spreadsheets need. They are read back before they are put in place.

    Raises:
        InputError: The folder holds something, cannot be written, or the tables cannot tell the case.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise _refusal(folder, "is there and not empty: name a new folder")
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
            made = Path(beside) / "case"
            made.mkdir()
            for name, (heading, rows) in case_tables(case).items():
                _write(made / f"{name}.csv", heading, rows)
            _read_back(case, made, folder)
            made.replace(folder)
    except OSError as exc:
        raise _refusal(folder, f"cannot be written: {exc.strerror}") from exc


def write_workbook(case: Case, path: Path) -> None:
    """Write a case as one xlsx workbook, for reading: a worksheet a table; InputError if it cannot be written."""
    write_pages({name: (heading, map(_shown, rows)) for name, (heading, rows) in case_tables(case).items()}, path)


def _tell(layout: Layout, raw: Json, whole: Raw, leading: tuple[str, ...], rows: dict[str, list[Cells]]) -> None:
    """Add the rows of a table and of all below it."""
    entries = raw if isinstance(raw, list) else [] if raw is None else [raw]
    years = cast(Sequence[str], whole["years"])
    for number, entry in enumerate(entries):
        year: Cells = [years[number] if number < len(years) else None] if layout.shape is Shape.YEARLY else []
        rows[layout.name].append([*leading, *year, *_cells(layout, entry)])
        for below in layout.below:
            part = cast(Raw, entry)
            _tell(below, part.get(below.field), whole, () if below.key is None else (str(part[below.key]),), rows)


def _cells(layout: Layout, entry: Json) -> Iterator[Json]:
    for part in layout.parts:
        for column in part.columns:
            yield _at(entry, column)


def _at(entry: Json, column: Column) -> Json:
    found = entry
    for step in column.path:
        if found is None:
            return None
        found = cast(Raw, found).get(step)
    return found


def _write(path: Path, heading: Sequence[str], rows: Sequence[Cells]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(heading)
        writer.writerows([text_of(cell) for cell in row] for row in rows)


def _read_back(case: Case, made: Path, folder: Path) -> None:
    try:
        same = codec.write(read_folder(made)) == codec.write(case)
    except InputError as exc:
        raise InputError(folder, exc.problems) from exc
    if not same:
        raise _refusal(folder, "tables cannot tell this case: a list has an entry with ';', or an empty one; mend the JSON")


def _shown(cells: Cells) -> tuple[str | int | float | None, ...]:
    return tuple(";".join(map(str, cell)) if isinstance(cell, list) else cast(str | int | float | None, cell) for cell in cells)


def _refusal(folder: Path, message: str) -> InputError:
    return InputError(folder, [Problem(file=folder.name, message=message)])
