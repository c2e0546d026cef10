"""How much money is there, at which stage of the budget, and how much of it is committed already?"""

from collections.abc import Iterable, Mapping

from kautilya.measures.budget_series import SERIES, budget_series, coverage, is_part, repeated, stage_shares
from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.printed import printed_range
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.spending_room import spending_room
from kautilya.measures.windowed import label_within, within
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import missing, numeric, word
from kautilya.tables.marks import mark_of
from kautilya.tables.table import Table

MEASURE = "budget"
QUESTION = "How much capital money does the budget give, by stage and year, and how much of it is committed already?"
CRORE = "INR crore"
HEADLINE_MEASURE = "capital outlay"
NOTES = (
    "Amounts are nominal rupees of their year.",
    "BE, RE, actual and projected are four different things and never added; changes between them are listed as changes.",
    "Capital outlay, capital acquisition, ministry capital and services capital head differ; shares are taken within one only.",
    "The planning case carries committed and available money; its years after the first budget estimate are assumed.",
)
NEEDED = ("fiscal_year", *SERIES)


def budget_outlay(view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Measure outlay by stage and year, changes apart, and the planning case's committed money against what is available.

    A window keeps the fiscal years and periods that lie wholly in it, those of the planning case too.
    """
    series = budget_series(view)
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=tuple(within(_findings(view, series), scope)),
        listed=tuple(row for row in (*repeated(series), *_partly_known(view)) if _asked_for(row, scope)),
        notes=NOTES,
    )


def _asked_for(row: Mapping[str, Scalar], scope: Scope) -> bool:
    return not scope.windowed or label_within(str(row.get("fiscal_year") or ""), scope)


def _findings(view: View, series: Table) -> Iterable[Finding]:
    found = coverage(series)
    for row in series.records.values():
        yield _level(view, row, found[tuple(word(row, column) for column in SERIES)])
    yield from stage_shares(view, series, MEASURE)
    for row in view.records("budget-change").values():
        yield _change(view, row)
    yield from spending_room(view, MEASURE)


def _level(view: View, row: Record, years: str) -> Finding:
    amount = row.cell("amount_inr_crore")
    low, high, range_is = printed_range(amount)
    return Finding(
        measure=MEASURE,
        quantity=word(row, "measure"),
        of={"scope": word(row, "scope"), "stage": word(row, "stage")},
        value=numeric(amount),
        low=low,
        high=high,
        range_is=range_is,
        unit=CRORE,
        stage=word(row, "stage"),
        window=word(row, "fiscal_year"),
        n=1,
        coverage=years,
        as_of=str(view.as_of),
        mark=mark_of(view, "budget", amount.claim_ids[:1] or _any_claim(row)),
        claim_ids=amount.claim_ids,
        note="; ".join(_flags(view, row)) or None,
        headline=word(row, "measure") == HEADLINE_MEASURE and word(row, "scope") == "all",
    )


def _flags(view: View, row: Record) -> Iterable[str]:
    """Tell what makes a level not comparable with its neighbours."""
    start, end = (row.cell(column).point for column in ("period_start", "period_end"))
    if is_part(row):
        yield f"part of the year only: {start}..{end}"
    if end is not None and end.last > view.as_of.last:
        yield f"year not over as of {view.as_of}"
    if (broken := row.cell("series_note").point) is not None:
        yield f"series: {broken}"
    if row.cell("amount_qualifier").point == "rounded":
        yield "rounded"
    if row.cell("amount_inr_crore").rule is not None:
        yield str(row.cell("amount_inr_crore").rule)


def _change(view: View, row: Record) -> Finding:
    amount = row.cell("amount_inr_crore")
    low, high, range_is = printed_range(amount)
    return Finding(
        measure=MEASURE,
        quantity=f"{word(row, 'measure')}: {word(row, 'value_is')}",
        of={"scope": word(row, "scope"), "value_is": word(row, "value_is")},
        value=numeric(amount),
        low=low,
        high=high,
        range_is=range_is,
        unit=CRORE,
        window=f"{word(row, 'period_start')}..{word(row, 'period_end')}",
        n=1,
        as_of=str(view.as_of),
        mark=mark_of(view, "budget-change", amount.claim_ids[:1] or _any_claim(row)),
        claim_ids=amount.claim_ids,
        note="a change or a part, not a level",
    )


def _partly_known(view: View) -> Iterable[Mapping[str, Scalar]]:
    for row_id, row in view.records("budget").items():
        if lacking := missing(row, NEEDED):
            yield {"list": "budget row not wholly known", "id": row_id, "reason": f"without {', '.join(lacking)}"}


def _any_claim(row: Record) -> tuple[str, ...]:
    return row.cell("fiscal_year").claim_ids
