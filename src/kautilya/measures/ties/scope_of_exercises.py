"""Whether the exercises of a series become larger: the slope of each series, and the median of the slopes (CONVENTIONS §9)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kautilya.measures.finding import Finding, Scalar
from kautilya.measures.statistics.trend import EXACT_MEDIAN, VALUES_FOR_AN_INTERVAL, median_with_interval, theil_slope
from kautilya.measures.ties.panels import Panel
from kautilya.tables.marks import computed, weakest
from kautilya.tables.ties.events import Event

EDITIONS_FOR_A_SLOPE = 3
SLOPES = "change a year within a series, median"
SIZES: Mapping[str, Callable[[Event], float | None]] = MappingProxyType(
    {
        "countries": lambda event: event.countries,
        "services": lambda event: float(len(event.services)) or None,
        "domains": lambda event: float(len(event.domains)) or None,
        "days": lambda event: None if event.days is None else float(event.days),
        "people": lambda event: event.personnel,
    }
)
"""What is known of the size of an event, by its unit; None where it is not known."""
Series = Mapping[str, Sequence[tuple[Event, float]]]


def slopes_of(panel: Panel, blank: Finding, *, headline: bool) -> Iterable[Finding]:
    """Yield the median change a year of each size, where at least six series of the panel show one."""
    for unit in SIZES:
        series = _sized(panel, unit)
        if len(series) < VALUES_FOR_AN_INTERVAL:
            continue
        slopes = {name: _slope(points) for name, points in series.items()}
        found = median_with_interval(list(slopes.values()))
        sized = [event for points in series.values() for event, _ in points]
        growing, shrinking = (sum(slope * sign > 0 for slope in slopes.values()) for sign in (1, -1))
        yield replace(
            blank,
            quantity=SLOPES,
            of={**blank.of, "size": unit},
            unit=f"{unit} a year",
            value=round(found.value, 3),
            low=None if found.low is None else round(found.low, 3),
            high=None if found.high is None else round(found.high, 3),
            range_is=EXACT_MEDIAN,
            n=len(slopes),
            coverage=f"{len(sized)} of {len(panel.events)} events of the panel tell it in series with enough editions",
            mark=computed(weakest(event.mark for event in sized)),
            claim_ids=tuple(dict.fromkeys(claim_id for event in sized for claim_id in event.claim_ids)),
            note=f"of {len(slopes)} series {growing} grow, {shrinking} shrink, the others stay",
            headline=headline,
        )


def refused_slopes(panel: Panel) -> Iterable[Mapping[str, Scalar]]:
    """Yield the sizes with too few series, each series with the rows at hand and what is missing."""
    for unit in SIZES:
        series = _sized(panel, unit)
        if len(series) < VALUES_FOR_AN_INTERVAL:
            sized = [f"{name} {_slope(points):+.2f} a year" for name, points in series.items()]
            wanted = VALUES_FOR_AN_INTERVAL - len(series)
            yield {
                "list": "sizes with too few series for a trend",
                "partner": panel.partner,
                "size": unit,
                "series": len(series),
                "slopes": "; ".join(sized),
                "rows": ";".join(row for points in series.values() for event, _ in points for row in event.rows),
                "reason": f"{wanted} more series of the panel needed with {EDITIONS_FOR_A_SLOPE} editions in {panel.first} to "
                f"{panel.last} that tell their {unit}",
            }


def _sized(panel: Panel, unit: str) -> Series:
    """Return the events of the panel whose size is known, by series; only series with editions in three years."""
    found: dict[str, list[tuple[Event, float]]] = {}
    for event in panel.events:
        size = SIZES[unit](event)
        if size is not None:
            found.setdefault(event.series, []).append((event, size))
    return {name: points for name, points in found.items() if len({event.year for event, _ in points}) >= EDITIONS_FOR_A_SLOPE}


def _slope(points: Sequence[tuple[Event, float]]) -> float:
    return theil_slope([float(event.year) for event, _ in points], [size for _, size in points])
