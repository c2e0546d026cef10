"""`plan --keep` and `plan --single-stage`."""

from dataclasses import replace
from pathlib import Path

import pytest

from kautilya.cli.answers.special_tables import change, write_special
from kautilya.core.periods import FiscalYear
from kautilya.plan import codec
from kautilya.plan.result import Plan
from kautilya.plan.rolling.replanning import Earlier, replanned
from kautilya.plan.solve import solve
from tests.cli.running import run
from tests.plan.rolling.test_matching import DEAL, LATER, LINK
from tests.plan.rolling.test_replanning import EXACT, GIVEN, SECOND, dearer
from tests.plan.tiny import number

FIRST = FiscalYear.parse("FY2026-27")
GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    path.write_text(codec.write(GIVEN), encoding="utf-8")
    assert run("plan", "--case", path, "-o", tmp_path / "plan.json").code == 0
    return path


def test_what_changed_and_why_is_told_in_tables(saved: Path, tmp_path: Path) -> None:
    new, plan = tmp_path / "new.json", tmp_path / "again.json"
    short = replace(dearer().budget[2], available=number(18))
    new.write_text(codec.write(replace(dearer(), budget=(*dearer().budget[:2], short))), encoding="utf-8")
    told = run("plan", "--case", new, "--keep", tmp_path / "plan.json", "--kept-case", saved, "--on", "2027-06", "-o", plan)
    assert told.code == 0, told.err
    start, end = told.out.index("Since the earlier plan"), told.out.index("Units ordered")
    lines = [line.rstrip() for line in told.out[start:end].rstrip().splitlines()]
    expected = (GOLDEN / "plan_keep.txt").read_text(encoding="utf-8").rstrip().splitlines()
    assert lines == expected
    assert codec.read(Plan, plan.read_text(encoding="utf-8"), "plan").since is not None


def test_the_same_case_needs_no_other_and_all_years_are_open_on_its_first_day(saved: Path, tmp_path: Path) -> None:
    told = run("plan", "--case", saved, "--keep", tmp_path / "plan.json")
    assert told.code == 0, told.err
    assert "Signed and kept: 0 orders" in told.out
    assert "Inputs that changed: 0" in told.out


@pytest.mark.usefixtures("saved")
def test_a_plan_of_a_case_that_nobody_knows_asks_for_it(india: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.json"
    new.write_text(codec.write(dearer()), encoding="utf-8")
    told = run("--db", india, "plan", "--case", new, "--keep", tmp_path / "plan.json")
    assert told.code != 0
    assert "name it: --kept-case" in told.err


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--on", "2027-06-01"), "--keep names"), (("--signed", "own"), "--keep names"),
     (("--keep", "PLAN", "--signed", "own", "--not-signed", "own"), "cannot be signed and not signed"),
     (("--keep", "PLAN", "--not-signed", "none"), "it orders foreign, own"),
     (("--keep", "PLAN", "--explain"), "ask without it"), (("--single-stage", "--lexicographic", "1"), "go together"),
     (("--keep", "PLAN", "--start", "PLAN"), "begins with the plan that --keep names; leave --start out")],
)  # fmt: skip
def test_what_does_not_go_together_is_refused_before_the_work(
    saved: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    told = run("plan", "--case", saved, *(tmp_path / "plan.json" if word == "PLAN" else word for word in words))
    assert told.code != 0
    assert said in told.err
    assert "planning" not in told.err


def test_a_plan_for_one_mean_future_says_what_planning_for_many_is_worth(saved: Path, tmp_path: Path) -> None:
    told = run("plan", "--case", saved, "--single-stage", "--scenarios", "3", "-o", tmp_path / "single.json")
    assert told.code == 0, told.err
    assert "Planned for one mean future" in told.out
    assert "Planning for many futures is worth" in told.out


def test_a_contract_of_the_record_that_is_an_order_of_the_plan_is_told_with_its_evidence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = solve(GIVEN, effort=EXACT)
    earlier = Earlier(case=GIVEN, plan=before, year=SECOND, contracts=(LINK,))
    write_special(solve(LATER, way=replanned(earlier), effort=EXACT))
    said = " ".join(capsys.readouterr().out.split())
    assert "Matched: foreign is contract d1 (2 units): the offer's row names the deal, signed 2026-09" in said
    assert "Its orders are left to the case." in said
    write_special(solve(LATER, way=replanned(replace(earlier, kept=frozenset({"foreign"}))), effort=EXACT))
    assert "kept all the same, as told by --signed" in " ".join(capsys.readouterr().out.split())
    write_special(solve(LATER, way=replanned(replace(earlier, contracts=())), effort=EXACT))
    said = " ".join(capsys.readouterr().out.split())
    assert "Not matched, look: foreign and contract d1: newly signed in the same area with the same counterparty" in said
    assert "name --not-signed foreign." in said


def test_an_order_that_no_contract_holds_a_unit_of_is_told_as_kept(capsys: pytest.CaptureFixture[str]) -> None:
    third = FiscalYear.parse("FY2028-29")
    earlier = Earlier(case=GIVEN, plan=solve(GIVEN, effort=EXACT), year=third, contracts=(LINK,))
    write_special(solve(LATER, way=replanned(earlier), effort=EXACT))
    said = " ".join(capsys.readouterr().out.split())
    assert "Signed and kept: 2 orders, 3 units" in said
    assert "Its orders are left to the case, but for those of which no contract holds any unit: these are signed" in said


def test_deals_that_the_earlier_plan_knew_are_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    knew = replace(GIVEN, signed=tuple(replace(DEAL, deal_id=f"d{i}") for i in range(3)))
    named = tuple(replace(LINK, deal_id=f"d{i}") for i in range(3))
    earlier = Earlier(case=knew, plan=solve(knew, effort=EXACT), year=SECOND, contracts=named)
    plan = solve(replace(knew, as_of="2027-04-30"), way=replanned(earlier), effort=EXACT)
    assert plan.since is not None
    assert [(one.deal_id, one.stands) for one in plan.since.near] == [("d0", True), ("d1", True), ("d2", True)]
    write_special(plan)
    said = " ".join(capsys.readouterr().out.split())
    assert "Not matched, look" not in said
    assert (
        "Not matched, and nothing new since the earlier plan: 3 deals (foreign and d0, foreign and d1, 1 more). `-o` and "
        "`--json` give each with its reason, under `since.near`."
    ) in said


def test_without_a_register_it_is_said_that_nothing_is_matched(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = run("plan", "--case", saved, "--keep", tmp_path / "plan.json")
    assert told.code == 0
    assert "no orders are matched to contracts of the record" in told.err


@pytest.mark.parametrize(("points", "told"), [(-0.0001, "0.000"), (0.0, "0.000"), (-0.0006, "-0.001"), (0.25, "+0.250")])
def test_a_change_that_rounds_to_nothing_has_no_sign(points: float, told: str) -> None:
    assert change(points) == told


LOOK, OTHER = "Look: better plans may exist", "The earlier plan was made for the scenarios of its case, this one for"


@pytest.mark.parametrize(
    ("gap", "before", "total", "bound", "looks"),
    [(0.3, 10.0, 10.4, 10.2, True), (0.3, 10.0, 10.6, 10.5, False), (0.0, 10.0, 10.4, 10.4, False),
     (0.3, 10.0, 10.0, 9.0, False), (0.3, 10.4, 10.0, 9.8, True)],
)  # fmt: skip
def test_plans_that_differ_by_less_than_their_gaps_are_not_told_apart(
    gap: float, before: float, total: float, bound: float, looks: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = solve(GIVEN, effort=EXACT, way=replanned(Earlier(case=GIVEN, plan=solve(GIVEN, effort=EXACT), year=FIRST)))
    assert plan.since is not None
    write_special(
        replace(
            plan, objective=replace(plan.objective, total=total), bound=bound,
            since=replace(plan.since, value=before, gap_points=gap),
        )
    )  # fmt: skip
    assert (LOOK in capsys.readouterr().out) is looks


def test_a_crisis_plan_beside_a_plain_one_says_that_the_scenarios_are_others(saved: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    plain = " ".join(run("plan", "--case", saved, "--keep", tmp_path / "plan.json").out.split())
    crisis = run("plan", "--case", saved, "--keep", tmp_path / "plan.json", "--crises", "3", "-o", again)
    assert crisis.code == 0, crisis.err
    assert (OTHER in plain, OTHER in " ".join(crisis.out.split())) == (False, True)
    back = run("plan", "--case", saved, "--keep", again)
    assert "The earlier plan was made for of the case" not in " ".join(back.out.split())
    assert "this one for the scenarios of its case" in " ".join(back.out.split())
