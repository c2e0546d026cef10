"""Deals with a partner: late deliveries, cases before signature, planned days to come, and what nobody looked at since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kautilya.core.periods import PartialDate
from kautilya.measures.partners.items import (
    STALE_DAYS,
    TWO_YEARS,
    Check,
    Due,
    Found,
    Item,
    Kind,
    Row,
    days_since,
    mark_of_rows,
    row_of,
    weigh,
)
from kautilya.measures.partners.levels import level_of_case
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import days, word
from kautilya.tables.deliveries import CELLS, Delivery, Planned, Progress, deliveries

EVENTS = {
    "first delivered": "first delivery",
    "first handed over": "first hand-over",
    "first arrived": "first arrival",
    "first in service": "first entry into service",
    "last delivered": "last delivery",
}
PLANS = {"planned original": "first plan", "planned latest": "newest plan"}
STEPS = {
    "notified_on": "notified by the seller's government",
    "proposed_on": "proposed",
    "need_accepted_on": "need accepted",
    "tendered_on": "tendered",
    "negotiating_from": "in negotiation",
    "sanctioned_on": "sanctioned",
}
"""Steps before a signature, by column, in the buyer's order after the seller's."""


ByPlan = Mapping[tuple[str, str, str], Sequence[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The view and the partner asked about, with the milestones at hand."""

    view: View
    partner: str
    milestones: ByPlan


def found_in_deals(view: View, partner: str) -> Found:
    """Return what the deals with one partner give to its agenda; what is delivered or cancelled gives nothing.

    A deal counts under its counterparty and under the country of its design; the point says which of them it is.
    """
    ours = [one for one in deliveries(view) if partner in one.parties]
    asked = Asked(view=view, partner=partner, milestones=_by_plan(view))
    items: list[Item] = []
    check: list[Check] = []
    due: list[Due] = []
    for deal in ours:
        if deal.progress is Progress.UNDER_WAY:
            due += _due(asked, deal)
        why = _unsure(view, deal)
        if why is not None:
            check.append(Check(about=deal.system, why=why, rows=(_row(view, deal),)))
        elif (item := _item(asked, deal)) is not None:
            items.append(item)
    return Found(items=tuple(items), due=tuple(due), check=tuple(check))


def _item(asked: Asked, deal: Delivery) -> Item | None:
    if deal.progress is Progress.UNDER_WAY:
        return _late(asked, deal)
    return _pending(asked.view, deal, asked.partner) if deal.progress is Progress.UNSIGNED else None


def _unsure(view: View, deal: Delivery) -> str | None:
    """Tell why the record cannot say how an unfinished deal stands; None where it can, or where it is finished."""
    if deal.progress in (Progress.COMPLETE, Progress.CANCELLED):
        return None
    if deal.outcome_unknown:
        return f"last seen {deal.last_seen or 'on no known day'}; nobody found whether it moved on"
    passed = [plan for plan in deal.latest if plan.on.last < view.as_of.first]
    return _unlooked(deal, passed) or _stale(view, deal, passed) or _unsupported(deal, passed)


def _unlooked(deal: Delivery, passed: Sequence[Planned]) -> str | None:
    """Tell of a planned day that has passed since anybody looked."""
    unseen = [plan for plan in passed if deal.last_seen is None or deal.last_seen.last <= plan.on.last]
    return f"{EVENTS[unseen[-1].event]} was planned for {unseen[-1].on}; no page after that day tells of it" if unseen else None


def _stale(view: View, deal: Delivery, passed: Sequence[Planned]) -> str | None:
    """Tell of a case that would be raised, were it not last seen years ago."""
    raised = deal.progress is Progress.UNSIGNED or deal.late == "yes" or bool(passed)
    old = deal.last_seen is None or days_since(deal.last_seen, view.as_of) > STALE_DAYS
    return f"last seen {deal.last_seen or 'on no known day'}: more than three years ago" if raised and old else None


def _unsupported(deal: Delivery, passed: Sequence[Planned]) -> str | None:
    """Tell of a lateness that rests on nothing but planned days that their pages do not name."""
    if passed and deal.late != "yes" and not any(plan.supported for plan in passed):
        return f"{EVENTS[passed[-1].event]} was planned for {passed[-1].on} (inferred: its page names no year)"
    return None


def _late(asked: Asked, deal: Delivery) -> Item | None:
    """Return the point on a late delivery; None where no planned day has passed and the record does not call it late."""
    view = asked.view
    passed = [plan for plan in deal.original if plan.on.last < view.as_of.first]
    if not passed and deal.late != "yes":
        return None
    first = min(passed, key=lambda plan: plan.on.sort_key, default=None)
    late = None if first is None else days_since(first.on, view.as_of)
    weight, because = weigh(Kind.LATE, 0.5 if late is None else late / TWO_YEARS, _urgency(late))
    level, level_because = level_of_case(late, stalled=deal.stalled)
    rows = (_row(view, deal), *_milestones(asked, deal, first))
    return Item(
        kind=Kind.LATE,
        about=f"{deal.system} ({deal.role(asked.partner)})",
        state=_how_late(view, deal, first, late),
        level=level,
        level_because=level_because,
        weight=weight,
        weight_because=because,
        since=None if first is None else str(first.on),
        days=late,
        mark=mark_of_rows(view, rows),
        rows=rows,
    )


def _urgency(late: int | None) -> str:
    return "no planned day has passed that is still awaited: half" if late is None else "days past the first plan / 730"


def _how_late(view: View, deal: Delivery, first: Planned | None, late: int | None) -> str:
    counted = f" (by {deal.delivered_as_of})" if deal.delivered_as_of else ""
    came = f"{deal.delivered:,.0f} of {deal.quantity:,.0f} {deal.unit} delivered{counted}" if _both(deal) else deal.stage
    parts = [came]
    if first is not None:
        unsupported = "" if first.supported else " (inferred: its page names no year)"
        parts.append(f"{EVENTS[first.event]} first planned for {first.on}, at least {late} days ago{unsupported}")
    ahead = [plan for plan in deal.latest if plan.on.last >= view.as_of.first]
    parts += [f"{EVENTS[plan.event]} now planned for {plan.on}" for plan in ahead if plan.aspect.endswith("latest")]
    if deal.late == "yes":
        parts.append(f"the record calls it late: {word(deal.record, 'delays', 'no detail')}")
    return "; ".join(parts)


def _both(deal: Delivery) -> bool:
    return deal.delivered is not None and deal.quantity is not None


def _pending(view: View, deal: Delivery, partner: str) -> Item:
    """Return the point on a case before its signature, counted from its last dated step."""
    taken = [
        (max(known, key=lambda one: one.last), name) for column, name in STEPS.items() if (known := days(deal.record, column))
    ]
    last = max(taken, key=lambda step: step[0].sort_key, default=None)
    waits = None if last is None else days_since(last[0], view.as_of)
    because = "no dated step" if waits is None else "days since the last dated step / 730"
    weight, weight_because = weigh(Kind.PENDING, (waits or 0) / TWO_YEARS, because)
    level, level_because = level_of_case(waits, stalled=deal.stalled)
    rows = (_row(view, deal, STEPS),)
    return Item(
        kind=Kind.PENDING,
        about=f"{deal.system} ({deal.role(partner)})",
        state=_where(deal, taken),
        level=level,
        level_because=level_because,
        weight=weight,
        weight_because=weight_because,
        since=None if last is None else str(last[0]),
        days=waits,
        mark=mark_of_rows(view, rows),
        rows=rows,
    )


def _where(deal: Delivery, taken: Iterable[tuple[PartialDate, str]]) -> str:
    steps = ", ".join(f"{name} {on}" for on, name in sorted(taken, key=lambda step: step[0].sort_key))
    seller = word(deal.record, "seller_stage", "")
    sides = f"buyer: {deal.stage}" + (f"; seller: {seller}" if seller else "")
    stalled = "; stalled" if deal.stalled else ""
    return f"{sides}{stalled}; not signed by {deal.last_seen}, when last seen" + (f"; {steps}" if steps else "; no dated step")


def _due(asked: Asked, deal: Delivery) -> Iterable[Due]:
    view = asked.view
    for plan in deal.latest:
        if plan.on.last > view.as_of.last:
            rows = (_row(view, deal), *_milestones(asked, deal, plan))
            supported = "" if plan.supported else "; inferred: its page names no year"
            yield Due(
                when=plan.on,
                what=f"{EVENTS[plan.event]}, {PLANS[plan.aspect]}",
                about=deal.system,
                uid=f"deal-{deal.deal_id}-{plan.event.replace(' ', '-')}",
                note=f"a plan, not a promise kept{supported}",
                mark=mark_of_rows(view, rows),
                rows=rows,
            )


def _row(view: View, deal: Delivery, more: Iterable[str] = ()) -> Row:
    plans = (plan.column for plan in (*deal.original, *deal.latest))
    return row_of(view, deal.record, (*CELLS, "system", "interruption", "seller_stage", "delays", *plans, *more))


def _by_plan(view: View) -> ByPlan:
    """Return the milestones by deal, event and aspect."""
    found: dict[tuple[str, str, str], list[Record]] = {}
    for record in view.records("milestone").values():
        found.setdefault((word(record, "deal_id"), word(record, "event"), word(record, "aspect")), []).append(record)
    return found


def _milestones(asked: Asked, deal: Delivery, plan: Planned | None) -> tuple[Row, ...]:
    """Return the milestone behind a planned day."""
    if plan is None:
        return ()
    records = asked.milestones.get((deal.deal_id, plan.event, plan.aspect), ())
    return tuple(row_of(asked.view, record, ("date", "event", "aspect")) for record in records)
