"""Reads the files back as other programs do."""

import csv
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def json_document(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def parquet_about(path: Path) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(pl.read_parquet_metadata(path)["kautilya"])
    return about


def xlsx_cells(path: Path, sheet: int = 1) -> list[list[str]]:
    """Return the texts of a worksheet's cells, row by row; blank cells are not there."""
    with zipfile.ZipFile(path) as book:
        root = ET.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    return [["".join(cell.itertext()) for cell in row.iter(f"{_SHEET}c")] for row in root.iter(f"{_SHEET}row")]


def xlsx_has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    return any("<f>" in sheet or "<f " in sheet or "<hyperlink" in sheet for sheet in sheets)
