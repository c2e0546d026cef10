"""Computes one finding from a view, and tells by which code."""

import hashlib
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kautilya.citation.codec import plain
from kautilya.citation.document import Code, Told
from kautilya.core.errors import NotFoundError
from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import MEASURES, measured, option
from kautilya.measures.finding import Finding
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.store.view import View

LIBRARIES = ("numpy", "polars")
"""What the measures compute with."""


def finding_at(address: str, view: View, scope: Scope = EVERYTHING) -> Finding:
    """Compute the finding of an address.

    Args:
        address: As `measure --json` prints it: `diversification:3f2a9c41d0b7`.
        view: The view to compute it from.
        scope: What the measure is narrowed to.

    Raises:
        NotFoundError: There is no such measure, or it has no finding of that address on this view.
        UsageError: The measure cannot be narrowed in this way.
    """
    name = address.partition(":")[0]
    measurement = measured(name, view, scope)
    for finding in measurement.findings:
        if finding.address == address:
            return finding
    raise NotFoundError(
        f"{name} has no finding '{address}' as of {view.as_of}{_narrowed(scope)}; `kautilya measure {name} --json` prints the "
        "addresses, and a figure that was asked for with --partner, --from or --to is cited with the same"
    )


def _narrowed(scope: Scope) -> str:
    told = ", ".join(f"{option(field)} {getattr(scope, field)}" for field in scope.given())
    return f" with {told}" if told else ""


def parameters_of(scope: Scope) -> dict[str, Told]:
    """Return what a question is narrowed to as a citation tells it."""
    return {field: str(getattr(scope, field)) for field in scope.given()}


def scope_of(parameters: Mapping[str, Told]) -> Scope:
    """Return what `parameters_of` told; ValueError for anything else."""
    wrong = sorted(parameters.keys() - Scope.__dataclass_fields__.keys())
    if wrong:
        raise ValueError(f"no question is narrowed by {', '.join(wrong)}")
    told = {name: str(value) for name, value in parameters.items()}
    days = {name: PartialDate.parse(told[name]) for name in ("since", "until") if name in told}
    return Scope(partner=told.get("partner"), since=days.get("since"), until=days.get("until"))


def question_of(address: str) -> str:
    """Return the question of the measure that an address names; NotFoundError lists the measures."""
    name = address.partition(":")[0]
    if name not in MEASURES:
        raise NotFoundError(f"no measure '{name}'; measures are: {', '.join(MEASURES)}")
    return MEASURES[name].question


def finding_told(finding: Finding) -> dict[str, Told]:
    """Return a finding as JSON, all its fields by name."""
    return {name: plain(getattr(finding, name)) for name in Finding.__dataclass_fields__}


def this_code() -> Code:
    """Return what computes here."""
    return Code(
        kautilya=version("kautilya"),
        source=_source(),
        python=platform.python_version(),
        libraries={name: version(name) for name in LIBRARIES},
    )


@cache
def _source() -> str:
    """Hash the source files of this package, by their paths."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.relative_to(root).as_posix()}\n".encode())
    return digest.hexdigest()


def differing_code(cited: Code, here: Code) -> Mapping[str, tuple[str, str]]:
    """Return what differs between the code that cited and this: name to cited and here."""
    cited_told = {"kautilya": cited.kautilya, "source": cited.source[:12], "python": cited.python, **cited.libraries}
    here_told = {"kautilya": here.kautilya, "source": here.source[:12], "python": here.python, **here.libraries}
    names = dict.fromkeys((*cited_told, *here_told))
    told = {name: (cited_told.get(name, "none"), here_told.get(name, "none")) for name in names}
    return {name: pair for name, pair in told.items() if pair[0] != pair[1]}
