"""What a reader must know before the first figure: why the case is illustrative, and what audits of the facts found."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kautilya.core.errors import InputError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Preface:
    """The words that stand before the figures of one case."""

    title: str
    """Of the page; says that the case is illustrative."""
    illustrative: tuple[str, ...]
    """Why it is."""
    audits: tuple[str, ...]
    """What independent readers of the facts found; empty where nobody looked."""
    sources: tuple[str, ...]
    """Licences and credits of the sources."""
    sensitivity: tuple[str, ...]
    """What the table of sensitivities rests on."""


def preface(case_title: str) -> Preface:
    """Return the preface of a case: that of the embedded example, or one that says that nothing was audited."""
    for entry in _embedded():
        if case_title.startswith(str(entry["case"])):
            return _read(entry)
    return Preface(
        title=f"Illustrative case: {case_title}",
        illustrative=("The facts and assumptions of this case were put together by its author. Nobody has audited them.",),
        audits=("No audit of these facts is recorded: take each cell as a lead with a source, not as a fact.",),
        sources=(),
        sensitivity=(),
    )


def _embedded() -> list[Mapping[str, object]]:
    place = files("kautilya.report").joinpath("prefaces.json")
    entries: list[Mapping[str, object]] = json.loads(place.read_text(encoding="utf-8"))
    return entries


def _read(entry: Mapping[str, object]) -> Preface:
    texts = {name: entry.get(name) for name in ("illustrative", "audits", "sources", "sensitivity")}
    wrong = [name for name, value in texts.items() if not isinstance(value, list)]
    if wrong:
        problems = [Problem(file="prefaces.json", field=name, message="must be a list of sentences") for name in wrong]
        raise InputError(Path("prefaces.json"), problems)
    lists = {name: tuple(str(line) for line in value) for name, value in texts.items() if isinstance(value, list)}
    return Preface(title=str(entry["title"]), **lists)
