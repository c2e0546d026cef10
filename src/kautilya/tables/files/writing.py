"""Writes a sheet into a file of the format that is asked for: whole, or not at all."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType

from kautilya.core.errors import InputError, Problem
from kautilya.tables.files.csv_file import write_csv
from kautilya.tables.files.json_file import write_json
from kautilya.tables.files.parquet_file import write_parquet
from kautilya.tables.files.sheet import Sheet
from kautilya.tables.files.xlsx_file import Page, write_book, write_xlsx


class Format(StrEnum):
    """The formats of files."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    JSON = "json"


_WRITERS: Mapping[Format, Callable[[Sheet, Path], None]] = MappingProxyType(
    {Format.CSV: write_csv, Format.PARQUET: write_parquet, Format.XLSX: write_xlsx, Format.JSON: write_json}
)


def write_sheet(sheet: Sheet, path: Path, form: Format) -> None:
    """Write a sheet beside its place first and put it there when it is whole; a file that is there is replaced.

    Raises:
        InputError: The place cannot be written, or the format cannot hold the sheet.
    """
    _write_whole(path, lambda part: _WRITERS[form](sheet, part))


def write_pages(pages: Mapping[str, Page], path: Path) -> None:
    """Write tables into one xlsx workbook, a worksheet each by its name; a file that is there is replaced.

    Raises:
        InputError: The place cannot be written, or a worksheet cannot hold its table.
    """
    _write_whole(path, lambda part: write_book(pages, part))


def _write_whole(path: Path, write: Callable[[Path], None]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", suffix=".part", delete=False) as beside:
            part = Path(beside.name)
        try:
            write(part)
            part.chmod(0o644)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as exc:
        raise InputError(path, [Problem(file=path.name, message=f"cannot be written: {exc.strerror}")]) from exc
