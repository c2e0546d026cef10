"""Builds cases, plans them, and writes plans as tables or JSON."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kautilya.cli.answers import plan_limits
from kautilya.cli.answers.empty_plans import NOTHING_ORDERED
from kautilya.cli.answers.plan_tables import write_tables
from kautilya.cli.answers.record_scenarios import Drawn
from kautilya.cli.answers.saved_files import read_saved
from kautilya.cli.documents import write_json
from kautilya.cli.files import write_text
from kautilya.cli.output import write
from kautilya.cli.session import Asked, say
from kautilya.cli.watching import interruptible, peak_memory_mb, progress
from kautilya.cli.wording import worded_shares
from kautilya.core.errors import InputError, Problem
from kautilya.plan import codec, export
from kautilya.plan.build import case_from
from kautilya.plan.case import Case
from kautilya.plan.evaluate import Evaluation, evaluate
from kautilya.plan.marks import entering, shares
from kautilya.plan.result import Effort, Plan
from kautilya.plan.solve import Way, solve, weighted
from kautilya.plan.solver import NothingFoundError, Stop
from kautilya.plan.unusable import unusable
from kautilya.register.rules import named
from kautilya.store.view import View

_BUILD = "build one with `kautilya case build -o FILE`"


def build_case(view: View, *, seed: int | None = None, scenarios: int | None = None) -> Case:
    """Build the planning case from a view."""
    return case_from(view, seed=seed, scenarios=scenarios)


def read_case(path: Path, asked: Asked) -> Case:
    """Read a case that was written before; InputError if it is none, or of another view than is asked for."""
    case = read_saved(Case, path)
    problems = [
        Problem(
            file=path.name, field=field, message=f"the case is of {is_of or 'all that was recorded'}, not of {wanted}; {_BUILD}"
        )
        for field, is_of, wanted in _asked_and_found(case, asked)
        if wanted is not None and is_of != wanted
    ]
    if problems:
        raise InputError(path, problems)
    for told in unusable(case):
        say(f"{path.name}: {told}")
    return case


def read_plan(path: Path) -> Plan:
    """Read a plan that was written before; InputError if it is none."""
    return read_saved(Plan, path)


def _asked_and_found(case: Case, asked: Asked) -> Iterator[tuple[str, str, str | None]]:
    yield "as_of", case.as_of, None if asked.as_of is None else str(asked.as_of)
    yield "recorded_by", case.recorded_by, None if asked.recorded_by is None else str(asked.recorded_by)
    rules = None if asked.rules is None else ", ".join(rule.name for rule in named(asked.rules.names)) or "no rule"
    yield "rules", ", ".join(case.rules) or "no rule", rules


def write_case(case: Case, output: Path | None, *, as_json: bool) -> None:
    """Write a case to a file, if one is named, and to stdout as JSON or in summary."""
    if output is not None:
        write_text(output, codec.write(case))
        say(f"case written to {output}")
    if as_json:
        write(codec.write(case).rstrip("\n"))
        return
    given = entering(case)
    write(f"{case.title}, as of {case.as_of}")
    write(f"{len(case.areas)} areas, {len(case.offers)} live offers, {len(case.channels)} emergency channels")
    write(f"{len(case.signed)} signed deals, {len(case.exclusions)} exclusions, {len(case.assumptions)} assumptions")
    write(f"orders {case.years[0]} to {case.years[case.order_years - 1]}, need to {case.years[-1]}")
    for line in plan_limits.described(case):
        write(line)
    write(f"{case.scenarios} scenarios, seed {case.seed}; digest {codec.digest(case)}")
    write(f"coefficients by their own mark: {worded_shares(shares(given, inherited=False))}")
    write(f"by the weakest input behind each: {worded_shares(shares(given, inherited=True))}")


def write_model(case: Case, output: Path) -> None:
    """Write the programme that is solved for a case, before it is; InputError if the file cannot be written."""
    if output.suffix not in export.FORMATS:
        message = f"a model is written as {' or '.join(export.FORMATS)}"
        raise InputError(output, [Problem(file=output.name, message=message)])
    write_text(output, "")
    export.write_model(case, output)
    say(f"model written to {output}")


def redrawn(case: Case, *, seed: int | None, scenarios: int | None) -> Case:
    """Return the case with another seed or number of scenarios, where one is named."""
    return replace(case, seed=case.seed if seed is None else seed, scenarios=case.scenarios if scenarios is None else scenarios)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A plan, what the separate evaluator says of it, and what finding it took; the last two differ from run to run."""

    plan: Plan
    evaluation: Evaluation
    seconds: float
    """Of drawing the scenarios and searching."""
    peak_memory_mb: float


def solve_case(
    case: Case, *, gap: float | None = None, time_limit: float | None = None, threads: int = 1, drawn: Drawn | None = None,
    by: Way = weighted, start: Plan | None = None,
) -> Run:  # fmt: skip
    """Plan a case, for scenarios of the record where they are given, and let the separate evaluator recompute the plan.

    Ctrl-C ends the search with the best plan so far.

    Args:
        by: Which plan is asked for.
        start: A plan to begin the search with.

    Raises:
        KeyboardInterrupt: The user ended the search before there was any plan.
    """
    futures = None if drawn is None else drawn.futures
    effort = Effort(time_limit=time_limit, threads=threads)
    effort = effort if gap is None else replace(effort, gap=gap)
    words = f"planning {len(case.offers)} offers, {len(case.areas)} areas, {case.scenarios} scenarios"
    began = time.perf_counter()
    with interruptible() as wants_stop, progress(words) as tell:
        try:
            plan = solve(
                case, effort=effort, futures=futures, start=start, progress=tell, wants_stop=wants_stop, note=say, way=by
            )  # fmt: skip
        except NothingFoundError as exc:
            if exc.stop is Stop.INTERRUPT:
                say("stopped before any plan was found; let the search run longer")
                raise KeyboardInterrupt from exc
            raise NothingFoundError(_nothing_found(effort, time.perf_counter() - began), exc.stop, exc.bound) from exc
    return checked_run(case, plan, drawn, time.perf_counter() - began)


def _nothing_found(effort: Effort, seconds: float) -> str:
    """Say what was given on the command line, that no plan was found with it, and what to do next."""
    limit = effort.time_limit
    given, longer = (
        ("no --time-limit", "") if limit is None else (f"--time-limit {limit:g}", "give a longer --time-limit or none, or ")
    )
    return (
        f"the search ended after {seconds:.1f} s without a plan (given: {given}, --gap {effort.gap:g}, "
        f"{effort.max_nodes:,} steps of its search tree). That does not show that there is none: "
        f"{longer}plan for fewer --scenarios"
    )


def checked_run(case: Case, plan: Plan, drawn: Drawn | None, seconds: float) -> Run:
    """Return a plan that was found just now with what the separate evaluator says of it; seconds are those of finding it."""
    evaluation = evaluate(case, plan, None if drawn is None else drawn.futures, searched=True)
    named = plan if drawn is None else drawn.named(plan)
    return Run(plan=named, evaluation=evaluation, seconds=seconds, peak_memory_mb=peak_memory_mb())


def write_run(case: Case, run: Run, output: Path | None, *, as_json: bool, on_stdout: bool = True) -> None:
    """Write a plan to a file, if one is named, and to stdout as JSON or in tables, unless an answer with it follows.

    The JSON on stdout also says what the run took; the file holds the plan alone.
    """
    plan = run.plan
    if output is not None:
        write_text(output, codec.write(plan))
        say(f"plan written to {output}")
    for violation in run.evaluation.violations:
        say(f"the separate evaluator rejects the plan: {violation}")
    if not plan.orders:
        say(NOTHING_ORDERED)
    if not on_stdout:
        return
    if as_json:
        total = plan.objective.total
        took = {"incumbent": total, "gap_points": total - plan.bound, "seconds": run.seconds,
                "peak_memory_mb": run.peak_memory_mb}  # fmt: skip
        write_json({**_object(plan), **took})
    else:
        write_tables(case, plan, run.evaluation)
        write(f"{run.seconds:.1f} s, {run.peak_memory_mb:.0f} MB")


def _object(plan: Plan) -> dict[str, object]:
    """Return a plan as a JSON object."""
    found: dict[str, object] = json.loads(codec.write(plan))
    return found
