"""Offers beside an area: what could be ordered, its obstacle, and what was left out with its reason."""

from collections.abc import Iterable, Mapping, Sequence

from kautilya.plan.case import Area, Case, Exclusion, Offer
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.report.blocks import Block, Cell, Column, DataTable, Group
from kautilya.report.cells import of_coefficient, of_field, parties, party, words
from kautilya.store.view import View

STATUS = {"firm": "Firm", "open": "Open", "weak": "Weak"}
OFFER_COLUMNS = (
    Column(title="System"),
    Column(title="Seller and design"),
    Column(title="Status"),
    Column(title="Obstacle"),
    Column(title="Price of one, Rs crore", numeric=True),
    Column(title="First delivery, years", numeric=True),
    Column(title="Maintenance in India"),
)


def counted(number: int, thing: str) -> str:
    """Write `1 offer`, `2 offers`."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


def offers_table(view: View, area: Area, offers: Sequence[Offer]) -> DataTable:
    """Show what could be ordered for an area on the case's day."""
    records = view.records("case-offer")
    return DataTable(
        id=f"offers-{area.id}",
        caption=f"Offers that could be ordered: {area.name.lower() if area.name[1:2].islower() else area.name}",
        columns=OFFER_COLUMNS,
        rows=tuple(_offer_row(view, offer, records[offer.id]) for offer in offers if offer.id in records),
        stacked=True,
    )


def _offer_row(view: View, offer: Offer, record: Record) -> tuple[Cell, ...]:
    origins = parties(offer.design_origins)
    designed = "" if offer.design_origins == (offer.counterparty,) else f"design: {origins}"
    status = of_field(record, "liveness")
    return (
        Cell(text=offer.system, claim_ids=record.cell("system").claim_ids),
        Cell(text=party(offer.counterparty), claim_ids=record.cell("supplier_country").claim_ids, note=designed or None),
        Cell(
            text=STATUS.get(offer.liveness, offer.liveness),
            value=offer.liveness,
            claim_ids=status.claim_ids,
            note=of_field(record, "liveness_basis").text,
        ),
        _obstacle(view, offer, record),
        _with_range(of_coefficient(offer.unit_cost, "crore rupees"), offer.unit_cost.low, offer.unit_cost.high),
        _with_range(of_coefficient(offer.lead_years, "years"), offer.lead_years.low, offer.lead_years.high),
        Cell(
            text=of_field(record, "in_country_mro").text,
            mark=_mark(record, "in_country_mro_mark"),
            claim_ids=record.cell("in_country_mro").claim_ids,
        ),
    )


def _with_range(cell: Cell, low: float | None, high: float | None) -> Cell:
    value = cell.value if isinstance(cell.value, int | float) else None
    text = _short(value) if value is not None else cell.text
    note = f"{_short(low)} to {_short(high)}" if low is not None and high is not None and low != high else None
    return Cell(
        text=text, value=cell.value, unit=cell.unit, mark=cell.mark, low=low, high=high, range_is=cell.range_is,
        claim_ids=cell.claim_ids, note=note,
    )  # fmt: skip


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _mark(record: Record, column: str) -> Mark | None:
    point = record.cell(column).point
    return None if point is None else Mark(str(point))


def _obstacle(view: View, offer: Offer, record: Record) -> Cell:
    """Say what stands in the way: approvals still needed, what is reported about them, remarks of the case."""
    facts = view.records("offer").get(str(record.cell("facts_offer_id").point))
    approval, notes = record.cell("export_approval_from"), record.cell("notes")
    told = [(f"needs approval of {parties(offer.approval_states)}", approval)] if offer.approval_states else []
    if facts is not None and facts.cell("approval_status").point:
        told.append((str(facts.cell("approval_status").point), facts.cell("approval_status")))
    if notes.point:
        told.append((str(notes.point), notes))
    if not told:
        return words("none recorded")
    return Cell(text="; ".join(text for text, _ in told), claim_ids=tuple(one for _, cell in told for one in cell.claim_ids))


def excluded_by_area(view: View, case: Case) -> Mapping[str, list[Exclusion]]:
    """Gather excluded offers under the area of the case that their own area is linked to; other areas keep their own id."""
    links = {area_id: str(link.cell("case_area_id").point) for area_id, link in view.records("case-area-link").items()}
    offers = view.records("offer")
    gathered: dict[str, list[Exclusion]] = {}
    for exclusion in case.exclusions:
        offer = offers.get(exclusion.offer_id)
        own = None if offer is None else offer.cell("area_id").point
        gathered.setdefault(links.get(str(own), str(own)), []).append(exclusion)
    return gathered


def exclusions(view: View, table_id: str, caption: str, excluded: Iterable[Exclusion]) -> DataTable:
    """Show offers that are left out, each with its reason."""
    return DataTable(
        id=table_id,
        caption=caption,
        columns=(Column(title="Offer"), Column(title="Area as printed"), Column(title="Why it is left out")),
        rows=tuple(
            (
                _offer_name(view, exclusion.offer_id),
                words(exclusion.area),
                _reason(view, exclusion),
            )
            for exclusion in excluded
        ),
        folded=True,
        stacked=True,
    )


def _offer_name(view: View, offer_id: str) -> Cell:
    offer = view.records("offer").get(offer_id)
    if offer is None or offer.cell("system").point is None:
        return words(offer_id)
    return Cell(text=str(offer.cell("system").point), claim_ids=offer.cell("system").claim_ids)


def _reason(view: View, exclusion: Exclusion) -> Cell:
    row = view.records("case-exclusion").get(exclusion.offer_id)
    return Cell(text=exclusion.reason, claim_ids=() if row is None else row.cell("reason").claim_ids)


def outside_areas(view: View, excluded: Sequence[Exclusion]) -> tuple[Block, ...]:
    """Show the offers of areas that the case does not have."""
    if not excluded:
        return ()
    caption = f"{counted(len(excluded), 'offer')} of areas outside the case, with reasons"
    return (
        Group(
            id="outside",
            title="Offers of areas outside the case",
            blocks=(exclusions(view, "left-out-elsewhere", caption, excluded),),
        ),
    )
