"""What the page says of a plan that a file brought: its bound and what binds are claims."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kautilya.core.periods import FiscalYear
from kautilya.measures.finding import Measurement
from kautilya.plan.case import Case
from kautilya.plan.evaluate import evaluate
from kautilya.plan.explain.explaining import Questions, explain
from kautilya.plan.lexicographic import need_first
from kautilya.plan.result import Effort, Plan
from kautilya.plan.rolling.replanning import Earlier, replanned
from kautilya.plan.single_stage import single_stage
from kautilya.plan.solve import solve
from kautilya.plan.told import Told
from kautilya.report.sections.binding import binding_section
from kautilya.report.sections.plan import plan_facts
from kautilya.report.sections.plan_asked import BETTER, asked_for
from kautilya.report.writing import write_report
from kautilya.store.view import View
from tests.plan.tiny import area, case, offer
from tests.report.reading import elements, parsed, text

CASE = case([area(requirement=[3, 6])], [offer("o", most=4)], budget=[10, 20], order_years=2)


def test_bound_and_binding_limits_of_a_file_are_called_claims_and_those_of_a_search_are_not() -> None:
    plan = solve(CASE)
    for searched in (True, False):
        evaluation = evaluate(CASE, plan, searched=searched)
        assert evaluation.feasible
        assert evaluation.searched is searched
        assert ("file claims" in str(plan_facts(plan, evaluation))) is not searched
        assert ("file claims" in str(binding_section(CASE, plan, searched=searched))) is not searched


def test_a_plan_asked_for_otherwise_says_so_and_a_usual_one_says_nothing() -> None:
    usual = solve(CASE)
    assert tuple(asked_for(usual)) == ()
    earlier = Earlier(case=CASE, plan=usual, year=FiscalYear.parse("FY2027-28"))
    for plan, said in (
        (solve(CASE, way=need_first(0.5)), "Need was asked for first"),
        (solve(CASE, way=single_stage), "one mean future"),
        (solve(CASE, way=replanned(earlier)), "planned again from FY2027-28"),
    ):
        assert evaluate(CASE, plan, searched=True).feasible
        (told,) = asked_for(plan)
        assert said in str(told)


def test_a_better_plan_that_is_known_is_told_first_on_the_page_and_first_of_the_plan(
    india: View, india_case: Case, india_plan: Plan, india_measured: Sequence[Measurement], tmp_path: Path
) -> None:
    asked = explain(CASE, solve(CASE), Questions(limits=False), effort=Effort(max_nodes=1))
    total = india_plan.objective.total
    told = Told(case_digest=india_plan.case_digest, explanation=replace(asked, value=total, better=total - 1), doubts=None)
    said = f"{BETTER}{total - 1:.3f} (assumed) points; the one shown has {total:.3f} (assumed)."
    pages, evaluation = list[str](), evaluate(india_case, india_plan)
    for given in (told, None):
        path = write_report(india, india_measured, india_case, india_plan, evaluation, tmp_path, told=given)
        pages.append(path.read_text(encoding="utf-8"))
    with_it, without = (parsed(page) for page in pages)
    (head,) = elements(with_it, "header")
    (section,) = [one for one in elements(with_it, "section") if one.attrib.get("id") == "plan"]
    assert text(list(elements(head, "p"))[-1]) == said
    assert text(next(elements(section, "p"))) == said
    assert pages[0].index(BETTER) < pages[0].index('class="headline"')
    assert BETTER not in text(without)
