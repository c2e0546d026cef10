"""Why an answer is empty."""

from kautilya.core.periods import PartialDate
from kautilya.measures.nothing import LIST, nothing_found
from kautilya.measures.scope import EVERYTHING, Scope
from tests.measures.ties.rows import contact
from tests.tables.synthetic import view_of

TWO = {"engagement": (contact("a", "2019-05-06"), contact("b", "2024-02", source_date="2024-03-01"))}
KIND = ("engagement",)


def test_of_a_partner_or_a_window_it_says_from_when_to_when_the_record_reaches() -> None:
    view = view_of(TWO)
    scope = Scope(partner="FRA", since=PartialDate.parse("2021"), until=PartialDate.parse("2022-06"))
    assert nothing_found(view, KIND, scope) == {
        "list": LIST,
        "reason": "nothing of FRA from 2021 to 2022-06 in the record that answers this, as of 2026-04-30; the record begins "
        "with 2019-05-06 and ends with 2024-02",
    }


def test_where_cases_are_listed_the_first_of_them_says_what_stood_in_the_way() -> None:
    listed = [{"list": "too few visits for a rate", "reason": "3 more needed"}, {"list": "other", "reason": "x"}]
    reason = str(nothing_found(view_of(TWO), KIND, EVERYTHING, listed)["reason"])
    assert reason.startswith("no figure: too few visits for a rate: 3 more needed; listed: 2; the record begins with 2019")


def test_before_the_first_page_it_says_when_that_is_known() -> None:
    assert nothing_found(view_of(TWO, as_of="2018"), KIND)["reason"] == (
        "nothing that answers this is known by 2018: the first page of such a record is known from 2019-05-06 on; ask with a "
        "later day"
    )
    assert str(nothing_found(view_of({}), KIND)["reason"]).endswith("the register holds no such record")


def test_what_is_planned_for_a_later_day_is_no_end_of_the_record() -> None:
    planned = {"engagement": (*TWO["engagement"], contact("c", "2027-01", held="planned", source_date="2024-01-01"))}
    assert str(nothing_found(view_of(planned), KIND, Scope(partner="FRA"))["reason"]).endswith("ends with 2024-02")
