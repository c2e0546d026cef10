"""Merges and links records, takes judgements and merges back, lists likely duplicates and recordings."""

from collections.abc import Sequence
from datetime import date

from kautilya.cli.answers.reviewing import needed_reason, tell_number
from kautilya.cli.documents import seen_as, write_json
from kautilya.cli.names import kind_named
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.session import say, today
from kautilya.core.errors import StoreError
from kautilya.register.duplicates import Proposal
from kautilya.register.merging import Subject
from kautilya.store.review import Who, duplicates, merge, undo
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import View

SHOWN = 20
"""Judgements that are listed one by one when they are taken back."""


def merge_subjects(store: SqlStore, one: Subject, other: Subject, by: str, why: str, *, as_json: bool) -> None:
    """Say that two subjects are the same, and tell what comes of it."""
    first, second = (kind_named(one[0]), one[1]), (kind_named(other[0]), other[1])
    merging = merge(store, first, second, Who(by=by, on=today(), why=needed_reason(why)))
    if as_json:
        write_json({"register": store.where, "merging": merging})
        return
    if first[0] == second[0]:
        write(f"{first[0]} {first[1]} and {second[1]} are one record: {merging.record_id}")
        for conflict in merging.conflicts:
            write(f"! {conflict.attribute}: claims contradict each other; {conflict.rule or 'nothing chooses'}")
    else:
        write(f"{' '.join(first)} and {' '.join(second)} tell of one event; nothing was folded")
    tell_number(merging.recorded)


def take_back(store: SqlStore, number: int, claim_ids: Sequence[str], by: str, why: str, *, as_json: bool) -> None:
    """Take back what a recording judged or merged."""
    undone = undo(store, number, Who(by=by, on=today(), why=needed_reason(why)), claim_ids)
    if as_json:
        write_json({"register": store.where, "undone": undone})
        return
    for judgement in undone.judgements[:SHOWN]:
        write(f"taken back: {judgement.verdict} on claim {judgement.claim_id} by {judgement.by}: {judgement.why}")
    if len(undone.judgements) > SHOWN:
        write(f"and {len(undone.judgements) - SHOWN:,} further judgements of that recording")
    for said in undone.same_as:
        write(f"taken apart: {' '.join(said.ends[0])} and {' '.join(said.ends[1])}, said the same by {said.by}: {said.why}")


def list_duplicates(store: SqlStore, view: View, kind: str | None, *, as_json: bool) -> None:
    """Write the pairs that seem to tell of one event, those with most in common first."""
    found = duplicates(store, view, None if kind is None else kind_named(kind))
    if as_json:
        write_json({**seen_as(view), "duplicates": found})
        return
    for proposal in found:
        _write_proposal(proposal)
    write(f"{len(found)} pairs seem to tell of one event: leads for a reader, nothing is merged by itself")


def _write_proposal(proposal: Proposal) -> None:
    (kind, one), (other_kind, other) = proposal.one, proposal.other
    write(f"{kind} {one}: {proposal.texts[0]}")
    write(f"{other_kind} {other}: {proposal.texts[1]}")
    for evidence in proposal.evidence:
        write(f"   {evidence}")
    command = f"merge {kind} {one} {other}" if kind == other_kind else f"link {kind} {one} {other_kind} {other}"
    write(f"   kautilya review {command} --why REASON\n")


def list_recordings(store: SqlStore, recorded_by: date | None, *, as_json: bool) -> None:
    """Write the lines of the ledger, oldest first, up to a day."""
    recordings = [one for one in store.recordings() if recorded_by is None or one.day <= recorded_by]
    if as_json:
        write_json({"register": store.where, "recordings": recordings})
        return
    if not recordings and recorded_by is not None:
        raise StoreError(f"register '{store.where}' had recorded nothing by {recorded_by}")
    if not recordings:
        raise StoreError(f"register '{store.where}' has recorded nothing yet; fill it with `kautilya import PATH`")
    columns = [Column(title=title, right=title == "no.") for title in ("no.", "day", "what", "by", "why", "chain")]
    rows = ((str(one.number), str(one.day), one.what.value, one.by, one.why, one.chain[:12]) for one in recordings)
    write_table(columns, rows)
    say(f"the chain ends with {recordings[-1].chain}; note it elsewhere to prove later that nothing was changed")
