"""What a transaction holds while it writes, so that rows are numbered in the order in which they become visible.

SQLite lets one transaction write at a time anyhow. On PostgreSQL one that records claims holds `hold_claims` from its
beginning and one that judges holds `hold_ledger`; an import takes the latter after its claims, so that somebody can judge in
the meantime. Always in this order, so that no two wait for each other.
"""

from sqlalchemy import Connection, text

_HOLD = text("SELECT pg_advisory_xact_lock(:space, :lock)")
_SPACE = 0x6B617574
"""Sets our locks apart from those of other programs in one database: `kaut`."""


def hold_claims(connection: Connection) -> None:
    """Let no other transaction record packages, claims or data sets until this one ends."""
    _hold(connection, 1)


def hold_ledger(connection: Connection) -> None:
    """Let no other transaction judge, merge or complete its recording until this one ends."""
    _hold(connection, 2)


def _hold(connection: Connection, lock: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_HOLD, {"space": _SPACE, "lock": lock})
