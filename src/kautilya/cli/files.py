"""Files that the user names, and plain words where one cannot be read or written."""

from pathlib import Path

from kautilya.core.errors import InputError, Problem


def read_text(path: Path) -> str:
    """Return the text of a file; InputError if it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as exc:
        raise InputError(path, [Problem(file=path.name, message=f"cannot be read: {exc.strerror}")]) from exc
    except UnicodeDecodeError as exc:
        raise InputError(path, [Problem(file=path.name, message=f"is not UTF-8 (byte {exc.start})")]) from exc


def write_text(path: Path, text: str) -> None:
    """Write a file of text and the folders above it; InputError if that fails."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file and the folders above it; InputError if that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as exc:
        raise InputError(path, [Problem(file=path.name, message=f"cannot be written: {exc.strerror}")]) from exc
