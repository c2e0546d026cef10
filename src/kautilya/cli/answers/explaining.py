"""Explains one field: the claims behind it, their conflict, and what chose between them."""

from kautilya.cli.documents import write_json
from kautilya.cli.names import column_named, kind_named
from kautilya.cli.output import write
from kautilya.cli.wording import worded, worded_span
from kautilya.register.claim import Claim, KnownBy
from kautilya.register.judgement import HeldJudgement
from kautilya.register.record import Span
from kautilya.store.explanation import ExplainedClaim, Explanation, explain
from kautilya.store.view import View


def explain_field(view: View, kind: str, record_id: str, field: str, *, as_json: bool) -> None:
    """Write why a field says what it says."""
    explanation = explain(view, kind_named(kind), record_id, column_named(field))
    if as_json:
        write_json(explanation)
    else:
        _write(explanation)


def _write(explanation: Explanation) -> None:
    write(f"{explanation.kind} {explanation.subject}: {explanation.attribute}")
    write(explanation.means)
    if explanation.merged:
        write(f"merged from {', '.join(explanation.merged)}; take it apart with `kautilya review undo`")
    write()
    write(f"value      {_value(explanation)}")
    write(f"conflict   {'yes' if explanation.in_conflict else 'no'}")
    write(f"chosen by  {explanation.rule}")
    for line in _ranges(explanation):
        write(line)
    for number, told in enumerate(explanation.claims, 1):
        _write_claim(number, told)
    for unseen in explanation.unseen:
        write(f"\nNot in this view ({unseen.why}): {unseen.claim.raw}, {unseen.claim.source}, claim {unseen.claim_id}")


def _value(explanation: Explanation) -> str:
    if explanation.value is None:
        return "a range" if explanation.in_conflict else "nothing"
    return worded(explanation.value, explanation.unit)


def _ranges(explanation: Explanation) -> list[str]:
    return [f"range      {worded_span(Span(values=range_.values), range_.unit)}" for range_ in explanation.ranges]


def _write_claim(number: int, told: ExplainedClaim) -> None:
    claim, judgement = told.claim, told.judgement
    write()
    write(f"{number}. {worded(told.value, told.unit)}{'  <- the value' if told.of_the_value else ''}")
    write(f"   source     {claim.source}")
    if claim.says:
        write(f"   says       {claim.says} (our paraphrase)")
    if claim.quote:
        write(f'   quote      "{claim.quote}"')
    write(f"   known on   {claim.known_on}, {_known(claim)}")
    write(f"   mark       {claim.mark}; confidence {claim.confidence or 'not given'}; checked: {claim.checked or 'not given'}")
    write(f"   judgement  {judgement.verdict} on {judgement.on} by {judgement.by}: {judgement.why}")
    for held in told.earlier:
        write(f"   before     {_held(held)}")
    write(f"   claim      {told.claim_id}, from {claim.origin or 'an unnamed place'}")


def _held(held: HeldJudgement) -> str:
    judgement, undone = held.judgement, held.undone
    back = "" if undone is None else f"; taken back on {undone.on} by {undone.by}: {undone.why}"
    return f"{judgement.verdict} on {judgement.on} by {judgement.by}: {judgement.why}{back}"


def _known(claim: Claim) -> str:
    return {
        KnownBy.PAGE: "the day its page prints",
        KnownBy.CONTENT: "the day its content describes: its page is undated, or dated before that",
        KnownBy.PACKAGE: "the package's data date, assumed, since neither page nor content is dated",
    }[claim.known_basis]
