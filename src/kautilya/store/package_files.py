"""The files of a data package, and the descriptor that tells of them."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kautilya.register.history import COLUMNS
from kautilya.register.package import Package
from kautilya.register.schema import table_schema
from kautilya.store.rowing import TableRows

DESCRIPTOR = "datapackage.json"

UNVERSIONED = "0"
"""The version of an export whose latest package was a single table: it tells none, and a data package needs one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFile:
    """One CSV file."""

    path: str
    content: bytes
    schema: Mapping[str, object]


def table_file(table: TableRows) -> PackageFile:
    """Return the file of a table."""
    schema = {**table_schema(table.kind, table.header), "primaryKey": list(table.kind.KEY)}
    return PackageFile(path=f"{table.kind.TABLE}.csv", content=_csv(table.header, table.rows), schema=schema)


def ledger_file(path: str, rows: Iterable[Mapping[str, str]]) -> PackageFile:
    """Return a file of the ledger beside the tables."""
    fields = [{"name": name, "type": "string"} for name in COLUMNS[path]]
    return PackageFile(path=path, content=_csv(COLUMNS[path], rows), schema={"fields": fields})


def write_files(folder: Path, packages: Sequence[Package], files: Sequence[PackageFile]) -> None:
    """Write the files and their descriptor into a folder that is not there yet; OSError if that fails."""
    for file in files:
        _write_file(folder / file.path, file.content)
    text = json.dumps(_descriptor(packages, files), ensure_ascii=False, indent=1) + "\n"
    _write_file(folder / DESCRIPTOR, text.encode())


def _csv(header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _descriptor(packages: Sequence[Package], files: Iterable[PackageFile]) -> Mapping[str, object]:
    """Describe the export: as the one package that it came from, or as a register of several."""
    latest = max(packages, key=lambda package: package.data_date.last)
    licences = dict.fromkeys(licence for package in packages for licence in package.licences)
    return {
        "profile": "tabular-data-package",
        "name": latest.name,
        "version": latest.version or UNVERSIONED,
        "title": latest.title,
        "data_date": str(latest.data_date),
        "licenses": [{"name": licence} for licence in licences],
        "resources": [_resource(file) for file in files],
    }


def _resource(file: PackageFile) -> Mapping[str, object]:
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


def _write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
