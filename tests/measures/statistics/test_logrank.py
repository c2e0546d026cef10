"""The log-rank test against a published example, an independent library, and data without any difference."""

import numpy as np
import pytest
from lifelines.statistics import logrank_test

from kautilya.measures.statistics.logrank import log_rank, sooner
from kautilya.measures.statistics.survival import Duration

ENDED, OPEN = False, True
TREATED = ((6, ENDED), (6, ENDED), (6, ENDED), (7, ENDED), (10, ENDED), (13, ENDED), (16, ENDED), (22, ENDED), (23, ENDED),
           (6, OPEN), (9, OPEN), (10, OPEN), (11, OPEN), (17, OPEN), (19, OPEN), (20, OPEN), (25, OPEN), (32, OPEN), (32, OPEN),
           (34, OPEN), (35, OPEN))  # fmt: skip
PLACEBO = tuple((months, ENDED) for months in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23))


def durations(cases: tuple[tuple[int, bool], ...]) -> list[Duration]:
    return [Duration(months=months, open=still) for months, still in cases]


def test_it_refuses_fewer_than_ten_ended_cases_in_a_group() -> None:
    """The remissions of Freireich (1963) have nine ended cases under treatment."""
    with pytest.raises(ValueError, match="at least 10 ended"):
        log_rank(durations(TREATED), durations(PLACEBO))


def test_it_gives_the_published_answer_and_that_of_lifelines() -> None:
    """Freireich's data, chi-squared 16.79 with one degree of freedom, twice over so that each group has ten ends.

    Doubling every case doubles each observed and expected number; the statistic of the doubled data is lifelines' as well.
    """
    twice, placebo = durations(TREATED) * 2, durations(PLACEBO) * 2
    other = logrank_test(
        [one.months for one in twice],
        [one.months for one in placebo],
        [not one.open for one in twice],
        [not one.open for one in placebo],
    )
    assert log_rank(twice, placebo) == pytest.approx(other.p_value, rel=1e-6)
    once = logrank_test(
        [months for months, _ in TREATED], [months for months, _ in PLACEBO], [not still for _, still in TREATED]
    )
    assert once.test_statistic == pytest.approx(16.79, abs=0.005)


def test_without_a_difference_it_finds_one_in_about_five_of_a_hundred() -> None:
    """1,000 draws of 20 against 20 from one distribution, a fifth of them cut short: 0.05 within Monte-Carlo error (seed 5)."""
    draw = np.random.default_rng(5)
    found = 0
    for _ in range(1000):
        groups = []
        for _ in range(2):
            months, seen_until = draw.exponential(30, 20), draw.exponential(150, 20)
            pairs = zip(months, seen_until, strict=True)
            groups.append([Duration(months=float(min(m, s)), open=bool(m > s)) for m, s in pairs])
        ended = [sum(not one.open for one in group) for group in groups]
        found += min(ended) >= 10 and log_rank(groups[0], groups[1]) < 0.05
    assert 30 <= found <= 72


def test_the_group_that_ends_sooner_is_the_one_with_the_shorter_times_and_open_cases_count() -> None:
    short, long = ([Duration(months=float(month), open=False) for month in range(start, start + 10)] for start in (1, 11))
    waiting = [Duration(months=50.0, open=True)] * 20
    assert sooner(short, long)
    assert not sooner(long, short)
    assert not sooner([*short, *waiting], long), "ten quick ones of thirty are not the quicker group"
    with pytest.raises(ValueError, match="at least 10 ended"):
        sooner(short[:9], long)
