"""Collecting what is wrong with an input, up to a bound."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kautilya.core.errors import InputError, Problem

LIMIT = 1_000
"""Problems after which reading stops: a junk file would only repeat itself."""
FEW = 5
"""So many problems of one cause in one file are told one by one; more are told as one, with the first places."""


class TooManyProblems(Exception):  # noqa: N818 - not an error of its own: it ends the collecting
    """The limit is reached; caught where the collecting began."""


@dataclass(slots=True, kw_only=True)
class _Alike:
    """Problems of one cause in one file."""

    first: list[Problem] = field(default_factory=list)
    count: int = 0


class Problems:
    """The problems found so far, in the order in which they were found; those of one cause stand together."""

    def __init__(self) -> None:
        self._found: list[_Alike] = []
        self._by_cause: dict[tuple[str, str], _Alike] = {}
        self._told = 0

    def __len__(self) -> int:
        """Return how many were found."""
        return sum(alike.count for alike in self._found)

    def add(
        self, file: str, message: str, *, line: int | None = None, field: str | None = None, cause: str | None = None
    ) -> None:
        """Note a problem; TooManyProblems once there are `LIMIT` of them to tell.

        Args:
            cause: What problems that mend alike share; None where a problem stands alone.
        """
        alike = _Alike() if cause is None else self._by_cause.get((file, cause), _Alike())
        if not alike.count:
            self._found.append(alike)
            if cause is not None:
                self._by_cause[file, cause] = alike
        alike.count += 1
        if alike.count > FEW:
            return
        alike.first.append(Problem(file=file, line=line, field=field, message=message))
        self._told += 1
        if self._told >= LIMIT:
            stop = Problem(file=file, message=f"reading stopped after {LIMIT:,} problems; there may be more")
            self._found.append(_Alike(first=[stop], count=1))
            raise TooManyProblems

    def refuse(self, source: Path) -> None:
        """Raise an InputError with all problems, if there are any."""
        if self._found:
            raise InputError(source, [problem for alike in self._found for problem in _told(alike)])


def _told(alike: _Alike) -> Sequence[Problem]:
    if alike.count <= FEW:
        return alike.first
    first, *others = alike.first
    places = ", ".join(_place(one) for one in others)
    return [replace(first, message=f"{first.message}; {alike.count - 1:,} more of this kind, the first at {places}")]


def _place(problem: Problem) -> str:
    line = f"line {problem.line}" if problem.line is not None else problem.file
    return line if problem.field is None else f"{line} ({problem.field})"
