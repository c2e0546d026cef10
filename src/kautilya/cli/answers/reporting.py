"""Measures, plans and writes the report."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kautilya.cli.answers.planning import build_case, read_case, solve_case
from kautilya.cli.documents import seen_as, write_json
from kautilya.cli.files import read_text
from kautilya.cli.options import RuleNames
from kautilya.cli.output import write
from kautilya.cli.session import Asked, say
from kautilya.core.errors import InputError, Problem
from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import MEASURES, measured
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.evaluate import Evaluation, evaluate
from kautilya.plan.result import Plan
from kautilya.report.writing import write_report
from kautilya.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user brought: a case and a plan of it, or nothing."""

    case: Case | None
    plan: Plan | None

    @property
    def asked(self) -> Asked | None:
        """The view of the case."""
        if self.case is None:
            return None
        return Asked(
            as_of=PartialDate.parse(self.case.as_of),
            recorded_by=date.fromisoformat(self.case.recorded_by) if self.case.recorded_by else None,
            rules=RuleNames(names=self.case.rules),
        )


def read_given(case: Path | None, plan: Path | None, asked: Asked) -> Given:
    """Read the files that the user names; InputError if one is not what it should be, or the plan is of another case."""
    found = None if case is None else read_case(case, asked)
    solved = None if plan is None else codec.read(Plan, read_text(plan), str(plan))
    if plan is not None and solved is not None and (found is None or codec.digest(found) != solved.case_digest):
        message = f"is a plan of case {solved.case_digest[:12]}; give that case with --case"
        raise InputError(plan, [Problem(file=plan.name, field="case_digest", message=message)])
    return Given(case=found, plan=solved)


def write_pages(view: View, given: Given, folder: Path, *, as_json: bool) -> None:
    """Write the report into a folder; the last line of stdout is the path of its page."""
    case = given.case or build_case(view)
    plan, evaluation = _planned(case, given.plan)
    say("measuring")
    measurements = [measured(name, view) for name in MEASURES]
    say("drawing the page")
    try:
        page = write_report(view, measurements, case, plan, evaluation, folder)
    except OSError as exc:
        raise InputError(folder, [Problem(file=str(folder), message=f"cannot be written: {exc.strerror}")]) from exc
    if as_json:
        write_json({**seen_as(view), "page": str(page), "case": plan.case_digest, "sound": evaluation.feasible})
    else:
        write(str(page))


def _planned(case: Case, plan: Plan | None) -> tuple[Plan, Evaluation]:
    return solve_case(case) if plan is None else (plan, evaluate(case, plan))
