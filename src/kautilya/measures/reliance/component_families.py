"""Component families under several systems, the state of substitutes, and who is the only source in an area."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kautilya.measures.finding import Finding
from kautilya.measures.reliance.rests_on import Reliance
from kautilya.measures.reliance.stopping import Need
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.cells import UNKNOWN, word
from kautilya.tables.marks import computed, mark_of, weakest
from kautilya.tables.reliance.components import Component
from kautilya.tables.reliance.systems import claims_of, countries_of

FAMILY, SUBSTITUTES, ONLY = "systems on one component family", "components by state of a substitute", "the only source"
SEVERAL = 2
"""Systems from which on a family is shown."""
WIDE = 3
"""Systems from which on it is a headline."""
OFFERS, FLEETS, COMPONENTS = "offers", "holdings and orders", "components"


def families(on: Reliance, partner: str | None, blank: Finding) -> Iterable[Finding]:
    """Yield the families of components that several systems need, the widest first."""
    found: dict[str, list[Component]] = {}
    for one in _active(on, partner):
        if (name := one.family or one.name) and one.suppliers != (on.home,):
            found.setdefault(name, []).append(one)
    wide = {name: rows for name, rows in found.items() if len({row.system for row in rows}) >= SEVERAL}
    for name in sorted(wide, key=lambda name: (-len({row.system for row in wide[name]}), name)):
        rows = wide[name]
        states = ", ".join(f"{state}: {count}" for state, count in sorted(Counter(row.substitute for row in rows).items()))
        systems = dict.fromkeys(row.system for row in rows)
        note = f"{'; '.join(systems)} | substitutes: {states}"
        told = replace(blank, quantity=FAMILY, unit="systems", headline=len(systems) >= WIDE, note=note)
        yield _counted(told, rows, {"family": name, "from": _from(rows)}, len(systems))


def substitutes(on: Reliance, partner: str | None, blank: Finding) -> Iterable[Finding]:
    """Yield how many components of each supplier have, lack or await a substitute; several suppliers count for each."""
    by: dict[tuple[str, str], list[Component]] = {}
    for one in _active(on, partner):
        for country in one.suppliers or (UNKNOWN,):
            if country != on.home and partner in (None, country):
                by.setdefault((country, one.substitute), []).append(one)
    for (country, state), rows in sorted(by.items()):
        told = replace(blank, quantity=SUBSTITUTES, unit="components")
        yield _counted(told, rows, {"from": country, "substitute": state}, len(rows))


def only_sources(view: View, on: Reliance, partner: str | None, blank: Finding) -> Iterable[Finding]:
    """Yield the areas in which all offers, all foreign designs or all foreign components come from one foreign country.

    An offer of the home country is another source. Of holdings and components only the foreign ones are asked: what is made at
    home beside them stands in the note. An unknown source may be another, so an area with one is not among these.
    """
    for of, areas in ((OFFERS, _offers(view)), (FLEETS, _designs(on)), (COMPONENTS, _parts(on))):
        for area, sources in sorted(areas.items()):
            foreign = {country for countries, _, _ in sources for country in countries or (UNKNOWN,)} - {on.home}
            home = sum(countries == (on.home,) for countries, _, _ in sources)
            if len(foreign) != 1 or UNKNOWN in foreign or (of == OFFERS and home) or partner not in (None, *foreign):
                continue
            (country,) = foreign
            told = [source for source in sources if country in source[0]]
            yield replace(
                blank,
                quantity=ONLY,
                of={"area": area, "of": of, "partner": country},
                value=len(told),
                unit=of,
                n=len(sources),
                mark=computed(weakest(mark for _, mark, _ in told)),
                claim_ids=tuple(dict.fromkeys(claim_id for _, _, claims in told for claim_id in claims)),
                note=f"{home} more of the home country alone" if home else None,
            )


Source = tuple[tuple[str, ...], Mark, tuple[str, ...]]
"""Countries, mark and claims of one offer, holding or component."""


def _offers(view: View) -> Mapping[str, Sequence[Source]]:
    found: dict[str, list[Source]] = {}
    for record in view.records("offer").values():
        claims = claims_of(record, ("area_id", "supplier_country", "system"))
        if claims:
            source = (countries_of(record, "supplier_country"), mark_of(view, "offer", claims), claims)
            found.setdefault(word(record, "area_id"), []).append(source)
    return found


def _designs(on: Reliance) -> Mapping[str, Sequence[Source]]:
    found: dict[str, list[Source]] = {}
    for system in on.systems:
        found.setdefault(system.area, []).append((system.origins, system.mark, system.claim_ids))
    return found


def _parts(on: Reliance) -> Mapping[str, Sequence[Source]]:
    """Return the components of the holdings and orders of each area, each row once; guessed ones are left out."""
    areas, rows = {system.row: system.area for system in on.systems}, {one.row: one for one in on.components}
    found: dict[str, dict[str, Need]] = {}
    for need in on.needs:
        if need.system in areas and need.sure:
            found.setdefault(areas[need.system], {})[need.row] = need
    return {
        area: [(rows[row].suppliers, rows[row].mark, rows[row].claim_ids) for row in needs] for area, needs in found.items()
    }


def _active(on: Reliance, partner: str | None) -> Iterable[Component]:
    return (one for one in on.components if one.over is None and partner in (None, *one.suppliers))


def _from(rows: Iterable[Component]) -> str:
    return ";".join(sorted({country for row in rows for country in row.suppliers})) or UNKNOWN


def _counted(blank: Finding, rows: Sequence[Component], of: dict[str, str], value: int) -> Finding:
    return replace(
        blank,
        of=of,
        value=value,
        n=len(rows),
        mark=computed(weakest(row.mark for row in rows)),
        claim_ids=tuple(dict.fromkeys(claim_id for row in rows for claim_id in row.claim_ids)),
    )
