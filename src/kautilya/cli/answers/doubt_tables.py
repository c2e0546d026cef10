"""What is told of a plan's uncertainty, in tables of 80 columns."""

from textwrap import wrap

from kautilya.cli.answers.explanation_tables import span
from kautilya.cli.answers.plan_tables import WIDTH
from kautilya.cli.output import Column, write, write_table
from kautilya.plan.case import Case
from kautilya.plan.uncertainty.result import Doubts, End, Foresight, Fresh, Swing
from kautilya.report.wording import percent

MOST = 5
"""Offers that are named where more change."""


def write_doubt_tables(case: Case, found: Doubts) -> None:
    """Write what ranges change, how often decisions survive, what foresight is worth, and the plan on fresh scenarios."""
    if found.swings:
        _swings(found)
    if found.draws:
        _survivals(case, found)
    if found.foresight is not None:
        _foresight(found.foresight)
    if found.fresh is not None:
        _fresh(found.fresh)
    write()
    write(f"planned again {found.searches} times, to a gap of {percent(found.effort.gap, 1)} or {found.effort.max_nodes} nodes")


def _swings(found: Doubts) -> None:
    columns = (Column(title="value"), Column(title="at", right=True), Column(title="optimum moves", right=True),
               Column(title="keeping the programmes costs", right=True), Column(title="programmes that change"))  # fmt: skip
    rows = [row for swing in found.swings for row in (_end(swing, swing.low), _end(swing, swing.high))]
    write_table(
        columns, rows, title=f"At both ends of the {len(found.swings)} ranges, of {found.ranked}, that seem to move most"
    )
    _wrapped(
        "a decision certainly changes where keeping the programmes costs more than 0 throughout; else the searches cannot tell"
    )


def _end(swing: Swing, end: End) -> tuple[str, ...]:
    names = [*(f"+{name}" for name in end.begun), *(f"-{name}" for name in end.given_up)]
    told = ", ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")
    if end.value is None:
        return swing.what, end.at, "no plan", "", ""
    return swing.what, end.at, span(end.change), "no plan" if end.regret is None else span(end.regret), told


def _survivals(case: Case, found: Doubts) -> None:
    columns = (Column(title="offer"), Column(title="decision"), Column(title="survives", right=True),
               Column(title="95 % interval", right=True), Column(title="units", right=True),
               Column(title="in draws", right=True))  # fmt: skip
    rows = (
        (one.offer_id, "ordered" if one.ordered else "not ordered", f"{one.survived} of {one.draws}",
         f"{percent(one.share.low)} to {percent(one.share.high)}", str(one.units), f"{one.fewest} to {one.most}")
        for one in sorted(found.survivals, key=lambda one: (one.survived, one.offer_id))
    )  # fmt: skip
    write_table(columns, rows, title=f"How often each decision survives {found.draws} draws of all ranges (seed {case.seed})")
    if found.sample < case.scenarios:
        _wrapped(
            f"each draw is planned for the same {found.sample} of the {case.scenarios} scenarios; that sample alone, with no "
            f"range drawn, begins or gives up {_named(found.moved_by_sample)}"
        )
    if found.failed:
        write(f"{found.failed} draws have no plan; they count against every decision")


def _named(offers: tuple[str, ...]) -> str:
    return "nothing" if not offers else ", ".join(offers[:MOST]) + (f" and {len(offers) - MOST} more" if offers[MOST:] else "")


def _foresight(found: Foresight) -> None:
    columns = (Column(title="what"), Column(title="points", right=True))
    rows = (
        ("best plan for the scenarios", span(found.here)),
        ("plan made for a mean future, in the scenarios", f"{found.mean_value_plan:.2f}"),
        ("value of the stochastic solution", span(found.stochastic)),
        ("if each scenario were known beforehand", span(found.foreseen)),
        ("value of perfect information", span(found.perfect)),
    )
    write_table(columns, rows, title="What planning for many futures is worth, and what knowing them would be")


def _fresh(found: Fresh) -> None:
    write()
    _wrapped(
        f"on {found.scenarios} fresh scenarios (seed {found.seed}) the plan comes to {found.objective:.2f} points, 95 % "
        f"interval {span(found.interval)} ({found.method}, {found.resamples} resamples); on its own {found.planned:.2f}"
    )


def _wrapped(text: str) -> None:
    for line in wrap(text, WIDTH):
        write(line)
