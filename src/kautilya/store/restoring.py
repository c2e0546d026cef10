"""Restores a backup into a register that holds nothing, in one transaction: all of it, or nothing."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, TextClause, text

from kautilya.core.errors import StoreError
from kautilya.core.logs import log
from kautilya.store import statements
from kautilya.store.auditing import ledger_faults
from kautilya.store.backing_up import Watch
from kautilya.store.backup_file import COLUMNS, FRAMES, Manifest, check_members, read_manifest, rows_of
from kautilya.store.batching import BATCH, batches
from kautilya.store.ledger import recording_of
from kautilya.store.locks import hold_claims, hold_ledger
from kautilya.store.schema import SCHEMA_VERSION
from kautilya.store.sql_store import SqlStore
from kautilya.store.sqlite import writing
from kautilya.store.telling import told

UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading a zip that is none, is cut short, damaged or encrypted can end in."""

_ADD: Mapping[str, TextClause] = MappingProxyType(
    {
        "package": statements.ADD_PACKAGE,
        "claim": statements.ADD_CLAIM,
        "package_claim": statements.ADD_MEMBERSHIP,
        "judgement": statements.ADD_JUDGEMENT,
        "identity": statements.ADD_IDENTITY,
        "dataset": statements.ADD_DATASET,
        "recording": statements.ADD_RECORDING,
    }
)
_HELD = text(
    "SELECT (SELECT count(*) FROM recording) + (SELECT count(*) FROM package) + (SELECT count(*) FROM claim) "
    "+ (SELECT count(*) FROM judgement) + (SELECT count(*) FROM identity) + (SELECT count(*) FROM dataset)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restoration brought back."""

    register: str
    rows: int
    recording: int
    """The last recording of the register."""
    chain: str
    """Its chain digest, computed anew from the restored rows."""


def restore(store: SqlStore, path: Path, *, watch: Watch | None = None) -> Restored:
    """Restore a backup into an empty register.

    Every member is hashed before anything is written, and the ledger is computed anew from the restored rows before the
    transaction ends: a register that was restored is the one that was backed up, to the last digit.

    Args:
        store: The register; it must hold nothing.
        path: The backup.
        watch: Is told of the progress now and then.

    Raises:
        StoreError: The register holds something, the file is no backup of this schema version, or it is damaged.
    """
    with _opened(path) as (archive, manifest):
        check_members(archive, manifest, str(path))
        _restore(store, archive, manifest, path, watch)
    reach = manifest.reach
    log().info("%s: restored from %s, recording %d, chain %s", store.where, path, reach.recording, manifest.chain[:12])
    return Restored(register=store.where, rows=manifest.rows, recording=reach.recording, chain=manifest.chain)


def look_at(path: Path) -> None:
    """Read what a backup says of itself; StoreError where the file is none, or of another schema version."""
    with _opened(path):
        return


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = read_manifest(archive, str(path))
            _check_schema(manifest, path)
            yield archive, manifest
    except UNREADABLE as exc:
        raise StoreError(f"'{path}' is no backup of a register: {exc}; nothing was changed") from exc
    except OSError as exc:
        raise StoreError(f"cannot read the backup '{path}': {exc.strerror or exc}; nothing was changed") from exc


def _check_schema(manifest: Manifest, path: Path) -> None:
    if manifest.schema_version != SCHEMA_VERSION or manifest.columns != COLUMNS:
        raise StoreError(
            f"backup '{path}': is of schema version {manifest.schema_version}, this version of Kautilya uses {SCHEMA_VERSION}; "
            "restore it with the version that made it, then run `kautilya migrate` with this one"
        )


def _restore(store: SqlStore, archive: zipfile.ZipFile, manifest: Manifest, path: Path, watch: Watch | None) -> None:
    with told(store.where), store.inspection.engine.connect() as connection, writing(connection):
        hold_claims(connection)
        hold_ledger(connection)
        if connection.execute(_HELD).scalar_one():
            raise StoreError(f"register '{store.where}': holds something already; a backup is restored into an empty one only")
        done = 0
        try:
            for table, rows in _batches(archive):
                connection.execute(_ADD.get(table, statements.ADD_FRAME), rows)
                done += len(rows)
                if watch is not None:
                    watch(done, manifest.rows)
        except (ValueError, KeyError, TypeError) as exc:
            raise StoreError(f"backup '{path}': holds a row that cannot be read: {exc}; nothing was changed") from exc
        _check_ledger(connection, manifest, path)


def _batches(archive: zipfile.ZipFile) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield some rows at a time, tables in the order in which they can be added; ValueError for what is no row."""
    for table, columns in COLUMNS.items():
        for batch in batches(rows_of(archive, table, columns), BATCH):
            yield table, batch
    for name in archive.namelist():
        folder, _, rest = name.partition("/")
        if folder == FRAMES and rest:
            number, _, frame = rest.removesuffix(".parquet").partition("/")
            yield FRAMES, [{"dataset_seq": int(number), "name": frame, "content": archive.read(name)}]


def _check_ledger(connection: Connection, manifest: Manifest, path: Path) -> None:
    """Compute the chain anew from what was restored."""
    faults = list(ledger_faults(connection))
    row = connection.execute(statements.LAST_RECORDING).mappings().one_or_none()
    chain = "" if row is None else recording_of(row).chain
    if chain != manifest.chain:
        faults.append(f"its ledger ends with {chain[:12] or 'nothing'}, its manifest says {manifest.chain[:12] or 'nothing'}")
    if faults:
        raise StoreError(f"backup '{path}': was changed after it was made: {'; '.join(faults)}; nothing was changed")
