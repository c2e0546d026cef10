"""Which files of a folder of downloads are taken in, and why the others are not."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kautilya.core.errors import InputError
from kautilya.intake.descriptor import NAME as PACKAGE
from kautilya.intake.risk_index import looks_like_risk_index
from kautilya.intake.transfers.envelope import is_envelope
from kautilya.intake.transfers.heading import is_heading_line
from kautilya.intake.transfers.read import looks_like_transfers, read_transfers

_TEXTS = (".csv", ".json", ".txt", ".tsv")
_FIRST = 8192
"""Bytes from which a file that cannot be read is told from one of something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file of a folder that is not taken in, for it is none of transfers."""

    file: str
    """Its path within the folder."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is meant by a path that was given."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...] = ()


def chosen_from(path: Path) -> Chosen:
    """Return the files of transfers in a folder and its subfolders; a data package, or a file, is meant as it was given.

    What is no file of transfers is skipped with its reason, a data package within too. A file that begins like one and
    cannot be read is not skipped: reading it raises, and nothing is taken in. A folder without any file of transfers is
    returned itself, to be refused as no data package.
    """
    if not path.is_dir() or (path / PACKAGE).exists():
        return Chosen(files=(path,))
    files: list[Path] = []
    skipped: list[Skipped] = []
    for inner in _files(path):
        reason = _why_skipped(inner)
        if reason is None:
            files.append(inner)
        else:
            skipped.append(Skipped(file=inner.relative_to(path).as_posix(), reason=reason))
    if not any(map(looks_like_transfers, files)):
        return Chosen(files=(path,))
    return Chosen(files=tuple(files), skipped=tuple(skipped))


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files within a folder in the order of their paths; of a data package only its descriptor."""
    for inner in sorted(folder.iterdir()):
        if inner.name.startswith("."):
            continue
        if not inner.is_dir():
            yield inner
        elif (inner / PACKAGE).exists():
            yield inner / PACKAGE
        elif not inner.is_symlink():
            yield from _files(inner)


def _why_skipped(path: Path) -> str | None:
    """Say why a file is none of transfers; None where it is one, or may be one that is broken."""
    if path.name == PACKAGE:
        return "a data package; import it by itself"
    if path.suffix.lower() not in _TEXTS:
        return f"not one of {', '.join(_TEXTS)}; name it by itself if it is a file of transfers"
    if looks_like_risk_index(path) or looks_like_transfers(path) or _may_be_broken(path):
        return None
    try:
        read_transfers(path)
    except InputError as error:
        return "; ".join(problem.message for problem in error.problems)
    return None


def _may_be_broken(path: Path) -> bool:
    """Tell whether a file that does not read as one of transfers may be a damaged one: empty, JSON, or headed like one."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_FIRST)
    except OSError:
        return True
    if not head.strip() or is_envelope(head):
        return True
    return any(is_heading_line(line) for line in head.decode("utf-8", "replace").splitlines())
