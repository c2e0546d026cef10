"""A landmark ten-year framework: what of it is due, and what of that was delivered?"""

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
    question = "Is every promise of the framework that has fallen due delivered?"
    rule = "For: at least one is delivered, and of none is it unknown what became of it. Against: one is overdue or missed."
    promises = found(measurements, "framework", STATE, agreement=AGREEMENT)
    broken = [one for one in promises if one.value in ("overdue", "missed")]
    kept = [one for one in promises if one.value == "delivered"]
    states = ", ".join(f"{one.of['promise']} {one.value}" for one in promises)
    if broken:
        late = "; ".join(f"{one.of['promise']}: {one.note}" for one in broken)
        return Criterion(
            question=question, rule=rule, outcome=Outcome.AGAINST, because=f"{len(broken)} of {len(promises)}: {late}",
            findings=tuple(promises), blank=Blank(what=f"a page that tells the delivery of {broken[0].of['promise']}",
                                                  threshold="one delivery", distance=len(broken) / len(promises)),
        )  # fmt: skip
    unknown = [one.of["promise"] for one in promises if one.value == "unknown"]
    if kept and unknown:
        return undecided(question, rule, f"nobody knows what became of {', '.join(unknown)}: {states}",
                         Blank(what=f"what became of {', '.join(unknown)}", threshold="all known"), *promises)  # fmt: skip
    if not kept:
        return undecided(question, rule, f"nothing of it has fallen due: {states or 'no promise on record'}",
                         Blank(what="due days of the framework's promises", threshold="any"), *promises)  # fmt: skip
    return Criterion(question=question, rule=rule, outcome=Outcome.FOR, because=states, findings=tuple(promises))


def _progress(measurements: Measurements) -> Criterion:
    promises = found(measurements, "framework", STATE, agreement=AGREEMENT)
    question = "Does the record show an act on at least half of the framework's promises?"
    rule = "For: evidence stands beside at least half of them. Against: beside fewer."
    if not promises:
        return undecided(question, rule, "no promise of it is on record", Blank(what="its promises", threshold="any"))
    acted = [one for one in promises if one.note and "no evidence found" not in one.note and "not public" not in one.note]
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
