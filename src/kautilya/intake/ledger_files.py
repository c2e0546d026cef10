"""Reads what a package carries in its folder `ledger`, beside its tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from kautilya.intake.problems import Problems
from kautilya.intake.sheet import Row, Sheet
from kautilya.register.claim import Claim
from kautilya.register.history import (
    CLAIMS,
    JUDGEMENTS,
    SAME_AS,
    History,
    TakenBack,
    claim_of_cells,
    judgement_of_cells,
    same_as_of_cells,
)
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement
from kautilya.register.parse import parse
from kautilya.register.record import attributes
from kautilya.register.registry import KINDS

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFiles:
    """What the three files say."""

    claims: Mapping[str, Claim] = field(default_factory=dict)
    """By id, in the order of the file."""
    known_by: Mapping[str, date] = field(default_factory=dict)
    judgements: tuple[tuple[Judgement, TakenBack | None], ...] = ()
    same_as: tuple[tuple[SameAs, TakenBack | None], ...] = ()

    @property
    def subjects(self) -> Mapping[str, frozenset[str]]:
        """The ids of the records that its claims are about, by kind."""
        found: dict[str, set[str]] = {}
        for claim in self.claims.values():
            found.setdefault(claim.kind, set()).add(claim.subject)
        return {kind: frozenset(ids) for kind, ids in found.items()}

    @property
    def judged(self) -> frozenset[str]:
        """The ids of the claims that are judged as it says, and in no other way."""
        return frozenset(judgement.claim_id for judgement, _ in self.judgements)

    @property
    def standing(self) -> tuple[Judgement, ...]:
        """The judgements that nobody took back."""
        return tuple(judgement for judgement, undone in self.judgements if undone is None)

    @property
    def history(self) -> History:
        """All that a store needs to know besides claims and judgements that count."""
        undone = tuple((judgement, taken_back) for judgement, taken_back in self.judgements if taken_back is not None)
        return History(known_by=self.known_by, judged=self.judged, undone=undone, same_as=self.same_as)


def read_ledger_files(sheets: Mapping[str, Sheet], recorded_on: date, problems: Problems) -> LedgerFiles:
    """Read the files of a package's ledger, by path; every problem is noted."""
    claims: dict[str, Claim] = {}
    known_by: dict[str, date] = {}
    for claim, day in _claims(sheets.get(CLAIMS), recorded_on, problems):
        claims[claim.id] = claim
        known_by[claim.id] = day
    return LedgerFiles(
        claims=claims,
        known_by=known_by,
        judgements=tuple(told for _, told in _told(sheets.get(JUDGEMENTS), judgement_of_cells, problems)),
        same_as=tuple(told for _, told in _told(sheets.get(SAME_AS), same_as_of_cells, problems)),
    )


def check_ledger_files(sheets: Mapping[str, Sheet], claims: Iterable[Claim], problems: Problems) -> None:
    """Note every judgement on a claim, and every merge of a subject, that the package does not hold."""
    held, subjects = set(), set()
    for claim in claims:
        held.add(claim.id)
        subjects.add((claim.kind, claim.subject))
    for row in _rows(sheets.get(JUDGEMENTS)):
        if row.cells["claim_id"] not in held:
            problems.add(JUDGEMENTS, f"the package holds no claim '{row.cells['claim_id']}'", line=row.line, field="claim_id")
    for row in _rows(sheets.get(SAME_AS)):
        for kind, subject in (("kind", "subject"), ("other_kind", "other_subject")):
            if (row.cells[kind], row.cells[subject]) not in subjects:
                message = f"the package claims nothing of a {row.cells[kind]} '{row.cells[subject]}'"
                problems.add(SAME_AS, message, line=row.line, field=subject)


def _claims(sheet: Sheet | None, recorded_on: date, problems: Problems) -> Iterator[tuple[Claim, date]]:
    def claim_of(row: Row) -> tuple[Claim, date]:
        claim, day = claim_of_cells(row.cells, recorded_on=recorded_on, origin=f"{CLAIMS}:{row.line}")
        _check_value(claim)
        return claim, day

    for row in _rows(sheet):
        try:
            yield claim_of(row)
        except ValueError as exc:
            problems.add(CLAIMS, str(exc), line=row.line)


def _check_value(claim: Claim) -> None:
    """Refuse what no record could hold (ValueError)."""
    kind = KINDS.get(claim.kind)
    declared = None if kind is None else attributes(kind).get(claim.attribute)
    if declared is None:
        raise ValueError(f"no kind '{claim.kind}' has a field '{claim.attribute}'")
    if not claim.subject:
        raise ValueError("the subject is blank")
    parse(declared, claim.raw, claim.unit)


def _told(sheet: Sheet | None, told: Callable[[Mapping[str, str]], T], problems: Problems) -> Iterator[tuple[Row, T]]:
    for row in _rows(sheet):
        try:
            yield row, told(row.cells)
        except ValueError as exc:
            problems.add(sheet.file if sheet else "", str(exc), line=row.line)


def _rows(sheet: Sheet | None) -> tuple[Row, ...]:
    return () if sheet is None else sheet.rows
