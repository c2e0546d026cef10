"""Claims, judgements and packages as rows of the register's tables, and back."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from kautilya.core.errors import StoreError
from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.identity import HeldSameAs, SameAs
from kautilya.register.judgement import HeldJudgement, Judgement, Undo, Verdict
from kautilya.register.package import Package

MARKS = {mark.value: mark for mark in Mark}
_BASES = {basis.value: basis for basis in KnownBy}
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


def known_by(claim: Claim, data_date: PartialDate) -> date:
    """Return the day from which views see a claim.

    It is the last day that its `known_on` can mean; but a month or year that contains the data date of the package it came in
    counts as known on the data date, since the package could not hold it otherwise.
    """
    return data_date.last if claim.known_on.covers(data_date) else claim.known_on.last


def claim_row(claim: Claim, data_date: PartialDate, known: date | None = None) -> dict[str, Any]:
    """Return the row of a claim that came in a package of the given data date, or is known to be seen from a day on."""
    return {
        "id": claim.id,
        "kind": claim.kind,
        "subject": claim.subject,
        "attribute": claim.attribute,
        "raw": claim.raw,
        "unit": claim.unit,
        "mark": claim.mark.value,
        "source": claim.source,
        "says": claim.says,
        "quote": claim.quote,
        "confidence": claim.confidence,
        "checked": claim.checked,
        "known_on": str(claim.known_on),
        "known_basis": claim.known_basis.value,
        "known_by": (known or known_by(claim, data_date)).isoformat(),
        "valid_from": _text(claim.valid_from),
        "valid_to": _text(claim.valid_to),
        "recorded_on": claim.recorded_on.isoformat(),
        "origin": claim.origin,
    }


Shared = Callable[[str, str], str]
"""Gives the text that was first given for an equal one: `{}.setdefault`."""


def claim_of(row: RowMapping, shared: Shared | None = None) -> Claim:
    """Return the claim of a row, its id as the row has it (`doctor` hashes the content again).

    Cells of one row, and rows of one page, say the same of where they come from: `shared` keeps one text for all.

    Raises:
        StoreError: A column holds what was never recorded.
    """
    try:
        claim = _claim(row, shared or _alone)
    except (KeyError, ValueError) as exc:
        raise StoreError(f"claim number {row['seq']} in the register was changed and cannot be read: {exc}") from exc
    claim.__dict__["id"] = row["id"]  # where the cached property keeps it: hashing every claim anew takes most of a fold
    return claim


def _alone(text: str, _: str) -> str:
    return text


def _claim(row: RowMapping, shared: Shared) -> Claim:
    return Claim(
        kind=shared(row["kind"], row["kind"]),
        subject=shared(row["subject"], row["subject"]),
        attribute=shared(row["attribute"], row["attribute"]),
        raw=row["raw"],
        unit=row["unit"],
        mark=MARKS[row["mark"]],
        source=shared(row["source"], row["source"]),
        says=shared(row["says"], row["says"]),
        quote=row["quote"],
        confidence=shared(row["confidence"], row["confidence"]),
        checked=shared(row["checked"], row["checked"]),
        known_on=PartialDate.parse(row["known_on"]),
        known_basis=_BASES[row["known_basis"]],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        recorded_on=date.fromisoformat(row["recorded_on"]),
        origin=shared(row["origin"], row["origin"]),
    )


def is_readable(
    mark: str, known_on: str, known_basis: str, valid_from: str | None, valid_to: str | None, recorded_on: str, *judged: str
) -> bool:
    """Tell whether `claim_of` and `judgement_of` can read these columns; `judged` are the verdict and its day."""
    verdict, on_day = judged
    try:
        for text in (known_on, valid_from, valid_to):
            _day(text)
        for day in (recorded_on, on_day):
            date.fromisoformat(day)
    except ValueError:
        return False
    return mark in MARKS and known_basis in _BASES and verdict in _VERDICTS


def judgement_row(judgement: Judgement) -> dict[str, Any]:
    """Return the row of a judgement."""
    return {
        "claim_id": judgement.claim_id,
        "verdict": judgement.verdict.value,
        "on_day": judgement.on.isoformat(),
        "by_whom": judgement.by,
        "why": judgement.why,
        "undoes": None,
    }


def judgement_of(row: RowMapping) -> Judgement:
    """Return the judgement of a row."""
    return Judgement(
        claim_id=row["claim_id"],
        verdict=_VERDICTS[row["verdict"]],
        on=date.fromisoformat(row["on_day"]),
        by=row["by_whom"],
        why=row["why"],
    )


def held_judgement_of(row: RowMapping) -> HeldJudgement:
    """Return the judgement of a row of `statements.JUDGEMENTS`, with what took it back."""
    undone = None
    if row["undone_by"] is not None:
        day = date.fromisoformat(row["undone_on"])
        undone = Undo(number=row["seq"], on=day, by=row["undone_by_whom"], why=row["undone_why"])
    return HeldJudgement(number=row["seq"], judgement=judgement_of(row), undone=undone)


def identity_row(same: SameAs) -> dict[str, Any]:
    """Return the row of what is said to be the same."""
    return {
        "kind": same.kind,
        "subject": same.subject,
        "other_kind": same.other_kind,
        "other_subject": same.other_subject,
        "on_day": same.on.isoformat(),
        "by_whom": same.by,
        "why": same.why,
        "undoes": None,
    }


def same_as_of(row: RowMapping) -> SameAs:
    """Return what a row says to be the same."""
    return SameAs(
        kind=row["kind"],
        subject=row["subject"],
        other_kind=row["other_kind"],
        other_subject=row["other_subject"],
        on=date.fromisoformat(row["on_day"]),
        by=row["by_whom"],
        why=row["why"],
    )


def held_same_as_of(row: RowMapping) -> HeldSameAs:
    """Return the row of `statements.IDENTITIES`."""
    return HeldSameAs(number=row["seq"], same_as=same_as_of(row), undone=row["undone_by"] is not None)


def package_row(package: Package) -> dict[str, Any]:
    """Return the row of a package."""
    return {
        "digest": package.digest,
        "name": package.name,
        "version": package.version,
        "data_date": str(package.data_date),
        "title": package.title,
        "licences": json.dumps(package.licences, ensure_ascii=False),
        "row_count": package.rows,
        "recorded_on": package.recorded_on.isoformat(),
    }


def package_of(row: RowMapping) -> Package:
    """Return the package of a row."""
    return Package(
        digest=row["digest"],
        name=row["name"],
        version=row["version"],
        data_date=PartialDate.parse(row["data_date"]),
        title=row["title"],
        licences=tuple(json.loads(row["licences"])),
        rows=row["row_count"],
        recorded_on=date.fromisoformat(row["recorded_on"]),
    )


def _text(day: PartialDate | None) -> str | None:
    return None if day is None else str(day)


def _day(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
