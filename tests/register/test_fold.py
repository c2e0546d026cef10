from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.register.attributes import day, number, term, text
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.fold import Judged, fold
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.record import Field, Record, Span, attribute

DAY = date(2026, 5, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ship(Record):
    """A record kind of this test only."""

    KIND: ClassVar[str] = "ship"
    TABLE: ClassVar[str] = "ships"

    price: Field[Decimal] = attribute(number("What it costs.", unit="INR"))
    launched_on: Field[PartialDate] = attribute(day("When it was launched."))
    yard: Field[str] = attribute(text("Where it was built."))


def claim(raw: str, *, unit: str | None = None, subject: str = "vikrant", attribute: str = "price", source: str = "a") -> Claim:
    return Claim(
        kind="ship",
        subject=subject,
        attribute=attribute,
        raw=raw,
        unit=unit,
        mark=Mark.SOURCED,
        source=source,
        known_on=PartialDate(year=2025),
        known_basis=KnownBy.PAGE,
        recorded_on=DAY,
    )


def judged(claim: Claim, verdict: Verdict = Verdict.ACCEPTED, *, on: date = DAY, why: str = "in the package") -> Judged:
    return claim, Judgement(claim_id=claim.id, verdict=verdict, on=on, by="test", why=why)


def price_of(*claims: Judged) -> Field[Decimal]:
    return fold(Ship, claims)["vikrant"].price


claims = st.builds(
    claim,
    st.sampled_from(["10", "20", "20.0", "30"]),
    unit=st.sampled_from([None, "INR", "USD", "EUR"]),
    subject=st.sampled_from(["vikrant", "kochi"]),
    source=st.sampled_from(["a", "b", "c"]),
)
judged_claims = st.lists(
    st.builds(
        judged,
        claims,
        st.sampled_from([Verdict.ACCEPTED, Verdict.PREFERRED]),
        on=st.sampled_from([DAY, date(2026, 5, 2)]),
        why=st.sampled_from(["agency", "later"]),
    ),
    unique_by=lambda pair: pair[0].id,
    max_size=8,
)


@given(st.data(), judged_claims)
def test_the_order_of_claims_does_not_matter(data: st.DataObject, given_claims: list[Judged]) -> None:
    shuffled = data.draw(st.permutations(given_claims))
    assert fold(Ship, shuffled) == fold(Ship, given_claims)


@given(st.data(), judged_claims.filter(bool))
def test_a_claim_that_comes_twice_changes_nothing(data: st.DataObject, given_claims: list[Judged]) -> None:
    again = data.draw(st.sampled_from(given_claims))
    assert fold(Ship, [*given_claims, again]) == fold(Ship, given_claims)


@given(judged_claims)
def test_a_field_keeps_every_claim_and_never_mixes_units(given_claims: list[Judged]) -> None:
    for subject, ship in fold(Ship, given_claims).items():
        about = {claim.id: claim.unit or "INR" for claim, _ in given_claims if claim.subject == subject}
        assert set(ship.price.claim_ids) == set(about)
        assert len(ship.price.claim_ids) == len(about)
        if ship.price.in_conflict:
            assert {unit for unit, _ in ship.price.spans} == set(about.values())
            assert all(list(span.values) == sorted(set(span.values)) for _, span in ship.price.spans)


@given(judged_claims)
def test_a_point_in_a_conflict_is_a_preferred_claim_and_says_why(given_claims: list[Judged]) -> None:
    for ship in fold(Ship, given_claims).values():
        if ship.price.in_conflict and ship.price.point is not None:
            verdicts = {claim.id: judgement for claim, judgement in given_claims}
            assert ship.price.rule in {f"recorded choice: {verdicts[claim_id].why}" for claim_id in ship.price.claim_ids}


def test_a_field_nobody_claims_is_absent_not_zero() -> None:
    ship = fold(Ship, [judged(claim("10"))])["vikrant"]
    assert ship.yard == Field()
    assert ship.price.value == Decimal(10)


def test_agreeing_claims_are_one_value_without_a_conflict() -> None:
    field = price_of(judged(claim("20")), judged(claim("20.0", source="b")), judged(claim("20", unit="INR", source="c")))
    assert (field.value, field.unit, field.in_conflict, len(field.claim_ids)) == (Decimal(20), "INR", False, 3)


def test_the_preferred_claim_is_the_point_and_the_range_stands_beside_it() -> None:
    preferred = judged(claim("30"), Verdict.PREFERRED, why="agency")
    field = price_of(judged(claim("10", source="b")), preferred, judged(claim("7", unit="USD", source="c")))
    assert field.value == Decimal(30)
    assert field.rule == "recorded choice: agency"
    assert field.spans == (("INR", Span(values=(Decimal(10), Decimal(30)))), ("USD", Span(values=(Decimal(7),))))
    assert field.claim_ids[0] == preferred[0].id


def test_the_later_choice_wins() -> None:
    early = judged(claim("10"), Verdict.PREFERRED, on=date(2026, 5, 1), why="first")
    late = judged(claim("20", source="b"), Verdict.PREFERRED, on=date(2026, 5, 2), why="second")
    assert price_of(early, late).value == Decimal(20)


def test_two_choices_of_one_day_that_disagree_choose_nothing() -> None:
    field = price_of(judged(claim("10"), Verdict.PREFERRED), judged(claim("20", source="b"), Verdict.PREFERRED))
    assert field.point is None
    assert field.value == Span(values=(Decimal(10), Decimal(20)))
    assert field.rule is None


def test_without_a_choice_the_field_is_the_range_in_the_unit_of_most_claims() -> None:
    field = price_of(judged(claim("5")), judged(claim("7", unit="USD", source="b")), judged(claim("9", unit="USD", source="c")))
    assert (field.value, field.unit) == (Span(values=(Decimal(7), Decimal(9))), "USD")
    assert dict(field.spans)["INR"] == Span(values=(Decimal(5),))


def test_of_equally_many_claims_the_declared_unit_is_taken() -> None:
    field = price_of(judged(claim("5", unit="INR")), judged(claim("7", unit="AED", source="b")))
    assert (field.value, field.unit) == (Span(values=(Decimal(5),)), "INR")


def test_contradicting_days_are_ordered_in_time() -> None:
    days = ("2017-05", "2015", "2016-12-24")
    folded = fold(Ship, [judged(claim(raw, attribute="launched_on")) for raw in days])["vikrant"].launched_on
    assert [str(value) for value in spanned(folded)] == ["2015", "2016-12-24", "2017-05"]


def launched(*told: tuple[str, Verdict]) -> Field[PartialDate]:
    return fold(Ship, [judged(claim(raw, attribute="launched_on"), verdict) for raw, verdict in told])["vikrant"].launched_on


def test_a_year_agrees_with_the_day_within_it_and_the_day_is_the_value() -> None:
    day, month, year = (claim(raw, attribute="launched_on", source=raw) for raw in ("2021-07-16", "2021-07", "2021"))
    for told in ([year, day], [day, year], [month, year, day]):
        field = fold(Ship, [judged(one) for one in told])["vikrant"].launched_on
        assert (str(field.value), field.in_conflict, field.rule) == ("2021-07-16", False, None)
        assert field.claim_ids[0] == day.id
        assert set(field.claim_ids) == {one.id for one in told}


def test_a_year_agrees_with_neither_of_two_days_within_it() -> None:
    field = launched(("2021", Verdict.ACCEPTED), ("2021-07-16", Verdict.ACCEPTED), ("2021-09", Verdict.ACCEPTED))
    assert [str(value) for value in spanned(field)] == ["2021", "2021-07-16", "2021-09"]


def test_a_day_outside_the_year_is_still_a_contradiction() -> None:
    field = launched(("2021", Verdict.ACCEPTED), ("2021-07-16", Verdict.ACCEPTED), ("2022-01", Verdict.ACCEPTED))
    assert [str(value) for value in spanned(field)] == ["2021-07-16", "2022-01"]
    assert len(field.claim_ids) == 3


def test_a_recorded_choice_of_the_less_exact_day_stands() -> None:
    field = launched(("2024-04", Verdict.PREFERRED), ("2024-04-01", Verdict.ACCEPTED))
    assert (str(field.value), field.rule) == ("2024-04", "recorded choice: in the package")


def test_records_come_in_the_order_of_their_first_claims() -> None:
    given_claims = [judged(claim("1", subject=subject)) for subject in ("zulu", "alfa", "mike")]
    assert list(fold(Ship, [*given_claims, given_claims[0]])) == ["zulu", "alfa", "mike"]


def test_a_record_lists_its_conflicts() -> None:
    ship = fold(Ship, [judged(claim("1")), judged(claim("2")), judged(claim("x", attribute="yard"))])["vikrant"]
    assert [(conflict.attribute, conflict.rule) for conflict in ship.conflicts] == [("price", None)]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (replace(claim("1"), kind="deal"), "no attribute of ship"),
        (claim("1", attribute="colour"), "'colour'"),
        (claim("lots"), "lots"),
    ],
)
def test_what_is_no_claim_about_the_kind_is_refused(wrong: Claim, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        fold(Ship, [judged(wrong)])


def spanned(field: Field[PartialDate]) -> Sequence[PartialDate]:
    assert isinstance(field.value, Span)
    return field.value.values


def test_a_claim_with_a_unit_of_its_own_does_not_make_a_term_unreadable() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Boat(Record):
        KIND: ClassVar[str] = "ship"
        TABLE: ClassVar[str] = "boats"
        mark: Field[str] = attribute(term("marks", "Its mark."))

    told: Iterable[Judged] = [
        judged(claim("sourced", attribute="mark")),
        judged(claim("12", unit="boats", attribute="mark", source="b")),
    ]
    folded: Mapping[str, Boat] = fold(Boat, told)
    assert dict(folded["vikrant"].mark.spans) == {None: Span(values=("sourced",)), "boats": Span(values=("12",))}
