"""Lead times as typed cases, with the support of the planned dates among them."""

from collections.abc import Mapping
from dataclasses import dataclass

from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import number, word
from kautilya.tables.marks import mark_of

PLAN = "planned original"
OPEN = "right-censored"
Planned = tuple[str, str, str]
"""Deal, event and aspect of a planned date."""


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
    """Whether every planned date that it rests on is named, by its year, in a page's sentence."""
    mark: Mark
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDate:
    """A planned date of a deal and whether its page's sentence names the year."""

    milestone_id: str
    own_page: bool
    """Whether the page is that of the date, not only that of the deal."""
    names_year: bool

    @property
    def supported(self) -> bool:
        """A page chosen for the date supports it; the page of the deal does only where its sentence names the year."""
        return self.own_page or self.names_year


def lead_times(view: View) -> tuple[LeadTime, ...]:
    """Return the lead times of a view that have bounds, in the order of its records."""
    plans = planned_dates(view)
    return tuple(_lead_time(view, record, plans) for record in view.records("lead-time").values() if bounded(record))


def bounded(record: Record) -> bool:
    """Tell whether a lead time has the months at least, and at most where it is not open."""
    is_open = word(record, "censoring") == OPEN
    return record.cell("min_months").point is not None and (is_open or record.cell("max_months").point is not None)


def planned_dates(view: View) -> Mapping[Planned, PlannedDate]:
    """Return the planned dates of all deals by deal, event and aspect."""
    return {
        (word(record, "deal_id"), word(record, "event"), word(record, "aspect")): _planned_date(view, record)
        for record in view.records("milestone").values()
        if word(record, "aspect").startswith("planned") and record.cell("date").point is not None
    }


def _planned_date(view: View, milestone: Record) -> PlannedDate:
    date = milestone.cell("date")
    says = view.claims("milestone")[date.claim_ids[0]].says
    return PlannedDate(
        milestone_id=milestone.record_id,
        own_page=word(milestone, "source_basis") == "own",
        names_year=str(date.value)[:4] in says,
    )


def _lead_time(view: View, record: Record, plans: Mapping[Planned, PlannedDate]) -> LeadTime:
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
        supported=planned is None or (planned in plans and plans[planned].supported),
        mark=mark_of(view, "lead-time", claim_ids),
        claim_ids=claim_ids,
    )


def _rests_on(record: Record) -> Planned | None:
    deal, aspect = word(record, "deal_id"), word(record, "aspect")
    if aspect == "slip":
        return deal, word(record, "from_stage").removesuffix(f" {PLAN}"), PLAN
    return (deal, word(record, "to_stage"), aspect) if aspect.startswith("planned") else None
