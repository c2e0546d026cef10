"""Lists what waits for a judgement, and records judgements on claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from kautilya.cli.documents import seen_as, write_json
from kautilya.cli.names import kind_named
from kautilya.cli.output import write
from kautilya.cli.session import say, today
from kautilya.cli.wording import worded, worded_field
from kautilya.core.errors import NotFoundError, StoreError
from kautilya.core.visible import one_line
from kautilya.register.judgement import Verdict
from kautilya.store.interface import Recorded
from kautilya.store.review import ProposedClaim, Who, judge, proposed
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import View


@dataclass(frozen=True, slots=True)
class Meant:
    """Which claims the user means: some by id, or all that wait."""

    claims: Sequence[str] | None
    every: bool = False
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of the waiting claims the user wants listed."""

    kind: str | None = None
    changing: bool = False
    """Only those that would change the value of their field, or put it in conflict."""
    limit: int | None = None


def list_waiting(store: SqlStore, view: View, wanted: Wanted, *, as_json: bool) -> None:
    """Write the claims that wait, each with its source, what it says, and what accepting it would change."""
    kind = None if wanted.kind is None else kind_named(wanted.kind)
    counts = store.queue(view.recorded_by).counts()
    waiting = sum(counts.values()) if kind is None else counts.get(kind, 0)
    found = (claim for claim in proposed(store, view, kind) if claim.changes or not wanted.changing)
    claims = list(islice(found, wanted.limit))
    if as_json:
        write_json({**seen_as(view), "waiting": waiting, "counts": counts, "claims": claims})
        return
    for claim in claims:
        _write_claim(claim)
    write(f"{waiting:,} claims wait" + (f", of which {len(claims):,} are listed" if len(claims) < waiting else ""))
    if waiting:
        say("judge with `kautilya review accept|prefer|dispute|withdraw CLAIM... --why REASON`")


def _write_claim(one: ProposedClaim) -> None:
    claim = one.claim
    write(one_line(f"{claim.kind} {claim.subject}: {claim.attribute} = {worded(one.value, one.unit)}"))
    write(one_line(f"   claim      {one.claim_id}, recorded on {claim.recorded_on}, from {claim.origin or 'an unnamed place'}"))
    write(one_line(f"   source     {claim.source}, known on {claim.known_on} ({claim.known_basis}), {claim.mark}"))
    if claim.says:
        write(one_line(f"   says       {claim.says} (our paraphrase)"))
    if claim.quote:
        write(one_line(f'   quote      "{claim.quote}"'))
    write(one_line(f"   accepting  {_change(one)}"))
    write()


def _change(one: ProposedClaim) -> str:
    if not one.seen:
        return f"changes nothing in this view: it is known from {one.known_by} on"
    before, after = worded_field(one.before), worded_field(one.after)
    if not one.before.claim_ids:
        return f"fills a blank field: {after}"
    if not one.changes:
        return f"leaves the value as it is: {after}" + ("" if one.after.rule is None else f" ({one.after.rule})")
    how = "" if not one.after.in_conflict else f", in conflict: {one.after.rule or 'nothing chooses, the field is the range'}"
    return f"changes {before} to {after}{how}" if before != after else f"leaves {after}{how}"


def judge_claims(store: SqlStore, verdict: str, meant: Meant, by: str, why: str, *, as_json: bool) -> None:
    """Record one verdict on claims, all or none."""
    recorded = judge(store, _claim_ids(store, meant), Verdict(verdict), Who(by=by, on=today(), why=needed_reason(why)))
    if as_json:
        write_json({"register": store.where, "recorded": recorded})
        return
    write(f"{recorded.judgements:,} claims {verdict} by {by}: {why}")
    tell_number(recorded)


def needed_reason(why: str) -> str:
    """Return the reason; StoreError where it is blank."""
    if not why.strip():
        raise StoreError("a judgement needs a reason; give --why REASON")
    return why.strip()


def tell_number(recorded: Recorded) -> None:
    """Say under which number something was recorded, and how to take it back."""
    if recorded.recording is not None:
        number = recorded.recording.number
        say(f"recording {number}; taken back with `kautilya review undo {number} --why REASON`")


def _claim_ids(store: SqlStore, meant: Meant) -> Sequence[str]:
    if meant.every == bool(meant.claims):
        raise NotFoundError("name claims by their ids, or all that wait with --all; `kautilya review` lists them")
    if meant.claims:
        return meant.claims
    found = [waiting.claim.id for waiting in store.queue().waiting(None if meant.kind is None else kind_named(meant.kind))]
    if not found:
        raise NotFoundError("no claim waits for a judgement")
    return found
