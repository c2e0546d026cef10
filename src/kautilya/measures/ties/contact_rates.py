"""Rates of visits with exact Poisson intervals, how yearly counts scatter, and the longest silence (CONVENTIONS §9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.measures.finding import Finding
from kautilya.measures.statistics.dispersion import Dispersion, dispersion
from kautilya.measures.statistics.rates import EXACT_RATE, rate
from kautilya.measures.ties.periods import full_years, years_in
from kautilya.measures.ties.silence import longest_silence
from kautilya.tables.marks import computed, weakest
from kautilya.tables.ties.brackets import first_day
from kautilya.tables.ties.visits import Visit
from kautilya.tables.windows import Membership, Window, membership

ENOUGH_FOR_A_RATE = 5
YEARS_FOR_SCATTER = 4
ALL = "all"
RATE, SCATTER = "visits a year", "variance of yearly visits over their mean"
SILENCE, RUNNING = "longest silence between two visits in the record", "time since the last visit in the record"
BOUNDS = "the least and the most that the dates allow"
CLUSTERED = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The visits of one partner and level in one window."""

    partner: str
    level: str
    window: Window
    visits: tuple[Visit, ...]
    headline: bool
    """Whether its rate belongs into the short table."""
    dense: bool = True
    """Whether its window is the one asked for, or else the last years: earlier ones are under-found."""

    @property
    def of(self) -> Mapping[str, str]:
        """The dimensions of its findings."""
        return {"partner": self.partner, "level": self.level}


def within(visits: Iterable[Visit], window: Window) -> tuple[Visit, ...]:
    """Return the visits that certainly began in a window."""
    return tuple(visit for visit in visits if membership(visit.when, window) is Membership.INSIDE)


def blank_of(group: Group, measure: str, as_of: str, coverage: str) -> Finding:
    """Return what all findings of a group of at least one visit have in common."""
    return Finding(
        measure=measure,
        quantity=RATE,
        of=group.of,
        value=None,
        unit="visits a year",
        window=group.window.label,
        n=len(group.visits),
        coverage=coverage,
        as_of=as_of,
        mark=computed(weakest(visit.mark for visit in group.visits)),
        claim_ids=tuple(dict.fromkeys(claim_id for visit in group.visits for claim_id in visit.claim_ids)),
    )


def rates_of(group: Group, blank: Finding) -> Iterable[Finding]:
    """Yield the rate of a group and, for all levels together, how its yearly counts scatter; nothing below five visits."""
    found = rate(len(group.visits), years_in(group.window))
    scatter = _scatter(group)
    yield replace(
        blank,
        value=round(found.value, 3),
        low=round(found.low, 3),
        high=round(found.high, 3),
        range_is=EXACT_RATE,
        headline=group.headline,
        note=_remark(group, scatter),
    )
    if scatter is not None and group.level == ALL:
        note = f"p = {scatter.p_value:.2g} of at least this scatter if the counts were Poisson with one rate"
        yield replace(blank, quantity=SCATTER, value=round(scatter.ratio, 2), unit="ratio", note=note)


def _scatter(group: Group) -> Dispersion | None:
    """Compare the full years that end with the window; at least four of them."""
    counts = [len(within(group.visits, year)) for year in full_years(group.window)]
    return dispersion(counts) if len(counts) >= YEARS_FOR_SCATTER else None


def _remark(group: Group, scatter: Dispersion | None) -> str | None:
    """Tell what weakens a rate: visits with several partners, clustering."""
    several = sum(len(visit.partners) > 1 for visit in group.visits)
    parts = [f"{several} of {len(group.visits)} with several partners at once"] if several and group.partner != ALL else []
    if scatter is not None and scatter.p_value < CLUSTERED:
        parts.append(f"yearly counts vary {scatter.ratio:.1f} times as much as Poisson counts: the interval is too short")
    return "; ".join(parts) or None


def silence_of(group: Group, blank: Finding) -> Iterable[Finding]:
    """Yield the longest silence between two visits of a group; in the short table only for the years that are densely told."""
    longest = longest_silence([visit.when for visit in group.visits])
    if longest is not None:
        where = f"between {longest.since} and {longest.until}"
        found = _days(blank, SILENCE, longest.low, longest.high, where)
        yield replace(found, headline=found.headline and group.dense)


def running_of(group: Group, blank: Finding) -> Iterable[Finding]:
    """Yield the time since the last visit of a group."""
    brackets = [visit.when for visit in group.visits]
    until = group.window.last
    least = (until - max(bracket.last for bracket in brackets)).days
    most = (until - max(map(first_day, brackets))).days
    last = max(group.visits, key=lambda visit: visit.when.last)
    yield _days(blank, RUNNING, least, most, f"last: {', '.join(last.rows)}")


def _days(blank: Finding, quantity: str, low: int, high: int, note: str) -> Finding:
    return replace(
        blank, quantity=quantity, unit="days", value=low if low == high else None, low=low, high=high, range_is=BOUNDS,
        note=note, headline=(blank.n or 0) >= ENOUGH_FOR_A_RATE,
    )  # fmt: skip


def partners_of(visits: Sequence[Visit]) -> tuple[str, ...]:
    """Return the partners of some visits, sorted."""
    return tuple(sorted({partner for visit in visits for partner in visit.partners}))
