"""A case from its tables that can be planned with, or the rows that keep it from being so."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kautilya.core.errors import InputError, Problem
from kautilya.intake.sheet import Row
from kautilya.plan.case import Case
from kautilya.plan.checking import checked, within_ranges
from kautilya.plan.folder.layout import YEAR, Shape, case_layout
from kautilya.plan.folder.reading import named, read_folder, read_rows

Place = tuple[str, int]
"""File and line."""


def read_planned(folder: Path, note: Callable[[str], None] = lambda _: None) -> Case:
    """Read a case from a folder of its tables, and hold it against what a case must keep to before it can be planned.

    Args:
        note: Told what the reader of the tables should know of how they were read.

    Raises:
        InputError: As `read_folder`; or numbers lie outside what they may be or their own range,
            names are not there: each by its row.
    """
    case = read_folder(folder, note)
    try:
        checked(case)
        within_ranges(case)
    except InputError as exc:
        places = dict(_places(read_rows(folder), case.years))
        raise InputError(folder, [_placed(problem, places) for problem in exc.problems]) from exc
    return case


def _places(rows: Mapping[str, Sequence[Row]], years: Sequence[str]) -> Iterator[tuple[str, Place]]:
    """Yield where each row stands, by the name that the checks give it: `offers.jet`, `areas.a.requirement[0]`, `P03`."""
    top = case_layout()
    for row in rows[top.name]:
        yield from ((part.field, (f"{top.name}.csv", row.line)) for part in top.parts)
    for table in top.below:
        if table.shape is not Shape.MANY:
            continue
        for row in rows[table.name]:
            name = named(row, table.heading[0])
            yield f"{table.field}.{name}", (f"{table.name}.csv", row.line)
            if table.field == "parameters":
                yield name, (f"{table.name}.csv", row.line)
        for below in table.below:
            for row in rows[below.name]:
                year = years.index(named(row, YEAR))
                yield f"{table.field}.{named(row, below.key)}.{below.field}[{year}]", (f"{below.name}.csv", row.line)


def _placed(problem: Problem, places: Mapping[str, Place]) -> Problem:
    """Return the problem with the file and the line of the row that it is of, where it is of one."""
    told = problem.field or ""
    within = [name for name in places if told == name or told.startswith(f"{name}.")]
    if not within:
        return problem
    name = max(within, key=len)
    file, line = places[name]
    return Problem(file=file, line=line, field=told.removeprefix(name).lstrip(".") or told, message=problem.message)
