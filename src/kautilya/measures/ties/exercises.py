"""Do joint exercises grow in frequency and in scope, within the same series?

Frequency: events a year of a fixed panel of series, in the later half of the years over the earlier half, as a ratio of Poisson
rates with its exact conditional interval. Scope: the slope of each series (Theil), and the median of the slopes with its exact
interval. The ratio of all rows stands beside it, with the reason why it misleads (CONVENTIONS §7, §9).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.scope import Scope
from kautilya.measures.statistics.rates import EXACT_RATIO, rate, rate_ratio
from kautilya.measures.ties.panels import LEAST_YEARS, Panel, panel_of, watched
from kautilya.measures.ties.ratios import OPEN_ABOVE, rounded
from kautilya.measures.ties.scope_of_exercises import refused_slopes, slopes_of
from kautilya.measures.ties.uncounted import uncounted_rows
from kautilya.store.view import View
from kautilya.tables.marks import computed, weakest
from kautilya.tables.ties.events import Event, events

MEASURE = "exercises"
QUESTION = "Do joint exercises become more frequent and larger, within a fixed panel of series?"
ALL = "all"
ENOUGH_FOR_A_RATIO = 5
RATIO = "events a year, later half over earlier half"
YEARLY = "events in a year"
FOUND = "share of numbered editions that are in the record"
PANEL, NAIVE = "fixed panel", "all rows (naive)"
NOTES = (
    "Phases of one edition are one event; what is only announced does not count and is listed.",
    "The panel holds the series known from before the first year: none enters while it is watched; one that ends stays in it.",
    "Watched are full calendar years: those asked for, else the last ten; fewer than six are refused.",
    f"Below {ENOUGH_FOR_A_RATIO} events of the panel there is no ratio; the events are listed.",
    "The interval of a ratio is exact for Poisson counts; series held every year scatter less: it is wider than need be.",
    "A size is compared within its series only; the median of the slopes has an interval from six series on.",
    "Editions are numbered by their hosts: the share of numbers with a row tells how much of a series the record holds.",
)


def exercises(view: View, scope: Scope) -> Measurement:
    """Measure frequency and size of exercises in a fixed panel of series, the naive count beside."""
    held, uncounted = events(view)
    years = watched(scope, view.as_of)
    panels = tuple(_panels(held, years, scope)) if years else ()
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=tuple(finding for panel in panels for finding in _findings(view, panel, held, panels[0])),
        listed=(
            *(_too_short(held, scope) if years is None else ()),
            *(row for panel in panels for row in _refused(panel)),
            *(row for panel in panels[:1] for row in refused_slopes(panel)),
            *uncounted_rows(uncounted, scope),
        ),
        notes=NOTES,
    )


def _panels(held: Sequence[Event], years: tuple[int, int], scope: Scope) -> Iterable[Panel]:
    partners = (ALL, *sorted({one for event in held for one in event.partners})) if scope.partner is None else (scope.partner,)
    for partner in partners:
        panel = panel_of(partner, [event for event in held if partner in (ALL, *event.partners)], years)
        if panel.naive:
            yield panel


def _findings(view: View, panel: Panel, held: Sequence[Event], first: Panel) -> Iterable[Finding]:
    overall = panel is first
    blank = _blank(view, panel, held)
    if panel.events:
        own = _resting_on(replace(blank, of={"partner": panel.partner, "counted": PANEL}), panel.events)
        own = replace(own, note=f"{len(panel.series)} series: {', '.join(panel.series)}")
        yield from _ratio(panel, panel.events, own, headline=True)
        yield from slopes_of(panel, own, headline=overall)
    naive = _resting_on(replace(blank, of={"partner": panel.partner, "counted": NAIVE}), panel.naive)
    yield from _ratio(panel, panel.naive, replace(naive, note=_why_naive(panel)), headline=overall)
    if overall:
        yield from _yearly(panel, blank)
        yield from _found(panel, blank)


def _blank(view: View, panel: Panel, held: Sequence[Event]) -> Finding:
    outside = len(panel.naive) - len(panel.events)
    return Finding(
        measure=MEASURE,
        quantity=RATIO,
        value=None,
        unit="ratio",
        window=panel.window,
        n=len(panel.naive),
        coverage=f"{len(held)} events found on pages, {len(panel.naive)} in these years, {outside} of them outside the panel",
        as_of=str(view.as_of),
        mark=computed(weakest(event.mark for event in panel.naive)),
        claim_ids=(),
    )


def _resting_on(blank: Finding, counted: Sequence[Event]) -> Finding:
    return replace(
        blank,
        n=len(counted),
        mark=computed(weakest(event.mark for event in counted)),
        claim_ids=tuple(dict.fromkeys(claim_id for event in counted for claim_id in event.claim_ids)),
    )


def _ratio(panel: Panel, counted: Sequence[Event], blank: Finding, *, headline: bool) -> Iterable[Finding]:
    earlier, later = panel.halves(counted)
    found = rate_ratio(rate(later, panel.half), rate(earlier, panel.half))
    if found is None or earlier + later < ENOUGH_FOR_A_RATIO:
        return
    value, low, high = rounded(found)
    earlier_half, later_half = f"{panel.first}-{panel.first + panel.half - 1}", f"{panel.last - panel.half + 1}-{panel.last}"
    counts = f"{later} in {later_half} against {earlier} in {earlier_half}"
    note = "; ".join(filter(None, (counts, blank.note, OPEN_ABOVE if high is None else None)))
    yield replace(blank, value=value, low=low, high=high, range_is=EXACT_RATIO, n=earlier + later, note=note, headline=headline)


def _why_naive(panel: Panel) -> str:
    new = sorted({event.series for event in panel.naive} - set(panel.series))
    return (
        f"misleads: {len(new)} of its series have no edition in the record from before {panel.first}, so that new series and "
        "series that nobody looked for earlier count as growth"
    )


def _yearly(panel: Panel, blank: Finding) -> Iterable[Finding]:
    """Yield the number of events of each year, of the panel and of all rows; a year without one rests on no row."""
    for counted, told in ((PANEL, panel.events), (NAIVE, panel.naive)):
        for year, count in panel.yearly(told).items():
            if count:
                of = {"partner": panel.partner, "counted": counted, "year": str(year)}
                own = _resting_on(replace(blank, of=of), [event for event in told if event.year == year])
                yield replace(own, quantity=YEARLY, unit="events", value=count, window=f"{year}-01-01..{year}-12-31")


def _found(panel: Panel, blank: Finding) -> Iterable[Finding]:
    """Yield how many of the numbers between the first and the last one of each series have a row."""
    numbers: dict[str, set[int]] = {}
    for event in panel.events:
        if event.edition is not None:
            numbers.setdefault(event.series, set()).add(event.edition)
    several = {series: found for series, found in numbers.items() if len(found) > 1}
    printed = sum(max(found) - min(found) + 1 for found in several.values())
    if printed:
        numbered = [event for event in panel.events if event.series in several and event.edition is not None]
        own = _resting_on(replace(blank, of={"partner": panel.partner, "counted": PANEL}), numbered)
        present = sum(map(len, several.values()))
        note = f"{present} of the {printed} editions between the first and the last number of {len(several)} series have a row"
        yield replace(own, quantity=FOUND, unit="share", value=round(present / printed, 4), n=printed, note=note, headline=True)


def _refused(panel: Panel) -> Iterable[Mapping[str, Scalar]]:
    counted = sum(panel.halves(panel.events))
    if counted < ENOUGH_FOR_A_RATIO:
        yield {
            "list": "too few events of a fixed panel for a ratio",
            "partner": panel.partner,
            "series": ";".join(panel.series),
            "events": counted,
            "rows": ";".join(row for event in panel.naive for row in event.rows),
            "reason": f"{ENOUGH_FOR_A_RATIO - counted} more dated events needed in series known from before {panel.first}",
        }


def _too_short(held: Sequence[Event], scope: Scope) -> Iterable[Mapping[str, Scalar]]:
    if held:
        yield {
            "list": "window too short for a trend",
            "since": str(scope.since or ""),
            "until": str(scope.until or ""),
            "reason": f"a trend needs {LEAST_YEARS} full calendar years that are over on the day of the view",
        }
