"""The section that answers a sceptic, from real answers about a tiny plan."""

from dataclasses import replace
from importlib.resources import files

import pytest

from kautilya.core.interval import Interval, exactly
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.explain.explaining import Questions, explain
from kautilya.plan.lexicographic import need_first
from kautilya.plan.result import Effort, Plan
from kautilya.plan.rolling.replanning import OF_THE_RECORD
from kautilya.plan.since import Since
from kautilya.plan.single_stage import single_stage
from kautilya.plan.solve import solve
from kautilya.plan.told import Told
from kautilya.plan.uncertainty.doubting import Doubted, doubts
from kautilya.report.blocks import Block, Chart, DataTable, Group, Prose, cells
from kautilya.report.saved import EXPLAINED, embedded, explained, known_better, of_plan
from kautilya.report.sections.why import why_section
from kautilya.report.sections.why_sure import how_sure
from kautilya.report.wording import gap_left
from tests.plan.tiny import area, case, number, offer

EXACT = Effort(gap=0.0)
CASE = case(
    [area("a", requirement=[2, 2])],
    [
        offer("foreign", origins=("FRA",), counterparty="FRA", unit_cost=4),
        replace(offer("own", unit_cost=9), unit_cost=replace(number(9), low=8, high=12)),
    ],
    budget=[14, 10], order_years=2, P06="0.4", P09="0.1", draws=2,
)  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(CASE, effort=EXACT)


@pytest.fixture(scope="module")
def told(plan: Plan) -> Told:
    asked = Questions(whys=(("own", "foreign"),), alternatives=1, frontiers=("cost", "concentration", "indigenous"), probes=2)
    doubted = Doubted(swings=1, draws=2, foresight=True, fresh=20)
    return Told(
        case_digest=plan.case_digest, explanation=explain(CASE, plan, asked, effort=EXACT),
        doubts=doubts(CASE, plan, doubted, effort=EXACT),
    )  # fmt: skip


def ids(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        found += [] if isinstance(block, Prose) else [block.id] if hasattr(block, "id") else []
        found += ids(block.blocks) if isinstance(block, Group) else []
        found += [block.table.id] if isinstance(block, Chart) else []
    return found


def test_every_question_of_a_sceptic_has_its_place(told: Told) -> None:
    found = ids(why_section(CASE, told).blocks)
    assert len(set(found)) == len(found)
    assert {"why-prices-figure", "why-pair-1", "why-alternatives", "why-cost-figure", "why-concentration-figure",
            "why-indigenous-figure", "how-sure", "foresight", "swings", "survival-figure"} <= set(found)  # fmt: skip


def test_an_interval_keeps_its_ends_unrounded(told: Told) -> None:
    assert told.explanation is not None
    cap = next(one for one in told.explanation.prices if one.change == "no cap on a foreign design origin")
    shown = [cell for cell in cells(why_section(CASE, told)) if cell.low == cap.gain.low and cell.high == cap.gain.high]
    assert shown
    assert all(cell.anchor == "plan-basis" and cell.mark is not None for cell in shown)


def test_without_answers_the_section_says_how_to_ask() -> None:
    (block,) = why_section(CASE, None).blocks
    assert isinstance(block, Prose)
    told = str(block.parts[0])
    assert "kautilya plan --explain" in told
    assert told.count("PLAN") == 2, "the report must be given the plan that was explained"


def test_answers_about_another_plan_are_left_out(plan: Plan, told: Told) -> None:
    assert of_plan(told, plan) is told
    assert of_plan(told, replace(plan, case_digest="another")) is None
    other = replace(plan, objective=replace(plan.objective, total=plan.objective.total + 1))
    assert of_plan(told, other) is None


def test_a_better_plan_is_known_whether_the_answers_are_about_the_plan_shown_or_not(plan: Plan, told: Told) -> None:
    assert told.explanation is not None
    assert known_better(told, plan) is None
    worse = replace(plan, objective=replace(plan.objective, total=plan.objective.total + 1))
    better = known_better(told, worse)
    assert better == plan.objective.total
    assert known_better(told, replace(worse, case_digest="another")) is None
    open_ended = replace(told, explanation=replace(told.explanation, better=plan.objective.total - 1))
    assert known_better(open_ended, plan) == plan.objective.total - 1


def test_no_better_plan_is_told_of_one_that_was_asked_for_otherwise(plan: Plan, told: Told) -> None:
    worse = replace(plan, objective=replace(plan.objective, total=plan.objective.total + 1))
    stages = solve(CASE, effort=EXACT, way=need_first(0.1)).need_first
    future = solve(CASE, effort=EXACT, way=single_stage).single_stage
    assert stages is not None
    assert future is not None
    since = Since(
        plan_digest="", case_digest="", as_of="", year="", signed=(), lapsed=(), inputs=(), orders=(), binds=(),
        no_longer_binds=(), value=0.0, value_now=0.0, broken=(), yardstick=1.0,
    )  # fmt: skip
    elsewhere = replace(worse, versions={**worse.versions, OF_THE_RECORD: "of the record"})
    assert known_better(told, worse) == plan.objective.total
    for other in (replace(worse, need_first=stages), replace(worse, since=since),
                  replace(worse, single_stage=future), elsewhere):  # fmt: skip
        assert known_better(told, other) is None
    assert told.explanation is not None
    of_the_record = replace(told, explanation=replace(told.explanation, versions=elsewhere.versions))
    assert known_better(of_the_record, elsewhere) == plan.objective.total
    assert known_better(of_the_record, worse) is None


def test_a_plan_that_took_the_place_of_another_says_so(told: Told) -> None:
    assert told.explanation is not None
    shown = replace(told, explanation=replace(told.explanation, replaced=(told.explanation.value + 1,)))
    first = why_section(CASE, shown).blocks[0]
    assert isinstance(first, Prose)
    assert "took the place" in "".join(part for part in first.parts if isinstance(part, str))
    assert all("took the place" not in str(part) for block in why_section(CASE, told).blocks if isinstance(block, Prose)
               for part in block.parts)  # fmt: skip


def test_questions_that_are_not_answered_are_named(told: Told) -> None:
    assert told.explanation is not None
    shown = replace(told, explanation=replace(told.explanation, prices=(), unanswered=("what each limit costs (broken off)",)))
    notes = [block.parts[0] for block in why_section(CASE, shown).blocks if isinstance(block, Prose)]
    assert "Not answered: what each limit costs (broken off)." in notes


def test_a_decision_changes_just_where_the_interval_shown_begins_above_0(told: Told) -> None:
    assert told.doubts is not None
    swing = told.doubts.swings[0]
    ends = [replace(swing.low, value=1.0, bound=1.0, change=exactly(0.0), begun=("own",), given_up=(),
                    regret=Interval(low=low, high=0.15)) for low in (0.0026, 1e-12)]  # fmt: skip
    shown = replace(told.doubts, swings=(replace(swing, low=ends[0], high=ends[1]),))
    rows = [row for block in how_sure(CASE, shown).blocks if isinstance(block, DataTable) and block.id == "swings"
            for row in block.rows]  # fmt: skip
    assert [(row[3].text, row[4].text) for row in rows] == [("0.003 to 0.15", "changes"), ("0.00 to 0.15", "cannot tell")]


def test_an_answer_of_a_search_that_ended_at_a_larger_gap_than_asked_for_is_called_loose(told: Told) -> None:
    assert told.explanation is not None
    tight = replace(told.explanation, effort=Effort(gap=0.01))
    one = tight.alternatives[0]
    wide = replace(one, value=100.0, bound=94.0, best=Interval(low=94.0, high=100.0), worse=Interval(low=0.0, high=9.0))
    loose = replace(tight, alternatives=(wide,))
    assert not tight.is_loose(tight.largest_gap)
    assert loose.largest_gap == pytest.approx(0.06)
    said = "loose: the search ended at a gap of 6 %"
    for found, notes in ((tight, []), (loose, [said])):
        shown = why_section(CASE, replace(told, explanation=found))
        assert [cell.note for cell in cells(shown) if cell.note and "loose" in cell.note] == notes
        assert any(cell.text == gap_left(found.largest_gap) for cell in cells(shown.blocks[0]))


def test_that_it_was_not_answered_how_sure_the_plan_is_is_told(told: Told) -> None:
    shown = replace(told, doubts=None, doubts_unanswered="broken off")
    notes = [block.parts[0] for block in why_section(CASE, shown).blocks if isinstance(block, Prose)]
    assert "Not answered: how sure the plan is (broken off)." in notes
    assert codec.read(Told, codec.write(shown), "answers") == shown
    assert "doubts_unanswered" not in codec.write(told)


def test_the_embedded_answers_can_be_read_and_are_of_one_case() -> None:
    found = embedded()
    assert found.doubts is not None
    assert found.doubts.case_digest == found.case_digest
    assert found.doubts.swings
    assert found.doubts.survivals
    assert found.doubts.foresight is not None
    assert found.explanation is not None
    assert found.explanation.case_digest == found.case_digest
    assert found.explanation.prices
    assert {frontier.of for frontier in found.explanation.frontiers} == {"cost", "concentration", "indigenous"}


def test_what_was_not_asked_is_left_out(told: Told) -> None:
    assert told.explanation is not None
    given: Case = replace(CASE, title="other")
    bare = replace(told, explanation=replace(told.explanation, prices=(), whys=(), alternatives=(), frontiers=()), doubts=None)
    assert len(why_section(given, bare).blocks) == 1


def test_the_embedded_answers_are_about_the_plan_that_the_demo_begins_with() -> None:
    text = files("kautilya.report").joinpath(EXPLAINED).read_text(encoding="utf-8")
    found, begun = embedded(), codec.read(Plan, text, EXPLAINED)
    assert of_plan(found, begun) is found
    assert explained(found.case_digest) == begun
    assert explained("another") is None
    assert known_better(found, begun) is None
    assert found.explanation is not None
    assert found.explanation.bound == begun.bound
    ordered = {order.offer_id for order in begun.orders}
    assert all(why.chosen in ordered for why in found.explanation.whys)
    assert found.doubts is not None
    assert found.doubts.fresh is not None
    assert found.doubts.fresh.planned == pytest.approx(begun.objective.total)
