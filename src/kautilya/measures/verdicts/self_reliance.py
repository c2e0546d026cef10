"""Self-reliance: are the country's own targets reached, and does its growth suffice for the next ones?"""

from kautilya.measures.finding import Finding
from kautilya.measures.reliance.domestic_shares import DEFINITION, SHARE
from kautilya.measures.reliance.growth import GROWN, NEEDED, REACHED
from kautilya.measures.verdicts.criterion import Blank, Criterion, Outcome
from kautilya.measures.verdicts.reading import Measurements, asked, at_least, ends, found, undecided

NAME = "self-reliance"
SAID = "The country is on its way to self-reliance."
MEASURE = "self-reliance"
NEEDS = (MEASURE,)
LIMITS = (
    "Production is output, parts bought abroad included; indigenous content is stated for few systems.",
    "Growth is nominal: inflation helps to reach targets in rupees.",
    "Targets are the government's own; that they are reached does not say that the need is met.",
)
HALF = 0.5
BY_MONEY = "all contracts by money, official totals"


def criteria(measurements: Measurements) -> tuple[Criterion, ...]:
    """Return the criteria: targets of past years, growth against the next ones, contracts to domestic industry."""
    return (
        *(_target(measurements, of) for of in ("domestic production", "exports")),
        *(_pace(measurements, of) for of in ("domestic production", "exports")),
        _contracts(measurements),
    )


def _target(measurements: Measurements, of: str) -> Criterion:
    reached = found(measurements, MEASURE, REACHED, of=of)
    criterion = asked(
        f"Was the latest target of {of} reached in its year?",
        "For: the level of the year is at or above the target. Against: below.",
        f"{of}" + (f" in {reached[-1].window}, as a share of its target" if reached else ""),
    )
    return at_least(reached[-1] if reached else None, 1.0, criterion, f"a later figure of {of} for that year")


def _pace(measurements: Measurements, of: str) -> Criterion:
    question = f"Does the growth of {of} over five years suffice for its next target?"
    rule = "For: it is at least the growth that the target asks for, by either reading of its year. Against: it is below both."
    grown, needed = found(measurements, MEASURE, GROWN, of=of), _latest(found(measurements, MEASURE, NEEDED, of=of))
    spans = None if needed is None else ends(needed)
    if not grown or needed is None or spans is None or not isinstance(grown[0].value, float):
        return undecided(question, rule, "the record has no level five years before the latest, or no target ahead",
                         Blank(what=f"levels of {of}", threshold="any"), *grown)  # fmt: skip
    pace, (low, high) = grown[0].value, spans
    outcome = Outcome.FOR if pace >= high else Outcome.AGAINST if pace < low else Outcome.CANNOT_TELL
    asked_for = f"{100 * low:.0f} to {100 * high:.0f} %"
    blank = Blank(
        what=f"{of} of the year after the latest, and inflation",
        threshold=f"turns between {asked_for} a year",
        distance=min(abs(pace - low), abs(pace - high)) / (high or 1.0),
    )
    because = f"grew by {100 * pace:.0f} % a year ({grown[0].window}), needs {asked_for} ({needed.window})"
    return Criterion(question=question, rule=rule, outcome=outcome, because=because, findings=(grown[0], needed), blank=blank)


def _latest(findings: list[Finding]) -> Finding | None:
    return max(findings, key=lambda one: one.of["target"].removeprefix("FY"), default=None)


def _contracts(measurements: Measurements) -> Criterion:
    shares = found(measurements, MEASURE, SHARE, **{DEFINITION: BY_MONEY})
    criterion = asked(
        "Does more than half of the money of new contracts go to domestic counterparties?",
        "For: by the official totals of the latest year, yes. Against: no.",
        "official totals" + (f" of {shares[-1].window}" if shares else ""),
    )
    return at_least(shares[-1] if shares else None, HALF, criterion, "official totals of later years")
