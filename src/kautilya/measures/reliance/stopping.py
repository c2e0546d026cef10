"""What stops when some partners supply no longer: a graph of systems, their components, suppliers and substitutes.

A system stops when one of the components it needs is lost. A component is lost when its supply is lost and no substitute
stands in for it. Each answer is one of three, from weakest to strongest: it goes on, it may stop (the record does not tell), it
stops; a system takes the strongest of its needs, a component the weaker of its supply and its substitute (Kleene's strong logic
of three values).

A component may itself be a system of the graph, with components of its own, at any depth. The answer is the least one that
satisfies all needs at once: systems that only need each other go on, so a cycle stops nothing by itself. It is found by raising
answers from `goes on` until none rises; each rises at most twice, so this ends, whatever the graph and its order.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum


class Stop(IntEnum):
    """What becomes of a system or a component."""

    GOES_ON = 0
    MAY_STOP = 1
    STOPS = 2


class Substitute(IntEnum):
    """Whether something stands in for a component today."""

    THERE = 0
    NOT_TOLD = 1
    """Unknown, or none was found, which is no evidence of none (CONVENTIONS §7)."""
    NONE = 2
    """Said not to exist, or still in development."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One system needs one component."""

    system: str
    suppliers: frozenset[str]
    """Countries that supply it; none where unknown. Of several it is not told whether each is needed."""
    substitute: Substitute
    substitute_from: frozenset[str] = frozenset()
    """Countries of the substitute; none where unknown."""
    sure: bool = True
    """Whether the component is surely one of this system; a match of names that was guessed is not."""
    made_of: frozenset[str] = frozenset()
    """Systems of the graph that the component is, or is made from."""
    row: str = ""
    """Where it is told."""


def stopping(needs: Iterable[Need], gone: Set[str]) -> Mapping[str, Stop]:
    """Return what becomes of each system when some countries supply no longer.

    Raising `gone` raises answers or leaves them; so does another need; a repeated need changes nothing.
    """
    told = tuple(dict.fromkeys(needs))
    answers = {need.system: Stop.GOES_ON for need in told}
    waiting = _by_component(told)
    open_needs = list(told)
    while open_needs:
        need = open_needs.pop()
        answer = lost(need, gone, answers)
        if answer > answers[need.system]:
            answers[need.system] = answer
            open_needs.extend(waiting.get(need.system, ()))
    return answers


def lost(need: Need, gone: Set[str], answers: Mapping[str, Stop]) -> Stop:
    """Return what becomes of a system by this need alone."""
    supply = max((_supply(need, gone), *(answers.get(system, Stop.GOES_ON) for system in need.made_of)))
    answer = min(supply, _substitute(need, gone))
    return answer if need.sure else min(answer, Stop.MAY_STOP)


def _by_component(needs: Iterable[Need]) -> Mapping[str, Sequence[Need]]:
    waiting: dict[str, list[Need]] = {}
    for need in needs:
        for system in need.made_of:
            waiting.setdefault(system, []).append(need)
    return waiting


def _supply(need: Need, gone: Set[str]) -> Stop:
    if not gone:
        return Stop.GOES_ON
    return _sources(need.suppliers, gone)


def _substitute(need: Need, gone: Set[str]) -> Stop:
    """Return what becomes of a component whose supply is lost: it stops without a substitute; with one, its origin decides."""
    if need.substitute is Substitute.NONE:
        return Stop.STOPS
    if need.substitute is Substitute.NOT_TOLD:
        return Stop.MAY_STOP
    return _sources(need.substitute_from, gone) if need.substitute_from else Stop.GOES_ON


def _sources(countries: Set[str], gone: Set[str]) -> Stop:
    if not countries:
        return Stop.MAY_STOP
    if countries <= gone:
        return Stop.STOPS
    return Stop.MAY_STOP if countries & gone else Stop.GOES_ON
