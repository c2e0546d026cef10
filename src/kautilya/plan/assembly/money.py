"""The money of the case: what is available by year, and the signed contracts that are paid before it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kautilya.core.errors import Problem
from kautilya.core.periods import FiscalYear
from kautilya.plan.assembly.cells import Cells, countries, resting_on
from kautilya.plan.assembly.needs import frozen_after
from kautilya.plan.case import Area, BudgetYear, Parameter, SignedDeal
from kautilya.register.record import Record

_STEPS = ("capital_outlay_crore", "capital_acquisition_crore", "committed_traced_crore", "committed_untraced_crore",
          "committed_total_crore", "available_new_schemes_crore", "case_share", "available_case_crore", "deflator")  # fmt: skip
"""The columns from which a year's money is computed."""


def budget(
    cells: Cells, years: Sequence[FiscalYear], terminal: int, ending: Parameter, signed: Sequence[SignedDeal]
) -> tuple[BudgetYear, ...]:
    """Return the money of each year, the last repeated over the terminal years."""
    records = cells.records("case-budget")
    stated, committed = [], []
    for i, year in enumerate(years):
        record = records.get(str(year))
        if record is None:
            cells.problems.append(Problem(file="case/budget_by_year", field=str(year), message="has no row"))
            continue
        steps = [cells.coefficient(record, column) for column in _STEPS]
        payments = [paid for deal in signed if (paid := deal.payments[i]) is not None and paid.value]
        money = resting_on(cells.coefficient(record, "available_case_constant_crore"), [*steps, *payments])
        claims = dict.fromkeys([*money.claim_ids, *(claim for step in steps for claim in step.claim_ids)])
        stated.append(replace(money, claim_ids=tuple(claims)))
        committed.append(resting_on(cells.coefficient(record, "committed_total_crore"), payments))
    if len(stated) < len(years):
        return ()
    money_by_year = frozen_after(stated, terminal, ending, years)
    liabilities = [*committed, *(None for _ in range(terminal))]
    return tuple(BudgetYear(available=a, committed=c) for a, c in zip(money_by_year, liabilities, strict=True))


def signed_deals(cells: Cells, years: Sequence[FiscalYear]) -> tuple[SignedDeal, ...]:
    """Return the signed, undelivered contracts with deliveries and payments by year."""
    rows = cells.records("case-commitment")
    by_deal: dict[str, dict[str, Record]] = {}
    for record_id, record in rows.items():
        deal_id, year = record_id.split("|")
        by_deal.setdefault(deal_id, {})[year] = record
    areas = _areas_of_deals(cells, by_deal)
    return tuple(_signed(cells, deal_id, of_years, years, areas.get(deal_id)) for deal_id, of_years in by_deal.items())


def note_disagreement(cells: Cells, areas: Sequence[Area], signed: Sequence[SignedDeal], years: Sequence[FiscalYear]) -> None:
    """Note every year in which an area's signed deliveries differ from what its holding counts as delivered."""
    holdings = cells.records("case-holding")
    for area in areas:
        deals = [deal for deal in signed if deal.area_id == area.id]
        for i, year in enumerate(years) if deals else ():
            record = holdings[f"{area.id}|{year}"]
            counted = cells.coefficient(record, "on_order_delivery").value
            listed = sum(units.value for deal in deals if (units := deal.deliveries[i]) is not None)
            if abs(counted - listed) > 1e-9:
                cells.missing(record, "on_order_delivery", f"counts {counted:g}, the signed contracts deliver {listed:g}")


def _signed(
    cells: Cells, deal_id: str, of_years: Mapping[str, Record], years: Sequence[FiscalYear], area_id: str | None
) -> SignedDeal:
    first = next(iter(of_years.values()))
    rows = [of_years.get(str(year)) for year in years]
    if any(row is None for row in rows):
        cells.missing(first, "fiscal_year", f"deal {deal_id} lacks a row for some year of the case")
    present = [row for row in rows if row is not None]
    return SignedDeal(
        deal_id=deal_id,
        system=cells.text(first, "system"),
        supplier=cells.text(first, "supplier_country"),
        design_origins=countries(cells.text(first, "design_origin")),
        area_id=area_id,
        deliveries=tuple(cells.published(row, "expected_delivery") for row in present),
        payments=tuple(cells.published(row, "payment_crore") for row in present),
    )


def _areas_of_deals(cells: Cells, by_deal: Mapping[str, Mapping[str, Record]]) -> dict[str, str]:
    """Find the area whose holding counts a deal's deliveries.

    It is the case's area of the deal, if the reference beside the area's deliveries (`D-FTRDEL`, `A014`) either names the
    deal or is the basis of the deal's deliveries. A deal of the same area outside that reference is outside the holding.
    """
    links = {link_id: cells.text(link, "case_area_id") for link_id, link in cells.records("case-area-link").items()}
    deals = cells.records("deal")
    references: dict[str, str] = {}
    for record_id, record in cells.records("case-holding").items():
        references.setdefault(record_id.split("|")[0], _ref(record, "on_order_delivery_ref"))
    found = {}
    for deal_id, of_years in by_deal.items():
        area = links.get(_ref(deals[deal_id], "area_id")) if deal_id in deals else None
        reference = references.get(area or "", "")
        basis = _ref(next(iter(of_years.values())), "expected_delivery_basis")
        if area and reference and (basis == reference or deal_id in cells.provenance.derivations.get(reference, "")):
            found[deal_id] = area
    return found


def _ref(record: Record, column: str) -> str:
    value = record.cell(column).point
    return "" if value is None else str(value)
