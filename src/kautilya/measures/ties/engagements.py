"""How often do the sides meet, at which level, how long were they silent, and which forum is late?

A visit is counted once at the highest level of its meetings (`visit_id`); what is only announced is not counted. A rate is
visits over years watched, with Garwood's exact Poisson interval; below five visits it is refused and they are listed
(CONVENTIONS §7, §9).
"""

from collections.abc import Iterable, Mapping, Sequence

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.scope import Scope
from kautilya.measures.ties.contact_rates import (
    ALL,
    ENOUGH_FOR_A_RATE,
    Group,
    blank_of,
    partners_of,
    rates_of,
    running_of,
    silence_of,
    within,
)
from kautilya.measures.ties.forums import forum_findings, too_few_meetings
from kautilya.measures.ties.periods import periods
from kautilya.measures.ties.uncounted import uncounted_rows
from kautilya.store.view import View
from kautilya.tables.ties.brackets import first_day
from kautilya.tables.ties.visits import LEVELS, Uncounted, Visit, visits
from kautilya.tables.windows import Membership, Window, membership

MEASURE = "engagements"
QUESTION = "How often do the sides meet, at which level and in which forum, and how long is the longest silence?"
NOTES = (
    f"At least {ENOUGH_FOR_A_RATE} visits for a rate; below that the visits are listed.",
    "A visit counts once, at the highest level of its meetings, and for each partner that took part.",
    "Announced meetings do not count before a page says that they took place; they are listed.",
    "The interval is exact for Poisson counts; it contains neither clustering nor visits that no page in the record tells of.",
    "Early years are under-found: the rate of the whole record is a floor, and its growth over the years is no finding.",
    "The short table has the longest silence of the last five years, or of the window; that of all years is a gap of finding.",
    "A silence is one of the record: that nobody found a page does not say that nobody met.",
)


def engagements(view: View, scope: Scope) -> Measurement:
    """Measure visits by partner and level, silences and standing forums."""
    held, uncounted = visits(view)
    ours = [visit for visit in held if scope.partner is None or scope.partner in visit.partners]
    windows = periods(scope, view.as_of, (visit.when for visit in held)) if held else ()
    groups = tuple(_groups(ours, windows, scope))
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=tuple(_findings(view, held, uncounted, groups, windows)),
        listed=tuple(_listed(ours, uncounted, groups, windows, scope)),
        notes=NOTES,
    )


def _findings(
    view: View, held: Sequence[Visit], uncounted: Sequence[Uncounted], groups: Sequence[Group], windows: Sequence[Window]
) -> Iterable[Finding]:
    coverage = _coverage(held)
    blanks = [(group, blank_of(group, MEASURE, str(view.as_of), coverage)) for group in groups if group.visits]
    for group, blank in blanks:
        if len(group.visits) >= ENOUGH_FOR_A_RATE:
            yield from rates_of(group, blank)
    for group, blank in blanks:
        if group.level == ALL and (group.window is windows[0] or group.dense):
            yield from silence_of(group, blank)
        if group.level == ALL and group.window is windows[0]:
            yield from running_of(group, blank)
    whole = [(group, blank) for group, blank in blanks if group.window is windows[0]][:1]
    for group, blank in whole:
        yield from forum_findings(group.visits, group.window, blank, uncounted)


def _coverage(held: Sequence[Visit]) -> str:
    years = sorted(first_day(visit.when).year for visit in held)
    if not years:
        return ""
    recent = sum(year > years[-1] - 6 for year in years)
    since = f"{len(years)} visits found on pages since {years[0]}, {recent} of them since {years[-1] - 5}"
    return f"{since}; what no page in the record tells is missing"


def _groups(ours: Sequence[Visit], windows: Sequence[Window], scope: Scope) -> Iterable[Group]:
    """Yield the cells partner x level of each window; the five years before the end, or the window asked for, are headlines."""
    partners = (ALL, *partners_of(ours)) if scope.partner is None else (scope.partner,)
    short = windows[1] if len(windows) > 1 else windows[0] if windows else None
    for window in windows:
        inside = within(ours, window)
        for partner in partners:
            met = [visit for visit in inside if partner in (ALL, *visit.partners)]
            for level in (ALL, *LEVELS):
                yield Group(
                    partner=partner,
                    level=level,
                    window=window,
                    visits=tuple(visit for visit in met if level in (ALL, visit.level)),
                    dense=window is short,
                    headline=_headline(window, short, partner, level, scope),
                )


def _headline(window: Window, short: Window | None, partner: str, level: str, scope: Scope) -> bool:
    return window is short and (scope.partner is not None or ALL in (partner, level))


def _listed(
    ours: Sequence[Visit], uncounted: Sequence[Uncounted], groups: Sequence[Group], windows: Sequence[Window], scope: Scope
) -> Iterable[Mapping[str, Scalar]]:
    if not windows:
        return
    for group in groups:
        if group.window is windows[0] and 0 < len(group.visits) < ENOUGH_FOR_A_RATE:
            yield {
                "list": "too few visits for a rate",
                **group.of,
                "visits": len(group.visits),
                "rows": ";".join(row for visit in group.visits for row in visit.rows),
                "reason": f"{ENOUGH_FOR_A_RATE - len(group.visits)} more held and dated visits needed",
            }
    yield from too_few_meetings(within(ours, windows[0]), windows[0])
    for visit in ours:
        if membership(visit.when, windows[0]) is Membership.POSSIBLY:
            yield {
                "list": "visits that may lie in the window",
                "partner": ";".join(visit.partners),
                "rows": ";".join(visit.rows),
                "start": f"{visit.when.first}..{visit.when.last}",
                "reason": "its date is not known to the day; a page with the day would lift it",
            }
    yield from uncounted_rows(uncounted, scope)
