"""Export approvals are prioritised: are they quicker since an agreement, what waits, and which way did the regime move?"""

from collections.abc import Sequence
from dataclasses import replace

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Finding
from kautilya.measures.procurement.approvals import MEASURE, MILESTONE, OPEN
from kautilya.measures.procurement.before_after import SHARE, TEST
from kautilya.measures.verdicts.criterion import Blank, Criterion, Outcome
from kautilya.measures.verdicts.reading import Measurements, asked, at_least, ends, found, undecided, words

NAME = "approvals"
SAID = "Export approvals are prioritised."
NEEDS = (MEASURE,)
LIMITS = (
    "Requests have no date in the record: the time from request to notification, which the phrase is about, is not measured.",
    "What is signed after a notification waits for the buyer as much as for the seller.",
    "Approvals that need no notification leave no trace in the record.",
)
PARTNER, NOTIFIED = "USA", "notified -> signed"
EASING = frozenset({"licence", "list removal"})
TIGHTENING = frozenset({"list addition"})
SANCTIONED = "stage sanctioned"
TWO_YEARS = 24.0
CERTAIN = 0.05


def criteria(measurements: Measurements) -> tuple[Criterion, ...]:
    """Return the criteria: quicker since an agreement (key), the oldest open notification, the latest milestone."""
    return (_quicker(measurements), _open(measurements), _regime(measurements))


def _quicker(measurements: Measurements) -> Criterion:
    question = f"Are cases of {PARTNER} signed sooner after notification since an agreement or milestone than before?"
    since = f"by Fisher's exact test below {CERTAIN} over the number of days tested"
    rule = f"For: a larger share since, {since}. Against: a smaller one."
    every = (found(measurements, MEASURE, quantity, partner=PARTNER) for quantity in (SHARE, TEST))
    shares, tests = ([one for one in some if one.stage == NOTIFIED] for some in every)
    blank = Blank(what=f"days of request and notification of further cases of {PARTNER}", threshold="five decided cases a side")
    if not tests:
        rows = [row for row in measurements[MEASURE].listed if (row.get("partner"), row.get("pair")) == (PARTNER, NOTIFIED)]
        reasons = [str(row["reason"]) for row in rows if "before and after" in str(row["list"])]
        because = reasons[0] if reasons else "no case has both days"
        return replace(undecided(question, rule, because, blank, *shares), key=True)
    ways = {_grew(one, shares) for one in tests if isinstance(one.value, float) and one.value * len(tests) < CERTAIN}
    outcome = Outcome.CANNOT_TELL if len(ways) != 1 else Outcome.FOR if True in ways else Outcome.AGAINST
    because = "; ".join(words(one) for one in (*shares, *tests))
    return Criterion(
        question=question, rule=rule, outcome=outcome, because=because, findings=(*shares, *tests), blank=blank, key=True
    )


def _grew(test: Finding, shares: Sequence[Finding]) -> bool:
    """Tell whether a larger share was signed in time after the day of a test than before it."""
    of_day = {one.of["side"]: one.value for one in shares if all(one.of.get(name) == told for name, told in test.of.items())}
    before, after = (of_day.get(side) for side in ("before", "after"))
    return isinstance(before, float) and isinstance(after, float) and after > before


def _open(measurements: Measurements) -> Criterion:
    """Ask for the oldest open notification; a wait in which the buyer had not sanctioned the case speaks against nobody."""
    waiting = [one for one in found(measurements, MEASURE, OPEN, partner=PARTNER) if one.stage == NOTIFIED]
    longest = max(waiting, key=_longest, default=None)
    sanctioned = max((one for one in waiting if SANCTIONED in (one.note or "")), key=_longest, default=None)
    told = sanctioned if sanctioned is not None and _longest(sanctioned) >= TWO_YEARS else longest
    criterion = asked(
        f"Has a notified case of {PARTNER} that the buyer had sanctioned been waiting for signature for two years or more?",
        "For: no notified case has, with the whole range. Against: one has that the buyer had sanctioned.",
        "longest open, months" + ("" if told is None else f", {told.of['deal']}"),
    )
    what = "whether that case was signed or given up, and when the buyer sanctioned it"
    judged = at_least(told, TWO_YEARS, criterion, what, high_is_for=False)
    if judged.outcome is Outcome.AGAINST and told is not sanctioned:
        because = f"{judged.because}; the buyer had not sanctioned it when it was last seen"
        return replace(judged, outcome=Outcome.CANNOT_TELL, because=because)
    return judged


def _longest(one: Finding) -> float:
    return (ends(one) or (0.0, 0.0))[1]


def _regime(measurements: Measurements) -> Criterion:
    question = f"Did the latest milestone of {PARTNER}'s export regime towards the country ease it?"
    rule = "For: a licence or a removal from a list. Against: an addition to a list."
    milestones = found(measurements, MEASURE, MILESTONE, partner=PARTNER)
    known = [one for one in milestones if one.of["event"] in EASING | TIGHTENING]
    blank = Blank(what="later milestones of the regime", threshold="one that goes the other way")
    if not known:
        return undecided(question, rule, "no milestone is on record", blank, *milestones)
    latest = max(known, key=lambda one: PartialDate.parse(str(one.value)).last)
    return Criterion(
        question=question,
        rule=rule,
        outcome=Outcome.FOR if latest.of["event"] in EASING else Outcome.AGAINST,
        because=f"{latest.of['event']}, {latest.value}: {latest.of['item']}",
        findings=(latest,),
        blank=blank,
    )
