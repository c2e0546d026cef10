"""Need after the last order year: the terminal years are its value."""

import pytest

from kautilya.plan.case import Case
from kautilya.plan.result import Effort
from kautilya.plan.solve import solve
from tests.plan.tiny import area, case, offer

EXACT = Effort(gap=0.0, max_nodes=100_000)


def late(terminal: int) -> Case:
    """An offer that is ripe in the last order year only and arrives a year after it."""
    years = 2 + terminal
    return case([area("a", requirement=[2] * years)], [offer("o", most=2, earliest_order=2027, lead_years=1)],
                budget=[30] * years, order_years=2, P02="0.9")  # fmt: skip


def test_without_terminal_years_nothing_is_ordered_that_arrives_after_the_last_order_year() -> None:
    assert not solve(late(0), effort=EXACT).orders


@pytest.mark.parametrize("terminal", [1, 3])
def test_each_terminal_year_counts_with_its_discounted_weight(terminal: int) -> None:
    plan = solve(late(terminal), effort=EXACT)
    assert sum(order.units for order in plan.orders) == 2
    weight = [0.9**t for t in range(2 + terminal)]
    assert plan.objective.expected_shortfall == pytest.approx(100 * sum(weight[:2]) / sum(weight))
