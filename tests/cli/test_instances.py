"""`plan` with an instance of the frozen family."""

from pathlib import Path

import numpy as np
import pytest

from tests.cli.running import run
from tests.plan.family.drawn import arrays


@pytest.mark.parametrize("words", [("--start", "plan.json"), ("--lexicographic", "1", "--keep", "plan.json"), ("--explain",)])
def test_what_an_instance_does_not_take_is_refused_before_the_work(tmp_path: Path, words: tuple[str, ...]) -> None:
    instance = tmp_path / "instance.npz"
    np.savez(instance, allow_pickle=False, **arrays(3, offers=4, areas=2, years=3, scenarios=3))
    told = run("plan", "--case", instance, *words, "--time-limit", "1", "--threads", "1")
    assert told.code != 0
    said = " ".join(told.err.replace("\u2502", " ").split())
    assert f"takes no {', '.join(word for word in words if word.startswith('--'))}; leave it out" in said
    assert "planning" not in told.err
