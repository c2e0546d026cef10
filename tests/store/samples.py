"""Small claims, judgements and packages for the store's tests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.dataset import Counts, Dataset, Layout
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.package import Package
from kautilya.store.interface import Receipt, Store

DATA_DATE = PartialDate.parse("2026-04-30")
RECORDED = date(2026, 5, 1)
LATER = date(2026, 5, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What one import brings."""

    package: Package
    claims: Sequence[Claim]
    judgements: Sequence[Judgement]

    def into(self, store: Store) -> Receipt:
        return store.add(self.package, self.claims, self.judgements)


def a_claim(
    raw: str = "2015-09-28",
    *,
    subject: str = "ah64e-22",
    attribute: str = "signed_on",
    unit: str | None = None,
    known_on: str = "2015-09",
    source: str = "https://example.org/page",
    kind: str = "deal",
) -> Claim:
    return Claim(
        kind=kind,
        subject=subject,
        attribute=attribute,
        raw=raw,
        unit=unit,
        mark=Mark.SOURCED,
        source=source,
        says="22 helicopters ordered",
        confidence="high",
        checked="none",
        known_on=PartialDate.parse(known_on),
        known_basis=KnownBy.PAGE,
        recorded_on=RECORDED,
        origin="deals.csv:3",
    )


def a_dataset() -> Dataset:
    return Dataset(
        sha256="0" * 64,
        file_sha256="1" * 64,
        file="register.csv",
        layout=Layout.TRADE_REGISTER,
        edition=RECORDED,
        window=None,
        licence="free",
        credit="an example",
        encoding="utf-8",
        lines=2,
        counts=Counts(read=1),
    )


def verdict(claim: Claim, word: Verdict = Verdict.ACCEPTED, *, on: date = RECORDED, why: str = "in the package") -> Judgement:
    return Judgement(claim_id=claim.id, verdict=word, on=on, by="example", why=why)


def a_package(digest: str = "d1", *, data_date: PartialDate = DATA_DATE) -> Package:
    return Package(
        digest=digest, name="example", version="1", data_date=data_date, licences=("CC0-1.0",), rows=1, recorded_on=RECORDED
    )


def sample(claims: Iterable[Claim], judgements: Iterable[Judgement] | None = None, *, digest: str = "d1") -> Sample:
    told = tuple(claims)
    judged = tuple(verdict(claim) for claim in told) if judgements is None else tuple(judgements)
    return Sample(package=a_package(digest), claims=told, judgements=judged)
