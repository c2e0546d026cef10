"""Writes partners side by side: a table a topic."""

from collections.abc import Sequence

from kautilya.cli.documents import write_json
from kautilya.cli.output import Column, write, write_table
from kautilya.measures.nothing import LIST
from kautilya.measures.partners.compare import Compared, compare
from kautilya.measures.scope import partner_named
from kautilya.report.cells import party
from kautilya.report.side_by_side import told
from kautilya.store.view import View

SELF_EVIDENT = ("share", "day")


def write_comparison(view: View, partners: Sequence[str], *, as_json: bool) -> None:
    """Write the same lines of several partners beside each other."""
    found = compare(view, [partner_named(partner) for partner in partners])
    if as_json:
        write_json(found)
        return
    for why in found.nothing.values():
        write(f"{LIST}: {why}")
    write(f"compare: {', '.join(map(party, found.partners))}, as of {found.as_of}")
    for topic in dict.fromkeys(line.topic for line in found.lines):
        lines = [line for line in found.lines if line.topic == topic]
        columns = (Column(title="line"), *(Column(title=partner, right=True) for partner in found.partners))
        write_table(columns, [_row(line) for line in lines], title=topic)
        for line in lines:
            if line.warning is not None:
                write(f"- {line.warning}")
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
