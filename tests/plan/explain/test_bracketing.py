"""Brackets: never a false word, whatever the probes cannot tell."""

from hypothesis import given
from hypothesis import strategies as st

from kautilya.plan.explain.bracketing import Verdict, bisected, over_grid


@given(st.floats(1.05, 3.9), st.floats(0, 1), st.integers(1, 12))
def test_a_bisected_flip_lies_in_its_bracket_and_what_is_open_stays_between(flip: float, blur: float, probes: int) -> None:
    asked: list[float] = []

    def probe(at: float) -> Verdict:
        asked.append(at)
        if at < flip - blur:
            return Verdict.KEPT
        return Verdict.FLIPPED if at > flip + blur else Verdict.OPEN

    found = bisected(1.0, 4.0, probe, probes)
    assert len(asked) == found.probes <= probes
    assert found.kept_to == 1.0 or found.kept_to < flip - blur
    assert found.flipped_from is None or found.flipped_from > flip + blur


def test_a_sharp_flip_is_halved_by_every_probe() -> None:
    found = bisected(0.0, 1.0, lambda at: Verdict.FLIPPED if at > 0.3 else Verdict.KEPT, 11)
    assert found.flipped_from is not None
    assert abs((found.flipped_from - found.kept_to) - 2**-10) < 1e-12
    assert found.kept_to <= 0.3 < found.flipped_from


def test_a_blurred_flip_is_narrowed_from_both_sides() -> None:
    def probe(at: float) -> Verdict:
        return Verdict.KEPT if at < 0.4 else Verdict.FLIPPED if at > 0.5 else Verdict.OPEN

    found = bisected(0.0, 1.0, probe, 14)
    assert found.flipped_from is not None
    assert 0.35 < found.kept_to < 0.4 < 0.5 < found.flipped_from < 0.55


def test_downwards_works_like_upwards() -> None:
    found = bisected(1.0, 0.0, lambda at: Verdict.FLIPPED if at < 0.3 else Verdict.KEPT, 8)
    assert found.flipped_from is not None
    assert found.flipped_from < 0.3 <= found.kept_to < 0.32


def test_a_grid_stops_at_the_first_flip_and_passes_over_what_is_open() -> None:
    verdicts = {1.0: Verdict.KEPT, 2.0: Verdict.OPEN, 3.0: Verdict.FLIPPED, 4.0: Verdict.KEPT}
    found = over_grid(0.0, [1.0, 2.0, 3.0, 4.0], verdicts.__getitem__)
    assert (found.kept_to, found.flipped_from, found.probes) == (1.0, 3.0, 3)
    assert over_grid(0.0, [1.0, 2.0], verdicts.__getitem__).flipped_from is None
