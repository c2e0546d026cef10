"""How sure the plan is: ranges that change decisions, draws, foresight, fresh scenarios."""

from kautilya.plan.case import Case
from kautilya.plan.uncertainty.result import Doubts, End, Foresight, Fresh, Swing
from kautilya.register.claim import Mark
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Group, Prose
from kautilya.report.cells import paragraph, result, words
from kautilya.report.charts.bars import Bar, bars
from kautilya.report.sections.plan_cells import PLAN, POINTS
from kautilya.report.wording import percent, plain, span

MOST = 5
"""Programmes that are named where more change."""
SHOWN = 15
"""Decisions that the drawing shows, least sure first."""


def how_sure(case: Case, found: Doubts) -> Group:
    """Show what ranges change, which decisions survive draws, what foresight is worth, and the plan on fresh scenarios."""
    blocks: list[Block] = []
    if found.fresh is not None:
        blocks.append(_fresh(found.fresh))
    if found.foresight is not None:
        blocks.append(_foresight(found.foresight))
    if found.swings:
        blocks.append(_swings(case, found))
    if found.survivals:
        blocks.append(_survivals(case, found))
    return Group(id="how-sure", title="How sure is it?", blocks=tuple(blocks))


def _fresh(found: Fresh) -> Prose:
    return paragraph(
        "On ", result(found.scenarios, "scenarios", None, PLAN), f" fresh scenarios (seed {found.seed}) that the plan was not "
        "made for, it comes to ", _points(found.objective), " points (95 per cent interval ", _points(found.interval.low),
        " to ",
        _points(found.interval.high), f", {found.method}); on its own scenarios it comes to ", _points(found.planned), ".",
    )  # fmt: skip


def _foresight(found: Foresight) -> DataTable:
    rows = (
        ("Best plan for the scenarios", (found.here.low, found.here.high), "objective, between bound and plan"),
        ("Plan made for one mean future", (found.mean_value_plan,) * 2, "its objective in the scenarios"),
        (
            "Value of the stochastic solution",
            (found.stochastic.low, found.stochastic.high),
            "what planning for many gains",
        ),
        ("Value of perfect information", (found.perfect.low, found.perfect.high), "what knowing the future would gain at most"),
    )
    return DataTable(
        id="foresight",
        caption="What planning for many futures is worth, and what knowing them would be, points",
        columns=(Column(title="What"), Column(title="Points", numeric=True), Column(title="What it is")),
        rows=tuple((words(name), _span(low, high), words(what)) for name, (low, high), what in rows),
    )


def _swings(case: Case, found: Doubts) -> DataTable:
    return DataTable(
        id="swings",
        caption=f"Assumed and disputed values at both ends of their ranges: the {len(found.swings)}, of {found.ranked}, that "
        "seem to move the objective most",
        columns=(
            Column(title="Value"), Column(title="At", numeric=True), Column(title="Optimum moves by, points", numeric=True),
            Column(title="Keeping the programmes costs", numeric=True), Column(title="Decision"),
        ),
        rows=tuple(_end(case, swing, end) for swing in found.swings for end in (swing.low, swing.high)),
        notes=(
            "A decision certainly changes where keeping the programmes costs more than nothing throughout its interval.",
            "Requirements, holdings and yearly money have no ranges in the case and are not varied.",
        ),
        stacked=True,
    )  # fmt: skip


def _end(case: Case, swing: Swing, end: End) -> tuple[Cell, ...]:
    what, at = Cell(text=swing.what[0].upper() + swing.what[1:], note=f"{swing.mark}; now {swing.value}"), words(end.at)
    if end.value is None or end.change is None:
        return what, at, words("no plan keeps all limits"), words(""), words("changes")
    regret = words("not possible") if end.regret is None else _span(end.regret.low, end.regret.high)
    names = [
        f"{word}: {case.offer(name).system}" for word, of in (("begun", end.begun), ("given up", end.given_up)) for name in of
    ]
    told = "; ".join(names[:MOST]) + (f"; and {len(names) - MOST} more" if len(names) > MOST else "")
    verdict = "changes" if end.decided else "cannot tell" if names else "same programmes"
    return what, at, _span(end.change.low, end.change.high), regret, Cell(text=verdict, note=told or None)


def _survivals(case: Case, found: Doubts) -> Chart:
    rows, sampled = sorted(found.survivals, key=lambda one: (one.survived, one.offer_id)), found.sample < case.scenarios
    wide, narrow = bars(
        "survival",
        [
            Bar(label=case.offer(one.offer_id).system, value=one.part, text=f"{one.survived} of {one.draws}",
                assumed=True, low=one.share.low, high=one.share.high)
            for one in rows[:SHOWN]
        ],
        largest=1.0,
    )  # fmt: skip
    return Chart(
        id="survival-figure",
        title=f"How often decisions survive {found.draws} draws of all ranges together",
        says=f"One bar for each of the {min(SHOWN, len(rows))} least sure decisions: the share of draws in which an offer is "
        "ordered where the plan orders it, or is not where it does not. The line over a bar is its 95 per cent interval."
        + (f" Each draw is planned for the same {found.sample} of the {case.scenarios} scenarios." if sampled else ""),
        wide=wide,
        narrow=narrow,
        table=DataTable(
            id="survival-table",
            caption="How often each decision survives, least sure first",
            columns=(
                Column(title="Offer"), Column(title="Decision"), Column(title="Survives", numeric=True),
                Column(title="95 % interval", numeric=True), Column(title="Units", numeric=True),
                Column(title="Units in the draws", numeric=True),
            ),
            rows=tuple(
                (
                    words(case.offer(one.offer_id).system), words("ordered" if one.ordered else "not ordered"),
                    result(one.survived, "draws", Mark.ASSUMED, PLAN, f"{one.survived} of {one.draws}"),
                    Cell(text=f"{percent(one.share.low)} to {percent(one.share.high)}", unit="share", mark=Mark.ASSUMED,
                         low=one.share.low, high=one.share.high, anchor=PLAN),
                    result(one.units, "units", Mark.ASSUMED, PLAN),
                    Cell(text=f"{plain(one.fewest)} to {plain(one.most)}", unit="units", mark=Mark.ASSUMED,
                         low=float(one.fewest), high=float(one.most), anchor=PLAN),
                )
                for one in rows
            ),
            folded=True,
        ),
    )  # fmt: skip


def _points(value: float) -> Cell:
    return result(value, POINTS, Mark.ASSUMED, PLAN, plain(value, 2))


def _span(low: float, high: float) -> Cell:
    text = plain(low, 2) if low == high else span(low, high)
    return Cell(text=text, unit=POINTS, mark=Mark.ASSUMED, low=low, high=high, anchor=PLAN)
