"""Limits that a case has only where they are asked for, from the command line."""

import json
from pathlib import Path

import pytest

from kautilya.plan import codec
from tests.cli.running import run
from tests.plan.test_hubs import HELD
from tests.plan.tiny import area, case, offer


def test_a_case_with_the_cap_carries_what_each_offer_needs_and_one_without_does_not(india: Path) -> None:
    told = run("--db", india, "case", "build", "--component-cap", "0.35", "--json")
    assert told.code == 0, told.err
    limit = json.loads(told.out)["component_limit"]
    assert limit["cap"]["value"] == 0.35
    assert limit["needs"]
    assert f"{len(limit['uncounted'])} rows do not count" in told.err
    assert "component_limit" not in json.loads(run("--db", india, "case", "build", "--json").out)


def test_second_sources_are_demanded_where_there_are_two_and_the_rest_is_told(india: Path) -> None:
    told = run(
        "--db", india, "case", "build", "--second-source", "all:0.7:counterparty", "--second-source", "mbt:0.6", "--json"
    )
    assert told.code == 0, told.err
    rules = {(rule["area_id"], rule["by"]): rule["most"]["value"] for rule in json.loads(told.out)["second_sources"]}
    assert rules["fighter", "counterparty"] == 0.7
    assert rules["mbt", "offer"] == 0.6
    assert "not demanded where the case has one source or none" in told.err
    assert "second source demanded" in run("--db", india, "case", "build", "--second-source", "mbt:0.6").out


def test_a_second_source_rule_that_cannot_be_read_says_what_is_expected(india: Path) -> None:
    for wrong in ("mbt", "mbt:x", "mbt:0.5:maker", "mbt:1.5", "moon:0.5"):
        told = run("--db", india, "case", "build", "--second-source", wrong)
        assert told.code == 2
        assert "--second-source" in told.err


def test_growth_at_home_is_taken_over_into_the_case(india: Path) -> None:
    told = run("--db", india, "case", "build", "--home-growth", "0.05", "--json")
    offers = json.loads(told.out)["offers"]
    assert {one["counterparty"] for one in offers if "rate_growth" in one} == {"IND"}
    assert {one["rate_growth"]["value"] for one in offers if "rate_growth" in one} == {0.05}
    assert "offers whose rate of delivery grows" in run("--db", india, "case", "build", "--home-growth", "0.05").out


def test_a_plan_tells_of_its_hubs_and_of_what_is_available_without_them(india: Path, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(codec.write(HELD), encoding="utf-8")
    told = run(
        "--db", india, "plan", "--case", tmp_path / "case.json", "-o", tmp_path / "plan.json", "--seed", "3", "--explain"
    )
    assert told.code == 0, told.err
    assert "Available while a partner is cut off" in told.out
    assert "hub capacity" in told.out
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert [one["of"] for one in plan["cut_off"]] == ["old"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("plan", "--component-cap", "0.35"), "--component-cap needs the register that the case was built from"),
        (("plan", "--uncertainty", "record"), "delays, interruptions and budgets stands in the register"),
        (("case", "uncertainty"), "delays, interruptions and budgets stands in the register"),
    ],
)
def test_it_is_told_why_a_case_needs_a_register(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    told = run("--db", tmp_path / "no.db", *words, "--case", tiny(tmp_path))
    assert told.code == 2, told.err
    assert says in told.err
    assert "name it: kautilya --db FILE" in told.err
    assert f"{tmp_path / 'no.db'}': there is no such file" in told.err


def test_absent_fits_are_told_before_a_register_is_asked_for(tmp_path: Path) -> None:
    told = run("--db", tmp_path / "no.db", "plan", "--case", tiny(tmp_path), "--uncertainty", "nope")
    assert told.code == 2, told.err
    assert "--uncertainty: there is no file 'nope'; give `record`, or a file that" in told.err
    assert "no.db" not in told.err


def tiny(folder: Path) -> Path:
    """Write a tiny case."""
    path = folder / "case.json"
    given = case([area("a", requirement=[1])], [offer("jet")], budget=[10], order_years=1)
    path.write_text(codec.write(given), encoding="utf-8")
    return path
