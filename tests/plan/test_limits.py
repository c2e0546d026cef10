"""Each limit against its golden LP: the rows it adds to the smallest case that exercises it."""

import os
from pathlib import Path

import pytest

from kautilya.plan.figures import figures
from kautilya.plan.model import LIMITS, Limit, program
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solver import write
from tests.plan.smallest import SMALLEST

GOLDEN = Path(__file__).parents[1] / "golden" / "lp"
WRITE = "KAUTILYA_WRITE_GOLDEN"


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.__name__)
def test_a_limit_adds_the_rows_of_its_golden_lp(limit: Limit, tmp_path: Path) -> None:
    given = SMALLEST[limit.__name__]
    numbers = figures(given, scenarios(given))
    write(program(numbers, (limit,)), tmp_path / "limit.lp")
    text = (tmp_path / "limit.lp").read_text()
    golden = GOLDEN / f"{limit.__name__}.lp"
    if os.environ.get(WRITE):
        golden.write_text(text)
    assert text == golden.read_text(), f"the rows changed: read the difference, then run once with {WRITE}=1"


def test_every_limit_has_rows_in_its_smallest_case_a_formula_and_its_own_name() -> None:
    assert set(SMALLEST) == {limit.__name__ for limit in LIMITS}
    for limit in LIMITS:
        given = SMALLEST[limit.__name__]
        block = program(figures(given, scenarios(given)), (limit,)).blocks[0]
        assert block.name == limit.__name__
        assert block.size > 0
        assert "`" in (limit.__doc__ or "")
        assert all(block.where(row) for row in range(block.size))
