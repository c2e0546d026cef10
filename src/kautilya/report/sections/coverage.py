"""How much of the officially printed totals the listed contracts cover, and what that leaves open."""

from collections.abc import Mapping, Sequence

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.nothing import LIST
from kautilya.report.blocks import Block, Cell, Column, DataTable, Group
from kautilya.report.cells import of_finding, party, range_of, select, words
from kautilya.report.wording import figure

PRINTED = "printed control total"
LISTED = "listed contracts of the control total"
SHARE = "share of the control total that is listed"
POSSIBLE = "possible share of all contracts signed by "


def coverage_tables(measured: Measurement) -> Sequence[Block]:
    """Show printed totals beside what is listed of them, and the shares that the unlisted contracts allow."""
    shares = select(measured, SHARE)
    if not shares:
        return ()
    return (_totals(measured, shares), *_possible(measured))


def _totals(measured: Measurement, shares: Sequence[Finding]) -> DataTable:
    return DataTable(
        id="control-totals",
        caption="How much of the officially printed totals the listed contracts cover",
        columns=(
            Column(title="Period"),
            Column(title="Contracts"),
            Column(title="Printed total", numeric=True),
            Column(title="Listed here", numeric=True),
            Column(title="Share listed", numeric=True),
            Column(title="Range", numeric=True),
            Column(title="Remark"),
        ),
        rows=tuple(
            (
                words(_period(one.window or "")),
                words(f"{one.of['contracts']}, by {one.of['in']}"),
                _beside(measured, PRINTED, one),
                _beside(measured, LISTED, one),
                of_finding(one),
                range_of(one),
                words(one.note or ""),
            )
            for one in shares
        ),
        stacked=True,
    )


def _beside(measured: Measurement, quantity: str, share: Finding) -> Cell:
    found = [one for one in select(measured, quantity, **share.of) if one.window == share.window]
    return of_finding(found[0]) if found else words("not printed")


def _possible(measured: Measurement) -> Sequence[DataTable]:
    found = [one for one in measured.findings if one.quantity.startswith(POSSIBLE)]
    if not found:
        return ()
    return (
        DataTable(
            id="possible-shares",
            caption="Share of all contracts signed that each country can have, whatever the unlisted contracts are",
            columns=(
                Column(title="Country"),
                Column(title="Period"),
                Column(title="Counted"),
                Column(title="Possible share", numeric=True),
            ),
            rows=tuple(
                (
                    words(party(one.of["supplier"])),
                    words(_period(one.window or "")),
                    words(f"by {one.of['by']}, {one.of['in']}"),
                    range_of(one),
                )
                for one in found
            ),
            folded=True,
        ),
    )


def lists(measured: Measurement, prefix: str) -> Sequence[Group]:
    """Show what a measure lists instead of counting, one folded table a list; that there is nothing its section says itself."""
    by_list: dict[str, list[Mapping[str, Scalar]]] = {}
    for one in measured.listed:
        if one.get("list") != LIST:
            by_list.setdefault(str(one.get("list", "listed")), []).append(one)
    if not by_list:
        return ()
    tables = tuple(_list(f"{prefix}-list-{i}", name, rows) for i, (name, rows) in enumerate(by_list.items(), 1))
    return (Group(id=f"{prefix}-lists", title="Listed one by one", blocks=tables),)


def _list(table_id: str, name: str, rows: Sequence[Mapping[str, Scalar]]) -> DataTable:
    columns = [column for column in dict.fromkeys(column for row in rows for column in row) if column != "list"]
    return DataTable(
        id=table_id,
        caption=f"{name[:1].upper()}{name[1:]}: {len(rows)}",
        columns=tuple(Column(title=column.replace("_", " ").capitalize()) for column in columns),
        rows=tuple(tuple(_plain(column, row.get(column)) for column in columns) for row in rows),
        folded=True,
    )


def _plain(column: str, value: Scalar) -> Cell:
    if column in ("partner", "counterparty", "origin", "supplier") and isinstance(value, str):
        return words(party(value))
    return Cell(text="" if value is None else figure(value, None), value=value if isinstance(value, int | float) else None)


def _period(window: str) -> str:
    return window.replace("..", " to ")
