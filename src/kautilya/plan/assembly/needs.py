"""Areas of the case: requirement and holding by year, the signed deliveries inside them, terminal years."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kautilya.core.periods import FiscalYear
from kautilya.plan.assembly.cells import Cells, Footing, Said, resting_on
from kautilya.plan.case import Area, Parameter
from kautilya.plan.coefficient import Coefficient
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.tables.marks import weakest


def fiscal_years(cells: Cells) -> tuple[FiscalYear, ...]:
    """Return the years for which holdings are stated, in order; a gap between them is noted."""
    holdings = cells.records("case-holding")
    found = sorted({FiscalYear.parse(record_id.split("|")[1]) for record_id in holdings})
    for before, after in pairwise(found):
        if after != before.next:
            cells.missing(next(iter(holdings.values())), "fiscal_year", f"no holding between {before} and {after}")
    return tuple(found)


def areas(cells: Cells, years: Sequence[FiscalYear], terminal: int, weight: Coefficient, ending: Parameter) -> tuple[Area, ...]:
    """Return all areas with so many terminal years after the stated ones; both rows of each rest on its unit mapping too."""
    holdings = cells.records("case-holding")
    given = cells.records("case-area")
    mapped = {area_id: cells.said(record, "unit_mapping") for area_id, record in given.items()}
    return tuple(
        Area(
            id=area_id,
            name=cells.text(record, "name"),
            service=cells.text(record, "service"),
            unit=cells.text(record, "unit"),
            requirement_what=cells.text(record, "requirement_what"),
            weight=weight,
            requirement=frozen_after(_requirements(cells, record, holdings, years, mapped[area_id]), terminal, ending, years),
            holding=frozen_after(_holdings(cells, record, holdings, years, mapped[area_id]), terminal, ending, years),
        )
        for area_id, record in given.items()
    )


def frozen_after(
    stated: Sequence[Coefficient], terminal: int, ending: Parameter, years: Sequence[FiscalYear]
) -> tuple[Coefficient, ...]:
    """Repeat the last stated value over the terminal years: an assumption of the case, whatever the value is."""
    last = stated[-1]
    repeated = replace(
        last,
        mark=Mark.ASSUMED,
        weakest=Mark.ASSUMED,
        basis=f"{ending.id}: as in {years[-1]} ({last.basis})",
        rests_on=tuple(dict.fromkeys([*last.rests_on, ending.id])),
    )
    return (*stated, *(repeated for _ in range(terminal)))


def _requirements(
    cells: Cells, area: Record, holdings: Mapping[str, Record], years: Sequence[FiscalYear], mapping: Said
) -> tuple[Coefficient, ...]:
    return tuple(resting_on(_cell(cells, area, holdings, year, "requirement"), [mapping]) for year in years)


def _holdings(
    cells: Cells, area: Record, holdings: Mapping[str, Record], years: Sequence[FiscalYear], mapping: Said
) -> tuple[Coefficient, ...]:
    """Holding of each year: its roll-forward rests on the opening and on all deliveries and retirements up to the year."""
    inputs: list[Footing] = [mapping, _cell(cells, area, holdings, years[0], "in_service")]
    found = []
    for year in years:
        inputs += [_cell(cells, area, holdings, year, column) for column in ("on_order_delivery", "retirement")]
        rolled = resting_on(_cell(cells, area, holdings, year, "holding"), inputs)
        found.append(replace(rolled, weakest=weakest([rolled.mark, *(given.weakest for given in inputs)])))
    return tuple(found)


def _cell(cells: Cells, area: Record, holdings: Mapping[str, Record], year: FiscalYear, column: str) -> Coefficient:
    record = holdings.get(f"{area.record_id}|{year}")
    if record is None:
        cells.missing(area, f"{year}.{column}", "no row of that year in case/holding_by_year")
        return cells.nothing
    return cells.coefficient(record, column)
