"""Do visits, exercises, agreements, contract signatures and deliveries go on during a shock?

For each shock, partner that it hits, and series: the rate inside over the rate in the three years before and after, as a ratio
of Poisson rates with its exact interval; the same on placebo dates; the change beside that of partners not hit; and how
unevenly the record would have to be kept for the answer to be overturned. "Cannot tell" is an answer (CONVENTIONS §7, §9).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.scope import Scope
from kautilya.measures.statistics.odds import EXACT_ODDS
from kautilya.measures.statistics.placebo import SEED, Placebo
from kautilya.measures.statistics.rates import EXACT_RATIO, RateRatio
from kautilya.measures.ties.comparing import Compared, Counted, compared, counted, placebo_of
from kautilya.measures.ties.ratios import OPEN_ABOVE, rounded
from kautilya.measures.ties.risk_beside import Index, beside, risk_index
from kautilya.measures.ties.trials import ASSUMED_LENGTH, BEFORE_AND_AFTER, Refusal, Trial, trial
from kautilya.measures.ties.verdicts import HALF, Judged, judged
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.marks import computed, weakest
from kautilya.tables.ties.brackets import first_day
from kautilya.tables.ties.shocks import Shock, shocks
from kautilya.tables.ties.signs import SERIES, Sign, signs

MEASURE = "continuity"
QUESTION = "Do visits, exercises, agreements, contract signatures and deliveries go on during a shock?"
VERDICT, RATIO = "verdict", "rate inside over rate outside"
PLACEBO, AGAINST, TIPPING = (
    "share of placebo dates that differ as much",
    "change beside that of partners not hit",
    "tipping factor",
)
NOTES = (
    f"Compared with {BEFORE_AND_AFTER} days before and after, as far as the record reaches, without the days of other shocks.",
    "Hit are the partners among the actors of every step of a shock. A crisis among others is refused: it names nobody.",
    f"A shock without an end in the record is taken to last {ASSUMED_LENGTH} days: assumed, and marked so.",
    f"Continued: the interval excludes a fall to {HALF:g} of the usual rate or less; that limit is chosen.",
    "Fell or rose: the interval excludes 1, placebo dates rarely differ as much, and partners not hit did not change alike.",
    "The interval is exact for Poisson counts; it contains neither clustering (the placebo dates do) nor uneven recording.",
    "Tipping factor: how many times less completely one side would have to be recorded for the answer to be overturned.",
    "Many series are asked at once: where nothing changed, a few of a hundred answers will still be fell or rose.",
    "During is not because: other things happen in the same days, and shocks at once cannot be told apart.",
    "The monthly geopolitical-risk index stands beside where its file was imported; it corrects no ratio.",
)
Signs = Mapping[tuple[str, str], Sequence[Sign]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is asked, and what the record has for it."""

    view: View
    signs: Signs
    """By partner and series."""
    of_series: Mapping[str, Sequence[Sign]]
    hits: Mapping[str, Sequence[Shock]]
    """The shocks that hit each partner."""
    closes: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One series of one partner in one shock."""

    counted: Counted
    ratio: RateRatio
    placebo: Placebo | None
    compared: Compared | str
    """Or the rows that are missing for it."""
    judged: Judged


def continuity(view: View, scope: Scope) -> Measurement:
    """Measure each series of each partner during each shock that hits it; refuse what cannot be compared."""
    every = shocks(view)
    known = _known(view, scope, every)
    trials, refused = _trials(every, known, scope)
    answers, unanswered = _answers(trials, known)
    index = risk_index(view)
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=tuple(finding for answer in answers for finding in _findings(view, answer, index)),
        listed=(*map(_refused, refused), *unanswered, *_not_compared(answers)),
        notes=NOTES,
    )


def _known(view: View, scope: Scope, every: Sequence[Shock]) -> Known:
    """Sort what lies within the window asked for by partner and series."""
    opens, closes = scope.opens(date.min), scope.closes(view.as_of)
    by_series: dict[str, list[Sign]] = {series: [] for series in SERIES}
    found: dict[tuple[str, str], list[Sign]] = {}
    for sign in signs(view):
        if opens <= first_day(sign.when) and sign.when.last <= closes:
            by_series[sign.series].append(sign)
            for partner in sign.partners:
                found.setdefault((partner, sign.series), []).append(sign)
    hits: dict[str, list[Shock]] = {}
    for shock in every:
        for partner in shock.partners:
            hits.setdefault(partner, []).append(shock)
    return Known(view=view, signs=found, of_series=by_series, hits=hits, closes=closes)


def _trials(every: Sequence[Shock], known: Known, scope: Scope) -> tuple[Sequence[Trial], Sequence[Refusal]]:
    opens = scope.opens(date.min)
    tied = {partner for partner, _ in known.signs}
    tried: list[Trial | Refusal] = []
    refused: list[Refusal] = []
    for shock in every:
        if shock.start is not None and (shock.start.last < opens or shock.start.first > known.closes):
            continue
        exposed = [partner for partner in shock.partners if partner in tied]
        if not exposed and scope.partner is None:
            refused.append(Refusal(shock=shock, partner=None, reason=_nobody(shock)))
        for partner in exposed:
            if scope.partner in (None, partner):
                others = [other for other in known.hits[partner] if other is not shock]
                tried.append(trial(shock, partner, others, opens, known.closes))
    found = [one for one in tried if isinstance(one, Trial)]
    return found, [*refused, *(one for one in tried if isinstance(one, Refusal))]


def _nobody(shock: Shock) -> str:
    whom = f"its actors ({', '.join(shock.partners)}) have no ties in the record" if shock.partners else "no actor is a partner"
    return f"{whom}: whom it hits is not on record; a row that names an exposed partner among the actors would lift it"


def _answers(trials: Sequence[Trial], known: Known) -> tuple[Sequence[Answer], Sequence[Mapping[str, Scalar]]]:
    answers: list[Answer] = []
    unanswered: list[Mapping[str, Scalar]] = []
    for one in trials:
        for series in SERIES:
            own = known.signs.get((one.partner, series), ())
            found = counted(one, series, own)
            if isinstance(found, str):
                unanswered.append(_unanswered(one, series, found))
                continue
            ratio = found.ratio
            against = placebo_of(found, own, known.hits[one.partner])
            beside = compared(found, own, known.of_series[series], known.hits)
            verdict = judged(ratio, against, beside.ratio if isinstance(beside, Compared) else None)
            answers.append(Answer(counted=found, ratio=ratio, placebo=against, compared=beside, judged=verdict))
    return answers, unanswered


def _findings(view: View, answer: Answer, index: Index | None) -> Iterable[Finding]:
    blank = _blank(view, answer)
    counts = _counts(answer)
    value, low, high = rounded(answer.ratio)
    yield replace(blank, quantity=VERDICT, unit="verdict", value=answer.judged.verdict.value, low=low, high=high,
                  range_is=f"{RATIO}, {EXACT_RATIO}", headline=True,
                  note=f"{answer.judged.reason}; {counts}")  # fmt: skip
    note = f"{counts}{_weaknesses(answer.counted)}" + (f"; {OPEN_ABOVE}" if high is None else "")
    yield replace(blank, value=value, low=low, high=high, range_is=EXACT_RATIO, note=note)
    if answer.placebo is not None:
        drawn = f"{answer.placebo.draws} windows of the same length drawn from {answer.placebo.days} first days, seed {SEED}"
        yield replace(blank, quantity=PLACEBO, unit="share", value=round(answer.placebo.share, 4), n=answer.placebo.draws,
                      note=drawn)  # fmt: skip
    if answer.judged.tipping is not None:
        yield replace(
            blank, quantity=TIPPING, unit="times", value=round(answer.judged.tipping, 2), note=answer.judged.tipping_is
        )
    if isinstance(answer.compared, Compared):
        yield _beside(blank, answer.compared)
    yield from beside(index, answer.counted, blank)


def _blank(view: View, answer: Answer) -> Finding:
    found = answer.counted
    shock = found.trial.shock
    counted_signs = (*found.inside, *found.outside)
    mark = computed(weakest((shock.mark, *(sign.mark for sign in counted_signs))))
    since = min((window.first or window.last for window in found.trial.outside), default=found.trial.inside.last)
    return Finding(
        measure=MEASURE,
        quantity=RATIO,
        of={"shock": shock.shock_id, "name": shock.name, "partner": found.trial.partner, "series": found.series},
        value=None,
        unit="ratio",
        window=found.trial.inside.label,
        n=len(counted_signs),
        coverage=f"hit as an actor of the shock; {found.series} with {found.trial.partner} found on pages, compared from "
        f"{since} on; {found.possibly} with a date that allows both sides are left out",
        as_of=str(view.as_of),
        mark=Mark.ASSUMED if found.trial.assumed_end else mark,
        claim_ids=tuple(dict.fromkeys((*shock.claim_ids, *(claim for sign in counted_signs for claim in sign.claim_ids)))),
    )


def _counts(answer: Answer) -> str:
    found = answer.counted
    inside = f"{len(found.inside)} in {found.years_inside:.2f} years inside"
    return f"{inside}, {len(found.outside)} in {found.years_outside:.2f} years outside"


def _weaknesses(found: Counted) -> str:
    trial_ = found.trial
    parts = [f"its end is not in the record: {ASSUMED_LENGTH} days assumed"] if trial_.assumed_end else []
    parts += [f"at the same time: {'; '.join(trial_.at_once)}"] if trial_.at_once else []
    parts += ["it runs on the last day of the record"] if trial_.runs else []
    return "".join(f"; {part}" for part in parts)


def _beside(blank: Finding, beside: Compared) -> Finding:
    value, low, high = rounded(beside.ratio)
    theirs = (*beside.inside, *beside.outside)
    return replace(
        blank,
        quantity=AGAINST,
        value=value,
        low=low,
        high=high,
        range_is=EXACT_ODDS,
        n=(blank.n or 0) + len(theirs),
        claim_ids=tuple(dict.fromkeys((*blank.claim_ids, *(claim for sign in theirs for claim in sign.claim_ids)))),
        note=f"{len(beside.inside)} inside, {len(beside.outside)} outside with {', '.join(beside.partners)}",
    )


def _refused(refusal: Refusal) -> Mapping[str, Scalar]:
    return {
        "list": "shocks that cannot be measured",
        "shock": refusal.shock.shock_id,
        "name": refusal.shock.name,
        "partner": refusal.partner or "",
        "rows": ";".join(refusal.shock.rows),
        "reason": refusal.reason,
    }


def _unanswered(one: Trial, series: str, reason: str) -> Mapping[str, Scalar]:
    return {
        "list": "series that cannot be compared",
        "shock": one.shock.shock_id,
        "name": one.shock.name,
        "partner": one.partner,
        "series": series,
        "reason": reason,
    }


def _not_compared(answers: Iterable[Answer]) -> Iterable[Mapping[str, Scalar]]:
    for answer in answers:
        if isinstance(answer.compared, str):
            yield {
                "list": "no comparison with partners that were not hit",
                "shock": answer.counted.trial.shock.shock_id,
                "partner": answer.counted.trial.partner,
                "series": answer.counted.series,
                "reason": f"missing: {answer.compared}",
            }
