"""The report as files: one page for people and the same figures for machines."""

from collections.abc import Iterable
from pathlib import Path

from kautilya.measures.finding import Measurement
from kautilya.measures.holdings import MEASURE, holdings
from kautilya.plan.case import Case
from kautilya.plan.codec import digest
from kautilya.plan.evaluate import Evaluation
from kautilya.plan.result import Plan
from kautilya.plan.told import Told
from kautilya.report.blocks import page_cells
from kautilya.report.evidence import evidence
from kautilya.report.html import html
from kautilya.report.page import page
from kautilya.report.transfers.figures import TransferFigures
from kautilya.report.twin import twin
from kautilya.store.view import View

PAGE = "index.html"
TWIN = "report.json"


def write_report(
    view: View, measurements: Iterable[Measurement], case: Case, plan: Plan, evaluation: Evaluation, out_dir: Path,
    transfers: TransferFigures | None = None, told: Told | None = None,
) -> Path:  # fmt: skip
    """Write `index.html` and `report.json` into a directory, made if need be, and return the path of the page.

    Args:
        view: The register; the rows and sources behind the figures come from it.
        measurements: Of the four measures, on the same view; what the record holds is counted here if it is not among them.
        case: The planning case.
        plan: A plan of that case.
        evaluation: What the separate evaluator says of it.
        transfers: What files of arms transfers tell, where any were imported.
        told: Answers to questions about the plan, of which those of another plan are left out, but for
            the value of a better one (`saved`).
        out_dir: Files of the same names in it are replaced.

    Raises:
        NotFoundError: A measure is missing.
        ValueError: The plan is one of another case, or something was measured on another day.
    """
    given = {measurement.measure: measurement for measurement in measurements}
    if MEASURE not in given:
        given[MEASURE] = holdings(view)
    _check(view, given.values(), case, plan)
    shown = page(view, given, case, plan, evaluation, transfers, told)
    behind = evidence(view, page_cells(shown))
    out_dir.mkdir(parents=True, exist_ok=True)
    replayed = {} if view.recorded_by is None else {"recorded by": str(view.recorded_by)}
    digests = {
        **replayed,
        "rules": ", ".join(view.rule_names) or "none",
        "case": plan.case_digest,
        **{f"version of {name}": version for name, version in plan.versions.items()},
    }
    (out_dir / TWIN).write_text(twin(shown, behind, digests), encoding="utf-8")
    path = out_dir / PAGE
    path.write_text(html(shown, behind), encoding="utf-8")
    return path


def _check(view: View, given: Iterable[Measurement], case: Case, plan: Plan) -> None:
    if digest(case) != plan.case_digest:
        raise ValueError(f"the plan is of case {plan.case_digest}, not of {digest(case)}")
    days = {measurement.measure: measurement.as_of for measurement in given}
    strays = [name for name, day in days.items() if day != str(view.as_of)]
    if strays or case.as_of != str(view.as_of):
        raise ValueError(
            f"view as of {view.as_of}, case as of {case.as_of}, measured on another day: {', '.join(strays) or 'none'}"
        )
