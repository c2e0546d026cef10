"""A register with a small package that ships, and what is cited from it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from kautilya.citation.rebuilding import Embedded
from kautilya.core.periods import PartialDate
from kautilya.intake.datapackage import Import
from kautilya.measures.budget import budget_outlay
from kautilya.register.claim import Claim
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.package import Package
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import View
from tests.measures.finding_by import the
from tests.store.samples import a_claim

RECORDED = date(2026, 5, 1)
SHARE = "capital acquisition: share of BE"


def budget_row(subject: str, stage: str, crore: str) -> list[Claim]:
    cells = {
        "fiscal_year": "FY2014-15",
        "period_start": "2014-04-01",
        "period_end": "2015-03-31",
        "measure": "capital acquisition",
        "scope": "all",
        "stage": stage,
        "amount_inr_crore": crore,
        "amount_qualifier": "exact",
    }
    return [a_claim(raw, kind="budget", subject=subject, attribute=name) for name, raw in cells.items()]


CLAIMS = tuple(budget_row("bud002", "BE", "75148.03") + budget_row("bud004", "actual", "65862.38"))


def package_of(claims: tuple[Claim, ...], digest: str = "d" * 64, name: str = "small") -> Import:
    package = Package(
        digest=digest, name=name, version="1", data_date=PartialDate.parse("2026-04-30"), rows=2, recorded_on=RECORDED
    )
    judgements = tuple(
        Judgement(claim_id=claim.id, verdict=Verdict.ACCEPTED, on=RECORDED, by="import", why="taken over") for claim in claims
    )
    return Import(package=package, claims=claims, judgements=judgements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """Stands in for the packages inside a version of Kautilya."""

    packages: tuple[Import, ...]

    def __call__(self, name: str, recorded_on: date) -> Import | None:
        found = next((one for one in self.packages if one.package.name == name), None)
        return None if found is None else replace(found, package=replace(found.package, recorded_on=recorded_on))


def share_of(view: View) -> str:
    """Return the address of the share that the actual is of the estimate."""
    return the(budget_outlay(view), SHARE, stage="actual").address


@pytest.fixture
def shipped() -> Embedded:
    return Shipped(packages=(package_of(CLAIMS),))


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(IN_MEMORY)
    taken = package_of(CLAIMS)
    opened.add(taken.package, taken.claims, taken.judgements)
    yield opened
    opened.close()
