"""Where an answer changes as one figure moves, when each probe can also say 'cannot tell'."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """What one probe says."""

    KEPT = "kept"
    FLIPPED = "flipped"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """The answer is as before up to `kept_to` and another from `flipped_from` on; between them nobody has shown either."""

    kept_to: float
    flipped_from: float | None
    probes: int


def over_grid(now: float, grid: Sequence[float], probe: Callable[[float], Verdict]) -> Bracket:
    """Probe points in their order until one has flipped; the answer before the last kept one is taken to be kept."""
    kept, probes = now, 0
    for at in grid:
        verdict, probes = probe(at), probes + 1
        if verdict is Verdict.FLIPPED:
            return Bracket(kept_to=kept, flipped_from=at, probes=probes)
        kept = at if verdict is Verdict.KEPT else kept
    return Bracket(kept_to=kept, flipped_from=None, probes=probes)


def bisected(now: float, furthest: float, probe: Callable[[float], Verdict], probes: int) -> Bracket:
    """Narrow the place of a change that can happen only once between `now` and `furthest`, which may be smaller.

    Probes that cannot tell form a middle that grows from within; each further probe halves the wider of the two gaps beside
    it. The answer at `now` is taken to be kept.
    """
    if probes < 1:
        return Bracket(kept_to=now, flipped_from=None, probes=0)
    verdict = probe(furthest)
    if verdict is Verdict.KEPT:
        return Bracket(kept_to=furthest, flipped_from=None, probes=1)
    kept, flipped = now, furthest
    opens: tuple[float, float] | None = None if verdict is Verdict.FLIPPED else (furthest, furthest)
    for _ in range(probes - 1):
        first, last = opens or (flipped, kept)
        early = opens is None or abs(first - kept) >= abs(flipped - last)
        at = (kept + first) / 2 if early else (last + flipped) / 2
        found = probe(at)
        if found is Verdict.KEPT:
            kept = at
        elif found is Verdict.FLIPPED:
            flipped = at
        else:
            opens = (at, at) if opens is None else (at, last) if early else (first, at)
    shown = verdict is Verdict.FLIPPED
    return Bracket(kept_to=kept, flipped_from=flipped if shown else None, probes=probes)
