"""What was found while a file was read, in bounded memory: many of a kind one by one, the rest as a count with rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kautilya.register.dataset import DatasetProblem, ProblemKind

LISTED = 500
"""Problems of one kind and column that are told one by one."""
RAW = 300
"""Characters of a record's text that are kept."""


@dataclass(slots=True)
class Log:
    """Problems in the order in which they were found."""

    _listed: list[DatasetProblem] = field(default_factory=list)
    _seen: dict[tuple[ProblemKind, str | None], int] = field(default_factory=dict)
    _rows_left: dict[tuple[ProblemKind, str | None], list[int]] = field(default_factory=dict)

    def add(self, kind: ProblemKind, message: str, *, row: int | None = None, column: str | None = None, raw: str = "") -> None:
        """Note one problem."""
        self.extend([DatasetProblem(kind=kind, row=row, field=column, message=message, raw=raw[:RAW])])

    def extend(self, problems: Iterable[DatasetProblem]) -> None:
        """Note several problems."""
        for problem in problems:
            key = (problem.kind, problem.field)
            self._seen[key] = self._seen.get(key, 0) + 1
            if self._seen[key] <= LISTED:
                self._listed.append(problem)
            else:
                self._rows_left.setdefault(key, []).append(problem.row or 0)

    def problems(self) -> tuple[DatasetProblem, ...]:
        """Return the problems by row, those of the whole file first; what was too much to list stands at the end."""
        return (*sorted(self._listed, key=lambda problem: problem.row or 0), *self._left())

    def _left(self) -> Iterator[DatasetProblem]:
        for (kind, column), rows in self._rows_left.items():
            message = f"{len(rows):,} more like those listed"
            yield DatasetProblem(
                kind=kind, row=rows[0] or None, field=column, message=message, raw=_ranges(rows), count=len(rows)
            )


def _ranges(rows: list[int]) -> str:
    """Write rows as `5-9, 12`, as far as there is room."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row <= runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    text = "lines " + ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return text if len(text) <= 10 * RAW else text[: 10 * RAW] + " ..."
