"""Lead times as typed cases, computed from the dates of the deals as known on the day of a view."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kautilya.core.interval import Interval
from kautilya.core.periods import PartialDate, months_between
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.register.support import deal_column
from kautilya.store.view import View
from kautilya.tables.cells import days, word
from kautilya.tables.marks import computed, mark_of
from kautilya.tables.planned import Planned, supported_plans
from kautilya.tables.stages import FIRST, ORIGINAL, SLIP, Outcome, Step, steps

TIED = 6
"""Decimals of a month, far below a day, to which times are rounded so that float sums do not split ties."""


class Bound(StrEnum):
    """Why the months between two stages are not those between two dates."""

    PLAN = "plan"
    UNSAID = "plan does not say which event"
    OPEN = "not found by the day that the register was last asked"
    BEFORE = "ended on an unknown day before last_seen_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTime:
    """The months between two named stages of one deal."""

    lead_time_id: str
    """Deal, pair and aspect: `kalvari-6: signed -> last_delivered, actual`."""
    deal_id: str
    pair: str
    aspect: str
    """`actual`, `planned original`, `planned latest` or `slip` (against the original plan)."""
    partner: str
    """Country of the supplier."""
    area: str
    start: str
    """The date it is counted from, as precise as it is known."""
    low: float
    """Months at least, from the precision of both dates; of an open case, up to the day that the register was last asked."""
    high: float | None
    """Months at most; None for an open case, and for one that ended on a day that nothing bounds."""
    low_when_last_seen: float
    """Months at least, if an open case ended right after it was last looked at; else `low`."""
    open: bool
    basis: str | None
    planned: Planned | None
    """The planned date that it rests on, if any."""
    supported: bool
    """False if it rests on a planned date without a milestone, or whose year the sentence of its deal's page does not name."""
    mark: Mark
    claim_ids: tuple[str, ...]

    @property
    def bounded(self) -> bool:
        """Whether it has months at least and, where it has ended, months at most."""
        return self.open or self.high is not None


def lead_times(view: View) -> tuple[LeadTime, ...]:
    """Return the lead times that the dates of a view's deals give, in the order of its deals."""
    plans = supported_plans(view)
    until = asked_until(view)
    return tuple(
        _lead_time(view, deal, (step, outcome), until, plans)
        for deal in view.records("deal").values()
        for step, outcome in steps(deal, until)
    )


def asked_until(view: View) -> date:
    """Return the day until which an open case is known to be open.

    It is the day of the view, or, if that is later, the last day on which the register says that it asked (`censored_on`).
    """
    asked = [day.last for row in view.records("lead-time").values() for day in days(row, "censored_on")]
    return min(view.as_of.last, max(asked, default=view.as_of.last))


def _lead_time(view: View, deal: Record, case: tuple[Step, Outcome], until: date, plans: frozenset[Planned]) -> LeadTime:
    step, outcome = case
    starts, seen = days(deal, step.start), days(deal, "last_seen_on")
    low, high = _months(deal, step, outcome, until)
    planned = (deal.record_id, step.planned) if step.planned else None
    used = (step.start, step.end, *(() if outcome is Outcome.DATED else ("buyer_stage", "last_seen_on")))
    claim_ids = tuple(claim_id for column in used for claim_id in deal.cell(column).claim_ids)
    return LeadTime(
        lead_time_id=f"{deal.record_id}: {step.pair}, {step.aspect}",
        deal_id=deal.record_id,
        pair=step.pair,
        aspect=step.aspect,
        partner=word(deal, "supplier_country"),
        area=word(deal, "area_id"),
        start=" or ".join(map(str, starts)),
        low=low,
        high=high,
        low_when_last_seen=min(low, max(0.0, _between(starts, seen).low)) if outcome is Outcome.OPEN and seen else low,
        open=outcome is Outcome.OPEN,
        basis=_basis(step, outcome),
        planned=planned,
        supported=planned is None or planned in plans,
        mark=computed(mark_of(view, "deal", claim_ids)),
        claim_ids=claim_ids,
    )


def _months(deal: Record, step: Step, outcome: Outcome, until: date) -> tuple[float, float | None]:
    """Return months at least and at most; what has happened did not happen before the stage that it is counted from."""
    starts = days(deal, step.start)
    if outcome is Outcome.OPEN:
        return max(0.0, _between(starts, (PartialDate.of(until),)).low), None
    if outcome is Outcome.BEFORE:
        seen = days(deal, "last_seen_on")
        return 0.0, max(0.0, _between(starts, seen).high) if seen else None
    between = _between(starts, days(deal, step.end))
    in_order = step.aspect == "actual" and between.low < 0 <= between.high
    return 0.0 if in_order else between.low, between.high


def _between(starts: tuple[PartialDate, ...], ends: tuple[PartialDate, ...]) -> Interval:
    """Return the months between two days of which contradicting sources may print several; equal ones are equal exactly."""
    spans = [months_between(start, end) for start in starts for end in ends]
    low, high = min(span.low for span in spans), max(span.high for span in spans)
    return Interval(low=round(low, TIED), high=round(high, TIED))


def _basis(step: Step, outcome: Outcome) -> str | None:
    if outcome is Outcome.OPEN:
        return Bound.OPEN
    if outcome is Outcome.BEFORE:
        return Bound.BEFORE
    if step.aspect == SLIP:
        return Bound.UNSAID if step.planned == deal_column(FIRST[0], ORIGINAL) else None
    return Bound.PLAN if step.planned else None
