"""Needs decide, across all partnerships: are the needs offered for from several sides, and by nobody alone?"""

from kautilya.measures.needs.needs import LEFT, MEASURE, NEED, ONLY
from kautilya.measures.needs.offered import STATUS
from kautilya.measures.verdicts.criterion import Blank, Criterion, Outcome
from kautilya.measures.verdicts.reading import Measurements, asked, at_least, ends, found, undecided

NAME = "needs"
SAID = "Needs decide, across all partnerships."
NEEDS = (MEASURE,)
LIMITS = (
    "Weights of the areas are inputs of the planning case, its author's choice.",
    "An offer on record is what a page speaks of; an offer nobody wrote about is not there.",
)
HALF, THIRD = 0.5, 1 / 3
HOME = "IND"


def criteria(measurements: Measurements) -> tuple[Criterion, ...]:
    """Return the criteria: areas with several sellers, need that nobody fills, need that one foreign design alone fills."""
    return (_chosen(), _several(measurements), _left(measurements), _alone(measurements))


def _chosen() -> Criterion:
    """Return the question that the phrase is about, which no public record answers."""
    return Criterion(
        question="Were offers taken and declined for the need that they meet?",
        rule="For: the reasons on record name the need in most decisions. Against: they name something else.",
        outcome=Outcome.CANNOT_TELL,
        because="no row of the register tells the reason of a choice",
        blank=Blank(what="reasons of decisions between offers", threshold="most decisions of a period"),
        key=True,
    )


def _several(measurements: Measurements) -> Criterion:
    question = "Does at least half of the needed areas have live offers of sellers from at least two countries?"
    rule = (
        "For: at least half of the areas with a need, also without the home country as a seller. Against: fewer, also with it."
    )
    offers = found(measurements, MEASURE, STATUS)
    sellers: dict[str, set[str]] = {one.of["area"]: set() for one in found(measurements, MEASURE, NEED)}
    for one in offers:
        sellers.setdefault(one.of["area"], set()).add(one.of["seller"])
    blank = Blank(what="live offers of the areas with one seller", threshold="half of the areas")
    if not offers:
        return undecided(question, rule, "no live offer is on record", blank)
    several = [area for area, names in sellers.items() if len(names) > 1]
    partners = [area for area, names in sellers.items() if len(names - {HOME}) > 1]
    most, least = len(several) / len(sellers), len(partners) / len(sellers)
    outcome = Outcome.FOR if least >= HALF else Outcome.AGAINST if most < HALF else Outcome.CANNOT_TELL
    away = 0.0 if outcome is Outcome.CANNOT_TELL else min(abs(most - HALF), abs(least - HALF)) / HALF
    return Criterion(
        question=question,
        rule=rule,
        outcome=outcome,
        because=f"{len(several)} of {len(sellers)} areas: {', '.join(several) or 'none'}; "
        f"without the home country {len(partners)}: {', '.join(partners) or 'none'}",
        findings=tuple(offers),
        blank=Blank(what=blank.what, threshold=blank.threshold, distance=away),
    )


def _left(measurements: Measurements) -> Criterion:
    left = found(measurements, MEASURE, LEFT)
    criterion = asked(
        "Could live offers fill at least half of the weighted need?",
        "For: what no live offer could fill is below one half, with its whole range. Against: above.",
        "weighted need that no live offer could fill",
    )
    what = "quantities and lead times of the offers that state none"
    return at_least(left[0] if left else None, HALF, criterion, what, high_is_for=False)


def _alone(measurements: Measurements) -> Criterion:
    foreign = [one for one in found(measurements, MEASURE, ONLY, by="design") if one.of["partner"] != HOME]
    largest = max(foreign, key=lambda one: (ends(one) or (0.0, 0.0))[1], default=None)
    criterion = asked(
        "Is there a foreign design without which a third or more of the need has no offer?",
        "For: no, whatever the ranges. Against: yes.",
        "need that nobody else could fill" + ("" if largest is None else f", largest foreign design {largest.of['partner']}"),
    )
    return at_least(largest, THIRD, criterion, "offers of others in the areas of that design", high_is_for=False)
