"""What a search took is told honestly."""

import multiprocessing
import resource
import sys
from multiprocessing.connection import Connection

import pytest

from kautilya.cli.answers.planning import solve_case
from kautilya.cli.watching import Memory, peak_memory_mb, shared_memory_mb, worded
from kautilya.plan.result import Effort, Plan, Progress
from kautilya.plan.solve import Request
from kautilya.plan.solver import NothingFoundError, nothing_found
from tests.plan.full import FULL

SHARED, OWN = 96, 40
"""Megabytes."""


def child(line: Connection) -> None:
    """Hold some memory of its own beside what it shares, until told to end."""
    own = bytearray(b"x") * (OWN * 2**20)
    line.send(len(own))
    line.recv()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells what is shared")
def test_memory_that_two_processes_share_counts_once() -> None:
    held = bytearray(b"x") * (SHARED * 2**20)
    context = multiprocessing.get_context("fork")
    mine, other = context.Pipe()
    process, memory = context.Process(target=child, args=(other,)), Memory()
    process.start()
    mine.recv()
    memory.note()
    shared = shared_memory_mb(process.pid)
    mine.send(len(held))
    process.join()
    both = memory.peak_mb(processes=2)
    assert shared >= SHARED
    assert peak_memory_mb() + OWN <= both <= peak_memory_mb() + peak_memory_mb(resource.RUSAGE_CHILDREN) - SHARED


def test_one_process_is_its_own_peak_and_unknown_sharing_is_none() -> None:
    assert Memory().peak_mb(processes=1) == pytest.approx(peak_memory_mb(), rel=0.01)
    assert shared_memory_mb(-1) == 0.0


def test_a_line_of_progress_names_its_unit_and_its_stage() -> None:
    assert worded(Progress(1234.5, 1200.0, 0.0279, 3.2)) == "plan 1,234.500 points, bound 1,200.000 points, gap 2.79%, 3.2 s"
    staged = Progress(7.0, float("-inf"), float("inf"), 1.0, unit="Rs crore", stage="stage 2 of 2, least cost")
    assert worded(staged) == "stage 2 of 2, least cost: plan 7.000 Rs crore, no bound yet, 1.0 s"


def finds_nothing(asked: Request) -> Plan:
    """End as a search does that has no plan when its time is over."""
    raise NothingFoundError(nothing_found(asked.left))


@pytest.mark.parametrize(
    ("limit", "told"),
    [(0.1, "0.1 seconds and "), (14.8178, "14.8 seconds and "), (1200.0, "1,200 seconds and "), (None, "")],
)
def test_a_limit_of_time_is_told_in_plain_numbers(limit: float | None, told: str) -> None:
    assert Effort(time_limit=limit).in_words() == f"{told}2,000 steps of its search tree"


@pytest.mark.parametrize(("limit", "given"), [(3.0, "--time-limit 3"), (None, "no --time-limit")])
def test_a_search_without_a_plan_says_what_was_given_and_what_to_do_next(limit: float | None, given: str) -> None:
    with pytest.raises(NothingFoundError, match="That does not show that there is none") as caught:
        solve_case(FULL, time_limit=limit, gap=0.01, by=finds_nothing)
    assert f"given: {given}, --gap 0.01, 2,000 steps" in str(caught.value)
    assert ("give a longer --time-limit" in str(caught.value)) is (limit is not None)
    assert str(caught.value).endswith("plan for fewer --scenarios")
    for told in (caught.value, caught.value.__cause__):
        assert "Effort" not in str(told)
    assert "no plan was found within" in str(caught.value.__cause__)
