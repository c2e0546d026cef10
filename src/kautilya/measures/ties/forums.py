"""Standing forums: their usual interval, and which have none in the record for longer than that.

The usual interval is the median of the intervals between neighbouring meetings, from three of them on. Where both meetings
carry a number, the interval is divided by the difference of the numbers: meeting 7 and meeting 11 are four intervals apart,
whatever the record lacks between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median

from kautilya.measures.finding import Finding, Scalar
from kautilya.tables.marks import computed, weakest
from kautilya.tables.ties.brackets import first_day
from kautilya.tables.ties.visits import Uncounted, Visit
from kautilya.tables.windows import Window

ENOUGH_INTERVALS = 3
USUAL, OVERDUE = "usual interval of a forum", "time since the last meeting, in usual intervals"
BOUNDS = "the least and the most that the dates allow"
IF_IT_MET = "from an announced meeting, if it took place, to the last that is told"
OF_INTERVALS = "shortest and longest interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """A standing forum with its meetings in the record, earliest first."""

    series: str
    meetings: tuple[Visit, ...]

    def intervals(self) -> tuple[float, ...]:
        """Return the days between neighbouring meetings, per meeting where both are numbered; one day has none."""
        between = (_interval(self.series, earlier, later) for earlier, later in pairwise(self.meetings))
        return tuple(days for days in between if days > 0)

    def missing(self) -> int:
        """Return how many meetings lie between numbered ones without a row."""
        numbers = [number for visit in self.meetings if (number := visit.editions.get(self.series)) is not None]
        between = [visit for visit in self.meetings if self.series in visit.editions]
        rows = self.meetings.index(between[-1]) - self.meetings.index(between[0]) + 1 if between else 0
        return max(0, max(numbers) - min(numbers) + 1 - rows) if numbers else 0

    def announced(self, uncounted: Iterable[Uncounted], until: date) -> Uncounted | None:
        """Return the last meeting announced for a day after the last held one and up to a day; whether it met nobody tells."""
        last = max(visit.when.last for visit in self.meetings)
        later = [
            (left.when.last, left.row, left)
            for left in uncounted
            if left.announced and left.series == self.series and left.when and last < first_day(left.when)
            and left.when.last <= until
        ]  # fmt: skip
        return max(later)[2] if later else None

    def since(self, until: date) -> tuple[int, int]:
        """Return the days since the last meeting, at least and at most."""
        last = max(visit.when.last for visit in self.meetings)
        return (until - last).days, (until - max(first_day(visit.when) for visit in self.meetings)).days


def forums(visits: Iterable[Visit]) -> tuple[Forum, ...]:
    """Return the forums of some visits by name."""
    met: dict[str, list[Visit]] = {}
    for visit in visits:
        for series in visit.series:
            met.setdefault(series, []).append(visit)
    ordered = {series: sorted(found, key=lambda visit: (visit.when.last, visit.visit_id)) for series, found in met.items()}
    return tuple(Forum(series=series, meetings=tuple(ordered[series])) for series in sorted(ordered))


def forum_findings(
    visits: Sequence[Visit], window: Window, blank: Finding, uncounted: Sequence[Uncounted] = ()
) -> Iterable[Finding]:
    """Yield the usual interval of each forum with enough meetings, and how many of them have passed since its last one.

    A later meeting that is known from an announcement only is the low end of that time: it may have taken place.
    """
    for forum in forums(visits):
        intervals = forum.intervals()
        if len(intervals) < ENOUGH_INTERVALS:
            continue
        usual = median(intervals)
        least, most = forum.since(window.last)
        own = replace(
            blank,
            of={"forum": forum.series},
            n=len(intervals),
            mark=computed(weakest(visit.mark for visit in forum.meetings)),
            claim_ids=tuple(dict.fromkeys(claim_id for visit in forum.meetings for claim_id in visit.claim_ids)),
        )
        note = f"{forum.missing()} numbered meetings between these are not in the record" if forum.missing() else None
        yield replace(
            own, quantity=USUAL, unit="days", value=round(usual, 1), low=round(min(intervals), 1),
            high=round(max(intervals), 1), range_is=OF_INTERVALS, note=note,
        )  # fmt: skip
        late = _overdue(own, usual, least, most, longest=max(intervals))
        announced = forum.announced(uncounted, window.last)
        yield late if announced is None else _if_it_met(late, announced, usual, window.last)


def _if_it_met(late: Finding, announced: Uncounted, usual: float, until: date) -> Finding:
    """Return how late a forum is, from the day of an announced meeting, if it took place, to the last one that is told."""
    least = (until - announced.when.last).days / usual if announced.when else 0.0
    told = f"one was announced for {announced.start} ({announced.row}), and no page in the record tells whether it took place"
    return replace(
        late, value=None, low=round(least, 2), range_is=IF_IT_MET, note=f"{late.note}; but {told}", headline=least > 1
    )


def _overdue(own: Finding, usual: float, least: int, most: int, *, longest: float) -> Finding:
    value = round(least / usual, 2)
    words = f"none in the record for {least} days; usual {usual:.0f}, longest so far {longest:.0f}"
    late = (
        "longer than ever before" if least > longest else "longer than usual" if least > usual else "within its usual interval"
    )
    return replace(
        own, quantity=OVERDUE, unit="usual intervals", value=value if least == most else None, low=value,
        high=round(most / usual, 2), range_is=BOUNDS, note=f"{late}: {words}", headline=least > usual,
    )  # fmt: skip


def too_few_meetings(visits: Iterable[Visit], window: Window) -> Iterable[Mapping[str, Scalar]]:
    """Yield the forums with too few meetings for a usual interval, with what would lift it."""
    for forum in forums(visits):
        wanted = ENOUGH_INTERVALS - len(forum.intervals())
        if wanted > 0:
            missing = f"; {forum.missing()} numbered ones between are not in the record" if forum.missing() else ""
            yield {
                "list": "forums with too few meetings for a usual interval",
                "forum": forum.series,
                "meetings": len(forum.meetings),
                "last": str(forum.meetings[-1].when.last),
                "days_since": forum.since(window.last)[0],
                "rows": ";".join(row for visit in forum.meetings for row in visit.rows),
                "reason": f"{wanted} more held and dated meetings needed{missing}",
            }


def _interval(series: str, earlier: Visit, later: Visit) -> float:
    """Return the days between two meetings, each in the middle of what its date allows, per number between them."""
    apart = _middle(later) - _middle(earlier)
    numbers = later.editions.get(series), earlier.editions.get(series)
    steps = numbers[0] - numbers[1] if numbers[0] is not None and numbers[1] is not None else 1
    return apart / max(1, steps)


def _middle(visit: Visit) -> float:
    return (first_day(visit.when).toordinal() + visit.when.last.toordinal()) / 2
