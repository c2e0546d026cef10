"""Backs registers up and restores them."""

from pathlib import Path

from kautilya.cli.documents import write_json
from kautilya.cli.output import write
from kautilya.cli.progress import watching
from kautilya.store.backing_up import back_up
from kautilya.store.restoring import look_at, restore
from kautilya.store.sql_store import SqlStore

_NOTHING = "nothing"


def write_backup(store: SqlStore, file: Path, *, as_json: bool) -> None:
    """Write a backup, and tell what to note elsewhere."""
    with watching("backing up") as watch:
        told = back_up(store, file, watch=watch)
    if as_json:
        write_json({"register": store.where, "backup": told})
        return
    write(f"{told.file}: {told.rows:,} rows, {told.bytes:,} bytes, up to recording {told.recording}")
    write(f"chain digest {told.chain or _NOTHING}; note it elsewhere: a restored register must end with it")


def need_backup(file: Path) -> None:
    """Look whether a file is a backup before a register is made for it; StoreError where it is none."""
    look_at(file)


def restore_backup(store: SqlStore, file: Path, *, as_json: bool) -> None:
    """Restore a backup, and tell how its ledger ends."""
    with watching("restoring") as watch:
        told = restore(store, file, watch=watch)
    if as_json:
        write_json({"restored": told})
        return
    write(f"register {told.register}: {told.rows:,} rows restored and verified, up to recording {told.recording}")
    write(f"chain digest {told.chain or _NOTHING}")
