"""Options of `plan`, some also of `case build`: what limits are asked for, and which plan."""

from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.options import day
from kautilya.core.periods import PartialDate

OF_INSTANCES = frozenset({"case", "output", "scenarios", "seed", "time_limit", "work", "threads", "plan_npz", "gap", "as_json"})
"""Options of `plan` that an instance of the frozen family takes."""
QUESTIONS = ("explain", "why", "next_best", "frontier", "assumptions", "draws", "foresight", "fresh")
"""Options of `plan` that ask something about the plan."""
SAYS_OF = {"differ": ("next_best",), "draw_scenarios": ("draws",), "explanation": QUESTIONS}
"""Options of `plan` that say something of others, and nothing without one of them."""
OF_COMPONENTS = (
    "--component-cap needs the register that the case was built from, as which components an offer rests on stands there and "
    "not in the case; name it: kautilya --db FILE"
)
OF_FITS = (
    "what the record says of delays, interruptions and budgets stands in the register that the case was built from and not "
    "in the case; name it: kautilya --db FILE"
)
"""Why a register is needed beside a case."""

ComponentCap = Annotated[
    float | None,
    typer.Option(
        "--component-cap", min=0, max=1, metavar="SHARE",
        help="Cap the order money in a window that rests on one foreign component family; default: no such limit.",
    ),
]  # fmt: skip
SecondSources = Annotated[
    list[str] | None,
    typer.Option(
        "--second-source", metavar="AREA:SHARE",
        help="No source of an area's units above this share; AREA or all; AREA:SHARE:counterparty by country; repeatable.",
    ),
]  # fmt: skip
HomeGrowth = Annotated[
    float | None,
    typer.Option(
        "--home-growth", min=0, metavar="SHARE",
        help="Let the delivery rates of home makers grow by this share a year; default: as the case states, or not at all.",
    ),
]  # fmt: skip
Lexicographic = Annotated[
    float | None,
    typer.Option(
        "--lexicographic", min=0, metavar="PER-CENT",
        help="Need first, then cost: the cheapest plan whose need is at most so much above the least.",
    ),
]  # fmt: skip
SingleStage = Annotated[
    bool,
    typer.Option(
        "--single-stage", help="Plan for one mean future, as if it were certain, and tell what that comes to in all of them.",
    ),
]  # fmt: skip
Keep = Annotated[
    Path | None,
    typer.Option(
        "--keep", metavar="PLAN", help="Plan again: keep the signed orders of this plan and tell what changed, and why."
    ),
]
KeptCase = Annotated[
    Path | None,
    typer.Option(
        "--kept-case", metavar="FILE", help="The case of the kept plan; default: built from the register as of its day.",
    ),
]  # fmt: skip
On = Annotated[
    PartialDate | None,
    typer.Option(
        "--on", metavar="DAY", parser=day,
        help="With --keep: orders of fiscal years that ended before this day are signed; default: the case's day.",
    ),
]  # fmt: skip
NotSigned = Annotated[
    list[str] | None,
    typer.Option(
        "--not-signed", metavar="OFFER",
        help="With --keep: its orders were not signed, or the new case holds them already; `all` for every one; repeatable.",
    ),
]  # fmt: skip
Signed = Annotated[
    list[str] | None,
    typer.Option(
        "--signed", metavar="OFFER",
        help="With --keep: keep its orders even if a contract of the record seems to be them; `all` for every one; repeatable.",
    ),
]  # fmt: skip
Start = Annotated[
    Path | None,
    typer.Option("--start", metavar="FILE", help="Begin the search with the plan of this file, of this case or a like one."),
]
Uncertainty = Annotated[
    str | None,
    typer.Option(
        "--uncertainty", metavar="record|FILE",
        help="Draw scenarios from the record's fits, or a changed file of them; default: the case's own parameters.",
    ),
]  # fmt: skip
CrisisFactor = Annotated[
    float | None,
    typer.Option(
        "--crises", metavar="TIMES", min=1,
        help="In a crisis, interruptions and long slips are so many times likelier; default: as the scenarios say.",
    ),
]  # fmt: skip
CrisisOrigins = Annotated[
    list[str] | None,
    typer.Option(
        "--crisis-origin", metavar="COUNTRY",
        help="With --crises: only what comes from this design origin is touched; repeatable; default: all origins.",
    ),
]  # fmt: skip


def refuse_for_instance(ctx: typer.Context) -> None:
    """Refuse the options that would say nothing of an instance of the frozen family, rather than plan without them.

    Raises:
        typer.BadParameter: Some are given; all are named.
    """
    given = [one.opts[0] for one in ctx.command.params if one.name not in OF_INSTANCES and _is_given(ctx, one.name)]
    if given:
        raise typer.BadParameter(f"an instance of the frozen family (.npz) takes no {', '.join(given)}; leave it out")


def refuse_alone(ctx: typer.Context) -> None:
    """Refuse the options that would say nothing, as none of those that they say something of asks for anything.

    Raises:
        typer.BadParameter: Some are given; each is named with what is missing.
    """
    of = {one.name: one.opts[0] for one in ctx.command.params}
    alone = [
        f"{of[name]} says something of {' or '.join(of[other] for other in others)}; ask for that too, or leave it out"
        for name, others in SAYS_OF.items()
        if _is_given(ctx, name) and not any(ctx.params[other] for other in others)
    ]
    if alone:
        raise typer.BadParameter(". ".join(alone))


def _is_given(ctx: typer.Context, name: str | None) -> bool:
    source = None if name is None else ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"
