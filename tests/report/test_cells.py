"""How what lower layers hand over becomes a figure of the page."""

from kautilya.plan.coefficient import Coefficient
from kautilya.register.claim import Mark
from kautilya.report.cells import of_coefficient


def test_a_coefficient_takes_the_mark_of_the_weakest_input_that_it_rests_on() -> None:
    price = Coefficient(
        value=1.0,
        low=None,
        high=None,
        mark=Mark.DERIVED,
        weakest=Mark.ASSUMED,
        basis="D-COST",
        rests_on=("A025",),
        claim_ids=(),
    )
    assert of_coefficient(price, "crore rupees").mark is Mark.ASSUMED
