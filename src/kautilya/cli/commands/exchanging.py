"""`rates`: daily exchange rates as a data set of the register."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from kautilya.cli.options import AsJson, AsOf, By, RecordedBy
from kautilya.cli.session import Asked, opened, user


def amount(text: str) -> Decimal:
    """Read an exact amount given on the command line."""
    try:
        found = Decimal(text.replace(",", "").replace("_", ""))
    except InvalidOperation as exc:
        raise typer.BadParameter(f"'{text}' is no number") from exc
    if not found.is_finite():
        raise typer.BadParameter(f"'{text}' is no amount")
    return found


Source = Annotated[str, typer.Argument(metavar="FROM", help="The currency that is converted: USD.")]
Target = Annotated[str, typer.Argument(metavar="TO", help="The currency that it becomes: INR.")]
On = Annotated[
    str, typer.Argument(metavar="DAY", help="A day (2025-04-28); of a month, year or FY2025-26 the mean of its days.")
]
Edition = Annotated[
    str | None, typer.Option("--edition", metavar="DAY", help="The edition: the last day that it tells; default: the latest.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    rates = typer.Typer(help="Daily exchange rates: taken in as a data set, used by day and edition.", no_args_is_help=True)
    rates.command("import")(take_in)
    rates.command("list")(editions)
    rates.command("show")(show)
    rates.command("convert")(convert)
    app.add_typer(rates, name="rates")


def take_in(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="The European Central Bank's history of rates, CSV or zip; default: the one that ships."
        ),
    ] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Take in the European Central Bank's daily rates (rupees from 2009) as a data set."""
    from kautilya.cli.answers import exchanging

    with opened(ctx) as store:
        exchanging.take_in(store, file, by=user(by), as_json=as_json)


def editions(ctx: typer.Context, as_of: AsOf = None, recorded_by: RecordedBy = None, as_json: AsJson = False) -> None:
    """List the editions of daily rates that the register holds."""
    from kautilya.cli.answers import exchanging

    with opened(ctx) as store:
        exchanging.list_editions(store, Asked(as_of=as_of, recorded_by=recorded_by), as_json=as_json)


def show(
    ctx: typer.Context,
    source: Source,
    target: Target,
    on: On,
    edition: Edition = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    as_json: AsJson = False,
) -> None:
    """Show one rate with its day, edition and rows; where it is missing, say which row is."""
    from kautilya.cli.answers import exchanging

    with opened(ctx) as store:
        asked = Asked(as_of=as_of, recorded_by=recorded_by)
        pair = exchanging.Pair(source=source, target=target, on=on, edition=edition, asked=asked)
        exchanging.show_rate(store, pair, as_json=as_json)


def convert(  # noqa: PLR0913 - its options
    ctx: typer.Context,
    money: Annotated[Decimal, typer.Argument(metavar="AMOUNT", parser=amount, help="An exact amount: 7500000000.")],
    source: Source,
    target: Target,
    on: On,
    edition: Edition = None,
    crore: Annotated[bool, typer.Option("--crore", help="AMOUNT is in crore (10^7).")] = False,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    as_json: AsJson = False,
) -> None:
    """Convert an amount at the rate of a day; no rate, no conversion."""
    from kautilya.cli.answers import exchanging

    with opened(ctx) as store:
        asked = Asked(as_of=as_of, recorded_by=recorded_by)
        pair = exchanging.Pair(source=source, target=target, on=on, edition=edition, asked=asked)
        exchanging.convert(store, money, pair, crore=crore, as_json=as_json)
