"""The printed figures of the country's defence industry: one entry for each measure and period, all printed values beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kautilya.measures.printed import printed_range
from kautilya.measures.scope import Scope
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import UNKNOWN, day, missing, number, word
from kautilya.tables.marks import mark_of

KIND = "industry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What is printed of one measure for one period."""

    measure: str
    period: str
    """In the words of the source: `FY2024-25`, `2029`."""
    first: date | None
    last: date | None
    unit: str
    stage: str
    """actual, provisional, revised, plan, proposal, target or rule."""
    value: float | None
    """None: sources contradict each other and nobody has chosen."""
    low: float
    high: float
    """Lowest and highest printed value of the measure in the period, whatever its stage but a target's."""
    rows: int
    """How many rows print one."""
    mark: Mark
    claim_ids: tuple[str, ...]
    record_id: str


def printed_figures(view: View, scope: Scope) -> tuple[Printed, ...]:
    """Return the industry figures whose period lies in the window asked for, by measure and period.

    Of several rows on one measure, period and unit the one that the record prefers gives the value; the others widen the range.
    A target for a later year counts from the first day of the window on, where the window has any figure that is no target.
    A row without a period is left out, and one whose days are not known where a window is asked for.
    """
    grouped: dict[tuple[str, str, str, bool], list[Record]] = {}
    for row in view.records(KIND).values():
        if not missing(row, ("measure", "period")) and _values(row) and _inside(row, scope, view):
            key = (word(row, "measure"), word(row, "period"), word(row, "unit"), word(row, "stage") == "target")
            grouped.setdefault(key, []).append(row)
    if scope.windowed and all(target for *_, target in grouped):
        return ()
    order = {measure: place for place, measure in enumerate(dict.fromkeys(measure for measure, *_ in grouped))}
    found = (_printed(view, rows) for rows in grouped.values())
    return tuple(sorted(found, key=lambda one: (order[one.measure], one.last or date.max, one.period)))


def _inside(row: Record, scope: Scope, view: View) -> bool:
    first, last = day(row, "period_start"), day(row, "period_end")
    if word(row, "stage") == "target":  # a promise for a later year is known today
        return scope.since is None or last is None or last.last >= scope.since.first
    if first is None or last is None:
        return not (scope.since or scope.until)
    return scope.opens(date.min) <= first.first and last.last <= scope.closes(view.as_of)


def _printed(view: View, rows: Sequence[Record]) -> Printed:
    chosen = next((row for row in rows if word(row, "preferred") == "yes"), rows[0])
    values = [value for row in rows for value in _values(row)]
    claim_ids = tuple(dict.fromkeys(claim for row in (chosen, *rows) for claim in row.cell("value").claim_ids))
    first, last = day(chosen, "period_start"), day(chosen, "period_end")
    return Printed(
        measure=word(chosen, "measure"),
        period=word(chosen, "period"),
        first=None if first is None else first.first,
        last=None if last is None else last.last,
        unit=word(chosen, "unit", UNKNOWN),
        stage=word(chosen, "stage"),
        value=number(chosen, "value"),
        low=min(values),
        high=max(values),
        rows=len(rows),
        mark=mark_of(view, KIND, claim_ids),
        claim_ids=claim_ids,
        record_id=chosen.record_id,
    )


def _values(row: Record) -> tuple[float, ...]:
    """Return every value that a row's sources print."""
    low, high, _ = printed_range(row.cell("value"))
    return tuple(value for value in (number(row, "value"), low, high) if value is not None)


def of_measure(figures: Iterable[Printed], measure: str) -> tuple[Printed, ...]:
    """Return the figures of one measure, in the order of their periods."""
    return tuple(one for one in figures if one.measure == measure)
