"""Shows the data sets of a register: what each file holds, how it was read, and what was found in it."""

from collections.abc import Sequence

from kautilya.cli.documents import document, write_json
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.session import Asked, say
from kautilya.core.errors import NotFoundError
from kautilya.register.dataset import Dataset, DatasetProblem, Layout, ProblemKind, counted
from kautilya.store.datasets import datasets, published_by
from kautilya.store.sql_store import SqlStore

FIRST = 10
"""Problems that are listed where not all are asked for."""


def list_datasets(store: SqlStore, asked: Asked, *, as_json: bool) -> None:
    """Write one line for each data set: layout, edition, window, rows; then licences and credit lines.

    Of a known day only the editions published by then are listed, and no file that does not tell its edition.
    """
    known_by = None if asked.as_of is None else asked.as_of.last
    held = [one for one in datasets(store, asked.recorded_by).list() if published_by(one, known_by)]
    if as_json:
        write_json({"register": store.where, "data_sets": [dataset_facts(one) for one in held]})
        return
    titles = ("id", "layout", "edition", "window", "rows", "file")
    columns = [Column(title=title, right=title == "rows", whole=title != "file") for title in titles]
    write_table(columns, [_row(one) for one in held])
    for line in dict.fromkeys(f"{one.credit} ({one.licence})" for one in held):
        write(f"- {line}")
    if not held and (known_by or asked.recorded_by):
        say("the register holds none of that day; `kautilya datasets` lists all")
    elif not held:
        say("no file of arms transfers has been imported: kautilya import FILE takes one in")


def show_dataset(store: SqlStore, name: str, asked: Asked, *, everything: bool, as_json: bool) -> None:
    """Write one data set with its problems; NotFoundError if it was not there on the day that is asked for."""
    found = datasets(store, asked.recorded_by).get(name).dataset
    if asked.as_of is not None and not published_by(found, asked.as_of.last):
        raise NotFoundError(f"data set '{found.name}' is of edition {found.edition or 'not told'}: not known by {asked.as_of}")
    if as_json:
        write_json({"register": store.where, "data_set": dataset_facts(found, with_problems=True)})
        return
    write_dataset_summary(found, held_already=False, everything=everything, first=True)


def write_dataset_summary(dataset: Dataset, *, held_already: bool, everything: bool, first: bool) -> None:
    """Write what a file is, what became of its records, and what was found in it."""
    if not first:
        write()
    part = f", part {dataset.part}" if dataset.part > 1 else ""
    write(f"{dataset.name}  {dataset.file}{part}{': the register holds it already' if held_already else ''}")
    about = f"; {dataset.direction.value} of {dataset.subject}" if dataset.direction else ""
    given = " (as told by --edition)" if dataset.edition_given else ""
    write(f"  {dataset.layout.value}, edition {dataset.edition or 'not told'}{given}, window {_window(dataset)}{about}")
    counts = dataset.counts
    write(
        f"  {counts.rows:,} rows of {counts.records:,} records: {counts.read:,} read as they stand, "
        f"{counts.repaired:,} repaired, {counts.duplicates:,} repeat another, {counts.refused:,} refused"
    )
    if dataset.layout is Layout.UN_REGISTER:
        write(f"  no measure reads it; `kautilya export --table dataset:{dataset.name} -o FILE` writes its rows")
    if counts.refused:
        write(f"  ! {counts.refused:,} records are not in the rows: every figure from this file misses them, and says so")
    if dataset.layout is Layout.RISK_INDEX:
        write("  `measure continuity` sets it beside the shocks")
    else:
        _write_parties(dataset)
    write(f"  {dataset.credit}")
    _write_problems(dataset.problems, everything=everything)


def _write_parties(dataset: Dataset) -> None:
    names = {kind: len(dataset.problems_of(kind)) for kind in (ProblemKind.UNKNOWN_NAME, ProblemKind.GUESS)}
    write(
        f"  {dataset.suppliers} suppliers, {dataset.recipients} recipients; {names[ProblemKind.UNKNOWN_NAME]} unknown names, "
        f"{names[ProblemKind.GUESS]} guesses"
    )


def _write_problems(problems: Sequence[DatasetProblem], *, everything: bool) -> None:
    if not problems:
        write("  no problem was found")
        return
    told = ", ".join(f"{number:,} x {kind.value}" for kind, number in counted(problems).items())
    write(f"  problems: {told}")
    shown = problems if everything else problems[:FIRST]
    for problem in shown:
        write(f"  - {problem}")
    if len(shown) < len(problems):
        write(f"  and {len(problems) - len(shown):,} more: --all, or kautilya datasets ID --all")


def _row(one: Dataset) -> tuple[str, ...]:
    return one.name, one.layout.value, str(one.edition or "not told"), _window(one), f"{one.counts.rows:,}", one.file


def _window(one: Dataset) -> str:
    if one.window is not None:
        return f"{one.window[0]}:{one.window[1]}"
    return "all years" if one.window_stated else "not told"


def dataset_facts(one: Dataset, *, with_problems: bool = False) -> dict[str, object]:
    """Return a data set as JSON: the problems by kind, and each of them where they are asked for."""
    facts = document(one)
    if not isinstance(facts, dict):
        raise TypeError("a data set is an object")
    counts = {kind.value: number for kind, number in counted(one.problems).items()}
    kept = {name: value for name, value in facts.items() if with_problems or name != "problems"}
    return {"name": one.name, "rows": one.counts.rows, "problem_counts": counts, **kept}
