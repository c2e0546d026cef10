"""Emergency mechanisms have proven vital: were they used, and did what was bought come in time?"""

from kautilya.measures.procurement.emergency import AUDITED, MEASURE, WHATEVER
from kautilya.measures.procurement.emergency_speed import LATER, OTHERS, SOONER, TEST
from kautilya.measures.procurement.emergency_totals import USED
from kautilya.measures.verdicts.criterion import Blank, Criterion, Outcome
from kautilya.measures.verdicts.reading import Measurements, asked, at_least, found, undecided, words

NAME = "emergency"
SAID = "Emergency procurement has proven vital."
NEEDS = (MEASURE,)
LIMITS = (
    "Whether what came was needed in the crisis, and whether it worked, is on no public record.",
    "The audit looked at a sample of contracts of one service; it is printed beside ours and never mixed in.",
    "The rows name few items: most contracts of a round are known as a total only.",
)
HALF = 0.5
CERTAIN = 0.05


def criteria(measurements: Measurements) -> tuple[Criterion, ...]:
    """Return the criteria: punctuality by our items and by the audit, speed against other deals, money used."""
    return (_on_time(measurements), _audit(measurements), _faster(measurements), _used(measurements))


def _on_time(measurements: Measurements) -> Criterion:
    shares = found(measurements, MEASURE, WHATEVER)
    criterion = asked(
        "Did at least half of the items on record come within the term of their round?",
        "For: whatever became of the items that cannot be told, yes. Against: whatever became of them, no.",
        "items that can be told, and bounds for the others",
    )
    return at_least(shares[0] if shares else None, HALF, criterion, "delivery dates of the items that cannot be told")


def _audit(measurements: Measurements) -> Criterion:
    shares = found(measurements, MEASURE, AUDITED["on_time_pct"])
    criterion = asked(
        "Does the audit's printed record say that at least half came within a year?",
        "For: yes. Against: no.",
        "the audit, as printed",
    )
    return at_least(shares[0] if shares else None, HALF, criterion, "audits of the later rounds")


def _faster(measurements: Measurements) -> Criterion:
    question = "Did emergency purchases come faster after signature than other deals?"
    rule = f"For: they ended sooner, by a log-rank test from ten ended cases in each group, below {CERTAIN}. Against: later."
    tests = found(measurements, MEASURE, TEST)
    blank = Blank(what="signature and delivery dates of emergency items", threshold="ten ended cases in each group")
    if not tests:
        others = found(measurements, MEASURE, OTHERS)
        beside = f"; the other deals took {words(others[0])} (months, median)" if others else ""
        return undecided(question, rule, f"too few ended cases for a test; they are listed{beside}", blank, *others)
    certain = all(isinstance(one.high, float) and one.high < CERTAIN for one in tests)
    which = {one.note for one in tests}
    way = {SOONER: Outcome.FOR, LATER: Outcome.AGAINST}.get(tests[0].note or "", Outcome.CANNOT_TELL)
    return Criterion(
        question=question,
        rule=rule,
        outcome=way if certain and len(which) == 1 else Outcome.CANNOT_TELL,
        because="; ".join(f"{one.stage}: p-value {words(one)}, {one.note}" for one in tests),
        findings=tuple(tests),
        blank=blank,
    )


def _used(measurements: Measurements) -> Criterion:
    shares = sorted(found(measurements, MEASURE, USED), key=lambda one: one.of["round"])
    criterion = asked(
        "Was at least half of the money set aside for a round signed for?",
        "For: in the round with the highest number of which both are known, yes. Against: no.",
        "money signed over money set aside" + (f", {shares[-1].of['round']}" if shares else ""),
    )
    return at_least(shares[-1] if shares else None, HALF, criterion, "what was signed in the rounds with money set aside")
