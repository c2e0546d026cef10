"""What every store does; a new engine joins `STORES` in conftest.py."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.errors import NotFoundError, StoreError
from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.judgement import Verdict
from kautilya.store import reading
from kautilya.store.interface import Store
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore
from tests.store.samples import DATA_DATE, LATER, RECORDED, a_claim, a_package, sample, verdict

SIGNED = a_claim()
VALUE = a_claim("186000000000", attribute="value_signed", unit="INR")


def ids(store: Store, kind: str = "deal") -> list[str]:
    return [claim.id for claim in store.claims(kind)]


def shown(store: Store, as_of: str = "2026-04-30") -> list[str]:
    return list(store.view(PartialDate.parse(as_of)).claims("deal"))


def test_what_is_added_comes_back_as_it_was(store: SqlStore) -> None:
    dated = replace(SIGNED, valid_from=PartialDate(year=2015), valid_to=PartialDate(year=2020, month=7), quote="signed")
    receipt = sample([dated, VALUE]).into(store)
    assert (receipt.added, receipt.known, receipt.judgements) == (2, 0, 2)
    assert list(store.claims()) == [dated, VALUE]
    assert store.claim(dated.id) == dated
    assert store.judgements(VALUE.id) == (verdict(VALUE),)
    assert store.packages() == (a_package(),)


def test_the_same_package_twice_adds_nothing(store: SqlStore) -> None:
    sample([SIGNED, VALUE]).into(store)
    again = store.add(a_package(), unread(), ())
    assert (again.added, again.known, again.judgements) == (0, 2, 0)
    assert len(store.packages()) == 1


def unread() -> Iterator[Claim]:
    raise AssertionError("the claims of a known package were read")
    yield SIGNED


def test_a_claim_in_two_packages_is_held_once_as_first_recorded(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    later = replace(SIGNED, recorded_on=LATER, origin="other.csv:9")
    receipt = sample([later, VALUE], digest="d2").into(store)
    assert (receipt.added, receipt.known) == (1, 1)
    assert store.claim(SIGNED.id).origin == "deals.csv:3"


def test_a_claim_twice_in_one_package_is_one_claim(store: SqlStore) -> None:
    receipt = sample([SIGNED, SIGNED], [verdict(SIGNED)]).into(store)
    assert (receipt.added, receipt.known) == (1, 0)


def test_a_repeated_judgement_is_not_recorded_again_and_outvotes_nothing(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    sample([], [verdict(SIGNED, Verdict.WITHDRAWN, on=LATER, why="misread")], digest="d2").into(store)
    repeated = sample([SIGNED], [verdict(SIGNED, on=date(2026, 6, 1))], digest="d3").into(store)
    assert repeated.judgements == 0
    assert shown(store) == []


@pytest.mark.parametrize("word", [Verdict.WITHDRAWN, Verdict.DISPUTED, Verdict.PREFERRED])
def test_a_later_package_that_takes_a_claim_over_outvotes_nobody(store: SqlStore, word: Verdict) -> None:
    sample([SIGNED]).into(store)
    judged = verdict(SIGNED, word, on=LATER, why="mine")
    sample([], [judged], digest="d2").into(store)
    taken_over = verdict(SIGNED, on=date(2026, 6, 1), why="taken over with example 1.0.1")
    assert sample([SIGNED], [taken_over], digest="d3").into(store).judgements == 0
    assert store.judgements(SIGNED.id)[-1] == judged


def test_a_choice_that_a_later_package_records_is_added(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    chosen = verdict(SIGNED, Verdict.PREFERRED, on=LATER, why="agency")
    assert sample([SIGNED], [chosen], digest="d2").into(store).judgements == 1
    assert store.judgements(SIGNED.id)[-1] == chosen


@pytest.mark.parametrize("days", [("2026-04-30", "2027-06-30"), ("2027-06-30", "2026-04-30"), ("2026-04", "2027")])
def test_a_claim_of_two_packages_is_known_from_the_earlier_data_date(store: SqlStore, days: tuple[str, str]) -> None:
    told = a_claim(known_on="2026")
    for day in days:
        store.add(a_package(day, data_date=PartialDate.parse(day)), [told], [verdict(told)])
    assert shown(store, "2026-04-30") == [told.id]
    assert shown(store, "2026-04-29") == []
    assert store.view(PartialDate.parse("2026-04-30")).extent()["deal"].claims == 1


def test_an_import_that_fails_half_way_changes_nothing(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    with pytest.raises(StoreError, match="judgement is about a claim"):
        sample([VALUE], [verdict(a_claim("2020"))], digest="d2").into(store)
    assert ids(store) == [SIGNED.id]
    assert len(store.packages()) == 1


def test_a_reader_that_raises_half_way_changes_nothing(store: SqlStore) -> None:
    def broken() -> Iterator[Claim]:
        yield SIGNED
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="the disk went away"):
        store.add(a_package(), broken(), ())
    assert ids(store) == []
    assert store.packages() == ()


def test_a_stream_of_claims_lets_others_read_and_write(store: SqlStore) -> None:
    sample([SIGNED, VALUE]).into(store)
    seen = []
    for claim in store.claims():
        seen.append(claim)
        assert store.judgements(claim.id) == (verdict(claim),)
        sample([a_claim("2020")], digest="d2").into(store)
    assert seen == [SIGNED, VALUE]


def test_a_claim_that_nobody_judged_is_kept_and_not_shown(store: SqlStore) -> None:
    sample([SIGNED], []).into(store)
    assert shown(store) == []
    assert ids(store) == [SIGNED.id]
    assert store.inspection.unjudged() == (SIGNED.id,)


@pytest.mark.parametrize("word", [Verdict.WITHDRAWN, Verdict.DISPUTED])
def test_a_claim_that_was_withdrawn_or_disputed_is_not_shown(store: SqlStore, word: Verdict) -> None:
    sample([SIGNED, VALUE]).into(store)
    sample([], [verdict(VALUE, word, on=LATER, why="misread")], digest="d2").into(store)
    assert shown(store) == [SIGNED.id]


def test_the_latest_judgement_counts_whenever_it_was_recorded(store: SqlStore) -> None:
    sample([SIGNED], [verdict(SIGNED, on=LATER, why="confirmed")]).into(store)
    sample([], [verdict(SIGNED, Verdict.WITHDRAWN, on=RECORDED)], digest="d2").into(store)
    assert shown(store) == [SIGNED.id]


def test_of_one_day_the_judgement_recorded_last_counts(store: SqlStore) -> None:
    sample([SIGNED], [verdict(SIGNED, Verdict.WITHDRAWN), verdict(SIGNED)]).into(store)
    assert shown(store) == [SIGNED.id]


@pytest.mark.parametrize(
    ("known_on", "as_of", "seen"),
    [
        ("2015-09-28", "2015-09-27", False),
        ("2015-09-28", "2015-09-28", True),
        ("2015-09", "2015-09-29", False),
        ("2015-09", "2015-09", True),
        ("2015", "2015-06", False),
        ("2026-06-13", "2026-04-30", False),
        ("2026-06-13", "2026-06-13", True),
        ("2026-05", "2026-04-30", False),
        ("2026-04", "2026-04-29", False),
        ("2026-04", "2026-04-30", True),
        ("2026", "2026-04-30", True),
        ("2026", "2026-04-29", False),
        ("2015", "2026", True),
    ],
)
def test_a_view_sees_what_was_published_by_its_day(store: SqlStore, known_on: str, as_of: str, seen: bool) -> None:
    told = a_claim(known_on=known_on)
    sample([told]).into(store)
    assert shown(store, as_of) == ([told.id] if seen else [])


def test_claims_asked_for_by_id_are_those_of_the_view_however_many_at_once(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "IDS_AT_ONCE", 2)
    withdrawn, other = (a_claim(day, subject=day) for day in ("2014", "2016"))
    late = a_claim(subject="late", known_on="2027")
    sample([SIGNED, VALUE, withdrawn, late, other]).into(store)
    sample([], [verdict(withdrawn, Verdict.WITHDRAWN, on=LATER)], digest="d2").into(store)
    asked = [other.id, withdrawn.id, SIGNED.id, late.id, "nobody's", SIGNED.id]
    found = store.view(PartialDate.parse("2026-04-30")).claims_among("deal", asked)
    assert found == {one.id: one for one in (other, SIGNED)}
    view = store.view(PartialDate.parse("2026-04-30"))
    assert view.claims("deal").keys() == {SIGNED.id, VALUE.id, other.id}
    assert view.claims_among("deal", asked) == found


def test_the_default_day_of_a_view_is_the_latest_data_date(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    store.add(a_package("d2", data_date=PartialDate(year=2024)), (), ())
    assert store.view().as_of == DATA_DATE


def test_an_empty_register_has_no_default_day_and_says_what_to_do(store: SqlStore) -> None:
    with pytest.raises(StoreError, match="kautilya import"):
        store.view()
    assert store.view(DATA_DATE).claims("deal") == {}


def test_records_come_in_the_order_of_the_package(store: SqlStore) -> None:
    sample(a_claim(subject=subject) for subject in ("zulu", "alfa", "mike")).into(store)
    assert list(store.view().records("deal")) == ["zulu", "alfa", "mike"]


def test_the_extent_counts_what_the_view_shows(store: SqlStore) -> None:
    unseen = a_claim(subject="later", known_on="2027")
    sample([SIGNED, VALUE, unseen]).into(store)
    extent = store.view().extent()
    assert {kind: (held.records, held.claims) for kind, held in extent.items()} == {"deal": (1, 2)}


def test_what_is_not_there_is_said_to_be_missing(store: SqlStore) -> None:
    sample([SIGNED]).into(store)
    view = store.view()
    with pytest.raises(NotFoundError, match="no claim 'x'"):
        store.claim("x")
    with pytest.raises(NotFoundError, match="no deal 'x'"):
        view.record("deal", "x")
    with pytest.raises(NotFoundError, match="no record kind 'ship'"):
        view.records("ship")


def test_a_claim_that_cannot_be_read_is_told_with_its_kind(store: SqlStore) -> None:
    sample([a_claim("soon")]).into(store)
    with pytest.raises(StoreError, match=r"a deal in the register cannot be read: .*'soon'"):
        store.view().records("deal")


facts = st.lists(
    st.builds(
        a_claim,
        st.sampled_from(["2014", "2015", "2015-09"]),
        subject=st.sampled_from(["a", "b"]),
        source=st.sampled_from(["x", "y"]),
    ),
    unique_by=lambda claim: claim.id,
    min_size=1,
    max_size=6,
)


@given(st.data(), facts)
def test_a_withdrawn_claim_equals_its_absence(data: st.DataObject, given_claims: list[Claim]) -> None:
    gone = data.draw(st.sampled_from(given_claims))
    with_it, without_it = open_store(IN_MEMORY), open_store(IN_MEMORY)
    sample(given_claims).into(with_it)
    sample([], [verdict(gone, Verdict.WITHDRAWN, on=LATER)], digest="d2").into(with_it)
    sample(claim for claim in given_claims if claim is not gone).into(without_it)
    assert with_it.view().records("deal") == without_it.view().records("deal")
    with_it.close()
    without_it.close()
