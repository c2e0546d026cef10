"""A backup: a zip of JSON lines, one member a table, and a manifest with the digest of each.

It knows no engine: what was backed up from a file is restored into a server, and the other way round. A row is the JSON list of
its columns in the order that the manifest tells; the frames of data sets, which are binary, are members of their own.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import IO, Any

from kautilya.core.errors import StoreError
from kautilya.register.recording import Reach
from kautilya.store.schema import claim, dataset, identity, judgement, package, package_claim, recording

FORMAT = "kautilya backup"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
FRAMES = "dataset_frame"
"""The folder of data sets' frames: `dataset_frame/3/rows.parquet`."""

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        table.name: tuple(column.name for column in table.columns)
        for table in (package, claim, package_claim, judgement, identity, dataset, recording)
    }
)
"""The tables with their columns, in the order in which their rows can be added."""

MAX_LINE = 64 * 1024 * 1024
"""Bytes that a row may have; a longer line is no row."""

_MAX_MANIFEST = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_MADE = (1980, 1, 1, 0, 0, 0)
"""The day of every member: two backups of one state are the same file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file inside a backup."""

    bytes: int
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds."""

    schema_version: int
    reach: Reach
    """How far the register reached."""
    chain: str
    """The chain digest of its last recording; empty where nothing was recorded."""
    columns: Mapping[str, tuple[str, ...]]
    members: Mapping[str, Member]

    @property
    def rows(self) -> int:
        """Rows of all tables and frames of all data sets."""
        return sum(member.rows for member in self.members.values())

    def text(self) -> str:
        """Return it as JSON."""
        told = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "schema_version": self.schema_version,
            "reach": asdict(self.reach),
            "chain": self.chain,
            "columns": dict(self.columns),
            "members": {name: asdict(member) for name, member in self.members.items()},
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


class MemberWriter:
    """Writes one member of a backup, counting and hashing."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._bytes = self._rows = 0

    def write(self, content: bytes) -> None:
        """Write one row."""
        self._file.write(content)
        self._digest.update(content)
        self._bytes += len(content)
        self._rows += 1

    def done(self) -> Member:
        """Return what was written."""
        return Member(bytes=self._bytes, rows=self._rows, sha256=self._digest.hexdigest())


def member_info(name: str) -> zipfile.ZipInfo:
    """Return the head of a member."""
    info = zipfile.ZipInfo(name, _MADE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def line(values: Iterable[Any]) -> bytes:
    """Return a row as a line."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def frame_name(number: int, name: str) -> str:
    """Return the name of the member of a data set's frame."""
    return f"{FRAMES}/{number}/{name}.parquet"


def read_manifest(archive: zipfile.ZipFile, where: str) -> Manifest:
    """Read the manifest; StoreError if there is none or it is of another format."""
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > _MAX_MANIFEST:
            raise StoreError(f"backup '{where}': its {MANIFEST} is too large to be one")
        told = json.loads(archive.read(info))
        if told["format"] != FORMAT or told["format_version"] != FORMAT_VERSION:
            found = f"{told['format']} {told['format_version']}"
            raise StoreError(f"backup '{where}': is of format '{found}'; use the version of Kautilya that made it")
        return _manifest(told)
    except KeyError as exc:
        raise StoreError(f"'{where}' is no backup of a register: it lacks {exc}") from exc
    except (ValueError, TypeError, AttributeError) as exc:
        raise StoreError(f"backup '{where}': its {MANIFEST} cannot be read: {exc}") from exc


def _manifest(told: Mapping[str, Any]) -> Manifest:
    return Manifest(
        schema_version=int(told["schema_version"]),
        reach=Reach(**told["reach"]),
        chain=str(told["chain"]),
        columns={table: tuple(columns) for table, columns in told["columns"].items()},
        members={name: Member(**member) for name, member in told["members"].items()},
    )


def check_members(archive: zipfile.ZipFile, manifest: Manifest, where: str) -> None:
    """Hash every member; StoreError names those that are missing, too many or not what was written."""
    held = set(archive.namelist()) - {MANIFEST}
    wrong = [f"{name} is missing" for name in sorted(manifest.members.keys() - held)]
    wrong += [f"{name} does not belong to it" for name in sorted(held - manifest.members.keys())]
    for name in manifest.members.keys() & held:
        member, found = manifest.members[name], archive.getinfo(name)
        if found.file_size != member.bytes:
            wrong.append(f"{name} has {found.file_size:,} bytes, not {member.bytes:,}")
        elif (digest := _sha256(archive, found)) != member.sha256:
            wrong.append(f"{name} has sha256 {digest[:12]}..., not {member.sha256[:12]}...")
    if wrong:
        raise StoreError(f"backup '{where}': is damaged: {'; '.join(wrong[:5])}; nothing was changed")


def _sha256(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    digest = hashlib.sha256()
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def rows_of(archive: zipfile.ZipFile, table: str, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table; ValueError for a line that is none."""
    with archive.open(f"{table}.jsonl") as file:
        while text := file.readline(MAX_LINE):
            if not text.endswith(b"\n"):
                raise ValueError(f"a row of {table} is cut short or longer than {MAX_LINE:,} bytes")
            yield dict(zip(columns, json.loads(text), strict=True))
