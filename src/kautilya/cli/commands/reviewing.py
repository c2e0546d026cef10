"""`review` and `rules`: what waits for a judgement, judging, merging, taking back; the rules that choose where nobody has."""

from collections.abc import Callable
from typing import Annotated

import typer

from kautilya.cli.options import AsJson, AsOf, By, RecordedBy, Rules, Why
from kautilya.cli.session import Asked, opened, seen, user

Claims = Annotated[list[str] | None, typer.Argument(metavar="[CLAIM]...", help="Ids of claims.")]
Every = Annotated[bool, typer.Option("--all", help="All claims that wait, of --kind where it is given.")]
Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only records of this kind.")]

LISTED = 20
"""Claims that `review` lists where no number is given."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    review = typer.Typer(
        help="What waits for a judgement; accept, dispute, withdraw, prefer; merge and link; undo.", invoke_without_command=True
    )
    review.callback()(waiting)
    review.command("accept", help="Accept claims: views show them from now on.")(_judging("accepted"))
    review.command("prefer")(prefer)
    review.command("dispute", help="Dispute claims: views show them no more; `explain` still does, with the reason.")(
        _judging("disputed")
    )
    review.command("withdraw", help="Withdraw claims that should not have been made: views show them no more; they are kept.")(
        _judging("withdrawn")
    )
    review.command("merge")(merge)
    review.command("link")(link)
    review.command("undo")(undo)
    review.command("duplicates")(duplicates)
    review.command("history")(history)
    app.add_typer(review, name="review")
    app.command("rules")(rules)


def waiting(
    ctx: typer.Context,
    kind: Kind = None,
    changing: Annotated[bool, typer.Option("--changing", help="Only claims that would change a value.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="List so many; 0: all.")] = LISTED,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    chosen_by: Rules = None,
    as_json: AsJson = False,
) -> None:
    """List the claims that wait for a judgement: source, what it says, and what accepting each would change."""
    if ctx.invoked_subcommand is not None:
        return
    from kautilya.cli.answers import reviewing

    with opened(ctx) as store:
        view = seen(store, Asked(as_of=as_of, recorded_by=recorded_by, rules=chosen_by))
        reviewing.list_waiting(
            store, view, reviewing.Wanted(kind=kind, changing=changing, limit=limit or None), as_json=as_json
        )


def _judging(verdict: str) -> Callable[..., None]:
    """Return the command that gives claims a verdict."""

    def judging(
        ctx: typer.Context,
        why: Why,
        claims: Claims = None,
        every: Every = False,
        kind: Kind = None,
        by: By = None,
        as_json: AsJson = False,
    ) -> None:
        from kautilya.cli.answers import reviewing

        with opened(ctx) as store:
            reviewing.judge_claims(store, verdict, reviewing.Meant(claims, every, kind), user(by), why, as_json=as_json)

    return judging


def prefer(ctx: typer.Context, why: Why, claims: Claims = None, by: By = None, as_json: AsJson = False) -> None:
    """Choose among claims that contradict each other: accept the claim, and let its value be the one that counts."""
    from kautilya.cli.answers import reviewing

    with opened(ctx) as store:
        reviewing.judge_claims(store, "preferred", reviewing.Meant(claims), user(by), why, as_json=as_json)


def merge(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The kind of both.")],
    one: Annotated[str, typer.Argument(metavar="ID")],
    other: Annotated[str, typer.Argument(metavar="ID")],
    why: Why,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Merge two records of a kind that are the same: one record, under the id that was recorded first; both ids lead to it."""
    from kautilya.cli.answers import merging

    with opened(ctx) as store:
        merging.merge_subjects(store, (kind, one), (kind, other), user(by), why, as_json=as_json)


def link(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    one: Annotated[str, typer.Argument(metavar="ID")],
    other_kind: Annotated[str, typer.Argument(metavar="KIND")],
    other: Annotated[str, typer.Argument(metavar="ID")],
    why: Why,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Link two records of different kinds that tell of one event: each is shown with the other, nothing is folded."""
    from kautilya.cli.answers import merging

    with opened(ctx) as store:
        merging.merge_subjects(store, (kind, one), (other_kind, other), user(by), why, as_json=as_json)


def undo(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="RECORDING", min=1, help="Its number, as `review history` lists it.")],
    why: Why,
    claims: Claims = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Take back what one recording judged or merged (or its judgements on some claims); what it says stays on record."""
    from kautilya.cli.answers import merging

    with opened(ctx) as store:
        merging.take_back(store, number, claims or [], user(by), why, as_json=as_json)


def duplicates(
    ctx: typer.Context,
    kind: Kind = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    chosen_by: Rules = None,
    as_json: AsJson = False,
) -> None:
    """List pairs of records that seem to tell of one event, with the evidence; nothing is merged by itself."""
    from kautilya.cli.answers import merging

    with opened(ctx) as store:
        view = seen(store, Asked(as_of=as_of, recorded_by=recorded_by, rules=chosen_by))
        merging.list_duplicates(store, view, kind, as_json=as_json)


def history(ctx: typer.Context, recorded_by: RecordedBy = None, as_json: AsJson = False) -> None:
    """List every recording: what was taken in, judged, merged and taken back, when, by whom and why."""
    from kautilya.cli.answers import merging

    with opened(ctx) as store:
        merging.list_recordings(store, recorded_by, as_json=as_json)


def rules(
    ctx: typer.Context,
    decided: Annotated[bool, typer.Option("--decided", help="List the fields that each rule decides in the register.")] = False,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    as_json: AsJson = False,
) -> None:
    """List the rules that choose between contradicting claims where nobody has, in the order in which they are applied."""
    from kautilya.cli.answers import ruling

    if not decided:
        ruling.list_rules(as_json=as_json)
        return
    with opened(ctx) as store:
        ruling.list_decided(seen(store, Asked(as_of=as_of, recorded_by=recorded_by)), as_json=as_json)
