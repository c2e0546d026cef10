"""The pairs of stages of a deal that a lead time is counted between, and whether the second one has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kautilya.register.record import Record
from kautilya.register.support import deal_column
from kautilya.tables.cells import days, word

SIGNED_OR_LATER = frozenset({"signed", "delivering", "delivered", "in service"})
COMPLETED = frozenset({"delivered", "in service"})
FIRST = ("first delivered", "first handed over", "first arrived", "first in service")
"""The ways in which a first delivery is told; what is planned is rarely more than the first of them."""
LAST = "last delivered"
APPROVALS = (
    ("need accepted", "sanctioned"),
    ("need accepted", "signed"),
    ("tendered", "signed"),
    ("notified", "signed"),
    ("sanctioned", "signed"),
)
ACTUAL, ORIGINAL, LATEST, SLIP = "actual", "planned original", "planned latest", "slip"


class Outcome(StrEnum):
    """What is known of the second stage of a pair."""

    DATED = "dated"
    OPEN = "open"
    """It is not known to have come."""
    BEFORE = "before last seen"
    """It came on an unknown day before the deal was last seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A pair of stages, with the columns of a deal that hold their dates."""

    pair: str
    """`signed -> last_delivered`."""
    aspect: str
    start: str
    end: str

    @property
    def planned(self) -> str | None:
        """The column of the planned date that it rests on, if any."""
        return next((column for column in (self.start, self.end) if "_planned_" in column), None)


def stage_of(deal: Record) -> str | None:
    """Return the buyer's stage of a deal; where a view does not know it yet, that which the dates known by then show."""
    if deal.cell("buyer_stage").value is not None:
        return word(deal, "buyer_stage", "") or None
    if any(days(deal, deal_column(event, ACTUAL)) for event in (*FIRST, LAST)):
        return "delivering"
    return "signed" if days(deal, "signed_on") else None


def stage_columns(deal: Record) -> tuple[str, ...]:
    """Return the columns that the buyer's stage is read from: its own, else those of the dates that show it."""
    if deal.cell("buyer_stage").value is not None:
        return ("buyer_stage",)
    return ("signed_on", *(deal_column(event, ACTUAL) for event in (*FIRST, LAST)))


def steps(deal: Record, until: date) -> Iterator[tuple[Step, Outcome]]:
    """Yield the pairs whose first stage is dated and of which something is known of the second.

    Args:
        deal: The deal.
        until: The day until which open stages were asked for; a plan that was not yet due then has no slip.
    """
    yield from _before_signature(deal)
    yield from _since_signature(deal)
    yield from _slips(deal, until)


def _before_signature(deal: Record) -> Iterator[tuple[Step, Outcome]]:
    for earlier, later in APPROVALS:
        yield from _found(deal, _step(earlier, later, ACTUAL), later)


def _since_signature(deal: Record) -> Iterator[tuple[Step, Outcome]]:
    for event in (*FIRST, LAST):
        for aspect in (ORIGINAL, LATEST, ACTUAL):
            yield from _found(deal, _step("signed", event, aspect), event if aspect == ACTUAL else None)


def _slips(deal: Record, until: date) -> Iterator[tuple[Step, Outcome]]:
    """Yield what came, or has not come, of the original plans; a first delivery can come in any of its ways."""
    for plan in (*FIRST, LAST):
        due = days(deal, deal_column(plan, ORIGINAL))
        came = [event for event in (FIRST if plan == FIRST[0] else (plan,)) if days(deal, deal_column(event, ACTUAL))]
        for event in came:
            yield from _found(deal, _slip(plan, event), None)
        overdue = bool(due) and max(day.last for day in due) < until
        if not came and overdue and _undated(deal, plan) is Outcome.OPEN:
            yield _slip(plan, plan), Outcome.OPEN


def _found(deal: Record, step: Step, undated: str | None) -> Iterator[tuple[Step, Outcome]]:
    """Yield a pair whose stages are both dated, or whose second one, if it is named, is open or bounded."""
    if not days(deal, step.start):
        return
    outcome = Outcome.DATED if days(deal, step.end) else undated and _undated(deal, undated)
    if outcome:
        yield step, Outcome(outcome)


def _undated(deal: Record, event: str) -> Outcome | None:
    """Return what is known of a stage without a date; None where it may have come, was passed over or will not come."""
    stage = stage_of(deal)
    if word(deal, "interruption") == "cancelled":
        return None
    if event == "signed":
        return Outcome.BEFORE if stage in SIGNED_OR_LATER else Outcome.OPEN
    if event == "sanctioned":
        return None if stage in SIGNED_OR_LATER or days(deal, "signed_on") else Outcome.OPEN
    if word(deal, "outcome_unknown") == "yes":
        return None
    if event == LAST:
        return Outcome.BEFORE if stage in COMPLETED else Outcome.OPEN
    return Outcome.OPEN if event == FIRST[0] and not _delivered(deal, stage) else None


def _delivered(deal: Record, stage: str | None) -> bool:
    """Tell whether anything is known to have been delivered."""
    some = any(days(deal, deal_column(event, ACTUAL)) for event in (*FIRST, LAST))
    return some or stage in SIGNED_OR_LATER - {"signed"}


def _step(earlier: str, later: str, aspect: str) -> Step:
    pair = f"{earlier} -> {later}".replace(" ", "_").replace("_->_", " -> ")
    return Step(pair=pair, aspect=aspect, start=deal_column(earlier, ACTUAL), end=deal_column(later, aspect))


def _slip(plan: str, event: str) -> Step:
    start = deal_column(plan, ORIGINAL)
    return Step(pair=f"{start} -> {event.replace(' ', '_')}", aspect=SLIP, start=start, end=deal_column(event, ACTUAL))
