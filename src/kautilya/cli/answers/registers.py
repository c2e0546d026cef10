"""Makes, fills, exports and examines a register."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kautilya.cli.answers.importing import import_files
from kautilya.cli.documents import write_json
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.session import say, today
from kautilya.cli.wording import worded_shares
from kautilya.intake.datapackage import read
from kautilya.intake.embedded import embedded_folder
from kautilya.store.datasets import datasets
from kautilya.store.doctor import Examination, examine
from kautilya.store.export import export_package
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
        import_files(store, [example], by=by, as_json=as_json)
    elif as_json:
        write_json({"register": store.where, "packages": store.packages()})
    else:
        write(f"register {store.where}: {len(store.packages())} packages; fill it with `kautilya import PATH`")


def write_package(store: SqlStore, folder: Path, *, as_json: bool) -> None:
    """Export the register, and tell what stands beside the tables."""
    say("writing the tables and reading them back")
    exported = export_package(store, folder, lambda written: read(written, recorded_on=today(), by="import"))
    if bulk := datasets(store).list():
        say(f"{len(bulk)} data sets are not in it: import their files again where they are needed, or use `kautilya backup`")
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
