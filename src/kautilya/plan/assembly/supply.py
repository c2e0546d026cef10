"""Offers, emergency channels and foreign design origins of the case."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kautilya.core.errors import Problem
from kautilya.plan.assembly.cells import Cells, countries
from kautilya.plan.assembly.prose import lease_years
from kautilya.plan.case import Channel, Exclusion, Offer, Origin, Parameter
from kautilya.plan.coefficient import Coefficient
from kautilya.register.record import Record
from kautilya.tables.cells import known_word

_NEEDED = {"unit_cost_crore": "no price", "first_delivery_years": "no lead time"}


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


def origins(cells: Cells, decided: Iterable[Offer], home: str, otherwise: str) -> tuple[Origin, ...]:
    """Return the foreign design origins of the offers, with rate and length of their interruptions.

    Args:
        otherwise: Id of the assumption on the length where the record tells none.
    """
    rates = cells.records("interruption-rate")
    found = []
    for country in sorted({country for offer in decided for country in offer.design_origins} - {home}):
        if country not in rates:
            cells.problems.append(Problem(file="partner_risk_summary", field=country, message="no interruption rate is known"))
            continue
        record = rates[country]
        rate = cells.coefficient(record, "posterior_mean_rate_IND", low="rate_IND_p05", high="rate_IND_p95")
        start_rate = replace(rate, basis=rate.basis or "partner_risk_summary")
        found.append(Origin(country=country, start_rate=start_rate, mean_months=_length(cells, record, otherwise)))
    return tuple(found)


def _offer(cells: Cells, record: Record) -> Offer:
    lease = known_word(record, "route") == "Lease"
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
        lease_years=lease_years(cells, record) if lease else None,
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


def _length(cells: Cells, record: Record, otherwise: str) -> Coefficient:
    """Mean length of the origin's interruptions; where it is blank, the assumption for partners without any ended one."""
    if cells.known(record, "dur_mean_censored_mle"):
        return replace(cells.coefficient(record, "dur_mean_censored_mle"), basis="partner_risk_summary")
    assumption = cells.records("assumption").get(otherwise)
    if assumption is None:
        cells.missing(record, "dur_mean_censored_mle", f"is not known, and there is no assumption {otherwise}")
        return cells.nothing
    given = cells.coefficient(assumption, "value", low="low", high="high")
    return replace(given, basis=otherwise, rests_on=(otherwise,))


def _share(percent: Coefficient) -> Coefficient:
    return replace(
        percent,
        value=percent.value / 100,
        low=None if percent.low is None else percent.low / 100,
        high=None if percent.high is None else percent.high / 100,
    )
