"""A data set as JSON text, and back."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from kautilya.register.dataset import Counts, Dataset, DatasetProblem, Direction, Layout, ProblemKind, Selection


def text_of(dataset: Dataset) -> str:
    """Write a data set as JSON, its problems included."""
    facts = {name: getattr(dataset, name) for name in _PLAIN}
    facts |= {
        "layout": dataset.layout.value,
        "edition": None if dataset.edition is None else dataset.edition.isoformat(),
        "direction": None if dataset.direction is None else dataset.direction.value,
        "window": None if dataset.window is None else list(dataset.window),
        "selection": {"supplier": dataset.selection.supplier, "recipient": dataset.selection.recipient},
        "counts": {name: getattr(dataset.counts, name) for name in _COUNTS},
        "problems": [_problem_text(problem) for problem in dataset.problems],
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def dataset_of(text: str) -> Dataset:
    """Read a data set that `text_of` wrote."""
    facts: dict[str, Any] = json.loads(text)
    return Dataset(
        **{name: facts[name] for name in _PLAIN},
        layout=Layout(facts["layout"]),
        edition=None if facts["edition"] is None else date.fromisoformat(facts["edition"]),
        direction=None if facts["direction"] is None else Direction(facts["direction"]),
        window=None if facts["window"] is None else (facts["window"][0], facts["window"][1]),
        selection=Selection(**facts["selection"]),
        counts=Counts(**facts["counts"]),
        problems=tuple(_problem(problem) for problem in facts["problems"]),
    )


_PLAIN = (
    "sha256", "file_sha256", "file", "part", "edition_given", "window_stated", "subject", "subject_code", "suppliers",
    "recipients", "licence", "credit", "encoding", "lines",
)  # fmt: skip
_COUNTS = ("read", "repaired", "refused", "duplicates")


def _problem_text(problem: DatasetProblem) -> dict[str, Any]:
    return {
        "kind": problem.kind.value,
        "row": problem.row,
        "field": problem.field,
        "message": problem.message,
        "raw": problem.raw,
        "count": problem.count,
    }


def _problem(facts: Mapping[str, Any]) -> DatasetProblem:
    return DatasetProblem(
        kind=ProblemKind(facts["kind"]),
        row=facts["row"],
        field=facts["field"],
        message=facts["message"],
        raw=facts["raw"],
        count=facts["count"],
    )
