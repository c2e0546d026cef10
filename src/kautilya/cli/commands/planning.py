"""`case build` and `plan`."""

from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.options import AsJson, AsOf, CaseFile, OutputFile, RecordedBy, Rules
from kautilya.cli.session import Asked, opened, seen

NOT_SOUND = 1
"""Exit code of `plan` and `report` where the separate evaluator rejects the plan."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    case = typer.Typer(help="Planning cases: the whole input of a plan as one file.", no_args_is_help=True)
    case.command("build")(build)
    app.add_typer(case, name="case")
    app.command("plan")(plan)


def build(
    ctx: typer.Context,
    output: OutputFile = None,
    seed: Annotated[int | None, typer.Option("--seed", help="Seed of the scenarios; default: the register's.")] = None,
    scenarios: Annotated[
        int | None, typer.Option("--scenarios", min=1, help="Number of scenarios; default: the register's.")
    ] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Build the planning case from the register; --json and -o give all of it, the table a summary."""
    from kautilya.cli.answers import planning

    asked = Asked(as_of=as_of, recorded_by=recorded_by, rules=rules)
    with opened(ctx) as store:
        case = planning.build_case(seen(store, asked), seed=seed, scenarios=scenarios)
    planning.write_case(case, output, as_json=as_json)


def plan(  # noqa: PLR0913 - its options
    ctx: typer.Context,
    case: CaseFile = None,
    output: OutputFile = None,
    gap: Annotated[
        float | None, typer.Option("--gap", min=0, max=1, help="Stop at this share from the best possible; default 0.005.")
    ] = None,
    mps: Annotated[
        Path | None, typer.Option("--mps", metavar="FILE", help="Also write the model, for another solver (.mps or .lp).")
    ] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Plan: what to order when, how far from the best possible, and what limits it."""
    from kautilya.cli.answers import planning

    asked = Asked(as_of=as_of, recorded_by=recorded_by, rules=rules)
    if case is not None:
        found = planning.read_case(case, asked)
    else:
        with opened(ctx) as store:
            found = planning.build_case(seen(store, asked))
    if mps is not None:
        planning.write_model(found, mps)
    solved, evaluation = planning.solve_case(found, gap=gap)
    planning.write_plan(found, solved, evaluation, output, as_json=as_json)
    if not evaluation.feasible:
        raise typer.Exit(NOT_SOUND)
