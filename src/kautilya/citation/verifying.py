"""Verifies a citation: computes the figure again and says same, different and in what, or cannot and what is missing."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kautilya.citation.codec import Opened
from kautilya.citation.computing import differing_code, finding_at, finding_told, scope_of, this_code
from kautilya.citation.document import Citation, CitedClaim, Told
from kautilya.citation.rebuilding import Embedded, base_of, embedded, rebuilt
from kautilya.citation.register import at_the_recording
from kautilya.core.errors import KautilyaError, NotFoundError
from kautilya.measures.catalogue import MEASURES
from kautilya.register.claim import Claim
from kautilya.register.judgement import Judgement
from kautilya.register.rules import NAMES, named
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import Reader, View

TOLERANCE = 1e-12
"""Relative difference up to which two computed numbers are the same: another machine may round the last digit otherwise."""

LISTED = 20
"""Claims that are listed one by one; the rest are counted."""


class Outcome(StrEnum):
    """What a verification came to."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT = "cannot"
    """Something that is needed is not here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was found."""

    address: str
    outcome: Outcome
    reasons: tuple[str, ...]
    """What differs, or what is missing; empty where nothing does."""
    notes: tuple[str, ...]
    """What a reader should know besides: from what it was computed, and by which code."""
    digest: str
    """Digest of the citation, to be compared with the one that its author printed."""
    cited: Mapping[str, Told]
    """The finding as it is cited."""
    computed: Mapping[str, Told] | None
    """The finding as it was computed here; None where that was not possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What a figure is computed from."""

    reader: Reader | None
    missing: tuple[str, ...]
    faults: tuple[str, ...]
    note: str


def verify(opened: Opened, store: SqlStore | None = None, *, shipped: Embedded = embedded) -> Verification:
    """Compute the figure of a citation again, without a network.

    Args:
        opened: The citation, as it was found in its file.
        store: A register that holds the recording on which it rests; by default it is rebuilt from the packages inside this
            version of Kautilya and from the citation itself.
        shipped: Gives the packages inside this version.
    """
    citation = opened.citation
    changed = tuple(_changes(opened))
    ground = _from_citation(citation, shipped) if store is None else _from_register(citation, store)
    missing = (*_unknown(citation), *ground.missing)
    computed, differences = _computed(citation, ground.reader, by_name=store is not None)
    reasons = (*(f"missing: {what}" for what in missing), *changed, *ground.faults, *differences)
    outcome = Outcome.CANNOT if missing else Outcome.DIFFERENT if reasons else Outcome.SAME
    return Verification(
        address=citation.address,
        outcome=outcome,
        reasons=reasons,
        notes=(ground.note, *_of_the_code(citation)),
        digest=opened.digest,
        cited=citation.finding,
        computed=computed,
    )


def _changes(opened: Opened) -> Iterator[str]:
    """Tell what was changed in the file after it was written."""
    citation = opened.citation
    if opened.digest != opened.stated:
        yield f"the citation was changed after it was written: it hashes to {opened.digest[:12]}, not to {opened.stated[:12]}"
    for one in dict.fromkeys((*citation.evidence, *citation.claims)):
        if (digest := replace(one.claim).id) != one.claim_id:
            yield f"claim {one.claim_id} ({_about(one.claim)}) was changed: its content hashes to {digest}"
    if citation.finding.get("address") != citation.address:
        yield f"the finding is that of {citation.finding.get('address')}, not of {citation.address}"
    if sorted(_claim_ids(citation.finding)) != sorted(one.claim_id for one in citation.evidence):
        yield "the claims in full are not those that the finding names"


def _unknown(citation: Citation) -> Iterator[str]:
    if citation.measure not in MEASURES:
        yield f"measure '{citation.measure}'; this version has: {', '.join(MEASURES)}"
    for rule in citation.rules:
        if rule not in NAMES:
            yield f"preference rule '{rule}'; this version has: {', '.join(NAMES)}"


def _from_citation(citation: Citation, shipped: Embedded) -> _Ground:
    if citation.complete:
        note = f"computed from the {len(citation.claims):,} claims that the citation holds"
        return _Ground(reader=rebuilt(citation, {}), missing=(), faults=(), note=note)
    base = base_of(citation.packages, shipped)
    told = ", ".join(f"{one.name} {one.version} ({one.digest[:12]})" for one in citation.packages if one.embedded)
    note = f"computed from the embedded {told or 'nothing'} and {len(citation.claims):,} claims that the citation holds"
    return _Ground(reader=rebuilt(citation, base.entries), missing=base.lacking, faults=(), note=note)


def _from_register(citation: Citation, store: SqlStore) -> _Ground:
    found = at_the_recording(citation, store)
    note = f"computed from register {store.where} as of its recording {citation.recording}"
    if found.reader is None:
        note = f"nothing was computed: verify without --db computes it from the citation, without register {store.where}"
    return _Ground(reader=found.reader, missing=found.missing, faults=found.faults, note=note)


def _computed(citation: Citation, reader: Reader | None, *, by_name: bool) -> tuple[Mapping[str, Told] | None, tuple[str, ...]]:
    """Compute the finding, and tell in what it and what is judged of its claims differ from what is cited."""
    if reader is None or citation.measure not in MEASURES:
        return None, ()
    rules = named(rule for rule in citation.rules if rule in NAMES)
    view = View(reader, citation.as_of, recorded_by=citation.recorded_by, rules=rules)
    try:
        computed = finding_told(finding_at(citation.address, view, scope_of(citation.parameters)))
    except NotFoundError as exc:
        return None, (str(exc), *_of_the_claims(citation, reader))
    except (KautilyaError, ValueError) as exc:
        return None, (f"it cannot be computed: {exc}", *_of_the_claims(citation, reader))
    differing = (*_of_the_finding(citation.finding, computed), *_of_the_claims(citation, reader))
    return computed, (*differing, *_of_the_judgements(citation, reader, by_name=by_name))


def _of_the_finding(cited: Mapping[str, Told], computed: Mapping[str, Told]) -> Iterator[str]:
    for name in dict.fromkeys((*cited, *computed)):
        if not same(cited.get(name), computed.get(name)):
            if name == "claim_ids":
                yield _ids_told(_claim_ids(cited), _claim_ids(computed))
            else:
                yield f"{name}: cited {cited.get(name)!r}, computed {computed.get(name)!r}"


def _ids_told(cited: Sequence[str], computed: Sequence[str]) -> str:
    gone, new = [one for one in cited if one not in computed], [one for one in computed if one not in cited]
    if not gone and not new:
        return "claim_ids: the same claims in another order"
    told = (f"{len(gone)} of the cited claims are not behind it here", f"{len(new)} others are: {', '.join(new[:LISTED])}")
    return "claim_ids: " + "; ".join(words for words, some in zip(told, (gone, new), strict=True) if some)


def same(cited: Told, computed: Told) -> bool:
    """Tell whether two values are the same, numbers up to `TOLERANCE`."""
    if isinstance(cited, bool) or isinstance(computed, bool):
        return cited is computed
    if isinstance(cited, int | float) and isinstance(computed, int | float):
        return math.isclose(cited, computed, rel_tol=TOLERANCE)
    return cited == computed


def _of_the_claims(citation: Citation, reader: Reader) -> Iterator[str]:
    """Tell which of the cited claims are not there, and what is in their place."""
    lacking = [one for one in citation.evidence if not _held(one, citation, reader)]
    for one in lacking[:LISTED]:
        others = [f"{_said(claim)}" for claim, _ in _accepted(one.claim, citation, reader) if _cell(claim) == _cell(one.claim)]
        instead = f"here it is {' or '.join(others)}" if others else "nothing is claimed of it here"
        yield f"claim {one.claim_id}: {_about(one.claim)} is cited as {_said(one.claim)}; {instead}"
    if len(lacking) > LISTED:
        yield f"and {len(lacking) - LISTED:,} cited claims more"


def _of_the_judgements(citation: Citation, reader: Reader, *, by_name: bool) -> Iterator[str]:
    """Tell which of the cited claims were judged otherwise; who took a package in is no content where there is no register."""
    held: dict[tuple[str, str], Mapping[str, Judgement]] = {}
    for one in citation.evidence:
        subject = (one.claim.kind, one.claim.subject)
        if subject not in held:
            held[subject] = {claim.id: judgement for claim, judgement in _accepted(one.claim, citation, reader)}
        here = held[subject].get(one.claim_id)
        if here is not None and _verdict(here, by_name=by_name) != _verdict(one.judgement, by_name=by_name):
            yield f"claim {one.claim_id} ({_about(one.claim)}) is cited as {_worded(one.judgement)}; here {_worded(here)}"


def _verdict(judgement: Judgement, *, by_name: bool) -> tuple[object, ...]:
    return judgement.verdict, judgement.on, judgement.why, judgement.by if by_name else ""


def _worded(judgement: Judgement) -> str:
    return f"{judgement.verdict.value} on {judgement.on} by {judgement.by}: {judgement.why}"


def _held(one: CitedClaim, citation: Citation, reader: Reader) -> bool:
    """Tell whether a claim of that content is there; the id under which a register keeps it proves nothing."""
    return any(replace(claim).id == one.claim_id for claim, _ in _accepted(one.claim, citation, reader))


def _accepted(claim: Claim, citation: Citation, reader: Reader) -> Iterable[tuple[Claim, Judgement]]:
    return reader.accepted(claim.kind, citation.as_of, subjects=[claim.subject])


def _cell(claim: Claim) -> tuple[str, str, str]:
    return claim.kind, claim.subject, claim.attribute


def _about(claim: Claim) -> str:
    return " ".join(_cell(claim))


def _said(claim: Claim) -> str:
    return f"'{claim.raw}'{'' if claim.unit is None else f' {claim.unit}'} ({claim.source})"


def _claim_ids(finding: Mapping[str, Told]) -> list[str]:
    found = finding.get("claim_ids")
    return [str(one) for one in found] if isinstance(found, list) else []


def _of_the_code(citation: Citation) -> Iterator[str]:
    differing = differing_code(citation.code, this_code())
    if not differing:
        yield f"computed by the same code: kautilya {citation.code.kautilya}, source {citation.code.source[:12]}"
    for name, (cited, here) in differing.items():
        yield f"{name} differs: cited with {cited}, computed with {here}"
