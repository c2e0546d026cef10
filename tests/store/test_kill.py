"""An import that is killed leaves the register as it was or with the whole package."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kautilya.store.opening import open_store
from tests.store.samples import a_claim, sample

CLAIMS = 12_000
KILLED_IMPORT = """
import os, signal, sys
from datetime import date
from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.judgement import Judgement, Verdict
from kautilya.store import sql_store
from kautilya.register.package import Package
from kautilya.store.opening import open_store

path, claims, moment = sys.argv[1], int(sys.argv[2]), sys.argv[3]
DAY = date(2026, 5, 1)

def killed():
    os.kill(os.getpid(), signal.SIGKILL)

def told():
    for place in range(claims):
        if moment == f"claim {place}":
            killed()
        yield Claim(
            kind="deal", subject=f"deal-{place}", attribute="quantity", raw=str(place), mark=Mark.SOURCED, source="a page",
            says="x" * 400, known_on=PartialDate(year=2025), known_basis=KnownBy.PAGE, recorded_on=DAY,
        )

def judged():
    for place, claim in enumerate(told()):
        if moment == f"judgement {place}":
            killed()
        yield Judgement(claim_id=claim.id, verdict=Verdict.ACCEPTED, on=DAY, by="test", why="in the package")
    if moment == "before the end":
        killed()

store = open_store(path, create=True)
package = Package(
    digest="big", name="big", version="1", data_date=PartialDate(year=2026, month=4, day=30), rows=claims, recorded_on=DAY
)
store.add(package, told(), judged())
if moment == "after the end":
    killed()
"""
MOMENTS = ("claim 0", "claim 7000", "claim 11999", "judgement 1", "judgement 6000", "before the end", "after the end")


def interrupted_import(path: Path, moment: str) -> int:
    command: Sequence[str] = (sys.executable, "-c", KILLED_IMPORT, str(path), str(CLAIMS), moment)
    return subprocess.run(command, check=False, timeout=60).returncode


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_import_leaves_all_or_nothing_and_a_usable_register(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "register.db"
    store = open_store(path, create=True)
    sample([a_claim()]).into(store)
    store.close()

    assert interrupted_import(path, moment) == -signal.SIGKILL

    whole = moment == "after the end"
    store = open_store(path)
    assert [package.digest for package in store.packages()] == (["d1", "big"] if whole else ["d1"])
    assert sum(1 for _ in store.claims()) == (CLAIMS + 1 if whole else 1)
    assert len(store.view().claims("deal")) == (CLAIMS + 1 if whole else 1)
    assert store.inspection.damage() == ()
    assert sample([a_claim("2016")], digest="d2").into(store).added == 1
    store.close()


def test_a_first_import_that_is_killed_can_be_done_again(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    assert interrupted_import(path, "claim 9000") == -signal.SIGKILL
    assert interrupted_import(path, "never") == 0
    store = open_store(path)
    assert sum(1 for _ in store.claims()) == CLAIMS
    store.close()
