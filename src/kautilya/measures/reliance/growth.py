"""Growth over years, and the growth that a target still asks for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.core.periods import FiscalYear
from kautilya.measures.finding import Finding
from kautilya.measures.reliance.industry_rows import Printed, of_measure
from kautilya.tables.marks import computed, weakest

TARGETED: Mapping[str, str] = {"domestic production": "domestic production target", "exports": "exports target"}
"""What is counted, and the name under which its target is printed."""
YEARS_OF_GROWTH = 5
GROWN = f"growth a year over {YEARS_OF_GROWTH} years"
REACHED = "share of the target that was reached in its year"
NEEDED = "growth a year that the target still asks for"
NOMINAL = "compound growth of nominal rupees, inflation included"
TWO_READINGS = "a target for a bare year is read for the fiscal year that ends and for the one that begins in it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Compound growth between two whole years."""

    share: float
    """Growth a year: 0.1 is 10 per cent."""
    first: Printed
    last: Printed


def compound(first: float, last: float, years: int) -> float:
    """Return the yearly growth that leads from one level to another: (last / first) ** (1 / years) - 1.

    Raises:
        ValueError: No years between, or a level that is not positive.
    """
    if years < 1 or first <= 0 or last <= 0:
        raise ValueError("growth needs two positive levels at least a year apart")
    return float((last / first) ** (1 / years) - 1)


def pace(levels: Iterable[Printed], years: int = YEARS_OF_GROWTH) -> Pace | None:
    """Return the growth over the last years; None where the record has no level so many years before the latest."""
    yearly = by_year(levels)
    if not yearly:
        return None
    last = yearly[max(yearly)]
    first = yearly.get(max(yearly).plus(-years))
    if first is None or not first.value or not last.value:
        return None
    return Pace(share=compound(first.value, last.value, years), first=first, last=last)


def by_year(levels: Iterable[Printed]) -> Mapping[FiscalYear, Printed]:
    """Return the levels of whole fiscal years that have one value."""
    years = ((one, FiscalYear.parse(one.period)) for one in levels if one.period.startswith("FY") and one.value is not None)
    return {year: one for one, year in years}


def against_targets(figures: Sequence[Printed], blank: Finding) -> Iterable[Finding]:
    """Yield the growth of what has targets, and for each target what was reached of it, or the growth it still asks for."""
    for counted, target in TARGETED.items():
        levels = of_measure(figures, counted)
        grown = pace(levels)
        if grown is not None:
            yield replace(
                _resting_on(blank, (grown.first, grown.last)),
                quantity=GROWN,
                of={"of": counted},
                window=f"{grown.first.period}..{grown.last.period}",
                value=round(grown.share, 4),
                note=NOMINAL,
            )
        for aim in of_measure(figures, target):
            yield from _against(aim, by_year(levels), replace(blank, of={"of": counted, "target": aim.period}))


def _against(aim: Printed, levels: Mapping[FiscalYear, Printed], blank: Finding) -> Iterable[Finding]:
    """Yield what was reached in the year of a target; where that year has no level, the growth that it asks for."""
    years = _years_of(aim)
    if not years or not aim.value or not levels:
        return
    of_year = [levels[year] for year in years if year in levels]
    if of_year:
        yield _reached(aim, of_year[0], blank)
        return
    last = max(levels)
    ahead = [year.years_after(last) for year in years if year > last]
    if ahead:
        yield _needed(aim, levels[last], ahead, blank)


def _years_of(aim: Printed) -> tuple[FiscalYear, ...]:
    """Return the fiscal years that a target can be for: one, or the two of a bare year."""
    if aim.period.startswith("FY"):
        return (FiscalYear.parse(aim.period),)
    return (FiscalYear(start=int(aim.period) - 1), FiscalYear(start=int(aim.period))) if aim.period.isdigit() else ()


def _reached(aim: Printed, level: Printed, blank: Finding) -> Finding:
    share = (level.value or 0.0) / (aim.value or 1.0)
    found = replace(_resting_on(blank, (aim, level)), quantity=REACHED, value=round(share, 4), window=level.period)
    return replace(
        found, note=f"{level.value:,.0f} of {aim.value:,.0f} {aim.unit}; {'reached' if share >= 1 else 'not reached'}"
    )


def _needed(aim: Printed, level: Printed, ahead: Sequence[int], blank: Finding) -> Finding:
    rates = sorted(compound(level.value or 0.0, aim.value or 0.0, years) for years in ahead)
    told = f"from {level.value:,.0f} in {level.period} to {aim.value:,.0f} {aim.unit}; {NOMINAL}"
    found = replace(_resting_on(blank, (aim, level)), quantity=NEEDED, window=f"{level.period}..{aim.period}", note=told)
    if len(rates) == 1:
        return replace(found, value=round(rates[0], 4))
    return replace(found, low=round(rates[0], 4), high=round(rates[-1], 4), range_is=TWO_READINGS)


def _resting_on(blank: Finding, figures: Sequence[Printed]) -> Finding:
    return replace(
        blank,
        unit="share",
        n=len(figures),
        mark=computed(weakest(one.mark for one in figures)),
        claim_ids=tuple(dict.fromkeys(claim for one in figures for claim in one.claim_ids)),
        headline=True,
    )
