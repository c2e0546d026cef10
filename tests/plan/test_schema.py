"""The published schemas: those of the dataclasses, and such that cases and plans keep to them."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.result import Plan
from kautilya.plan.schema import json_schema
from kautilya.plan.solve import solve
from tests.cli.running import run
from tests.plan.drawn import cases
from tests.plan.full import FULL
from tests.plan.tiny import area, case, offer

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
KINDS = {"case": Case, "plan": Plan}
TINY = case([area(requirement=[1, 2])], [offer("o")], budget=[10, 10], order_years=1)


def published(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", KINDS)
def test_the_published_schema_is_that_of_the_dataclasses(name: str) -> None:
    text = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    assert run("case", "schema", name).out == text, f"write it anew: kautilya case schema {name} -o docs/schemas/..."
    assert json.loads(text) == json_schema(KINDS[name])


def test_the_india_case_and_its_plan_keep_to_the_schemas(india: Case, india_plan: Plan) -> None:
    published("case").validate(json.loads(codec.write(india)))
    published("plan").validate(json.loads(codec.write(india_plan)))


def test_a_case_and_a_plan_with_everything_on_request_keep_to_the_schemas() -> None:
    published("case").validate(json.loads(codec.write(FULL)))
    published("plan").validate(json.loads(codec.write(solve(FULL))))


@given(cases())
@settings(max_examples=20)
def test_every_case_keeps_to_the_schema(drawn: Case) -> None:
    published("case").validate(json.loads(codec.write(drawn)))


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("seed",), "one"),
        (("colour",), "red"),
        (("offers", 0, "min_lot", "value"), "two"),
        (("offers", 0, "min_lot", "mark"), "guessed"),
        (("offers", 0, "max_quantity"), 3),
        (("years",), "FY2026-27"),
    ],
)
def test_what_the_codec_refuses_does_not_keep_to_the_schema(path: tuple[str | int, ...], wrong: object) -> None:
    raw = json.loads(codec.write(TINY))
    inner = raw
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = wrong
    assert not published("case").is_valid(raw)


def test_a_case_that_lacks_a_field_does_not_keep_to_the_schema() -> None:
    raw = json.loads(codec.write(TINY))
    del raw["offers"][0]["unit_cost"]
    assert not published("case").is_valid(raw)
