"""Offers, emergency channels and foreign design origins of the case."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kautilya.core.errors import Problem
from kautilya.plan.assembly.cells import Cells, countries, optional_text
from kautilya.plan.case import Channel, Coefficient, Exclusion, Offer, Origin, Parameter
from kautilya.register.claim import Mark
from kautilya.register.record import Record

_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_TERM = re.compile(r"for ([a-z]+|[0-9]+) years")
_NEEDED = {"unit_cost_crore": "no price", "first_delivery_years": "no lead time"}
_UNKNOWN_LENGTH = "A004"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The live offers: those that can be decided on, and those that lack a price or a lead time."""

    decided: tuple[Offer, ...]
    excluded: tuple[Exclusion, ...]


def offers(cells: Cells) -> Offers:
    """Return the offers of the case; those listed as excluded come first."""
    listed = tuple(
        Exclusion(offer_id=offer_id, area=cells.text(record, "capability_area"), reason=cells.text(record, "reason"))
        for offer_id, record in cells.view.records("case-exclusion").items()
    )
    live = cells.records("case-offer")
    lacking = {
        offer_id: "; ".join(what for column, what in _NEEDED.items() if not cells.known(record, column))
        for offer_id, record in live.items()
    }
    unpriced = tuple(
        Exclusion(offer_id=offer_id, area=cells.text(live[offer_id], "area_id"), reason=reason)
        for offer_id, reason in lacking.items()
        if reason
    )
    decided = tuple(_offer(cells, record) for offer_id, record in live.items() if not lacking[offer_id])
    return Offers(decided=decided, excluded=(*listed, *unpriced))


def channels(cells: Cells, arrives: Parameter | None) -> tuple[Channel, ...]:
    """Return the emergency channels; a channel whose share within a year differs from the parameter's is noted."""
    found = tuple(_channel(cells, record) for record in cells.view.records("case-channel").values())
    for channel in found:
        if arrives is not None and abs(channel.arrives_within_year.value - float(arrives.value)) > 1e-9:
            cells.missing(
                cells.view.records("case-channel")[channel.id], "p_le_12m", f"differs from {arrives.id} ({arrives.value})"
            )
    return found


def origins(cells: Cells, decided: Iterable[Offer], home: str) -> tuple[Origin, ...]:
    """Return the foreign design origins of the offers, with rate and length of their interruptions."""
    rates = cells.records("interruption-rate")
    found = []
    for country in sorted({country for offer in decided for country in offer.design_origins} - {home}):
        if country not in rates:
            cells.problems.append(Problem(file="partner_risk_summary", field=country, message="no interruption rate is known"))
            continue
        record = rates[country]
        rate = cells.coefficient(record, "posterior_mean_rate_IND", low="rate_IND_p05", high="rate_IND_p95")
        start_rate = replace(rate, basis=rate.basis or "partner_risk_summary")
        found.append(Origin(country=country, start_rate=start_rate, mean_months=_length(cells, record)))
    return tuple(found)


def _offer(cells: Cells, record: Record) -> Offer:
    lease = optional_text(record, "route") == "Lease"
    return Offer(
        id=record.record_id,
        area_id=cells.text(record, "area_id"),
        system=cells.text(record, "system"),
        liveness=cells.text(record, "liveness"),
        counterparty=cells.text(record, "supplier_country"),
        design_origins=countries(cells.text(record, "design_origin")),
        route=cells.text(record, "route"),
        units_per_order_unit=cells.coefficient(record, "units_per_order_unit"),
        unit_cost=cells.coefficient(record, "unit_cost_crore"),
        fixed_cost=cells.coefficient(record, "fixed_cost_crore"),
        min_lot=cells.coefficient(record, "min_lot"),
        max_rate=cells.coefficient(record, "max_rate_per_year"),
        lead_years=cells.coefficient(record, "first_delivery_years"),
        indigenous_content=_share(cells.coefficient(record, "indigenous_content_pct")),
        earliest_order=cells.coefficient(record, "earliest_order_fy"),
        max_quantity=cells.published(record, "max_quantity"),
        lease_years=_lease_years(cells, record) if lease else None,
        approval_states=countries(cells.text(record, "export_approval_from")),
        approval_probability=cells.coefficient(record, "approval_probability"),
        approval_delay_months=cells.coefficient(record, "approval_delay_months"),
    )


def _channel(cells: Cells, record: Record) -> Channel:
    return Channel(
        id=record.record_id,
        area_id=cells.text(record, "area_id"),
        partner=cells.text(record, "source_partner"),
        design_origins=countries(cells.text(record, "design_origin")),
        item=cells.text(record, "item"),
        unit_cost=cells.coefficient(record, "unit_cost_crore", low="unit_cost_low", high="unit_cost_high"),
        quantity_per_contract=cells.coefficient(record, "quantity_per_contract", low="quantity_low", high="quantity_high"),
        contracts_per_year=cells.coefficient(record, "max_contracts_per_year"),
        arrives_within_year=cells.coefficient(record, "p_le_12m"),
    )


def _length(cells: Cells, record: Record) -> Coefficient:
    """Mean length of the origin's interruptions; the assumption for partners without any ended one where it is blank."""
    if cells.known(record, "dur_mean_censored_mle"):
        return replace(cells.coefficient(record, "dur_mean_censored_mle"), basis="partner_risk_summary")
    assumption = cells.records("assumption").get(_UNKNOWN_LENGTH)
    if assumption is None:
        cells.missing(record, "dur_mean_censored_mle", f"is not known, and there is no assumption {_UNKNOWN_LENGTH}")
        return cells.nothing
    given = cells.coefficient(assumption, "value", low="low", high="high")
    return replace(given, mark=Mark.ASSUMED, weakest=Mark.ASSUMED, basis=_UNKNOWN_LENGTH, rests_on=(_UNKNOWN_LENGTH,))


def _lease_years(cells: Cells, record: Record) -> Coefficient:
    """Read the term of a lease from `one aircraft for ten years`."""
    text = optional_text(record, "unit_conversion") or ""
    found = _TERM.search(text)
    if found is None or not (found[1].isdigit() or found[1] in _NUMBER_WORDS):
        cells.missing(record, "unit_conversion", f"does not say for how many years is leased: '{text}'")
        return cells.nothing
    years = int(found[1]) if found[1].isdigit() else _NUMBER_WORDS[found[1]]
    claims = record.cell("unit_conversion").claim_ids
    mark = Mark.DERIVED
    return Coefficient(
        value=float(years), low=None, high=None, mark=mark, weakest=mark, basis=text, rests_on=(), claim_ids=claims
    )


def _share(percent: Coefficient) -> Coefficient:
    return replace(
        percent,
        value=percent.value / 100,
        low=None if percent.low is None else percent.low / 100,
        high=None if percent.high is None else percent.high / 100,
    )
