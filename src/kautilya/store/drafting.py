"""Makes tables of a register that an import gives back as they are meant.

What cannot be a row (a claim that would come back as another, a proposal that would come back accepted) is put apart until what
comes back is part of what the register holds; in the worst case there are no tables.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from kautilya.core.errors import InputError, Problem
from kautilya.register.claim import Claim
from kautilya.register.history import CLAIMS, claim_cells
from kautilya.register.judgement import Judgement
from kautilya.register.package import Package
from kautilya.register.record import Record
from kautilya.register.registry import KINDS, TABLES
from kautilya.store.everything import Everything
from kautilya.store.inspection import Inspection
from kautilya.store.package_files import PackageFile, ledger_file, table_file, write_files
from kautilya.store.rowing import TableRows, table_rows
from kautilya.store.rows import known_by
from kautilya.store.view import ALWAYS

POINTING = frozenset({"alternative", "field-source", "earlier-page", "milestone"})
"""Kinds whose rows speak of cells of other rows."""

ATTEMPTS = 8
"""Drafts after which the tables are given up."""


class Reading(Protocol):
    """What reading a package gives."""

    @property
    def package(self) -> Package:
        """The package."""
        ...

    @property
    def claims(self) -> Sequence[Claim]:
        """All its claims."""
        ...

    @property
    def judgements(self) -> Sequence[Judgement]:
        """What it judges."""
        ...


Reader = Callable[[Path], Reading]
"""Reads a data package's folder as an import does; InputError if it cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Tables, and what an import makes of them."""

    tables: tuple[TableRows, ...] = ()
    given: Mapping[str, tuple[Claim, date]]
    """The claims that the tables give back, with the day from which views would see them; by id, in the order of an import."""
    judgements: Mapping[str, Judgement]
    """What they say of these, by claim id."""

    @property
    def files(self) -> list[PackageFile]:
        """The files of the tables."""
        return [table_file(table) for table in self.tables]


NO_TABLES = Draft(given={}, judgements={})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Apart:
    """What is told beside the tables though a row could be made of it."""

    kinds: frozenset[str] = frozenset()
    subjects: frozenset[tuple[str, str]] = frozenset()

    def holds(self, claim: Claim) -> bool:
        return claim.kind in self.kinds or (claim.kind, claim.subject) in self.subjects

    def besides_rows(self, rows: Iterable[tuple[str, str] | None]) -> "_Apart":
        """Put some rows apart; where one is not known (None), all that speak of cells of others, and then everything."""
        told = set(rows)
        if None not in told:
            return replace(self, subjects=self.subjects | {row for row in told if row is not None})
        return replace(self, kinds=frozenset(KINDS) if self.kinds >= POINTING else self.kinds | POINTING)

    def besides(self, claims: Iterable[Claim]) -> "_Apart":
        """Put apart the rows that gave some claims: those of the record itself, or all that speak of cells of others."""
        kinds, subjects = set(self.kinds), set(self.subjects)
        for claim in claims:
            table = TABLES.get(claim.origin.partition(".csv:")[0])
            if table is None or claim.kind == table.KIND:
                subjects.add((claim.kind, claim.subject))
            else:
                kinds.add(table.KIND)
        return replace(self, kinds=frozenset(kinds), subjects=frozenset(subjects))


def draft(everything: Everything, inspection: Inspection, packages: Sequence[Package], folder: Path, reader: Reader) -> Draft:
    """Return tables of all that is accepted, as far as an import gives it back.

    Args:
        everything: What the register holds.
        inspection: Of the same register.
        packages: Its packages.
        folder: Where drafts may be written.
        reader: Reads them back.
    """
    apart = _Apart()
    for attempt in range(ATTEMPTS):
        tables, accepted = _tables(everything, apart)
        place = folder / f"draft-{attempt}"
        files = [*(table_file(table) for table in tables), _beside(everything, apart, accepted)]
        write_files(place, packages, files)
        try:
            reading = reader(place)
        except InputError as exc:
            apart = apart.besides_rows(_refused(exc.problems, tables, place))
            continue
        wrong = list(_wrong(reading, inspection))
        if not wrong:
            return _draft(tables, reading)
        apart = apart.besides(wrong)
    return NO_TABLES


def _tables(everything: Everything, apart: _Apart) -> tuple[tuple[TableRows, ...], frozenset[str]]:
    """Return the tables that have rows, and the ids of all accepted claims."""
    tables, accepted = [], set()
    for kind in KINDS.values():
        claims = [claim for claim, _ in everything.reader.accepted(kind.KIND, ALWAYS)]
        accepted |= {claim.id for claim in claims}
        tables.append(table_rows(kind, (claim for claim in claims if not apart.holds(claim))))
    return tuple(table for table in tables if table.rows), frozenset(accepted)


def _beside(everything: Everything, apart: _Apart, accepted: frozenset[str]) -> PackageFile:
    """Return what is surely not in the tables: they may refer to records that only this tells of."""
    rows = (
        claim_cells(claim, day)
        for claim_id, claim, day in everything.claims()
        if claim_id not in accepted or apart.holds(claim)
    )
    return ledger_file(CLAIMS, rows)


def _refused(problems: Iterable[Problem], tables: Iterable[TableRows], folder: Path) -> Iterator[tuple[str, str] | None]:
    """Yield kind and id of the rows that an import refuses, None for what is no row."""
    rows = {f"{table.kind.TABLE}.csv": table.kind for table in tables}
    lines = {file: _lines(folder / file, kind) for file, kind in rows.items()}
    for problem in problems:
        subject = lines.get(problem.file, {}).get(problem.line or 0)
        yield None if subject is None else (rows[problem.file].KIND, subject)


def _lines(path: Path, kind: type[Record]) -> Mapping[int, str]:
    """Return the id of the row that begins on each line of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        keys = [header.index(name) for name in kind.KEY]
        found, line = {}, reader.line_num + 1
        for cells in reader:
            found[line] = "|".join(cells[key] for key in keys)
            line = reader.line_num + 1
    return found


def _of_tables(reading: Reading) -> Iterator[Claim]:
    return (claim for claim in reading.claims if not claim.origin.startswith(CLAIMS))


def _wrong(reading: Reading, inspection: Inspection) -> Iterator[Claim]:
    """Yield the claims that come back though the register does not hold them, or holds them as proposed."""
    given = list(_of_tables(reading))
    held, proposed = inspection.known_by(claim.id for claim in given), frozenset(inspection.unjudged())
    return (claim for claim in given if claim.id not in held or claim.id in proposed)


def _draft(tables: tuple[TableRows, ...], reading: Reading) -> Draft:
    given = {claim.id: (claim, known_by(claim, reading.package.data_date)) for claim in _of_tables(reading)}
    judgements = {judgement.claim_id: judgement for judgement in reading.judgements if judgement.claim_id in given}
    return Draft(tables=tables, given=given, judgements=judgements)
