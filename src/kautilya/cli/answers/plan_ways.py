"""Which plan is asked for: of the weighted objective, need first and then cost, for one mean future, or made again."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kautilya.cli.answers.saved_files import read_saved
from kautilya.core.errors import InputError, Problem
from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.lexicographic import need_first
from kautilya.plan.result import Plan
from kautilya.plan.rolling.matching import Contract
from kautilya.plan.rolling.replanning import Earlier, replanned
from kautilya.plan.single_stage import single_stage
from kautilya.plan.solve import Way, weighted

ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What of the register a plan that is made again may need."""

    built: Callable[[Plan], Case]
    """Builds the case of an earlier plan, as known on that plan's day."""
    contracts: Callable[[], Sequence[Contract]]
    """Reads which deals the offers of the new case name, as known on its day; none where there is no register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """The plan that is asked for on the command line."""

    lexicographic: float | None
    """Per cent by which the need may exceed the least, where need is asked for first and then cost."""
    single_stage: bool
    """Whether for one mean future."""
    keep: Path | None
    """The plan whose signed orders are kept."""
    start: Path | None
    """The plan that a search begins with."""
    kept_case: Path | None
    on: PartialDate | None
    not_signed: Sequence[str]
    signed: Sequence[str]


def way(case: Case, asked: AskedFor, register: Register, *, asks: bool) -> Way:
    """Return the way to plan that is asked for.

    Args:
        register: What of the register an earlier plan may need.
        asks: Whether questions about the plan are asked as well.

    Raises:
        InputError: What is asked for does not go together, or the earlier plan or its case cannot be used.
    """
    problems = [Problem(file=option, message=message) for option, message in _clashes(asked, asks=asks)]
    if problems:
        raise InputError("what is asked", problems)
    by: Way = weighted
    if asked.lexicographic is not None:
        by = need_first(asked.lexicographic / 100)
    if asked.single_stage:
        by = single_stage
    return by if asked.keep is None else _again(case, asked.keep, asked, by, register)


def _clashes(asked: AskedFor, *, asks: bool) -> Iterator[tuple[str, str]]:
    special = {"--lexicographic": asked.lexicographic is not None, "--single-stage": asked.single_stage,
               "--keep": asked.keep is not None}  # fmt: skip
    for option, given in special.items():
        if given and asks:
            yield option, "questions about a plan are answered for the weighted objective and all orders; ask without it"
    if asked.lexicographic is not None and asked.single_stage:
        yield "--single-stage", "does not go together with --lexicographic"
    if asked.start is not None and asked.keep is not None:
        yield "--start", "a search with --keep begins with the plan that --keep names; leave --start out"
    of_kept = {"--kept-case": asked.kept_case, "--on": asked.on, "--not-signed": asked.not_signed,
               "--signed": asked.signed}  # fmt: skip
    for option, told in of_kept.items():
        if told and asked.keep is None:
            yield option, "says something of the plan that --keep names; name one"


def _again(case: Case, plan: Path, asked: AskedFor, by: Way, register: Register) -> Way:
    """Return a way that keeps what an earlier plan has signed."""
    before = read_saved(Plan, plan)
    was = read_saved(Case, asked.kept_case) if asked.kept_case else None
    offers = {order.offer_id for order in before.orders}
    problems = list(_unordered(asked, offers))
    if problems:
        raise InputError("what is asked", problems)
    unsigned, kept = (offers if ALL in names else names for names in (asked.not_signed, asked.signed))
    year = FiscalYear.containing((asked.on or PartialDate.parse(case.as_of)).first)
    earlier = Earlier(
        case=was or _case_of(before, case, register.built), plan=before, year=year, unsigned=frozenset(unsigned),
        contracts=register.contracts(), kept=frozenset(kept),
    )  # fmt: skip
    return replanned(earlier, by)


def _unordered(asked: AskedFor, offers: Collection[str]) -> Iterator[Problem]:
    """Yield what is said of offers that the plan does not order, or said both ways."""
    for option, names in (("--not-signed", asked.not_signed), ("--signed", asked.signed)):
        if unknown := [name for name in names if name not in {*offers, ALL}]:
            message = f"the plan orders no {', '.join(unknown)}; it orders {', '.join(sorted(offers))}"
            yield Problem(file=option, message=message)
    if both := sorted({*asked.not_signed} & {*asked.signed}):
        yield Problem(file="--signed", message=f"{', '.join(both)} cannot be signed and not signed; name one of the two")


def _case_of(plan: Plan, case: Case, built: Callable[[Plan], Case]) -> Case:
    """Return the case of a plan: the new one if it is the same, or the one that the register still gives."""
    if codec.digest(case) == plan.case_digest:
        return case
    found = built(plan)
    if codec.digest(found) != plan.case_digest:
        message = f"its case {plan.case_digest[:12]} is not what the register gives as of {plan.as_of}; name it: --kept-case"
        raise InputError("--keep", [Problem(file="--keep", message=message)])
    return found
