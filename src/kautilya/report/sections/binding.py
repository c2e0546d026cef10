"""What binds: the limits that a little more of could change."""

from collections.abc import Sequence

from kautilya.plan.result import Binding, Plan
from kautilya.register.claim import Mark
from kautilya.report.blocks import Cell, Column, DataTable, Section
from kautilya.report.cells import paragraph, result, words
from kautilya.report.sections.plan import PLAN

MOST = 6
"""Places that are named for a limit."""


def binding_section(plan: Plan) -> Section:
    """Show each limit that costs something, what it says, and where it costs most."""
    names = list(dict.fromkeys(one.limit for one in plan.binding))
    slack = [name for name in plan.limits if name not in names]
    return Section(
        id="binding",
        title="What binds",
        blocks=(
            paragraph(
                "A limit binds where a little more of it would improve the plan. The price is the gain in points for one "
                "unit more (for "
                "money: for one crore rupees more), with the programme starts of this plan.",
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
                    Column(title="Where, dearest first"),
                ),
                rows=tuple(_row(plan, name, [one for one in plan.binding if one.limit == name]) for name in names),
                stacked=True,
            ),
            paragraph(
                "Limits that bind nowhere in this plan: "
                + (", ".join(name.replace("_", " ") for name in slack) or "none")
                + ".",
                role="note",
            ),
        ),
    )


def _row(plan: Plan, name: str, places: Sequence[Binding]) -> tuple[Cell, ...]:
    mark = plan.marks.results.get("binding", Mark.ASSUMED)
    dearest = sorted(places, key=lambda one: (-one.price, one.where))
    said, _, formula = plan.limits.get(name, "").partition(": `")
    return (
        words(name.replace("_", " ").capitalize()),
        Cell(text=f"{said.rstrip('.')}.", note=formula.replace("`", "").rstrip(".") or None),
        result(len(places), "places", mark, PLAN),
        result(dearest[0].price, "points a unit", mark, PLAN, f"{dearest[0].price:.3g}"),
        words(_named(dearest)),
    )


def _named(places: Sequence[Binding]) -> str:
    named = "; ".join(one.where.replace("..", " to ") for one in places[:MOST])
    return named if len(places) <= MOST else f"{named}; and {len(places) - MOST} more"
