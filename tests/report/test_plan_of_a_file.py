"""What the page says of a plan that a file brought: its bound and what binds are claims."""

from kautilya.plan.evaluate import evaluate
from kautilya.plan.solve import solve
from kautilya.report.sections.binding import binding_section
from kautilya.report.sections.plan import plan_facts
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
