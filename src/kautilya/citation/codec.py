"""A citation as a JSON file, and back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from kautilya.citation.document import (
    Citation,
    CitedClaim,
    CitedDataset,
    CitedPackage,
    Code,
    Read,
    Told,
    Unseen,
)
from kautilya.core.errors import InputError, Problem
from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement, Verdict

FORMAT = "kautilya citation"
FORMAT_VERSION = 1
MAX_BYTES = 256 * 1024 * 1024
LARGE = 8 * 1024 * 1024
"""Bytes from which on a file must begin like a citation before all of it is read."""

_DAYS = frozenset({"known_on", "valid_from", "valid_to"})
_CLAIM = tuple(field.name for field in fields(Claim))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A citation as it was found in a file."""

    citation: Citation
    digest: str
    """What its content hashes to."""
    stated: str
    """What it says that it hashes to; differs from `digest` if somebody changed it."""


def text_of(citation: Citation) -> str:
    """Write a citation as JSON, its own digest at the end."""
    told = _told(citation)
    return json.dumps({**told, "digest": _digest(told)}, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def digest_of(citation: Citation) -> str:
    """Return the SHA-256 of a citation's content, however it is laid out."""
    return _digest(_told(citation))


def opened(path: Path) -> Opened:
    """Read a citation; InputError if it cannot be read or is none."""
    try:
        _refuse_junk(path)
        return read_text(path.read_text(encoding="utf-8"), path.name)
    except OSError as exc:
        raise InputError(path, [Problem(file=path.name, message=f"cannot be read: {exc.strerror}")]) from exc
    except UnicodeDecodeError as exc:
        raise InputError(path, [Problem(file=path.name, message=f"is not UTF-8 (byte {exc.start})")]) from exc


def _refuse_junk(path: Path) -> None:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise InputError(path, [Problem(file=path.name, message=f"is larger than {MAX_BYTES:,} bytes: no citation is")])
    if size > LARGE:
        with path.open("rb") as file:
            if FORMAT.encode() not in file.read(4096):
                raise InputError(path, [Problem(file=path.name, message=f"is large and does not begin as a '{FORMAT}'")])


def read_text(text: str, file: str) -> Opened:
    """Read what `text_of` wrote; InputError for anything else."""
    try:
        told = json.loads(text)
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise InputError(file, [Problem(file=file, message=f"is no '{FORMAT}'")])
        if told["format_version"] != FORMAT_VERSION:
            message = f"is of format version {told['format_version']}, this version of Kautilya reads {FORMAT_VERSION}"
            raise InputError(file, [Problem(file=file, field="format_version", message=message)])
        stated = str(told.pop("digest"))
        return Opened(citation=_citation(told), digest=_digest(told), stated=stated)
    except KeyError as exc:
        raise InputError(file, [Problem(file=file, message=f"lacks {exc}")]) from exc
    except (ValueError, TypeError, AttributeError, RecursionError) as exc:
        raise InputError(file, [Problem(file=file, message=f"cannot be read as a citation: {exc}")]) from exc


def plain(value: object) -> Told:
    """Return a value as JSON: days and terms as text, records as objects."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, PartialDate | date):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"no JSON for a {type(value).__name__}")


def _told(citation: Citation) -> dict[str, Told]:
    told: dict[str, object] = {field.name: getattr(citation, field.name) for field in fields(citation)}
    told |= {
        "code": _fields(citation.code),
        "packages": [_fields(package) for package in citation.packages],
        "datasets": [_fields(one) for one in citation.datasets],
        "read": [_fields(one) for one in citation.read],
        "evidence": [_claim_told(one) for one in citation.evidence],
        "claims": [_claim_told(one) for one in citation.claims],
        "unseen": [_fields(one) for one in citation.unseen],
        "same_as": [_fields(one) for one in citation.same_as],
    }
    return {name: plain(value) for name, value in {"format": FORMAT, "format_version": FORMAT_VERSION, **told}.items()}


def _fields(value: Code | CitedPackage | CitedDataset | Read | Unseen | SameAs) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _claim_told(one: CitedClaim) -> dict[str, object]:
    judgement = {name: getattr(one.judgement, name) for name in ("verdict", "on", "by", "why")}
    claim = {name: getattr(one.claim, name) for name in _CLAIM}
    return {"id": one.claim_id, **claim, "known_by": one.known_by, "judgement": judgement}


def _citation(told: Mapping[str, Any]) -> Citation:
    return Citation(
        address=str(told["address"]),
        finding=dict(told["finding"]),
        question=str(told["question"]),
        parameters=dict(told["parameters"]),
        as_of=PartialDate.parse(told["as_of"]),
        recorded_by=None if told["recorded_by"] is None else date.fromisoformat(told["recorded_by"]),
        rules=tuple(map(str, told["rules"])),
        recording=int(told["recording"]),
        chain=str(told["chain"]),
        code=Code(**told["code"]),
        packages=tuple(_package(one) for one in told["packages"]),
        datasets=tuple(CitedDataset(**one) for one in told["datasets"]),
        read=tuple(Read(kind=str(one["kind"]), known_by=PartialDate.parse(one["known_by"])) for one in told["read"]),
        complete=bool(told["complete"]),
        evidence=tuple(_claim(one) for one in told["evidence"]),
        claims=tuple(_claim(one) for one in told["claims"]),
        unseen=tuple(Unseen(**one) for one in told["unseen"]),
        same_as=tuple(SameAs(**{**one, "on": date.fromisoformat(one["on"])}) for one in told["same_as"]),
        members=tuple(tuple(map(str, one)) for one in told["members"]),
    )


def _package(told: Mapping[str, Any]) -> CitedPackage:
    days = {"data_date": PartialDate.parse(told["data_date"]), "recorded_on": date.fromisoformat(told["recorded_on"])}
    return CitedPackage(**{**told, **days})


def _claim(told: Mapping[str, Any]) -> CitedClaim:
    content = {name: told[name] for name in _CLAIM}
    content |= {name: PartialDate.parse(told[name]) for name in _DAYS if told[name] is not None}
    claim = Claim(
        **{
            **content,
            "mark": Mark(told["mark"]),
            "known_basis": KnownBy(told["known_basis"]),
            "recorded_on": date.fromisoformat(told["recorded_on"]),
        }
    )
    judged = told["judgement"]
    judgement = Judgement(
        claim_id=str(told["id"]),
        verdict=Verdict(judged["verdict"]),
        on=date.fromisoformat(judged["on"]),
        by=str(judged["by"]),
        why=str(judged["why"]),
    )
    known_by = date.fromisoformat(told["known_by"])
    return CitedClaim(claim_id=str(told["id"]), claim=claim, known_by=known_by, judgement=judgement)


def _digest(told: Mapping[str, Any]) -> str:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
