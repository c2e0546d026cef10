"""A landmark ten-year framework: what of it is due, and what of that was delivered?"""

from kautilya.measures.ties.framework import ENOUGH_FOR_A_SHARE
from kautilya.measures.verdicts.criterion import Blank, Criterion, Outcome
from kautilya.measures.verdicts.reading import Measurements, asked, at_least, found, undecided

NAME = "framework"
SAID = "The ten-year framework agreement is a landmark."
NEEDS = ("framework",)
LIMITS = (
    "A framework signed in October 2025 has had months of its ten years: most of its promises are not due.",
    "The text of the treaty is not public; what is known of its areas comes from the press.",
    "Promises name no owner: who was late is not on record.",
)
AGREEMENT = "US-IND framework 2025"
STATE = "state of a promise"
SHARE = "share delivered of the promises that were due"
SPACE_MISSILES_HUBS = ("space", "missiles", "logistics and repair", "export approvals")
HALF = 0.5


def criteria(measurements: Measurements) -> tuple[Criterion, ...]:
    """Return the criteria: nothing missed of the framework itself, evidence of progress, and all promises with the partner."""
    return (_kept(measurements), _progress(measurements), _before(measurements))


def _kept(measurements: Measurements) -> Criterion:
    question = "Are the promises of the framework that have fallen due delivered?"
    rule = (
        f"From {ENOUGH_FOR_A_SHARE} promises that were due and of which is known what became of them. For: all are delivered. "
        "Against: one is overdue or missed."
    )
    promises = found(measurements, "framework", STATE, agreement=AGREEMENT)
    broken = [one for one in promises if one.value in ("overdue", "missed")]
    kept = [one for one in promises if one.value == "delivered"]
    unknown = [one.of["promise"] for one in promises if one.value == "unknown"]
    told = "; ".join(f"{one.of['promise']} {one.value}: {one.note}" for one in (*broken, *kept))
    decided = len(broken) + len(kept)
    if decided < ENOUGH_FOR_A_SHARE or (unknown and not broken):
        lacking = f"; nobody knows what became of {', '.join(unknown)}" if unknown else ""
        because = f"{decided} of {len(promises)} promises on record have fallen due or are delivered{lacking}"
        blank = Blank(what="due days and outcomes of the framework's promises", threshold=f"{ENOUGH_FOR_A_SHARE} of them")
        return undecided(question, rule, "; ".join(filter(None, (because, told))), blank, *promises)
    outcome = Outcome.AGAINST if broken else Outcome.FOR
    blank = Blank(what="pages on the delivery of what is overdue", threshold="all delivered", distance=len(broken) / decided)
    return Criterion(
        question=question, rule=rule, outcome=outcome, because=told, findings=tuple(promises), blank=blank if broken else None
    )


def _progress(measurements: Measurements) -> Criterion:
    promises = found(measurements, "framework", STATE, agreement=AGREEMENT)
    question = "Does the record show an act on at least half of the framework's promises?"
    rule = "For: evidence stands beside at least half of them. Against: beside fewer."
    if not promises:
        return undecided(question, rule, "no promise of it is on record", Blank(what="its promises", threshold="any"))
    acted = [one for one in promises if one.note and "no evidence" not in one.note and "not public" not in one.note]
    share = len(acted) / len(promises)
    return Criterion(
        question=question, rule=rule, outcome=Outcome.FOR if share >= HALF else Outcome.AGAINST,
        because=f"{len(acted)} of {len(promises)} promises have evidence of an act: "
        + ", ".join(one.of["promise"] for one in acted),
        findings=tuple(promises),
        blank=Blank(what="pages on the promises without evidence", threshold="half of the promises",
                    distance=abs(share - HALF) / HALF),
    )  # fmt: skip


def _before(measurements: Measurements) -> Criterion:
    shares = found(measurements, "framework", SHARE, partner="USA", agreement="all", area="all")
    criterion = asked(
        "Of the promises of and to the partner that have fallen due, is at least half delivered, if late?",
        "For: the whole interval is at or above one half. Against: all of it is below.",
        "promises of and to the United States that were due",
    )
    return at_least(shares[0] if shares else None, HALF, criterion, "what became of the promises of unknown state")
