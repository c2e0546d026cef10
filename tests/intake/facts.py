"""The embedded package read with plain `csv`, and small packages written for a test: nothing here uses the loader."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
INDIA = ROOT / "src" / "kautilya" / "registers" / "india"
SHARED = ROOT.parent / "shared" / "facts"

KEYS: Mapping[str, tuple[str, ...]] = {
    "alternatives": ("alt_id",),
    "case/area_map": ("area_id",),
    "case/areas": ("area_id",),
    "case/budget_by_year": ("fiscal_year",),
    "case/commitments_on_order": ("deal_id", "fiscal_year"),
    "case/emergency_channels": ("channel_id",),
    "case/exchange_rates": ("currency", "period"),
    "case/holding_by_year": ("area_id", "fiscal_year"),
    "case/offers_excluded": ("offer_id",),
    "case/offers_live": ("offer_id",),
    "case/sensitivity": ("change",),
    "earlier_pages": ("table", "id", "column"),
    "field_sources": ("fs_id",),
    "partner_risk_summary": ("partner",),
    "sources": ("source_id",),
    "terms": ("table", "column", "value"),
    "vocab": ("area_id",),
}
"""Key columns where they are not `id`, told apart from the code."""

PROVENANCE = {"source_url", "source_says", "source_date", "confidence", "checked"}


def tables(folder: Path) -> tuple[str, ...]:
    """Return the tables of a folder of CSV files and of its folder `case`."""
    paths = [*sorted(folder.glob("*.csv")), *sorted(folder.glob("case/*.csv"))]
    return tuple(path.relative_to(folder).as_posix().removesuffix(".csv") for path in paths)


def rows(folder: Path, table: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line and cells of each row; no cell of these tables holds a line break."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        yield from enumerate(csv.DictReader(stream), start=2)


def key(table: str, cells: Mapping[str, str]) -> str:
    """Return the id of a row."""
    return "|".join(cells[column] for column in KEYS.get(table, ("id",)))


def carries_no_claim(table: str, column: str) -> bool:
    """Tell whether a column is key or provenance of its row."""
    if table == "terms":
        return column in {"column", "value"}
    if table == "case/exchange_rates" and column == "source":
        return True
    return column in PROVENANCE or column in KEYS.get(table, ("id",))


def write_package(folder: Path, contents: Mapping[str, str | bytes], **changes: object) -> Path:
    """Write tables and a descriptor with their true digests; `changes` replace properties of the descriptor."""
    resources = []
    for table, content in contents.items():
        path = folder / f"{table}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        body = content.encode() if isinstance(content, str) else content
        path.write_bytes(body)
        resources.append({"path": f"{table}.csv", "hash": f"sha256:{hashlib.sha256(body).hexdigest()}", "bytes": len(body)})
    document = {"name": "small", "version": "1", "data_date": "2026-04-30", "resources": resources, **changes}
    (folder / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def cut(table: str, *, keep: int) -> str:
    """Return the first rows of an embedded table, header included."""
    with (INDIA / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return "".join(line for _, line in zip(range(keep + 1), stream, strict=False))
