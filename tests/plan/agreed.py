"""One law of every limit: planner, enumeration by hand, second model and evaluator agree on a tiny case."""

import json

from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.evaluate import evaluate
from kautilya.plan.result import Effort
from kautilya.plan.solve import solve
from tests.plan.by_hand import best_by_hand
from tests.plan.independent import Independent

EXACT = Effort(gap=0.0, max_nodes=100_000)


def agreed(drawn: Case) -> None:
    """Assert that no plan of a case is better than the planner's, by two other ways, and that the plan keeps every limit."""
    plan = solve(drawn, effort=EXACT)
    raw = json.loads(codec.write(drawn))
    best = best_by_hand(raw)
    assert best is not None
    assert abs(plan.objective.total - best) <= 1e-6 * max(1.0, abs(best))
    assert abs(Independent(raw).minimise(0.0)[0] - best) <= 1e-6 * max(1.0, abs(best))
    assert evaluate(drawn, plan).violations == ()
