from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.intake.datapackage import read
from kautilya.register.accounts import TELLING_KINDS, Account, Records, accounts
from kautilya.register.duplicates import Proposal, proposals
from kautilya.register.fold import Judged, fold
from kautilya.register.registry import KINDS
from tests.tables.synthetic import Row, view_of

Tables = Mapping[str, Sequence[Row]]

INDIA = Path(__file__).parents[2] / "src" / "kautilya" / "registers" / "india"

SHOCK: Row = {"id": "s1", "name": "Carrier fire at Karwar", "kind": "crisis", "start": "2025-06", "actors": "IND;ISR"}
TALK: Row = {"id": "e1", "topic": "call on the carrier fire at Karwar", "start": "2025-06-03", "parties": "IND;ISR"}
OTHERS: Sequence[Row] = [
    {"id": f"e{n}", "topic": f"visit {'abcdefghij'[n - 10]}", "start": f"20{n}-01", "parties": "IND;FRA"} for n in range(10, 20)
]


def found(tables: Tables) -> list[Proposal]:
    view = view_of(tables)
    return proposals(accounts({kind: view.records(kind) for kind in TELLING_KINDS}))


def pairs(tables: Tables) -> set[tuple[str, str]]:
    return {(proposal.one[1], proposal.other[1]) for proposal in found(tables)}


def test_one_event_told_in_the_same_words_by_two_kinds_is_proposed_with_its_evidence() -> None:
    (proposal,) = found({"shock": [SHOCK], "engagement": [TALK, *OTHERS]})
    assert (proposal.one, proposal.other) == (("shock", "s1"), ("engagement", "e1"))
    assert proposal.evidence[0] == "both are with ISR"
    assert "carrier" in proposal.evidence[1]
    assert proposal.evidence[-1] == "begun 2025-06 and 2025-06-03"


@pytest.mark.parametrize(
    "change",
    [{"start": "2025-07"}, {"start": "2025"}, {"actors": "IND;USA"}, {"name": "Submarine lease signed"}],
    ids=["another day", "a year only", "another partner", "other words"],
)
def test_what_differs_is_not_proposed(change: Row) -> None:
    assert found({"shock": [{**SHOCK, **change}], "engagement": [TALK, *OTHERS]}) == []


def delivery(number: str, word: str, day: str, event: str = "delivery count") -> Row:
    return {
        "id": number, "partner": "USA", "item": "F404 engines", "event": event, "date": day, "deal_id": "f404",
        "deal_relation": "same", "detail": f"{word} engine",
    }  # fmt: skip


def test_the_third_engine_is_not_the_fourth() -> None:
    assert found({"approval": [delivery("a1", "third", "2025-09"), delivery("a2", "fourth", "2025-09-30")]}) == []
    assert pairs({"approval": [delivery("a1", "third", "2025-09"), delivery("a2", "third", "2025-09-30")]}) == {("a1", "a2")}


def test_the_same_step_of_the_same_deal_is_proposed_across_kinds_and_another_step_is_not() -> None:
    deal: Row = {"id": "f404", "system": "Engines for Tejas", "supplier_country": "USA"}
    steps: list[Row] = [
        {"id": "m1", "deal_id": "f404", "event": "first handed over", "aspect": "actual", "date": "2025-03"},
        {"id": "m2", "deal_id": "f404", "event": "signed", "aspect": "actual", "date": "2025-03"},
        {"id": "m3", "deal_id": "f404", "event": "first handed over", "aspect": "planned original", "date": "2025-03"},
    ]
    told = [delivery("a1", "one", "2025-03-25", "first delivery")]
    assert pairs({"deal": [deal], "milestone": steps, "approval": told}) == {("a1", "m1")}


def test_rows_that_are_linked_already_or_steps_of_one_sequence_are_not_proposed() -> None:
    shock: Row = {**SHOCK, "same_as_table": "partner_risk", "same_as_id": "i1"}
    stop: Row = {"id": "i1", "partner": "ISR", "what_interrupted": "carrier fire Karwar", "date_start": "2025-06"}
    assert found({"shock": [shock], "interruption": [stop], "engagement": OTHERS}) == []
    assert pairs({"shock": [SHOCK], "interruption": [stop], "engagement": OTHERS}) == {("s1", "i1")}
    following: list[Row] = [{**SHOCK, "id": number, "sequence_id": "fires"} for number in ("s1", "s2")]
    assert found({"shock": following}) == []


def test_two_rows_that_name_the_same_third_row_are_proposed() -> None:
    round_: Row = {"id": "ep1", "round": "EP-6"}
    named: list[Row] = [
        {**SHOCK, "id": number, "name": name, "same_as_table": "emergency", "same_as_id": "ep1"}
        for number, name in (("s1", "one"), ("s2", "two"))
    ]
    (proposal,) = found({"shock": named, "emergency": [round_]})
    assert proposal.evidence == ("both name emergency ep1 as the same", "begun 2025-06 and 2025-06")


def test_a_known_pair_is_not_proposed_again() -> None:
    view = view_of({"shock": [SHOCK], "engagement": [TALK, *OTHERS]})
    told = accounts({kind: view.records(kind) for kind in TELLING_KINDS})
    assert proposals(told, {frozenset({("engagement", "e1"), ("shock", "s1")})}) == []


@pytest.fixture(scope="module")
def india() -> list[Account]:
    package = read(INDIA, recorded_on=date(2026, 5, 1), by="test")
    verdicts = {judgement.claim_id: judgement for judgement in package.judgements}
    judged: dict[str, list[Judged]] = {}
    for claim in package.claims:
        if claim.kind in TELLING_KINDS:
            judged.setdefault(claim.kind, []).append((claim, verdicts[claim.id]))
    records: Records = {kind: fold(KINDS[kind], claims) for kind, claims in judged.items()}
    return accounts(records)


def test_the_pairs_of_the_india_register_are_those_that_were_read_and_found_to_be_one_event(india: list[Account]) -> None:
    golden = Path(__file__).parents[1] / "golden" / "duplicates_india.txt"
    lines = [f"{' '.join(found.one)} ~ {' '.join(found.other)}" for found in proposals(india)]
    assert lines == golden.read_text(encoding="utf-8").splitlines()


@given(st.data())
def test_the_order_of_records_does_not_matter(india: list[Account], data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(india), max_size=30, unique_by=lambda account: account.subject))

    def unordered(told: list[Account]) -> set[frozenset[tuple[str, str]]]:
        return {frozenset({found.one, found.other}) for found in proposals(told)}

    assert unordered(data.draw(st.permutations(some))) == unordered(some)
