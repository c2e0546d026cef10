"""With which partner is which domain practised, how recently, and where is it thin?

Each exercise that took place adds, to each of its domains and partners, 1/2 to the power of its age over the half-life. The
half-life is assumed: three years, with the weights at two and at five years beside it (CONVENTIONS §12). A weight of 1 is one
exercise today, or two of three years ago.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.scope import Scope
from kautilya.measures.ties.periods import YEAR, period
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.ties.brackets import first_day
from kautilya.tables.ties.events import Event, events
from kautilya.tables.windows import Membership, Window, membership

MEASURE = "interoperability"
QUESTION = "In which domains is exercised with which partner, how recently, and where is it thin?"
HALF_LIFE, SHORT, LONG = 3.0, 2.0, 5.0
"""Years after which an exercise counts half: assumed, and the range of the assumption."""
THIN_WEIGHT, THIN_EVENTS = 1.0, 3
"""Below either a pair of partner and domain is thin: chosen, not measured."""
BROAD_DOMAINS = ("air", "land", "sea", "subsurface")
ENOUGH_FOR_THE_SHORT_TABLE = 5
WEIGHT = f"exercises, weighted by recency (half-life {HALF_LIFE:g} years)"
ASSUMED = f"half-life of {SHORT:g} and of {LONG:g} years"
NOTES = (
    f"The half-life of {HALF_LIFE:g} years is assumed by this measure; low and high are the weights at {SHORT:g} and {LONG:g}.",
    f"Thin: a weight below {THIN_WEIGHT:g}, or fewer than {THIN_EVENTS} exercises; chosen, not measured.",
    "An exercise of several domains or partners counts fully for each: weights are not added up over domains or partners.",
    "Practised together is not able to operate together: equipment, data links and agreements are not in this figure.",
    "None in the record is not none held: the record lacks editions, and domains are named as far as pages name them.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The exercises of one partner in one domain, earliest first."""

    partner: str
    domain: str
    events: tuple[Event, ...]

    def weight(self, on: date, half_life: float) -> float:
        """Return the sum of 1/2 to the power of age over half-life; ages from the middle of what each date allows."""
        return fsum(0.5 ** (_age(event, on) / half_life) for event in self.events)


def interoperability(view: View, scope: Scope) -> Measurement:
    """Measure how recently and how often each domain was exercised with each partner."""
    held, _ = events(view)
    first = min((first_day(event.when) for event in held), default=view.as_of.first)
    whole = period(scope.opens(first), scope.closes(view.as_of))
    inside = [event for event in held if membership(event.when, whole) is Membership.INSIDE]
    pairs = tuple(_pairs(inside, scope))
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=tuple(_finding(view, pair, whole, inside) for pair in pairs),
        listed=tuple(_listed(pairs, inside, whole)),
        notes=NOTES,
    )


def _pairs(inside: Sequence[Event], scope: Scope) -> Iterable[Pair]:
    found: dict[tuple[str, str], list[Event]] = {}
    for event in inside:
        for partner in event.partners:
            if scope.partner in (None, partner):
                for domain in event.domains:
                    found.setdefault((partner, domain), []).append(event)
    for (partner, domain), met in sorted(found.items()):
        yield Pair(partner=partner, domain=domain, events=tuple(met))


def _finding(view: View, pair: Pair, window: Window, inside: Sequence[Event]) -> Finding:
    on = window.last
    weights = [round(pair.weight(on, half_life), 3) for half_life in (HALF_LIFE, SHORT, LONG)]
    last = pair.events[-1]
    thin = _thin(pair, on)
    frequent = sum(pair.partner in event.partners for event in inside) >= ENOUGH_FOR_THE_SHORT_TABLE
    return Finding(
        measure=MEASURE,
        quantity=WEIGHT,
        of={"partner": pair.partner, "domain": pair.domain},
        value=weights[0],
        low=min(weights),
        high=max(weights),
        range_is=ASSUMED,
        unit="exercises of today",
        window=window.label,
        n=len(pair.events),
        coverage=f"{len(inside)} events found on pages, {sum(bool(event.domains) for event in inside)} of them with domains",
        as_of=str(view.as_of),
        mark=Mark.ASSUMED,
        claim_ids=tuple(dict.fromkeys(claim_id for event in pair.events for claim_id in event.claim_ids)),
        note=f"last {last.series} by {last.when.last}" + (f"; thin: {thin}" if thin else ""),
        headline=frequent and pair.domain in BROAD_DOMAINS and _among_the_first(pair.partner, inside),
    )


def _among_the_first(partner: str, inside: Sequence[Event]) -> bool:
    """Tell whether a partner is among the eight with most exercises, so that the short table stays short."""
    counts: dict[str, int] = {}
    for event in inside:
        for one in event.partners:
            counts[one] = counts.get(one, 0) + 1
    return partner in sorted(counts, key=lambda one: (-counts[one], one))[:8]


def _thin(pair: Pair, on: date) -> str | None:
    weight = pair.weight(on, HALF_LIFE)
    reasons = [f"weight {weight:.2f}"] if weight < THIN_WEIGHT else []
    reasons += [f"{len(pair.events)} exercises"] if len(pair.events) < THIN_EVENTS else []
    return ", ".join(reasons) or None


def _listed(pairs: Sequence[Pair], inside: Sequence[Event], window: Window) -> Iterable[Mapping[str, Scalar]]:
    """List where it is thin, and the broad domains of which the record has no exercise with a partner."""
    for pair in pairs:
        thin = _thin(pair, window.last)
        if thin:
            yield {
                "list": "thin",
                "partner": pair.partner,
                "domain": pair.domain,
                "last": str(pair.events[-1].when.last),
                "rows": ";".join(row for event in pair.events for row in event.rows),
                "reason": thin,
            }
    known = {(pair.partner, pair.domain) for pair in pairs}
    for partner in sorted({pair.partner for pair in pairs}):
        for domain in BROAD_DOMAINS:
            if (partner, domain) not in known:
                count = sum(partner in event.partners for event in inside)
                yield {
                    "list": "none in the record",
                    "partner": partner,
                    "domain": domain,
                    "reason": f"none of the {count} exercises with {partner} names this domain; a page that does would lift it",
                }


def _age(event: Event, on: date) -> float:
    """Return the years since an event began, from the middle of the days that its date allows."""
    middle = (first_day(event.when).toordinal() + event.when.last.toordinal()) / 2
    return max(0.0, on.toordinal() - middle) / YEAR
