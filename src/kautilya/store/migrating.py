"""Brings a register of an earlier release to this one's tables, in one transaction."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from kautilya.core.errors import StoreError
from kautilya.store import statements
from kautilya.store.locks import hold_claims, hold_ledger
from kautilya.store.opening import Place, guard, place_of, schema_version
from kautilya.store.schema import SCHEMA_VERSION, alembic_version
from kautilya.store.sqlite import writing
from kautilya.store.telling import told

_FIRST_REVISION = "0001"
"""The tables of registers that were made before there were migrations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """What a migration did."""

    register: str
    before: int
    """Schema version that the register had."""
    after: int
    claims: int
    judgements: int


def migrate(url_or_path: str | Path) -> Migrated:
    """Bring a register to the schema of this version; one that has it stays as it is.

    Raises:
        StoreError: There is no register there, it is of a later version, or the engine refuses; nothing was changed.
    """
    place = place_of(url_or_path)
    engine = place.engine(as_owner=True)
    try:
        with told(place.where), engine.connect() as connection, writing(connection):
            return _migrated(connection, place)
    finally:
        engine.dispose()


def _migrated(connection: Connection, place: Place) -> Migrated:
    hold_claims(connection)
    hold_ledger(connection)
    before = schema_version(connection, place.where)
    if before > SCHEMA_VERSION:
        raise StoreError(f"register '{place.where}': has the later schema version {before}; there is no way back")
    if before < SCHEMA_VERSION:
        _upgrade(connection)
        guard(connection)
    return Migrated(
        register=place.where,
        before=before,
        after=schema_version(connection, place.where),
        claims=int(connection.execute(statements.COUNT_CLAIMS).scalar_one()),
        judgements=int(connection.execute(statements.COUNT_JUDGEMENTS).scalar_one()),
    )


def _upgrade(connection: Connection) -> None:
    config = alembic_config(connection)
    if not inspect(connection).has_table(alembic_version.name):
        command.stamp(config, _FIRST_REVISION)
    command.upgrade(config, "head")


def alembic_config(connection: Connection) -> Config:
    """Return what Alembic needs to know: where the migrations are, and the connection to run them on."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return config
