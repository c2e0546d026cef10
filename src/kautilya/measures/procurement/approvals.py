"""How long do approvals take, what waits longest, and what changed in the regime? From stage to named stage."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.lead_times import CASES_FOR_A_CURVE, CASES_FOR_A_MEDIAN, KAPLAN_MEIER, Asked, medians_of
from kautilya.measures.procurement.asked import counts, window_of
from kautilya.measures.procurement.before_after import NEEDED_A_SIDE, WITHIN_MONTHS, before_and_after
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.windowed import begun_in, of_partner
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.approvals import EVENTS, REGIME, STAGES, Event, StageDate, events, partner_of, stage_dates
from kautilya.tables.cells import word
from kautilya.tables.lead_times import LeadTime, asked_until, lead_times
from kautilya.tables.marks import mark_of
from kautilya.tables.stages import ACTUAL, APPROVALS
from kautilya.tables.windows import Window

MEASURE = "approvals"
QUESTION = "How long does a case take from one approval to the next, what waits longest, and what changed in the regime?"
DATED = "cases with a date of the stage"
DATE = "date of the stage"
OPEN = "open for"
MILESTONE = "milestone of the regime"
OLDEST = 5
"""Open cases of each pair that a short table shows."""
PAIRS = tuple(f"{earlier.replace(' ', '_')} -> {later.replace(' ', '_')}" for earlier, later in APPROVALS)
STILL_OPEN = "open until it was last seen, to open until the register last asked"
NOTES = (
    "The dates of a case: need accepted, sanctioned; requested, notified or licensed; signed. No two pairs are pooled (§3).",
    f"At least {CASES_FOR_A_CURVE} cases for a curve, {CASES_FOR_A_MEDIAN} for a median; below that the cases are listed.",
    "Most deals have no date of acceptance, notification or sanction at all: those that have one are not a sample of the rest.",
    "A request is dated in no column, so nothing is said of it; press words such as cleared or inked promote nothing.",
    "A period keeps the cases that certainly began within it; they are followed until the register last asked.",
    f"Before and after: the share signed within {WITHIN_MONTHS} months, from {NEEDED_A_SIDE} decided cases a side; no effect.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a view, and what all answers have in common."""

    view: View
    scope: Scope
    window: Window
    deals: frozenset[str]
    """Deals of the partner asked about."""
    blank: Finding


def approvals(view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Measure latencies between approvals by partner and item class, what is open longest, and milestones of the regime."""
    question = _question(view, scope)
    dates = [one for one in stage_dates(view) if one.deal_id in question.deals and _dated_within(one, question)]
    cases = _cases(question, dates)
    classes = {deal_id: word(view.record("deal", deal_id), "object") for deal_id in {case.deal_id for case in cases}}
    by: Mapping[str, Callable[[LeadTime], str]] = {
        "partner": lambda case: case.partner,
        "class": lambda case: classes[case.deal_id],
    }
    asked = Asked(as_of=str(view.as_of), until=str(asked_until(view)), deals=len(question.deals))
    medians = medians_of(cases, asked, measure=MEASURE, by=by)
    told = [event for event in events(view) if scope.partner in (None, event.partner)]
    compared = before_and_after(view, cases, question.blank)
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=(
            *of_partner(_counted(question, dates), scope),
            *of_partner(begun_in(map(_shown, medians.findings), scope), scope),
            *_oldest(question, cases),
            *_milestones(question, told),
            *compared.findings,
            *_dates(question, dates),
        ),
        listed=(*_undated(dates), *medians.listed, *_unmatched(question, told), *compared.listed),
        notes=NOTES,
    )


def _shown(finding: Finding) -> Finding:
    """Put the median of all cases of a pair into the short table, also where its cases are too few for a curve."""
    median = finding.quantity == KAPLAN_MEIER and finding.of["by"] == "all"
    return replace(finding, headline=True) if median else finding


def _question(view: View, scope: Scope) -> Question:
    window = window_of(scope, view.as_of)
    deals = frozenset(deal_id for deal_id, deal in view.records("deal").items() if scope.partner in (None, partner_of(deal)))
    blank = Finding(
        measure=MEASURE, quantity="", value=None, unit="cases", window=window.label, as_of=str(view.as_of), mark=Mark.DERIVED
    )
    return Question(view=view, scope=scope, window=window, deals=deals, blank=blank)


def _cases(question: Question, dates: Iterable[StageDate]) -> list[LeadTime]:
    """Return the pairs of approval stages of the deals asked about, of those that began within the period.

    A tender is no approval and has no stage date here; where a period is asked for, pairs that begin with one are left out.
    """
    starts = {(one.deal_id, one.stage.replace(" ", "_")) for one in dates}
    whole = question.scope.since is None and question.scope.until is None
    return [
        case
        for case in lead_times(question.view)
        if case.aspect == ACTUAL
        and case.pair in PAIRS
        and case.deal_id in question.deals
        and (whole or (case.deal_id, case.pair.split(" -> ")[0]) in starts)
    ]


def _dated_within(one: StageDate, question: Question) -> bool:
    return all(counts(date, question.window, question.scope) for date in one.dates)


def _counted(question: Question, dates: Sequence[StageDate]) -> Iterable[Finding]:
    """Yield how many deals have a date of each stage, of how many."""
    for stage in STAGES:
        some = [one for one in dates if one.stage == stage]
        if some:
            yield replace(
                question.blank,
                quantity=DATED,
                stage=stage,
                value=len(some),
                n=len(question.deals),
                coverage=f"{len(some)} of {len(question.deals)} deals; the others have no page that dates it",
                claim_ids=tuple(claim_id for one in some for claim_id in one.claim_ids),
                headline=True,
            )


def _dates(question: Question, dates: Iterable[StageDate]) -> Iterable[Finding]:
    for one in dates:
        deal = question.view.record("deal", one.deal_id)
        yield replace(
            question.blank,
            quantity=DATE,
            of={"deal": one.deal_id, "partner": partner_of(deal), "class": word(deal, "object")},
            stage=one.stage,
            value=" or ".join(map(str, one.dates)),
            unit="day",
            n=1,
            mark=mark_of(question.view, one.kind, one.claim_ids),
            claim_ids=one.claim_ids,
            note=None if one.kind == "deal" else "from the table of approvals: the deal itself has no such date",
        )


def _oldest(question: Question, cases: Sequence[LeadTime]) -> Iterable[Finding]:
    """Yield the open cases of each pair: first what was surely open longest, that is until it was last seen so."""
    until = str(asked_until(question.view))
    for pair in PAIRS:
        waiting = sorted(
            (case for case in cases if case.open and case.pair == pair),
            key=lambda case: (-case.low_when_last_seen, -case.low, case.deal_id),
        )
        for place, case in enumerate(waiting):
            deal = question.view.record("deal", case.deal_id)
            yield replace(
                question.blank,
                quantity=OPEN,
                of={"deal": case.deal_id, "name": word(deal, "system"), "partner": case.partner, "class": word(deal, "object")},
                stage=pair,
                window=f"{case.start}..{until}",
                value=round(case.low, 1),
                low=round(case.low_when_last_seen, 1),
                high=round(case.low, 1),
                range_is=STILL_OPEN,
                unit="months",
                n=1,
                mark=case.mark,
                claim_ids=case.claim_ids,
                note=f"stage {word(deal, 'buyer_stage')}, interruption {word(deal, 'interruption')}, "
                f"last seen {word(deal, 'last_seen_on')}",
                headline=place < OLDEST and pair.endswith("signed"),
            )


def _milestones(question: Question, told: Iterable[Event]) -> Iterable[Finding]:
    """Yield the dated milestones of the regime in their order."""
    found = [(event.date, event) for event in told if event.event in REGIME and event.date is not None]
    within = [(date, event) for date, event in found if counts(date, question.window, question.scope)]
    for date, event in sorted(within, key=lambda pair: (pair[0].first, pair[0].last, pair[1].row.record_id)):
        cells = [event.row.cell(column) for column in ("date", "item", "event")]
        claim_ids = tuple(claim_id for cell in cells for claim_id in cell.claim_ids)
        yield replace(
            question.blank,
            quantity=MILESTONE,
            of={"partner": event.partner, "event": event.event, "item": event.item, "row": event.row.record_id},
            value=str(date),
            unit="day",
            window=str(date),
            n=1,
            mark=mark_of(question.view, "approval", claim_ids),
            claim_ids=claim_ids,
            headline=True,
        )


def _undated(dates: Sequence[StageDate]) -> Iterable[Mapping[str, Scalar]]:
    """List the stages that no case has a date of, with what would give it one."""
    if not dates:
        return
    for stage, column in STAGES.items():
        if not any(one.stage == stage for one in dates):
            would = f"{column} of a deal" if column else "no column of a deal holds it; a row of approvals would"
            yield {"list": "stage without a date", "stage": stage, "reason": f"no case has one: {would}"}


def _unmatched(question: Question, told: Iterable[Event]) -> Iterable[Mapping[str, Scalar]]:
    """List what was approved of cases that are no deals, so that nobody knows what became of it."""
    for event in told:
        lone = event.event in EVENTS and not event.related and event.event not in REGIME
        if lone and (event.date is None or counts(event.date, question.window, question.scope)):
            yield {
                "list": "approval without a deal",
                "id": event.row.record_id,
                "partner": event.partner,
                "event": event.event,
                "date": None if event.date is None else str(event.date),
                "item": event.item,
                "reason": "names no deal, so its latency is unknown: a deal_id, or a deal, would tell",
            }
