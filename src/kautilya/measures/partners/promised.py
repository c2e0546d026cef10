"""Commitments with a partner: overdue, open, falling due, and those of which nobody knows."""

import re
from collections.abc import Iterable, Sequence

from kautilya.core.periods import PartialDate
from kautilya.measures.partners.items import TWO_YEARS, Check, Due, Found, Item, Kind, Row, days_since, row_of, weigh
from kautilya.measures.partners.levels import ByMonth, by_month, level_of_promise
from kautilya.store.view import View
from kautilya.tables.ties.in_force import Gone, gone_agreements, out_of_force
from kautilya.tables.ties.promises import CELLS, SETTLED, Promise, State, promises
from kautilya.tables.ties.visits import Visit

COMMITMENT = "commitment"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NAMED_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]* (\d{{4}})\b")


def found_in_promises(view: View, partner: str, visits: Sequence[Visit]) -> Found:
    """Return what the commitments of one partner give to its agenda; what is settled gives nothing."""
    ours = [promise for promise in promises(view) if partner in promise.partners and promise.state not in SETTLED]
    items: list[Item] = []
    check: list[Check] = []
    gone, met = gone_agreements(view), by_month(visits)
    for promise in ours:
        why = _unsure(promise, gone, view.as_of)
        if why is None:
            items.append(_item(view, promise, met))
        else:
            check.append(Check(about=promise.text, why=why, rows=_rows(view, promise)))
    return Found(items=tuple(items), due=tuple(_due(view, ours)), check=tuple(check))


def _unsure(promise: Promise, gone: Sequence[Gone], as_of: PartialDate) -> str | None:
    """Tell why a promise cannot be raised as it stands; None where it can."""
    passed = [month for month in months_named(promise.text) if month.last < as_of.first]
    if passed and promise.state is State.OPEN and promise.due is not None and not promise.due.certainly_before(as_of):
        return f"it names {passed[0]} too, which has passed: whether that part was kept is not in its rows"
    if promise.state is State.UNKNOWN:
        return "no page in the record says what became of it"
    state = out_of_force(gone, promise.agreement, promise.partners)
    return f"made under an agreement that the record calls {state}" if state else None


def months_named(text: str) -> tuple[PartialDate, ...]:
    """Return the months that a text names with their year, such as `Feb 2026`, in its order."""
    return tuple(PartialDate(year=int(year), month=MONTHS.index(month) + 1) for month, year in NAMED_MONTH.findall(text))


def _item(view: View, promise: Promise, met: ByMonth) -> Item:
    overdue = promise.state is State.OVERDUE
    late = days_since(promise.due, view.as_of) if overdue and promise.due is not None else None
    kind = Kind.OVERDUE if overdue else Kind.OPEN
    urgency = 0.0 if late is None else late / TWO_YEARS
    partly = promise.reported is State.PARTLY
    because = "days past the due day / 730" if overdue else "half where partly delivered"
    weight, weight_because = weigh(kind, urgency if overdue else 0.5 if partly else 0.0, because)
    level, level_because = level_of_promise(promise.agreement, promise.partners, met)
    return Item(
        kind=kind,
        about=promise.text,
        state=_state(promise, late, partly=partly),
        level=level,
        level_because=level_because,
        weight=weight,
        weight_because=weight_because,
        since=None if promise.due is None else str(promise.due),
        days=late,
        mark=promise.mark,
        rows=_rows(view, promise),
    )


def _state(promise: Promise, late: int | None, *, partly: bool) -> str:
    due = f"due {promise.due}" if promise.due else "no due day named"
    passed = f"; at least {late} days ago" if late is not None else ""
    how_far = "partly delivered" if partly else "open"
    seen = f" ({promise.evidence_on})" if promise.evidence and promise.evidence_on and not promise.evidence_is_older else ""
    return f"{promise.agreement}: {how_far}, {due}{passed}; {promise.told}{seen}"


def _due(view: View, ours: Iterable[Promise]) -> Iterable[Due]:
    for promise in ours:
        if promise.due is not None and promise.due.last > view.as_of.last:
            yield Due(
                when=promise.due,
                what="commitment falls due",
                about=promise.text,
                uid=f"{COMMITMENT}-{promise.promise_id}",
                note=f"{promise.agreement}: {promise.reported}",
                mark=promise.mark,
                rows=_rows(view, promise),
            )


def _rows(view: View, promise: Promise) -> tuple[Row, ...]:
    records = view.records(COMMITMENT)
    return tuple(row_of(view, records[row], CELLS) for row in promise.rows)
