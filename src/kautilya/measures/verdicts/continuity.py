"""Robust and consistent despite trade friction: did each kind of tie go on during the tariffs of 2025 and 2026?"""

from kautilya.measures.ties.continuity import MEASURE, TIPPING, VERDICT
from kautilya.measures.verdicts.criterion import Blank, Criterion, Outcome
from kautilya.measures.verdicts.reading import Measurements, ends, found, undecided
from kautilya.tables.ties.signs import SERIES

NAME = "continuity"
SAID = "The partnership with the United States is robust and consistent despite trade friction."
NEEDS = (MEASURE,)
LIMITS = (
    "During is not because: a war and other tariffs fall into the same months, and they cannot be told apart.",
    "The record counts what somebody published; meetings are published more readily than their cancellation.",
    "That ties go on says nothing of what they bring: see framework and approvals.",
)
SHOCK, PARTNER = "us-tariff-2025", "USA"
SAYS = {"continued": Outcome.FOR, "rose": Outcome.FOR, "fell": Outcome.AGAINST}


def criteria(measurements: Measurements) -> tuple[Criterion, ...]:
    """Return one criterion for each series of ties: visits, exercises, agreements, contract signatures, deliveries."""
    return tuple(_series(measurements, series) for series in SERIES)


def _series(measurements: Measurements, series: str) -> Criterion:
    question = f"Did {series} with {PARTNER} go on during the tariffs that began in April 2025?"
    rule = "For: the 95 % interval of the rate, inside over outside, excludes a fall to half. Against: it fell for certain."
    of = {"shock": SHOCK, "partner": PARTNER, "series": series}
    verdicts = found(measurements, MEASURE, VERDICT, **of)
    if not verdicts:
        blank = Blank(what=f"dated {series} with {PARTNER} in the three years before and since", threshold="enough to compare")
        return undecided(question, rule, _refused(measurements, series), blank)
    one = verdicts[0]
    low = (ends(one) or (0.0, 0.0))[0]
    tipping = found(measurements, MEASURE, TIPPING, **of)
    told = f"; recorded {tipping[0].value} times less completely on one side, it would turn" if tipping else ""
    return Criterion(
        question=question,
        rule=rule,
        outcome=SAYS.get(str(one.value), Outcome.CANNOT_TELL),
        because=f"{one.value}: {one.note}{told}",
        findings=(*tipping, one),
        blank=Blank(
            what=f"{series} of these years that nobody has recorded yet",
            threshold="a lower end of the interval at 0.5",
            distance=abs(low - 0.5) / 0.5,
        ),
    )


def _refused(measurements: Measurements, series: str) -> str:
    """Return why the measure refuses a series."""
    rows = measurements[MEASURE].listed
    of_series = (row for row in rows if (row.get("shock"), row.get("partner"), row.get("series")) == (SHOCK, PARTNER, series))
    return next((str(row["reason"]) for row in of_series), "the record knows no such shock or partner")
