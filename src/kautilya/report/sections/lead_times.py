"""How long the steps of an acquisition take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.lead_times import BOTH, KAPLAN_MEIER, NAIVE
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Section
from kautilya.report.cells import notes, of_finding, paragraph, party, words
from kautilya.report.charts.palette import BLUE, GREY
from kautilya.report.charts.spans import Range, spans
from kautilya.report.sections.coverage import lists
from kautilya.report.wording import interval

PANELS = {
    "What happened": ("actual",),
    "Slip against the original plan": ("slip",),
    "What was planned": ("planned original", "planned latest"),
}
TABLE = (
    Column(title="From stage to stage"),
    Column(title="Dates"),
    Column(title="Median, open cases counted, months", numeric=True),
    Column(title="95 % interval", numeric=True),
    Column(title="Median of ended cases only", numeric=True),
    Column(title="Cases", numeric=True),
    Column(title="Coverage"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The medians of one pair of stages in one group of cases."""

    of: Mapping[str, str]
    medians: tuple[Finding, ...]
    """Of the earliest and of the latest reading of the dates; or one with bounds."""
    naive: Finding | None

    @property
    def label(self) -> str:
        """Name the pair: `signed to first delivered`."""
        return " to ".join(stage.replace("_", " ") for stage in self.of["pair"].split(" -> "))

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """The lowest and the highest of the medians at the earliest and latest dates; None for an end that is not reached."""
        reached = [end for one in self.medians for end in _reached(one)]
        known = [end for end in reached if end is not None]
        return (min(known, default=None), max(known, default=None) if len(known) == len(reached) else None)


def lead_times_section(measured: Measurement) -> Section:
    """Show the months between named stages, each pair on its own."""
    pairs = _pairs(measured)
    overall = [pair for pair in pairs if pair.of["by"] == "all"]
    blocks: list[Block] = [
        paragraph(
            "Months between two named stages, each pair on its own. A case that had not ended by the data date counts as "
            "open, not as "
            "absent. Where fewer than five cases are known there is no median; the cases are listed.",
            role="lead",
        ),
        _overall(overall),
        _by(pairs, "partner", "By seller: medians of the pairs with at least five cases"),
        _by(pairs, "area", "By area: medians of the pairs with at least five cases"),
        *lists(measured, "lead"),
        *notes(measured),
    ]
    return Section(id="lead-times", title="How long it takes", blocks=tuple(blocks))


def _pairs(measured: Measurement) -> tuple[Pair, ...]:
    groups: dict[tuple[tuple[str, str], ...], list[Finding]] = {}
    for finding in measured.findings:
        key = tuple((name, value) for name, value in finding.of.items() if name != "dates")
        groups.setdefault(key, []).append(finding)
    return tuple(
        Pair(
            of=dict(key),
            medians=tuple(one for one in found if one.quantity == KAPLAN_MEIER),
            naive=next((one for one in found if one.quantity == NAIVE), None),
        )
        for key, found in groups.items()
        if any(one.quantity == KAPLAN_MEIER for one in found)
    )


def _overall(pairs: Sequence[Pair]) -> Chart | DataTable:
    drawn = [one for panel, aspects in PANELS.items() for pair in pairs for one in _drawn(pair, panel, aspects)]
    table = DataTable(
        id="lead-table",
        caption="Median months between two stages, all partners",
        columns=TABLE,
        rows=tuple(_row(pair, pair.label) for pair in pairs),
    )
    if not drawn:
        return table
    wide, narrow = spans("lead-spans", drawn, axis="months")
    return Chart(
        id="lead-figure",
        title="Median months between two stages, all partners",
        says="Each line runs from the median with all dates read at their earliest to the median with all read at their "
        "latest; open "
        "cases count. A dot is the median of the ended cases only, where that is one number. Pairs whose median has not "
        "been reached are "
        "in the table only.",
        wide=wide,
        narrow=narrow,
        table=table,
    )


def _drawn(pair: Pair, panel: str, aspects: Sequence[str]) -> Sequence[Range]:
    low, high = pair.ends
    if pair.of["aspect"] not in aspects or low is None or high is None:
        return ()
    return (
        Range(
            label=_label(pair),
            low=low,
            high=high,
            point=_number(pair.naive.value) if pair.naive else None,
            text=f"{interval(low, high, 'months')} (n = {pair.medians[0].n})",
            colour=BLUE if pair.of["aspect"] in ("actual", "slip") else GREY,
            panel=panel,
        ),
    )


def _label(pair: Pair) -> str:
    """Name a pair within its panel: a slip by what came late, a latest plan as such."""
    if pair.of["aspect"] == "slip":
        return pair.label.split(" to ")[-1]
    return f"{pair.label}, latest plan" if pair.of["aspect"] == "planned latest" else pair.label


def _row(pair: Pair, label: str) -> tuple[Cell, ...]:
    first = pair.medians[0]
    return (
        words(label),
        words(pair.of["aspect"]),
        _both(pair),
        _confidence(pair),
        of_finding(pair.naive) if pair.naive else words(""),
        Cell(text=f"{first.n}", value=first.n, unit="cases", claim_ids=first.claim_ids),
        words(first.coverage or ""),
    )


def _both(pair: Pair) -> Cell:
    low, high = pair.ends
    first = pair.medians[0]
    if low is None and high is None:
        return Cell(text="not reached", unit="months", mark=first.mark, claim_ids=first.claim_ids)
    return Cell(
        text=interval(low, high, "months"),
        value=low if low == high else None,
        unit="months",
        mark=first.mark,
        low=low,
        high=high,
        range_is="all dates at their earliest / at their latest",
        claim_ids=first.claim_ids,
    )


def _confidence(pair: Pair) -> Cell:
    if len(pair.medians) < 2:
        return words("")
    low, high = pair.medians[0].low, pair.medians[-1].high
    first = pair.medians[0]
    return Cell(
        text=interval(low, high, "months"), unit="months", mark=first.mark, low=low, high=high, range_is=first.range_is,
        claim_ids=first.claim_ids,
    )  # fmt: skip


def _by(pairs: Sequence[Pair], dimension: str, caption: str) -> DataTable:
    of_group = [pair for pair in pairs if pair.of["by"] == dimension]
    return DataTable(
        id=f"lead-by-{dimension}",
        caption=caption,
        columns=(Column(title=dimension.capitalize()), *TABLE),
        rows=tuple((words(party(pair.of[dimension])), *_row(pair, pair.label)) for pair in of_group),
        folded=True,
    )


def _reached(median: Finding) -> tuple[float | None, ...]:
    """Return the medians that a finding holds: one, with its confidence interval beside; or one for each end of the dates."""
    return (median.low, median.high) if median.range_is == BOTH else (_number(median.value),)


def _number(value: Scalar) -> float | None:
    return float(value) if isinstance(value, int | float) else None
