"""What a register stands on: the room that is left, and what keeps its rows from being changed."""

import shutil
from dataclasses import dataclass

from sqlalchemy import Connection, text

from kautilya.store.schema import APPEND_ONLY

SCARCE = 64 * 1024 * 1024
"""Bytes below which there is too little room left, however small the register is."""

_SQLITE_TRIGGERS = text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
_SERVER_TRIGGERS = text(
    "SELECT tgname, relname, pg_get_triggerdef(pg_trigger.oid) || ' ' || prosrc FROM pg_trigger "
    "JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgenabled <> 'D'"
)
_SQLITE_GUARDS = {
    "never_changed": ("BEFORE UPDATE ON", "BEGIN SELECT RAISE(ABORT,"),
    "never_removed": ("BEFORE DELETE ON", "BEGIN SELECT RAISE(ABORT,"),
}
_SERVER_GUARDS = {
    "never_changed": ("BEFORE DELETE OR UPDATE ON", "FOR EACH ROW EXECUTE FUNCTION", "BEGIN RAISE EXCEPTION"),
    "never_emptied": ("BEFORE TRUNCATE ON", "EXECUTE FUNCTION", "BEGIN RAISE EXCEPTION"),
}
"""The triggers by the ending of their name, and what their definition must say."""
_SERVER_RIGHTS = text(
    "SELECT table_name || ' ' || privilege_type FROM information_schema.role_table_grants "
    "WHERE grantee = 'kautilya_app' AND table_schema = current_schema() AND privilege_type NOT IN ('SELECT', 'INSERT')"
)
_SERVER_SIZE = text("SELECT pg_database_size(current_database())")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much room a register takes, and is left."""

    taken: int
    """Bytes."""
    free: int | None
    """Bytes on its file system; None where that cannot be seen (a server, memory)."""

    @property
    def scarce(self) -> bool:
        """Whether a write-ahead log as large as the register would not fit, or nearly nothing would."""
        return self.free is not None and self.free < max(SCARCE, self.taken)


def room(connection: Connection) -> Room:
    """Return how much room a register takes and is left."""
    if connection.dialect.name == "postgresql":
        return Room(taken=int(connection.execute(_SERVER_SIZE).scalar_one()), free=None)
    pages, size = (connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_count", "page_size"))
    path = connection.engine.url.database
    return Room(taken=int(pages) * int(size), free=shutil.disk_usage(path).free if path else None)


def lacking_guards(connection: Connection) -> tuple[str, ...]:
    """Return what should keep rows from being changed or removed and is not there."""
    server = connection.dialect.name == "postgresql"
    rows = connection.execute(_SERVER_TRIGGERS if server else _SQLITE_TRIGGERS).all()
    held = {(name, table): definition for name, table, definition in rows}
    guards = _SERVER_GUARDS if server else _SQLITE_GUARDS
    lacking = []
    for table in APPEND_ONLY:
        for ending, signs in guards.items():
            definition = held.get((f"{table.name}_{ending}", table.name))
            if definition is None:
                lacking.append(f"the trigger {table.name}_{ending} is gone")
            elif not all(sign in definition for sign in signs):
                lacking.append(f"the trigger {table.name}_{ending} does not do what it should")
    if server:
        lacking += [f"the role kautilya_app has a right it should not have: {right}" for right in _rights(connection)]
    return tuple(lacking)


def _rights(connection: Connection) -> list[str]:
    return sorted(connection.execute(_SERVER_RIGHTS).scalars())
