"""Files that are read whole: what they hold, or why not."""

from pathlib import Path

from kautilya.intake.problems import Problems


def content_of(path: Path, most: int, none_is: str, problems: Problems) -> bytes:
    """Return the bytes of a file; none, and a problem, where it cannot be read or is larger than any of its kind.

    Args:
        most: Most bytes.
        none_is: What no such file is: `no monthly index is`.
    """
    try:
        if path.stat().st_size > most:
            problems.add(path.name, f"is larger than {most:,} bytes: {none_is}")
            return b""
        return path.read_bytes()
    except OSError as exc:
        problems.add(path.name, f"cannot be read: {exc.strerror}")
        return b""
