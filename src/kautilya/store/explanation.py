"""Explains one field of one record: the claims behind it, their conflict, and what chose between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kautilya.core.errors import NotFoundError
from kautilya.core.periods import PartialDate
from kautilya.register.attributes import Attribute
from kautilya.register.claim import Claim
from kautilya.register.fold import reading
from kautilya.register.judgement import HeldJudgement, Judgement, Verdict, counting
from kautilya.register.record import Field, Record, Span, attributes
from kautilya.store.view import View

NOTHING_CHOOSES = "nothing chooses: the field is the range"
ONE_VALUE = "nothing needs to: no claim contradicts another"
NOTHING_CLAIMED = "nothing is claimed: blank means not found, not zero and not no"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedClaim:
    """A claim about the field with its latest judgement."""

    claim_id: str
    value: object
    """The claim's text, read as the attribute's type."""
    unit: str | None
    of_the_value: bool
    """Whether it claims the field's point value."""
    claim: Claim
    judgement: Judgement
    """The one that counts."""
    earlier: tuple[HeldJudgement, ...]
    """All others, oldest first, with what took them back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenClaim:
    """A claim about the field that the view does not show."""

    claim_id: str
    claim: Claim
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """All accepted values in one unit, ascending where they have an order."""

    unit: str | None
    values: tuple[object, ...]
    low: object
    high: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one field of one record says what it says."""

    kind: str
    subject: str
    attribute: str
    means: str
    as_of: PartialDate
    recorded_by: date | None
    """The day of recording up to which the register is replayed; None where all that is recorded counts."""
    rules: tuple[str, ...]
    """The rules that may choose where nobody has, in their order."""
    merged: tuple[str, ...]
    """Ids that were merged into the record, its own first; empty where none was."""
    value: object
    """The point; None where the field is a range or absent."""
    unit: str | None
    in_conflict: bool
    rule: str
    """What chose the value, or that nothing does or needs to."""
    ranges: tuple[Range, ...]
    """One for each unit (currency); empty without a conflict."""
    claims: tuple[ExplainedClaim, ...]
    """The accepted claims, those of the value first."""
    unseen: tuple[UnseenClaim, ...]
    """Recorded claims that this view does not show, and why."""


def explain(view: View, kind: str, subject: str, column: str) -> Explanation:
    """Explain one field of a record.

    Raises:
        NotFoundError: The kind, the record or the column does not exist in the view.
    """
    record = view.record(kind, subject)
    declared = attributes(type(record))
    if column not in declared:
        raise NotFoundError(f"a {kind} has no field '{column}'; its fields are: {', '.join(declared)}")
    field = record.cell(column)
    ids = view.identities.ids(kind, subject)
    return Explanation(
        kind=kind,
        subject=record.record_id,
        attribute=column,
        means=declared[column].means,
        as_of=view.as_of,
        recorded_by=view.recorded_by,
        rules=view.rule_names,
        merged=ids if len(ids) > 1 else (),
        value=field.point,
        unit=field.unit,
        in_conflict=field.in_conflict,
        rule=_rule(field),
        ranges=tuple(_range(unit, span) for unit, span in field.spans),
        claims=_claims(view, record, declared[column], field),
        unseen=tuple(_unseen(view, view.about(kind, subject, column), seen=field.claim_ids)),
    )


def _rule(field: Field[object]) -> str:
    if not field.claim_ids:
        return NOTHING_CLAIMED
    return field.rule or (NOTHING_CHOOSES if field.in_conflict else ONE_VALUE)


def _range(unit: str | None, span: Span[object]) -> Range:
    return Range(unit=unit, values=span.values, low=span.low, high=span.high)


def _claims(view: View, record: Record, declared: Attribute, field: Field[object]) -> tuple[ExplainedClaim, ...]:
    judged = {claim.id: (claim, judgement) for claim, judgement in view.judged(record.KIND, record.record_id)}
    return tuple(_explained(view, declared, field, *judged[claim_id]) for claim_id in field.claim_ids)


def _explained(view: View, declared: Attribute, field: Field[object], claim: Claim, judgement: Judgement) -> ExplainedClaim:
    value, unit = reading(declared, claim, view.identities)
    history = view.history(claim.id)
    counts = counting(history)
    return ExplainedClaim(
        claim_id=claim.id,
        value=value,
        unit=unit,
        of_the_value=(value, unit) == (field.point, field.unit),
        claim=claim,
        judgement=judgement,
        earlier=tuple(held for held in history if held is not counts),
    )


def _unseen(view: View, about: Iterable[Claim], *, seen: Iterable[str]) -> Iterable[UnseenClaim]:
    shown = frozenset(seen)
    for claim in about:
        if claim.id not in shown:
            yield UnseenClaim(claim_id=claim.id, claim=claim, why=_why_unseen(view.history(claim.id), view.as_of))


def _why_unseen(history: Sequence[HeldJudgement], as_of: PartialDate) -> str:
    latest = counting(history)
    if latest is None:
        return "proposed: nobody has judged it" if not history else "proposed: what was judged of it was taken back"
    if latest.judgement.verdict in (Verdict.ACCEPTED, Verdict.PREFERRED):
        return f"known only after {as_of}"
    return f"{latest.judgement.verdict} on {latest.judgement.on} by {latest.judgement.by}: {latest.judgement.why}"
