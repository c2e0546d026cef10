"""Writes partners side by side: a table a topic."""

from collections.abc import Sequence

from kautilya.cli.documents import write_json
from kautilya.cli.output import Column, write, write_table
from kautilya.measures.finding import Finding
from kautilya.measures.partners.compare import Compared, compare
from kautilya.measures.scope import partner_named
from kautilya.report.cells import party
from kautilya.report.wording import figure, interval
from kautilya.store.view import View

SELF_EVIDENT = ("share", "day")


def write_comparison(view: View, partners: Sequence[str], *, as_json: bool) -> None:
    """Write the same lines of several partners beside each other."""
    found = compare(view, [partner_named(partner) for partner in partners])
    if as_json:
        write_json(found)
        return
    write(f"compare: {', '.join(map(party, found.partners))}, as of {found.as_of}")
    for topic in dict.fromkeys(line.topic for line in found.lines):
        lines = [line for line in found.lines if line.topic == topic]
        columns = (Column(title="line"), *(Column(title=partner, right=True) for partner in found.partners))
        write_table(columns, [_row(line) for line in lines], title=topic)
    write()
    write("- Each figure with its range in brackets and the number of cases behind it (n); not known is not zero.")
    for note in found.notes:
        write(f"- {note}")


def _row(line: Compared) -> tuple[str, ...]:
    plain = line.unit.startswith("share") or line.unit in SELF_EVIDENT or line.unit in line.label
    label = line.label if plain or not line.unit else f"{line.label} ({line.unit})"
    windows = {one.window for one in line.findings if one is not None}
    cells = [
        absent if one is None else told(one, dated=len(windows) > 1)
        for one, absent in zip(line.findings, line.absent, strict=True)
    ]
    return (label, *cells)


def told(one: Finding, *, dated: bool = False) -> str:
    """Write a figure with its range, n and, where they differ along a line, its window."""
    unit = "share" if one.unit.startswith("share") else one.unit
    cases = "" if one.n is None or one.n == one.value else f"n {one.n}"
    window = (one.window or "").replace("..", " to ") if dated else ""
    spread = _spread(one, unit)
    if one.value is None:
        return ", ".join(filter(None, (spread, window, cases)))
    beside = ", ".join(filter(None, (spread, window, cases)))
    return f"{figure(one.value, unit)} ({beside})" if beside else figure(one.value, unit)


def _spread(one: Finding, unit: str) -> str:
    """Write the range; nothing where there is none, or where both of its ends read like the figure."""
    if one.low is None and one.high is None:
        return ""
    ends = {figure(end, unit) for end in (one.low, one.high, one.value) if end is not None}
    return "" if len(ends) == 1 and one.value is not None else interval(one.low, one.high, unit)
