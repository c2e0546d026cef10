"""Measures, plans and writes the report."""

from dataclasses import dataclass
from pathlib import Path

from kautilya.cli.answers.planning import build_case, read_case, solve_case
from kautilya.cli.answers.record_scenarios import SCENARIOS
from kautilya.cli.answers.saved_files import read_saved
from kautilya.cli.documents import seen_as, write_json
from kautilya.cli.output import write
from kautilya.cli.session import Asked, of_case, say
from kautilya.core.errors import InputError, Problem
from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import MEASURES, measured
from kautilya.measures.transfers.held import Held
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.evaluate import Evaluation, evaluate
from kautilya.plan.result import Plan
from kautilya.plan.told import Told
from kautilya.report import saved
from kautilya.report.transfers.figures import TransferFigures, transfer_figures
from kautilya.report.writing import write_report
from kautilya.store.datasets import datasets
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import View
from kautilya.tables.contracts import home_country


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user brought: a case and a plan of it, or nothing."""

    case: Case | None
    plan: Plan | None
    named: Path | None = None
    """The file of the plan."""
    told: Told | None = None
    """Answers about the plan."""

    @property
    def asked(self) -> Asked | None:
        """The view of the case."""
        return None if self.case is None else of_case(self.case)


def read_given(case: Path | None, plan: Path | None, asked: Asked, explanation: Path | None = None) -> Given:
    """Read the files that the user names; InputError if one is not what it should be, or the plan is not of the case."""
    found = None if case is None else read_case(case, asked)
    solved = None if plan is None else read_saved(Plan, plan)
    if solved is not None and plan is not None and SCENARIOS in solved.versions:
        message = (
            f"was made for other scenarios than its case draws ({solved.versions[SCENARIOS]}), which the report cannot draw "
            f"again; plan without --uncertainty and --crises"
        )
        raise InputError(plan, [Problem(file=plan.name, field="versions", message=message)])
    told = None if explanation is None else read_saved(Told, explanation)
    given = Given(case=found, plan=solved, named=plan, told=told)
    if found is not None:
        _check_same(given, found)
    return given


def figures_of_transfers(store: SqlStore, view: View, as_of: PartialDate | None) -> TransferFigures | None:
    """Return what the imported files of arms transfers tell of the register's country; None where none was imported."""
    home = home_country(view)
    held = Held(store=datasets(store, view.recorded_by), known_by=None if as_of is None else as_of.last)
    return None if home is None else transfer_figures(held, home)


def write_pages(view: View, given: Given, folder: Path, transfers: TransferFigures | None = None, *, as_json: bool) -> bool:
    """Write the report into a folder and tell whether its plan is sound; the last line of stdout is the path of its page."""
    _make(folder)
    case = given.case or build_case(view)
    _check_same(given, case)
    plan, evaluation = _planned(case, given.plan)
    for violation in evaluation.violations:
        say(f"the separate evaluator rejects the plan: {violation}")
    told = given.told or saved.embedded()
    if given.told is not None and saved.of_plan(told, plan) is None:
        say("the explanation is of another case or plan; the report leaves it out")
    better = saved.known_better(told, plan)
    if better is not None:
        say(
            f"a better plan of this case is known, of {better:.3f} points instead of {plan.objective.total:.3f}; "
            "the page says so"
        )
    say("measuring")
    measurements = [measured(name, view) for name in MEASURES]
    say("drawing the page")
    try:
        page = write_report(view, measurements, case, plan, evaluation, folder, transfers, told)
    except OSError as exc:
        raise InputError(folder, [Problem(file=str(folder), message=f"cannot be written: {exc.strerror}")]) from exc
    if as_json:
        write_json({**seen_as(view), "page": str(page), "case": plan.case_digest, "sound": evaluation.feasible})
    else:
        write(str(page))
    return evaluation.feasible


def _make(folder: Path) -> None:
    """Make the folder before the long work: what is no folder, or cannot be made, fails at once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise InputError(folder, [Problem(file=str(folder), message=f"cannot be a folder: {exc.strerror}")]) from exc


def _check_same(given: Given, case: Case) -> None:
    """Refuse a plan that is one of another case."""
    if given.plan is not None and given.named is not None and codec.digest(case) != given.plan.case_digest:
        message = f"is a plan of case {given.plan.case_digest[:12]}; give that case with --case"
        raise InputError(given.named, [Problem(file=given.named.name, field="case_digest", message=message)])


def _planned(case: Case, plan: Plan | None) -> tuple[Plan, Evaluation]:
    if plan is not None:
        return plan, evaluate(case, plan)
    run = solve_case(case, start=saved.explained(codec.digest(case)))
    return run.plan, run.evaluation
