"""Collecting what is wrong with an input, up to a bound."""

from pathlib import Path

from kautilya.core.errors import InputError, Problem

LIMIT = 1_000
"""Problems after which reading stops: a junk file would only repeat itself."""


class TooManyProblems(Exception):  # noqa: N818 - not an error of its own: it ends the collecting
    """The limit is reached; caught where the collecting began."""


class Problems:
    """The problems found so far, in the order in which they were found."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def __len__(self) -> int:
        """Return how many were found."""
        return len(self._found)

    def add(self, file: str, message: str, *, line: int | None = None, field: str | None = None) -> None:
        """Note a problem; TooManyProblems once there are `LIMIT` of them."""
        self._found.append(Problem(file=file, line=line, field=field, message=message))
        if len(self._found) >= LIMIT:
            self._found.append(Problem(file=file, message=f"reading stopped after {LIMIT:,} problems; there may be more"))
            raise TooManyProblems

    def refuse(self, source: Path) -> None:
        """Raise an InputError with all problems, if there are any."""
        if self._found:
            raise InputError(source, self._found)
