"""Small instances solved three times: by an independent model in linopy, as an extensive form, and by the decomposition."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench._family_extensive import extensive, passed
from kautilya.plan.decomposition.effort import Effort
from kautilya.plan.decomposition.search import Found, search
from kautilya.plan.family.instance import AXES, Instance
from kautilya.plan.family.planning import solve
from kautilya.plan.family.reading import read
from kautilya.plan.recourse.problem import Problem
from tests.plan.family import in_linopy
from tests.plan.family.drawn import Arrays, arrays

NEAR = 1e-6
WORK = Effort(work=9, gap=0.0)
MOST = {"O": 6, "C": 3, "T": 4, "H": 2, "K": 3, "S": 4}
LEAST = {"O": 2, "T": 2, "K": 0}
"""Sizes of the axes; where nothing is said here, at least 1."""


@st.composite
def instances(draw: st.DrawFn) -> Arrays:
    """Draw an instance as a corner of a larger one: with fewer of a thing the others' numbers stay, so that it shrinks."""
    seed = draw(st.integers(0, 10_000))
    drawn = arrays(seed, offers=MOST["O"], areas=MOST["C"], years=MOST["T"], hubs=MOST["H"], channels=MOST["K"],
                   scenarios=MOST["S"], money=100, rate=3)  # fmt: skip
    sizes = {axis: draw(st.integers(LEAST.get(axis, 1), most)) for axis, most in MOST.items()}
    for name, axes in AXES.items():
        corner = tuple(slice(sizes.get(axis)) for axis in axes)
        drawn[name] = drawn[name][corner]
    for name, axis in (("hub", "H"), ("channel_area", "C")):
        drawn[name] = drawn[name] % sizes[axis]
    drawn["window"] = np.asarray(draw(st.integers(1, 3)))
    drawn["share_cap"] = np.asarray(draw(st.sampled_from([0.4, 0.6, 0.8, 1.0])))
    drawn["indigenous_floor"] = np.asarray(draw(st.sampled_from([0.0, 0.2, 0.45])))
    return drawn


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("three")


def instance(folder: Path, drawn: Arrays) -> Instance:
    path, held = folder / "drawn.npz", io.BytesIO()
    np.savez(held, allow_pickle=False, **drawn)
    path.write_bytes(held.getvalue())
    return read(path)


def of_extensive_form(drawn: Instance) -> float:
    highs = passed(extensive(drawn), whole=True)
    options: dict[str, Any] = {"mip_rel_gap": 0.0, "mip_abs_gap": 1e-9, "threads": 1}
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.run()
    return float(highs.getInfo().objective_function_value)


@given(drawn=instances())
@settings(max_examples=100)
def test_linopy_extensive_form_and_decomposition_agree(folder: Path, drawn: Arrays) -> None:
    ours = instance(folder, drawn)
    best, found = in_linopy.optimum(drawn), []

    def kept(problem: Problem, effort: Effort, **_: Callable[..., object] | None) -> Found:
        found.append(search(problem, effort))
        return found[-1]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kautilya.plan.family.planning.search", kept)
        plan = solve(ours, WORK)
        patched.setattr("kautilya.plan.decomposition.search.is_small", lambda _: False)
        by_cuts = solve(ours, WORK)
    assert abs(of_extensive_form(ours) - best) <= NEAR
    assert plan.problems == by_cuts.problems == ()
    assert abs(plan.objective.total - best) <= NEAR
    assert best <= by_cuts.objective.total + NEAR
    assert max(one.proved for one in found) <= best + NEAR  # a plan's `bound` is never above it, and would hide a wrong one
