"""Approvals as typed rows: the dates of a case on both tracks, and the milestones of the regime of a partner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kautilya.core.periods import PartialDate
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import day, days, known_word, word

STAGES: Mapping[str, str | None] = {
    "need accepted": "need_accepted_on",
    "requested": None,
    "notified": "notified_on",
    "licensed": None,
    "sanctioned": "sanctioned_on",
    "signed": "signed_on",
}
"""The dates of a case and the columns of a deal that hold them; None: no column does (CONVENTIONS §3)."""
EVENTS = {"need accepted": "need accepted", "notified": "notified", "licence": "licensed", "sanctioned": "sanctioned",
          "signed": "signed"}  # fmt: skip
"""Events of the table of approvals that are a stage of a case."""
REGIME = ("licence", "list removal", "list addition")
"""Events that change what a partner lets out, or are such a permission."""
SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of the table of approvals."""

    row: Record
    partner: str
    item: str
    event: str
    date: PartialDate | None
    deal_ids: tuple[str, ...]
    """Deals that the row is about, where it is the same case."""
    related: tuple[str, ...]
    """Deals that it names, the same case or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDate:
    """When a case reached a stage."""

    deal_id: str
    stage: str
    dates: tuple[PartialDate, ...]
    """Several where contradicting sources print several and nothing chooses."""
    claim_ids: tuple[str, ...]
    kind: str
    """Where it stands: `deal`, or `approval` where the deal itself has no such date."""


def events(view: View) -> tuple[Event, ...]:
    """Return the rows of the table of approvals, in its order."""
    return tuple(_event(row) for row in view.records("approval").values())


def stage_dates(view: View) -> tuple[StageDate, ...]:
    """Return the dated stages of all deals: the deal's own date, else those of the rows of approvals that are the same case."""
    told: dict[tuple[str, str], list[Event]] = {}
    for event in events(view):
        if event.event in EVENTS and event.date is not None:
            for deal_id in event.deal_ids:
                told.setdefault((deal_id, EVENTS[event.event]), []).append(event)
    found = (
        _stage_date(deal_id, deal, stage, column, told.get((deal_id, stage), ()))
        for deal_id, deal in view.records("deal").items()
        for stage, column in STAGES.items()
    )
    return tuple(one for one in found if one is not None)


def partner_of(deal: Record) -> str:
    """Return the country of a deal's counterparty."""
    return word(deal, "supplier_country")


def _stage_date(deal_id: str, deal: Record, stage: str, column: str | None, told: Iterable[Event]) -> StageDate | None:
    own = () if column is None else days(deal, column)
    if column is not None and own:
        return StageDate(deal_id=deal_id, stage=stage, dates=own, claim_ids=deal.cell(column).claim_ids, kind="deal")
    dated = [event for event in told if event.date is not None]
    if not dated:
        return None
    dates = tuple(dict.fromkeys(event.date for event in dated if event.date is not None))
    claim_ids = tuple(one for event in dated for one in event.row.cell("date").claim_ids)
    return StageDate(deal_id=deal_id, stage=stage, dates=dates, claim_ids=claim_ids, kind="approval")


def _event(row: Record) -> Event:
    related = tuple(part for part in (known_word(row, "deal_id") or "").split(";") if part)
    return Event(
        row=row,
        partner=word(row, "partner"),
        item=word(row, "item"),
        event=word(row, "event"),
        date=day(row, "date"),
        deal_ids=related if word(row, "deal_relation") == SAME else (),
        related=related,
    )
