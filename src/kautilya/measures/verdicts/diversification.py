"""Diversification is the cornerstone: is what the country buys spread over more sellers than before?"""

from collections.abc import Sequence
from dataclasses import replace

from kautilya.measures.finding import Finding
from kautilya.measures.verdicts.abroad import HOME, SHARE, Span, effective, foreign, ranged, share_of
from kautilya.measures.verdicts.criterion import Blank, Criterion, Outcome
from kautilya.measures.verdicts.reading import Measurements, asked, at_least, ends, found, undecided, words

NAME = "diversification"
SAID = "Diversification is the cornerstone of the partnerships."
NEEDS = ("diversification",)
LIMITS = (
    "Volume shares are SIPRI's estimates of deliveries, money shares those of the contracts listed here: neither is the other.",
    "A country that makes more itself is more concentrated on itself; that is not the dependence that the phrase is about.",
    "So a contract criterion decides only where foreign designs by themselves, printed beside, say the same.",
    "Spreading orders says nothing about components: see dependence.",
)
HHI = "concentration of arms imports (HHI)"
CONTRACTS = "concentration of signed contracts by money (effective suppliers)"
THIRD = 1 / 3
SAYS = {Outcome.FOR: "fell", Outcome.AGAINST: "rose", Outcome.CANNOT_TELL: "the bounds overlap"}


def criteria(measurements: Measurements) -> tuple[Criterion, ...]:
    """Return the criteria: import volumes within one edition, contracts by design origin, the largest foreign design."""
    return (_imports(measurements), _contracts(measurements), _largest(measurements))


def _imports(measurements: Measurements) -> Criterion:
    """Compare two windows of one edition; editions are never compared with each other (CONVENTIONS §5)."""
    question = "Have arms imports become less concentrated between two windows of one edition?"
    rule = (
        "The newest pair of which the bounds lie apart decides, unless another pair says the opposite. For: the HHI of its "
        "later window is below that of the earlier one. Against: above."
    )
    pairs = sorted(_same_edition(found(measurements, "diversification", HHI)), key=_newest, reverse=True)
    told = [(earlier, later, _order(earlier, later)) for earlier, later in pairs]
    decided = [one for one in told if one[2] is not Outcome.CANNOT_TELL]
    blank = Blank(what="shares of France, Israel and the United States in the windows in which only one supplier is printed",
                  threshold="bounds of the two windows that no longer overlap")  # fmt: skip
    rows = tuple(f"edition {earlier.edition}: {_pair(earlier, later)}: {SAYS[way]}" for earlier, later, way in told)
    if not decided:
        because = f"{len(told)} pairs of windows of one edition, all with overlapping bounds"
        return replace(undecided(question, rule, because, blank, *(one for pair in pairs for one in pair)), rows=rows)
    outcomes = {outcome for *_, outcome in decided}
    earlier, later, newest = decided[0]
    because = (
        f"the newest pair that can be told is of edition {earlier.edition}, HHI {_pair(earlier, later)}; of {len(told)} pairs "
        f"{sum(one[2] is Outcome.FOR for one in told)} fell, {sum(one[2] is Outcome.AGAINST for one in told)} rose, "
        f"{len(told) - len(decided)} overlap and tell nothing"
    )
    outcome = newest if len(outcomes) == 1 else Outcome.CANNOT_TELL
    findings = tuple(one for first, second, _ in reversed(decided) for one in (first, second))
    return Criterion(question=question, rule=rule, outcome=outcome, because=because, findings=findings, blank=blank, rows=rows)


def _newest(pair: tuple[Finding, Finding]) -> tuple[str, str, str]:
    earlier, later = pair
    return later.window or "", later.edition or "", earlier.window or ""


def _same_edition(findings: Sequence[Finding]) -> list[tuple[Finding, Finding]]:
    """Return pairs of windows of one edition that have no year in common, earlier first."""
    return [
        (one, other)
        for one in findings
        for other in findings
        if one.edition is not None and one.edition == other.edition and _last(one) < _first(other)
    ]


def _first(finding: Finding) -> str:
    return (finding.window or "").partition("..")[0]


def _last(finding: Finding) -> str:
    return (finding.window or "").partition("..")[2]


def _order(earlier: Finding, later: Finding) -> Outcome:
    before, after = ends(earlier), ends(later)
    if before is None or after is None:
        return Outcome.CANNOT_TELL
    return Outcome.FOR if after[1] < before[0] else Outcome.AGAINST if after[0] > before[1] else Outcome.CANNOT_TELL


def _pair(earlier: Finding, later: Finding) -> str:
    return f"{words(earlier)} in {earlier.window} and {words(later)} in {later.window}"


def _contracts(measurements: Measurements) -> Criterion:
    question = "Are signed contracts spread over more design origins in the last five fiscal years than in the five before?"
    rule = "For: more effective suppliers by money, ranges apart, also among foreign designs alone. Against: fewer in both."
    windows = [
        one for one in found(measurements, "diversification", CONTRACTS, by="design origin") if ".." in (one.window or "")
    ]
    if len(windows) < 2:
        blank = Blank(what="signed values of contracts in the earlier five years", threshold="any")
        return undecided(question, rule, "the record lacks one of the two windows", blank, *windows)
    earlier, later = windows[:2]
    before, after = ends(earlier), ends(later)
    outcome = _apart(before, after)
    gap = None if before is None or after is None else max(after[0] - before[1], before[0] - after[1], 0.0) / before[1]
    first, second = (effective(foreign(measurements, one.window)) for one in (earlier, later))
    grew = None if first is None or second is None else _apart(first, second)
    beside = "" if first is None or second is None else f"; foreign designs by themselves: {ranged(first)} and {ranged(second)}"
    return Criterion(
        question=question, rule=rule, outcome=_both(outcome, grew), findings=(earlier, later),
        because=f"effective suppliers: {_pair(earlier, later)}; domestic designs count as one origin{beside}",
        blank=Blank(what="signed contracts of the two windows that are not listed", threshold="equal spread", distance=gap),
    )  # fmt: skip


def _apart(before: Span | None, after: Span | None) -> Outcome:
    """Tell whether there are more effective suppliers than before, with the whole of both ranges."""
    if before is None or after is None:
        return Outcome.CANNOT_TELL
    return Outcome.FOR if after[0] > before[1] else Outcome.AGAINST if after[1] < before[0] else Outcome.CANNOT_TELL


def _both(outcome: Outcome, abroad: Outcome | None) -> Outcome:
    """Return what figures with the home country say where those without it say the same, or nothing."""
    return outcome if abroad in (None, outcome) else Outcome.CANNOT_TELL


def _largest(measurements: Measurements) -> Criterion:
    windows = [one for one in found(measurements, "diversification", SHARE, by="design origin") if ".." in (one.window or "")]
    latest = [one for one in windows if one.window == windows[-1].window and one.of["supplier"] != HOME]
    largest = max(latest, key=lambda one: (ends(one) or (0.0, 0.0))[1], default=None)
    criterion = asked(
        "Does any foreign design origin hold a third or more of the contract money of the last five fiscal years?",
        "For: no, whatever the ranges, nor of the foreign money alone. Against: yes, of both.",
        "largest foreign design" + ("" if largest is None else f", {largest.of['supplier']}, {largest.window}"),
    )
    told = at_least(largest, THIRD, criterion, "signed contracts of the window that are not listed", high_is_for=False)
    abroad = None if largest is None else share_of(foreign(measurements, largest.window), largest.of["supplier"])
    if abroad is None:
        return told
    alone = Outcome.AGAINST if abroad[0] >= THIRD else Outcome.FOR if abroad[1] < THIRD else Outcome.CANNOT_TELL
    because = f"{told.because}; of the foreign money {ranged(abroad, percent=True)}"
    return replace(told, outcome=_both(told.outcome, alone), because=because)
