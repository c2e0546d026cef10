"""Exercises are expanding in scope and frequency: in fixed panels of series, not in rows per year."""

from kautilya.measures.finding import Finding
from kautilya.measures.ties.exercises import MEASURE, RATIO
from kautilya.measures.ties.scope_of_exercises import SLOPES
from kautilya.measures.verdicts.criterion import Blank, Criterion, Outcome
from kautilya.measures.verdicts.reading import Measurements, asked, at_least, ends, found, undecided, words

NAME = "exercises"
SAID = "Joint exercises are expanding in scope and frequency."
NEEDS = (MEASURE,)
LIMITS = (
    "Rows per year grow because recent years are found more easily: the panel holds only series known from the beginning.",
    "New series do not enter a panel; that there are more of them now is not decided here.",
    "Countries of a bilateral series and services of a naval one cannot grow: that they stay says nothing.",
    "Troop numbers stand beside a quarter of the events only.",
)
PANEL = "fixed panel"
SIZES = ("countries", "services", "domains", "days")
NEEDED = 2
"""Sizes that have to say the same."""


def criteria(measurements: Measurements) -> tuple[Criterion, ...]:
    """Return the criteria: frequency in the panel, with the United States in it, and size within series."""
    return (_frequency(measurements, "all"), _frequency(measurements, "USA"), _scope(measurements))


def _frequency(measurements: Measurements, partner: str) -> Criterion:
    ratios = found(measurements, MEASURE, RATIO, partner=partner, counted=PANEL)
    whose = "" if partner == "all" else f" with {partner}"
    criterion = asked(
        f"Were the exercises{whose} of a fixed panel of series held more often in the later half of the years watched?",
        "For: the ratio of the rates and its whole interval are at or above 1. Against: all below.",
        "later half over earlier half" + (f", {ratios[0].window}" if ratios else ""),
    )
    return at_least(ratios[0] if ratios else None, 1.0, criterion, f"editions{whose} of the panel that have no row")


def _scope(measurements: Measurements) -> Criterion:
    question = "Do exercises of one series take in more countries, services, domains or days from year to year?"
    rule = (
        f"For: at least {NEEDED} of these certainly grow and none shrinks. Against: {NEEDED} certainly shrink, and none grows."
    )
    slopes = [one for size in SIZES for one in found(measurements, MEASURE, SLOPES, partner="all", counted=PANEL, size=size)]
    ways = {one.of["size"]: _way(one) for one in slopes}
    blank = Blank(what="sizes of the editions that tell none", threshold="an interval that leaves 0 out")
    if not slopes:
        return undecided(question, rule, "no series has enough editions with a size", blank)
    grow, stay = ([size for size, way in ways.items() if way is wanted] for wanted in (Outcome.FOR, Outcome.AGAINST))
    outcome = Outcome.CANNOT_TELL
    if len(grow) >= NEEDED and not stay:
        outcome = Outcome.FOR
    elif len(stay) >= NEEDED and not grow:
        outcome = Outcome.AGAINST
    because = "median change a year: " + "; ".join(f"{one.of['size']} {words(one)}" for one in slopes)
    return Criterion(question=question, rule=rule, outcome=outcome, because=because, findings=tuple(slopes), blank=blank)


def _way(slope: Finding) -> Outcome:
    span = ends(slope)
    if span is None:
        return Outcome.CANNOT_TELL
    return Outcome.FOR if span[0] > 0 else Outcome.AGAINST if span[1] < 0 else Outcome.CANNOT_TELL
