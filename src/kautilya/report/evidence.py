"""The evidence behind a page: which rows of the register its cells rest on, and where each is found on the page."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kautilya.register.claim import Claim, Mark
from kautilya.register.registry import KINDS
from kautilya.report.blocks import Cell
from kautilya.store.view import View

WEB_PAGE = re.compile(r"https?://([^/?#\s]+)[^\s]*", re.IGNORECASE)
LIKELY_FIRST = ("deal", "supplier-share", "control-total", "requirement", "budget", "lead-time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one source says about one row: the values it is cited for."""

    values: tuple[tuple[str, str, str], ...]
    """Column, value as the source or table wrote it, unit."""
    mark: Mark
    source: str
    says: str
    quote: str
    known_on: str
    known_basis: str
    confidence: str
    checked: str

    @property
    def link(self) -> str | None:
        """The address, only if it is one of a web page: source texts are not to be trusted."""
        return self.source if WEB_PAGE.fullmatch(self.source) else None

    @property
    def host(self) -> str:
        """The host of the address, or the source as it is named."""
        found = WEB_PAGE.fullmatch(self.source)
        return found.group(1).lower().removeprefix("www.") if found else self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the register that the page cites."""

    anchor: str
    kind: str
    table: str
    record_id: str
    statements: tuple[Statement, ...]
    conflicts: tuple[tuple[str, str], ...] = ()
    """Cited columns on which sources contradict each other, and what chose between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSet:
    """Several rows on which figures rest together."""

    anchor: str
    rows: tuple[Row, ...]
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All rows and sets of rows cited on a page, and the anchor of each set of claims."""

    rows: tuple[Row, ...]
    sets: tuple[RowSet, ...]
    anchors: Mapping[tuple[str, ...], str]

    @property
    def pages(self) -> Mapping[str, tuple[str, ...]]:
        """The web pages cited, by host, in the order of the hosts' names."""
        found = sorted({(one.host, one.source) for row in self.rows for one in row.statements if one.link})
        by_host: dict[str, tuple[str, ...]] = {}
        for host, address in found:
            by_host[host] = (*by_host.get(host, ()), address)
        return by_host

    def anchor(self, cell: Cell) -> str | None:
        """Return where a cell's figure leads to on the page, if anywhere."""
        return cell.anchor if cell.anchor is not None else self.anchors.get(cell.claim_ids)


def evidence(view: View, shown: Iterable[Cell]) -> Evidence:
    """Gather the rows behind some cells, each once, in the order of first citation within a table's order."""
    cited = tuple(dict.fromkeys(cell.claim_ids for cell in shown if cell.claim_ids))
    claims = _find(view, {claim_id for claim_ids in cited for claim_id in claim_ids})
    rows = _rows(view, claims)
    sets: list[RowSet] = []
    anchors: dict[tuple[str, ...], str] = {}
    known: dict[tuple[str, ...], str] = {}
    for claim_ids in cited:
        behind = dict.fromkeys((claims[one].kind, claims[one].subject) for one in claim_ids if one in claims)
        members = tuple(rows[subject] for subject in behind)
        if len(members) == 1:
            anchors[claim_ids] = members[0].anchor
        elif members:
            names = tuple(row.anchor for row in members)
            if names not in known:
                known[names] = f"rows-{len(sets) + 1}"
                sets.append(RowSet(anchor=known[names], rows=members, claims=len(claim_ids)))
            anchors[claim_ids] = known[names]
    return Evidence(rows=tuple(sorted(rows.values(), key=_table_order)), sets=tuple(sets), anchors=anchors)


def _find(view: View, wanted: set[str]) -> dict[str, Claim]:
    """Look up claims by id; a kind is read only while some claim is still missing."""
    found: dict[str, Claim] = {}
    likely = [kind for kind in LIKELY_FIRST if kind in KINDS]
    for kind in dict.fromkeys([*likely, *KINDS]):
        if len(found) == len(wanted):
            break
        of_kind = view.claims(kind)
        found.update((claim_id, of_kind[claim_id]) for claim_id in wanted if claim_id in of_kind)
    return found


def _rows(view: View, claims: Mapping[str, Claim]) -> dict[tuple[str, str], Row]:
    """Gather claims into rows of the register."""
    by_subject: dict[tuple[str, str], list[Claim]] = {}
    for claim in sorted(claims.values(), key=lambda claim: (claim.kind, claim.subject, claim.attribute, claim.id)):
        by_subject.setdefault((claim.kind, claim.subject), []).append(claim)
    anchors = _unique_anchors(by_subject)
    return {
        (kind, subject): Row(
            anchor=anchors[kind, subject],
            kind=kind,
            table=KINDS[kind].TABLE,
            record_id=subject,
            statements=tuple(_statements(of_row)),
            conflicts=_conflicts(view, kind, subject, {claim.attribute for claim in of_row}),
        )
        for (kind, subject), of_row in by_subject.items()
    }


def _conflicts(view: View, kind: str, subject: str, cited: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return what chose between contradicting values of the cited columns of a row."""
    return tuple(
        (conflict.attribute, conflict.rule or "nothing chooses; the figure is the range")
        for conflict in view.record(kind, subject).conflicts
        if conflict.attribute in cited
    )


def _statements(claims: Iterable[Claim]) -> Iterator[Statement]:
    """Put claims of one source with one paraphrase together."""
    together: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        same = (claim.source, claim.says, claim.quote, str(claim.known_on), claim.known_basis, claim.mark, claim.confidence,
                claim.checked)  # fmt: skip
        together.setdefault(same, []).append(claim)
    for group in together.values():
        first = group[0]
        yield Statement(
            values=tuple((claim.attribute, claim.raw, claim.unit or "") for claim in group),
            mark=first.mark,
            source=first.source,
            says=first.says,
            quote=first.quote,
            known_on=str(first.known_on),
            known_basis=first.known_basis,
            confidence=first.confidence,
            checked=first.checked,
        )


def _unique_anchors(subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Name a place on the page for each row: readable, without white space, each once."""
    anchors: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for kind, subject in subjects:
        base = f"{kind}.{re.sub(r'[^A-Za-z0-9_.-]+', '-', subject)}"
        anchor, count = base, 1
        while anchor in taken:
            count += 1
            anchor = f"{base}-{count}"
        taken.add(anchor)
        anchors[kind, subject] = anchor
    return anchors


def _table_order(row: Row) -> tuple[bool, str]:
    """Facts before the tables of the planning case; within a table the order of the rows' ids stays."""
    return (row.table.startswith("case/"), row.table)
