"""The index of dispersion: a published example and Poisson counts."""

import numpy as np
import pytest

from kautilya.measures.statistics.dispersion import dispersion

HORSE_KICKS = {0: 109, 1: 65, 2: 22, 3: 3, 4: 1}
"""Deaths a corps and year in ten Prussian corps, 1875-1894 (Bortkiewicz 1898)."""


def test_deaths_by_horse_kicks_scatter_as_poisson_counts_do() -> None:
    """Printed in the textbooks: mean 0.61, variance 0.611 (with n - 1)."""
    found = dispersion([deaths for deaths, corps in HORSE_KICKS.items() for _ in range(corps)])
    assert found is not None
    assert found.ratio == pytest.approx(0.611 / 0.61, abs=1e-3)
    assert found.p_value == pytest.approx(0.48, abs=0.02)


def test_poisson_counts_are_called_clustered_about_as_often_as_the_level_says() -> None:
    draw = np.random.default_rng(1936)
    counts = draw.poisson(8.0, size=(2000, 6)).tolist()
    called = sum((found := dispersion(row)) is not None and found.p_value < 0.05 for row in counts) / 2000
    assert called == pytest.approx(0.05, abs=0.015)


def test_one_period_or_no_event_tells_nothing() -> None:
    assert dispersion([4]) is None
    assert dispersion([0, 0, 0]) is None
