"""Findings picked from measurements, and held against thresholds with their ranges."""

from collections.abc import Mapping

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.verdicts.criterion import Blank, Criterion, Outcome

Measurements = Mapping[str, Measurement]
"""Measurements by the name of their measure."""


def found(measurements: Measurements, measure: str, quantity: str, *, window: str | None = None, **of: str) -> list[Finding]:
    """Return the findings of a measure with a quantity, a window and dimensions, in its order."""
    return [
        finding
        for finding in measurements[measure].findings
        if finding.quantity == quantity
        and (window is None or finding.window == window)
        and all(finding.of.get(name) == value for name, value in of.items())
    ]


def ends(finding: Finding) -> tuple[float, float] | None:
    """Return the lowest and the highest that a figure can be, by its range; None where it has no number at all."""
    point = float(finding.value) if isinstance(finding.value, int | float) else None
    low = finding.low if finding.low is not None else point
    high = finding.high if finding.high is not None else point
    return None if low is None or high is None else (low, high)


def at_least(
    finding: Finding | None, threshold: float, criterion: Criterion, what: str, *, high_is_for: bool = True
) -> Criterion:
    """Decide a criterion by whether a figure reaches a threshold with its whole range; where that straddles it, it cannot tell.

    Args:
        finding: The figure; None where the record has none.
        threshold: In the unit of the figure.
        criterion: Question and rule; outcome, reason, findings and blank are filled in here.
        what: The value to look for, in words.
        high_is_for: Whether reaching the threshold speaks for the phrase, or against it.
    """
    span = None if finding is None else ends(finding)
    if finding is None or span is None:
        because = f"{criterion.because}: the record has no figure"
        return _with(criterion, Outcome.CANNOT_TELL, because, finding, Blank(what=what, threshold=_told(threshold, finding)))
    low, high = span
    reached = Outcome.FOR if high_is_for else Outcome.AGAINST
    missed = Outcome.AGAINST if high_is_for else Outcome.FOR
    outcome = reached if low >= threshold else missed if high < threshold else Outcome.CANNOT_TELL
    away = 0.0 if outcome is Outcome.CANNOT_TELL else min(abs(low - threshold), abs(high - threshold))
    blank = Blank(what=what, threshold=f"turns at {_told(threshold, finding)}", distance=away / (abs(threshold) or 1.0))
    return _with(criterion, outcome, f"{criterion.because}: {words(finding)}", finding, blank)


def _with(criterion: Criterion, outcome: Outcome, because: str, finding: Finding | None, blank: Blank) -> Criterion:
    findings = (*criterion.findings, *(() if finding is None else (finding,)))
    return Criterion(
        question=criterion.question, rule=criterion.rule, outcome=outcome, because=because, findings=findings, blank=blank
    )


def asked(question: str, rule: str, about: str, *findings: Finding) -> Criterion:
    """Return a criterion that is not decided yet: what it asks, by which rule, of which figure."""
    return Criterion(question=question, rule=rule, outcome=Outcome.CANNOT_TELL, because=about, findings=findings)


def undecided(question: str, rule: str, because: str, blank: Blank, *findings: Finding) -> Criterion:
    """Return a criterion that the record cannot decide, with the reason and what is missing."""
    return Criterion(question=question, rule=rule, outcome=Outcome.CANNOT_TELL, because=because, findings=findings, blank=blank)


def words(finding: Finding) -> str:
    """Write a figure with its range, unit and n: `33 % (7 % to 70 %), n = 9`; without a point, `7 % to 70 %`."""
    point = None if finding.value is None else _told(finding.value, finding)
    span = ends(finding)
    ranged = None if span is None or span[0] == span[1] else f"{_told(span[0], finding)} to {_told(span[1], finding)}"
    told = f"{point} ({ranged})" if point and ranged else point or ranged or "no figure"
    return told if finding.n is None else f"{told}, n = {finding.n}"


def _told(value: float | str, finding: Finding | None) -> str:
    if isinstance(value, str):
        return value
    if finding is not None and finding.unit == "share":
        return f"{100 * value:.0f} %"
    if finding is not None and finding.unit.startswith("HHI"):
        return f"{value:.2f}"
    return f"{value:,.4g}"
