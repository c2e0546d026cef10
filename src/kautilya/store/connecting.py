"""Connections for reading, with as few round trips to a server as can be."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from kautilya.store.telling import told


@contextmanager
def reading(engine: Engine, where: str) -> Iterator[Connection]:
    """Give a connection on which each query stands alone; what belongs together is read up to one reach anyhow.

    On a server that saves the beginning and the end of a transaction: two of four messages. A result that is streamed needs a
    transaction, so it is not read here.
    """
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    with told(where), engine.connect() as connection:
        yield connection
