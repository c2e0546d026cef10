"""Cases and plans as JSON, and what a case must not leave unsaid."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from kautilya.cli.answers.planning import read_case
from kautilya.cli.session import Asked
from kautilya.core.errors import InputError
from kautilya.plan.case import Case
from kautilya.plan.codec import canonical, digest, read, write
from kautilya.plan.evaluate import evaluate
from kautilya.plan.figures import figures
from kautilya.plan.result import Plan
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


def test_a_plan_survives_its_json() -> None:
    plan = solve(TINY)
    assert read(Plan, write(plan), "plan.json") == plan


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
        read_case(tmp_path / "case.json", Asked())
    fields = {problem.field for problem in caught.value.problems}
    assert fields == {"seed", "colour", "offers[0].min_lot.value", "offers[0].min_lot.mark", "years"}


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{", b"[]", b'{"value": NaN}'])
def test_a_file_that_is_no_case_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "case.json").write_bytes(content)
    with pytest.raises(InputError):
        read_case(tmp_path / "case.json", Asked())
    with pytest.raises(InputError):
        read_case(tmp_path / "absent.json", Asked())


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


def with_offer(**changes: float) -> Case:
    return replace(TINY, offers=(offer("o", **changes),))  # type: ignore[arg-type]  # numbers go to `given`


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (with_offer(unit_cost=-5), "offers.o.unit_cost"),
        (with_offer(max_rate=0.5), "offers.o.max_rate"),
        (with_offer(max_rate=2.5), "offers.o.max_rate"),
        (with_offer(earliest_order=2026.5), "offers.o.earliest_order"),
        (with_offer(indigenous_content=1.2), "offers.o.indigenous_content"),
        (with_offer(units_per_order_unit=0), "offers.o.units_per_order_unit"),
        (with_offer(lead_years=-1), "offers.o.lead_years"),
        (replace(TINY, offers=(offer("o", late=(1.7, 3)),)), "offers.o.approval_probability"),
        (replace(TINY, offers=(offer("o"), offer("o"))), "offers.o"),
        (replace(TINY, channels=(channel("k", cost=0),)), "channels.k.unit_cost"),
        (replace(TINY, channels=(channel("k", share=1.5),)), "channels.k.arrives_within_year"),
        (replace(TINY, areas=(area(requirement=[1, -2]),)), "areas.a.requirement[1]"),
        (replace(TINY, areas=(area(requirement=[1, 2]), area(requirement=[1, 2]))), "areas.a"),
        (replace(TINY, years=("foo", "FY2027-28")), "years"),
        (replace(TINY, years=("FY2026-27", "FY2028-29")), "years"),
        (replace(TINY, years=("FY2026-27", "FY2026-27")), "years.FY2026-27"),
        (replace(TINY, parameters=parameters({"P22": "-1"})), "P22"),
        (replace(TINY, parameters=parameters({"P21": "uniform 0.5..1.5"})), "P21"),
        (case([area(requirement=[1])], [], budget=[1], order_years=1, origins={"FRA": (0.1, 0)}), "origins.FRA.mean_months"),
    ],
)
def test_a_number_outside_its_range_and_a_repeated_id_are_refused_by_name(broken: Case, field: str) -> None:
    with pytest.raises(InputError) as caught:
        solve(broken)
    assert field in {problem.field for problem in caught.value.problems}
    with pytest.raises(InputError):
        evaluate(broken, solve(TINY))


def test_everything_outside_its_range_is_listed_at_once() -> None:
    broken = replace(TINY, offers=(offer("o", unit_cost=-5, max_rate=0.5),), years=("foo", "bar"), parameters=())
    with pytest.raises(InputError) as caught:
        solve(broken)
    fields = {problem.field for problem in caught.value.problems}
    assert fields >= {"offers.o.unit_cost", "offers.o.max_rate", "years", "P02", "P27"}
