"""What prices promise of scenarios whose columns nothing bounds."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from kautilya.plan.figures import Floats
from kautilya.plan.many.by_scenario.apart import Apart
from kautilya.plan.many.by_scenario.programmes import Answers
from kautilya.plan.many.by_scenario.tangents import Tangents, tangents

LARGE = 1e16


def endless(after: list[list[float]], lower: list[float], cost: list[float]) -> Apart:
    """One scenario and part: rows `after . y >= lower`, columns from 0 that nothing bounds."""
    rows, columns = len(after), len(cost)
    return Apart(
        row=np.arange(rows), after=csr_array(np.array(after)), now=csr_array((rows, 1)), lower=np.array(lower),
        upper=np.full(rows, np.inf), scenario=np.zeros(rows, dtype=np.int64), part=np.zeros(rows, dtype=np.int64),
        column=np.arange(columns), cost=np.array(cost), least=np.zeros(columns), most=np.full(columns, np.inf),
        most_row=np.full(columns, -1), scenario_of=np.zeros(columns, dtype=np.int64), part_of=np.zeros(columns, dtype=np.int64),
        parts=1,
    )  # fmt: skip


def promised(of: Apart, price: list[float], *, broken: bool = False) -> Tangents:
    paid: Floats = np.array(price)
    found = Answers(
        values=np.zeros(1), price=paid, missing=paid, taken=np.zeros(len(of.cost)), broken=np.array([broken]),
        losses=np.zeros(1),
    )  # fmt: skip
    return tangents(of, of.most, found)


@pytest.mark.parametrize("most", [np.inf, 10.0])
def test_a_reduced_cost_below_zero_that_rounding_hides_promises_nothing(most: float) -> None:
    """The column costs nothing, so the loss is 0 whatever is asked; 1e16 + 1 - 1e16 is 0 in floating point."""
    of = replace(endless([[1.0], [1.0], [-1.0]], [0.0, 5.0, 0.0], [0.0]), most=np.array([most]))
    assert (of.cost - of.after.T @ np.array([LARGE, 1.0, LARGE]))[0] == 0
    told = promised(of, [LARGE, 1.0, LARGE], broken=True)
    assert told.constant.max() <= 0
    assert told.impossible.max() <= 0
    assert told.price.any() == np.isfinite(most)  # where the column has an end, room for rounding is enough


def test_a_reduced_cost_of_just_zero_promises_what_its_prices_say() -> None:
    of = endless([[1.0, -1.0], [0.0, 1.0]], [1.0, 4.0], [1.0, 0.0])
    told = promised(of, [1.0, 1.0])  # y0 >= 1 + y1, y1 >= 4: a loss of at least 5
    assert told.constant == pytest.approx(5.0)
    assert (told.constant <= 5.0).all()
