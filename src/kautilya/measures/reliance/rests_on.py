"""What holdings and orders rest on: their components as a graph, and the looser ties that the record names.

Surely lost with a supplier is only what a component row says: it is this system's, it comes from there alone, and no
substitute is there today. All else that connects a system with a country may stop it: a component of which nobody found a
substitute, a match of names that was guessed, a supplier that is not told; support from there, technology withheld from there,
its design, its seller.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kautilya.measures.reliance.attached import Attachment, attached
from kautilya.measures.reliance.loose_ties import Tie, origins, support_rows, technology_rows
from kautilya.measures.reliance.stopping import Need, Stop, Substitute, lost, stopping
from kautilya.store.view import View
from kautilya.tables.contracts import home_country
from kautilya.tables.reliance.components import Component, components
from kautilya.tables.reliance.names import Likeness, matches
from kautilya.tables.reliance.systems import System, systems

SUBSTITUTES: Mapping[str, Substitute] = {
    "yes": Substitute.THERE, "no": Substitute.NONE, "in development": Substitute.NONE,
}  # fmt: skip
VITAL = frozenset(
    ("airframe", "engine", "flight control", "gas turbine", "gearbox", "hull integration", "hull material", "missile kits",
     "propulsion", "raw material", "software/licence", "spares/MRO")
)  # fmt: skip
"""Components without which a system does not move, hold together or last: our assumption (CONVENTIONS §12)."""
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
    components: tuple[Component, ...]
    needs: tuple[Need, ...]
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
        return tuple(sorted(told - {self.home}))


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
    among, told, home = systems(view), components(view), home_country(view)
    active = [one for one in told if one.over is None]
    placed = {one.row: attached(one.system, one.deals, among) for one in active}
    known = {f"{NAMED}{one.system}": one.system for one in active} | {system.row: system.name for system in among}
    loose = (*support_rows(view, among), *technology_rows(view, among))
    ties = (*(tie for one in loose for tie in one.ties()), *(tie for system in among for tie in origins(system)))
    return Reliance(
        home=home,
        systems=among,
        components=told,
        needs=tuple(need for one in active for need in _needs(one, placed[one.row], known, among)),
        ties=tuple(tie for tie in ties if tie.country != home),
        guesses=(
            *(guess for one in active for guess in _guesses("depends_on", one.row, one.system, placed[one.row])),
            *(guess for one in loose for guess in _guesses(one.table, one.row, one.name, one.places)),
        ),
        claims_of_component={one.row: one.claim_ids for one in told},
        vital=frozenset(one.row for one in told if one.component in VITAL),
    )


def answers(on: Reliance, partner: str, *, vital: bool = False) -> tuple[Answer, ...]:
    """Return what becomes of each holding and order when one country supplies no longer, with what it rests on.

    With `vital` only the components without which a system does not move, hold together or last are asked.
    """
    gone = frozenset({partner})
    needs = [need for need in on.needs if need.row in on.vital] if vital else on.needs
    by_component = stopping(needs, gone)
    by_system: dict[str, list[Need]] = {}
    for need in needs:
        if lost(need, gone, by_component) is not Stop.GOES_ON:
            by_system.setdefault(need.system, []).append(need)
    ties: dict[str, list[Tie]] = {}
    for tie in on.ties:
        if tie.country == partner:
            ties.setdefault(tie.system, []).append(tie)
    return tuple(
        Answer(
            system=system,
            stop=max(by_component.get(system.row, Stop.GOES_ON), Stop.MAY_STOP if system.row in ties else Stop.GOES_ON),
            needs=tuple(by_system.get(system.row, ())),
            ties=tuple(ties.get(system.row, ())),
        )
        for system in on.systems
    )


def _needs(one: Component, placed: Sequence[Attachment], known: Mapping[str, str], among: Sequence[System]) -> Iterable[Need]:
    own = {f"{NAMED}{one.system}", *(attachment.system.row for attachment in placed)}
    deals = {system.row: system.deals for system in among}
    chained = _made_of(one, {row: name for row, name in known.items() if row not in own}, deals)
    for system, sure in ((f"{NAMED}{one.system}", True), *((each.system.row, each.sure) for each in placed)):
        yield _need(one, system, sure=sure, made_of=chained[True])
        if chained[False]:
            yield _need(one, system, sure=False, made_of=chained[False])


def _made_of(one: Component, known: Mapping[str, str], deals: Mapping[str, Sequence[str]]) -> Mapping[bool, frozenset[str]]:
    """Return the systems that a component is, by whether that is sure: the same name, or a name within it and a shared deal."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for match in matches(one.name or "", known):
        if match.likeness is not Likeness.GUESS:
            shared = bool(set(deals.get(match.found, ())) & set(one.deals))
            found[shared or match.likeness is Likeness.SAME].add(match.found)
    return {sure: frozenset(rows) for sure, rows in found.items()}


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
            yield Guess(table=table, row=row, name=name, to=place.system.row, how=place.how)
