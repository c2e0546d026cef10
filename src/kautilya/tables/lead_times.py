"""Lead times as typed cases, with the support of the planned dates among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from kautilya.register.claim import Mark
from kautilya.register.kinds.milestone import Milestone
from kautilya.register.record import Record
from kautilya.register.support import deal_column, unsupported_planned_dates
from kautilya.store.view import View
from kautilya.tables.cells import number, word
from kautilya.tables.marks import mark_of

PLAN = "planned original"
OPEN = "right-censored"
Planned = tuple[str, str]
"""A deal and its column that holds a planned date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTime:
    """The months between two named stages of one deal."""

    lead_time_id: str
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
    """Months at least, from the precision of both dates; of an open case, up to the data date."""
    high: float | None
    """Months at most; None for an open case."""
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


def lead_times(view: View) -> tuple[LeadTime, ...]:
    """Return the lead times of a view that have bounds, in the order of its records."""
    plans = _supported_plans(view)
    return tuple(_lead_time(view, record, plans) for record in view.records("lead-time").values() if bounded(record))


def bounded(record: Record) -> bool:
    """Tell whether a lead time has the months at least, and at most where it is not open."""
    is_open = word(record, "censoring") == OPEN
    return record.cell("min_months").point is not None and (is_open or record.cell("max_months").point is not None)


def _supported_plans(view: View) -> frozenset[Planned]:
    """Return the planned dates that have a milestone and are not unsupported by its page."""
    milestones = cast(Mapping[str, Milestone], view.records("milestone"))
    planned = (
        (word(milestone, "deal_id"), deal_column(word(milestone, "event"), word(milestone, "aspect")))
        for milestone in milestones.values()
        if milestone.date.point is not None
    )
    return frozenset(planned) - unsupported_planned_dates(milestones, view.claims("milestone"))


def _lead_time(view: View, record: Record, plans: frozenset[Planned]) -> LeadTime:
    low = number(record, "min_months") or 0.0
    seen = number(record, "min_months_last_seen")
    planned = _rests_on(record)
    claim_ids = tuple(i for column in ("min_months", "max_months", "censoring") for i in record.cell(column).claim_ids)
    return LeadTime(
        lead_time_id=record.record_id,
        deal_id=word(record, "deal_id"),
        pair=word(record, "pair"),
        aspect=word(record, "aspect"),
        partner=word(record, "supplier_country"),
        area=word(record, "area_id"),
        start=word(record, "from_date"),
        low=low,
        high=number(record, "max_months"),
        low_when_last_seen=low if seen is None else seen,
        open=word(record, "censoring") == OPEN,
        basis=record.cell("basis").point,
        planned=planned,
        supported=planned is None or planned in plans,
        mark=mark_of(view, "lead-time", claim_ids),
        claim_ids=claim_ids,
    )


def _rests_on(record: Record) -> Planned | None:
    deal, aspect = word(record, "deal_id"), word(record, "aspect")
    if aspect == "slip":
        return deal, deal_column(word(record, "from_stage").removesuffix(f" {PLAN}"), PLAN)
    return (deal, deal_column(word(record, "to_stage"), aspect)) if aspect.startswith("planned") else None
