"""What holdings and orders rest on: their components as a graph, and the looser ties that the record names.

Surely lost with a supplier is only what a component row says: it is this system's, it comes from there alone, and no
substitute is there today. All else that connects a system with a country may stop it: a component of which nobody found a
substitute, a match of names that was guessed, a supplier that is not told; support from there, technology withheld from there,
its design, its seller.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from kautilya.measures.reliance.attached import Attachment, Nodes
from kautilya.measures.reliance.loose_ties import Tie, origins, support_rows, technology_rows
from kautilya.measures.reliance.stopping import Need, Stop, Substitute, lost, stopping
from kautilya.store.view import View
from kautilya.tables.contracts import home_country
from kautilya.tables.reliance.components import Component, components
from kautilya.tables.reliance.names import Likeness, Names
from kautilya.tables.reliance.systems import System, systems

SUBSTITUTES: Mapping[str, Substitute] = {
    "yes": Substitute.THERE, "no": Substitute.NONE, "in development": Substitute.NONE,
}  # fmt: skip
VITAL = frozenset(
    ("airframe", "engine", "flight control", "gas turbine", "gearbox", "hull integration", "hull material", "missile kits",
     "propulsion", "raw material", "software/licence", "spares/MRO")
)  # fmt: skip
"""Components without which a system does not move, hold together or last: our assumption (CONVENTIONS §12)."""
NOBODY = ""
"""In place of a country: of needs that every loss may bear on."""
NAMED = "named:"
"""Before the name of a system that is neither held nor on order; it may be a component of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A row and the system that it was matched to, or none."""

    table: str
    row: str
    name: str
    to: str | None
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """The systems of a view and all that connects them with countries."""

    home: str | None
    systems: tuple[System, ...]
    node_of: Mapping[str, str]
    """Key of the node of each holding and order, under which its needs and ties stand."""
    components: tuple[Component, ...]
    needs: tuple[Need, ...]
    needs_from: Mapping[str, tuple[Need, ...]]
    """The needs by country; under `NOBODY` those of an unknown supplier and those made of another system."""
    ties: tuple[Tie, ...]
    guesses: tuple[Guess, ...]
    claims_of_component: Mapping[str, tuple[str, ...]]
    """The claims behind each row of components."""
    vital: frozenset[str]
    """Rows of components without which a system does not move, hold together or last."""

    @property
    def partners(self) -> tuple[str, ...]:
        """Return the countries that anything is tied to, the home country apart, by code."""
        told = {country for need in self.needs for country in need.suppliers} | {tie.country for tie in self.ties}
        own = {country for system in self.systems for country in (*system.origins, *system.counterparties)}
        return tuple(sorted((told | own) - {self.home}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What becomes of one holding or order when a country supplies no longer."""

    system: System
    stop: Stop
    needs: tuple[Need, ...]
    """The needs that stop it, or may."""
    ties: tuple[Tie, ...]


def reliance(view: View) -> Reliance:
    """Return what the holdings and orders of a view rest on."""
    held, told, home = systems(view), components(view), home_country(view)
    among = Nodes.of(held)
    active = [one for one in told if one.over is None]
    placed = {one.row: among.attached(one.system, one.deals) for one in active}
    graph = Names.of(
        {f"{NAMED}{one.system}": one.system for one in active} | {key: node.first.name for key, node in among.by_key.items()}
    )
    needs = tuple(need for one in active for need in _needs(one, placed[one.row], graph, among))
    loose = (*support_rows(view, among), *technology_rows(view, among))
    return Reliance(
        home=home,
        systems=held,
        node_of=among.of_row,
        components=told,
        needs=needs,
        needs_from=_by_country(needs),
        ties=tuple(tie for one in loose for tie in one.ties() if tie.country != home),
        guesses=(
            *(guess for one in active for guess in _guesses("depends_on", one.row, one.system, placed[one.row])),
            *(guess for one in loose for guess in _guesses(one.table, one.row, one.name, one.places)),
        ),
        claims_of_component={one.row: one.claim_ids for one in told},
        vital=frozenset(one.row for one in told if one.component in VITAL),
    )


def answers(on: Reliance, partner: str, *, vital: bool = False) -> tuple[Answer, ...]:
    """Return each holding and order that stops or may stop when one country supplies no longer, with what it rests on.

    What is not among them goes on. With `vital` only the components without which a system does not move, hold together or
    last are asked.
    """
    gone = frozenset({partner})
    needs = [need for need in touched(on, partner) if not vital or need.row in on.vital]
    by_component = stopping(needs, gone)
    by_node: dict[str, list[Need]] = {}
    for need in needs:
        if lost(need, gone, by_component) is not Stop.GOES_ON:
            by_node.setdefault(need.system, []).append(need)
    ties: dict[str, list[Tie]] = {}
    for tie in on.ties:
        if tie.country == partner:
            ties.setdefault(tie.system, []).append(tie)
    hit = {node for node, stop in by_component.items() if stop is not Stop.GOES_ON} | ties.keys()
    return tuple(
        _answer(on, system, partner, by_component, by_node, ties)
        for system in on.systems
        if on.node_of[system.row] in hit or _of_partner(on, system, partner)
    )


def touched(on: Reliance, partner: str) -> Iterable[Need]:
    """Yield the needs that a loss can bear on: supplied from there or from nobody knows where, or made of a system."""
    yield from (need for country in (partner, NOBODY) for need in on.needs_from.get(country, ()))


def _answer(
    on: Reliance,
    system: System,
    partner: str,
    by_component: Mapping[str, Stop],
    needs: Mapping[str, Sequence[Need]],
    ties: Mapping[str, Sequence[Tie]],
) -> Answer:
    node = on.node_of[system.row]
    own = origins(system, partner) if _of_partner(on, system, partner) else ()
    tied = (*ties.get(node, ()), *own)
    return Answer(
        system=system,
        stop=max(by_component.get(node, Stop.GOES_ON), Stop.MAY_STOP if tied else Stop.GOES_ON),
        needs=tuple(needs.get(node, ())),
        ties=tied,
    )


def _of_partner(on: Reliance, system: System, partner: str) -> bool:
    return partner != on.home and (partner in system.origins or partner in system.counterparties)


def _by_country(needs: Iterable[Need]) -> Mapping[str, tuple[Need, ...]]:
    found: dict[str, list[Need]] = {}
    for need in needs:
        anywhere = need.made_of or not need.suppliers
        for country in (NOBODY,) if anywhere else need.suppliers:
            found.setdefault(country, []).append(need)
    return {country: tuple(told) for country, told in found.items()}


def _needs(one: Component, placed: Sequence[Attachment], graph: Names, among: Nodes) -> Iterable[Need]:
    own = {f"{NAMED}{one.system}", *(attachment.node.key for attachment in placed)}
    made_of = _made_of(one, graph, own, among)
    yield _need(one, f"{NAMED}{one.system}", sure=True, made_of=made_of)
    yield from (_need(one, each.node.key, sure=each.sure, made_of=made_of) for each in placed)


def _made_of(one: Component, graph: Names, own: Set[str], among: Nodes) -> frozenset[str]:
    """Return the systems that a component is: those of a like name that share a deal, or else those of the same name."""
    shared = {node.key for node in among.of_deals(one.deals)}
    near = [match for match in graph.nearest(one.name or "", without=own) if match.likeness is not Likeness.GUESS]
    by_deal = frozenset(match.found for match in near) & shared
    return by_deal or frozenset(match.found for match in near if match.likeness is Likeness.SAME)


def _need(one: Component, system: str, *, sure: bool, made_of: frozenset[str]) -> Need:
    return Need(
        system=system,
        suppliers=frozenset(one.suppliers),
        substitute=SUBSTITUTES.get(one.substitute, Substitute.NOT_TOLD),
        substitute_from=frozenset(one.substitute_from),
        sure=sure,
        made_of=made_of,
        row=one.row,
    )


def _guesses(table: str, row: str, name: str, places: Sequence[Attachment]) -> Iterable[Guess]:
    if not places:
        yield Guess(table=table, row=row, name=name, to=None, how="no holding or order of that name")
    for place in places:
        if not place.sure:
            yield Guess(table=table, row=row, name=name, to=place.node.rows, how=place.how)
