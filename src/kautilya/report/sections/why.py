"""Why this plan and what if not: prices of limits, other plans, rivals and frontiers, from saved answers."""

from collections.abc import Mapping, Sequence

from kautilya.core.interval import Interval
from kautilya.plan.case import Case
from kautilya.plan.explain.result import Alternative, Explanation, Frontier, Point, Price, Why, gap_of
from kautilya.plan.told import Told
from kautilya.register.claim import Mark
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Group, Prose, Section
from kautilya.report.cells import paragraph, result, words
from kautilya.report.charts.spans import Range, spans
from kautilya.report.sections.plan_cells import CRORE, PLAN, POINTS
from kautilya.report.sections.why_sure import how_sure
from kautilya.report.wording import gap_left, indian, percent, plain, span

MOST = 6
"""Changes of orders that are told of another plan."""
HOW = (
    "kautilya plan --explain --next-best 3 -o PLAN --explanation FILE, "
    "then kautilya report --plan PLAN --explanation FILE -o FOLDER"
)
FRONTIERS: Mapping[str, tuple[str, str]] = {
    "cost": ("Payments at most, crore rupees", "What spending less costs"),
    "concentration": ("Share of a foreign partner at most", "What a tighter cap on foreign partners costs"),
    "indigenous": ("Indigenous content at least", "What more indigenous content costs"),
}


def why_section(case: Case, told: Told | None) -> Section:
    """Answer a sceptic: what each limit costs, what else could be ordered, how sure it is; without answers, how to ask."""
    blocks: tuple[Block, ...] = (_unasked(),) if told is None else _answers(case, told)
    return Section(id="why", title="Why this plan, and what if not", blocks=blocks)


def span_cell(interval: Interval | None, *, unit: str = POINTS, note: str | None = None) -> Cell:
    """Show an interval of points; words where there is none."""
    if interval is None:
        return words("no plan keeps all limits")
    text = span(interval.low, interval.high)
    return Cell(text=text, unit=unit, mark=Mark.ASSUMED, low=interval.low, high=interval.high, anchor=PLAN, note=note)


def _loose(found: Explanation, gap: float | None) -> str | None:
    """Say of an answer that its search ended at a larger gap than was asked for."""
    return None if gap is None or not found.is_loose(gap) else f"loose: the search ended at a gap of {gap_left(gap)}"


def _unasked() -> Prose:
    return paragraph(
        f"Nobody has asked about this plan, or the answers at hand are of another one. Ask with: {HOW}.", role="note"
    )


def _answers(case: Case, told: Told) -> tuple[Block, ...]:
    found = told.explanation
    blocks: list[Block] = []
    if found is not None:
        blocks += [_which(found)] if found.replaced and found.better is None else []
        blocks.append(_lead(found))
        blocks += [_unanswered(found)] if found.unanswered else []
        blocks += [_prices(found)] if found.prices else []
        blocks += [_why(case, found, number, one) for number, one in enumerate(found.whys, 1)]
        blocks += _alternatives(case, found) if found.alternatives else ()
        blocks += [_frontier(found, one) for one in found.frontiers]
    if told.doubts is not None:
        blocks.append(how_sure(case, told.doubts))
    elif told.doubts_unanswered:
        blocks.append(paragraph(f"Not answered: how sure the plan is ({told.doubts_unanswered}).", role="note"))
    return tuple(blocks) or (_unasked(),)


def _which(found: Explanation) -> Prose:
    """Tell that another plan was asked about first."""
    return paragraph(
        "The plan shown (", _value(found.value), " points) is the best that any of these searches found. Where a question came "
        "upon a better plan, that one took the place of the plan asked about: the first had ", _value(found.replaced[0]),
        " points.", role="note",
    )  # fmt: skip


def _value(points: float) -> Cell:
    return result(points, POINTS, Mark.ASSUMED, PLAN, plain(points, 3))


def _lead(found: Explanation) -> Prose:
    return paragraph(
        "Every answer here comes from planning the case again, ",
        result(found.searches, "searches", Mark.DERIVED, PLAN),
        " times: with a limit loosened, an offer excluded, a programme given up. Each search has a gap, so each answer is an "
        "interval that holds whatever the searches did not find. An interval that begins at 0 may be nothing at all. "
        f"Searches stop at a gap of {percent(found.effort.gap, 1)} or after {found.effort.max_nodes} nodes; answers of those "
        "that ended at a larger gap are called loose. The largest left is ",
        result(found.largest_gap, "share", Mark.DERIVED, PLAN, gap_left(found.largest_gap)),
        ".",
        role="lead",
    )


def _unanswered(found: Explanation) -> Prose:
    return paragraph(f"Not answered: {'; '.join(found.unanswered)}.", role="note")


def _prices(found: Explanation) -> Chart:
    rows = sorted(found.prices, key=lambda one: (-one.gain.low, -one.gain.high))
    wide, narrow = spans(
        "why-prices",
        [
            Range(label=_label(found, one), low=one.gain.low, high=one.gain.high,
                  point=None, text=span(one.gain.low, one.gain.high))
            for one in rows
        ],
        axis="points gained",
    )  # fmt: skip
    return Chart(
        id="why-prices-figure",
        title="What each limit costs: points gained if it were looser",
        says="One line for each limit, from the least to the most that loosening it gains. 100 points are the shortfall "
        "of doing nothing. The table says what was loosened, and which answers are loose.",
        wide=wide,
        narrow=narrow,
        table=DataTable(
            id="why-prices-table",
            caption="Each limit loosened, and the case planned again",
            columns=(
                Column(title="Limit"), Column(title="Planned again with"), Column(title="Gain, points", numeric=True),
                Column(title="Objective found", numeric=True), Column(title="Bound", numeric=True),
            ),
            rows=tuple(
                (words(one.limit.replace("_", " ")), words(one.change), span_cell(one.gain, note=_loose(found, one.gap)),
                 _points(one.value),
                 _points(one.bound))
                for one in rows
            ),
            stacked=True,
        ),
    )  # fmt: skip


def _label(found: Explanation, price: Price) -> str:
    """Name a limit, and where one is loosened in two ways, by how much."""
    limit = price.limit.replace("_", " ").replace(", ", " and ")
    several = sum(one.limit == price.limit for one in found.prices) > 1
    return f"{limit}, {' '.join(price.change.split()[:3])}" if several else limit


def _why(case: Case, found: Explanation, number: int, why: Why) -> Group:
    chosen, rival = case.offer(why.chosen).system, case.offer(why.rival).system
    rows = (
        (f"With {chosen}, without {rival}", why.alone), (f"With {rival}, without {chosen}", why.instead),
        ("With both", why.both), ("With neither", why.neither),
    )  # fmt: skip
    lever = {"price": "price, times", "lead": "lead time, years added", "risk": "chance of a late approval"}
    flips = tuple(
        (words(case.offer(one.offer_id).system), words(lever[one.lever]), _number(one.now), words(one.words))
        for one in why.flips
    )
    blocks: list[Block] = [
        DataTable(
            id=f"why-rivals-{number}", caption="The best plan with and without either, points",
            columns=(Column(title="Plan"), Column(title="Objective", numeric=True)),
            rows=(
                *((words(name), span_cell(one, note=_loose(found, gap_of(one)))) for name, one in rows),
                (words(f"{rival} instead of {chosen} costs"), span_cell(why.costs)),
            ),
        ),
    ]  # fmt: skip
    if flips:
        table = DataTable(
            id=f"why-flips-{number}", caption="How far one figure must move until the exchange pays",
            columns=(Column(title="Offer"), Column(title="Figure"), Column(title="Now", numeric=True),
                     Column(title="The choice")),
            rows=flips,
            notes=("Between the two ends of a flip these searches cannot tell.",),
        )  # fmt: skip
        blocks.append(table)
    title = f"Why {chosen} ({why.units}) and not {rival} ({why.rival_units})?"
    return Group(id=f"why-pair-{number}", title=title, blocks=tuple(blocks))


def _alternatives(case: Case, found: Explanation) -> tuple[DataTable, DataTable]:
    """Show how good the next-best plans are, and in a table with room for it what they order."""
    names = [words(f"Alternative {i}") for i, _ in enumerate(found.alternatives, 1)]
    figures = DataTable(
        id="why-alternatives",
        caption=f"Next-best plans that give up programmes with {percent(found.differ)} of the order money or more",
        columns=(
            Column(title="Plan"), Column(title="Objective found", numeric=True),
            Column(title="Worse than the best plan of all by, points", numeric=True),
            Column(title="The best such plan has, points", numeric=True), Column(title="Money given up", numeric=True),
            Column(title="Money moved", numeric=True),
        ),
        rows=tuple(
            (name, _points(one.value), span_cell(one.worse), span_cell(one.best, note=_loose(found, one.gap)),
             _share(one.given_up), _share(one.money_moved))
            for name, one in zip(names, found.alternatives, strict=True)
        ),
        notes=tuple(
            f"The search of alternative {i} was poor: an alternative further down is one of its kind and better."
            for i, one in enumerate(found.alternatives, 1) if one.is_poor
        ),
        stacked=True,
    )  # fmt: skip
    orders = DataTable(
        id="why-alternatives-orders",
        caption="What these plans order instead: units in them for units in the plan",
        columns=(Column(title="Plan"), Column(title="Orders instead")),
        rows=tuple((name, words(_moved(case, one))) for name, one in zip(names, found.alternatives, strict=True)),
        stacked=True,
    )
    return figures, orders


def _moved(case: Case, one: Alternative) -> str:
    told = "; ".join(f"{case.offer(moved.offer_id).system}: {moved.instead} for {moved.units}" for moved in one.moved[:MOST])
    return told if len(one.moved) <= MOST else f"{told}; and {len(one.moved) - MOST} more"


def _frontier(found: Explanation, frontier: Frontier) -> Chart:
    column, title = FRONTIERS[frontier.of]
    drawn: Sequence[tuple[Point, Interval]] = [(one, one.worse) for one in frontier.points if one.worse is not None]
    wide, narrow = spans(
        f"why-{frontier.of}",
        [
            Range(label=_demand(frontier, one.at), low=max(0.0, worse.low), high=max(0.0, worse.high), point=None,
                  text=span(worse.low, worse.high))
            for one, worse in drawn
        ],
        axis="points worse than the plan",
    )  # fmt: skip
    return Chart(
        id=f"why-{frontier.of}-figure",
        title=title,
        says=f"{column}, and the points by which the best such plan is worse than the best of all: a line from the least to "
        "the most, as the gaps of the searches allow. The table says which answers are loose.",
        wide=wide,
        narrow=narrow,
        table=DataTable(
            id=f"why-{frontier.of}-table",
            caption=f"{title}: the best plan under each demand",
            columns=(
                Column(title=column, numeric=True), Column(title="Worse by, points", numeric=True),
                Column(title="Objective found", numeric=True), Column(title="Bound", numeric=True),
                Column(title="Expected shortfall", numeric=True), Column(title="Reached", numeric=True),
            ),
            rows=tuple(_frontier_row(found, frontier, one) for one in frontier.points),
        ),
    )  # fmt: skip


def _frontier_row(found: Explanation, frontier: Frontier, one: Point) -> tuple[Cell, ...]:
    if one.value is None or one.bound is None or one.expected_shortfall is None or one.reached is None:
        return (words(_demand(frontier, one.at)), span_cell(None), *(words("") for _ in range(4)))
    unit = CRORE if frontier.of == "cost" else "share"
    reached = result(one.reached, unit, Mark.ASSUMED, PLAN, _demand(frontier, one.reached))
    demanded = result(one.at, unit, Mark.ASSUMED, PLAN, _demand(frontier, one.at))
    worse = span_cell(one.worse, note=_loose(found, one.gap))
    return demanded, worse, _points(one.value), _points(one.bound), _points(one.expected_shortfall), reached


def _demand(frontier: Frontier, value: float) -> str:
    return indian(value) if frontier.of == "cost" else percent(value)


def _points(value: float) -> Cell:
    return result(value, POINTS, Mark.ASSUMED, PLAN, plain(value, 2))


def _share(value: float) -> Cell:
    return result(value, "share", Mark.ASSUMED, PLAN, percent(value))


def _number(value: float) -> Cell:
    return result(value, "", Mark.ASSUMED, PLAN, plain(value, 2))
