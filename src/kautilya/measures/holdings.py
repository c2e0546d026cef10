"""What the record holds and how complete it is: rows, periods, marks, confidence, checks, conflicts, sources."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Finding, Measurement
from kautilya.register.claim import Claim, Mark
from kautilya.register.record import Record
from kautilya.register.registry import KINDS
from kautilya.store.view import View

MEASURE = "holdings"
PERIOD_BY: Mapping[str, str] = {
    "deal": "signed_on",
    "engagement": "start",
    "exercise": "start",
    "agreement": "signed",
    "approval": "date",
    "shock": "start",
    "emergency": "contract_signed",
    "interruption": "date_start",
    "requirement": "as_of",
    "fleet": "as_of",
    "offer": "as_of",
}
"""The attribute whose earliest and latest value say which period the rows of a kind cover."""
NOT_FACTS = frozenset(
    {"alternative", "area", "earlier-page", "field-source", "interruption-rate", "lead-time", "source", "term"}
)
"""Kinds that name, locate or compute: vocabularies, addresses, other values of cells, and what is computed from other rows."""
WEB = ("http://", "https://")


def holdings(view: View) -> Measurement:
    """Count what a view of the register holds, by kind, and how well it is supported."""
    kinds = [kind for kind in KINDS if view.records(kind)]
    claims = [claim for kind in kinds for claim in view.claims(kind).values()]
    facts = [claim for kind in kinds if _is_fact(kind) for claim in view.claims(kind).values()]
    findings = (
        *_totals(view, kinds, claims),
        *(finding for kind in kinds for finding in _kind(view, kind)),
        *_shares(view, "mark", (claim.mark for claim in claims), "claims, by mark"),
        *_shares(
            view, "confidence", (claim.confidence for claim in facts if claim.confidence), "claims on facts, by confidence"
        ),
        *_shares(view, "checked", (claim.checked for claim in facts if claim.checked), "claims on facts, by check"),
        *_shares(view, "known", (claim.known_basis for claim in claims), "claims, by how their day is known"),
        *_source_classes(view, claims),
    )
    return Measurement(
        measure=MEASURE,
        question="What does the record hold, and how complete is it?",
        as_of=str(view.as_of),
        findings=findings,
        notes=("A row that is not here was not found; that does not mean that it did not happen.",),
    )


def _is_fact(kind: str) -> bool:
    return not KINDS[kind].TABLE.startswith("case/") and kind not in NOT_FACTS


def _finding(
    view: View, quantity: str, value: int | float | str, unit: str, of: Mapping[str, str], **more: str | int
) -> Finding:
    window, n = more.get("window"), more.get("n")
    return Finding(
        measure=MEASURE,
        quantity=quantity,
        of=of,
        value=value,
        unit=unit,
        window=None if window is None else str(window),
        n=None if n is None else int(n),
        as_of=str(view.as_of),
        mark=Mark.DERIVED,
    )


def _totals(view: View, kinds: Sequence[str], claims: Sequence[Claim]) -> Iterator[Finding]:
    facts = [kind for kind in kinds if _is_fact(kind)]
    yield _finding(view, "rows", sum(len(view.records(kind)) for kind in kinds), "rows", {"of": "all"})
    yield _finding(view, "rows", sum(len(view.records(kind)) for kind in facts), "rows", {"of": "facts"})
    yield _finding(view, "kinds", len(kinds), "tables", {"of": "all"})
    yield _finding(view, "claims", len(claims), "claims", {"of": "all"})
    addresses = {claim.source for claim in claims if claim.source.startswith(WEB)}
    yield _finding(view, "addresses", len(addresses), "web addresses", {"of": "all"})


def _kind(view: View, kind: str) -> Iterator[Finding]:
    records = view.records(kind)
    of = {"kind": kind, "table": KINDS[kind].TABLE}
    window = _period(kind, records.values())
    yield _finding(view, "rows", len(records), "rows", of, **({"window": window} if window else {}))
    conflicts = [conflict for record in records.values() for conflict in record.conflicts]
    yield _finding(view, "cells in conflict", len(conflicts), "cells", of)
    open_ones = sum(conflict.rule is None for conflict in conflicts)
    yield _finding(view, "cells in conflict without a recorded choice", open_ones, "cells", of)


def _period(kind: str, records: Iterable[Record]) -> str | None:
    column = PERIOD_BY.get(kind)
    if column is None:
        return None
    days = [point for record in records if isinstance(point := record.cell(column).point, PartialDate)]
    if not days:
        return None
    ordered = sorted(days, key=lambda day: day.sort_key)
    return f"{ordered[0]}..{ordered[-1]}"


def _shares(view: View, dimension: str, values: Iterable[str], quantity: str) -> Iterator[Finding]:
    counted = Counter(str(value) for value in values)
    total = sum(counted.values())
    for value, n in counted.most_common():
        yield _finding(view, quantity, n / total, "share", {dimension: value}, n=n)


def _source_classes(view: View, claims: Iterable[Claim]) -> Iterator[Finding]:
    """Count the addresses behind the claims by class of their host; an address that no source row classes is named so."""
    classes = {
        str(record.cell("url").point): str(record.cell("class").point or "not classed")
        for record in (view.records("source").values() if "source" in KINDS else ())
    }
    cited = {claim.source for claim in claims if claim.source.startswith(WEB)}
    counted = Counter(classes.get(address, "not classed") for address in cited)
    for name, n in counted.most_common():
        yield _finding(view, "addresses cited, by class of host", n, "web addresses", {"class": name})
