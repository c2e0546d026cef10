"""Emergency mechanisms have proven vital: were they used, and did what was bought come in time?"""

from kautilya.measures.procurement.emergency import AUDITED, MEASURE, RULES, WHATEVER
from kautilya.measures.procurement.emergency_speed import LATER, OTHERS, SOONER, TEST
from kautilya.measures.procurement.emergency_totals import USED
from kautilya.measures.verdicts.criterion import Blank, Criterion, Outcome
from kautilya.measures.verdicts.reading import Measurements, asked, at_least, found, undecided, words

NAME = "emergency"
SAID = "Emergency procurement has proven vital."
NEEDS = (MEASURE,)
LIMITS = (
    "Whether what came was needed in the crisis, and whether it worked, is on no public record.",
    "Money that was signed for says that the powers were used, not that what was bought was vital.",
    "The audit looked at a sample of contracts of one service; it is printed beside ours and never mixed in.",
    "The rows name few items: most contracts of a round are known as a total only.",
)
HALF = 0.5
OUTLAY = RULES["outlay_inr"][0]
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
    """Judge by the latest round for which money was set aside; that an earlier one was signed for is told beside."""
    question = "Was at least half of the money set aside for a round signed for?"
    rule = "For: in the latest round for which money was set aside, yes. Against: no."
    blank = "what was signed in the rounds with money set aside"
    shares = sorted(found(measurements, MEASURE, USED), key=lambda one: one.of["round"])
    aside = sorted(found(measurements, MEASURE, OUTLAY), key=lambda one: one.of["round"])
    if aside and (not shares or aside[-1].of["round"] not in shares[-1].of["round"].split(", ")):
        earlier = f"; {shares[-1].of['round']} before it: {words(shares[-1])}" if shares else ""
        money = aside[-1].value
        told = f"Rs {money:,.0f} crore" if isinstance(money, float | int) else "pages print different sums"
        because = f"of {aside[-1].of['round']} ({told}) nothing is known to be signed{earlier}"
        return undecided(question, rule, because, Blank(what=blank, threshold="half of it"), *shares, aside[-1])
    criterion = asked(question, rule, "money signed over money set aside" + (f", {shares[-1].of['round']}" if shares else ""))
    return at_least(shares[-1] if shares else None, HALF, criterion, blank)
