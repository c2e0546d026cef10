"""Bound and plans in a process each: the same bytes as in one, no orphan, and an honest end when a process is lost."""

import multiprocessing
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from kautilya.core.errors import KautilyaError
from kautilya.plan import codec
from kautilya.plan.decomposition.effort import Effort, Watch
from kautilya.plan.decomposition.exact import SMALL
from kautilya.plan.decomposition.planner import Entry, Planner
from kautilya.plan.decomposition.plans import PlanSearch
from kautilya.plan.decomposition.relaxation import begin, solve
from kautilya.plan.decomposition.search import planner_of, search
from kautilya.plan.decomposition.sight import sight
from kautilya.plan.decomposition.two_cores import Beside, beside_possible
from kautilya.plan.family.planning import problem_of
from kautilya.plan.family.planning import solve as planned
from kautilya.plan.result import Progress
from tests.plan.family.drawn import instance

pytestmark = pytest.mark.skipif(not beside_possible(), reason="processes cannot be forked here")


TOO_MANY = SMALL // 10 + 1
"""Offers that make an instance of five years too large to be solved to the end."""


def alive(pid: int) -> bool:
    """Tell whether a process of this one still runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(("seed", "work", "gap"), [(2, 11, 1e-4), (3, 3, 1e-4), (4, 14, 0.2), (5, 17, 0.02), (6, 1, 1e-4)])
@pytest.mark.parametrize("offers", [4, TOO_MANY])
def test_one_process_and_two_give_the_same_bytes(tmp_path: Path, seed: int, work: int, gap: float, offers: int) -> None:
    drawn = instance(tmp_path, seed, offers=offers, years=5)
    one, two = (planned(drawn, Effort(work=work, gap=gap, threads=threads, seed=7)) for threads in (1, 2))
    assert codec.write(replace(one, effort=two.effort)) == codec.write(two)
    assert one.steps <= work


def planner(tmp_path: Path) -> Planner:
    """Return a search for plans that knows of doing nothing."""
    state = begin(problem_of(instance(tmp_path, 2)))
    assert solve(state)
    found = Planner(PlanSearch(sight(state), Watch(Effort(time_limit=60))))
    found.begin(state.best.values)
    return found


def beside(tmp_path: Path) -> Beside:
    """Return a search for plans that has begun in a process of its own."""
    found = Beside(planner(tmp_path))
    found.begin()
    found.look(found.planner.plans.state)
    return found


def test_the_process_ends_with_the_search(tmp_path: Path) -> None:
    partner = beside(tmp_path)
    partner.go(None)
    while partner.steps < 1:
        assert partner.busy()
    pid = partner.pid
    assert pid is not None
    assert alive(pid)
    partner.end()
    assert not alive(pid)


def test_a_process_whose_partner_is_gone_ends_by_itself(tmp_path: Path) -> None:
    partner = beside(tmp_path)
    assert partner._line is not None
    assert partner._process is not None
    partner._line.close()
    partner._process.join(30)
    assert not partner._process.is_alive()


def killed(partner_pids: list[int]) -> None:
    """End the processes from outside."""
    for pid in partner_pids:
        os.kill(pid, signal.SIGKILL)


def children() -> list[int]:
    """Return the processes that this one has begun and that run."""
    return [child.pid for child in multiprocessing.active_children() if child.pid is not None]


def test_a_limit_of_work_has_no_answer_when_a_process_is_killed(tmp_path: Path) -> None:
    problem = problem_of(instance(tmp_path, 2, offers=TOO_MANY, years=5))
    told: list[Progress] = []

    def kill_at_first(at: Progress) -> None:
        if not told:
            killed(children())
        told.append(at)

    with pytest.raises(KautilyaError, match="--threads 1"):
        search(problem, Effort(work=12, threads=2), tell=kill_at_first)
    assert children() == []


def test_a_limit_of_time_ends_with_the_best_plan_when_a_process_is_killed(tmp_path: Path) -> None:
    problem = problem_of(instance(tmp_path, 2, offers=TOO_MANY, years=5))

    def kill_once_planned(at: Progress) -> None:
        if at.incumbent < 95:
            killed(children())

    found = search(problem, Effort(time_limit=120, gap=0.0, threads=2), tell=kill_once_planned)
    assert found.stopped_by == "lost"
    assert found.bound <= found.objective < 95
    assert children() == []


def test_the_wish_to_stop_is_heard_by_both(tmp_path: Path) -> None:
    told: list[float] = []
    plan = planned(
        instance(tmp_path, 2), Effort(time_limit=120, gap=0.0, threads=2), tell=lambda at: told.append(at.bound),
        wants_stop=lambda: len(told) >= 4,
    )  # fmt: skip
    assert plan.stopped_by == "interrupt"
    assert plan.problems == ()
    assert children() == []


def test_no_clock_limits_the_steps_of_a_search_by_work(tmp_path: Path) -> None:
    state = begin(problem_of(instance(tmp_path, 2)))
    for effort, timed in ((Effort(work=5), False), (Effort(work=5, time_limit=9), True), (Effort(), True)):
        assert planner_of(state, Watch(effort)).plans.watch.timed is timed


def test_a_worse_plan_that_comes_late_does_not_take_the_place_of_a_better_one(tmp_path: Path) -> None:
    partner = Beside(planner(tmp_path))
    mine, other = multiprocessing.Pipe()
    partner._line, values = mine, partner.planner.log[-1].values
    partner.log = [Entry(0, 40.0, values), Entry(3, 30.0, values)]  # the last one was found by this process
    other.send((5, [Entry(4, 31.0, values), Entry(5, 29.5, values), Entry(5, 29.0, values)]))
    other.send((7, [Entry(7, 29.2, values)]))
    partner.busy(1.0)
    partner.busy(1.0)
    assert [entry.objective for entry in partner.log] == [40.0, 30.0, 29.5, 29.0]
    assert partner.steps == 7
