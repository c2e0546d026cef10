"""Bring the datapackage.json of a data package up to date with its CSV files and the record kinds.

    python scripts/build_package.py [FOLDER] [--check]

What describes the package as a whole (name, version, title, data_date, licences, sources) is kept as it stands in the file;
the resources (path, bytes, sha256, schema, keys) are made anew. With `--check` nothing is written and the exit code is 1 where
the file is not current.
"""

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kautilya.register.record import Record
from kautilya.register.registry import TABLES
from kautilya.register.schema import single_references, table_schema

INDIA = Path(__file__).parents[1] / "src" / "kautilya" / "registers" / "india"

Rows = Sequence[Mapping[str, str]]


def main(arguments: Sequence[str]) -> int:
    """Rebuild or check one package; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=INDIA)
    parser.add_argument("--check", action="store_true", help="only tell whether the file is current")
    options = parser.parse_args(arguments)
    path = options.folder / "datapackage.json"
    before = path.read_text(encoding="utf-8")
    after = described(options.folder, json.loads(before))
    if after == before:
        return 0
    if options.check:
        sys.stderr.write(f"{path} is not current: run python scripts/build_package.py\n")
        return 1
    path.write_text(after, encoding="utf-8", newline="\n")
    return 0


def described(package: Path, document: Mapping[str, object]) -> str:
    """Return the text of a package's descriptor, its resources made anew from the files that are there."""
    tables = {name: read(package / f"{name}.csv") for name in TABLES if (package / f"{name}.csv").exists()}
    resources = [resource(package, name, tables) for name in tables]
    whole = {key: value for key, value in document.items() if key != "resources"} | {"resources": resources}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> Rows:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def resource(package: Path, table: str, tables: Mapping[str, Rows]) -> dict[str, object]:
    """Describe one table: its file, its schema, its keys."""
    content = (package / f"{table}.csv").read_bytes()
    kind = TABLES[table]
    schema = table_schema(kind, next(csv.reader(content.decode("utf-8").splitlines())))
    keys = [[row[column] for column in kind.KEY] for row in tables[table]]
    if all(all(key) for key in keys):
        schema["primaryKey"] = list(kind.KEY)
    foreign = foreign_keys(kind, tables)
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": table,
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "title": kind.KIND,
        "description": (kind.__doc__ or "").strip(),
        "mark": kind.MARK.value,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "rows": len(tables[table]),
        "schema": schema,
    }


def foreign_keys(kind: type[Record], tables: Mapping[str, Rows]) -> list[dict[str, object]]:
    """Return the foreign keys of a table that hold for every row."""
    found: list[dict[str, object]] = []
    for column, target in single_references(kind).items():
        (key,) = target.KEY
        known = {row[key] for row in tables.get(target.TABLE, ())}
        if all(row[column] in known for row in tables[kind.TABLE] if row[column]):
            own = "" if target is kind else target.TABLE
            found.append({"fields": column, "reference": {"resource": own, "fields": key}})
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
