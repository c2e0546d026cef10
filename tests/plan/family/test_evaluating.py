"""The value of a plan of the family, against the family's own evaluator and against arithmetic by hand."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kautilya.plan.family.evaluating import worth
from tests.plan.family.drawn import arrays, decision, instance

EVALUATOR = Path(__file__).parents[4] / "shared" / "bench" / "evaluate.py"


@pytest.fixture(scope="module")
def separate() -> Callable[..., dict[str, Any]]:
    """Give the evaluator that was frozen with the family."""
    if not EVALUATOR.exists():
        pytest.skip("the family's own evaluator (../shared/bench) is not here")
    specification = importlib.util.spec_from_file_location("frozen_evaluate", EVALUATOR)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    found: Callable[..., dict[str, Any]] = module.evaluate
    return found


@pytest.mark.parametrize("seed", range(12))
def test_both_evaluators_agree(separate: Callable[..., dict[str, Any]], tmp_path: Path, seed: int) -> None:
    sizes = {"scenarios": 1 + seed, "channels": 6 * (seed % 2), "partners": 2 + seed % 2}
    drawn = instance(tmp_path, seed, **sizes)
    order, hub = decision(drawn, seed)
    mine, theirs = worth(drawn, order, hub), separate(arrays(seed, **sizes), order, hub)
    assert mine.objective == pytest.approx(theirs["objective"], rel=1e-12)
    assert mine.cvar == pytest.approx(theirs["cvar"], rel=1e-12)
    assert len(mine.problems) == len(theirs["problems"])


def test_doing_nothing_leaves_the_whole_need_less_emergency_purchases(tmp_path: Path) -> None:
    drawn = instance(tmp_path, 5, channels=0)
    nothing = worth(drawn, np.zeros((8, 4)), np.zeros((2, 4)))
    by_hand = [(drawn.loss_weight * need).sum() for need in drawn.demand]
    assert nothing.problems == ()
    assert nothing.mean_loss == pytest.approx(np.mean(by_hand))
    assert nothing.cvar == pytest.approx(np.mean(sorted(by_hand)[-2:]))  # the worst 0.4 of five scenarios


def test_each_broken_limit_is_named(tmp_path: Path) -> None:
    drawn = instance(tmp_path, 5)
    told = worth(drawn, np.full((8, 4), 7.0), np.full((2, 4), 2.0)).problems
    for words in ("not whole", "above its yearly rate", "budget", "hub"):
        assert any(words in problem for problem in told)
