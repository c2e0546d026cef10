"""Folding: what the accepted claims about each subject of a kind add up to.

The rules, in their order (CONVENTIONS §8):

1. Claims about one field that agree in value and unit are one value. A day that is told less exactly agrees with the one day
   within it that others tell more exactly: the exact one is the value. A recorded choice of the less exact one stands.
2. Several values are a conflict. The value of the claim with the latest PREFERRED judgement is the point, and the rule is
   `recorded choice: <why>`.
3. Where nobody chose, or two choices of one day disagree, the field is a span.
4. Units (currencies) are never mixed: `spans` has one span for each. An unchosen field carries the span of the unit that most
   claims use; of several such, of the one in which the attribute is declared, else of the first by name.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import Attribute
from kautilya.register.claim import Claim
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.parse import parse
from kautilya.register.record import Field, Record, Span, attributes, python_name

R = TypeVar("R", bound=Record)

Judged = tuple[Claim, Judgement]
Reading = tuple[Any, str | None]
"""A typed value and its unit; two claims agree when theirs are equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One accepted claim with its value read and its latest judgement."""

    claim: Claim
    judgement: Judgement
    reading: Reading


def fold(kind: type[R], judged: Iterable[Judged]) -> Mapping[str, R]:
    """Fold accepted claims of one kind into its records.

    Args:
        kind: The record kind of all the claims.
        judged: Each accepted or preferred claim with its latest judgement, in any order.

    Returns:
        The records by id, in the order in which their first claim came; all else is the same whatever the order of the claims.

    Raises:
        ValueError: A claim is of another kind, names an attribute that the kind lacks, or cannot be read as its type.
    """
    declared = attributes(kind)
    subjects: dict[str, dict[str, list[Judged]]] = {}
    for claim, judgement in judged:
        if claim.kind != kind.KIND or claim.attribute not in declared:
            raise ValueError(f"claim {claim.id} is about '{claim.attribute}' of a {claim.kind}: no attribute of {kind.KIND}")
        subjects.setdefault(claim.subject, {}).setdefault(claim.attribute, []).append((claim, judgement))
    return {subject: _record(kind, subject, claimed) for subject, claimed in subjects.items()}


def _record(kind: type[R], subject: str, claimed: Mapping[str, Sequence[Judged]]) -> R:
    declared = attributes(kind)
    fields = {python_name(column): fold_field(declared[column], judged) for column, judged in claimed.items()}
    return kind(record_id=subject, **fields)


def fold_field(attribute: Attribute, judged: Sequence[Judged]) -> Field[Any]:
    """Fold the accepted claims about one field of one record; there is at least one."""
    if len(judged) == 1:
        claim, _ = judged[0]
        return Field(value=parse(attribute, claim.raw, claim.unit), unit=claim.unit or attribute.unit, claim_ids=(claim.id,))
    votes = _refined(_votes(attribute, judged))
    readings = {vote.reading for vote in votes}
    if len(readings) == 1:
        return _field(votes, votes[0])
    chosen = _choice(votes)
    if chosen is None:
        return _unchosen(attribute, votes)
    return _field(votes, chosen, spans=_spans(readings), rule=f"recorded choice: {chosen.judgement.why}")


def _votes(attribute: Attribute, judged: Sequence[Judged]) -> tuple[Vote, ...]:
    """Read each claim once, whatever it comes to more than once, in an order that only depends on the claims."""
    latest: dict[str, Judged] = {}
    for claim, judgement in judged:
        known = latest.get(claim.id)
        if known is None or _rank(judgement) > _rank(known[1]):
            latest[claim.id] = (claim, judgement)
    ordered = sorted(latest.values(), key=lambda pair: (pair[0].known_on.sort_key, pair[0].id))
    return tuple(
        Vote(claim=claim, judgement=judgement, reading=(parse(attribute, claim.raw, claim.unit), claim.unit or attribute.unit))
        for claim, judgement in ordered
    )


def _refined(votes: Sequence[Vote]) -> tuple[Vote, ...]:
    """Read each day as the one more exact day within it that the votes tell, where there is one; such votes come last.

    A recorded choice is left as it was made: who prefers the month may mean that the day is falsely precise.
    """
    told = {vote.reading[0] for vote in votes if isinstance(vote.reading[0], PartialDate)}
    if len(told) <= 1:
        return tuple(votes)
    exact = {day: _exact(day, told) for day in told}
    refined = [
        vote
        if vote.judgement.verdict is Verdict.PREFERRED
        else replace(vote, reading=(exact.get(vote.reading[0], vote.reading[0]), vote.reading[1]))
        for vote in votes
    ]
    pairs = sorted(zip(votes, refined, strict=True), key=lambda pair: pair[0].reading != pair[1].reading)
    return tuple(vote for _, vote in pairs)


def _exact(day: PartialDate, told: Iterable[PartialDate]) -> PartialDate:
    """Return the only day within a day that is told most exactly; the day itself where there is none or several."""
    within = [other for other in told if other != day and day.covers(other)]
    finest = [one for one in within if not any(other != one and one.covers(other) for other in within)]
    return finest[0] if len(finest) == 1 else day


def _rank(judgement: Judgement) -> tuple[Any, ...]:
    return (judgement.on, judgement.verdict is Verdict.PREFERRED, judgement.by, judgement.why)


def _choice(votes: Sequence[Vote]) -> Vote | None:
    """Return the vote that the latest recorded choice is for, or None if there is none or those of that day disagree."""
    preferred = [vote for vote in votes if vote.judgement.verdict is Verdict.PREFERRED]
    if not preferred:
        return None
    last_day = max(vote.judgement.on for vote in preferred)
    latest = [vote for vote in preferred if vote.judgement.on == last_day]
    return latest[0] if len({vote.reading for vote in latest}) == 1 else None


def _unchosen(attribute: Attribute, votes: Sequence[Vote]) -> Field[Any]:
    spans = _spans({vote.reading for vote in votes})
    claims_per_unit = Counter(vote.reading[1] for vote in votes)
    unit = min(claims_per_unit, key=lambda unit: (-claims_per_unit[unit], unit != attribute.unit, unit or ""))
    inside = [vote.claim.id for vote in votes if vote.reading[1] == unit]
    others = [vote.claim.id for vote in votes if vote.reading[1] != unit]
    return Field(value=dict(spans)[unit], unit=unit, spans=spans, claim_ids=(*inside, *others))


def _field(
    votes: Sequence[Vote], point: Vote, *, spans: tuple[tuple[str | None, Span[Any]], ...] = (), rule: str | None = None
) -> Field[Any]:
    """Return the field whose value is that of one vote; its claim comes first, then those that agree with it."""
    by_agreement = sorted(votes, key=lambda vote: (vote is not point, vote.reading != point.reading))
    value, unit = point.reading
    return Field(value=value, unit=unit, spans=spans, claim_ids=tuple(vote.claim.id for vote in by_agreement), rule=rule)


def _spans(readings: Iterable[Reading]) -> tuple[tuple[str | None, Span[Any]], ...]:
    """Return the span of the values in each unit, units by name."""
    by_unit: dict[str | None, list[Any]] = {}
    for value, unit in readings:
        by_unit.setdefault(unit, []).append(value)
    units = sorted(by_unit, key=lambda unit: unit or "")
    return tuple(
        (unit, Span(values=tuple(sorted(by_unit[unit], key=lambda value: getattr(value, "sort_key", value))))) for unit in units
    )
