"""What stops when a partner supplies no longer, beside its share of designs and of contracts?

The set is what is held and what is on order; each counts one, within an area also by its pieces. A system surely stops (can
no longer be built, or upheld as it is) where a component comes from the partner alone and has no substitute today, through any
chain of components. It may stop where a substitute is unknown or was not found, where a name was matched by a guess, where the
supplier is not told, or where support, withheld technology, design or contract tie it to the partner. So each share is a range.

A missing torpedo stops a submarine otherwise than a missing engine. So the share is given twice: for any component, and for
those without which a system does not move, hold together or last (`VITAL`); which ones these are is our assumption
(CONVENTIONS §12).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.reliance.component_families import families, only_sources, substitutes
from kautilya.measures.reliance.partner_shares import groups, shares
from kautilya.measures.reliance.rests_on import VITAL, Answer, Reliance, answers, reliance
from kautilya.measures.reliance.stopping import Stop
from kautilya.measures.scope import Scope
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.cells import day
from kautilya.tables.reliance.names import Likeness, Names
from kautilya.tables.reliance.systems import HELD, System

MEASURE = "dependence"
QUESTION = "What stops when a partner supplies no longer, beside its share of designs and of contracts?"
WINDOW = "day of the view"
NEITHER = "it is neither held nor on order in the record, or goes by another name there"
OF_ALL = "a component is needed whenever its system was bought: ask without a window, or for a partner"
SETTLED = "a deal named in both rows would settle it"
NOTES = (
    "A window keeps the holdings and orders of which every deal was certainly signed in it; others are left out.",
    "Stops means: can no longer be built, or upheld as it is, for want of a component. It says nothing of how soon.",
    "Surely stops: the component is from this partner alone and a substitute is said not to exist or is still in development.",
    f"Moving, structure and upkeep are, as an assumption, these components: {', '.join(sorted(VITAL))}.",
    "May stop: no substitute found (no evidence of none), unknown supplier, guessed match, support, design or seller alone.",
    "A substitute that is there keeps a system going, unless it comes from the same partner.",
    "Shares of several partners overlap and add up to more than one: a system may rest on several.",
    "A holding and an order count one each; pieces of different units are never added.",
    "Components were looked for by reading pages on prominent systems: a system without a row is not independent.",
)


def dependence(view: View, scope: Scope) -> Measurement:
    """Measure what rests on one partner or on each, with component families, substitutes and only sources."""
    every = reliance(view)
    inside = _signed_within(view, scope)
    on = _within(every, inside) if scope.windowed else every
    blank = Finding(
        measure=MEASURE, quantity="", value=None, unit="", window=_window(scope), coverage=_coverage(on), as_of=str(view.as_of),
        mark=Mark.DERIVED,
    )  # fmt: skip
    within, said = tuple(groups(on.systems)), {one.row: one.said for one in on.components}
    found: list[Finding] = []
    listed: list[Mapping[str, Scalar]] = []
    if scope.windowed and on.systems:
        listed.append({"list": "component families, substitutes and only sources refused", "reason": OF_ALL})
    listed += _straddling(every, inside) if scope.windowed else ()
    for partner in _asked(on, scope):
        told = answers(on, partner)
        found += shares(on, within, partner, told, replace(blank, headline=scope.partner is not None))
        listed += [_stopped(said, one, partner) for one in told if one.stop is Stop.STOPS or scope.partner]
    if not scope.windowed:
        found += [
            *families(on, scope.partner, blank),
            *substitutes(on, scope.partner, blank),
            *only_sources(view, on, scope.partner, blank),
        ]
    if scope.partner is None and not scope.windowed:
        listed += _of_the_record(on)
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=tuple(found),
        listed=tuple(listed),
        notes=NOTES,
    )


def _window(scope: Scope) -> str:
    return f"contracted {scope.told}" if scope.windowed else WINDOW


def _signed_within(view: View, scope: Scope) -> frozenset[str]:
    """Return the deals that were certainly signed in the window asked for."""
    signed = {row: day(deal, "signed_on") for row, deal in view.records("deal").items()}
    return frozenset(row for row, on in signed.items() if on is not None and scope.takes_in(on.first, on.last))


def _within(on: Reliance, inside: frozenset[str]) -> Reliance:
    """Keep the holdings and orders of which every deal was certainly signed in the window asked for."""
    return replace(on, systems=tuple(one for one in on.systems if one.deals and inside.issuperset(one.deals)))


def _straddling(on: Reliance, inside: frozenset[str]) -> Iterable[Mapping[str, Scalar]]:
    """List what was contracted in the window in part only: it is left out as a whole, for its pieces are not told apart."""
    for one in on.systems:
        if not inside.isdisjoint(one.deals) and not inside.issuperset(one.deals):
            reason = f"of {', '.join(one.deals)} not all were certainly signed in the window; its pieces are not told apart"
            yield {"list": "contracted in the window in part", "row": one.row, "name": one.name, "reason": reason}


def _asked(on: Reliance, scope: Scope) -> tuple[str, ...]:
    return on.partners if scope.partner is None else tuple(one for one in on.partners if one == scope.partner)


def _coverage(on: Reliance) -> str:
    told = {need.system for need in on.needs}
    bare = sum(on.node_of[system.row] not in told for system in on.systems)
    return (
        f"{len(on.systems)} holdings and orders; of {bare} no component is in the record, so nobody knows from these rows what "
        "they need"
    )


def _stopped(said: Mapping[str, str], answer: Answer, partner: str) -> Mapping[str, Scalar]:
    """Return why one system stops or may, and what would settle it."""
    components = dict.fromkeys(said[need.row] for need in answer.needs)
    ties = dict.fromkeys(f"{tie.by} ({tie.row})" for tie in answer.ties)
    sure = answer.stop is Stop.STOPS
    return {
        "list": "surely stops" if sure else "may stop",
        "partner": partner,
        "system": answer.system.name,
        "row": answer.system.row,
        "area": answer.system.area,
        "pieces": answer.system.pieces,
        "by": "; ".join((*components, *ties)),
        "reason": "no substitute today" if sure else "a row that tells the substitute and its state would settle it",
    }


def _of_the_record(on: Reliance) -> Iterable[Mapping[str, Scalar]]:
    for guess in on.guesses:
        yield {
            "list": "names not matched" if guess.to is None else "names matched by a guess",
            "table": guess.table,
            "row": guess.row,
            "name": guess.name,
            "to": guess.to,
            "reason": f"{guess.how}; {NEITHER if guess.to is None else SETTLED}",
        }
    for one in on.components:
        if one.over is not None:
            yield {"list": "components that do not count today", "row": one.row, "system": one.system, "reason": one.over}
    for system in on.systems:
        if system.pieces is None:
            yield {"list": "pieces not known", "row": system.row, "system": system.name, "area": system.area,
                   "reason": "counts as one holding or order, and in no share of pieces"}  # fmt: skip
    yield from _overlapping(on)


def _overlapping(on: Reliance) -> Iterable[Mapping[str, Scalar]]:
    """Yield the holdings of one area whose names are the same, or like each other with the same design."""
    by_area: dict[str, dict[tuple[str, tuple[str, ...]], list[System]]] = {}
    for system in on.systems:
        if system.state == HELD:
            by_area.setdefault(system.area, {}).setdefault((system.name, system.origins), []).append(system)
    for held in by_area.values():
        alike, seen = list(held.items()), set[int]()
        names = Names.of({str(place): name for place, ((name, _), _) in enumerate(alike)})
        for place, ((name, origins), own) in enumerate(alike):
            seen.add(place)
            others = [
                other
                for match in names.nearest(name, without={str(before) for before in seen})
                for other in alike[int(match.found)][1]
                if match.likeness is Likeness.SAME or (match.likeness is Likeness.GUESS and origins == other.origins)
            ]
            if len(own) > 1 or others:
                yield {"list": "holdings of like names in one area", "row": ";".join(one.row for one in (*own, *others)),
                       "system": name, "reason": "all count; if one contains another, its pieces count twice"}  # fmt: skip
