"""What binds: the limits that the plan uses up and that a little more of could change."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kautilya.plan.case import Case
from kautilya.plan.result import Binding, Plan
from kautilya.register.claim import Mark
from kautilya.report.blocks import Cell, Column, DataTable, Section
from kautilya.report.cells import paragraph, party, result, words
from kautilya.report.sections.plan_cells import PLAN
from kautilya.report.wording import plain

MOST = 6
"""Places that are named for a limit."""


def binding_section(case: Case, plan: Plan, *, searched: bool) -> Section:
    """Show each limit that is used up and costs something, what it says, and where it costs most.

    Args:
        searched: Whether a search of this run found them; they are the claims of a file otherwise.
    """
    names = list(dict.fromkeys(one.limit for one in plan.binding))
    slack = [name for name in plan.limits if name not in names]
    return Section(
        id="binding",
        title="What binds",
        blocks=(
            paragraph(
                "A limit binds where the plan uses it up (money: to within 1 per cent) and a little more of it would improve "
                "the plan. The price is the gain in points for one unit more (for money: for one crore rupees more) in the "
                "linear programme that keeps this plan’s programme starts and allows fractions of a unit."
                + _unpriced(plan)
                + ("" if searched else " Limits, places and prices stand here as the plan’s file claims them, unchecked."),
                role="lead",
            ),
            DataTable(
                id="binding-table",
                caption="Limits that bind, and where they cost most",
                columns=(
                    Column(title="Limit"),
                    Column(title="What it says"),
                    Column(title="Places", numeric=True),
                    Column(title="Highest price", numeric=True),
                    Column(title="Left unused there", numeric=True),
                    Column(title="Where, dearest first"),
                ),
                rows=tuple(_row(case, plan, name, [one for one in plan.binding if one.limit == name]) for name in names),
                stacked=True,
            ),
            paragraph(
                "Limits that are slack in this plan, or that have no price: "
                + (", ".join(name.replace("_", " ") for name in slack) or "none")
                + ".",
                role="note",
            ),
        ),
    )


def _unpriced(plan: Plan) -> str:
    """Say what is listed where the solver gave no price."""
    if all(one.price is not None for one in plan.binding):
        return ""
    return " Where the price is not known, the solver gave none: such a limit is used up, and more of it may gain nothing."


def _row(case: Case, plan: Plan, name: str, places: Sequence[Binding]) -> tuple[Cell, ...]:
    mark = plan.marks.results.get("binding", Mark.ASSUMED)
    dearest = sorted(places, key=lambda one: (math.inf if one.price is None else -one.price, one.where))
    highest = dearest[0].price
    said, _, formula = plan.limits.get(name, "").partition(": `")
    return (
        words(name.replace("_", " ").capitalize()),
        Cell(text=f"{said.rstrip('.')}.", note=formula.replace("`", "").rstrip(".") or None),
        result(len(places), "places", mark, PLAN),
        words("not known") if highest is None else result(highest, "points a unit", mark, PLAN, _price(highest)),
        result(dearest[0].slack, "units of the limit", mark, PLAN, plain(dearest[0].slack, 1)),
        words(_named(_names(case), dearest)),
    )


def _price(value: float) -> str:
    """Write a price with two significant digits and never with an exponent."""
    return format(Decimal(f"{value:.2g}"), "f")


def _names(case: Case) -> Mapping[str, str]:
    """Return what the ids in a place stand for, in a reader's words."""
    return {
        **{offer.id: offer.system for offer in case.offers},
        **{channel.id: channel.item for channel in case.channels},
        **{area.id: area.name for area in case.areas},
        **{origin.country: party(origin.country) for origin in case.origins},
        **{f"s{i}": f"scenario {i}" for i in range(case.scenarios)},
    }


def _named(names: Mapping[str, str], places: Sequence[Binding]) -> str:
    told = [", ".join(names.get(part, part) for part in one.where.split(", ")) for one in places[:MOST]]
    named = "; ".join(told).replace("..", " to ")
    return named if len(places) <= MOST else f"{named}; and {len(places) - MOST} more"
