"""What a register stands on: the room that is left, and what keeps its rows from being changed."""

import shutil
from dataclasses import dataclass

from sqlalchemy import Connection, text

from kautilya.store.schema import APPEND_ONLY

SCARCE = 64 * 1024 * 1024
"""Bytes below which there is too little room left, however small the register is."""

_SQLITE_TRIGGERS = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
_SERVER_TRIGGERS = text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
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
    held = set(connection.execute(_SERVER_TRIGGERS if server else _SQLITE_TRIGGERS).scalars())
    endings = ("never_changed", "never_emptied") if server else ("never_changed", "never_removed")
    wanted = [f"{table.name}_{ending}" for table in APPEND_ONLY for ending in endings]
    lacking = [f"the trigger {name} is gone" for name in wanted if name not in held]
    if server:
        lacking += [f"the role kautilya_app has a right it should not have: {right}" for right in _rights(connection)]
    return tuple(lacking)


def _rights(connection: Connection) -> list[str]:
    return sorted(connection.execute(_SERVER_RIGHTS).scalars())
