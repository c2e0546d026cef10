"""How long does each step of an acquisition take? Each pair of named stages on its own (CONVENTIONS §3, §9)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from statistics import median as middle
from types import MappingProxyType

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.statistics.survival import Duration, Median, median, product_limit
from kautilya.measures.windowed import begun_in, of_partner
from kautilya.store.view import View
from kautilya.tables.cells import word
from kautilya.tables.lead_times import LeadTime, asked_until, lead_times
from kautilya.tables.marks import weakest
from kautilya.tables.windows import Bracket

MEASURE = "lead-times"
QUESTION = "How many months lie between two named stages of an acquisition, by partner and by area?"
CASES_FOR_A_CURVE = 10
CASES_FOR_A_MEDIAN = 5
KAPLAN_MEIER = "median, Kaplan-Meier"
NAIVE = "median of the ended cases only (naive)"
LAST_SEEN = "median, Kaplan-Meier, open cases counted only until last looked at"
SUPPORTED = "median, Kaplan-Meier, supported planned dates only"
INTERVAL = "95 % confidence interval, log-log"
BOTH = "every date at its earliest, and every date at its latest; an end that is missing was not reached"
NOTES = (
    f"At least {CASES_FOR_A_CURVE} cases for a curve, {CASES_FOR_A_MEDIAN} for a median; below that the cases are listed.",
    "Dates known to the month or year, and ends known only to lie before a day, enter twice: at their earliest and latest.",
    "signed -> first_delivered overstates: every deal without a delivery is open in it, whatever kind its first one will be.",
    "Deals first known as arrived, handed over or in service ended in pairs of their own; pairs are not pooled.",
    "Open means not found by the end of the window, whoever looked: medians with open cases until last seen stand beside.",
    "The window ends on the day of the view, but not after the day on which the register says that it last asked.",
    "With open cases among them, the median at the latest dates can be the shorter one: neither is a strict bound.",
    "A slip is counted from the original plan, so it is larger than a slip counted from the latest one.",
    "Deals without a date for the first stage of a pair are no cases of it; they are not missing at random.",
)
Months = Callable[[LeadTime], float]
Naming = Mapping[str, Callable[[LeadTime], str]]
"""What cases are grouped by, and the group of a case."""
BY: Naming = MappingProxyType({"partner": lambda case: case.partner, "area": lambda case: case.area})


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The cases of one pair and aspect: all of them, or those of one partner or area."""

    of: Mapping[str, str]
    cases: tuple[LeadTime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the cases are known of."""

    as_of: str
    """The day of the view."""
    until: str
    """The day until which open cases were asked for: that of the view, or the register's own where it is earlier."""
    deals: int
    """How many deals are known."""


def lead_time_medians(view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Measure the months between two stages: Kaplan-Meier medians with the naive ones beside; too few cases are listed.

    A partner keeps the cases with it, of its deals; a window those that certainly began in it, followed as far as all others.
    """
    deals = [deal for deal in view.records("deal").values() if scope.partner in (None, word(deal, "supplier_country"))]
    asked = Asked(as_of=str(view.as_of), until=str(asked_until(view)), deals=len(deals))
    ours = [case for case in lead_times(view) if scope.partner in (None, case.partner)]
    found = medians_of([case for case in ours if _began_within(case, scope)], asked)
    unsure = tuple(row for case in ours for row in _not_surely_within(case, scope))
    findings = of_partner(begun_in(found.findings, scope), scope)
    return replace(found, findings=tuple(findings), listed=(*found.listed, *unsure))


def _days_begun(case: LeadTime) -> Sequence[PartialDate]:
    return [PartialDate.parse(day) for day in case.start.split(" or ")]


def _began_within(case: LeadTime, scope: Scope) -> bool:
    return not scope.windowed or all(scope.takes_in(day.first, day.last) for day in _days_begun(case))


def _not_surely_within(case: LeadTime, scope: Scope) -> Iterable[Mapping[str, Scalar]]:
    """List a case that may have begun in the window, but did not certainly."""
    may = scope.windowed and any(
        scope.may_hold(Bracket(first=day.first, last=day.last), (case.partner,)) for day in _days_begun(case)
    )
    if may and not _began_within(case, scope):
        reason = f"it began {case.start}: a page with the day would tell whether that lies in the window"
        yield {"list": "cases that may have begun in the window", "case": case.lead_time_id, "reason": reason}


def medians_of(cases: Sequence[LeadTime], asked: Asked, *, measure: str = MEASURE, by: Naming = BY) -> Measurement:
    """Measure the given cases, all of them and by group; those without bounds are listed."""
    groups = _groups([case for case in cases if case.bounded], by)
    return Measurement(
        measure=measure,
        question=QUESTION,
        as_of=asked.as_of,
        findings=tuple(replace(finding, measure=measure) for group in groups for finding in _findings(group, asked)),
        listed=(*_listed(groups), *_unbounded(cases)),
        notes=NOTES,
    )


def _groups(cases: Sequence[LeadTime], by: Naming) -> tuple[Group, ...]:
    grouped: dict[tuple[tuple[str, str], ...], list[LeadTime]] = {}
    for case in cases:
        pair = (("pair", case.pair), ("aspect", case.aspect))
        grouped.setdefault((*pair, ("by", "all")), []).append(case)
        for name, group in by.items():
            grouped.setdefault((*pair, ("by", name), (name, group(case))), []).append(case)
    return tuple(Group(of=dict(of), cases=tuple(members)) for of, members in grouped.items())


def _findings(group: Group, asked: Asked) -> Iterable[Finding]:
    if len(group.cases) < CASES_FOR_A_MEDIAN:
        return
    blank = _blank(group, asked)
    if len(group.cases) >= CASES_FOR_A_CURVE:
        yield from _curve_medians(group.cases, blank)
    else:
        yield _range(group.cases, replace(blank, quantity=KAPLAN_MEIER))
    if sum(not case.open for case in group.cases) >= CASES_FOR_A_MEDIAN:
        yield _naive(group.cases, blank)
    if any(case.open for case in group.cases):
        yield _range(group.cases, replace(blank, quantity=LAST_SEEN), so_far=_when_last_seen)
    yield from _supported_only(group.cases, blank)


def _blank(group: Group, asked: Asked) -> Finding:
    """Return what all findings of a group have in common."""
    cases = group.cases
    deals = len({case.deal_id for case in cases})
    ended = sum(not case.open for case in cases)
    return Finding(
        measure=MEASURE,
        quantity=KAPLAN_MEIER,
        of=group.of,
        value=None,
        unit="months",
        stage=group.of["pair"],
        window=f"{min(case.start for case in cases)}..{asked.until}",
        n=len(cases),
        coverage=f"{ended} of {len(cases)} cases ended; {deals} of {asked.deals} deals have this pair",
        as_of=asked.as_of,
        mark=weakest(case.mark for case in cases),
        claim_ids=tuple(dict.fromkeys(claim_id for case in cases for claim_id in case.claim_ids)),
        note=_note(cases),
    )


def _note(cases: Sequence[LeadTime]) -> str | None:
    planned = [case for case in cases if case.planned is not None]
    unsupported = sum(not case.supported for case in planned)
    return (
        f"{unsupported} of {len(planned)} planned dates unsupported: their page's sentence names no year"
        if unsupported
        else None
    )


def _curve_medians(cases: Sequence[LeadTime], blank: Finding) -> Iterable[Finding]:
    headline = blank.of["by"] == "all" and not blank.of["aspect"].startswith("planned")
    for dates, months in (("earliest", _earliest), ("latest", _latest)):
        found = _median(cases, months)
        yield replace(
            blank,
            of={**blank.of, "dates": dates},
            value=_round(found.months),
            low=_round(found.low),
            high=_round(found.high),
            range_is=INTERVAL,
            headline=headline,
            note=_with_weakness(blank.note, found),
        )


def _with_weakness(note: str | None, found: Median) -> str | None:
    weakness = None
    if found.at_risk is None:
        weakness = "not reached: fewer than half are estimated to have ended"
    elif found.at_risk < CASES_FOR_A_MEDIAN:
        weakness = f"weak: cases still at risk then: {found.at_risk}"
    return "; ".join(part for part in (note, weakness) if part) or None


def _range(cases: Sequence[LeadTime], blank: Finding, so_far: Months | None = None) -> Finding:
    both = (_round(_median(cases, dates, so_far).months) for dates in (_earliest, _latest))
    low, high = sorted(both, key=lambda months: inf if months is None else months)
    return replace(blank, value=low if low == high else None, low=low, high=high, range_is=BOTH)


def _naive(cases: Sequence[LeadTime], blank: Finding) -> Finding:
    ended = [case for case in cases if not case.open]
    low = _round(middle(map(_earliest, ended))) if ended else None
    high = _round(middle(map(_latest, ended))) if ended else None
    value = low if low == high else None
    headline = blank.of["by"] == "all" and blank.of["aspect"] == "actual" and len(cases) >= CASES_FOR_A_CURVE
    return replace(blank, quantity=NAIVE, value=value, low=low, high=high, range_is=BOTH, n=len(ended), headline=headline)


def _supported_only(cases: Sequence[LeadTime], blank: Finding) -> Iterable[Finding]:
    supported = [case for case in cases if case.supported]
    if CASES_FOR_A_MEDIAN <= len(supported) < len(cases):
        yield replace(_range(supported, replace(blank, quantity=SUPPORTED)), n=len(supported))


def _median(cases: Iterable[LeadTime], ended: Months, so_far: Months | None = None) -> Median:
    still = so_far or _earliest
    return median(product_limit(Duration(months=still(case) if case.open else ended(case), open=case.open) for case in cases))


def _earliest(case: LeadTime) -> float:
    return case.low


def _latest(case: LeadTime) -> float:
    return case.low if case.high is None else case.high


def _when_last_seen(case: LeadTime) -> float:
    return case.low_when_last_seen


def _round(months: float | None) -> float | None:
    return None if months is None else round(months, 1)


def _listed(groups: Sequence[Group]) -> tuple[Mapping[str, Scalar], ...]:
    """List each case that is in a group too small for a median, once, with the groups and what would lift them."""
    few: dict[str, list[str]] = {}
    cases: dict[str, LeadTime] = {}
    for group in groups:
        ended = tuple(case for case in group.cases if not case.open)
        for case in group.cases if len(group.cases) < CASES_FOR_A_MEDIAN else ended if len(ended) < CASES_FOR_A_MEDIAN else ():
            cases[case.lead_time_id] = case
            few.setdefault(case.lead_time_id, []).append(_too_few(group, len(ended)))
    return tuple(_row(cases[lead_time_id], "; ".join(reasons)) for lead_time_id, reasons in few.items())


def _too_few(group: Group, ended: int) -> str:
    whom = f"{group.of['by']} {group.of.get(group.of['by'], '')}".strip()
    if len(group.cases) < CASES_FOR_A_MEDIAN:
        return f"{whom}: {len(group.cases)} of {CASES_FOR_A_MEDIAN} cases needed"
    return f"{whom}: {ended} of {CASES_FOR_A_MEDIAN} ended cases needed for a naive median"


def _row(case: LeadTime, reason: str) -> Mapping[str, Scalar]:
    return {
        "list": "too few cases for a median",
        "id": case.lead_time_id,
        "deal": case.deal_id,
        "pair": case.pair,
        "aspect": case.aspect,
        "partner": case.partner,
        "area": case.area,
        "low": case.low,
        "high": case.high,
        "open": "yes" if case.open else "no",
        "basis": case.basis,
        "supported": "yes" if case.supported else "no",
        "reason": reason,
    }


def _unbounded(cases: Iterable[LeadTime]) -> tuple[Mapping[str, Scalar], ...]:
    return tuple(
        {"list": "no bounds", "id": case.lead_time_id, "deal": case.deal_id, "pair": case.pair, "aspect": case.aspect,
         "reason": "ended on an unknown day; when the deal was last seen is not known either"}
        for case in cases if not case.bounded
    )  # fmt: skip
