"""Estimates and intervals against statsmodels and lifelines, which share no code with them."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson, test_poisson_2indep

from kautilya.measures.statistics.proportions import proportion
from kautilya.measures.statistics.rates import rate, rate_ratio
from kautilya.measures.statistics.survival import Duration, median, product_limit

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from lifelines import KaplanMeierFitter

compare_poisson = test_poisson_2indep
del test_poisson_2indep  # pytest would take it for a test
COUNTS = st.integers(0, 40)
TIMES = st.floats(0.2, 50)
DURATIONS = st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=5, max_size=25)


@given(COUNTS, TIMES)
def test_limits_of_a_rate_are_those_of_statsmodels(events: int, exposure: float) -> None:
    found = rate(events, exposure)
    low, high = confint_poisson(events, exposure, method="exact-c")
    assert [found.low, found.high] == pytest.approx([0.0 if events == 0 else low, high])


@given(COUNTS, st.integers(1, 40))
def test_limits_of_a_share_are_those_of_statsmodels(hits: int, more: int) -> None:
    found = proportion(hits, hits + more)
    low, high = proportion_confint(hits, hits + more, method="beta")
    assert [found.low, found.high] == pytest.approx([low, high])


@given(st.integers(1, 25), TIMES, st.integers(1, 25), TIMES)
def test_the_test_of_two_rates_is_that_of_statsmodels(first: int, watched: float, second: int, other: float) -> None:
    found = rate_ratio(rate(first, watched), rate(second, other))
    assert found is not None
    beside = compare_poisson(first, watched, second, other, method="exact-cond")
    assert found.p_value == pytest.approx(beside.pvalue, rel=1e-6)


@given(DURATIONS)
def test_the_estimate_of_survival_and_its_median_are_those_of_lifelines(cases: list[tuple[int, bool]]) -> None:
    steps = product_limit([Duration(months=float(months), open=still) for months, still in cases])
    fitted = KaplanMeierFitter().fit([months for months, _ in cases], [not still for _, still in cases])
    for step in steps:
        assert step.surviving == pytest.approx(float(fitted.survival_function_at_times(step.months).iloc[0]), abs=1e-12)
    ended = [step for step in steps if abs(step.surviving - 0.5) < 1e-9]
    if not ended:  # where a step is exactly at one half, rounding decides in one of the two
        theirs = float(fitted.median_survival_time_)
        ours = median(steps).months
        assert (ours if ours is not None else float("inf")) == theirs
