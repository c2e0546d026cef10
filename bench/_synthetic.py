"""A register of any size, drawn from nothing but its size: deals and engagements with one conflict in twenty records."""

import hashlib
from collections.abc import Iterator
from datetime import date

from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.package import Package

RECORDED = date(2026, 5, 1)
DATA_DATE = PartialDate(year=2026, month=4, day=30)
SMALL = 100
"""Approvals in every register, however large: a kind that is small while others grow."""

_DEAL = (
    ("buyer", "IND"), ("supplier_country", "FRA"), ("signed_on", "20{0}-0{1}-1{1}"), ("quantity", "{0}{1}"),
    ("value_signed", "{0}{1}5000000"), ("note", "taken over from page {0} of the yearly statement"),
    ("first_delivered_planned_original", "20{0}-0{1}"), ("status_as_printed", "deliveries under way, batch {0}"),
    ("delays", "{1} months behind the plan"), ("last_seen_on", "2026-0{1}"),
)  # fmt: skip
_ENGAGEMENT = (
    ("start", "20{0}-0{1}-1{1}"), ("parties", "IND;FRA"), ("topic", "round {0} of the talks"), ("place", "Place {1}"),
    ("visit_id", "visit-{0}-{1}"), ("note", "joint statement, paragraph {0}"), ("edition", "{1}"), ("series", "series {1}"),
)  # fmt: skip


def package(claims: int, *, name: str = "synthetic") -> Package:
    """Return a package of about so many claims."""
    digest = hashlib.sha256(f"{name} {claims}".encode()).hexdigest()
    return Package(digest=digest, name=name, version="1", data_date=DATA_DATE, rows=claims // 10, recorded_on=RECORDED)


def claims(total: int) -> Iterator[Claim]:
    """Yield so many claims, the same for the same number: a smaller register is the beginning of a larger one."""
    for number, claim in zip(range(total), _endless(), strict=False):
        del number
        yield claim


def judgements(total: int) -> Iterator[Judgement]:
    """Yield an acceptance of each claim."""
    for claim in claims(total):
        yield Judgement(
            claim_id=claim.id, verdict=Verdict.ACCEPTED, on=RECORDED, by="import", why="taken over with synthetic 1"
        )


def _endless() -> Iterator[Claim]:
    for place in range(SMALL):
        yield _claim("approval", f"approval-{place}", "note", f"approval {place}", place, "page")
    record = 0
    while True:
        kind, cells = ("deal", _DEAL) if record % 5 < 3 else ("engagement", _ENGAGEMENT)
        subject, year, month = f"{kind}-{record}", 10 + record % 15, 1 + record % 9
        for attribute, form in cells:
            yield _claim(kind, subject, attribute, form.format(year, month), record, "page")
        if record % 20 == 0:
            yield _claim(kind, subject, "note", "another account of the same page", record, "other")
        record += 1


def _claim(kind: str, subject: str, attribute: str, raw: str, record: int, page: str) -> Claim:
    return Claim(
        kind=kind,
        subject=subject,
        attribute=attribute,
        raw=raw,
        unit="INR" if attribute == "value_signed" else None,
        mark=Mark.SOURCED,
        source=f"https://example.org/{page}/{record}",
        says="The ministry told parliament on that day what had been ordered, delivered and paid, and when the rest is due.",
        confidence="high",
        checked="none",
        known_on=PartialDate(year=2010 + record % 15, month=1 + record % 12),
        known_basis=KnownBy.PAGE,
        recorded_on=RECORDED,
        origin=f"{kind}s.csv:{record + 2}",
    )
