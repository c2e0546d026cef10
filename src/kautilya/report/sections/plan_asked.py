"""What the page says of a plan that is not the best one known, or was asked for otherwise than as the weighted sum."""

from collections.abc import Iterator

from kautilya.plan.result import Plan
from kautilya.report.blocks import Prose
from kautilya.report.cells import paragraph, result
from kautilya.report.sections.plan_cells import PLAN, POINTS, crore, mark_of
from kautilya.report.wording import percent, plain

BETTER = "The plan shown is not the best one known. A question came upon a better plan of this case, of "


def better_known(plan: Plan, better: float | None) -> tuple[Prose, ...]:
    """Return the warning that a better plan of the case is known; nothing where none is.

    Args:
        plan: The plan shown.
        better: Objective of the better plan, in points.
    """
    if better is None:
        return ()
    mark, shown = mark_of(plan, "objective"), plan.objective.total
    return (
        paragraph(
            BETTER, result(better, POINTS, mark, PLAN, plain(better, 3)), " points; the one shown has ",
            result(shown, POINTS, mark, PLAN, plain(shown, 3)), ".", role="warning",
        ),
    )  # fmt: skip


def asked_for(plan: Plan) -> Iterator[Prose]:
    """Yield how the plan was asked for, where that is not the usual way."""
    if (first := plan.need_first) is not None:
        mark = mark_of(plan, "objective")
        yield paragraph(
            "Need was asked for first and then cost: of all plans whose need is at most ",
            result(first.tolerance, "share", mark, PLAN, percent(first.tolerance, 1)), " above the least that was found (",
            result(first.need, POINTS, mark, PLAN, plain(first.need, 2)), " points), one that pays least. It pays Rs ",
            crore(plan, first.cost), " crore; the plan of least need pays Rs ", crore(plan, first.cost_of_need),
            " crore, and no plan with so little need pays less than Rs ", crore(plan, first.cost_bound),
            " crore. The gap above is that of the weighted sum, which was not minimised.",
        )  # fmt: skip
    if plan.single_stage is not None:
        mark, worth = mark_of(plan, "objective"), plan.single_stage.stochastic
        yield paragraph(
            "It was made for one mean future, as if that were certain, and is judged on all scenarios. A plan made for all of "
            "them is better by ", result(worth.low, POINTS, mark, PLAN, plain(worth.low, 2)), " to ",
            result(worth.high, POINTS, mark, PLAN, plain(worth.high, 2)), " points.",
        )  # fmt: skip
    if (since := plan.since) is not None:
        mark = mark_of(plan, "objective")
        yield paragraph(
            f"It was planned again from {since.year}, with the orders of earlier years as an earlier plan of {since.as_of} has "
            "them: ", result(len(since.signed), "orders", None, PLAN), " orders are kept. The earlier plan comes to ",
            result(since.value_now, POINTS, mark, PLAN, plain(since.value_now, 2)), " points in this case"
            + (", though it no longer keeps every limit." if since.broken else "."),
        )  # fmt: skip
