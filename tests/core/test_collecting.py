import gc
from collections.abc import Iterator

import pytest

from kautilya.core.collecting import uncollected


@pytest.fixture(params=[True, False])
def was_on(request: pytest.FixtureRequest) -> Iterator[bool]:
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


def test_the_collector_is_off_within_and_afterwards_as_it_was(was_on: bool) -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() is was_on


def fail() -> None:
    with uncollected():
        raise KeyError


def test_the_collector_is_as_it_was_after_an_error_too(was_on: bool) -> None:
    with pytest.raises(KeyError):
        fail()
    assert gc.isenabled() is was_on
