"""Files that the user names, and plain words where one cannot be read or written."""

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from kautilya.core.errors import InputError, Problem

NEW = 0o666
"""The mode of a new file, less what the user's mask takes."""
OWN = 0o600
"""The mode of a file that is to take the place of another, until it has that one's."""
IN_PLACE = {errno.EACCES, errno.EBUSY, errno.EINVAL, errno.ENOTSUP, errno.EPERM, errno.EXDEV}
"""Errors of a system or folder that lets no other file take the place of one that may be written to."""


def read_text(path: Path) -> str:
    """Return the text of a file; InputError if it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as exc:
        raise InputError(path, [Problem(file=path.name, message=f"cannot be read: {exc.strerror}")]) from exc
    except UnicodeDecodeError as exc:
        raise InputError(path, [Problem(file=path.name, message=f"is not UTF-8 (byte {exc.start})")]) from exc


def write_text(path: Path, text: str) -> None:
    """Write a file of text as `write_bytes` does."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file and the folders above it: all of it, or what stood there stays; InputError if that fails.

    Devices, pipes, files that this program has open as its output or that have several names are written to as they are, and so
    is a file that may be written to where no other may take its place.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = _state(path)
        if before is None:
            _replace(Path(os.path.realpath(path)), content, None)
        elif _is_written_to(path, before):
            path.write_bytes(content)
        else:
            _exchange(path, content, before)
    except OSError as exc:
        raise InputError(path, [Problem(file=path.name, message=f"cannot be written: {exc.strerror}")]) from exc


def _exchange(path: Path, content: bytes, before: os.stat_result) -> None:
    """Put another file in the place of one, or write to that one where the system allows no other there."""
    try:
        _replace(Path(os.path.realpath(path)), content, before)
    except OSError as exc:
        if exc.errno not in IN_PLACE or not os.access(path, os.W_OK):
            raise
        path.write_bytes(content)


def _state(path: Path) -> os.stat_result | None:
    """Return what the system tells of a file; None where there is none."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_written_to(path: Path, before: os.stat_result) -> bool:
    """Tell whether a file has to be written to as it is: another in its place would not be the one that is meant."""
    if not stat.S_ISREG(before.st_mode) or before.st_nlink > 1 or str(path).startswith(("/dev/fd/", "/proc/")):
        return True
    return any(os.path.samestat(before, held) for held in _streams()) or not os.access(path.resolve().parent, os.W_OK)


def _streams() -> list[os.stat_result]:
    """Return the states of stdout and stderr, as far as they are open."""
    states = []
    for stream in (1, 2):
        with suppress(OSError):
            states.append(os.fstat(stream))
    return states


def _replace(path: Path, content: bytes, before: os.stat_result | None) -> None:
    """Write beside a file and put that in its place, with the mode and the owner of what stood there."""
    if before is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    beside = path.with_name(f".kautilya-{secrets.token_hex(8)}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, NEW if before is None else OWN)
    try:
        with os.fdopen(handle, "wb") as file:
            if before is not None:
                with suppress(PermissionError):
                    os.fchown(file.fileno(), before.st_uid, before.st_gid)
                os.fchmod(file.fileno(), stat.S_IMODE(before.st_mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
