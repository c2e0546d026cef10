"""Fits of the record and scenarios drawn from them."""

import math
from dataclasses import replace

import numpy as np
import pytest

from kautilya.core.errors import InputError
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.evaluate import evaluate
from kautilya.plan.result import Effort
from kautilya.plan.scenarios import Scenario, scenarios, uniform
from kautilya.plan.solve import solve
from kautilya.plan.uncertainty.censored import OWN, Waiting, exponential, pooled_weibulls, weibull
from kautilya.plan.uncertainty.crises import Crises, told_by_the_record, unknown_origins, with_crises
from kautilya.plan.uncertainty.given import overridden
from kautilya.plan.uncertainty.record import Fit, RecordModel, of_case, record_model
from kautilya.plan.uncertainty.record_draws import record_futures, weibull_months
from kautilya.store.view import View
from tests.plan.tiny import area, case, offer


def exactly(*months: float) -> list[Waiting]:
    return [Waiting(low=one, high=one) for one in months]


def still(*months: float) -> list[Waiting]:
    return [Waiting(low=one, high=None) for one in months]


def test_an_exponential_mean_is_all_time_over_all_ends() -> None:
    assert exponential([*exactly(10, 20), *still(30)]) == 30
    assert exponential(still(5)) is None


def test_a_weibull_of_shape_one_is_the_exponential_one() -> None:
    waits = [*exactly(10, 20, 30), *still(12)]
    assert abs(weibull(waits, shape=1.0)[1] - 24) < 0.05


def test_a_weibull_is_found_again_from_its_own_draws_with_a_third_still_open() -> None:
    rng = np.random.default_rng(5)
    drawn, seen = 20 * rng.weibull(1.5, 4000), rng.uniform(5, 60, 4000)
    waits = [Waiting(low=a, high=a) if a <= b else Waiting(low=b, high=None) for a, b in zip(drawn, seen, strict=True)]
    shape, scale = weibull(waits)
    assert abs(shape - 1.5) < 0.1
    assert abs(scale - 20) < 1


def test_intervals_count_as_between_and_early_arrivals_as_at_most_half_a_month() -> None:
    shape, scale = weibull([Waiting(low=-3, high=-1), Waiting(low=9, high=11), Waiting(low=-2, high=8)])
    assert 0 < shape < 5
    assert 0 < scale < 20
    with pytest.raises(ValueError, match="none has ended"):
        weibull(still(4, 5))


def test_a_group_lies_between_its_own_scale_and_that_of_all_by_its_ended_cases() -> None:
    few, many = exactly(30, 40), exactly(*range(5, 20))
    found = pooled_weibulls(
        [*(("few", one) for one in few), *(("many", one) for one in many), *(("open", one) for one in still(9))]
    )
    whole, own = found["all"].scale, weibull(few, found["all"].shape)[1]
    assert whole < found["few"].scale < own
    assert found["few"].weight == 2 / (2 + OWN)
    assert math.isclose(math.log(found["few"].scale), (2 * math.log(own) + OWN * math.log(whole)) / (2 + OWN))
    assert found["open"].scale == whole
    assert (found["open"].n, found["open"].open, found["open"].weight) == (1, 1, 0)


def test_the_embedded_record_is_fitted_with_its_data_and_n(india_view: View, india: Case) -> None:
    model = record_model(india_view, india)
    by_id = {fit.id: fit for fit in model.fits}
    assert (by_id["slip/all"].n, by_id["slip/all"].open) == (12, 3)
    assert sum(fit.n for name, fit in by_id.items() if name.startswith("slip/") and name != "slip/all") == 12
    classes = {name.rpartition("/")[2]: fit.n for name, fit in by_id.items() if name.startswith("slip by class/")}
    assert classes["all"] == sum(classes.values()) - classes["all"] == 12
    assert classes["aircraft"] == 6
    assert by_id["slip by class/all"].scale == by_id["slip/all"].scale
    assert by_id["approval/all"].n == 27
    assert by_id["interruption rate/RUS"].scale > 5 * by_id["interruption rate/BRA"].scale
    assert by_id["interruption rate/BRA"].n == 0
    assert by_id["budget/actual of BE"].n == len(by_id["budget/actual of BE"].values) >= 5
    assert all(0.5 < value < 1.5 for value in by_id["budget/actual of BE"].values)
    assert {fit.id for fit in model.fits if fit.mark == "assumed"} == {"crisis/all", "deflator/all"}
    growth = by_id["cost growth/all"]
    assert growth.n == len(growth.values) == 8
    assert abs(growth.values[3] - math.log(76287 / 43660) / 7.6) < 0.002  # a hundred K9 guns in 2017 and in 2024
    assert "k9-vajra-1 to k9-vajra-2" in growth.reason
    assert 0.03 < growth.scale < 0.07
    assert codec.read(RecordModel, codec.write(model), "model") == model


def test_what_a_user_states_is_marked_as_assumed_and_what_is_unknown_is_refused(india_view: View, india: Case) -> None:
    model = record_model(india_view, india)
    changed = replace(model, fits=tuple(replace(fit, scale=9.0) if fit.id == "slip/RUS" else fit for fit in model.fits))
    marks = {fit.id: fit.mark for fit in overridden(model, changed).fits}
    assert marks["slip/RUS"] == "assumed"
    assert marks["slip/USA"] == "derived"
    with pytest.raises(InputError, match="no such fit: slip/MARS"):
        overridden(model, replace(model, fits=(replace(model.fits[0], id="slip/MARS"),)))


def fit(name: str, family: str, scale: float, *values: float) -> Fit:
    return Fit(id=name, what="", family=family, shape=1.0, scale=scale, values=values, n=1, open=0, weight=1.0, source="",
               mark="derived", reason="")  # fmt: skip


def model(*fits: Fit) -> RecordModel:
    return RecordModel(as_of="2026-04-30", home="IND", fits=fits, notes=())


CASE = case(
    [area("a", requirement=[2, 3, 3, 3])],
    [offer("foreign", origins=("FRA",), counterparty="FRA"), offer("own")],
    budget=[20, 20, 20, 20], order_years=3, draws=400, origins={"FRA": (0.1, 6.0)}, P23="0.3",
)  # fmt: skip
SLIPS = (fit("slip/all", "weibull", 8.0), fit("slip/FRA", "weibull", 30.0))


def test_a_draw_depends_on_seed_and_number_alone_and_keeps_the_cases_own_surges() -> None:
    drawn = record_futures(CASE, model(*SLIPS))
    assert record_futures(replace(CASE, scenarios=3), model(*SLIPS))[2].delay_months == drawn[2].delay_months
    assert [one.surge for one in drawn] == [one.surge for one in scenarios(CASE)]
    assert record_futures(replace(CASE, seed=7), model(*SLIPS)) != drawn


def test_slips_have_the_mean_of_their_fit_by_counterparty() -> None:
    drawn = record_futures(CASE, model(*SLIPS))
    foreign, own = (np.mean([one.delay_months[o] for one in drawn]) for o in (0, 1))
    assert abs(foreign - 30) < 4
    assert abs(own - 8) < 1.2


def test_crises_make_interruptions_and_slips_more_frequent_and_longer() -> None:
    rates = (fit("interruption rate/FRA", "poisson", 0.2), fit("interruption length/FRA", "exponential", 3.0))
    calm = record_futures(CASE, model(*SLIPS, *rates, fit("crisis/all", "factor", 1.0)))
    wild = record_futures(CASE, model(*SLIPS, *rates, fit("crisis/all", "factor", 4.0)))
    stops = [sum(len(one.interruptions) for one in futures) for futures in (calm, wild)]
    assert 0.2 * 4 * 400 * 0.8 < stops[0] < 0.2 * 4 * 400 * 1.2
    assert stops[1] > 1.4 * stops[0]
    assert all(a.delay_months[0] <= b.delay_months[0] for a, b in zip(calm, wild, strict=True))
    hit = [bool(one.delay_months > two.delay_months) for one, two in zip(wild, calm, strict=True)]
    assert 0.3 < np.mean(hit) < 1


def test_cuts_are_past_ratios_and_never_above_one() -> None:
    drawn = record_futures(CASE, model(*SLIPS, fit("budget/actual of BE", "empirical", 1.0, 0.8, 0.9, 1.1)))
    seen = {cut for one in drawn for cut in one.cuts}
    assert seen == {0.8, 0.9, 1.0}


def test_a_model_without_fits_gives_the_cases_own_scenarios() -> None:
    assert record_futures(CASE, of_case(CASE)) == scenarios(CASE)
    assert record_futures(CASE, with_crises(of_case(CASE), Crises(factor=1.0))) == scenarios(CASE)


LATE = replace(
    CASE, parameters=tuple(replace(one, value="0: 0.5, 6: 0.3, 18: 0.2") if one.id == "P19" else one for one in CASE.parameters)
)  # fmt: skip


def test_crises_raise_surge_delay_and_interruption_together_where_they_fall() -> None:
    apart, together = scenarios(LATE), record_futures(LATE, with_crises(of_case(LATE), Crises(factor=3.0)))
    assert [one.surge for one in together] == [one.surge for one in apart]
    assert [one.cuts for one in together] == [one.cuts for one in apart]
    crises = [sum(uniform(LATE.seed, i, "crisis", year) < 0.3 for year in LATE.years[:3]) for i in range(len(apart))]

    def means(drawn: tuple[Scenario, ...], chosen: range) -> tuple[float, float]:
        some = [one for one, count in zip(drawn, crises, strict=True) if count in chosen]
        return float(np.mean([len(one.interruptions) for one in some])), float(np.mean([one.delay_months for one in some]))

    calm, hit = range(1), range(1, 4)
    assert means(together, calm)[1] == means(apart, calm)[1]
    assert means(together, hit)[0] > 1.2 * means(apart, hit)[0]
    assert means(together, hit)[1] > 1.1 * means(apart, hit)[1]
    assert all(a.delay_months[0] <= b.delay_months[0] for a, b in zip(apart, together, strict=True))


def test_a_crisis_of_named_origins_stops_and_delays_only_what_comes_from_them() -> None:
    designs = (("own", ("IND",)), ("french", ("FRA",)), ("joint", ("FRA", "USA")), ("us", ("USA",)))
    two = case(
        [area("a", requirement=[4, 6, 8])],
        [offer(name, origins=origins) for name, origins in designs],
        budget=[20, 20, 20], order_years=3, draws=60, origins={"FRA": (0.4, 6.0), "USA": (0.4, 6.0)}, P23="0.6",
        P19="0: 0.5, 6: 0.3, 18: 0.2",
    )  # fmt: skip
    apart, regional = scenarios(two), record_futures(two, with_crises(of_case(two), Crises(factor=4.0, origins=("FRA",))))
    both = record_futures(two, with_crises(of_case(two), Crises(factor=4.0, origins=("FRA", "USA"))))
    every = record_futures(two, with_crises(of_case(two), Crises(factor=4.0)))

    def late(drawn: tuple[Scenario, ...], at: int) -> float:
        return sum(one.delay_months[at] for one in drawn)

    def stops(drawn: tuple[Scenario, ...], country: str) -> list[tuple[tuple[float, float], ...]]:
        return [one.stops.get(country, ()) for one in drawn]

    assert stops(regional, "USA") == stops(apart, "USA")
    assert sum(map(len, stops(regional, "FRA"))) > 1.2 * sum(map(len, stops(apart, "FRA")))
    assert (late(regional, 0), late(regional, 3)) == (late(apart, 0), late(apart, 3))
    assert late(regional, 1) > late(apart, 1)
    assert late(regional, 2) > late(apart, 2)
    assert [one.interruptions for one in both] == [one.interruptions for one in every]
    assert late(every, 0) > late(both, 0) == late(apart, 0)  # what is made at home slips too only where all are touched
    assert [one.surge for one in regional] == [one.surge for one in apart]


def test_the_record_says_which_crises_name_an_origin_and_an_unknown_origin_is_found(india_view: View, india: Case) -> None:
    said = told_by_the_record(india_view, india)
    assert "of 6 crises of IND in the record 1 name a design origin of the case as an actor (shk031: ISR, USA)" in said
    assert "(ISR 1, RUS 4, UKR 1)" in said
    assert unknown_origins(india, ["ISR", "XXX"]) == ["XXX"]


GROWTH = fit("cost growth/all", "normal", math.log(1.08))


def test_prices_that_outgrow_the_deflator_cut_what_money_buys_year_by_year() -> None:
    certain = replace(GROWTH, shape=0.0)
    drawn = record_futures(CASE, model(certain, fit("deflator/all", "factor", 1.05)))
    own = scenarios(CASE)
    for one, before in zip(drawn, own, strict=True):
        expected = [cut * (1.05 / 1.08) ** t for t, cut in enumerate(before.cuts)]
        assert np.allclose(one.cuts, expected)
    slow = record_futures(CASE, model(replace(certain, scale=0.0), fit("deflator/all", "factor", 1.05)))
    assert all(one.cuts >= before.cuts and max(one.cuts) <= 1 for one, before in zip(slow, own, strict=True))
    spread = record_futures(CASE, model(replace(GROWTH, shape=0.05), fit("deflator/all", "factor", 1.05)))
    assert len({one.cuts[-1] for one in spread}) > 200
    assert [one.cuts for one in record_futures(CASE, model(certain))] == [one.cuts for one in own]  # nothing to compare with


def test_a_quantile_is_the_inverse_of_the_distribution() -> None:
    assert weibull_months(fit("slip/all", "weibull", 10.0), 1 - math.exp(-1)) == 10
    assert weibull_months(fit("slip/all", "weibull", 10.0), 0) == 0


def test_a_plan_for_the_records_futures_is_sound_in_them() -> None:
    few = replace(CASE, scenarios=4)
    futures = record_futures(few, model(*SLIPS))
    plan = solve(few, effort=Effort(gap=0.0), futures=futures)
    assert evaluate(few, plan, futures).violations == ()
