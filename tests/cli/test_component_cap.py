"""The cap on component families, from the command line."""

import json
from pathlib import Path

from tests.cli.running import run


def test_a_case_with_the_cap_carries_what_each_offer_needs_and_one_without_does_not(india: Path) -> None:
    told = run("--db", india, "case", "build", "--component-cap", "0.35", "--json")
    assert told.code == 0, told.err
    limit = json.loads(told.out)["component_limit"]
    assert limit["cap"]["value"] == 0.35
    assert limit["needs"]
    assert f"{len(limit['uncounted'])} rows do not count" in told.err
    assert "component_limit" not in json.loads(run("--db", india, "case", "build", "--json").out)
