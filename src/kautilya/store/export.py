"""Writes a register as a data package that gives it back: tables for people, and a ledger for what no table can hold.

The tables hold what is accepted, a row a record. They are read back at once, as an import would read them, and whatever does
not come back as it is goes into the folder `ledger`: proposed, disputed and withdrawn claims, values that a later one covers,
the judgements of people one by one, and merges. An import of the whole gives the same claims, judgements and merges, and an
export of that import the same bytes.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kautilya.core.errors import InputError, StoreError
from kautilya.register.history import (
    CLAIMS,
    JUDGEMENTS,
    SAME_AS,
    claim_cells,
    judgement_cells,
    same_as_cells,
)
from kautilya.register.judgement import Judgement
from kautilya.register.package import Package
from kautilya.store.drafting import Draft, Reader, draft
from kautilya.store.everything import Everything, Told
from kautilya.store.package_files import PackageFile, ledger_file, write_files
from kautilya.store.sql_store import SqlStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote."""

    folder: str
    tables: int
    rows: int
    """Rows of the tables."""
    ledger_claims: int
    """Claims that stand beside the tables."""
    ledger_judgements: int
    """Judgements that are told one by one."""
    same_as: int
    """Merges, those that were taken back too."""


def export_package(store: SqlStore, folder: Path, reader: Reader) -> Exported:
    """Write everything that is claimed, judged and merged in a register as a data package; whole, or not at all.

    Data sets are not in it (many may not be passed on), nor the days of recording: a backup has both.

    Args:
        store: The register.
        folder: Where to write; made if need be.
        reader: Reads the tables back, as an import would.

    Raises:
        StoreError: The folder is not empty or cannot be written, or the register holds no package.
    """
    _refuse_unusable(folder)
    if not store.packages():
        raise StoreError(f"register '{store.where}' holds no package: there is nothing to export")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".export-", dir=folder.parent) as beside:
            return _export(store, folder, Path(beside), reader)
    except OSError as exc:
        raise StoreError(f"cannot write the folder '{folder}': {exc.strerror}") from exc


def _refuse_unusable(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"'{folder}' is a file: name a folder that is new or empty")
    if folder.is_dir() and any(folder.iterdir()):
        raise StoreError(f"the folder '{folder}' is not empty: name one that is new or empty")


def _export(store: SqlStore, folder: Path, beside: Path, reader: Reader) -> Exported:
    """Write beside the folder first, so that a failure leaves none half-written."""
    everything = Everything(reader=store.reader())
    packages = everything.reader.packages()
    drafted = draft(everything, store.inspection, packages, beside, reader)
    claims = list(_claims(everything, drafted))
    judgements = list(_judgements(everything, drafted, packages, [row["id"] for row in claims]))
    merges = [same_as_cells(same, undone) for same, undone in everything.merges()]
    ledger: Mapping[str, Sequence[Mapping[str, str]]] = {CLAIMS: claims, JUDGEMENTS: judgements, SAME_AS: merges}
    files = [*drafted.files, *_ledger(ledger)]
    write_files(beside / "package", packages, files)
    if not drafted.tables:
        _need_readable(beside / "package", reader)
    if folder.exists():
        folder.rmdir()
    (beside / "package").rename(folder)
    return Exported(
        folder=str(folder),
        tables=len(drafted.tables),
        rows=sum(len(table.rows) for table in drafted.tables),
        ledger_claims=len(claims),
        ledger_judgements=len(judgements),
        same_as=len(merges),
    )


def _need_readable(folder: Path, reader: Reader) -> None:
    """Read a package without tables once more: no draft of it was read."""
    try:
        reader(folder)
    except InputError as exc:
        raise StoreError(
            f"the register cannot be written as a data package: {exc.problems[0]}; `backup` keeps it whole"
        ) from exc


def _ledger(rows: Mapping[str, Sequence[Mapping[str, str]]]) -> Iterator[PackageFile]:
    return (ledger_file(path, told) for path, told in rows.items() if told)


def _claims(everything: Everything, drafted: Draft) -> Iterator[Mapping[str, str]]:
    """Yield the claims that the tables do not give back as they are: first those that come back with another day."""
    beside: list[Mapping[str, str]] = []
    other_day: dict[str, Mapping[str, str]] = {}
    for claim_id, claim, day in everything.claims():
        if claim_id not in drafted.given:
            beside.append(claim_cells(claim, day))
        elif drafted.given[claim_id][1] != day:
            other_day[claim_id] = claim_cells(claim, day)
    yield from (other_day[claim_id] for claim_id in drafted.given if claim_id in other_day)
    yield from beside


def _judgements(
    everything: Everything, drafted: Draft, packages: Sequence[Package], beside: Sequence[str]
) -> Iterator[Mapping[str, str]]:
    """Yield the judgements that an import would not make by itself, claims in the order in which it meets them."""
    days = frozenset(package.recorded_on for package in packages)
    told = {
        claim_id: history
        for claim_id, history in everything.histories()
        if not _made_by_import(history, drafted.judgements.get(claim_id), days)
    }
    for claim_id in dict.fromkeys((*drafted.given, *beside)):
        for judgement, undone in told.get(claim_id, ()):
            yield judgement_cells(judgement, undone)


def _made_by_import(history: Sequence[Told], given: Judgement | None, days: frozenset[date]) -> bool:
    """Tell whether the only judgement is the one that an import makes; who imported it, and when, is no content."""
    if given is None or len(history) != 1:
        return False
    judgement, undone = history[0]
    return undone is None and judgement.on in days and (judgement.verdict, judgement.why) == (given.verdict, given.why)
