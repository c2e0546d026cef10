"""Citations of answers from files of arms transfers: digests of the files instead of claims, and the whole answer.

The rows of the files are not in it: many may not be passed on. Who verifies needs the same files, or a register that holds
them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from kautilya.citation.codec import MAX_BYTES, plain
from kautilya.citation.computing import differing_code, this_code
from kautilya.citation.document import CitedDataset, Code, Told
from kautilya.citation.verifying import Outcome, same
from kautilya.core.errors import InputError, KautilyaError, Problem
from kautilya.intake.transfers.read import read_transfers
from kautilya.measures.transfers.answers import Answered, answered
from kautilya.measures.transfers.held import Held
from kautilya.measures.transfers.questions import TRANSFER_MEASURES, Question
from kautilya.measures.transfers.source import Unit
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Dataset
from kautilya.store.datasets import datasets
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore

FORMAT = "kautilya citation of files"
FORMAT_VERSION = 1
LISTED = 20
"""Differences that are listed one by one."""
_DATASET = tuple(field.name for field in fields(CitedDataset))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOfFiles:
    """What was asked of the files."""

    measure: str
    question: Question
    edition: date | str
    """A day, `newest` or `all`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesVerification:
    """What was found when an answer was computed again."""

    measure: str
    outcome: Outcome
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    digest: str
    """Digest of the citation, to be compared with the one that its author printed."""


def cite_files(held: Held, asked: AskedOfFiles) -> dict[str, Told]:
    """Cite the answer to a question as a JSON document: question, answer, digests of all files that were looked at, code.

    Raises:
        NotFoundError: There is no file, none of that edition, or none that can answer.
    """
    store = held.store.store
    last = store.reach(held.store.recorded_by).recording
    told: dict[str, Told] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "measure": asked.measure,
        "asked": _asked_told(asked),
        "known_by": None if held.known_by is None else str(held.known_by),
        "recording": last,
        "chain": next((one.chain for one in store.recordings() if one.number == last), ""),
        "code": plain({field.name: getattr(this_code(), field.name) for field in fields(Code)}),
        "datasets": [plain({name: getattr(_cited(one), name) for name in _DATASET}) for one in held.datasets()],
        "answer": _answer_told(answered(held, TRANSFER_MEASURES[asked.measure], asked.question, asked.edition)),
    }
    return {**told, "digest": digest_of(told)}


def digest_of(told: Mapping[str, Told]) -> str:
    """Return the SHA-256 of a citation without its own digest, keys sorted, no blanks."""
    content = {name: value for name, value in told.items() if name != "digest"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_of_files(path: Path) -> bool:
    """Tell whether a file begins as a citation of files does."""
    try:
        with path.open("rb") as file:
            return f'"{FORMAT}"'.encode() in file.read(200)
    except OSError:
        return False


def read_citation(path: Path) -> dict[str, Any]:
    """Read such a citation; InputError if it cannot be read."""
    try:
        return _read(path)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as exc:
        message = f"cannot be read as a citation: {exc}"
        raise InputError(path, [Problem(file=path.name, message=message)]) from exc


def _read(path: Path) -> dict[str, Any]:
    """Read the document and try its parts; raises in many ways where one is not what it should be."""
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES:,} bytes: no citation is")
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if told["format_version"] != FORMAT_VERSION:
        raise ValueError(f"it is of format version {told['format_version']}, this version reads {FORMAT_VERSION}")
    _asked(told)
    Code(**told["code"])
    if not all((told["datasets"], told["digest"], told["answer"]["question"])):
        raise ValueError("its data sets, digest or question are blank")
    for one in told["datasets"]:
        CitedDataset(**one)
    return told


def verify_files(told: Mapping[str, Any], store: SqlStore | None, files: Iterable[Path] = ()) -> FilesVerification:
    """Compute a cited answer again from the same files, found in a register or given as files.

    Raises:
        InputError: A file that is given cannot be read.
    """
    given = open_store(IN_MEMORY) if store is None else store
    try:
        cited = [CitedDataset(**one) for one in told["datasets"]]
        if store is None:
            _take_in(given, files, cited)
        return _verified(told, given, cited)
    finally:
        if store is None:
            given.close()


def _verified(told: Mapping[str, Any], store: SqlStore, cited: Sequence[CitedDataset]) -> FilesVerification:
    there = {(one.sha256, _edition_text(one)) for one in datasets(store).list()}
    missing = [one for one in cited if (one.sha256, one.edition) not in there]
    reasons = [
        f"missing: {one.file}, {one.layout}, edition {one.edition or 'not told'}, data set {one.sha256}" for one in missing
    ]
    digest = digest_of(told)
    changed = [] if digest == told["digest"] else ["the citation was changed after it was written"]
    if not missing:
        changed += [f"register {store.where}: {fault}" for fault in store.inspection.ledger_faults()]
        changed += _differences(told, store, cited)
    code = differing_code(Code(**told["code"]), this_code())
    notes = [f"{name} differs: cited with {one}, computed with {here}" for name, (one, here) in code.items()]
    return FilesVerification(
        measure=told["measure"],
        outcome=Outcome.CANNOT if missing else Outcome.DIFFERENT if changed else Outcome.SAME,
        reasons=(*reasons, *changed),
        notes=tuple(notes or ["computed by the same code"]),
        digest=digest,
    )


def _differences(told: Mapping[str, Any], store: SqlStore, cited: Sequence[CitedDataset]) -> list[str]:
    asked = _asked(told)
    day = None if told["known_by"] is None else date.fromisoformat(told["known_by"])
    held = Held(store=datasets(store), known_by=day, only=frozenset((one.sha256, one.edition) for one in cited))
    try:
        here = _answer_told(answered(held, TRANSFER_MEASURES[asked.measure], asked.question, asked.edition))
    except KautilyaError as exc:
        return [f"it cannot be computed: {exc}"]
    found = list(_differing("", told["answer"], here))
    more = [f"and {len(found) - LISTED:,} more differences"] if len(found) > LISTED else []
    return [*found[:LISTED], *more]


def _differing(place: str, cited: Told, here: Told) -> Iterator[str]:
    """Yield where two answers differ, from the outside in."""
    if isinstance(cited, dict) and isinstance(here, dict):
        for name in dict.fromkeys((*cited, *here)):
            yield from _differing(f"{place}.{name}" if place else name, cited.get(name), here.get(name))
    elif isinstance(cited, list) and isinstance(here, list) and len(cited) == len(here):
        for number, (one, other) in enumerate(zip(cited, here, strict=True), start=1):
            yield from _differing(f"{place} {number}", one, other)
    elif not same(cited, here):
        yield f"{place}: cited {cited!r}, computed {here!r}"


def _take_in(store: SqlStore, files: Iterable[Path], cited: Sequence[CitedDataset]) -> None:
    """Read files into a register in memory; an edition that a user told at the import is told by the citation."""
    editions = {one.sha256: one.edition for one in cited}
    for path in files:
        for found in read_transfers(path):
            dataset, told = found.dataset, editions.get(found.dataset.sha256, "")
            if dataset.edition is None and told:
                dataset = replace(dataset, edition=date.fromisoformat(told), edition_given=True)
            datasets(store).add(dataset, found.frames, recorded_on=date.max)


def _cited(one: Dataset) -> CitedDataset:
    return CitedDataset(
        sha256=one.sha256, edition=_edition_text(one), layout=one.layout.value, file=one.file, credit=one.credit
    )


def _edition_text(one: Dataset) -> str:
    return "" if one.edition is None else one.edition.isoformat()


def _asked_told(asked: AskedOfFiles) -> Told:
    question = asked.question
    told = {
        **{name: getattr(question, name) for name in ("recipient", "supplier", "mapping", "by_block")},
        "unit": question.unit,
        "window": None if question.window is None else str(question.window),
        "before": None if question.before is None else str(question.before),
        "editions": None if question.editions is None else list(question.editions),
        "edition": asked.edition,
    }
    return plain(told)


def _asked(told: Mapping[str, Any]) -> AskedOfFiles:
    """Return what was asked; ValueError or KeyError for what cannot have been."""
    asked = told["asked"]
    if told["measure"] not in TRANSFER_MEASURES:
        raise ValueError(f"measure '{told['measure']}'; this version has: {', '.join(TRANSFER_MEASURES)}")
    windows = {name: None if asked[name] is None else Years.parse(asked[name]) for name in ("window", "before")}
    pair = None if asked["editions"] is None else tuple(date.fromisoformat(day) for day in asked["editions"])
    question = Question(
        recipient=asked["recipient"],
        supplier=asked["supplier"],
        mapping=asked["mapping"],
        by_block=bool(asked["by_block"]),
        unit=Unit(asked["unit"]),
        window=windows["window"],
        before=windows["before"],
        editions=None if pair is None else (pair[0], pair[1]),
    )
    edition = asked["edition"]
    day = edition if edition in ("newest", "all") else date.fromisoformat(edition)
    return AskedOfFiles(measure=told["measure"], question=question, edition=day)


def _answer_told(found: Answered) -> Told:
    result = found.result
    told = {name: getattr(result, name) for name in ("question", "value", "denominator", "warnings", "notes", "credit")}
    return plain({**told, "chosen": found.chosen, "rows": result.frame.to_dicts()})
