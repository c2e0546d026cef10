"""Reviewing, on every engine: the queue, judgements, merges, what takes them back, and replay."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from kautilya.core.errors import NotFoundError, StoreError
from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.judgement import Verdict
from kautilya.register.recording import What
from kautilya.store.explanation import explain
from kautilya.store.interface import Batch
from kautilya.store.review import Who, duplicates, judge, merge, proposed, undo
from kautilya.store.sql_store import SqlStore
from tests.store.samples import DATA_DATE, LATER, RECORDED, a_claim, a_package, sample, verdict

NEXT = date(2026, 5, 3)
HELD = a_claim("2015-09-28")
RIVAL = a_claim("2015-10-01", source="https://example.org/rival")
SAME = a_claim("2015-09-28", source="https://example.org/again")
BLANK = a_claim("Apache", attribute="system")


def who(on: date = LATER, why: str = "read the page") -> Who:
    return Who(by="anna", on=on, why=why)


def propose(store: SqlStore, *claims: Claim, on: date = LATER) -> None:
    told = [replace(claim, recorded_on=on) for claim in claims]
    store.record(Batch(day=on, by="anna", what=What.PROPOSE, claims=told, data_date=DATA_DATE))


def signed(store: SqlStore, recorded_by: date | None = None) -> tuple[object, ...]:
    field = store.view(recorded_by=recorded_by).record("deal", "ah64e-22").cell("signed_on")
    return tuple(str(value) for value in (getattr(field.value, "values", None) or (field.value,)))


def test_a_proposed_claim_waits_and_changes_no_view(store: SqlStore) -> None:
    sample([HELD]).into(store)
    propose(store, RIVAL, HELD)
    assert [waiting.claim.id for waiting in store.queue().waiting()] == [RIVAL.id]
    assert store.queue().counts() == {"deal": 1}
    assert signed(store) == ("2015-09-28",)


def test_the_queue_says_what_accepting_would_change(store: SqlStore) -> None:
    sample([HELD]).into(store)
    late = a_claim("2014", attribute="tendered_on", known_on="2026-06")
    propose(store, RIVAL, SAME, BLANK, late)
    told = {one.claim_id: one for one in proposed(store, store.view())}
    assert [str(value) for _, span in told[RIVAL.id].after.spans for value in span.values] == ["2015-09-28", "2015-10-01"]
    assert [told[claim.id].changes for claim in (RIVAL, SAME, BLANK, late)] == [True, False, True, False]
    assert (told[BLANK.id].before.claim_ids, told[BLANK.id].after.point) == ((), "Apache")
    assert (told[late.id].seen, told[late.id].known_by) == (False, date(2026, 6, 30))


def test_the_queue_tells_the_day_that_a_later_package_made_earlier(store: SqlStore) -> None:
    vague = a_claim("Apache", attribute="system", known_on="2026")
    sample([HELD]).into(store)
    propose_on_its_day(store, vague)
    judge(store, [vague.id], Verdict.DISPUTED, who())
    store.add(replace(a_package("d2"), recorded_on=LATER), [vague], [])
    undo(store, 3, who(NEXT, "not disputed after all"))
    (waits,) = proposed(store, store.view())
    assert (waits.claim_id, waits.seen, waits.known_by) == (vague.id, True, DATA_DATE.last)
    assert waits.changes


def propose_on_its_day(store: SqlStore, claim: Claim) -> None:
    store.record(Batch(day=LATER, by="anna", what=What.PROPOSE, claims=[claim]))


def test_the_queue_of_a_day_lists_what_waited_then(store: SqlStore) -> None:
    sample([HELD]).into(store)
    propose(store, RIVAL)
    judge(store, [RIVAL.id], Verdict.ACCEPTED, who(NEXT))
    assert [[one.claim_id for one in proposed(store, store.view(recorded_by=day))] for day in (RECORDED, LATER, NEXT)] == [
        [],
        [RIVAL.id],
        [],
    ]


def test_many_judgements_are_taken_back_with_few_questions(store: SqlStore) -> None:
    claims = [a_claim(str(number), attribute="quantity", subject=f"d{number}") for number in range(300)]
    sample(claims, []).into(store)
    judge(store, [claim.id for claim in claims], Verdict.ACCEPTED, who())
    asked: list[str] = []
    event.listen(store.inspection.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    assert len(undo(store, 2, who(NEXT)).judgements) == 300
    assert len(asked) < 60
    assert store.queue().counts() == {"deal": 300}


def test_accepting_shows_a_claim_and_the_one_field_that_it_is_about(store: SqlStore) -> None:
    sample([HELD]).into(store)
    propose(store, RIVAL)
    after = next(proposed(store, store.view())).after
    judge(store, [RIVAL.id], Verdict.ACCEPTED, who())
    assert store.view().record("deal", "ah64e-22").cell("signed_on") == after
    assert list(store.queue().waiting()) == []


def test_a_person_can_choose_among_claims_and_the_field_names_the_reason(store: SqlStore) -> None:
    sample([HELD, RIVAL]).into(store)
    judge(store, [RIVAL.id], Verdict.PREFERRED, who(why="the contract says so"))
    field = store.view().record("deal", "ah64e-22").cell("signed_on")
    assert (str(field.point), field.rule) == ("2015-10-01", "recorded choice: the contract says so")


def test_of_several_claims_all_are_judged_or_none(store: SqlStore) -> None:
    sample([HELD]).into(store)
    propose(store, RIVAL)
    with pytest.raises(NotFoundError, match="no claim 'x'"):
        judge(store, [RIVAL.id, "x"], Verdict.ACCEPTED, who())
    assert signed(store) == ("2015-09-28",)


def test_a_shortened_id_is_told_with_the_whole_one(store: SqlStore) -> None:
    sample([HELD]).into(store)
    with pytest.raises(NotFoundError, match=f"did you mean {HELD.id}"):
        judge(store, [HELD.id[:8]], Verdict.DISPUTED, who())


def test_a_record_that_is_known_later_says_from_when(store: SqlStore) -> None:
    sample([a_claim("2026", known_on="2026-06-15")]).into(store)
    with pytest.raises(NotFoundError, match="it became known by 2026-06-15: ask with --as-of 2026-06-15"):
        store.view().record("deal", "ah64e-22")
    assert store.view(PartialDate.parse("2026-06-15")).record("deal", "ah64e-22").record_id == "ah64e-22"
    with pytest.raises(NotFoundError, match="`kautilya show deal` lists them"):
        store.view().record("deal", "nosuch")


def test_undoing_a_judgement_brings_back_what_counted_before_and_keeps_both_on_record(store: SqlStore) -> None:
    sample([HELD]).into(store)
    recorded = judge(store, [HELD.id], Verdict.WITHDRAWN, who()).recording
    assert recorded is not None
    undone = undo(store, recorded.number, who(NEXT, "it was right"))
    assert [judgement.verdict for judgement in undone.judgements] == [Verdict.WITHDRAWN]
    assert signed(store) == ("2015-09-28",)
    (claim,) = explain(store.view(), "deal", "ah64e-22", "signed_on").claims
    assert claim.judgement == verdict(HELD)
    assert [(held.judgement.verdict, held.undone and held.undone.why) for held in claim.earlier] == [
        ("withdrawn", "it was right")
    ]


def test_some_judgements_of_a_recording_can_be_undone_alone(store: SqlStore) -> None:
    sample([HELD], []).into(store)
    propose(store, RIVAL)
    judge(store, [HELD.id, RIVAL.id], Verdict.ACCEPTED, who())
    undo(store, 3, who(), [RIVAL.id])
    assert signed(store) == ("2015-09-28",)
    with pytest.raises(NotFoundError, match=f"no judgement on claim '{RIVAL.id}' that still counts"):
        undo(store, 3, who(), [RIVAL.id])
    undo(store, 3, who())
    with pytest.raises(StoreError, match="taken back already"):
        undo(store, 3, who())


def test_an_import_a_proposal_and_an_undo_are_not_undone(store: SqlStore) -> None:
    sample([HELD]).into(store)
    propose(store, RIVAL)
    judge(store, [RIVAL.id], Verdict.ACCEPTED, who())
    undo(store, 3, who())
    for number in (1, 2, 4):
        with pytest.raises(StoreError, match="only what was judged or merged by hand"):
            undo(store, number, who())
    with pytest.raises(NotFoundError, match="no recording 9"):
        undo(store, 9, who())


OTHER = a_claim("2015-10-01", subject="apache-22")
PART = a_claim("apache-22", kind="milestone", subject="ms1", attribute="deal_id")


def test_merged_records_are_one_under_the_id_recorded_first_and_both_ids_lead_to_it(store: SqlStore) -> None:
    sample([HELD, OTHER, PART]).into(store)
    merging = merge(store, ("deal", "apache-22"), ("deal", "ah64e-22"), who())
    assert merging.record_id == "ah64e-22"
    assert [conflict.attribute for conflict in merging.conflicts] == ["signed_on"]
    view = store.view()
    assert list(view.records("deal")) == ["ah64e-22"]
    assert view.record("deal", "apache-22") == view.record("deal", "ah64e-22")
    assert view.record("milestone", "ms1").cell("deal_id").point == "ah64e-22"
    assert view.extent()["deal"].records == 1


def test_a_wrong_merge_is_taken_apart_without_loss(store: SqlStore) -> None:
    sample([HELD, OTHER, PART]).into(store)
    before = store.view()
    kept = {kind: dict(before.records(kind)) for kind in ("deal", "milestone")}
    merge(store, ("deal", "apache-22"), ("deal", "ah64e-22"), who())
    undo(store, 2, who(NEXT, "two contracts"))
    after = store.view()
    assert {kind: dict(after.records(kind)) for kind in ("deal", "milestone")} == kept
    assert [(held.same_as.by, held.undone) for held in store.same_as()] == [("anna", True)]


def test_records_of_two_kinds_are_linked_and_not_folded(store: SqlStore) -> None:
    sample([HELD, PART]).into(store)
    merge(store, ("milestone", "ms1"), ("deal", "ah64e-22"), who())
    view = store.view()
    assert view.identities.events("deal", "ah64e-22") == (("milestone", "ms1"),)
    assert set(view.records("deal")) == {"ah64e-22"}


def test_what_is_the_same_already_is_not_merged_again(store: SqlStore) -> None:
    sample([HELD, OTHER, PART]).into(store)
    merge(store, ("deal", "apache-22"), ("deal", "ah64e-22"), who())
    merge(store, ("milestone", "ms1"), ("deal", "ah64e-22"), who())
    for one, other in (
        (("deal", "ah64e-22"), ("deal", "apache-22")),
        (("deal", "apache-22"), ("milestone", "ms1")),
        (("deal", "ah64e-22"), ("deal", "ah64e-22")),
    ):
        with pytest.raises(StoreError, match="the same already"):
            merge(store, one, other, who())
    with pytest.raises(NotFoundError, match="nothing is claimed of a deal 'x'"):
        merge(store, ("deal", "ah64e-22"), ("deal", "x"), who())


def test_a_merge_keeps_its_head_whatever_day_is_asked_for(store: SqlStore) -> None:
    early, late = (
        a_claim("a", attribute="system", known_on="2026"),
        a_claim("b", attribute="system", subject="z", known_on="2014"),
    )
    sample([early, late]).into(store)
    merge(store, ("deal", "ah64e-22"), ("deal", "z"), who())
    assert list(store.view(PartialDate(year=2015)).records("deal")) == ["ah64e-22"]


def test_replay_shows_what_the_register_held_at_the_end_of_a_day(store: SqlStore) -> None:
    sample([HELD, OTHER]).into(store)
    propose(store, RIVAL)
    judge(store, [RIVAL.id], Verdict.PREFERRED, who())
    merge(store, ("deal", "apache-22"), ("deal", "ah64e-22"), who(NEXT))
    undo(store, 3, who(NEXT, "misread"))
    assert signed(store, RECORDED) == ("2015-09-28",)
    assert signed(store, LATER) == ("2015-10-01",)
    assert signed(store, NEXT) == signed(store) == ("2015-09-28", "2015-10-01")
    assert set(store.view(recorded_by=LATER).records("deal")) == {"ah64e-22", "apache-22"}
    unseen = explain(store.view(recorded_by=RECORDED), "deal", "ah64e-22", "signed_on").unseen
    assert unseen == ()
    (waiting,) = explain(store.view(), "deal", "ah64e-22", "signed_on").unseen
    assert waiting.why == "proposed: what was judged of it was taken back"


def test_nothing_is_seen_before_the_first_recording(store: SqlStore) -> None:
    sample([HELD]).into(store)
    assert store.view(DATA_DATE, recorded_by=date(2026, 4, 30)).records("deal") == {}
    with pytest.raises(StoreError, match="had taken in no package by 2026-04-30, so it had no data date then"):
        store.view(recorded_by=date(2026, 4, 30))


STOP = [
    a_claim("ISR", kind="interruption", subject="i1", attribute="partner"),
    a_claim("carrier fire at Karwar", kind="interruption", subject="i1", attribute="what_interrupted"),
    a_claim("2025-06", kind="interruption", subject="i1", attribute="date_start"),
]
SHOCK = [
    a_claim("ISR", kind="shock", subject="s1", attribute="actors"),
    a_claim("Carrier fire Karwar", kind="shock", subject="s1", attribute="name"),
    a_claim("2025-06-03", kind="shock", subject="s1", attribute="start"),
]
ELSEWHERE = [a_claim("USA", kind="shock", subject=f"x{number}", attribute="actors") for number in range(4)]


def test_duplicates_are_proposed_until_they_are_linked_and_not_again_once_they_were_taken_apart(store: SqlStore) -> None:
    sample([*STOP, *SHOCK, *ELSEWHERE]).into(store)
    (found,) = duplicates(store, store.view())
    assert {found.one, found.other} == {("shock", "s1"), ("interruption", "i1")}
    assert duplicates(store, store.view(), "deal") == []
    merge(store, found.one, found.other, who())
    assert duplicates(store, store.view()) == []
    undo(store, 2, who(NEXT, "two fires"))
    assert duplicates(store, store.view()) == []
    assert duplicates(store, store.view(recorded_by=RECORDED)) == [found]
