"""A citation's ground in a register: the state of the register at the recording that it names."""

from dataclasses import dataclass

from kautilya.citation.document import Citation
from kautilya.store.reading import ReachReader
from kautilya.store.sql_store import SqlStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found in a register."""

    reader: ReachReader | None
    missing: tuple[str, ...]
    faults: tuple[str, ...]


def at_the_recording(citation: Citation, store: SqlStore) -> Found:
    """Return the register as it was when the figure was cited; its ledger is computed anew."""
    faults = tuple(f"register {store.where}: {fault}" for fault in store.inspection.ledger_faults())
    reach = next((one.reach for one in store.recordings() if one.chain == citation.chain), None)
    if reach is None:
        missing = f"recording {citation.recording} with chain digest {citation.chain[:12]} in register {store.where}"
        return Found(reader=None, missing=(missing,), faults=faults)
    reader = ReachReader(engine=store.inspection.engine, where=store.where, reach=reach)
    return Found(reader=reader, missing=(), faults=faults)
