"""Computes the ledger anew from the rows and tells where it differs."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sqlalchemy import Connection, RowMapping, TextClause, text

from kautilya.register.recording import Reach
from kautilya.store import statements
from kautilya.store.batching import BATCH
from kautilya.store.ledger import Content, chain, recording_of

ROWS: Mapping[str, tuple[str, TextClause]] = MappingProxyType(
    {
        "package": ("packages", text("SELECT * FROM package WHERE seq > :after AND seq <= :last ORDER BY seq")),
        "claim": ("claims", text("SELECT * FROM claim WHERE seq > :after AND seq <= :last ORDER BY seq")),
        "package_claim": (
            "packages",
            text(
                "SELECT * FROM package_claim WHERE package_seq > :after AND package_seq <= :last ORDER BY package_seq, position"
            ),
        ),
        "judgement": ("judgements", text("SELECT * FROM judgement WHERE seq > :after AND seq <= :last ORDER BY seq")),
        "identity": ("identities", text("SELECT * FROM identity WHERE seq > :after AND seq <= :last ORDER BY seq")),
        "dataset": ("datasets", text("SELECT * FROM dataset WHERE seq > :after AND seq <= :last ORDER BY seq")),
        "dataset_frame": (
            "datasets",
            text("SELECT * FROM dataset_frame WHERE dataset_seq > :after AND dataset_seq <= :last ORDER BY dataset_seq, name"),
        ),
    }
)
"""For each table the name of its reach, and its rows between two numbers in the order in which they are hashed."""

_BEYOND = text(
    "SELECT (SELECT count(*) FROM package WHERE seq > :packages) + (SELECT count(*) FROM claim WHERE seq > :claims) "
    "+ (SELECT count(*) FROM package_claim WHERE package_seq > :packages) "
    "+ (SELECT count(*) FROM judgement WHERE seq > :judgements) + (SELECT count(*) FROM identity WHERE seq > :identities) "
    "+ (SELECT count(*) FROM dataset WHERE seq > :datasets) "
    "+ (SELECT count(*) FROM dataset_frame WHERE dataset_seq > :datasets)"
)


def content_between(connection: Connection, before: Reach, reach: Reach) -> Content:
    """Hash the rows after one reach up to another, a few thousand at a time."""
    content = Content()
    for table, (numbered, statement) in ROWS.items():
        bounds = {"after": getattr(before, numbered), "last": getattr(reach, numbered)}
        content.add(table, connection.execute(statement.execution_options(yield_per=BATCH), bounds).mappings())
    return content


def ledger_faults(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the ledger: the first recording that differs, and rows that no recording covers."""
    before, previous = Reach(), ""
    for row in connection.execute(statements.RECORDINGS).mappings().all():
        recording = recording_of(row)
        fault = _fault(connection, before, previous, row)
        if fault is not None:
            yield f"recording {recording.number} of {recording.day} by {recording.by}: {fault}; those after it rest on it"
            return
        before, previous = recording.reach, recording.chain
    bounds = {name: getattr(before, name) for name in ("packages", "claims", "judgements", "identities", "datasets")}
    beyond = int(connection.execute(_BEYOND, bounds).scalar_one())
    if beyond:
        yield f"{beyond:,} rows are in no recording: they were added by something else than Kautilya"


def _fault(connection: Connection, before: Reach, previous: str, row: RowMapping) -> str | None:
    recording = recording_of(row)
    if recording.number != before.recording + 1:
        return f"recording {before.recording + 1} is missing"
    if recording.previous != previous:
        return "it does not continue the one before it"
    if recording.chain != chain(row):
        return "its own line was changed"
    if recording.content != content_between(connection, before, recording.reach).digest():
        return "its rows are not those that were recorded"
    return None
