"""Writes the table of printed figures beside the computed ones."""

from collections.abc import Mapping

from kautilya.cli.documents import write_json
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.session import Asked, say, view_of
from kautilya.measures.anchors import Verdict
from kautilya.measures.anchors_at_hand import anchors_at_hand, unexplained
from kautilya.measures.transfers.held import Held
from kautilya.store.datasets import datasets
from kautilya.store.sql_store import SqlStore

_TITLES = ("id", "figure", "printed", "computed", "difference", "verdict")
_RIGHT = frozenset({"printed", "computed", "difference"})


def write_anchors(store: SqlStore, asked: Asked, *, as_json: bool) -> bool:
    """Write all printed figures, compared or skipped with the reason; return whether no difference is unexplained."""
    as_of, packages = asked.as_of, store.reader(asked.recorded_by).packages()
    view = view_of(store, asked) if packages else None
    if view is None:
        say("the register holds no package: figures that rest on money are skipped; `kautilya init --example india` has some")
    held = Held(store=datasets(store, asked.recorded_by), known_by=None if as_of is None else as_of.last)
    if not held.editions():
        say("the register holds no SIPRI file: figures in TIV are skipped; `kautilya import FILE` takes one in")
    found = anchors_at_hand(held, view)
    open_ones = unexplained(found)
    if as_json:
        write_json({"rows": found.frame.to_dicts(), "unexplained": open_ones["id"].to_list(), "notes": found.notes})
        return not open_ones.height
    columns = [Column(title=title, right=title in _RIGHT, whole=title != "figure") for title in _TITLES]
    rows = found.frame.to_dicts()
    write_table(columns, [_cells(row) for row in rows if row["verdict"] != Verdict.NOT_AT_HAND], title="Compared")
    for row in rows:
        if row["why"] and row["verdict"] != Verdict.NOT_AT_HAND:
            write(f"- {row['id']}: {row['why']}")
    skipped = [row for row in rows if row["verdict"] == Verdict.NOT_AT_HAND]
    write_table([Column(title="ids"), Column(title="why")], _reasons(skipped), title="Skipped")
    for note in found.notes:
        write(f"- {note}")
    return not open_ones.height


def _reasons(rows: list[dict[str, object]]) -> list[tuple[str, str]]:
    """Return reasons once, each with the figures that were skipped for it."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        by_reason.setdefault(str(row["why"]), []).append(str(row["id"]))
    return [(", ".join(ids), reason) for reason, ids in by_reason.items()]


def _cells(row: Mapping[str, object]) -> tuple[str, ...]:
    computed = _figure(row["computed"])
    if row["verdict"] == Verdict.WITHIN_BOUNDS:
        computed = f"{_figure(row['lo'])}..{_figure(row['hi'])}"
    figure = f"{row['statement']}, {row['window']}, {row['unit']}; edition {row['edition']}"
    difference = "" if row["verdict"] == Verdict.WITHIN_BOUNDS else _figure(row["difference"])
    return (
        str(row["id"]), figure, _figure(row["printed"]), computed, difference, str(row["verdict"]),
    )  # fmt: skip


def _figure(value: object) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else ""
