"""Answers on transfers as tables of the terminal."""

from collections.abc import Mapping, Sequence

import polars as pl

from kautilya.cli.output import Column, write, write_table
from kautilya.cli.session import say
from kautilya.measures.transfers.result import TransferResult

SHOWN = 20
"""Rows of a table where not all are asked for."""
_PERCENT = frozenset({"share", "change", "difference"})
"""Values that are fractions, shown in per cent; a difference of two shares is in percentage points."""
_ABOUT = ("window", "edition", "unit", "stage")
_MORE = ("role",)
"""Columns after the value that tell rows apart."""
_NEVER = frozenset({"rows", "layout", "mark", "supplier_name", "recipient_name", "denominator"})


def write_answer(result: TransferResult, *, everything: bool) -> None:
    """Write an answer: what all rows have in common above the table, what tells them apart within it."""
    frame = result.frame
    latest = result.measure == "concentration"  # a series of windows: the last are asked for most
    shown = frame if everything else frame.tail(SHOWN) if latest else frame.head(SHOWN)
    write(f"{result.measure}: {result.question}")
    _write_common(frame, result.denominator)
    columns = _columns(frame, result.value)
    figures = (result.value, "lo", "hi", "n")
    write_table(
        [Column(title=name.replace("_", " "), right=name in figures, whole=name in figures) for name in columns],
        [[_cell(row, name, result.value) for name in columns] for row in shown.iter_rows(named=True)],
    )
    for line in result.warnings:
        write(f"! {line}")
    for line in (*result.notes, *result.credit):
        write(f"- {line}")
    if shown.height < frame.height:
        say(f"{frame.height - shown.height} further rows: --all or --json")


def _write_common(frame: pl.DataFrame, denominator: str | None) -> None:
    told = {name: frame[name].unique().to_list() for name in (*_ABOUT, "basis") if name in frame.columns}
    common = [f"{name} {values[0]}" for name, values in told.items() if len(values) == 1 and values[0] is not None]
    write("; ".join((*common, *(() if denominator is None else (f"of {denominator}",)))))


def _columns(frame: pl.DataFrame, value: str) -> list[str]:
    """Return what rows are about where it differs, the value with its ends, and how many rows of files it rests on."""
    about = frame.columns[: frame.columns.index(value)]
    apart = [name for name in (*about, *_ABOUT, *_MORE) if name in frame.columns and name not in _NEVER]
    kept = [name for name in dict.fromkeys(apart) if frame.height and frame[name].n_unique() > 1]
    named = [name for name in about if name not in _NEVER and name not in kept][-1:] if not kept else []
    return [*named, *kept, value, "lo", "hi", "n"]


def _cell(row: Mapping[str, object], name: str, value: str) -> str:
    found = row[name]
    if name in ("lo", "hi") and row["lo"] == row["hi"] == row[value]:
        return ""
    if found is None:
        return "not known" if name == value else ""
    if isinstance(found, float):
        return _number(found, value)
    named = row.get(f"{name}_name")
    return f"{found} {named}" if named and named != found else str(found)


def _number(figure: float, value: str) -> str:
    if value in _PERCENT:
        return f"{100 * figure:+.1f} points" if value == "difference" else f"{100 * figure:.1f} %"
    return f"{figure:,.0f}" if abs(figure) >= 1000 else f"{figure:.3f}".rstrip("0").rstrip(".")


__all__: Sequence[str] = ("write_answer",)
