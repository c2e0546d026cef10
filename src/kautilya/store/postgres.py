"""PostgreSQL as the engine of a register: connections under a role that can only read and add, and triggers besides."""

from sqlalchemy import DDL, URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from kautilya.core.extras import require
from kautilya.store.schema import APPEND_ONLY, metadata

_WAIT = "SET lock_timeout = '60s'"
"""How long a transaction waits for another that records."""

_USE_ROLE = "SET ROLE kautilya_app"
"""The role under which a register is used: SELECT and INSERT on its tables and nothing else.

`init` makes it. Whoever is to use a register needs to be a member: `GRANT kautilya_app TO somebody`.
"""

_FORBID = text(
    "CREATE OR REPLACE FUNCTION kautilya_forbid() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% rows are never changed or removed', TG_TABLE_NAME; END $$"
)
_NEVER_CHANGED = DDL(  # type: ignore[no-untyped-call]  # its constructor is unannotated in SQLAlchemy
    "CREATE OR REPLACE TRIGGER %(table)s_never_changed BEFORE UPDATE OR DELETE ON %(table)s "
    "FOR EACH ROW EXECUTE FUNCTION kautilya_forbid()"
)
_NEVER_EMPTIED = DDL(  # type: ignore[no-untyped-call]  # its constructor is unannotated in SQLAlchemy
    "CREATE OR REPLACE TRIGGER %(table)s_never_emptied BEFORE TRUNCATE ON %(table)s "
    "FOR EACH STATEMENT EXECUTE FUNCTION kautilya_forbid()"
)
_MAKE_ROLE = text(
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kautilya_app') THEN "
    "CREATE ROLE kautilya_app NOLOGIN; END IF; END $$"
)
_JOIN_ROLE = text("DO $$ BEGIN GRANT kautilya_app TO CURRENT_USER; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$")
"""Who makes a role is not yet a member; who may not let himself in needs somebody who may, and is told so when he tries."""

_GRANT_READING = DDL("GRANT SELECT ON %(table)s TO kautilya_app")  # type: ignore[no-untyped-call]  # as above
_GRANT_ADDING = DDL("GRANT SELECT, INSERT ON %(table)s TO kautilya_app")  # type: ignore[no-untyped-call]  # as above


def server_engine(url: URL, *, as_owner: bool = False) -> Engine:
    """Return an engine on a database; nothing is opened yet.

    Args:
        url: Its address; the driver is psycopg, whatever the address says.
        as_owner: Whether to keep the rights of the user who logs in, to make or migrate tables.
    """
    require("psycopg", extra="pg")
    engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    event.listen(engine, "connect", _prepare_owner if as_owner else _prepare_user)
    return engine


def forbid_changes(connection: Connection) -> None:
    """Create the triggers that abort an UPDATE, DELETE or TRUNCATE, whoever tries it, and the role of the users."""
    connection.execute(_FORBID)
    connection.execute(_MAKE_ROLE)
    connection.execute(_JOIN_ROLE)
    for table in APPEND_ONLY:
        connection.execute(_NEVER_CHANGED.against(table))
        connection.execute(_NEVER_EMPTIED.against(table))
    for table in metadata.sorted_tables:
        connection.execute((_GRANT_ADDING if table in APPEND_ONLY else _GRANT_READING).against(table))


def _prepare_owner(connection: DBAPIConnection, _: object) -> None:
    _run(connection, _WAIT)


def _prepare_user(connection: DBAPIConnection, _: object) -> None:
    _run(connection, _WAIT)
    _run(connection, _USE_ROLE)


def _run(connection: DBAPIConnection, statement: str) -> None:
    cursor = connection.cursor()
    cursor.execute(statement)
    cursor.close()
    connection.commit()
