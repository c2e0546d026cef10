"""The work that is killed: an import, a batch of judgements, a migration, a restoration, writing over a file."""

from collections.abc import Callable
from pathlib import Path

from bench import _synthetic
from kautilya.cli.files import write_bytes
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.recording import What
from kautilya.store.interface import Batch
from kautilya.store.migrating import migrate
from kautilya.store.opening import open_store
from kautilya.store.restoring import restore

CLAIMS = 400
LATER = _synthetic.RECORDED.replace(day=2)


def importing(address: str) -> Callable[[], object]:
    """Take in a package."""
    store = open_store(address)
    claims, judgements = list(_synthetic.claims(CLAIMS)), list(_synthetic.judgements(CLAIMS))
    return lambda: store.add(_synthetic.package(CLAIMS), claims, judgements)


def judging(address: str) -> Callable[[], object]:
    """Withdraw every claim of a register in one batch."""
    store = open_store(address)
    judged = [
        Judgement(claim_id=claim.id, verdict=Verdict.WITHDRAWN, on=LATER, by="me", why="all wrong") for claim in store.claims()
    ]
    return lambda: store.record(Batch(day=LATER, by="me", what=What.JUDGE, judgements=judged))


def migrating(address: str) -> Callable[[], object]:
    """Bring a register of the first release to this one's tables."""
    return lambda: migrate(address)


def restoring(address: str, backup: Path) -> Callable[[], object]:
    """Restore a backup."""
    store = open_store(address)
    return lambda: restore(store, backup)


def writing(path: Path, content: bytes) -> Callable[[], object]:
    """Write over a file."""
    return lambda: write_bytes(path, content)
