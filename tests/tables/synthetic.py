"""Small registers made of rows, without files or a database: a fake reader under the real view."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import Attribute
from kautilya.register.cells import Cell, cell_of
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.judgement import HeldJudgement, Judgement, Verdict
from kautilya.register.merging import NOTHING_MERGED, Identities
from kautilya.register.record import Record, attributes
from kautilya.register.registry import KINDS
from kautilya.store.view import Extent, View

AS_OF = "2026-04-30"
DAY = date(2026, 5, 1)
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Another:
    """A further claim about one cell."""

    record_id: str
    attribute: str
    raw: str
    unit: str | None = None
    preferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeReader:
    """Claims with their judgements, by kind."""

    judged: Mapping[str, Sequence[tuple[Claim, Judgement]]] = field(default_factory=dict)

    def accepted(
        self, kind: str, known_by: PartialDate, *, subjects: Sequence[str] | None = None
    ) -> Iterable[tuple[Claim, Judgement]]:
        judged = (pair for pair in self.judged.get(kind, ()) if pair[0].known_on.ends_by(known_by))
        return [pair for pair in judged if subjects is None or pair[0].subject in subjects]

    def accepted_among(self, kind: str, known_by: PartialDate, claim_ids: Sequence[str]) -> Iterable[tuple[Claim, Judgement]]:
        return [pair for pair in self.accepted(kind, known_by) if pair[0].id in claim_ids]

    def cells(self, kind: str, known_by: PartialDate) -> list[Cell]:
        return [cell_of(claim) for claim, _ in self.accepted(kind, known_by)]

    def extent(self, known_by: PartialDate) -> Mapping[str, Extent]:
        found = {kind: [claim for claim, _ in self.accepted(kind, known_by)] for kind in self.judged}
        return {
            kind: Extent(records=len({claim.subject for claim in claims}), claims=len(claims)) for kind, claims in found.items()
        }

    def identities(self) -> Identities:
        return NOTHING_MERGED

    def about(self, kind: str, subject: str, attribute: str) -> Iterable[Claim]:
        claims = (claim for claim, _ in self.judged.get(kind, ()))
        return [claim for claim in claims if (claim.subject, claim.attribute) == (subject, attribute)]

    def history(self, claim_id: str) -> Sequence[HeldJudgement]:
        judged = (judgement for pairs in self.judged.values() for _, judgement in pairs)
        found = (judgement for judgement in judged if judgement.claim_id == claim_id)
        return [HeldJudgement(number=number, judgement=judgement, undone=None) for number, judgement in enumerate(found, 1)]


def view_of(
    tables: Mapping[str, Sequence[Row]], others: Mapping[str, Sequence[Another]] | None = None, *, as_of: str = AS_OF
) -> View:
    """Return a view on rows by kind; a cell that `Another` marks preferred is chosen over the row's."""
    judged = {kind: [*_rows(kind, rows), *_others(kind, (others or {}).get(kind, ()))] for kind, rows in tables.items()}
    return View(FakeReader(judged=judged), PartialDate.parse(as_of))


def _rows(kind: str, rows: Sequence[Row]) -> Iterable[tuple[Claim, Judgement]]:
    record = KINDS[kind]
    for row in rows:
        subject = "|".join(row[column] for column in record.KEY)
        for column, declared in attributes(record).items():
            if row.get(column):
                claim = _claim(kind, subject, column, row[column], _unit(declared, row), _mark(record, declared, row), row)
                yield _accepted(claim)


def _others(kind: str, others: Sequence[Another]) -> Iterable[tuple[Claim, Judgement]]:
    for other in others:
        claim = _claim(
            kind, other.record_id, other.attribute, other.raw, other.unit, KINDS[kind].MARK, {"source_url": "named: other"}
        )
        yield _accepted(claim, Verdict.PREFERRED if other.preferred else Verdict.ACCEPTED)


def _claim(kind: str, subject: str, column: str, raw: str, unit: str | None, mark: Mark, row: Row) -> Claim:
    return Claim(
        kind=kind,
        subject=subject,
        attribute=column,
        raw=raw,
        unit=unit,
        mark=mark,
        source=row.get("source_url", "https://example.org/page"),
        says=row.get("source_says", ""),
        known_on=PartialDate.parse(row.get("source_date") or "2026-01-01"),
        known_basis=KnownBy.PAGE,
        recorded_on=DAY,
    )


def _accepted(claim: Claim, verdict: Verdict = Verdict.ACCEPTED) -> tuple[Claim, Judgement]:
    return claim, Judgement(claim_id=claim.id, verdict=verdict, on=DAY, by="test", why="a reason")


def _unit(declared: Attribute, row: Row) -> str | None:
    return (row.get(declared.unit_from) if declared.unit_from else None) or declared.unit


def _mark(record: type[Record], declared: Attribute, row: Row) -> Mark:
    marked = row.get(declared.marked_by) if declared.marked_by else None
    return Mark(marked) if marked else record.MARK
