"""Arms transfers as SIPRI counts them: suppliers by five-year window, how few they are, where they are, each by itself."""

from collections.abc import Mapping, Sequence

import polars as pl

from kautilya.measures.transfers.tidy import ESTIMATE
from kautilya.register.claim import Mark
from kautilya.report.blocks import Basis, Block, Cell, Chart, Column, DataTable, Group, Key, Notes, Section
from kautilya.report.cells import paragraph, party, words
from kautilya.report.charts.palette import BLUE, INK, LIGHT, ORANGE, SKY
from kautilya.report.transfers.concentration import concentration_band
from kautilya.report.transfers.figures import TransferFigures
from kautilya.report.transfers.places import supplier_map, without_place
from kautilya.report.transfers.shares import SHOWN, share_bounds, stacked_shares
from kautilya.report.wording import figure, interval, plain

BASIS = "transfer-files"
TITLE = "Arms delivered: whose they were, by SIPRI’s files"
ABSENT = (
    "No file of arms transfers has been imported. Download a trade register or an import table of the recipient from SIPRI’s "
    "Arms Transfers Database (armstransfers.sipri.org), run “kautilya import FILE”, and write this report again."
)
REST = "all others"
PAGES = 5
"""Suppliers with a part of their own."""
NAMED = 4
"""Suppliers named on the map: more names would cover each other."""
STRIPED = Key(colour=ORANGE, words="striped: an even split, an estimate between bounds", hatched=True)
Row = Mapping[str, object]


def transfers_section(figures: TransferFigures | None) -> Section:
    """Show what the files tell, or in one sentence how to add them."""
    if figures is None:
        return Section(id="transfers", title=TITLE, blocks=(paragraph(ABSENT),))
    blocks: tuple[Block, ...] = (
        paragraph(_lead(figures), role="lead"),
        _stack(figures),
        _bounds(figures),
        *_concentration(figures),
        _map(figures),
        Group(id="transfer-suppliers", title="Supplier by supplier", blocks=tuple(_suppliers(figures))),
        Notes(lines=(*figures.warnings, *figures.notes, *figures.credit)),
    )
    return Section(id="transfers", title=TITLE, blocks=blocks)


def transfers_basis(figures: TransferFigures | None) -> tuple[Basis, ...]:
    """Tell which files the figures rest on."""
    if figures is None:
        return ()
    said = tuple(
        f"{one.file}: {one.layout.value}, {one.counts.rows:,} rows, data set {one.name}. {one.credit}" for one in figures.files
    )
    title = f"SIPRI’s files of edition {figures.edition}"
    return (
        Basis(id=BASIS, title=title, says=(*said, "Each figure with the rows that it rests on: kautilya measure NAME --json.")),
    )


def _lead(figures: TransferFigures) -> str:
    estimated = (figures.shares["basis"] == ESTIMATE).any()
    counted = f"Volumes (SIPRI TIV) delivered to {party(figures.recipient)}, by the edition of {figures.edition}."
    if not estimated:
        return f"{counted} Yearly values are printed, so each share is exact but for rounding. TIV is not money."
    return (
        f"{counted} A trade register prints the sum of each deal and its delivery years, not how much came in which year. So "
        "every share lies between two bounds, and the even split between them (striped) is an estimate. TIV is not money."
    )


def _share(row: Row, *, note: str | None = None) -> Cell:
    """Return a share's cell with its bounds in its note, under its mark."""
    value, low, high = (_float(row[name]) for name in ("share", "lo", "hi"))
    told = None if low == high else interval(low, high, "share")
    return Cell(
        text=figure(value, "share"), value=value, unit="share", mark=Mark(str(row["mark"])), low=low, high=high,
        range_is=str(row["range_is"]), anchor=BASIS, note="; ".join(filter(None, (told, note))) or None,
    )  # fmt: skip


def _float(value: object) -> float | None:
    return value if isinstance(value, float) else None


def _stack(figures: TransferFigures) -> Chart:
    wide, narrow = stacked_shares("transfer-stack", figures.shares)
    return Chart(
        id="transfer-stack",
        title=f"Suppliers of {party(figures.recipient)}, five-year windows",
        says="Each column adds up to all that was delivered in a five-year window; the largest suppliers are told apart.",
        wide=wide,
        narrow=narrow,
        table=_stack_table(figures.shares),
        legend=(STRIPED,) if (figures.shares["basis"] == ESTIMATE).any() else (),
    )


def _stack_table(shares: pl.DataFrame) -> DataTable:
    largest = shares.group_by("supplier").agg(pl.col("share").max()).sort("share", "supplier", descending=[True, False])
    names = largest["supplier"].head(SHOWN).to_list()
    rows = []
    for window in shares["window"].unique(maintain_order=True):
        mine = {str(row["supplier"]): row for row in shares.filter(pl.col("window") == window).iter_rows(named=True)}
        rest = sum(_float(row["share"]) or 0.0 for name, row in mine.items() if name not in names)
        cells = [_share(mine[name]) if name in mine else words("none") for name in names]
        mark = Mark.ASSUMED if any(cell.mark is Mark.ASSUMED for cell in cells) else Mark.DERIVED
        others = Cell(text=figure(rest, "share"), value=rest, unit="share", mark=mark, anchor=BASIS)
        rows.append((words(_window(window)), *cells, others))
    return DataTable(
        id="transfer-stack-table",
        caption="Shares of delivered volume by supplier and window",
        columns=(
            Column(title="Window"),
            *(Column(title=party(name), numeric=True) for name in names),
            Column(title=REST, numeric=True),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _bounds(figures: TransferFigures) -> Chart:
    wide, narrow = share_bounds("transfer-bounds", figures.latest)
    window = _window(figures.latest["window"][0])
    return Chart(
        id="transfer-bounds",
        title=f"What the rows of the file allow, {window}",
        says="Points are shares; thin lines reach from the least to the greatest possible, thick ones hold the likely part.",
        wide=wide,
        narrow=narrow,
        table=_latest_table("transfer-bounds-table", figures.latest, f"Shares with their bounds, {window}"),
        legend=(
            Key(colour=INK, words="least to greatest share that the rows allow", line=True),
            Key(colour=SKY, words="likely range, if every way to spread a deal is as likely as any other"),
        ),
    )


def _latest_table(table_id: str, latest: pl.DataFrame, caption: str) -> DataTable:
    rows = [
        (
            words(_named(row)), _share(row), _plain(row["volume"], "million TIV"),
            Cell(text=str(row["n"]), value=row["n"] if isinstance(row["n"], int) else None, anchor=BASIS),
        )
        for row in latest.iter_rows(named=True)
    ]  # fmt: skip
    titles = ("Share", "Volume, million TIV", "Rows counted")
    columns = (Column(title="Supplier"), *(Column(title=title, numeric=True) for title in titles))
    return DataTable(id=table_id, caption=caption, columns=columns, rows=tuple(rows))


def _plain(value: object, unit: str) -> Cell:
    number = _float(value)
    return words("not known") if number is None else Cell(text=plain(number, 0), value=number, unit=unit, anchor=BASIS)


def _concentration(figures: TransferFigures) -> Sequence[Block]:
    found = figures.concentration.filter(pl.col("hhi").is_not_null())
    if not found.height:
        return ()
    wide, narrow = concentration_band("transfer-hhi", found)
    rows = tuple(
        (words(_window(str(row["window"]))), _hhi(row), _effective(row)) for row in found.sort("window").iter_rows(named=True)
    )
    columns = (Column(title="Window"), Column(title="HHI, 0 to 1", numeric=True), Column(title="Equal suppliers", numeric=True))
    chart = Chart(
        id="transfer-hhi",
        title="How few suppliers it is",
        says="The line is the sum of squared supplier shares of each five-year window, the band what the rows and the unknown "
        "suppliers allow; 1 would be a single supplier.",
        wide=wide,
        narrow=narrow,
        table=DataTable(id="transfer-hhi-table", caption="Concentration of delivered volume", columns=columns, rows=rows),
        legend=(Key(colour=BLUE, words="HHI", line=True), Key(colour=LIGHT, words="band")),
    )
    return (chart,)


def _hhi(row: Row) -> Cell:
    value, low, high = (_float(row[name]) for name in ("hhi", "lo", "hi"))
    return Cell(
        text=figure(value, "HHI"), value=value, unit="HHI", mark=Mark(str(row["mark"])), low=low, high=high,
        range_is=str(row["range_is"]), anchor=BASIS, note=interval(low, high, "HHI"),
    )  # fmt: skip


def _effective(row: Row) -> Cell:
    value = _float(row["effective_suppliers"])
    return words("not known") if value is None else Cell(text=plain(value, 1), value=value, unit="suppliers", anchor=BASIS)


def _map(figures: TransferFigures) -> Chart:
    wide, narrow = supplier_map("transfer-map", figures.latest, named=NAMED)
    window = _window(figures.latest["window"][0])
    missing = without_place(figures.latest)
    absent = f" Not on it, as they have no place: {', '.join(map(party, missing))}." if missing else ""
    return Chart(
        id="transfer-map",
        title=f"Where the suppliers are, {window}",
        says=f"Each point stands at a supplier’s capital; its area is the supplier’s share. Land only: no borders.{absent}",
        wide=wide,
        narrow=narrow,
        table=_latest_table("transfer-map-table", figures.latest, f"Shares by supplier, {window}"),
    )


def _suppliers(figures: TransferFigures) -> Sequence[Block]:
    """Yield a table for each of the largest suppliers: its share and volume, window by window."""
    blocks: list[Block] = []
    for supplier in figures.latest["supplier"].head(PAGES):
        mine = figures.shares.filter(pl.col("supplier") == supplier)
        rows = tuple(
            (words(_window(str(row["window"]))), _share(row), _plain(row["volume"], "million TIV"), words(str(row["n"])))
            for row in mine.iter_rows(named=True)
        )
        titles = ("Share", "Volume, million TIV", "Rows counted")
        columns = (Column(title="Window"), *(Column(title=title, numeric=True) for title in titles))
        named = _named(mine.row(0, named=True))
        table = DataTable(
            id=f"transfer-of-{''.join(one if one.isalnum() else '-' for one in supplier.lower())}",
            caption=f"{named}: deliveries to {party(figures.recipient)}", columns=columns, rows=rows, folded=True,
        )  # fmt: skip
        blocks.append(table)
    return blocks


def _named(row: Row) -> str:
    """Name a supplier by the report's own name, else as the file prints it."""
    code = str(row["supplier"])
    own = party(code)
    return own if own != code else str(row["supplier_name"] or code)


def _window(window: str) -> str:
    return window.replace(":", " to ")
