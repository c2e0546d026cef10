"""Backs a register up while it is used: all that was recorded when it began, and nothing of what is recorded meanwhile."""

import os
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from sqlalchemy import Connection, TextClause, text

from kautilya.core.errors import StoreError
from kautilya.core.logs import log
from kautilya.register.recording import Reach
from kautilya.store import statements
from kautilya.store.auditing import ROWS
from kautilya.store.backup_file import (
    COLUMNS,
    MANIFEST,
    Manifest,
    Member,
    MemberWriter,
    check_members,
    frame_name,
    line,
    member_info,
    read_manifest,
)
from kautilya.store.batching import BATCH
from kautilya.store.ledger import recording_of
from kautilya.store.schema import SCHEMA_VERSION
from kautilya.store.sql_store import SqlStore
from kautilya.store.telling import told

_RECORDINGS = text("SELECT * FROM recording WHERE seq > :after AND seq <= :last ORDER BY seq")
_FRAMES = text("SELECT dataset_seq, name FROM dataset_frame WHERE dataset_seq <= :last ORDER BY dataset_seq, name")
_FRAME = text("SELECT content FROM dataset_frame WHERE dataset_seq = :number AND name = :name")

Watch = Callable[[int, int], None]
"""Is told how many rows are done, of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """What a backup holds."""

    file: str
    bytes: int
    rows: int
    recording: int
    """The last recording that is in it."""
    chain: str
    """The chain digest of that recording: note it elsewhere, and the backup can be told from a forged one."""


def back_up(store: SqlStore, path: Path, *, watch: Watch | None = None) -> BackedUp:
    """Write everything that the register has recorded into one file, and read it again to see that it is whole.

    The register can be used meanwhile. The file is written beside its place and put there when it is complete, so that a backup
    that was interrupted leaves none.

    Args:
        store: The register.
        path: The file to write; there must be none.
        watch: Is told of the progress now and then.

    Raises:
        StoreError: There is a file already, it cannot be written, or the register cannot be read or is not what its ledger
            says: such a backup could not be restored.
    """
    if path.exists():
        raise StoreError(f"'{path}' is there already: a backup replaces no file; name another")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", suffix=".part", delete=False) as file:
            part = Path(file.name)
        try:
            _need_sound(store)
            manifest = _write(store, part, watch or _unwatched)
            _keep(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as exc:
        raise StoreError(f"cannot write the backup '{path}': {exc.strerror or exc}") from exc
    size, recording = path.stat().st_size, manifest.reach.recording
    log().info("%s: backed up to %s, recording %d, chain %s", store.where, path, recording, manifest.chain[:12])
    return BackedUp(file=str(path), bytes=size, rows=manifest.rows, recording=recording, chain=manifest.chain)


def _need_sound(store: SqlStore) -> None:
    """Compute the ledger anew, as a restoration will."""
    faults = store.inspection.ledger_faults()
    if faults:
        raise StoreError(
            f"register '{store.where}': {faults[0]}. Such a backup could not be restored, so none was made; run "
            "`kautilya doctor`, restore an earlier backup, and keep the register as it is to find out what happened"
        )


def _unwatched(done: int, of: int) -> None:
    del done, of


def _keep(part: Path, path: Path) -> None:
    """Bring the file to the disk, look whether it is whole, and give it its name."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    with zipfile.ZipFile(part) as archive:
        check_members(archive, read_manifest(archive, str(path)), str(path))
    part.chmod(0o644)
    part.rename(path)


def _write(store: SqlStore, part: Path, watch: Watch) -> Manifest:
    members: dict[str, Member] = {}
    with told(store.where), store.inspection.engine.connect() as connection:
        reach, chain = _reach(connection)
        expected = _expected(reach)
        with zipfile.ZipFile(part, "w", allowZip64=True) as archive:
            for name, rows in _contents(connection, reach):
                with closing(rows), archive.open(member_info(name), "w", force_zip64=True) as file:
                    done = sum(member.rows for member in members.values())
                    members[name] = _member(file, rows, watch, done, expected)
            manifest = Manifest(schema_version=SCHEMA_VERSION, reach=reach, chain=chain, columns=COLUMNS, members=members)
            archive.writestr(member_info(MANIFEST), manifest.text())
    watch(expected, expected)
    return manifest


def _member(file: IO[bytes], rows: Iterable[bytes], watch: Watch, done: int, expected: int) -> Member:
    writer = MemberWriter(file)
    for place, row in enumerate(rows, start=done):
        if place % BATCH == 0:
            watch(min(place, expected), expected)
        writer.write(row)
    return writer.done()


def _reach(connection: Connection) -> tuple[Reach, str]:
    row = connection.execute(statements.LAST_RECORDING).mappings().one_or_none()
    return (Reach(), "") if row is None else (recording_of(row).reach, row["chain"])


def _expected(reach: Reach) -> int:
    """Return about how many rows there are: as many memberships as claims, one frame a data set."""
    return reach.packages + 2 * reach.claims + reach.judgements + reach.identities + 2 * reach.datasets + reach.recording


def _contents(connection: Connection, reach: Reach) -> Iterator[tuple[str, Generator[bytes, None, None]]]:
    """Yield the name of each member with its rows; what is recorded after the reach is left out."""
    for table, columns in COLUMNS.items():
        numbered, statement = ROWS.get(table, ("recording", _RECORDINGS))
        yield f"{table}.jsonl", _lines(connection, statement, columns, getattr(reach, numbered))
    for number, name in connection.execute(_FRAMES, {"last": reach.datasets}).all():
        yield frame_name(number, name), _frame(connection, number, name)


def _lines(connection: Connection, statement: TextClause, columns: tuple[str, ...], last: int) -> Generator[bytes, None, None]:
    with connection.execute(statement.execution_options(yield_per=BATCH), {"after": 0, "last": last}) as rows:
        for row in rows.mappings():
            yield line(row[column] for column in columns)


def _frame(connection: Connection, number: int, name: str) -> Generator[bytes, None, None]:
    yield bytes(connection.execute(_FRAME, {"number": number, "name": name}).scalar_one())
