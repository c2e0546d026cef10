"""`case build`, `case uncertainty` and `plan`."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kautilya.cli.commands import case_files
from kautilya.cli.commands.overwriting import refuse_overwriting
from kautilya.cli.commands.plan_options import (
    OF_COMPONENTS,
    OF_FITS,
    ComponentCap,
    CrisisFactor,
    CrisisOrigins,
    HomeGrowth,
    Keep,
    KeptCase,
    Lexicographic,
    NotSigned,
    On,
    SecondSources,
    Signed,
    SingleStage,
    Start,
    Uncertainty,
    refuse_alone,
    refuse_for_instance,
)
from kautilya.cli.options import AsJson, AsOf, CaseFile, OutputFile, RecordedBy, Rules
from kautilya.cli.session import Asked, of_case, opened, say, seen
from kautilya.core.errors import KautilyaError
from kautilya.core.periods import PartialDate

if TYPE_CHECKING:
    from kautilya.cli.answers.plan_limits import OnRequest
    from kautilya.cli.answers.record_scenarios import Drawn
    from kautilya.plan.case import Case
    from kautilya.plan.result import Plan
    from kautilya.plan.rolling.matching import Contract

NOT_SOUND = 1
"""Exit code of `plan` and `report` where the separate evaluator rejects the plan."""
READS = ("case", "start", "keep", "kept_case", "uncertainty")
WRITES = ("output", "plan_npz", "mps", "explanation")
"""Parameters of `plan` that name files."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    case = typer.Typer(help="Planning cases: the whole input of a plan as one file.", no_args_is_help=True)
    case.command("build")(build)
    case_files.add_to(case)
    case.command("uncertainty")(uncertainty_of)
    app.add_typer(case, name="case")
    app.command("plan")(plan)


def build(  # noqa: PLR0913 - its options
    ctx: typer.Context,
    output: OutputFile = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Seed of the scenarios; default: the register's.")] = None,
    scenarios: Annotated[
        int | None, typer.Option("--scenarios", min=1, help="Number of scenarios; default: the register's.")
    ] = None,
    component_cap: ComponentCap = None,
    second_source: SecondSources = None,
    home_growth: HomeGrowth = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Build the planning case from the register; --json and -o give all of it, the table a summary."""
    from kautilya.cli.answers import plan_limits, planning

    refuse_overwriting(ctx, writes=("output",))
    asked = Asked(as_of=as_of, recorded_by=recorded_by, rules=rules)
    wanted = plan_limits.OnRequest(component_cap=component_cap, second_source=second_source or (), home_growth=home_growth)
    with opened(ctx) as store:
        view = seen(store, asked)
        case = planning.build_case(view, seed=seed, scenarios=scenarios)
        case = plan_limits.limited(case, wanted, lambda: view)
    planning.write_case(case, output, as_json=as_json)


def uncertainty_of(
    ctx: typer.Context,
    case: CaseFile = None,
    output: OutputFile = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Fit delays, interruptions and budgets to the record; change the file and `plan --uncertainty FILE` plans with it."""
    from kautilya.cli.answers import record_scenarios

    refuse_overwriting(ctx, writes=("output",), reads=("case",))
    asked = Asked(as_of=as_of, recorded_by=recorded_by, rules=rules)
    found = _case(ctx, case, asked)
    with opened(ctx, why=OF_FITS) as store:
        record_scenarios.write_model(seen(store, asked), found, output, as_json=as_json)


def plan(  # noqa: PLR0913 - its options
    ctx: typer.Context,
    case: CaseFile = None,
    output: OutputFile = None,
    scenarios: Annotated[
        int | None, typer.Option("--scenarios", min=1, help="Number of scenarios; default: those of the case.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="Seed of a case's scenarios; of the search where the case holds its scenarios.")
    ] = None,
    time_limit: Annotated[
        float | None, typer.Option("--time-limit", min=0, metavar="SECONDS", help="Stop after so long.")
    ] = None,
    work: Annotated[
        int | None, typer.Option("--work", min=1, help="Stop an instance's search after so many steps, not by a clock.")
    ] = None,
    threads: Annotated[
        int | None,
        typer.Option(
            "--threads", min=1, help="Threads of the search; default: 2 for an instance where there are two cores, else 1."
        ),
    ] = None,
    plan_npz: Annotated[
        Path | None,
        typer.Option("--plan-npz", metavar="FILE", help="Also write an instance's plan for the family's evaluator."),
    ] = None,
    gap: Annotated[
        float | None, typer.Option("--gap", min=0, max=1, help="Stop at this share from the best possible; default 0.005.")
    ] = None,
    mps: Annotated[
        Path | None, typer.Option("--mps", metavar="FILE", help="Also write the model, for another solver (.mps or .lp).")
    ] = None,
    start: Start = None,
    component_cap: ComponentCap = None,
    second_source: SecondSources = None,
    home_growth: HomeGrowth = None,
    lexicographic: Lexicographic = None,
    single_stage: SingleStage = False,
    keep: Keep = None,
    kept_case: KeptCase = None,
    on: On = None,
    not_signed: NotSigned = None,
    signed: Signed = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell what each limit costs, by planning again without it.")
    ] = False,
    why: Annotated[
        list[str] | None, typer.Option("--why", metavar="OFFER:RIVAL", help="Tell why one offer and not the other; repeatable.")
    ] = None,
    next_best: Annotated[
        int, typer.Option("--next-best", metavar="K", min=0, help="Find K next-best plans that really differ.")
    ] = 0,
    differ: Annotated[
        float, typer.Option("--differ", min=0, max=1, help="Share of order money in programmes that a next-best plan gives up.")
    ] = 0.05,
    frontier: Annotated[
        list[str] | None,
        typer.Option("--frontier", metavar="OF", help="Points against cost, concentration or indigenous; repeatable."),
    ] = None,
    uncertainty: Uncertainty = None,
    crises: CrisisFactor = None,
    crisis_origin: CrisisOrigins = None,
    assumptions: Annotated[
        int, typer.Option("--assumptions", metavar="N", min=0, help="Plan again at both ends of the N ranges that move most.")
    ] = 0,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=0, help="Plan again for N draws of all ranges: which decisions survive.")
    ] = 0,
    draw_scenarios: Annotated[
        int, typer.Option("--draw-scenarios", metavar="N", min=1, help="Plan each draw for at most N of the scenarios.")
    ] = 20,
    foresight: Annotated[
        bool, typer.Option("--foresight", help="Tell what planning for many futures is worth, and what knowing them would be.")
    ] = False,
    fresh: Annotated[
        int, typer.Option("--fresh", metavar="N", min=0, help="Evaluate the plan on N scenarios that it was not made for.")
    ] = 0,
    explanation: Annotated[
        Path | None, typer.Option("--explanation", metavar="FILE", help="Also write the answers, for `report`.")
    ] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Plan: what to order when, how far from the best possible, and what limits it."""
    from kautilya.cli.answers import family, plan_limits, plan_questions, plan_ways, planning

    refuse_overwriting(ctx, writes=WRITES, reads=READS)
    if case is not None and family.is_instance(case):
        refuse_for_instance(ctx)
        effort = family.effort(gap=gap, time_limit=time_limit, work=work, threads=threads, seed=seed)
        instance, run = family.plan_instance(case, effort, scenarios=scenarios)
        family.write_run(instance, run, output, plan_npz, as_json=as_json)
        if run.plan.problems:
            raise typer.Exit(NOT_SOUND)
        return
    refuse_alone(ctx)
    if plan_npz is not None or work is not None:
        raise typer.BadParameter("--plan-npz and --work are for instances of the frozen family (.npz)")
    found = _case(ctx, case, Asked(as_of=as_of, recorded_by=recorded_by, rules=rules))
    found = planning.redrawn(found, seed=seed, scenarios=scenarios)
    wanted = plan_limits.OnRequest(component_cap=component_cap, second_source=second_source or (), home_growth=home_growth)
    found = _limited(ctx, found, wanted)
    questions = plan_questions.questions(
        found, limits=explain, why=why or (), next_best=next_best, differ=differ, frontiers=frontier or ()
    )
    doubted = plan_questions.doubted(swings=assumptions, draws=draws, sample=draw_scenarios, foresight=foresight, fresh=fresh)
    drawn = _drawn(ctx, found, uncertainty, (crises, crisis_origin or ()))
    asks = questions is not None or doubted is not None
    if mps is not None:
        planning.write_model(found, mps)
    asked_for = plan_ways.AskedFor(
        lexicographic=lexicographic,
        single_stage=single_stage,
        keep=keep,
        start=start,
        kept_case=kept_case,
        on=on,
        not_signed=not_signed or (),
        signed=signed or (),
    )
    register = plan_ways.Register(built=lambda before: _built_for(ctx, before), contracts=lambda: _contracts(ctx, found))
    by = plan_ways.way(found, asked_for, register, asks=asks)
    first = None if start is None else planning.read_plan(start)
    solved = planning.solve_case(found, gap=gap, time_limit=time_limit, threads=threads or 1, drawn=drawn, by=by, start=first)
    planning.write_run(found, solved, output, as_json=as_json, on_stdout=not (asks and as_json))
    if asks:
        asking = plan_questions.Asking(questions=questions, doubted=doubted, drawn=drawn)
        solved = plan_questions.answer(found, solved, asking, plan_questions.Files(output, explanation), as_json=as_json)
    if not solved.evaluation.feasible:
        raise typer.Exit(NOT_SOUND)


def _case(ctx: typer.Context, file: Path | None, asked: Asked) -> "Case":
    """Read the case that is named, or build it from the register."""
    from kautilya.cli.answers import planning

    if file is not None:
        return planning.read_case(file, asked)
    with opened(ctx) as store:
        return planning.build_case(seen(store, asked))


def _built_for(ctx: typer.Context, plan: "Plan") -> "Case":
    """Build the case of a plan from the register as known on the plan's day."""
    from kautilya.cli.answers import planning

    with opened(ctx) as store:
        view = seen(store, Asked(as_of=PartialDate.parse(plan.as_of), recorded_by=None, rules=None))
        return planning.build_case(view, seed=plan.seed, scenarios=plan.scenarios)


def _contracts(ctx: typer.Context, case: "Case") -> "tuple[Contract, ...]":
    """Return the deals that the offers of a case name in the register as known on its day; none, and so said, without one."""
    from kautilya.plan.rolling.matching import contracts

    try:
        with opened(ctx) as store:
            return contracts(seen(store, of_case(case)), case)
    except KautilyaError as exc:
        say(f"no orders are matched to contracts of the record, which could count twice: {exc}")
        return ()


def _limited(ctx: typer.Context, case: "Case", wanted: "OnRequest") -> "Case":
    """Return the case with the limits that are asked for; what they need of the record, as it was known on the case's day."""
    from kautilya.cli.answers import plan_limits

    with ExitStack() as open_stores:
        register = opened(ctx, why=OF_COMPONENTS)
        return plan_limits.limited(case, wanted, lambda: seen(open_stores.enter_context(register), of_case(case)))


def _drawn(ctx: typer.Context, case: "Case", asked: str | None, crises: tuple[float | None, Sequence[str]]) -> "Drawn | None":
    """Return the scenarios of the record as it was known on the case's day; None for the case's own."""
    from kautilya.cli.answers import record_scenarios

    in_crises = record_scenarios.crises(case, *crises)
    if asked is None:
        return None if in_crises is None else record_scenarios.correlated(case, in_crises)
    record_scenarios.refuse_absent(asked)
    with opened(ctx, why=OF_FITS) as store:
        return record_scenarios.drawn(seen(store, of_case(case)), case, asked, in_crises)
