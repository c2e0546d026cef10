"""Options of `plan` that say which plan is asked for."""

from typing import Annotated

import typer

Lexicographic = Annotated[
    float | None,
    typer.Option(
        "--lexicographic", min=0, metavar="PER-CENT",
        help="Need first, then cost: the cheapest plan whose need is at most so much above the least.",
    ),
]  # fmt: skip
