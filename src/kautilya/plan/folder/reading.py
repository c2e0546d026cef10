"""Tables of a case back into the case, or everything that is wrong with them at once."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kautilya.intake.problems import Problems, TooManyProblems
from kautilya.intake.sheet import SEPARATORS, Resource, Row, Sheet, read_text, sheet_of
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.codec import Json
from kautilya.plan.folder.cells import CellError, value_of, with_point
from kautilya.plan.folder.commas import decided
from kautilya.plan.folder.layout import YEAR, Column, Content, Layout, Part, Shape, case_layout, every
from kautilya.plan.folder.saved import COMMA, Marks, divided, marks

Object = dict[str, Json]


def read_folder(folder: Path, note: Callable[[str], None] = lambda _: None) -> Case:
    """Read a case from a folder of its tables; rows whose cells are all blank are no rows.

    Cells may be divided by semicolons, as a spreadsheet divides them whose language writes decimal commas, or by tabs, as it
    writes text in UTF-16. Numbers of a file have one decimal mark, and what may be read in two ways is a problem.

    Args:
        note: Told which files were read so.

    Raises:
        InputError: A table is missing or broken, or a cell is not what its column asks for; every problem is listed.
    """
    reader = _Reader(folder=folder)
    whole: Object = {}
    with suppress(TooManyProblems):
        whole = reader.case()
    reader.problems.refuse(folder)
    for name, found in reader.marks.items():
        if found.decimal == ",":
            by = SEPARATORS[found.separator]
            note(f"{name}.csv: its cells are divided by {by}s, so a comma in a number was read as its decimal point")
    for told in reader.by_range:
        note(told)
    return codec.read(Case, codec.write(whole), str(folder))


def read_rows(folder: Path) -> dict[str, tuple[Row, ...]]:
    """Return the rows of all tables by their names, as far as they can be read."""
    reader = _Reader(folder=folder)
    return {layout.name: reader.table_rows(layout) for layout in every(case_layout())}


@dataclass(slots=True, kw_only=True)
class _Reader:
    folder: Path
    problems: Problems = field(default_factory=Problems)
    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    incomplete: set[str] = field(default_factory=set)
    """Files of which rows could not be read: what seems to be missing may be in them."""
    separators: dict[str, str] = field(default_factory=dict)
    """What divides the cells of a table that is a text."""
    marks: dict[str, Marks] = field(default_factory=dict)
    by_range: list[str] = field(default_factory=list)
    """Cells whose range decided what their comma is, in words."""

    def case(self) -> Object:
        top = case_layout()
        for layout in every(top):
            self.rows[layout.name] = self.table_rows(layout)
        if len(self.rows[top.name]) != 1 and f"{top.name}.csv" not in self.incomplete:
            self._add(top, f"has {len(self.rows[top.name])} rows: a case is one row")
        whole: Object = {}
        for row in self.rows[top.name][:1]:
            whole = self._entry(top, row)
        years = [str(year) for year in _listed(whole.get("years"))]
        for below in top.below:
            whole[below.field] = self._table(below, years)
        return whole

    def table_rows(self, layout: Layout) -> tuple[Row, ...]:
        """Return the rows of a table that are not blank, as far as they can be read, and note the marks of its numbers."""
        name = f"{layout.name}.csv"
        sheet = self._sheet(layout, name)
        if sheet is None or not sheet.complete:
            self.incomplete.add(name)
        rows = () if sheet is None else tuple(row for row in sheet.rows if any(row.cells.values()))
        numbers = [column.name for part in layout.parts for column in part.columns if column.content is Content.NUMBER]
        separator = self.separators.get(layout.name, COMMA)
        self.marks[layout.name] = marks(separator, (row.cells[column] for row in rows for column in numbers))
        return rows

    def _sheet(self, layout: Layout, name: str) -> Sheet | None:
        told = read_text(self.folder, Resource(path=name), self.problems)
        if told is None:
            return None
        separator, before = divided(told.text)
        if separator not in SEPARATORS:
            known = ", ".join(SEPARATORS.values())
            self._add(layout, f"says that '{separator}' divides its cells: save it divided by one of {known}", line=1)
            return None
        self.separators[layout.name] = separator
        return sheet_of(told, layout.heading, self.problems, separator=separator, skipped=before)

    def _table(self, layout: Layout, years: Sequence[str]) -> Json:
        rows = self.rows[layout.name]
        if layout.shape is Shape.YEARLY:
            return self._by_year(layout, rows, years)
        if layout.shape is Shape.AT_MOST_ONE:
            return self._single(layout, rows)
        keyed = {below: self._by_key(below, rows) for below in layout.below}
        entries: list[Json] = []
        for row in rows:
            entry = self._entry(layout, row)
            for below, groups in keyed.items():
                entry[below.field] = self._by_year(below, groups.get(named(row, below.key), ()), years)
            entries.append(entry)
        return entries

    def _single(self, layout: Layout, rows: Sequence[Row]) -> Json:
        if len(rows) > 1:
            self._add(layout, f"has {len(rows)} rows: there is one at most", line=rows[1].line)
        entry: Object = {}
        for row in rows[:1]:
            entry = self._entry(layout, row)
        for below in layout.below:
            entry[below.field] = self._table(below, ())
            if not rows and self.rows[below.name] and f"{layout.name}.csv" not in self.incomplete:
                line = self.rows[below.name][0].line
                self._add(below, f"has rows, but {layout.name}.csv has none that they belong to", line=line)
        return entry if rows else None

    def _by_key(self, below: Layout, above: Sequence[Row]) -> dict[str, tuple[Row, ...]]:
        """Return the rows of a table by the row above that they name, and list names that are unknown or not unique."""
        names = Counter(named(row, below.key) for row in above)
        table = f"{below.name.removesuffix(f'_{below.field}')}.csv"
        for row in above:
            if names[named(row, below.key)] > 1:
                self.problems.add(table, f"'{named(row, below.key)}' is there more than once", line=row.line, field=below.key)
        groups: dict[str, list[Row]] = {}
        for row in self.rows[below.name]:
            if named(row, below.key) not in names and table not in self.incomplete:
                self._add(
                    below, f"'{named(row, below.key)}' is not in {table}", line=row.line, column=below.key, cause="a name"
                )
            groups.setdefault(named(row, below.key), []).append(row)
        return {name: tuple(rows) for name, rows in groups.items()}

    def _by_year(self, layout: Layout, rows: Sequence[Row], years: Sequence[str]) -> Json:
        """Return the entries of rows in the order of their years, whichever order the rows have."""
        found: dict[str, Json] = {}
        for row in rows:
            year = named(row, YEAR)
            if not years and "case.csv" in self.incomplete:
                continue
            if year not in years:
                self._add(layout, f"'{year}' is no year of case.csv", line=row.line, column=YEAR, cause="a year")
            elif year in found:
                self._add(layout, f"'{year}' is there more than once", line=row.line, column=YEAR)
            found[year] = self._number(layout, row) if layout.key is not None else self._entry(layout, row)
        gaps = [year for year in years[: len(found)] if year not in found]
        if gaps and set(found) <= set(years) and f"{layout.name}.csv" not in self.incomplete:
            of = "" if layout.key is None else f" of '{named(rows[0], layout.key)}'"
            self._add(layout, f"the row of {gaps[0]}{of} is missing", line=rows[0].line, column=YEAR)
        return [found[year] for year in years if year in found]

    def _entry(self, layout: Layout, row: Row) -> Object:
        entry: Object = {}
        for part in layout.parts:
            entry.update({part.field: self._part(layout, part, row)})
        return entry

    def _number(self, layout: Layout, row: Row) -> Json:
        (part,) = layout.parts
        return self._part(layout, part, row)

    def _part(self, layout: Layout, part: Part, row: Row) -> Json:
        if part.optional and not any(row.cells[column.name] for column in part.columns):
            return None
        found = self.marks[layout.name]
        read = decided(part.columns, row.cells) if found.decimal == "," and found.sure else {}
        for name, text in read.items():
            self.by_range.append(f"{layout.name}.csv:{row.line}: {name}: '{row.cells[name]}' read as {text}, by its range")
        values = {column.path[-1]: self._value(layout, column, row, read.get(column.name)) for column in part.columns}
        return values if len(part.columns) > 1 else values[part.columns[0].path[-1]]

    def _value(self, layout: Layout, column: Column, row: Row, read: str | None = None) -> Json:
        """Return what a cell says, or what its comma was read as by its range; None where it is a problem."""
        text, found = row.cells[column.name] if read is None else read, self.marks[layout.name]
        try:
            if read is None and column.content is Content.NUMBER:
                text = with_point(text, decimal=found.decimal, sure=found.sure)
            return value_of(text, column, decimal=found.decimal)
        except CellError as exc:
            self._add(layout, str(exc), line=row.line, column=column.name, cause=exc.cause)
            return None

    def _add(
        self, layout: Layout, message: str, *, line: int | None = None, column: str | None = None, cause: str | None = None
    ) -> None:
        self.problems.add(f"{layout.name}.csv", message, line=line, field=column, cause=cause)


def named(row: Row, column: str | None) -> str:
    """Return the name in a cell that refers to another table; blank where the column has none."""
    return row.cells[column].removeprefix("'") if column is not None else ""


def _listed(value: Json) -> Iterator[Json]:
    yield from value if isinstance(value, list) else ()
