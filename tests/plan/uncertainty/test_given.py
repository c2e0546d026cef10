"""A user's change of the record's fits: what cannot be drawn from is refused, what is left out is told."""

from dataclasses import replace

import pytest

from kautilya.core.errors import InputError
from kautilya.plan.uncertainty.given import left_out, overridden
from kautilya.plan.uncertainty.record import Fit, RecordModel


def fit(name: str, family: str, scale: float = 1.0, *, shape: float = 1.0, values: tuple[float, ...] = ()) -> Fit:
    return Fit(id=name, what="", family=family, shape=shape, scale=scale, values=values, n=2, open=1, weight=1.0, source="",
               mark="derived", reason="")  # fmt: skip


def model(*fits: Fit) -> RecordModel:
    return RecordModel(as_of="2026-04-30", home="IND", fits=fits, notes=())


RECORD = model(
    fit("slip/all", "weibull", 30, shape=0.8), fit("slip/IND", "weibull", 20, shape=0.8),
    fit("approval/home", "weibull", 30), fit("interruption rate/FRA", "poisson", 0.2),
    fit("interruption length/FRA", "exponential", 6), fit("budget/actual of BE", "empirical", values=(0.9, 1.1)),
    fit("budget/RE of BE", "empirical", values=(0.9,)), fit("cost growth/all", "normal", 0.05, shape=0.04, values=(0.05,)),
    fit("deflator/all", "factor", 1.05), fit("crisis/all", "factor", 2),
)  # fmt: skip


def test_a_model_as_the_record_has_it_is_taken_as_it_is() -> None:
    assert overridden(RECORD, RECORD) == RECORD


@pytest.mark.parametrize(
    ("name", "field", "value", "says"),
    [("slip/IND", "scale", -1.0, "from 0 to 1200 months, found -1"), ("slip/IND", "shape", 0.0, "from 0.1 to 100, found 0"),
     ("slip/IND", "family", "gauss", "expected weibull, the family that the record was fitted with, found 'gauss'"),
     ("interruption rate/FRA", "scale", -3.0, "from 0 to 12 a year, found -3"),
     ("interruption rate/FRA", "shape", 2.0, "is not used here: leave it at 1, found 2"),
     ("interruption length/FRA", "scale", 0.0, "above 0 and at most 1200 months, found 0"),
     ("budget/actual of BE", "values", (), "expected one value or more"),
     ("cost growth/all", "shape", -0.1, "from 0 to 1"), ("cost growth/all", "scale", 5.0, "from -1 to 1"),
     ("deflator/all", "scale", 0.0, "from 0.5 to 2"), ("crisis/all", "scale", 0.5, "from 1 to 100 times"),
     ("slip/all", "n", -1, "from 0 to"), ("slip/all", "open", 3, "from 0 to n (2), found 3"),
     ("slip/all", "weight", 1.5, "from 0 to 1")],
)  # fmt: skip
def test_a_number_that_nothing_can_be_drawn_from_is_refused_by_fit_and_field(
    name: str, field: str, value: object, says: str
) -> None:
    fits = tuple(replace(one, **{field: value}) if one.id == name else one for one in RECORD.fits)  # type: ignore[arg-type]
    with pytest.raises(InputError) as caught:
        overridden(RECORD, model(*fits), "model.json")
    told = {problem.field: problem.message for problem in caught.value.problems}
    assert says in told[f"{name}.{field}"]


def test_everything_wrong_with_a_model_is_told_at_once() -> None:
    bad = [replace(RECORD.fits[0], scale=-1.0), replace(RECORD.fits[5], values=(-0.5, 0.9)), RECORD.fits[1], RECORD.fits[1]]
    with pytest.raises(InputError) as caught:
        overridden(RECORD, replace(model(*bad, fit("slip/MARS", "weibull")), home="CHN"), "model.json")
    assert [(problem.file, problem.field) for problem in caught.value.problems] == [
        ("model.json", "slip/MARS"), ("model.json", "slip/IND"), ("model.json", "home"), ("model.json", "slip/all.scale"),
        ("model.json", "budget/actual of BE.values[0]"),
    ]  # fmt: skip


def test_of_a_fit_that_is_left_out_it_is_told_what_is_drawn_instead() -> None:
    gone = {"slip/IND", "approval/home", "budget/actual of BE", "budget/RE of BE"}
    assert left_out(RECORD, model(*(one for one in RECORD.fits if one.id not in gone))) == (
        "slip/IND (drawn as slip/all says)", "approval/home (is shown and not drawn)",
        "budget/actual of BE (drawn as the case states it)", "budget/RE of BE (is shown and not drawn)",
    )  # fmt: skip
    assert left_out(RECORD, RECORD) == ()
