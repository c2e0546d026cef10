"""Reading a data package, or one table of it, into claims and judgements; nothing partial is ever returned."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kautilya.core.periods import PartialDate
from kautilya.intake.cells import CellReader
from kautilya.intake.checking import CellCheck, columns
from kautilya.intake.descriptor import NAME, Descriptor, read_descriptor
from kautilya.intake.held import Held, Register, data_date
from kautilya.intake.ledger_files import check_ledger_files, read_ledger_files
from kautilya.intake.links import POINTING, Content, check_links
from kautilya.intake.parallel import ParallelReader, Said
from kautilya.intake.problems import Problems, TooManyProblems
from kautilya.intake.provenance import Calendar, latest_page_day, own_pages
from kautilya.intake.sense import check_sense
from kautilya.intake.sheet import Resource, Sheet, read_sheet
from kautilya.register.claim import Claim
from kautilya.register.history import COLUMNS, History
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.package import Package
from kautilya.register.registry import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What a package says: ready to be taken in by a store."""

    package: Package
    claims: tuple[Claim, ...]
    """Each once, in the order of tables, rows and columns; what other sources say about a cell follows after all cells."""
    judgements: tuple[Judgement, ...]
    """One on each claim of the tables, in the same order, but for claims that the package's ledger judges one by one."""
    history: History = field(default_factory=History)
    """What the package's ledger tells besides."""


def read(path: Path, *, recorded_on: date, by: str, register: Register | None = None) -> Import:
    """Read a data package folder, its `datapackage.json`, or one CSV file named like a table.

    A single table tells no data date: that of the register stands in, in an empty register the day of the table's latest page.
    Rows that it names in other tables are not looked for.

    Args:
        path: The folder or file.
        recorded_on: The day on which the register takes the claims in.
        by: Who accepts them.
        register: The register that they go into: what it holds of pages and days that the import lacks is not lost
            (`held.Held`).

    Returns:
        All claims, each with one judgement: accepted, or preferred where the package records a choice; and what a ledger beside
        the tables tells (an export has one where the tables cannot hold everything).

    Raises:
        InputError: Every problem of every file (up to a bound), with file, line and field.
    """
    problems = Problems()
    try:
        found = _package(path, data_date(register), recorded_on, problems)
    except TooManyProblems:
        found = None
    problems.refuse(path)
    if found is None:
        raise RuntimeError(f"{path}: nothing was read, yet nothing is wrong with it")
    descriptor, content = found
    why = f"taken over with {descriptor.name} {descriptor.version}".rstrip()
    said = _said(content, Held(register, content), descriptor.data_date, recorded_on, why)
    ledger = content.ledger
    claims = {one.claim.id: one.claim for one in said}
    claims |= {claim_id: claim for claim_id, claim in ledger.claims.items() if claim_id not in claims}
    check_ledger_files(content.ledger_sheets, claims.values(), problems)
    problems.refuse(path)
    taken_over = (
        Judgement(claim_id=one.claim.id, verdict=one.verdict, on=recorded_on, by=by, why=one.why)
        for one in said
        if one.claim.id not in ledger.judged
    )
    return Import(
        package=_told(descriptor, content, recorded_on),
        claims=tuple(claims.values()),
        judgements=(*taken_over, *ledger.standing),
        history=ledger.history,
    )


def _package(
    path: Path, standing_in: PartialDate | None, recorded_on: date, problems: Problems
) -> tuple[Descriptor, Content] | None:
    if path.suffix == ".csv":
        return _single(path, standing_in, recorded_on, problems)
    folder = path.parent if path.name == NAME else path
    descriptor = read_descriptor(folder, problems)
    return None if descriptor is None else (descriptor, _content(folder, descriptor.resources, recorded_on, problems))


def _single(
    path: Path, standing_in: PartialDate | None, recorded_on: date, problems: Problems
) -> tuple[Descriptor, Content] | None:
    """Read one CSV file as a package of its own; `case/` in the name of a table is a folder."""
    inside = f"{path.parent.name}/{path.name}"
    name = inside if inside.removesuffix(".csv") in TABLES else path.name
    if name.removesuffix(".csv") not in TABLES:
        problems.add(path.name, f"is not named like a table of the register; tables are: {', '.join(TABLES)}")
        return None
    table = name.removesuffix(".csv")
    if table in POINTING:
        problems.add(path.name, "speaks of cells of other tables: import the folder of the data package that holds them too")
        return None
    folder = path.parent.parent if name == inside else path.parent
    content = _content(folder, (Resource(path=name),), recorded_on, problems)
    if len(problems):
        return None
    known = standing_in or latest_page_day(content)
    if known is None:
        problems.add(
            path.name, "dates no page, and the register has no data date: import a folder whose datapackage.json has one"
        )
        return None
    descriptor = Descriptor(name=table, version="", title="", data_date=known, licences=(), resources=(), content=b"")
    return descriptor, content


def _content(folder: Path, resources: Iterable[Resource], recorded_on: date, problems: Problems) -> Content:
    """Read the tables that there are, and the ledger beside them."""
    told = tuple(resources)
    beside = _ledger_sheets(folder, told, problems)
    sheets: dict[str, Sheet] = {}
    unread: set[str] = set()
    checks = CellCheck(problems)
    for resource in (one for one in told if one.path not in COLUMNS):
        table = resource.path.removesuffix(".csv")
        sheet = read_sheet(folder, resource, columns(TABLES[table]), problems)
        if sheet is None:
            unread.add(table)
        else:
            checks.check(TABLES[table], sheet)
            sheets[table] = sheet
    ledger = read_ledger_files(beside, recorded_on, problems)
    content = Content(sheets=sheets, unread=frozenset(unread), ledger=ledger, ledger_sheets=beside)
    check_links(content, problems)
    check_sense(content, problems)
    return content


def _ledger_sheets(folder: Path, resources: Iterable[Resource], problems: Problems) -> dict[str, Sheet]:
    named = (resource for resource in resources if resource.path in COLUMNS)
    found = ((resource.path, read_sheet(folder, resource, COLUMNS[resource.path], problems)) for resource in named)
    return {path: sheet for path, sheet in found if sheet is not None}


def _said(content: Content, held: Held, known: PartialDate, recorded_on: date, why: str) -> list[Said]:
    """Return every claim once, with the last word of the package on it."""
    calendar = Calendar(content, known)
    reader = CellReader(content=content, calendar=calendar, pages=own_pages(content), recorded_on=recorded_on)
    by_id = content.ledger.judged | content.ledger.claims.keys()
    cells = {cell: claim if claim.id in by_id else held.same(claim) for cell, claim in reader.claims()}
    said = {claim.id: Said(claim=claim, verdict=Verdict.ACCEPTED, why=why) for claim in cells.values()}
    parallel = ParallelReader(content=content, calendar=calendar, cells=cells, recorded_on=recorded_on)
    for one in (*parallel.earlier_pages(), *parallel.alternatives()):
        claim = held.same(one.claim)
        before = said.get(claim.id)
        if before is None or before.verdict is not Verdict.PREFERRED or one.verdict is Verdict.PREFERRED:
            said[claim.id] = Said(claim=claim if before is None else before.claim, verdict=one.verdict, why=one.why)
    return list(said.values())


def _told(descriptor: Descriptor, content: Content, recorded_on: date) -> Package:
    digests = [f"{hashlib.sha256(descriptor.content).hexdigest()} {NAME}"]
    sheets = (*content.sheets.values(), *content.ledger_sheets.values())
    digests += sorted(f"{sheet.sha256} {sheet.file}" for sheet in sheets)
    return Package(
        digest=hashlib.sha256("\n".join(digests).encode()).hexdigest(),
        name=descriptor.name,
        version=descriptor.version,
        data_date=descriptor.data_date,
        title=descriptor.title,
        licences=descriptor.licences,
        rows=sum(len(sheet.rows) for sheet in content.sheets.values()),
        recorded_on=recorded_on,
    )
