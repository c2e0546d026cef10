"""Weights by recency, worked by hand."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Measurement
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.ties.interoperability import WEIGHT, interoperability
from kautilya.register.claim import Mark
from kautilya.store.view import View
from tests.measures.finding_by import findings, the
from tests.measures.ties.rows import exercise
from tests.tables.synthetic import Row, view_of

OTHER = exercise("other", "Garuda", 2010, participants="FRA;IND", domains="air")


def measured(*rows: Row, scope: Scope = EVERYTHING) -> Measurement:
    return interoperability(view_of({"exercise": (*rows, OTHER)}), scope)


def on(row: str, day: str, **cells: str) -> Row:
    return exercise(row, "Malabar", int(day[:4]), start=day, end=day, source_date=day, **cells)


def test_an_exercise_of_today_weighs_one_and_one_of_three_years_ago_half() -> None:
    found = the(measured(on("a", "2026-04-30"), on("b", "2023-05-01")), WEIGHT, partner="USA", domain="sea")
    assert found.value == pytest.approx(1.5, abs=1e-3)
    assert [found.low, found.high] == pytest.approx([1 + 0.5**1.5, 1 + 0.5**0.6], abs=1e-3)
    assert (found.n, found.mark) == (2, Mark.ASSUMED)


def test_several_domains_and_partners_count_fully_for_each() -> None:
    found = measured(on("a", "2026-04-30", domains="air;sea", participants="AUS;IND;USA"))
    pairs = {(one.of["partner"], one.of["domain"]): one.value for one in findings(found, WEIGHT) if one.of["partner"] != "FRA"}
    assert pairs == {(partner, domain): 1.0 for partner in ("AUS", "USA") for domain in ("air", "sea")}


def test_what_is_thin_and_what_the_record_lacks_is_listed() -> None:
    found = measured(*(on(f"a{i}", f"2026-04-{10 + i}") for i in range(3)), scope=Scope(partner="USA"))
    assert [(row["list"], row["domain"]) for row in found.listed] == [
        ("none in the record", domain) for domain in ("air", "land", "subsurface")
    ]
    thin = measured(on("a", "2026-04-10"), scope=Scope(partner="USA")).listed[0]
    assert (thin["list"], thin["reason"]) == ("thin", "weight 0.99, 1 exercises")


def test_a_window_counts_nothing_outside_and_ages_run_to_its_end() -> None:
    scope = Scope(partner="USA", since=PartialDate.parse("2020"), until=PartialDate.parse("2022"))
    found = measured(on("a", "2019-12-31"), on("b", "2022-12-31"), on("c", "2023-01-01"), scope=scope)
    only = the(found, WEIGHT, partner="USA", domain="sea")
    assert (only.value, only.n) == (1.0, 1)


@given(st.lists(st.dates(min_value=PartialDate.parse("2000").first, max_value=PartialDate.parse("2026-04-30").last),
                min_size=1, max_size=8))  # fmt: skip
def test_one_more_exercise_adds_a_weight_between_none_and_one(days: list[object]) -> None:
    rows = [on(f"a{i}", str(day)) for i, day in enumerate(days)]
    with_it = the(measured(*rows), WEIGHT, partner="USA", domain="sea")
    without = findings(measured(*rows[1:]), WEIGHT, partner="USA", domain="sea")
    before = float(without[0].value or 0) if without else 0.0
    assert -2e-3 <= float(with_it.value or 0) - before <= 1.002


def test_the_embedded_register_has_the_pairs_of_its_exercises(india: View) -> None:
    found = findings(interoperability(india, EVERYTHING), WEIGHT)
    american = {one.of["domain"]: one for one in found if one.of["partner"] == "USA"}
    text = files("kautilya").joinpath("registers", "india", "exercises.csv").read_text(encoding="utf-8")
    rows = [
        row for row in csv.DictReader(text.splitlines()) if row["held"] == "held" and "USA" in row["participants"].split(";")
    ]
    for domain, one in american.items():
        assert one.n == len({row["event_id"] for row in rows if domain in row["domains"].split(";")})
    assert all(one.low is not None and one.high is not None and one.low <= float(one.value or 0) <= one.high for one in found)
