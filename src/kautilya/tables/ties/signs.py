"""The signs that a partnership goes on: visits, exercises, agreements, contracts signed and deliveries, each with its day."""

from collections.abc import Iterable
from dataclasses import dataclass

from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.cells import days
from kautilya.tables.contracts import DELIVERIES, contracts
from kautilya.tables.marks import mark_of
from kautilya.tables.ties.brackets import began
from kautilya.tables.ties.events import events
from kautilya.tables.ties.home import home_of, named, others
from kautilya.tables.ties.visits import visits
from kautilya.tables.windows import Bracket

VISITS, EXERCISES, AGREEMENTS, SIGNATURES, DELIVERED = "visits", "exercises", "agreements", "contract signatures", "deliveries"
SERIES = (VISITS, EXERCISES, AGREEMENTS, SIGNATURES, DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One dated event of one series."""

    series: str
    partners: tuple[str, ...]
    when: Bracket
    rows: tuple[str, ...]
    mark: Mark
    claim_ids: tuple[str, ...]


def signs(view: View) -> tuple[Sign, ...]:
    """Return all dated signs, series by series."""
    return (*_visits(view), *_exercises(view), *_agreements(view), *_signatures(view), *_deliveries(view))


def _visits(view: View) -> Iterable[Sign]:
    for visit in visits(view)[0]:
        yield Sign(series=VISITS, partners=visit.partners, when=visit.when, rows=visit.rows, mark=visit.mark,
                   claim_ids=visit.claim_ids)  # fmt: skip


def _exercises(view: View) -> Iterable[Sign]:
    for event in events(view)[0]:
        yield Sign(series=EXERCISES, partners=event.partners, when=event.when, rows=event.rows, mark=event.mark,
                   claim_ids=event.claim_ids)  # fmt: skip


def _agreements(view: View) -> Iterable[Sign]:
    home = home_of(view)
    for row, record in view.records("agreement").items():
        signed = days(record, "signed")
        if signed:
            claim_ids = (*record.cell("signed").claim_ids, *record.cell("parties").claim_ids)
            yield Sign(
                series=AGREEMENTS,
                partners=others(named(record, "parties"), home),
                when=began(signed, view.as_of),
                rows=(row,),
                mark=mark_of(view, "agreement", claim_ids),
                claim_ids=claim_ids,
            )


def _signatures(view: View) -> Iterable[Sign]:
    """Yield the contracts whose day of signature is printed, by counterparty; each once (CONVENTIONS §3, §4)."""
    home = home_of(view)
    deals = view.records("deal")
    for contract in contracts(view).counted:
        if days(deals[contract.deal_id], "signed_on"):
            partners = others(named(deals[contract.deal_id], "supplier_country"), home)
            yield Sign(series=SIGNATURES, partners=partners, when=contract.signed, rows=(contract.deal_id,),
                       mark=contract.mark, claim_ids=contract.claim_ids)  # fmt: skip


def _deliveries(view: View) -> Iterable[Sign]:
    """Yield the days on which first or last pieces of a deal are known to have come, each day of a deal once."""
    home = home_of(view)
    for deal_id, deal in view.records("deal").items():
        came: dict[Bracket, list[str]] = {}
        for column in DELIVERIES:
            known = days(deal, column)
            if known:
                came.setdefault(began(known, view.as_of), []).extend(deal.cell(column).claim_ids)
        for when, claims in came.items():
            claim_ids = (*claims, *deal.cell("supplier_country").claim_ids)
            yield Sign(
                series=DELIVERED,
                partners=others(named(deal, "supplier_country"), home),
                when=when,
                rows=(deal_id,),
                mark=mark_of(view, "deal", claim_ids),
                claim_ids=claim_ids,
            )
