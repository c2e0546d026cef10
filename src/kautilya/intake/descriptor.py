"""The descriptor of a data package: `datapackage.json` (Frictionless, v1)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kautilya.core.periods import PartialDate
from kautilya.intake.problems import Problems
from kautilya.intake.sheet import Resource
from kautilya.register.history import COLUMNS
from kautilya.register.registry import TABLES

NAME = "datapackage.json"
"""File name of every descriptor."""

MAX_BYTES = 16 * 1024 * 1024
"""Largest descriptor that is read."""

_SHA256_DIGITS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """What a data package says of itself."""

    name: str
    version: str
    title: str
    data_date: PartialDate
    """The day as of which its authors say it is complete (property `data_date`)."""
    licences: tuple[str, ...]
    resources: tuple[Resource, ...]
    content: bytes
    """The file itself, for the package's digest."""


def read_descriptor(folder: Path, problems: Problems) -> Descriptor | None:
    """Read a folder's `datapackage.json`; None, with the problems noted, where it cannot be used."""
    content = _content(folder / NAME, problems)
    document = None if content is None else _document(content, problems)
    if content is None or document is None:
        return None
    before = len(problems)
    name, version, day = (_text(document, key, problems) for key in ("name", "version", "data_date"))
    data_date = _day(day, problems)
    resources = tuple(_resources(document.get("resources"), problems))
    if data_date is None or len(problems) > before:
        return None
    return Descriptor(
        name=name,
        version=version,
        title=_optional_text(document.get("title")),
        data_date=data_date,
        licences=tuple(_licences(document.get("licenses"))),
        resources=resources,
        content=content,
    )


def _content(path: Path, problems: Problems) -> bytes | None:
    try:
        size = path.stat().st_size
        if not path.is_file():
            problems.add(NAME, "is no file")
            return None
        if size > MAX_BYTES:
            problems.add(NAME, f"is larger than {MAX_BYTES:,} bytes: no descriptor of a data package is")
            return None
        return path.read_bytes()
    except FileNotFoundError:
        what = "the file is missing" if path.parent.is_dir() else f"there is no folder '{path.parent}'"
        problems.add(NAME, f"{what}: a data package is a folder with a datapackage.json")
    except OSError as exc:
        problems.add(NAME, f"cannot be read: {exc.strerror}")
    return None


def _document(content: bytes, problems: Problems) -> Mapping[str, object] | None:
    try:
        document = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError as exc:
        problems.add(NAME, f"is not UTF-8 (byte {exc.start})")
    except json.JSONDecodeError as exc:
        problems.add(NAME, f"is no JSON: {exc.msg} (column {exc.colno})", line=exc.lineno)
    except (RecursionError, ValueError):
        problems.add(NAME, "is nested too deeply or holds a number too long to be a descriptor")
    else:
        if isinstance(document, dict):
            return document
        problems.add(NAME, "holds no JSON object", line=1)
    return None


def _text(document: Mapping[str, object], key: str, problems: Problems) -> str:
    text = _optional_text(document.get(key))
    if not text:
        problems.add(NAME, "is missing or no text", field=key)
    return text


def _optional_text(value: object) -> str:
    """Return a text, its lone surrogates (which no file can hold) replaced; blank for anything else."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""


def _day(text: str, problems: Problems) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError as exc:
        problems.add(NAME, str(exc), field="data_date")
        return None


def _licences(value: object) -> Iterable[str]:
    for licence in value if isinstance(value, list) else ():
        if isinstance(licence, dict):
            yield _optional_text(licence.get("name") or licence.get("title"))


def _resources(value: object, problems: Problems) -> Iterable[Resource]:
    if not isinstance(value, list) or not value:
        problems.add(NAME, "is missing or no list of files", field="resources")
        return
    seen: set[str] = set()
    for place, entry in enumerate(value):
        field = f"resources[{place}]"
        path = entry.get("path") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(path, str):
            problems.add(NAME, "is no file with a path", field=field)
        elif path in seen:
            problems.add(NAME, f"names '{path}' again", field=field)
        elif _is_table(path, field, problems):
            seen.add(path)
            yield Resource(path=path, sha256=_sha256(entry.get("hash"), field, problems), size=_size(entry.get("bytes")))


def _is_table(path: str, field: str, problems: Problems) -> bool:
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts or "\\" in path or ":" in path:
        problems.add(NAME, f"path '{path}' leads out of the package", field=field)
        return False
    if path not in COLUMNS and (not path.endswith(".csv") or path.removesuffix(".csv") not in TABLES):
        problems.add(NAME, f"'{path}' is no table of the register; tables are: {', '.join(TABLES)}", field=field)
        return False
    return True


def _sha256(value: object, field: str, problems: Problems) -> str | None:
    if value is None:
        return None
    digest = value.removeprefix("sha256:").lower() if isinstance(value, str) else ""
    if len(digest) != _SHA256_DIGITS or any(digit not in "0123456789abcdef" for digit in digest):
        problems.add(NAME, "hash is no 'sha256:' with 64 hexadecimal digits", field=field)
        return None
    return digest


def _size(value: object) -> int | None:
    return value if isinstance(value, int) else None
