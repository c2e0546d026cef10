"""The error tree: one base, few leaves, each saying what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class KautilyaError(Exception):
    """Anything that Kautilya refuses to do, told in words meant for its user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with an input."""

    file: str
    line: int | None = None
    """1-based line of the file, as an editor counts; None when the whole file is meant."""
    field: str | None = None
    message: str

    def __str__(self) -> str:
        """Write `file:line: field: message`, leaving out what is not known."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}" if self.field is None else f"{place}: {self.field}: {self.message}"


class InputError(KautilyaError):
    """An input was refused; it lists every problem found and nothing was changed."""

    def __init__(self, source: str | Path, problems: Sequence[Problem]) -> None:
        self.source = str(source)
        self.problems = tuple(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{self.source}: {len(self.problems)} problem(s), nothing was changed\n{lines}")


class MissingExtraError(KautilyaError):
    """An optional library is absent; the message holds the command that installs it."""


class NotFoundError(KautilyaError):
    """A record, claim, kind or measure of that name is not in the view."""


class UsageError(KautilyaError):
    """A question was asked in a way that it does not understand."""


class MissingRateError(KautilyaError):
    """A conversion was asked for without a dated rate in the register (CONVENTIONS §2)."""


class InfeasibleError(KautilyaError):
    """No plan satisfies all limits; `clashing` names a set of limits that cannot hold together."""

    def __init__(self, clashing: Sequence[str], says: Sequence[str] = ()) -> None:
        """Name the limits that clash, and say after them what each kind of them demands."""
        self.clashing = tuple(clashing)
        self.says = tuple(says)
        super().__init__("\n".join(["no plan: these limits cannot hold together: " + "; ".join(self.clashing), *self.says]))


class StoreError(KautilyaError):
    """The register's file or database cannot be used as asked."""
