"""Imports instances of the frozen family, plans them, and shows the plans."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from kautilya.cli.answers.empty_plans import NOTHING_ORDERED
from kautilya.cli.files import write_bytes, write_text
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.session import say
from kautilya.cli.watching import Memory, interruptible, worded
from kautilya.core.memory import hand_back_large
from kautilya.plan import codec
from kautilya.plan.decomposition.effort import Effort
from kautilya.plan.family.instance import Instance
from kautilya.plan.family.planning import plan_file, solve
from kautilya.plan.family.reading import digest, is_family, read, written
from kautilya.plan.family.result import FamilyPlan
from kautilya.plan.result import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A plan and what finding it took; the last two differ from run to run."""

    plan: FamilyPlan
    seconds: float
    peak_memory_mb: float
    """Of both processes; pages that they share count once."""


def is_instance(path: Path | None) -> bool:
    """Tell whether a named case is an instance of the frozen family."""
    return path is not None and is_family(path)


def import_instance(source: Path, output: Path | None, *, as_json: bool) -> None:
    """Check an instance and, if a file is named, write it there; show in summary what it is."""
    instance = read(source)
    if output is not None:
        write_bytes(output, written(instance))
        say(f"case written to {output}")
    sizes = {
        "offers": len(instance.cost), "areas": instance.yields.shape[1], "years": len(instance.budget),
        "partners": instance.avail.shape[1], "hubs": len(instance.hub_capacity), "channels": len(instance.channel_cost),
        "scenarios": len(instance.demand),
    }  # fmt: skip
    if as_json:
        write(json.dumps({**sizes, "digest": digest(instance)}, indent=1))
        return
    write(", ".join(f"{size} {name}" for name, size in sizes.items()))
    write(f"digest {digest(instance)}")


def effort(*, gap: float | None, time_limit: float | None, work: int | None, threads: int | None, seed: int | None) -> Effort:
    """Return how long to search, with the usual gap and seed where none is named, and two threads where there are two cores."""
    usual = Effort(time_limit=time_limit, work=work, threads=threads or min(2, cores()), seed=seed or 0)
    return usual if gap is None else replace(usual, gap=gap)


def cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def plan_instance(path: Path, limits: Effort, *, scenarios: int | None) -> tuple[Instance, Run]:
    """Plan an instance, telling where the search is; Ctrl-C ends it with the best plan so far."""
    hand_back_large()
    instance = read(path, scenarios=scenarios)
    began, memory = time.perf_counter(), Memory()

    def noted(at: Progress) -> None:
        memory.note()
        tell(at)

    with interruptible() as wants_stop, _progress(instance) as tell:
        plan = solve(instance, limits, tell=noted, wants_stop=wants_stop)
    peak = memory.peak_mb(processes=min(2, limits.threads))
    return instance, Run(plan=plan, seconds=time.perf_counter() - began, peak_memory_mb=peak)


def write_run(instance: Instance, run: Run, output: Path | None, npz: Path | None, *, as_json: bool) -> None:
    """Write a plan to the named files, and to stdout as JSON or in a summary."""
    plan = run.plan
    if output is not None:
        write_text(output, codec.write(replace(plan, effort=replace(plan.effort, threads=1))))
        say(f"plan written to {output}")
    if npz is not None:
        write_bytes(npz, plan_file(instance, plan))
        say(f"orders and hubs written to {npz}")
    for problem in plan.problems:
        say(f"the separate evaluator rejects the plan: {problem}")
    if not plan.orders:
        say(NOTHING_ORDERED)
    if as_json:
        figures = {"incumbent": plan.objective.total, "bound": plan.bound, "gap": plan.gap, "gap_points": plan.gap_points,
                   "seconds": run.seconds, "peak_memory_mb": run.peak_memory_mb}  # fmt: skip
        write(json.dumps({**figures, "plan": codec.to_json(plan)}, indent=1))
        return
    _write_summary(run)


def _write_summary(run: Run) -> None:
    plan = run.plan
    write(f"objective {plan.objective.total:.3f} points, bound {plan.bound:.3f}: at most {plan.gap:.2%} "
          f"({plan.gap_points:.3f} points) from the best possible")  # fmt: skip
    write(f"stopped by {plan.stopped_by} after {plan.steps} steps, {run.seconds:.1f} s, {run.peak_memory_mb:.0f} MB")
    terms = plan.objective
    write_table(
        [Column(title="term"), Column(title="points", right=True)],
        [["mean loss", f"{terms.mean_loss:.3f}"], ["CVaR", f"{terms.cvar:.3f}"], ["spending", f"{terms.spend:.3f}"]],
    )
    write(f"{len({placed.offer for placed in plan.orders})} programmes, {sum(placed.units for placed in plan.orders)} units, "
          f"{len(plan.expansions)} hub expansions")  # fmt: skip


@contextmanager
def _progress(instance: Instance) -> Iterator[Callable[[Progress], None]]:
    """Tell incumbent, bound, gap and seconds: a moving line on a terminal, lines elsewhere."""
    console = Console(stderr=True)
    say(f"planning {len(instance.cost)} offers, {instance.yields.shape[1]} areas, {len(instance.demand)} scenarios")
    if not console.is_terminal:
        yield lambda at: say(worded(at))
        return
    with console.status("searching") as status:
        yield lambda at: status.update(worded(at))
