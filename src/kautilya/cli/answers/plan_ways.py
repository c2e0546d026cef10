"""Which plan is asked for: of the weighted objective, need first and then cost, for one mean future, or made again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from kautilya.cli.files import read_text
from kautilya.core.errors import InputError, Problem
from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.lexicographic import need_first
from kautilya.plan.result import Effort, Plan, Progress
from kautilya.plan.rolling.replanning import Earlier, Planner, replan
from kautilya.plan.scenarios import Scenario
from kautilya.plan.single_stage import single_stage
from kautilya.plan.solve import solve

ALL = "all"


class Way(Protocol):
    """Plan a case in one of the ways; see `kautilya.plan.solve.solve`."""

    def __call__(
        self, case: Case, *, effort: Effort, futures: Sequence[Scenario] | None, progress: Callable[[Progress], None],
        wants_stop: Callable[[], bool], note: Callable[[str], None],
    ) -> Plan:  # fmt: skip
        """Return the plan."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """The plan that is asked for on the command line."""

    lexicographic: float | None
    """Per cent by which the need may exceed the least, where need is asked for first and then cost."""
    single_stage: bool
    """Whether for one mean future."""
    keep: Path | None
    """The plan whose signed orders are kept."""
    kept_case: Path | None
    on: PartialDate | None
    not_signed: Sequence[str]


def way(case: Case, asked: AskedFor, built: Callable[[Plan], Case], *, asks: bool) -> Way:
    """Return the way to plan that is asked for.

    Args:
        built: Builds the case of an earlier plan from the register, as known on that plan's day.
        asks: Whether questions about the plan are asked as well.

    Raises:
        InputError: What is asked for does not go together, or the earlier plan or its case cannot be used.
    """
    problems = [Problem(file=option, message=message) for option, message in _clashes(asked, asks=asks)]
    if problems:
        raise InputError("what is asked", problems)
    by: Planner = solve
    if asked.lexicographic is not None:
        by = partial(need_first, tolerance=asked.lexicographic / 100)
    if asked.single_stage:
        by = single_stage
    return by if asked.keep is None else _again(case, asked.keep, asked, by, built)


def _clashes(asked: AskedFor, *, asks: bool) -> Iterator[tuple[str, str]]:
    special = {"--lexicographic": asked.lexicographic is not None, "--single-stage": asked.single_stage,
               "--keep": asked.keep is not None}  # fmt: skip
    for option, given in special.items():
        if given and asks:
            yield option, "questions about a plan are answered for the weighted objective and all orders; ask without it"
    if asked.lexicographic is not None and asked.single_stage:
        yield "--single-stage", "does not go together with --lexicographic"
    of_kept = {"--kept-case": asked.kept_case, "--on": asked.on, "--not-signed": asked.not_signed}
    for option, told in of_kept.items():
        if told and asked.keep is None:
            yield option, "says something of the plan that --keep names; name one"


def _again(case: Case, plan: Path, asked: AskedFor, by: Planner, built: Callable[[Plan], Case]) -> Way:
    """Return a way that keeps what an earlier plan has signed."""
    before = codec.read(Plan, read_text(plan), str(plan))
    was = codec.read(Case, read_text(asked.kept_case), str(asked.kept_case)) if asked.kept_case else None
    offers = {order.offer_id for order in before.orders}
    unknown = [name for name in asked.not_signed if name not in {*offers, ALL}]
    if unknown:
        message = f"the plan orders no {', '.join(unknown)}; it orders {', '.join(sorted(offers))}"
        raise InputError("--not-signed", [Problem(file="--not-signed", message=message)])
    unsigned = offers if ALL in asked.not_signed else asked.not_signed
    year = FiscalYear.containing((asked.on or PartialDate.parse(case.as_of)).first)
    earlier = Earlier(case=was or _case_of(before, case, built), plan=before, year=year, unsigned=frozenset(unsigned))
    return partial(replan, earlier=earlier.checked(), by=by)


def _case_of(plan: Plan, case: Case, built: Callable[[Plan], Case]) -> Case:
    """Return the case of a plan: the new one if it is the same, or the one that the register still gives."""
    if codec.digest(case) == plan.case_digest:
        return case
    found = built(plan)
    if codec.digest(found) != plan.case_digest:
        message = f"its case {plan.case_digest[:12]} is not what the register gives as of {plan.as_of}; name it: --kept-case"
        raise InputError("--keep", [Problem(file="--keep", message=message)])
    return found
