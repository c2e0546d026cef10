"""A crowd that reads and writes one register at once, and watches for anything lost or seen half.

Writers swap which of two contradicting claims of a deal is accepted (two judgements in one transaction) and import small
packages; readers look that of each deal one claim is accepted, neither none nor both, and that no package is there in part.
"""

import hashlib
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kautilya.register.claim import Claim
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.recording import What
from kautilya.store.interface import Batch
from kautilya.store.opening import open_store
from kautilya.store.sql_store import SqlStore
from tests.store.samples import LATER, a_claim, a_package, verdict

DEALS = 200
TOGETHER = 10
"""Claims of each imported package."""
IMPORTS = 0.2
"""Share of a writer's transactions that import."""
COUNTS = 0.05
"""Share of a reader's reads that count all records of a view; the others read one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one member of the crowd did and saw."""

    swaps: int = 0
    imports: int = 0
    reads: tuple[float, ...] = ()
    """Seconds that each read took."""
    halves: tuple[str, ...] = ()
    """What was seen that should never be."""


def deal_claims(deal: int) -> tuple[Claim, Claim]:
    """Return the two accounts of a deal's signature."""
    return (
        a_claim("2015-09-28", subject=f"deal-{deal}"),
        a_claim("2016-01-15", subject=f"deal-{deal}", source="https://example.org/other"),
    )


def prepare(address: str) -> None:
    """Fill an empty register with deals of which the first account is accepted."""
    store = open_store(address)
    pairs = [deal_claims(deal) for deal in range(DEALS)]
    judgements = [verdict(claim, word) for pair in pairs for claim, word in zip(pair, _words(0), strict=True)]
    store.add(a_package("crowd"), (claim for pair in pairs for claim in pair), judgements)
    store.close()


def _words(accepted: int) -> tuple[Verdict, Verdict]:
    return (Verdict.ACCEPTED, Verdict.WITHDRAWN) if accepted == 0 else (Verdict.WITHDRAWN, Verdict.ACCEPTED)


def write(address: str, seed: int, until: float) -> Seen:
    """Swap and import until a moment (`time.time()`)."""
    chance, store = random.Random(seed), open_store(address)  # noqa: S311 - drawn, not secret
    swaps, imports = 0, 0
    while time.time() < until:
        if chance.random() < IMPORTS:
            _import(store, f"{seed}-{imports}")
            imports += 1
        else:
            _swap(store, chance.randrange(DEALS), chance.randrange(2), f"writer {seed}")
            swaps += 1
    store.close()
    return Seen(swaps=swaps, imports=imports)


def _swap(store: SqlStore, deal: int, accepted: int, by: str) -> None:
    judged = [
        Judgement(claim_id=claim.id, verdict=word, on=LATER, by=by, why="swap")
        for claim, word in zip(deal_claims(deal), _words(accepted), strict=True)
    ]
    store.record(Batch(day=LATER, by=by, what=What.JUDGE, judgements=judged))


def _import(store: SqlStore, name: str) -> None:
    package = replace(a_package(hashlib.sha256(name.encode()).hexdigest()), recorded_on=LATER)
    claims = [a_claim(str(place), subject=f"{name}-{place}", attribute="number", kind="exercise") for place in range(TOGETHER)]
    store.add(package, claims, [verdict(claim, on=LATER) for claim in claims])


def read(address: str, seed: int, until: float) -> Seen:
    """Read until a moment (`time.time()`)."""
    chance, store = random.Random(seed), open_store(address)  # noqa: S311 - drawn, not secret
    reads: list[float] = []
    halves: list[str] = []
    while time.time() < until:
        started = time.perf_counter()
        if chance.random() < COUNTS:
            extent = store.view().extent()
            imported = extent["exercise"].claims if "exercise" in extent else 0
            if extent["deal"].claims != DEALS or imported % TOGETHER:
                halves.append(f"{extent['deal'].claims} of {DEALS} deals, {imported} imported claims")
        else:
            field = store.view().record("deal", f"deal-{chance.randrange(DEALS)}").cell("signed_on")
            if len(field.claim_ids) != 1:
                halves.append(f"{len(field.claim_ids)} accounts of one signature are accepted")
        reads.append(time.perf_counter() - started)
    store.close()
    return Seen(reads=tuple(reads), halves=tuple(halves))


def lost(address: str, crowd: Iterable[Seen]) -> Sequence[str]:
    """Return what the register lacks of what the crowd recorded, and what is wrong with its ledger."""
    seen, store = list(crowd), open_store(address)
    swaps, imports = sum(one.swaps for one in seen), sum(one.imports for one in seen)
    held = {
        "recordings": (len(store.recordings()), 1 + swaps + imports),
        "packages": (len(store.packages()), 1 + imports),
        "judgements": (store.inspection.judgements(), 2 * DEALS + 2 * swaps + TOGETHER * imports),
        "claims": (sum(store.inspection.claims_by_kind().values()), 2 * DEALS + TOGETHER * imports),
    }
    faults = [f"{name}: {found} of {expected}" for name, (found, expected) in held.items() if found != expected]
    faults += store.inspection.ledger_faults()
    store.close()
    return faults
