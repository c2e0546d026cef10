"""Cases and plans as JSON, and what a case must not leave unsaid."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from kautilya.core.errors import InputError
from kautilya.plan.case import Case
from kautilya.plan.codec import canonical, digest, read, write
from kautilya.plan.figures import figures
from kautilya.plan.files import read_case, read_plan, write_file
from kautilya.plan.rules import rules
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solve import solve
from tests.plan.drawn import cases
from tests.plan.tiny import area, case, channel, number, offer, parameters

TINY = case([area(requirement=[1, 2])], [offer("o")], budget=[10, 10], order_years=1)


@given(cases())
@settings(max_examples=20)
def test_a_case_survives_its_json(drawn: Case) -> None:
    assert read(Case, write(drawn), "case.json") == drawn
    assert digest(read(Case, write(drawn), "case.json")) == digest(drawn)


def test_a_plan_survives_its_json(tmp_path: Path) -> None:
    plan = solve(TINY)
    write_file(plan, tmp_path / "plan.json")
    assert read_plan(tmp_path / "plan.json") == plan


def test_the_digest_depends_on_every_value_and_not_on_the_order_of_keys() -> None:
    raw = json.loads(write(TINY))
    assert digest(read(Case, json.dumps(dict(reversed(raw.items()))), "x")) == digest(TINY)
    assert digest(replace(TINY, seed=2)) != digest(TINY)
    assert canonical(2.0) == canonical(2) == "2"


def test_everything_wrong_with_a_case_file_is_listed_at_once(tmp_path: Path) -> None:
    raw = json.loads(write(TINY))
    del raw["seed"]
    raw["colour"] = "red"
    raw["offers"][0]["min_lot"]["value"] = "two"
    raw["offers"][0]["min_lot"]["mark"] = "guessed"
    raw["years"] = "FY2026-27"
    (tmp_path / "case.json").write_text(json.dumps(raw))
    with pytest.raises(InputError) as caught:
        read_case(tmp_path / "case.json")
    fields = {problem.field for problem in caught.value.problems}
    assert fields == {"seed", "colour", "offers[0].min_lot.value", "offers[0].min_lot.mark", "years"}


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{", b"[]", b'{"value": NaN}'])
def test_a_file_that_is_no_case_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "case.json").write_bytes(content)
    with pytest.raises(InputError):
        read_case(tmp_path / "case.json")
    with pytest.raises(InputError):
        read_plan(tmp_path / "absent.json")


def test_parameters_that_are_absent_or_unreadable_are_listed_at_once() -> None:
    wrong = {"P03": "much", "P06": "1.4", "P08": "2.5", "P19": "0: 0.5, 12: 0.6", "P21": "0.8..0.9", "P27": "June", "P04": "1"}
    short = replace(TINY, parameters=tuple(one for one in parameters(wrong) if one.id != "P05"))
    with pytest.raises(InputError) as caught:
        rules(short)
    assert {problem.field for problem in caught.value.problems} == {*wrong, "P05"}


def test_what_cannot_be_planned_with_is_listed_at_once() -> None:
    broken = replace(
        TINY,
        offers=(offer("o", "nowhere"),),
        channels=(channel("k", "nowhere"),),
        areas=(area("a", requirement=[1]), area("b", requirement=[0, 0])),
        budget=tuple(replace(year, available=number(0)) for year in TINY.budget),
    )
    with pytest.raises(InputError) as caught:
        figures(broken, scenarios(TINY))
    assert {problem.field for problem in caught.value.problems} >= {"offers.o", "channels.k", "areas.a", "areas.b", "budget"}


def test_a_case_without_any_need_is_refused() -> None:
    with pytest.raises(InputError, match="nothing to plan"):
        solve(replace(TINY, areas=(area("a", requirement=[1, 1], holding=2),)))
