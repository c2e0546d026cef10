"""The model that `plan --mps` writes."""

import json
from pathlib import Path

import highspy
import pytest

from kautilya.plan import codec
from tests.cli.running import run
from tests.plan.tiny import area, case, offer


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A tiny case as a file."""
    offers = [offer("o-1", most=9, unit_cost=10), offer("p", most=9, unit_cost=8, fixed_cost=9, lead_years=1)]
    given = case([area("a", requirement=[2, 4, 4])], offers, budget=[15, 15, 15], order_years=2)
    path = tmp_path / "case.json"
    path.write_text(codec.write(given), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["mps", "lp"])
def test_the_written_model_has_the_optimum_of_the_plan(saved: Path, tmp_path: Path, ending: str) -> None:
    model = tmp_path / "new" / f"model.{ending}"
    told = run("plan", "--case", saved, "--mps", model, "--gap", "0", "--json")
    assert told.code == 0, told.err
    assert f"model written to {model}" in told.err
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # no annotations in highspy
    for option, value in {"output_flag": False, "mip_rel_gap": 0.0}.items():
        highs.setOptionValue(option, value)
    highs.readModel(str(model))
    highs.run()
    assert highs.getInfo().objective_function_value == pytest.approx(json.loads(told.out)["objective"]["total"])
    assert "ordered.o_1.FY2027_28" in model.read_text(encoding="utf-8")
    assert "budget.FY2028_29" in model.read_text(encoding="utf-8")


def test_a_model_of_an_unknown_format_is_refused_before_anything_is_planned(saved: Path, tmp_path: Path) -> None:
    told = run("plan", "--case", saved, "--mps", tmp_path / "model.txt")
    assert told.code == 2
    assert ".mps or .lp" in told.err
    assert "planning" not in told.err


def test_a_model_that_cannot_be_written_is_told_in_words(saved: Path) -> None:
    told = run("plan", "--case", saved, "--mps", saved / "model.mps")
    assert told.code == 2
    assert "cannot be written" in told.err
