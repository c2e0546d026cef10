"""What `plan` answers about a plan."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kautilya.cli.answers.doubt_tables import write_doubt_tables
from kautilya.cli.answers.explanation_tables import write_explanation_tables
from kautilya.plan import codec
from kautilya.plan.case import Case, Origin
from kautilya.plan.result import Plan
from kautilya.plan.solver import NothingFoundError
from kautilya.plan.told import Told
from kautilya.plan.uncertainty.record import RecordModel
from kautilya.report.saved import embedded
from tests.cli.running import run
from tests.plan.tiny import area, case, number, offer


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    given = case(
        [area("a", requirement=[2, 2])],
        [offer("foreign", origins=("FRA",), counterparty="FRA", unit_cost=4), offer("own", unit_cost=9)],
        budget=[10, 10], order_years=2, P06="0.4", P09="0.1",
    )  # fmt: skip
    path.write_text(codec.write(given), encoding="utf-8")
    return path


def test_every_question_is_answered_in_tables_and_in_a_file(saved: Path, tmp_path: Path) -> None:
    file = tmp_path / "explanation.json"
    told = run(
        "plan", "--case", saved, "--explain", "--why", "own:foreign", "--next-best", "1", "--frontier", "cost",
        "--frontier", "indigenous", "--assumptions", "2", "--draws", "2", "--foresight", "--fresh", "20", "--explanation", file,
    )  # fmt: skip
    assert told.code == 0, told.err
    assert re.search(r"question 2 of 5, why own and not foreign: search 1 of at most \d+ \(planned again \d+ times\)", told.err)
    for heading in (
        "What each limit costs",
        "Why own",
        "Next-best plans",
        "Frontier: points against cost",
        "term by term",
        "survives 2 draws",
        "What planning for many futures is worth",
        "on 20 fresh scenarios",
    ):
        assert heading in told.out
    answers = codec.read(Told, file.read_text(encoding="utf-8"), "answers")
    found, doubts = answers.explanation, answers.doubts
    assert found is not None
    assert doubts is not None
    assert doubts.case_digest == found.case_digest
    assert [frontier.of for frontier in found.frontiers] == ["cost", "indigenous"]
    assert found.prices
    assert found.searches > 10


def test_json_holds_the_plan_and_the_explanation(saved: Path) -> None:
    found = run("plan", "--case", saved, "--explain", "--json").json
    assert isinstance(found, dict)
    assert set(found) == {"plan", "explanation"}
    assert found["explanation"]["case_digest"] == found["plan"]["case_digest"]


def test_a_better_plan_that_a_question_comes_upon_is_the_plan_in_every_file(saved: Path, tmp_path: Path) -> None:
    plan, answers = tmp_path / "plan.json", tmp_path / "answers.json"
    told = run("plan", "--case", saved, "--gap", "1", "--why", "own:foreign", "-o", plan, "--explanation", answers)
    assert told.code == 0, told.err
    found = codec.read(Told, answers.read_text(encoding="utf-8"), "answers").explanation
    written = codec.read(Plan, plan.read_text(encoding="utf-8"), "plan")
    assert found is not None
    assert found.replaced
    assert found.value == written.objective.total < found.replaced[0]
    assert "it takes its place" in told.err
    assert "took the place of what was found before" in " ".join(told.out.split())
    again = run("plan", "--case", saved, "--gap", "1", "--start", plan, "--json").json
    assert isinstance(again, dict)
    assert again["objective"]["total"] == written.objective.total


def test_without_a_question_the_json_is_the_plan_as_before(saved: Path) -> None:
    found = run("plan", "--case", saved, "--json").json
    assert isinstance(found, dict)
    assert "orders" in found


def test_loose_answers_say_so_and_names_of_offers_stay_whole(
    saved: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    given, found = codec.read(Case, saved.read_text(encoding="utf-8"), "case"), embedded()
    assert found.explanation is not None
    assert found.doubts is not None
    write_explanation_tables(given, replace(found.explanation, whys=()))
    write_doubt_tables(given, found.doubts)
    told = capsys.readouterr().out
    assert re.search(r"^ +3 +53\.211 .* 6\.3 %, loose$", told, re.MULTILINE)
    assert re.search(r"^ +1 +49\.911 .* 0\.13 % *$", told, re.MULTILINE)
    assert "the largest gap left in an answer is 6.3 %" in " ".join(told.split())
    moved = {one.offer_id for alternative in found.explanation.alternatives for one in alternative.moved[:8]}
    named = moved | {one.offer_id for one in found.doubts.survivals}
    assert "male87-lt-gaasi" in named
    assert [name for name in sorted(named) if name not in re.split(r"[\s+,-]*[\s,+]", told)] == []
    assert all(len(line) <= 80 for line in told.splitlines())


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--why", "own"), "expected OFFER:RIVAL"), (("--why", "own:none"), "expected OFFER:RIVAL"),
     (("--fresh", "1"), "two scenarios or more"), (("--frontier", "speed"), "expected one of cost, concentration, indigenous")],
)  # fmt: skip
def test_a_question_about_what_there_is_not_is_refused_before_the_work(saved: Path, words: tuple[str, str], said: str) -> None:
    told = run("plan", "--case", saved, *words)
    assert told.code != 0
    assert said in told.err
    assert "planning" not in told.err


def test_scenarios_of_the_record_are_planned_for_and_named_in_the_plan(india: Path, saved: Path, tmp_path: Path) -> None:
    model, plan = tmp_path / "model.json", tmp_path / "plan.json"
    fitted = run("--db", india, "case", "uncertainty", "--case", saved, "-o", model)
    assert "slip/all" in fitted.out
    changed = codec.read(RecordModel, model.read_text(encoding="utf-8"), "model")
    fits = tuple(replace(fit, scale=1.0) if fit.id == "slip/all" else fit for fit in changed.fits)
    model.write_text(codec.write(replace(changed, fits=fits)), encoding="utf-8")
    told = run("--db", india, "plan", "--case", saved, "--uncertainty", model, "--fresh", "10", "-o", plan)
    assert told.code == 0, told.err
    assert ", 3 of " in codec.read(Plan, plan.read_text(encoding="utf-8"), "plan").versions["scenarios"]
    assert "on 10 fresh scenarios" in told.out
    refused = run("--db", india, "report", "--case", saved, "--plan", plan, "-o", tmp_path / "report")
    assert "of the record" in refused.err
    assert "without --uncertainty and --crises" in refused.err


def test_fits_that_nothing_can_be_drawn_from_are_refused_and_a_deleted_one_is_told(
    india: Path, saved: Path, tmp_path: Path
) -> None:
    model, plan = tmp_path / "model.json", tmp_path / "plan.json"
    run("--db", india, "case", "uncertainty", "--case", saved, "-o", model)
    fitted = codec.read(RecordModel, model.read_text(encoding="utf-8"), "model")
    bad = {"slip/IND": {"scale": -1.0}, "slip/all": {"family": "gauss"}, "budget/actual of BE": {"values": ()}}
    fits = tuple(replace(fit, **bad.get(fit.id, {})) for fit in fitted.fits)  # type: ignore[arg-type]
    model.write_text(codec.write(replace(fitted, fits=fits)), encoding="utf-8")
    told = run("--db", india, "plan", "--case", saved, "--uncertainty", model)
    assert (told.code, told.out) == (2, "")
    for field in ("slip/IND.scale: expected a number from 0", "slip/all.family: expected weibull", "actual of BE.values"):
        assert field in told.err
    fits = tuple(fit for fit in fitted.fits if fit.id != "slip/IND")
    model.write_text(codec.write(replace(fitted, fits=fits)), encoding="utf-8")
    told = run("--db", india, "plan", "--case", saved, "--uncertainty", model, "-o", plan)
    assert told.code == 0, told.err
    assert "has no fit of slip/IND (drawn as slip/all says)" in told.err
    assert codec.read(Plan, plan.read_text(encoding="utf-8"), "plan").versions["scenarios"].endswith("1 of the record left out")


def test_crises_that_also_stop_and_delay_are_named_in_the_plan(saved: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    told = run("plan", "--case", saved, "--crises", "3", "-o", plan)
    assert told.code == 0, told.err
    said = codec.read(Plan, plan.read_text(encoding="utf-8"), "plan").versions["scenarios"]
    assert said.startswith("of the case with its crises, crises 3 times for all")
    assert said.endswith("1 of 1 fits assumed")
    assert run("plan", "--case", saved, "--crises", "0.5").code != 0
    stopped = Origin(country="FRA", start_rate=number(0.3), mean_months=number(6))
    given = codec.read(Case, saved.read_text(encoding="utf-8"), "case")
    saved.write_text(codec.write(replace(given, origins=(stopped,))), encoding="utf-8")
    told = run("plan", "--case", saved, "--crises", "3", "--crisis-origin", "FRA", "-o", plan)
    assert told.code == 0, told.err
    named = codec.read(Plan, plan.read_text(encoding="utf-8"), "plan").versions["scenarios"]
    assert "crises 3 times for FRA" in named
    assert "scenarios: of the case with its crises, crises 3 times for FRA" in told.out
    assert "name how many TIMES" in run("plan", "--case", saved, "--crisis-origin", "FRA").err
    assert "no foreign design origin XXX" in run("plan", "--case", saved, "--crises", "3", "--crisis-origin", "XXX").err


def test_need_first_then_cost_tells_both_stages_in_the_table_and_in_the_file(saved: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    told = run("plan", "--case", saved, "--lexicographic", "300", "-o", file)
    assert told.code == 0, told.err
    for line in (
        "1 need, points    26.316  26.316  0.00 %  gap",
        "2 cost, Rs crore       0       0  0.00 %  gap",
        "keeps every limit, 100.000 points",
        "needs Rs 13 crore",
    ):
        assert line in told.out
    stages = codec.read(Plan, file.read_text(encoding="utf-8"), "plan").need_first
    assert stages is not None
    assert (stages.tolerance, stages.cost_of_need, stages.cost) == (3.0, 13.0, 0.0)


def test_need_first_and_answers_about_the_weighted_objective_do_not_go_together(saved: Path) -> None:
    told = run("plan", "--case", saved, "--lexicographic", "1", "--explain")
    assert told.code != 0
    assert "ask without it" in told.err


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (("--explanation", "answers.json"), "--explain or --why or --next-best or --frontier or --assumptions"),
        (("--explanation", "answers.json", "--next-best", "0"), "--explain or --why"),
        (("--differ", "0.2"), "--next-best"),
        (("--explain", "--differ", "0.2"), "--next-best"),
        (("--next-best", "1", "--draw-scenarios", "5"), "--draws"),
    ],
)
def test_an_option_that_says_something_of_another_is_refused_without_it(
    saved: Path, tmp_path: Path, words: tuple[str, ...], missing: str
) -> None:
    told = run("plan", "--case", saved, *words, "-o", tmp_path / "plan.json")
    assert told.code == 2, told.err
    said = " ".join(told.err.replace("\u2502", " ").split())
    assert f"says something of {missing}" in said
    assert "planning" not in told.err
    assert not (tmp_path / "plan.json").exists()


def test_doubts_whose_search_finds_nothing_leave_the_other_answers(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object, **__: object) -> None:
        raise NothingFoundError("nothing in 20 nodes")

    monkeypatch.setattr("kautilya.cli.answers.plan_questions.doubts_of", lost)
    file = tmp_path / "explanation.json"
    told = run("plan", "--case", saved, "--explain", "--foresight", "--explanation", file)
    assert told.code == 0, told.err
    answers = codec.read(Told, file.read_text(encoding="utf-8"), "answers")
    assert answers.explanation is not None
    assert (answers.doubts, answers.doubts_unanswered) == (None, "nothing in 20 nodes")


def test_no_gap_is_told_of_answers_that_are_not_there(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, found = codec.read(Case, saved.read_text(encoding="utf-8"), "case"), embedded().explanation
    assert found is not None
    none = replace(found, prices=(), alternatives=(), whys=(), frontiers=(), unanswered=("what each limit costs (broken off)",))
    write_explanation_tables(given, none)
    told = " ".join(capsys.readouterr().out.split())
    assert "not answered: what each limit costs (broken off)" in told
    assert "largest gap" not in told
