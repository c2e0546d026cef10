"""How much money is there, at which stage of the budget, and how much of it is committed already?"""

from collections.abc import Iterable, Mapping, Sequence

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.printed import printed_range
from kautilya.measures.spending_room import spending_room
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import missing, number, numeric, word
from kautilya.tables.marks import computed, mark_of

MEASURE = "budget"
QUESTION = "How much capital money does the budget give, by stage and year, and how much of it is committed already?"
CRORE = "INR crore"
BASES = (("actual", "BE"), ("RE", "BE"), ("BE", "projected"))
"""Which stage is shown as a share of which other, where a year has both."""
HEADLINE_MEASURE = "capital outlay"
NOTES = (
    "Amounts are nominal rupees of their year.",
    "BE, RE, actual and projected are four different things and never added; changes between them are listed as changes.",
    "Capital outlay, capital acquisition, ministry capital and services capital head differ; shares are taken within one only.",
    "The planning case carries committed and available money; its years after the first budget estimate are assumed.",
)
NEEDED = ("fiscal_year", "measure", "scope", "stage")
Key = tuple[str, str, str]
"""Measure, scope and fiscal year."""
Series = tuple[str, str, str]
"""Measure, scope and stage."""


def budget_outlay(view: View) -> Measurement:
    """Measure outlay by stage and year, changes apart, and the planning case's committed money against what is available."""
    rows = tuple(row for row in view.records("budget").values() if not missing(row, NEEDED))
    coverage = _coverage(rows)
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=(
            *(_level(view, row, coverage[_series(row)]) for row in rows),
            *_shares(view, rows),
            *(_change(view, row) for row in view.records("budget-change").values()),
            *spending_room(view, MEASURE),
        ),
        listed=(*_repeated(rows), *_partly_known(view)),
        notes=NOTES,
    )


def _level(view: View, row: Record, coverage: str) -> Finding:
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
        coverage=coverage,
        as_of=str(view.as_of),
        mark=mark_of(view, "budget", amount.claim_ids[:1] or _any_claim(row)),
        claim_ids=amount.claim_ids,
        note="; ".join(_flags(view, row)) or None,
        headline=word(row, "measure") == HEADLINE_MEASURE and word(row, "scope") == "all",
    )


def _coverage(rows: Sequence[Record]) -> Mapping[Series, str]:
    """Tell of each series how many years are found between the first and the last of its measure and scope."""
    years: dict[tuple[str, str], set[FiscalYear]] = {}
    found: dict[Series, set[FiscalYear]] = {}
    for row in rows:
        if isinstance(year := row.cell("fiscal_year").point, FiscalYear):
            years.setdefault(_series(row)[:2], set()).add(year)
            found.setdefault(_series(row), set()).add(year)
    return {series: _out_of(len(found[series]), years[series[:2]]) for series in found}


def _out_of(found: int, years: Iterable[FiscalYear]) -> str:
    ordered = sorted(years)
    first, last = ordered[0], ordered[-1]
    return f"{found} of {last.years_after(first) + 1} years from {first} to {last}"


def _series(row: Record) -> Series:
    return word(row, "measure"), word(row, "scope"), word(row, "stage")


def _flags(view: View, row: Record) -> Iterable[str]:
    """Tell what makes a level not comparable with its neighbours."""
    year, start, end = (row.cell(column).point for column in ("fiscal_year", "period_start", "period_end"))
    if _is_part(year, start, end):
        yield f"part of the year only: {start}..{end}"
    if end is not None and end.last > view.as_of.last:
        yield f"year not over as of {view.as_of}"
    if (broken := row.cell("series_note").point) is not None:
        yield f"series: {broken}"
    if row.cell("amount_qualifier").point == "rounded":
        yield "rounded"
    if row.cell("amount_inr_crore").rule is not None:
        yield str(row.cell("amount_inr_crore").rule)


def _is_part(year: FiscalYear | None, start: PartialDate | None, end: PartialDate | None) -> bool:
    if year is None or start is None or end is None:
        return False
    return start.first > year.first or end.last < year.last


def _shares(view: View, rows: Sequence[Record]) -> Iterable[Finding]:
    """Yield one stage as a share of another of the same measure, scope and year; years in part or with two values have none."""
    whole: dict[Key, dict[str, list[Record]]] = {}
    for row in rows:
        if not _is_part(*(row.cell(column).point for column in ("fiscal_year", "period_start", "period_end"))):
            whole.setdefault(_key(row), {}).setdefault(word(row, "stage"), []).append(row)
    for (measure, scope, year), stages in whole.items():
        for upper, lower in BASES:
            pair = [*stages.get(upper, []), *stages.get(lower, [])]
            values = [number(row, "amount_inr_crore") for row in pair]
            if len(stages.get(upper, [])) == len(stages.get(lower, [])) == 1 and all(values):
                yield _share(view, pair, {"scope": scope, "stage": upper, "of": lower}, f"{measure}: share of {lower}", year)


def _share(view: View, pair: Sequence[Record], of: Mapping[str, str], quantity: str, year: str) -> Finding:
    upper, lower = (float(str(row.cell("amount_inr_crore").point)) for row in pair)
    claim_ids = tuple(claim_id for row in pair for claim_id in row.cell("amount_inr_crore").claim_ids)
    rounded = [word(row, "stage") for row in pair if row.cell("amount_qualifier").point == "rounded"]
    return Finding(
        measure=MEASURE,
        quantity=quantity,
        of=of,
        value=round(upper / lower, 4),
        unit="share",
        stage=of["stage"],
        window=year,
        n=2,
        as_of=str(view.as_of),
        mark=computed(mark_of(view, "budget", claim_ids)),
        claim_ids=claim_ids,
        note=f"rounded: {', '.join(rounded)}" if rounded else None,
    )


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


def _repeated(rows: Sequence[Record]) -> tuple[Mapping[str, Scalar], ...]:
    """List rows that give one stage of one measure, scope and year more than once: no share is taken of them."""
    seen: dict[tuple[Key, str], list[Record]] = {}
    for row in rows:
        seen.setdefault((_key(row), word(row, "stage")), []).append(row)
    return tuple(
        {"list": "several values of one stage", "id": row.record_id, "measure": key[0], "year": key[2], "stage": stage,
         "amount": number(row, "amount_inr_crore"), "reason": "no share is taken of a stage with several rows"}
        for (key, stage), same in seen.items() if len(same) > 1 for row in same
    )  # fmt: skip


def _partly_known(view: View) -> Iterable[Mapping[str, Scalar]]:
    for row_id, row in view.records("budget").items():
        if lacking := missing(row, NEEDED):
            yield {"list": "budget row not wholly known", "id": row_id, "reason": f"without {', '.join(lacking)}"}


def _key(row: Record) -> Key:
    return word(row, "measure"), word(row, "scope"), word(row, "fiscal_year")


def _any_claim(row: Record) -> tuple[str, ...]:
    return row.cell("fiscal_year").claim_ids
