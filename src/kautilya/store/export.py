"""Writes a register back as a data package: `datapackage.json` and one CSV file a table, ready to be imported again."""

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kautilya.core.errors import StoreError
from kautilya.core.periods import PartialDate
from kautilya.register.package import Package
from kautilya.register.registry import KINDS
from kautilya.register.schema import table_schema
from kautilya.store.rowing import TableRows, table_rows
from kautilya.store.sql_store import SqlStore

ALWAYS = PartialDate(year=9999)
"""A day by which everything is known: an export holds what views of earlier days do not show yet."""

LEFT_OUT = "a cell holds one value, that recorded last; claims from elsewhere than tables have no cell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote."""

    folder: str
    tables: int
    rows: int
    left_out: tuple[str, ...]
    """Ids of accepted claims that the tables cannot hold."""
    why_left_out: str
    judgements_left_out: int
    """Judgements that tables cannot carry: they hold what is accepted and the choices that rows record, not who judged a claim
    again, withdrew or disputed it. An import of the export may bring back what these had changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    path: str
    content: bytes
    schema: Mapping[str, object]


def export_package(store: SqlStore, folder: Path) -> Exported:
    """Write all accepted claims of a register as a data package; whole, or not at all.

    Args:
        store: The register.
        folder: Where to write; made if need be.

    Raises:
        StoreError: The folder is not empty or cannot be written, or the register holds no package.
    """
    _refuse_unusable(folder)
    packages = store.packages()
    if not packages:
        raise StoreError(f"register '{store.where}' holds no package: there is nothing to export")
    tables = [table for table in _tables(store) if table.rows]
    files = [_file(table) for table in tables]
    _write(folder, files, _descriptor(packages, files))
    return Exported(
        folder=str(folder),
        tables=len(tables),
        rows=sum(len(table.rows) for table in tables),
        left_out=tuple(claim_id for table in tables for claim_id in table.left_out),
        why_left_out=LEFT_OUT,
        judgements_left_out=store.inspection.judgements_again(),
    )


def _refuse_unusable(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"'{folder}' is a file: name a folder that is new or empty")
    if folder.is_dir() and any(folder.iterdir()):
        raise StoreError(f"the folder '{folder}' is not empty: name one that is new or empty")


def _tables(store: SqlStore) -> Iterator[TableRows]:
    for kind in KINDS.values():
        yield table_rows(kind, (claim for claim, _ in store.accepted(kind.KIND, ALWAYS)))


def _file(table: TableRows) -> _File:
    schema = {**table_schema(table.kind, table.header), "primaryKey": list(table.kind.KEY)}
    return _File(path=f"{table.kind.TABLE}.csv", content=_csv(table.header, table.rows), schema=schema)


def _csv(header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _descriptor(packages: Sequence[Package], files: Iterable[_File]) -> Mapping[str, object]:
    """Describe the export: as the one package that it came from, or as a register of several."""
    latest = max(packages, key=lambda package: package.data_date.last)
    licences = dict.fromkeys(licence for package in packages for licence in package.licences)
    return {
        "profile": "tabular-data-package",
        "name": latest.name,
        "version": latest.version,
        "title": latest.title,
        "data_date": str(latest.data_date),
        "licenses": [{"name": licence} for licence in licences],
        "resources": [_resource(file) for file in files],
    }


def _resource(file: _File) -> Mapping[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": file.path.removesuffix(".csv").replace("/", "-"),
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
        "schema": file.schema,
    }


def _write(folder: Path, files: Iterable[_File], descriptor: Mapping[str, object]) -> None:
    """Write beside the folder first, so that a failure leaves none half-written."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".export-", dir=folder.parent) as beside:
            whole = Path(beside, "package")
            for file in files:
                _write_file(whole / file.path, file.content)
            text = json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"
            _write_file(whole / "datapackage.json", text.encode())
            if folder.exists():
                folder.rmdir()
            whole.rename(folder)
    except OSError as exc:
        raise StoreError(f"cannot write the folder '{folder}': {exc.strerror}") from exc


def _write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
