"""Growth of prices between orders of one system."""

import math
from decimal import Decimal
from typing import Any

import pytest

from kautilya.core.periods import PartialDate
from kautilya.plan.uncertainty.cost_growth import Growth, growths, spread
from kautilya.register.kinds.deal import Deal
from kautilya.register.record import Field, Span
from kautilya.store.view import View

SAME = {"area_id": "guns", "object": "platform", "design_origin": "KOR", "quantity_unit": "guns", "quantity_qualifier": "exact",
        "value_signed_basis": "reported", "value_signed_currency": "INR", "system": "K9 gun"}  # fmt: skip


def deal(
    key: str, signed: str, pieces: int, value: int, also: tuple[int, ...] = (), other: dict[str, str] | None = None
) -> Deal:
    spans = (
        (("INR", Span(values=tuple(sorted(map(Decimal, (value, *also)))))), ("USD", Span(values=(Decimal(9),)))) if also else ()
    )
    words: dict[str, Any] = {name: Field(value=one) for name, one in (SAME | (other or {})).items()}
    return Deal(
        record_id=key, signed_on=Field(value=PartialDate.parse(signed)), quantity=Field(value=pieces),
        value_signed=Field(value=Decimal(value), unit="INR", spans=spans), **words,
    )  # fmt: skip


def found(*deals: Deal) -> tuple[Growth, ...]:
    return growths({one.record_id: one for one in deals})


def test_growth_is_that_of_a_piece_a_year() -> None:
    (case,) = found(deal("a", "2017-05-01", 100, 4000), deal("b", "2019-05-01", 50, 2420))
    assert math.isclose(case.point, math.log(1.1), rel_tol=1e-3)
    assert (case.earlier, case.later, case.low, case.high) == ("a", "b", case.point, case.point)


@pytest.mark.parametrize("other", [{"system": "M777 gun"}, {"quantity_unit": "batteries"}, {"design_origin": "USA"},
                                   {"value_signed_currency": "USD"}, {"value_signed_basis": "estimate"},
                                   {"quantity_qualifier": "about"}, {"area_id": "tanks"}])  # fmt: skip
def test_what_differs_in_scope_is_no_case(other: dict[str, str]) -> None:
    assert found(deal("a", "2017-05-01", 100, 4000), deal("b", "2019-05-01", 50, 2420, other=other)) == ()


def test_values_that_contradict_widen_a_case_and_never_make_one() -> None:
    first = deal("a", "2017-05-01", 100, 4000, (5000, 3600))
    assert found(first) == ()
    (case,) = found(first, deal("b", "2019-05-01", 100, 4840))
    assert math.isclose(case.point, math.log(1.1), rel_tol=1e-3)
    assert case.low < 0 < case.point < case.high
    alike = [
        Growth(earlier=str(i), later="", point=0.05 + 0.01 * i, low=0.05 + 0.01 * i, high=0.05 + 0.01 * i) for i in range(3)
    ]
    wide = [*alike[:2], Growth(earlier="2", later="", point=0.07, low=0.01, high=0.2)]
    assert spread(wide)[0] == spread(alike)[0]
    assert spread(wide)[1] > spread(alike)[1]
    assert math.isclose(spread(alike)[1], 0.01)


def test_two_orders_within_a_year_or_of_unknown_order_are_no_case() -> None:
    assert found(deal("a", "2017-05-01", 100, 4000), deal("b", "2018-02-01", 100, 4200)) == ()
    assert found(deal("a", "2017", 100, 4000), deal("b", "2018", 100, 4200)) == ()


def test_the_embedded_record_has_cases_of_one_system_each(india_view: View) -> None:
    cases = growths(india_view.records("deal"))
    assert [(one.earlier, one.later) for one in cases] == [
        ("alh-41-2017", "alh-34-2024"), ("c130j-6", "c130j-6b"), ("f404-99", "f404-113"), ("k9-vajra-1", "k9-vajra-2"),
        ("lca-mk1a-83", "lca-mk1a-97"), ("lch-15-lsp", "lch-156"), ("p8i-8", "p8i-4"), ("sig716-1", "sig716-2"),
    ]  # fmt: skip
    hercules = cases[1]
    assert hercules.low < 0 < hercules.point == hercules.high  # 962.7 or 1,200 million dollars for the first six
