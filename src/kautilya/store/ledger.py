"""The ledger: digests over what each transaction recorded, chained, so that a changed, missing or added row shows.

A row is hashed as the JSON list of its columns as `COLUMNS` lists them, a recording as the JSON list of its own columns. What
the chain cannot show is a register that was written anew as a whole: compare its last chain digest with one noted elsewhere (a
receipt, a cited figure, a backup).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import RowMapping

from kautilya.register.recording import Reach, Recording, What

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "package": ("seq", "digest", "name", "version", "data_date", "title", "licences", "row_count", "recorded_on"),
        "claim": (
            "seq", "id", "kind", "subject", "attribute", "raw", "unit", "mark", "source", "says", "quote", "confidence",
            "checked", "known_on", "known_basis", "known_by", "valid_from", "valid_to", "recorded_on", "origin",
        ),
        "package_claim": ("package_seq", "position", "claim_id"),
        "judgement": ("seq", "claim_id", "verdict", "on_day", "by_whom", "why", "undoes"),
        "identity": ("seq", "kind", "subject", "other_kind", "other_subject", "on_day", "by_whom", "why", "undoes"),
        "dataset": ("seq", "sha256", "edition", "layout", "file", "row_count", "recorded_on", "facts"),
        "dataset_frame": ("dataset_seq", "name", "content"),
    }
)  # fmt: skip
"""The hashed columns of each table, in the order in which the digests of tables are hashed.

What was hashed once stays hashed so: a table that gains a column keeps its list here and gets a second one.
"""


_WITH_BYTES = "dataset_frame"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Row = Mapping[str, Any] | RowMapping


class Content:
    """The digest over the rows of one recording, as they come: of each table in order, tables in any order."""

    def __init__(self) -> None:
        self._digests = {table: hashlib.sha256() for table in COLUMNS}
        self._counts = dict.fromkeys(COLUMNS, 0)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Hash rows of a table, in the order of their numbers."""
        cells, digest, count = itemgetter(*COLUMNS[table]), self._digests[table], 0
        for row in rows:
            digest.update(_line(_without_bytes(cells(row)) if table == _WITH_BYTES else cells(row)))
            count += 1
        self._counts[table] += count

    @property
    def empty(self) -> bool:
        """Whether no row was added."""
        return not any(self._counts.values())

    def digest(self) -> str:
        """Return the digest over all tables that have rows."""
        parts = [[table, count, self._digests[table].hexdigest()] for table, count in self._counts.items() if count]
        return hashlib.sha256(_line(parts)).hexdigest()


def chain(row: Row) -> str:
    """Return the chain digest of a row of `recording`, from all its other columns."""
    hashed = [
        row[column]
        for column in (
            "seq", "day", "at", "by_whom", "what", "why", "packages", "claims", "judgements", "identities", "datasets",
            "content", "previous",
        )
    ]  # fmt: skip
    return hashlib.sha256(_line(hashed)).hexdigest()


def recording_row(
    *, day: date, at: datetime, by: str, what: What, why: str, reach: Reach, content: str, previous: str
) -> dict[str, Any]:
    """Return the row of a recording, chained."""
    row = {
        "seq": reach.recording,
        "day": day.isoformat(),
        "at": at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "by_whom": by,
        "what": what.value,
        "why": why,
        "packages": reach.packages,
        "claims": reach.claims,
        "judgements": reach.judgements,
        "identities": reach.identities,
        "datasets": reach.datasets,
        "content": content,
        "previous": previous,
    }
    return row | {"chain": chain(row)}


def recording_of(row: Row) -> Recording:
    """Return the recording of a row."""
    return Recording(
        number=row["seq"],
        day=date.fromisoformat(row["day"]),
        at=datetime.fromisoformat(row["at"]),
        by=row["by_whom"],
        what=What(row["what"]),
        why=row["why"],
        reach=Reach(
            recording=row["seq"],
            packages=row["packages"],
            claims=row["claims"],
            judgements=row["judgements"],
            identities=row["identities"],
            datasets=row["datasets"],
        ),
        content=row["content"],
        previous=row["previous"],
        chain=row["chain"],
    )


def _line(values: Sequence[object]) -> bytes:
    return _ENCODER.encode(values).encode() + b"\n"


def _without_bytes(values: Iterable[object]) -> list[object]:
    """Return bytes as their digest, anything else as it is."""
    return [hashlib.sha256(value).hexdigest() if isinstance(value, bytes | memoryview) else value for value in values]
