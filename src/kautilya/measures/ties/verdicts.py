"""What a ratio inside against outside a shock lets one say, and what it would take to overturn it.

Fell or rose needs an interval without 1, placebo windows that rarely differ as much, and partners not hit that did not change
alike (where they can be compared). Continued means that the interval excludes a fall to half or less. All else is "cannot
tell".
"""

from dataclasses import dataclass
from enum import StrEnum

from kautilya.measures.statistics.placebo import Placebo
from kautilya.measures.statistics.rates import RateRatio

HALF = 0.5
"""A fall to this share of the usual rate is what "continued" excludes: chosen."""
LEVEL = 0.05


class Verdict(StrEnum):
    """Whether a series went on during a shock."""

    CONTINUED = "continued"
    FELL = "fell"
    ROSE = "rose"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict with its reason and its tipping factor."""

    verdict: Verdict
    reason: str
    tipping: float | None
    """How many times less completely one side of the comparison would have to be recorded for the verdict to be overturned."""
    tipping_is: str
    """Which side, and what the verdict would become."""


def judged(ratio: RateRatio, against: Placebo | None, compared: RateRatio | None) -> Judged:
    """Return the verdict on a rate inside over the rate outside."""
    if ratio.low <= 1 <= ratio.high:
        return _unchanged(ratio, "the interval holds no change")
    doubt = _doubt(against, compared)
    if doubt is not None:
        return _unchanged(ratio, f"the rates differ, but {doubt}")
    if ratio.high < 1:
        return Judged(
            verdict=Verdict.FELL,
            reason="the interval lies below 1, placebo dates rarely differ as much",
            tipping=None if ratio.high == 0 else 1 / ratio.high,
            tipping_is="inside recorded so many times less completely than outside: cannot tell",
        )
    return Judged(
        verdict=Verdict.ROSE,
        reason="the interval lies above 1, placebo dates rarely differ as much",
        tipping=ratio.low,
        tipping_is="outside recorded so many times less completely than inside: no rise",
    )


def _unchanged(ratio: RateRatio, reason: str) -> Judged:
    """Say continued where a fall to half is excluded, else that nothing can be said."""
    if ratio.low >= HALF:
        return Judged(
            verdict=Verdict.CONTINUED,
            reason=f"{reason}; it excludes a fall to half",
            tipping=ratio.low / HALF,
            tipping_is="outside recorded so many times less completely than inside: cannot tell",
        )
    return Judged(
        verdict=Verdict.CANNOT_TELL,
        reason=f"{reason}, and a fall to half is not excluded",
        tipping=None,
        tipping_is="",
    )


def _doubt(against: Placebo | None, compared: RateRatio | None) -> str | None:
    if against is None:
        return "the record is too short for placebo dates"
    if against.share > LEVEL:
        return f"{against.share:.0%} of windows on placebo dates differ as much"
    if compared is not None and compared.low <= 1 <= compared.high:
        return "partners that were not hit changed alike"
    return None
