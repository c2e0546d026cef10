"""Are emergency purchases faster than others? A test where both groups have ended cases enough, else the cases."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.core.periods import PartialDate, months_between
from kautilya.measures.finding import Finding, Scalar
from kautilya.measures.procurement.asked import counts
from kautilya.measures.scope import Scope
from kautilya.measures.statistics.logrank import ENDED_FOR_A_TEST, LOG_RANK, enough, log_rank, sooner
from kautilya.measures.statistics.survival import Duration, median, product_limit
from kautilya.store.view import View
from kautilya.tables.cells import word
from kautilya.tables.emergency import NO, PARTLY, YES, Item
from kautilya.tables.lead_times import LeadTime, lead_times
from kautilya.tables.marks import computed, weakest
from kautilya.tables.windows import Window

PAIRS = ("first_delivered", "last_delivered")
OTHERS = "median of the other deals, Kaplan-Meier"
TEST = "emergency against other deals: " + LOG_RANK
ROUTE = "emergency"
SOONER, LATER, EITHER = (
    "emergency purchases ended sooner",
    "emergency purchases ended later",
    "which ended sooner rests on the dates",
)
"""The notes of a test: a two-sided p-value alone does not tell which group is the quicker one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One emergency purchase from its signature to a delivery, in months."""

    item: Item
    low: float
    high: float
    """The same as low for one that had not ended when last told of."""
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Findings, and the cases listed instead of compared."""

    findings: tuple[Finding, ...]
    listed: tuple[Mapping[str, Scalar], ...]


def speed(view: View, some: Sequence[Item], blank: Finding, scope: Scope, window: Window) -> Speed:
    """Compare signature to first and to last delivery with other deals, each pair by itself (CONVENTIONS §3).

    The other deals are those of the same partner and period, where one is asked about.
    """
    findings: list[Finding] = []
    listed: list[Mapping[str, Scalar]] = []
    emergency_deals = {one.deal_id for one in some} | {
        deal_id for deal_id, deal in view.records("deal").items() if word(deal, "route") == ROUTE
    }
    every = [
        one
        for one in lead_times(view)
        if one.aspect == "actual"
        and one.bounded
        and one.deal_id not in emergency_deals
        and scope.partner in (None, one.partner)
        and all(counts(PartialDate.parse(start), window, scope) for start in one.start.split(" or "))
    ]
    for event in PAIRS:
        cases = [case for item in some if (case := _case(item, event)) is not None]
        others = [one for one in every if one.pair == f"signed -> {event}"]
        if not cases:
            continue
        findings += _compared(cases, others, replace(blank, stage=f"signed -> {event}", unit="months", coverage=None))
        listed += _listed(cases, others, f"signed to {event.replace('_', ' ')}")
    return Speed(findings=tuple(findings), listed=tuple(listed))


def _compared(cases: Sequence[Case], others: Sequence[LeadTime], blank: Finding) -> Iterable[Finding]:
    if not others:
        return
    claim_ids = tuple(dict.fromkeys(claim_id for one in others for claim_id in one.claim_ids))
    normal = {"earliest": _normal(others, latest=False), "latest": _normal(others, latest=True)}
    mark = computed(weakest(one.mark for one in others))
    medians = [median(product_limit(durations)).months for durations in normal.values()]
    known = [one for one in medians if one is not None]
    if known:
        yield replace(
            blank,
            quantity=OTHERS,
            low=round(min(known), 1),
            high=round(max(known), 1) if len(known) == len(medians) else None,
            range_is="every date at its earliest, and at its latest; an end that is missing was not reached",
            n=len(others),
            mark=mark,
            claim_ids=claim_ids,
            note=f"{sum(not one.open for one in others)} of {len(others)} ended; open: also what came without a date",
            headline=True,
        )
    own = {"earliest": _durations(cases, latest=False), "latest": _durations(cases, latest=True)}
    if all(enough(own[dates], normal[dates]) for dates in own):
        values = sorted(log_rank(own[dates], normal[dates]) for dates in own)
        of_items = tuple(one for case in cases for one in case.item.row.cell("contract_signed").claim_ids)
        yield replace(
            blank,
            quantity=TEST,
            low=values[0],
            high=values[1],
            range_is="every date at its earliest, and at its latest",
            unit="p-value",
            n=len(cases) + len(others),
            mark=mark,
            claim_ids=(*of_items, *claim_ids),
            note=_which({sooner(own[dates], normal[dates]) for dates in own}),
            headline=True,
        )


def _which(told: Collection[bool]) -> str:
    return EITHER if len(told) > 1 else SOONER if True in told else LATER


def _case(item: Item, event: str) -> Case | None:
    """Return an item as a case; None without a day of signature, or where nobody tells whether it was delivered."""
    came = item.first if event == PAIRS[0] else item.last
    if item.signed is None:
        return None
    if came is not None:
        return _ended(item, item.signed, came)
    still = {PAIRS[0]: (NO,), PAIRS[1]: (NO, PARTLY)}[event]
    if item.delivered in still and item.told_on is not None:
        so_far = max(0.0, months_between(item.signed, item.told_on).low)
        return Case(item=item, low=so_far, high=so_far, open=True)
    if item.delivered == YES and item.told_on is not None and event == PAIRS[1]:
        return Case(item=item, low=0.0, high=max(0.0, months_between(item.signed, item.told_on).high), open=False)
    return None


def _ended(item: Item, signed: PartialDate, came: PartialDate) -> Case:
    span = months_between(signed, came)
    return Case(item=item, low=max(0.0, span.low), high=max(0.0, span.high), open=False)


def _durations(cases: Iterable[Case], *, latest: bool) -> list[Duration]:
    return [Duration(months=case.high if latest else case.low, open=case.open) for case in cases]


def _normal(others: Iterable[LeadTime], *, latest: bool) -> list[Duration]:
    return [Duration(months=one.high if latest and one.high is not None else one.low, open=one.open) for one in others]


def _listed(cases: Sequence[Case], others: Sequence[LeadTime], pair: str) -> Iterable[Mapping[str, Scalar]]:
    """List the emergency cases of a pair where they are too few to be compared."""
    ended = sum(not case.open for case in cases)
    theirs = sum(not one.open for one in others)
    if min(ended, theirs) >= ENDED_FOR_A_TEST:
        return
    reason = f"{ended} ended emergency cases and {theirs} others: {ENDED_FOR_A_TEST} each are needed to compare"
    for case in cases:
        yield {
            "list": f"too few to compare: {pair}",
            "id": case.item.row.record_id,
            "item": case.item.what,
            "seller": "; ".join(case.item.sellers),
            "low": round(case.low, 1),
            "high": None if case.open else round(case.high, 1),
            "open": "yes" if case.open else "no",
            "reason": reason,
        }
