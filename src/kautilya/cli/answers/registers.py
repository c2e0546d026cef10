"""Makes, fills, exports and examines a register."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kautilya.cli.documents import write_json
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.progress import progress
from kautilya.cli.session import say, today
from kautilya.cli.wording import worded_shares
from kautilya.intake.datapackage import read
from kautilya.intake.embedded import embedded_folder
from kautilya.register.judgement import Verdict
from kautilya.register.recording import What
from kautilya.store.doctor import Examination, examine
from kautilya.store.export import export_package
from kautilya.store.interface import Batch, Receipt
from kautilya.store.sql_store import SqlStore


@contextmanager
def example_folder(name: str | None) -> Iterator[Path | None]:
    """Give the folder of an embedded register while it is read; NotFoundError lists those there are."""
    if name is None:
        yield None
        return
    with embedded_folder(name) as folder:
        yield folder


def begin(store: SqlStore, example: Path | None, *, by: str, as_json: bool) -> None:
    """Tell that a register was made, and take the example in, if one is given."""
    if example is not None:
        take_in(store, example, by=by, as_json=as_json)
    elif as_json:
        write_json({"register": store.where, "packages": store.packages()})
    else:
        write(f"register {store.where}: {len(store.packages())} packages; fill it with `kautilya import PATH`")


def take_in(store: SqlStore, path: Path, *, by: str, as_json: bool) -> None:
    """Read a data package and record it; InputError lists all that is wrong with it."""
    say(f"reading {path.name}")
    found = read(path, recorded_on=today(), by="import", register=store)
    claims = progress(found.claims, "recording claims")
    judgements = progress(found.judgements, "recording judgements")
    receipt = store.add(found.package, claims, judgements, by=by, history=found.history)
    marks = store.inspection.claims_by_mark()
    if as_json:
        write_json({"register": store.where, "receipt": receipt, "marks": marks})
    else:
        _write_receipt(store.where, receipt, marks)


def propose(store: SqlStore, path: Path, *, by: str, as_json: bool) -> None:
    """Read a data package and record its claims without judging them; what it chooses among them is not taken over."""
    say(f"reading {path.name}")
    found = read(path, recorded_on=today(), by=by, register=store)
    package = found.package
    recorded = store.record(
        Batch(
            day=package.recorded_on,
            by=by,
            what=What.PROPOSE,
            why=f"proposed from {package.name} {package.version}".rstrip() + f", digest {package.digest[:12]}",
            claims=progress(found.claims, "recording claims"),
            data_date=package.data_date,
        )
    )
    if as_json:
        write_json({"register": store.where, "recorded": recorded})
        return
    write(f"register {store.where}: {package.name} {package.version}".rstrip())
    write(f"{recorded.added:,} claims wait in `kautilya review`, {recorded.known:,} were known already")
    choices = sum(judgement.verdict is not Verdict.ACCEPTED for judgement in found.judgements)
    if choices:
        say(f"{choices:,} choices of the package are not taken over; `kautilya import` without --propose accepts it with them")


def write_package(store: SqlStore, folder: Path, *, as_json: bool) -> None:
    """Export the register, and tell what stands beside the tables."""
    say("writing the tables and reading them back")
    exported = export_package(store, folder, lambda written: read(written, recorded_on=today(), by="import"))
    if as_json:
        write_json(exported)
        return
    write(f"{exported.rows:,} rows in {exported.tables} tables: {folder}")
    beside = (exported.ledger_claims, exported.ledger_judgements, exported.same_as)
    if any(beside):
        write("beside the tables: {:,} claims, {:,} judgements, {:,} merges".format(*beside))


def report_health(store: SqlStore, *, as_json: bool) -> bool:
    """Write what the register holds and what is wrong with it; return whether nothing is."""
    say("reading every claim again")
    examination = examine(store)
    if as_json:
        write_json({"healthy": examination.healthy, "examination": examination})
    else:
        _write_examination(examination)
    return examination.healthy


def _write_receipt(where: str, receipt: Receipt, marks: Mapping[str, int]) -> None:
    package = receipt.package
    edition = f"{package.name} {package.version}".rstrip()
    write(f"register {where}: {edition}, data date {package.data_date}, {package.rows:,} rows")
    write(f"{receipt.added:,} claims added, {receipt.known:,} known already, {receipt.judgements:,} judgements added")
    write(f"of all claims: {worded_shares(marks)}")


def _write_examination(examination: Examination) -> None:
    packages = (
        (
            package.name,
            package.version,
            str(package.data_date),
            str(package.recorded_on),
            f"{package.rows:,}",
            package.digest[:12],
        )
        for package in examination.packages
    )
    titles = ("name", "version", "data date", "recorded on", "rows", "digest")
    write(f"register {examination.where}, schema version {examination.schema_version}")
    write_table([Column(title=title) for title in titles], packages, title="packages")
    counts = ((kind, f"{claims:,}") for kind, claims in examination.claims.items())
    write_table([Column(title="kind"), Column(title="claims", right=True)], counts, title="claims ever recorded")
    write()
    claims = sum(examination.claims.values())
    write(f"{claims:,} claims, {examination.judgements:,} judgements, {examination.datasets:,} data sets")
    if examination.waiting:
        write(f"{examination.waiting:,} claims wait for a judgement: `kautilya review`")
    write(f"{examination.recordings:,} recordings, chain digest {examination.chain[:16] or 'none'}")
    free = "" if examination.room.free is None else f", {examination.room.free:,} are free"
    write(f"{examination.room.taken:,} bytes taken{free}")
    write(f"of all claims: {worded_shares(examination.marks)}")
    if examination.healthy:
        write("in order: the ledger is that of its rows, every claim hashes to its id, can be read, and names what exists")
        return
    _write_ailments(examination)


def _write_ailments(examination: Examination) -> None:
    if examination.first is not None:
        write(f"not in order; first of all: {examination.first.says}")
    for sort, count in examination.found.items():
        write(f"\n{count:,} x {sort}")
        for ailment in examination.ailments:
            if ailment.sort == sort:
                write(f"- {ailment.says}" + (f" (claim {ailment.claim_id})" if ailment.claim_id else ""))
