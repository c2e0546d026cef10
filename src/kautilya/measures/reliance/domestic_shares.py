"""The domestic share, by every definition that is printed or can be computed, each under its own name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from kautilya.measures.budget_series import AMOUNT, budget_series
from kautilya.measures.contract_shares import cuts, shares_of
from kautilya.measures.control_totals import COLUMNS, Total, domestic_of, totals
from kautilya.measures.finding import Finding
from kautilya.measures.reliance.industry_rows import Printed
from kautilya.measures.scope import Scope, period_within, window_of
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.cells import number
from kautilya.tables.contracts import Contract, contracts, home_country
from kautilya.tables.marks import computed, mark_of

SHARE = "domestic share"
DEFINITION = "definition"
PRINTED: Mapping[str, str] = {
    "domestically made share of equipment": "equipment said to be made at home",
    "capital procurement share earmarked for domestic industry": "capital procurement earmarked",
    "capital acquisition spent on domestic industry": "capital acquisition spent",
    "contracts to domestic industry by number": "contracts by number, as printed",
    "contracts to domestic industry by value": "contracts by value, as printed",
}
"""Printed percentages that say the domestic share themselves, and what each is a share of."""
ROUNDED = frozenset({"contracts by number, as printed", "contracts by value, as printed"})
"""What the official totals say more exactly."""
FOREIGN: Mapping[str, str] = {"foreign procurement share of expenditure": "procurement spending, 100 less the foreign share"}
"""Printed percentages that say the rest."""
EARMARKED = "budget estimate of acquisition earmarked"
LISTED = "listed contracts with a domestic counterparty"
EARMARK, ACQUISITION = "domestic earmark", "capital acquisition"


def domestic_shares(view: View, figures: Sequence[Printed], scope: Scope, blank: Finding) -> tuple[Finding, ...]:
    """Return the shares by definition and period; the latest of each definition is a headline."""
    signed = contracts(view).counted
    found = (
        *_printed(figures, blank),
        *_earmarked(view, scope, blank),
        *_of_totals(view, signed, scope, blank),
        *_listed(view, signed, scope, blank),
    )
    latest = {one.of[DEFINITION]: max(_end(other) for other in found if other.of == one.of) for one in found}
    return tuple(replace(one, headline=_headline(one, latest)) for one in found)


def _headline(finding: Finding, latest: Mapping[str, str]) -> bool:
    """Tell whether a figure is the latest of its definition, and no rounding of official totals that stand beside it."""
    definition = finding.of[DEFINITION]
    return _end(finding) == latest[definition] and definition not in ROUNDED


def _end(finding: Finding) -> str:
    return (finding.window or "").removeprefix("FY")


def _printed(figures: Iterable[Printed], blank: Finding) -> Iterable[Finding]:
    for one in figures:
        if one.measure in PRINTED:
            yield _share(one, PRINTED[one.measure], blank, rest=False)
        if one.measure in FOREIGN:
            yield _share(one, FOREIGN[one.measure], blank, rest=True)


def _share(one: Printed, definition: str, blank: Finding, *, rest: bool) -> Finding:
    ends = sorted(_part(value, rest=rest) for value in (one.low, one.high))
    wide = ends[0] < ends[1]
    return replace(
        blank,
        quantity=SHARE,
        of={DEFINITION: definition},
        value=None if one.value is None else _part(one.value, rest=rest),
        low=ends[0] if wide else None,
        high=ends[1] if wide else None,
        range_is="printed values" if wide else None,
        unit="share",
        stage=one.stage,
        window=one.period,
        n=one.rows,
        mark=computed(one.mark) if rest else one.mark,
        claim_ids=one.claim_ids,
    )


def _part(percent: float, *, rest: bool) -> float:
    return round((100 - percent if rest else percent) / 100, 4)


def _earmarked(view: View, scope: Scope, blank: Finding) -> Iterable[Finding]:
    """Yield the domestic earmark over capital acquisition of the same year, both budget estimates of all services."""
    series = budget_series(view)
    whole = series.frame.filter((pl.col("rows") == 1) & ~pl.col("part_of_year") & (pl.col("stage") == "BE"))
    parts = [whole.filter((pl.col("measure") == measure) & (pl.col(AMOUNT) > 0)) for measure in (EARMARK, ACQUISITION)]
    for row in parts[0].join(parts[1], on=["scope", "fiscal_year"], suffix="_of", maintain_order="left").iter_rows(named=True):
        claim_ids = series.claim_ids([row["record_id"], row["record_id_of"]], [AMOUNT])
        if not period_within(scope, view.as_of, *_days_of(row["fiscal_year"])):
            continue
        yield replace(
            blank,
            quantity=SHARE,
            of={DEFINITION: EARMARKED},
            value=round(row[AMOUNT] / row[f"{AMOUNT}_of"], 4),
            unit="share",
            stage="BE",
            window=row["fiscal_year"],
            n=2,
            mark=computed(mark_of(view, "budget", claim_ids)),
            claim_ids=claim_ids,
            note=f"{row[AMOUNT]:,.0f} of {row[f'{AMOUNT}_of']:,.0f} crore",
        )


def _days_of(fiscal_year: str) -> tuple[date, date]:
    start = int(fiscal_year.removeprefix("FY")[:4])
    return date(start, 4, 1), date(start + 1, 3, 31)


def _of_totals(view: View, signed: Sequence[Contract], scope: Scope, blank: Finding) -> Iterable[Finding]:
    """Yield the domestic total over the total of all contracts signed in a period, as both are officially printed."""
    printed = totals(view, signed)
    for whole in (total for total in printed if not total.domestic):
        home = domestic_of(whole, printed)
        if (
            home is None
            or whole.window.first is None
            or not period_within(scope, view.as_of, whole.window.first, whole.window.last)
        ):
            continue
        for unit, column in COLUMNS.items():
            yield from _over(view, home, whole, (unit, column), blank)


def _over(view: View, home: Total, whole: Total, counted: tuple[str, str], blank: Finding) -> Iterable[Finding]:
    unit, column = counted
    part, everything = number(home.row, column), number(whole.row, column)
    if part is None or not everything:
        return
    claim_ids = (*home.row.cell(column).claim_ids, *whole.row.cell(column).claim_ids)
    yield replace(
        blank,
        quantity=SHARE,
        of={DEFINITION: f"all contracts by {unit}, official totals"},
        value=round(part / everything, 4),
        unit="share",
        stage="signed",
        window=whole.window.label,
        n=2,
        mark=computed(mark_of(view, "control-total", claim_ids)),
        claim_ids=claim_ids,
        note=f"{part:,.0f} of {everything:,.0f}{' crore' if unit == 'money' else ' contracts'}",
    )


def _listed(view: View, signed: Sequence[Contract], scope: Scope, blank: Finding) -> Iterable[Finding]:
    """Yield the share of the register's own contracts whose counterparty is at home."""
    home = home_country(view)
    for cut in cuts(signed, window_of(scope, view.as_of)):
        if cut.by != "counterparty":
            continue
        base = replace(blank, mark=Mark.DERIVED)
        for one in shares_of(cut, base, headline=False):
            if one.of.get("supplier") == home:
                yield replace(one, quantity=SHARE, of={DEFINITION: f"{LISTED}, by {cut.counted_in}"})
