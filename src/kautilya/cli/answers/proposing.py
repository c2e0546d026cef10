"""Records claims that nobody has judged: those of a data package, or of the prices in the comments of trade registers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kautilya.cli.answers.importing import is_transfers, read_file
from kautilya.cli.documents import write_json
from kautilya.cli.output import write
from kautilya.cli.progress import progress
from kautilya.cli.session import say, today
from kautilya.core.errors import InputError, Problem
from kautilya.intake.datapackage import read
from kautilya.intake.transfers.folder import chosen_from
from kautilya.intake.transfers.price_hints import price_claims
from kautilya.register.dataset import Layout
from kautilya.register.judgement import Verdict
from kautilya.register.recording import What
from kautilya.store.interface import Batch, Recorded
from kautilya.store.sql_store import SqlStore
from kautilya.store.taking import DatasetContent, take_in_proposing


def propose(store: SqlStore, paths: Sequence[Path], *, by: str, edition: date | None = None, as_json: bool) -> None:
    """Record claims without judging them: of one data package or table, or the prices in comments of trade registers."""
    chosen = [chosen_from(path) for path in paths]
    files = [file for one in chosen for file in one.files]
    of_transfers = [is_transfers(file) for file in files]
    if files and all(of_transfers):
        _propose_prices(store, files, edition, by=by, as_json=as_json)
    elif len(files) == 1:
        _propose_package(store, files[0], by=by, as_json=as_json)
    else:
        message = "--propose takes one data package or table, or trade registers (for the prices in their comments), not both"
        raise InputError("import", [Problem(file=path.name, message=message) for path in paths])


def _propose_prices(store: SqlStore, files: Sequence[Path], edition: date | None, *, by: str, as_json: bool) -> None:
    """Take the files in, as an import does, and with them the prices in their comments as claims that wait."""
    found = [one for path in files for one in read_file(path, edition)]
    registers = [one for one in found if one.dataset.layout is Layout.TRADE_REGISTER]
    if not registers:
        message = "no trade register: only its comments tell prices to propose; import it without --propose"
        raise InputError("import", [Problem(file=path.name, message=message) for path in files])
    claims = [claim for one in registers for claim in price_claims(one.dataset, one.rows, recorded_on=today())]
    taken, recorded = take_in_proposing(
        store,
        [DatasetContent(dataset=one.dataset, frames=one.frames) for one in found],
        progress(claims, "recording claims"),
        recorded_on=today(),
        by=by,
        why="prices in the comments of " + ", ".join(one.dataset.name for one in registers),
    )
    if as_json:
        data = [{"name": one.dataset.name, "added": one.added} for one in taken.datasets]
        write_json({"register": store.where, "recorded": recorded, "data_sets": data})
        return
    for one in taken.datasets:
        write(f"{one.dataset.name}  {one.dataset.file}{'' if one.added else ': the register holds it already'}")
    prices = len({claim.subject for claim in claims})
    write(f"{prices:,} prices are mentioned in the comments of {len(registers)} trade registers")
    _write_waiting(recorded)


def _write_waiting(recorded: Recorded) -> None:
    write(f"{recorded.added:,} claims wait in `kautilya review`, {recorded.known:,} were known already")


def _propose_package(store: SqlStore, path: Path, *, by: str, as_json: bool) -> None:
    """Record the claims of a data package; what it chooses among them is not taken over."""
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
    _write_waiting(recorded)
    choices = sum(judgement.verdict is not Verdict.ACCEPTED for judgement in found.judgements)
    if choices:
        say(f"{choices:,} choices of the package are not taken over; `kautilya import` without --propose accepts it with them")
