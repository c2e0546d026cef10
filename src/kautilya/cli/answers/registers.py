"""Makes, fills, exports and examines a register."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from kautilya.cli.answers.importing import import_files
from kautilya.cli.documents import write_json
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.session import say
from kautilya.cli.wording import worded_shares
from kautilya.core.errors import NotFoundError
from kautilya.store.datasets import datasets
from kautilya.store.doctor import Examination, examine
from kautilya.store.export import export_package
from kautilya.store.sql_store import SqlStore

EXAMPLES = ("india",)
"""Registers that ship inside the package, by name."""


@contextmanager
def example_folder(name: str | None) -> Iterator[Path | None]:
    """Give the folder of an embedded register while it is read; NotFoundError lists those there are."""
    if name is None:
        yield None
        return
    if name not in EXAMPLES:
        raise NotFoundError(f"no example '{name}'; examples are: {', '.join(EXAMPLES)}")
    with as_file(files("kautilya").joinpath("registers", name)) as folder:
        yield folder


def begin(store: SqlStore, example: Path | None, *, as_json: bool) -> None:
    """Tell that a register was made, and take the example in, if one is given."""
    if example is not None:
        import_files(store, [example], as_json=as_json)
    elif as_json:
        write_json({"register": store.where, "packages": store.packages()})
    else:
        write(f"register {store.where}: {len(store.packages())} packages; fill it with `kautilya import PATH`")


def write_package(store: SqlStore, folder: Path, *, as_json: bool) -> None:
    """Export the register, and tell what the tables could not hold."""
    exported = export_package(store, folder)
    if bulk := datasets(store).list():
        say(f"{len(bulk)} data sets of arms transfers are not in it: import their files again where they are needed")
    if as_json:
        write_json(exported)
        return
    write(f"{exported.rows:,} rows in {exported.tables} tables: {folder}")
    if exported.left_out:
        say(f"{len(exported.left_out)} claims are not in it: {exported.why_left_out}")
    if exported.judgements_left_out:
        say(
            f"{exported.judgements_left_out:,} judgements are not in it: tables hold no withdrawal and no second judgement, "
            "so importing it elsewhere may bring back what these changed; copy the register's file to keep them"
        )


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
    write(f"{sum(examination.claims.values()):,} claims, {examination.judgements:,} judgements")
    write(f"of all claims: {worded_shares(examination.marks)}")
    if examination.healthy:
        write("in order: every claim hashes to its id, can be read, is judged, and names records that exist")
        return
    _write_ailments(examination)


def _write_ailments(examination: Examination) -> None:
    for sort, count in examination.found.items():
        write(f"\n{count:,} x {sort}")
        for ailment in examination.ailments:
            if ailment.sort == sort:
                write(f"- {ailment.says}" + (f" (claim {ailment.claim_id})" if ailment.claim_id else ""))
