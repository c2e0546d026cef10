"""Takes files in: data packages, tables of the register and files of arms transfers, told apart by their content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kautilya.cli.answers.datasets import dataset_facts, write_dataset_summary
from kautilya.cli.documents import write_json
from kautilya.cli.output import write
from kautilya.cli.progress import progress
from kautilya.cli.session import say, today
from kautilya.cli.wording import worded_shares
from kautilya.core.errors import InputError, Problem
from kautilya.intake.datapackage import Import, read
from kautilya.intake.descriptor import NAME as PACKAGE
from kautilya.intake.risk_index import RiskIndex, looks_like_risk_index, read_risk_index
from kautilya.intake.transfers.folder import Skipped, chosen_from
from kautilya.intake.transfers.read import Transfers, looks_like_transfers, read_transfers
from kautilya.register.registry import TABLES
from kautilya.store.interface import Receipt
from kautilya.store.sql_store import SqlStore
from kautilya.store.taking import DatasetContent, PackageContent, Taken, take_in

LINES_BETWEEN = 250_000
"""A long file is told of anew after so many lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What some files hold, each read whole."""

    packages: tuple[Import, ...]
    data: tuple[Transfers | RiskIndex, ...]
    skipped: tuple[Skipped, ...] = ()


def import_files(
    store: SqlStore, paths: Sequence[Path], *, by: str, edition: date | None = None, everything: bool = False, as_json: bool
) -> None:
    """Read every file, then record all of them in one transaction; InputError lists what is wrong, and nothing is changed."""
    day = today()
    found = _read(store, paths, edition, day)
    packages = [
        PackageContent(
            package=one.package, claims=progress(one.claims, "recording claims"),
            judgements=progress(one.judgements, "recording judgements"), history=one.history,
        )
        for one in found.packages
    ]  # fmt: skip
    data = [DatasetContent(dataset=one.dataset, frames=one.frames) for one in found.data]
    taken = take_in(store, packages, data, recorded_on=day, by=by)
    if as_json:
        write_json(_document(store, taken, found.skipped))
        return
    for receipt in taken.packages:
        _write_receipt(store, receipt)
    for at, told in enumerate(taken.datasets):
        write_dataset_summary(told.dataset, held_already=not told.added, everything=everything, first=at == 0)
    for skipped in found.skipped:
        write(f"skipped {skipped.file}: {skipped.reason}")


def _read(store: SqlStore, paths: Sequence[Path], edition: date | None, today: date) -> Found:
    packages: list[Import] = []
    data: list[Transfers | RiskIndex] = []
    refused: list[InputError] = []
    chosen = [chosen_from(given) for given in paths]
    for path in (inner for one in chosen for inner in one.files):
        try:
            if looks_like_risk_index(path):
                say(f"reading {path.name}")
                data.append(read_risk_index(path))
            elif is_transfers(path):
                data += read_file(path, edition)
            else:
                say(f"reading {path.name}")
                packages.append(read(path, recorded_on=today, by="import", register=store))
        except InputError as error:
            refused.append(error)
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise InputError(f"{len(refused)} of {len(paths)} files", [problem for one in refused for problem in one.problems])
    skipped = tuple(skip for one in chosen for skip in one.skipped)
    return Found(packages=tuple(packages), data=tuple(data), skipped=skipped)


def is_transfers(path: Path) -> bool:
    """Tell a file of transfers from a package or a table of the register; what is neither is refused as what it looks like."""
    if path.is_dir() or path.name == PACKAGE:
        return False
    if looks_like_transfers(path):
        return True
    tables = {path.name.removesuffix(".csv"), f"{path.parent.name}/{path.name}".removesuffix(".csv")}
    if tables & set(TABLES) or not path.is_file():
        return False
    reason = _why_not(path)
    raise InputError(path, [Problem(file=path.name, message=reason)])


def _why_not(path: Path) -> str:
    try:
        read_transfers(path)
    except InputError as error:
        said = "; ".join(problem.message for problem in error.problems)
        return f"{said}; nor is it named like a table of the register or is a data package"
    return "is no data package, no table of the register and no file of arms transfers"


def read_file(path: Path, edition: date | None) -> tuple[Transfers, ...]:
    """Read a file of transfers, telling of its progress."""
    size = path.stat().st_size
    say(f"reading {path.name} ({size / 1e6:,.1f} MB)" if size >= 1e5 else f"reading {path.name} ({size:,} bytes)")
    told = LINES_BETWEEN

    def tell(lines: int) -> None:
        nonlocal told
        if lines >= told:
            say(f"reading {path.name}: {lines:,} lines")
            told = lines + LINES_BETWEEN

    return read_transfers(path, edition=edition, progress=tell)


def _document(store: SqlStore, taken: Taken, skipped: Sequence[Skipped]) -> dict[str, object]:
    return {
        "register": store.where,
        "receipt": taken.packages[0] if len(taken.packages) == 1 else None,
        "marks": store.inspection.claims_by_mark(),
        "packages": taken.packages,
        "data_sets": [{"added": one.added, **dataset_facts(one.dataset, with_problems=True)} for one in taken.datasets],
        "skipped": skipped,
    }


def _write_receipt(store: SqlStore, receipt: Receipt) -> None:
    package = receipt.package
    edition = f"{package.name} {package.version}".rstrip()
    write(f"register {store.where}: {edition}, data date {package.data_date}, {package.rows:,} rows")
    write(f"{receipt.added:,} claims added, {receipt.known:,} known already, {receipt.judgements:,} judgements added")
    write(f"of all claims: {worded_shares(store.inspection.claims_by_mark())}")
