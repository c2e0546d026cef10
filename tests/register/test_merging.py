from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kautilya.register.fold import Folding, fold
from kautilya.register.identity import SameAs
from kautilya.register.kinds.deal import Deal
from kautilya.register.kinds.milestone import Milestone
from kautilya.register.merging import NOTHING_MERGED, identities
from tests.store.samples import a_claim, verdict

DAY = date(2026, 5, 1)
RANK = {
    (kind, subject): rank
    for rank, (kind, subject) in enumerate((kind, subject) for kind in ("deal", "shock") for subject in "abcdef")
}


def same(one: str, other: str, *, kind: str = "deal", other_kind: str | None = None) -> SameAs:
    return SameAs(kind=kind, subject=one, other_kind=other_kind or kind, other_subject=other, on=DAY, by="test", why="one ship")


def test_two_subjects_of_a_kind_are_one_record_under_the_id_recorded_first() -> None:
    merged = identities([same("c", "b")], RANK)
    assert merged.head("deal", "c") == merged.head("deal", "b") == "b"
    assert merged.ids("deal", "c") == ("b", "c")
    assert merged.head("shock", "c") == "c"


def test_merges_chain() -> None:
    merged = identities([same("f", "e"), same("c", "d"), same("d", "e")], RANK)
    assert {merged.head("deal", subject) for subject in "cdef"} == {"c"}
    assert merged.ids("deal", "e") == ("c", "d", "e", "f")


def test_subjects_of_two_kinds_are_linked_and_never_folded_through_a_third() -> None:
    merged = identities([same("a", "b", other_kind="shock"), same("c", "b", other_kind="shock")], RANK)
    assert merged.events("deal", "a") == (("shock", "b"),)
    assert merged.events("shock", "b") == (("deal", "a"), ("deal", "c"))
    assert merged.head("deal", "c") == "c"


def test_a_link_holds_for_the_record_that_its_subject_was_merged_into() -> None:
    merged = identities([same("c", "a", other_kind="shock"), same("b", "c")], RANK)
    assert merged.events("deal", "b") == merged.events("deal", "c") == (("shock", "a"),)
    assert merged.events("shock", "a") == (("deal", "b"),)


pairs = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda pair: pair[0] != pair[1]), max_size=8
)


@given(st.data(), pairs)
def test_the_order_in_which_things_are_said_to_be_the_same_does_not_matter(
    data: st.DataObject, given_pairs: list[tuple[str, str]]
) -> None:
    said = [same(one, other) for one, other in given_pairs]
    assert identities(data.draw(st.permutations(said)), RANK) == identities(said, RANK)


@given(pairs)
def test_every_member_leads_to_a_head_that_leads_to_itself(given_pairs: list[tuple[str, str]]) -> None:
    merged = identities([same(one, other) for one, other in given_pairs], RANK)
    for subject in "abcdef":
        head = merged.head("deal", subject)
        assert merged.head("deal", head) == head
        assert subject in merged.ids("deal", subject)
    for one, other in given_pairs:
        assert merged.head("deal", one) == merged.head("deal", other)


def test_merged_subjects_fold_into_one_record_whose_claims_can_contradict() -> None:
    claims = [a_claim("2015", subject="a"), a_claim("2016", subject="b"), a_claim("x", subject="b", attribute="system")]
    judged = [(claim, verdict(claim)) for claim in claims]
    merged = Folding(identities=identities([same("a", "b")], RANK))
    (record,) = fold(Deal, judged, merged).values()
    assert record.record_id == "a"
    assert record.system.point == "x"
    assert record.signed_on.in_conflict
    assert set(fold(Deal, judged, Folding(identities=NOTHING_MERGED))) == {"a", "b"}


def test_a_field_that_refers_to_a_merged_subject_refers_to_its_record() -> None:
    told = a_claim("b", kind="milestone", subject="ms1", attribute="deal_id")
    (milestone,) = fold(Milestone, [(told, verdict(told))], Folding(identities=identities([same("a", "b")], RANK))).values()
    assert milestone.deal_id.point == "a"


def test_references_to_two_ids_of_one_record_agree() -> None:
    told = [a_claim(raw, kind="milestone", subject="ms1", attribute="deal_id") for raw in "ab"]
    judged = [(claim, verdict(claim)) for claim in told]
    (milestone,) = fold(Milestone, judged, Folding(identities=identities([same("a", "b")], RANK))).values()
    assert (milestone.deal_id.point, milestone.deal_id.in_conflict) == ("a", False)
