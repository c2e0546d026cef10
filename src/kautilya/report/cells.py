"""Cells from what the layers below hand over: a finding, a coefficient of the case, a field of a record."""

from collections.abc import Iterable, Sequence

from kautilya.measures.finding import Finding, Measurement
from kautilya.plan.coefficient import Coefficient
from kautilya.register.claim import Mark
from kautilya.register.record import Record, Span
from kautilya.report.blocks import Cell, Notes, Prose
from kautilya.report.wording import figure, interval, plain

PARTIES = {
    "AUS": "Australia", "BRA": "Brazil", "CAN": "Canada", "CHE": "Switzerland", "CZE": "Czechia", "DEU": "Germany",
    "ESP": "Spain", "FIN": "Finland", "FRA": "France", "GBR": "United Kingdom", "IND": "India", "ISR": "Israel",
    "ITA": "Italy", "JPN": "Japan", "KOR": "South Korea", "NLD": "Netherlands", "NOR": "Norway", "POL": "Poland",
    "RUS": "Russia", "SUN": "Soviet Union", "SWE": "Sweden", "UKR": "Ukraine", "USA": "United States", "ZAF": "South Africa",
    "BEL": "Belgium", "BGR": "Bulgaria", "KAZ": "Kazakhstan", "SGP": "Singapore", "TUR": "Türkiye", "VNM": "Vietnam",
    "unknown": "supplier unknown", "other": "others", "unlisted": "not listed", "CHN": "China", "PAK": "Pakistan",
}  # fmt: skip
"""English short names of the parties that the facts name, as ISO 3166-1 codes; a code without a name is shown as it is."""


def party(code: str) -> str:
    """Name a country or a joint design (`IND+RUS`) for a reader."""
    for joint in ("+", ";"):
        if joint in code:
            return f" {'+' if joint == '+' else 'and'} ".join(party(one) for one in code.split(joint))
    return PARTIES.get(code, code)


def parties(codes: Iterable[str]) -> str:
    """Name several countries."""
    return ", ".join(party(code) for code in codes)


def words(text: str) -> Cell:
    """Return a cell of plain words."""
    return Cell(text=text)


def of_finding(finding: Finding, anchor: str | None = None) -> Cell:
    """Return the cell of a finding: its point, or its bounds where there is no point."""
    only_bounds = finding.value is None and (finding.low is not None or finding.high is not None)
    text = interval(finding.low, finding.high, finding.unit) if only_bounds else figure(finding.value, finding.unit)
    return Cell(
        text=text,
        value=finding.value,
        unit=finding.unit,
        mark=finding.mark,
        low=finding.low,
        high=finding.high,
        range_is=finding.range_is,
        claim_ids=finding.claim_ids,
        anchor=anchor if not finding.claim_ids else None,
    )


def range_of(finding: Finding) -> Cell:
    """Return the cell of a finding's range; empty where it has none."""
    if finding.low is None and finding.high is None:
        return words("")
    return Cell(
        text=interval(finding.low, finding.high, finding.unit),
        unit=finding.unit,
        mark=finding.mark,
        low=finding.low,
        high=finding.high,
        range_is=finding.range_is,
        claim_ids=finding.claim_ids,
    )


def cases(finding: Finding) -> Cell:
    """Return the cell of the number of cases behind a finding."""
    return words("") if finding.n is None else Cell(text=f"{finding.n}", value=finding.n, claim_ids=finding.claim_ids)


def of_coefficient(given: Coefficient, unit: str | None, anchor: str | None = None, note: str | None = None) -> Cell:
    """Return the cell of a coefficient of the case, under the mark of the weakest input that it rests on."""
    return Cell(
        text=figure(given.value, unit),
        value=given.value,
        unit=unit,
        mark=given.weakest,
        low=given.low,
        high=given.high,
        range_is="range of its author or sources" if given.low is not None else None,
        claim_ids=given.claim_ids,
        anchor=anchor if not given.claim_ids else None,
        note=note,
    )


def of_field(record: Record, column: str, mark: Mark | None = None, unit: str | None = None) -> Cell:
    """Return the cell of a record's field; contradicting values are all shown."""
    field = record.cell(column)
    if field.value is None:
        return words("not found")
    values = field.value.values if isinstance(field.value, Span) else (field.value,)
    return Cell(
        text=" or ".join(_text(value) for value in values),
        value=_text(field.value) if not isinstance(field.value, Span) else None,
        unit=unit or field.unit,
        mark=mark,
        claim_ids=field.claim_ids,
    )


def result(
    value: float | int | None,
    unit: str | None,
    mark: Mark | None,
    anchor: str,
    text: str | None = None,
    note: str | None = None,
) -> Cell:
    """Return the cell of a computed result that leads to how it was computed."""
    return Cell(text=text or figure(value, unit), value=value, unit=unit, mark=mark, anchor=anchor, note=note)


def select(measurement: Measurement, quantity: str | None = None, **of: str) -> tuple[Finding, ...]:
    """Return the findings of a measurement with some quantity and dimensions, in its order."""
    return tuple(
        finding
        for finding in measurement.findings
        if (quantity is None or finding.quantity == quantity)
        and all(finding.of.get(dimension) == value for dimension, value in of.items())
    )


def paragraph(*parts: str | Cell, role: str = "text") -> Prose:
    """Return a paragraph."""
    return Prose(parts=parts, role=role)


def notes(measurement: Measurement) -> tuple[Notes, ...]:
    """Return the caveats of a measure as notes."""
    return (Notes(lines=measurement.notes),) if measurement.notes else ()


def listed(texts: Sequence[str]) -> str:
    """Join words: `a, b and c`."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}" if texts else ""


def _text(value: object) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(str(entry) for entry in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return plain(float(value))
    return str(value)
