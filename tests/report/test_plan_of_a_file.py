"""What the page says of a plan that a file brought: its bound and what binds are claims."""

from kautilya.core.periods import FiscalYear
from kautilya.plan.evaluate import evaluate
from kautilya.plan.lexicographic import need_first
from kautilya.plan.rolling.replanning import Earlier, replanned
from kautilya.plan.single_stage import single_stage
from kautilya.plan.solve import solve
from kautilya.report.sections.binding import binding_section
from kautilya.report.sections.plan import plan_facts
from kautilya.report.sections.plan_asked import asked_for
from tests.plan.tiny import area, case, offer

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
