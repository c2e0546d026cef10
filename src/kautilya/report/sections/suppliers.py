"""Who supplies what: by counterparty and by design origin, by number and by money, and as SIPRI's shares were printed."""

from collections.abc import Sequence
from typing import NamedTuple

from kautilya.measures.finding import Finding, Measurement
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Key, Section
from kautilya.report.cells import notes, of_finding, paragraph, party, range_of, select, words
from kautilya.report.charts.bars import Bar, bars
from kautilya.report.charts.palette import GREY, INK, partner_colour
from kautilya.report.charts.spans import Range, spans
from kautilya.report.sections.coverage import coverage_tables, lists
from kautilya.report.wording import interval

COUNTERPARTY, ORIGIN = "counterparty", "design origin"
NUMBER, MONEY = "number", "money"
SHARE = "share of signed contracts by "
DRAWN_FROM = 0.01
"""Shares below it are in the table and not drawn."""
PRINTED = "printed share of arms imports"
PRINTED_HHI = "concentration of arms imports (HHI)"
PRINTED_EFFECTIVE = "concentration of arms imports (effective suppliers)"


class Cut(NamedTuple):
    """One way to look at the contracts."""

    by: str
    counted_in: str


CUTS = (Cut(COUNTERPARTY, NUMBER), Cut(COUNTERPARTY, MONEY), Cut(ORIGIN, NUMBER), Cut(ORIGIN, MONEY))


def suppliers_section(measured: Measurement) -> Section:
    """Show shares of contracts by both kinds of party, their concentration, and what the record does not cover."""
    windows = list(dict.fromkeys(one.window or "" for one in measured.findings if one.quantity.startswith(SHARE)))
    main = next((one.window or "" for one in measured.findings if one.headline and one.quantity.startswith(SHARE)), "")
    blocks: list[Block] = [
        paragraph(
            "Who signs a contract and whose design it is are two questions. A fighter built under licence in India is "
            "Indian by the "
            "counterparty and foreign by the design. The shares below are those of the contracts listed here, not of all "
            "contracts.",
            role="lead",
        ),
        *([_shares_chart(measured, main)] if main else []),
        _concentration(measured, windows),
        *coverage_tables(measured),
        *_printed(measured),
        *(_shares_table(measured, window, folded=True) for window in windows if window != main),
        *lists(measured, "suppliers"),
        *notes(measured),
    ]
    return Section(id="suppliers", title="Who supplies what", blocks=tuple(blocks))


def _of(measured: Measurement, window: str, cut: Cut) -> Sequence[Finding]:
    found = select(measured, SHARE + cut.counted_in, **{"by": cut.by, "in": cut.counted_in})
    return [one for one in found if one.window == window]


def _shares_chart(measured: Measurement, window: str) -> Chart:
    drawn = [
        Bar(
            label=party(one.of["supplier"]),
            value=float(one.value or 0),
            text=of_finding(one).text,
            colour=partner_colour(one.of["supplier"]),
            panel=f"Share of money, by {cut.by}",
            low=one.low,
            high=one.high,
        )
        for cut in CUTS
        if cut.counted_in == MONEY
        for one in _of(measured, window, cut)
        if one.value is not None and float(one.value) >= DRAWN_FROM
    ]
    wide, narrow = bars("shares", drawn)
    largest = {
        cut.by: next((f"{party(one.of['supplier'])} {of_finding(one).text}" for one in _of(measured, window, cut)), "")
        for cut in CUTS
        if cut.counted_in == MONEY
    }
    return Chart(
        id="shares-figure",
        title=f"Listed contracts signed, by money: who signed and whose design ({_window(window)})",
        says=f"Largest by counterparty: {largest[COUNTERPARTY]}; by design origin: {largest[ORIGIN]}. The black line over "
        "a bar is the range "
        "that printed values allow.",
        wide=wide,
        narrow=narrow,
        table=_shares_table(measured, window, folded=False),
        legend=(Key(colour=INK, words="range that printed values allow", line=True),),
    )


def _shares_table(measured: Measurement, window: str, *, folded: bool) -> DataTable:
    by_cut = {cut: {one.of["supplier"]: one for one in _of(measured, window, cut)} for cut in CUTS}
    names = list(dict.fromkeys(name for cut in (CUTS[1], CUTS[3], *CUTS) for name in by_cut[cut]))
    return DataTable(
        id=f"shares-{_slug(window)}",
        caption=f"Shares of listed contracts signed, {_window(window)}",
        columns=(
            Column(title="Country"),
            *(Column(title=f"By {cut.by}, {cut.counted_in}", numeric=True) for cut in CUTS),
        ),
        rows=tuple((words(party(name)), *(_share_cell(by_cut[cut].get(name)) for cut in CUTS)) for name in names),
        notes=_coverage_notes(measured, window),
        folded=folded,
    )


def _share_cell(one: Finding | None) -> Cell:
    if one is None:
        return words("none listed")
    cell = of_finding(one)
    note = f"{one.n} contract{'' if one.n == 1 else 's'}"
    if one.low is not None and one.high is not None and one.value is not None:
        note = f"{interval(one.low, one.high, one.unit)}; {note}"
    return Cell(
        text=cell.text, value=cell.value, unit=cell.unit, mark=cell.mark, low=cell.low, high=cell.high, range_is=cell.range_is,
        claim_ids=cell.claim_ids, note=note,
    )  # fmt: skip


def _coverage_notes(measured: Measurement, window: str) -> tuple[str, ...]:
    covered = dict.fromkeys(
        f"By {cut.counted_in}: {one.coverage}." for cut in CUTS for one in list(_of(measured, window, cut))[:1] if one.coverage
    )
    return tuple(covered)


def _concentration(measured: Measurement, windows: Sequence[str]) -> DataTable:
    rows = []
    for window in windows:
        for cut in CUTS:
            name = f"concentration of signed contracts by {cut.counted_in}"
            of = {"by": cut.by, "in": cut.counted_in}
            hhi = [one for one in select(measured, f"{name} (HHI)", **of) if one.window == window]
            equal = [one for one in select(measured, f"{name} (effective suppliers)", **of) if one.window == window]
            if hhi and equal:
                label = f"{_window(window)}, {cut.counted_in}, by {cut.by}"
                rows.append((words(label), of_finding(hhi[0]), range_of(hhi[0]), of_finding(equal[0]), words(str(hhi[0].n))))
    return DataTable(
        id="concentration",
        caption="How concentrated listed contracts are: sum of squared shares (HHI), and as a number of equal suppliers",
        columns=(
            Column(title="Contracts"),
            Column(title="HHI, 0 to 1", numeric=True),
            Column(title="Range", numeric=True),
            Column(title="Equal suppliers", numeric=True),
            Column(title="Contracts counted", numeric=True),
        ),
        rows=tuple(rows),
        folded=True,
    )


def _printed(measured: Measurement) -> Sequence[Block]:
    shares = select(measured, PRINTED)
    bounds = select(measured, PRINTED_HHI)
    if not shares:
        return ()
    drawn = [
        Range(
            label=f"{_window(one.window or '')} (edition {one.edition})",
            low=one.low,
            high=one.high,
            point=None,
            text=interval(one.low, one.high, one.unit),
            colour=GREY,
        )
        for one in bounds
        if one.low is not None and one.high is not None
    ]
    wide, narrow = spans("printed-hhi", drawn, axis="HHI of delivered volume, 0 to 1")
    return (
        Chart(
            id="printed-figure",
            title="How concentrated India’s arms imports are, from the supplier shares that SIPRI or the press printed",
            says="Only the largest shares are printed, so each line is the interval that any split of the rest allows: "
            "never a point. Each "
            "edition of SIPRI restates earlier years; editions are not mixed.",
            wide=wide,
            narrow=narrow,
            table=_printed_table(shares, bounds, select(measured, PRINTED_EFFECTIVE)),
        ),
    )


def _printed_table(shares: Sequence[Finding], bounds: Sequence[Finding], equal: Sequence[Finding]) -> DataTable:
    suppliers = list(dict.fromkeys(one.of["supplier"] for one in shares))
    keys = list(dict.fromkeys((one.window, one.edition) for one in shares))

    def of_key(found: Sequence[Finding], key: tuple[str | None, str | None]) -> list[Finding]:
        return [one for one in found if (one.window, one.edition) == key]

    return DataTable(
        id="printed-table",
        caption="Printed shares of India’s arms imports by volume (SIPRI TIV), five-year windows",
        columns=(
            Column(title="Window"),
            Column(title="Edition"),
            *(Column(title=party(name), numeric=True) for name in suppliers),
            Column(title="HHI", numeric=True),
            Column(title="Equal suppliers", numeric=True),
        ),
        rows=tuple(
            (
                words(_window(key[0] or "")),
                words(key[1] or ""),
                *(_first([one for one in of_key(shares, key) if one.of["supplier"] == name]) for name in suppliers),
                _first(of_key(bounds, key)),
                _first(of_key(equal, key)),
            )
            for key in keys
        ),
        notes=tuple(dict.fromkeys(one.coverage for one in shares if one.coverage)),
    )


def _first(found: Sequence[Finding]) -> Cell:
    return of_finding(found[0]) if found else words("not printed")


def _window(window: str) -> str:
    return window.replace("..", " to ")


def _slug(window: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in window)
