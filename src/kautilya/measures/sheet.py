"""The findings of a measure as a sheet, each with the claims behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kautilya.measures.finding import Finding, Measurement
from kautilya.register.claim import Claim
from kautilya.register.judgement import Judgement
from kautilya.tables.files.records import evidence_of
from kautilya.tables.files.sheet import Cell, Content, Sheet, SheetColumn, SheetRow

_BEFORE: Mapping[str, str] = {
    "address": "What `kautilya cite` is told.",
    "quantity": "What is measured.",
}
_FIGURES: Mapping[str, tuple[Content, str]] = {
    "value": (Content.NUMBER, "The point; blank where only bounds, words or nothing can be said."),
    "words": (Content.TEXT, "The point where it is no number."),
    "low": (Content.NUMBER, "Lower end of the range."),
    "high": (Content.NUMBER, "Upper end of the range."),
    "range_is": (Content.TEXT, "What low and high mean."),
    "unit": (Content.TEXT, "Unit of value, low and high."),
    "stage": (Content.TEXT, "The stage that is counted."),
    "window": (Content.TEXT, "The period that is counted."),
    "n": (Content.COUNT, "Cases behind the value."),
    "coverage": (Content.TEXT, "What was looked for, from when, and what would be missed."),
    "edition": (Content.TEXT, "Edition of the data set."),
    "mark": (Content.TEXT, "Mark of the weakest input: sourced, derived or assumed."),
    "note": (Content.TEXT, "Caveat."),
}


def finding_sheet(measurement: Measurement, judged: Mapping[str, tuple[Claim, Judgement]], about: Mapping[str, str]) -> Sheet:
    """Return the findings of a measure.

    Args:
        measurement: The findings.
        judged: The claims that the measure read with their judgements, by id.
        about: What holds for all of them.
    """
    dimensions = tuple(dict.fromkeys(name for finding in measurement.findings for name in finding.of))
    columns = (
        *(SheetColumn(name=name, content=Content.TEXT, means=means) for name, means in _BEFORE.items()),
        *(SheetColumn(name=f"of {name}", content=Content.TEXT, means=f"Of which {name}.") for name in dimensions),
        *(SheetColumn(name=name, content=content, means=means) for name, (content, means) in _FIGURES.items()),
    )

    def rows() -> Iterator[SheetRow]:
        for finding in measurement.findings:
            yield _row(finding, dimensions, judged)

    told = {"question": measurement.question, "notes": " ".join(measurement.notes)}
    return Sheet(name=measurement.measure, about={**about, **told}, columns=columns, count=len(measurement.findings), rows=rows)


def _row(finding: Finding, dimensions: tuple[str, ...], judged: Mapping[str, tuple[Claim, Judgement]]) -> SheetRow:
    figures: dict[str, Cell] = {name: getattr(finding, name) for name in _FIGURES if name != "words"}
    words = finding.value if isinstance(finding.value, str) else None
    figures |= {"words": words, "value": None if words is not None else finding.value, "mark": finding.mark.value}
    evidence = (
        replace(evidence_of(claim.attribute, claim, judgement), column=f"{claim.kind} {claim.subject} {claim.attribute}")
        for claim, judgement in (judged[claim_id] for claim_id in finding.claim_ids if claim_id in judged)
    )
    return SheetRow(
        values=(
            finding.address,
            finding.quantity,
            *(finding.of.get(name) for name in dimensions),
            *(figures[name] for name in _FIGURES),
        ),
        evidence=tuple(evidence),
    )
