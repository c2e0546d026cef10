"""The line of column names: which layout it heads, and which of its columns is which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kautilya.intake.transfers.cells import cut
from kautilya.intake.transfers.layouts import FIELDS, Cell, Field, normalised
from kautilya.register.dataset import DatasetProblem, Layout, ProblemKind

DELIMITERS = (",", ";", "\t")
_RECOGNISED = 0.6
"""Share of a layout's named columns that a line of column names must have."""
_MOST_RENAMED = 2
"""Columns of unknown names up to which their place is certain."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PERIOD = re.compile(r"((?:19|20)[0-9]{2})\s*[-\u2013/]\s*((?:19|20)[0-9]{2})")
_PARTNERS = {"", "recipient", "supplier", "importer", "exporter", "country", "recipients", "suppliers"}
_SUMS = re.compile(r"total|sum.*|percentage.*|percent.*|%.*|share.*|")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnNames:
    """A line of column names, understood."""

    layout: Layout
    line: str
    delimiter: str
    headings: tuple[str, ...]
    """The headings as printed, without the padding at the end."""
    fields: tuple[Field | None, ...]
    """Per column what it holds; None for columns that are ignored, and for all columns of a TIV table."""
    padding: int = 0
    """Blank columns at the end of the line, which a spreadsheet has added."""
    semicolons: bool = False
    """Whether the line ends in semicolons that a spreadsheet has added."""
    problems: tuple[DatasetProblem, ...] = ()

    @property
    def width(self) -> int:
        """Cells of a record."""
        return len(self.headings)

    @property
    def missing(self) -> tuple[Field, ...]:
        """Fields of the layout that no column holds."""
        return tuple(field for field in FIELDS.get(self.layout, ()) if field not in self.fields)


def column_names(line: str, number: int) -> ColumnNames | None:
    """Understand a line of column names; None if the line is not one."""
    semicolons = line.count(",") > 2 and line.endswith(";")
    for delimiter in DELIMITERS:
        text = line.rstrip(";") if semicolons and delimiter == "," else line
        headings = _headings(text, delimiter)
        if headings is None:
            continue
        kept = _unpadded(headings)
        found = _known_layout(kept, line, delimiter, number) or _tiv_table(kept, line, delimiter)
        if found is not None:
            return _with_padding(found, padding=len(headings) - len(kept), semicolons=semicolons and delimiter == ",")
    return None


def by_place(layout: Layout, delimiter: str, number: int) -> ColumnNames:
    """Return the usual columns of a layout for a table whose line of column names was deleted: a guess, and listed."""
    fields = FIELDS[layout]
    message = f"no line of column names; read by place as the {len(fields)} columns of a {layout.value}"
    return ColumnNames(
        layout=layout,
        line="",
        delimiter=delimiter,
        headings=tuple(field.names[0] if field.names else "" for field in fields),
        fields=fields,
        problems=(DatasetProblem(kind=ProblemKind.GUESS, row=number, message=message),),
    )


def _headings(line: str, delimiter: str) -> list[str] | None:
    if line.count(delimiter) < 1 or len(line) > 20_000:
        return None
    try:
        return cut(line, delimiter).cells
    except ValueError:
        return None


def _unpadded(headings: Sequence[str]) -> list[str]:
    last = max((place for place, heading in enumerate(headings) if normalised(heading)), default=-1)
    return list(headings[: last + 1])


def _with_padding(found: ColumnNames, *, padding: int, semicolons: bool) -> ColumnNames:
    return ColumnNames(
        layout=found.layout, line=found.line, delimiter=found.delimiter, headings=found.headings, fields=found.fields,
        padding=padding, semicolons=semicolons, problems=found.problems,
    )  # fmt: skip


def _known_layout(headings: Sequence[str], line: str, delimiter: str, number: int) -> ColumnNames | None:
    best: tuple[float, Layout] | None = None
    names = [normalised(heading) for heading in headings]
    for layout, fields in FIELDS.items():
        named = [field for field in fields if field.names]
        share = sum(any(name in field.names for name in names) for field in named) / len(named)
        if share >= _RECOGNISED and (best is None or share > best[0]):
            best = (share, layout)
    if best is None:
        return None
    assigned, problems = _assigned(FIELDS[best[1]], headings, number)
    return ColumnNames(
        layout=best[1], line=line, delimiter=delimiter, headings=tuple(headings), fields=assigned, problems=problems
    )


def _assigned(
    layout: tuple[Field, ...], headings: Sequence[str], number: int
) -> tuple[tuple[Field | None, ...], tuple[DatasetProblem, ...]]:
    """Give each column its field: by name, then flags by the column before them, then by place where that is certain."""
    names = [normalised(heading) for heading in headings]
    by_name = {name: field for field in layout for name in field.names}
    fields: list[Field | None] = []
    for name in names:
        field = by_name.get(name)
        fields.append(None if field in fields else field)
    _assign_flags(fields, names, layout)
    problems = [*_assign_by_place(fields, headings, layout, number), *_ignored(fields, headings, number)]
    return tuple(fields), tuple(problems)


def _assign_flags(fields: list[Field | None], names: Sequence[str], layout: tuple[Field, ...]) -> None:
    """Take a column headed by a blank for the `?` of the column before it."""
    flags = {field.name: field for field in layout if field.cell is Cell.FLAG}
    for place in range(1, len(fields)):
        before = fields[place - 1]
        if names[place] == "" and fields[place] is None and before is not None:
            fields[place] = flags.get(f"{before.name}_uncertain")


def _assign_by_place(
    fields: list[Field | None], headings: Sequence[str], layout: tuple[Field, ...], number: int
) -> list[DatasetProblem]:
    """Take the columns left over for what stands at their place, if all others are in their usual places."""
    usual = len(fields) == len(layout) and all(field is None or field is layout[place] for place, field in enumerate(fields))
    left = [place for place, field in enumerate(fields) if field is None and normalised(headings[place])]
    if (
        not usual
        or len(left) > _MOST_RENAMED
        or any(_is_volume(layout[place]) != _names_volume(headings[place]) for place in left)
    ):
        return []
    problems = []
    for place, field in enumerate(fields):
        if field is None:
            fields[place] = layout[place]
            if normalised(headings[place]) == "" and layout[place].cell is Cell.FLAG:
                continue
            message = f"column {place + 1}, headed '{headings[place].strip()[:60]}', is read by its place"
            problems.append(DatasetProblem(kind=ProblemKind.GUESS, row=number, field=layout[place].name, message=message))
    return problems


def _is_volume(field: Field) -> bool:
    return field.name.startswith("tiv")


def _names_volume(heading: str) -> bool:
    """Tell whether a heading speaks of TIV: a column of money is not read as one by its place, nor the other way."""
    return "tiv" in heading.lower() or "trend" in heading.lower()


def _ignored(fields: Sequence[Field | None], headings: Sequence[str], number: int) -> list[DatasetProblem]:
    return [
        DatasetProblem(
            kind=ProblemKind.NOTE,
            row=number,
            message=f"column {place + 1}, headed '{headings[place].strip()[:60]}', is not read",
        )
        for place, field in enumerate(fields)
        if field is None
    ]


def _tiv_table(headings: Sequence[str], line: str, delimiter: str) -> ColumnNames | None:
    if len(headings) < 2 or normalised(headings[0]) not in _PARTNERS:
        return None
    rest = [heading.strip() for heading in headings[1:]]
    years = sum(_YEAR.fullmatch(heading) is not None for heading in rest)
    periods = sum(_PERIOD.fullmatch(heading) is not None for heading in rest)
    known = years + periods + sum(_SUMS.fullmatch(heading.lower()) is not None for heading in rest)
    if years + periods < 1 or known < len(rest):
        return None
    return ColumnNames(
        layout=Layout.TIV_TABLE, line=line, delimiter=delimiter, headings=tuple(headings), fields=(None,) * len(headings)
    )


def year_of(heading: str) -> int | None:
    """Return the year that heads a column of a TIV table, None if it is no year."""
    text = heading.strip()
    return int(text) if _YEAR.fullmatch(text) else None


def period_of(heading: str) -> tuple[int, int] | None:
    """Return the period that heads a column of a TIV table, None if it is none."""
    found = _PERIOD.fullmatch(heading.strip())
    return None if found is None else (int(found[1]), int(found[2]))
