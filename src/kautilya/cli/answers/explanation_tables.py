"""An explanation of a plan in tables of 80 columns."""

from collections.abc import Iterable
from textwrap import wrap

from kautilya.cli.answers.plan_tables import WIDTH
from kautilya.cli.output import Column, write, write_table
from kautilya.core.interval import Interval
from kautilya.plan.case import Case
from kautilya.plan.explain.result import Alternative, Explanation, Frontier, Why, gap_of
from kautilya.report.wording import gap_left, indian, percent
from kautilya.report.wording import span as worded_span

MOST = 8
"""Changes of orders that are told of an alternative."""


def write_explanation_tables(case: Case, found: Explanation) -> None:
    """Write what limits cost, why offers were chosen, the next-best plans and the frontiers."""
    _explained(found)
    _terms(found)
    if found.prices:
        _prices(found)
    for why in found.whys:
        _why(case, found, why)
    if found.alternatives:
        _alternatives(found)
    for frontier in found.frontiers:
        _frontier(found, frontier)
    if found.unanswered:
        write()
        _wrapped(f"not answered: {'; '.join(found.unanswered)}")
    write()
    effort = f"each to a gap of {percent(found.effort.gap, 1)} or {found.effort.max_nodes} nodes"
    left = f"; the largest gap left in an answer is {gap_left(found.largest_gap)}" if found.is_answered else ""
    _wrapped(f"planned again {found.searches} times, {effort}{left}")


def span(interval: Interval | None, decimals: int = 2) -> str:
    """Write an interval of points: `0.12 to 0.34`; `none` where there is none."""
    if interval is None:
        return "none"
    return worded_span(interval.low, interval.high, decimals)


def _gap(found: Explanation, gap: float | None) -> str:
    """Tell the gap that a search left, and where it is larger than the one asked for, that the answer is loose."""
    if gap is None:
        return ""
    return f"{gap_left(gap)}, loose" if found.is_loose(gap) else gap_left(gap)


def _say_loose(found: Explanation, gaps: Iterable[float | None]) -> None:
    if any(found.is_loose(gap) for gap in gaps):
        asked = percent(found.effort.gap, 1)
        _wrapped(f"loose: the search ended at this gap, larger than the {asked} asked for, so the interval is wide")


def _explained(found: Explanation) -> None:
    """Say first which plan the answers are about, where more than one was at hand."""
    if found.replaced:
        before = ", ".join(f"{value:.3f}" for value in found.replaced)
        write()
        _wrapped(
            f"the answers are about the plan of {found.value:.3f} points: questions came upon it, and it took the place of "
            f"what was found before ({before})"
        )
    if found.better is not None:
        write()
        _wrapped(
            f"a better plan than the one explained ({found.value:.3f} points) is known: one of these searches found "
            f"{found.better:.3f} for the case as it is; ask again with --start, which begins with the plan explained"
        )


def _terms(found: Explanation) -> None:
    columns = (Column(title="term"), Column(title="points", right=True), Column(title="weight", right=True),
               Column(title="adds", right=True))  # fmt: skip
    rows = ((one.name, f"{one.points:.3f}", f"{one.weight:g}", f"{one.points * one.weight:.3f}") for one in found.terms)
    write_table(columns, rows, title="The objective term by term")


def _prices(found: Explanation) -> None:
    columns = (Column(title="limit"), Column(title="planned again with"), Column(title="found", right=True),
               Column(title="bound", right=True), Column(title="gain, points", right=True),
               Column(title="gap"))  # fmt: skip
    rows = (
        (one.limit.replace("_", " "), one.change, f"{one.value:.3f}", f"{one.bound:.3f}", span(one.gain), _gap(found, one.gap))
        for one in sorted(found.prices, key=lambda one: (-one.gain.low, -one.gain.high))
    )
    write_table(columns, rows, title=f"What each limit costs (the plan: {found.value:.3f}, bound {found.bound:.3f})")
    _say_loose(found, (one.gap for one in found.prices))
    _wrapped("the gain lies in the interval whatever the searches did not find; one that begins at 0 may be nothing")


def _why(case: Case, found: Explanation, why: Why) -> None:
    chosen, rival = case.offer(why.chosen).system, case.offer(why.rival).system
    columns = (Column(title="the best plan"), Column(title="objective, points", right=True), Column(title="gap"))
    optima = (
        (f"with {chosen}, without {rival}", why.alone),
        (f"with {rival}, without {chosen}", why.instead),
        ("with both", why.both),
        ("with neither", why.neither),
    )
    rows = ((name, span(one), _gap(found, gap_of(one))) for name, one in optima)
    write_table(columns, rows, title=f"Why {chosen} ({why.units}) and not {rival} ({why.rival_units})?")
    _say_loose(found, map(gap_of, why.optima))
    if why.costs is not None:
        _wrapped(f"{rival} instead of {chosen} costs {span(why.costs)} points (below 0 it would gain)")
    for flip in why.flips:
        what = {"price": "price, times", "lead": "lead time, years added", "risk": "chance of a late approval"}[flip.lever]
        _wrapped(f"{case.offer(flip.offer_id).system}, {what}: {flip.words} (now {flip.now:.3g})")


def _alternatives(found: Explanation) -> None:
    columns = (Column(title="plan", right=True), Column(title="found", right=True), Column(title="worse by", right=True),
               Column(title="best such", right=True), Column(title="given up", right=True),
               Column(title="money moved", right=True), Column(title="gap"))  # fmt: skip
    rows = (
        (str(i), f"{one.value:.3f}", span(one.worse), span(one.best, 3), percent(one.given_up), percent(one.money_moved),
         _gap(found, one.gap))
        for i, one in enumerate(found.alternatives, 1)
    )  # fmt: skip
    title = f"Next-best plans that give up programmes with {percent(found.differ)} of the order money or more"
    write_table(columns, rows, title=title)
    _say_loose(found, (one.gap for one in found.alternatives))
    _wrapped("worse by: this plan, than the best of all; best such: from the bound to the least known of such a plan")
    for i, one in enumerate(found.alternatives, 1):
        if one.is_poor:
            _wrapped(f"the search of plan {i} was poor: a plan further down is one of its kind and better")
    for i, one in enumerate(found.alternatives, 1):
        _wrapped(f"plan {i} orders instead: {_moved(one)}")


def _moved(one: Alternative) -> str:
    told = "; ".join(f"{moved.offer_id} {moved.units} > {moved.instead}" for moved in one.moved[:MOST])
    return told if len(one.moved) <= MOST else f"{told}; {len(one.moved) - MOST} more"


def _frontier(found: Explanation, frontier: Frontier) -> None:
    titles = {"cost": "payments, at most", "concentration": "a foreign share, at most", "indigenous": "content, at least"}
    columns = (Column(title=titles[frontier.of]), Column(title="found", right=True), Column(title="bound", right=True),
               Column(title="expected shortfall", right=True), Column(title="reached", right=True),
               Column(title="gap"))  # fmt: skip

    def amount(value: float | None) -> str:
        if value is None:
            return ""
        return indian(value) if frontier.of == "cost" else percent(value, 1)

    rows = (
        (
            amount(one.at),
            _points(one.value) or "no plan",
            _points(one.bound),
            _points(one.expected_shortfall),
            amount(one.reached),
            _gap(found, one.gap),
        )
        for one in frontier.points
    )
    unit = ", Rs crore" if frontier.of == "cost" else ""
    write_table(columns, rows, title=f"Frontier: points against {frontier.of}{unit}")
    _say_loose(found, (one.gap for one in frontier.points))


def _points(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _wrapped(text: str) -> None:
    for line in wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False):
        write(line)
