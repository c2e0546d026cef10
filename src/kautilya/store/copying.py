"""PostgreSQL's COPY: rows go in several times as fast as by INSERT, under the same rights, triggers and references."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from kautilya.core.extras import require
from kautilya.store.ledger import COLUMNS

FEW = 20
"""Up to so many rows INSERT is as fast."""

_COPY: Mapping[str, str] = MappingProxyType(
    {
        "claim": (
            "COPY claim (seq, id, kind, subject, attribute, raw, unit, mark, source, says, quote, confidence, checked, "
            "known_on, known_basis, known_by, valid_from, valid_to, recorded_on, origin) FROM STDIN"
        ),
        "package_claim": "COPY package_claim (package_seq, position, claim_id) FROM STDIN",
        "judgement": "COPY judgement (seq, claim_id, verdict, on_day, by_whom, why, undoes) FROM STDIN",
    }
)
"""The tables that grow by thousands of rows; columns in the order of `ledger.COLUMNS`."""


def copied(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Put rows in by COPY, where the engine has it and there are enough of them to gain by it; tell whether that was done."""
    if connection.dialect.name != "postgresql" or table not in _COPY or len(rows) <= FEW:
        return False
    psycopg = require("psycopg", extra="pg")
    columns = COLUMNS[table]
    cursor = connection.connection.cursor()
    try:
        with cursor.copy(_COPY[table]) as copy:
            for row in rows:
                copy.write_row([row[column] for column in columns])
    except psycopg.Error as exc:
        raise DBAPIError(_COPY[table], None, exc) from exc
    finally:
        cursor.close()
    return True
