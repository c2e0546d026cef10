"""The plan by year and partner, and what it achieves."""

from collections.abc import Mapping, Sequence

from kautilya.plan.case import Case, Offer
from kautilya.plan.evaluate import Evaluation
from kautilya.plan.order_costs import order_costs, surpluses
from kautilya.plan.result import Order, Plan
from kautilya.report.blocks import Basis, Block, Cell, Chart, Column, DataTable, Fact, Key, Prose, Section
from kautilya.report.cells import paragraph, party, result, words
from kautilya.report.charts.palette import INK, partner_colour
from kautilya.report.charts.years import YearPart, YearPoint, columns
from kautilya.report.sections.plan_asked import asked_for, better_known
from kautilya.report.sections.plan_cells import PLAN, POINTS, crore, mark_of, point, short_year
from kautilya.report.sections.plan_partners import partners
from kautilya.report.sections.plan_shortfall import shortfall_chart, shortfalls
from kautilya.report.wording import percent, plain
from kautilya.store.view import View

INPUTS = (
    ("gaps", "need, holding and offers of each area"),
    ("room-figure", "the money of each year"),
    ("parameters", "weights, caps and scenario parameters"),
    ("assumption-list", "the assumptions"),
    ("objective", "the objective term by term"),
    ("binding", "what binds"),
)
"""What the plan is computed from and how it is judged."""


def plan_facts(plan: Plan, evaluation: Evaluation) -> tuple[Fact, ...]:
    """Return the plan's figures under the title; of a plan that the separate evaluator rejects, only that it does."""
    if not evaluation.feasible:
        return (
            Fact(
                cell=Cell(text="Not sound", anchor="plan"),
                words="is the plan: a separate check rejects it, so its figures are not used here",
            ),
        )
    return (
        Fact(
            cell=point(plan, plan.objective.expected_shortfall),
            words="points of expected shortfall left by the plan; doing nothing is 100",
        ),
        Fact(
            cell=result(plan.gap, "share", mark_of(plan, "gap"), PLAN, percent(plan.gap, 2)),
            words="is the most by which the plan can be worse than the best possible one"
            + ("" if evaluation.searched else ", as its file claims"),
        ),
    )


def plan_section(view: View, case: Case, plan: Plan, evaluation: Evaluation, better: float | None = None) -> Section:
    """Show orders, money and expected shortfall by year, and the objective term by term with its bound.

    Where a better plan of the case is known, of `better` points, that is said first.
    """
    lead = _checked(plan, evaluation) if not evaluation.feasible else _lead(plan, searched=evaluation.searched)
    blocks: list[Block] = [
        *better_known(plan, better),
        lead,
        *([_checked(plan, evaluation), *asked_for(plan)] if evaluation.feasible else []),
        _money_chart(case, plan),
        _orders(view, case, plan),
        *_beyond_need(case, plan),
        partners(case, plan),
        shortfall_chart(case, plan),
        shortfalls(case, plan),
        _objective(plan, searched=evaluation.searched),
        _payments(plan),
        _deliveries(case, plan),
    ]
    return Section(id="plan", title="The plan by year and partner", blocks=tuple(blocks))


def _lead(plan: Plan, *, searched: bool) -> Prose:
    return paragraph(
            "What a planner would order on these inputs and these weights: a computed example, nobody’s intention. The "
            "plan minimises expected "
            "shortfall and its risk over ", result(plan.scenarios, "scenarios", None, PLAN), " scenarios within the "
            "money, caps, lead times and "
            "rates of the case. It leaves ", point(plan, plan.objective.expected_shortfall), " of 100 points of "
            "shortfall, and is at most ",
            result(plan.gap, "share", mark_of(plan, "gap"), PLAN, percent(plan.gap, 2)), " from the best possible"
            + ("." if searched else ", as its file claims: only a new search can tell."),
            role="lead",
        )  # fmt: skip


def _checked(plan: Plan, evaluation: Evaluation) -> Prose:
    """Say what the separate evaluator found."""
    found = evaluation.objective
    if found is None or not evaluation.feasible:
        wrong = "; ".join(f"{one.limit} ({one.where}): {one.message}" for one in evaluation.violations)
        return paragraph(f"A separate check of this plan failed: {wrong}. Do not use its figures.", role="warning")
    return paragraph(
        "A separate evaluator, which shares with the solver only how parameters are read and scenarios are drawn, "
        "recomputed the plan from the case: it keeps every limit, its figures hold"
        + ("" if evaluation.searched else " (not checked: the bound, and what binds, which are as the plan’s file claims)")
        + ", and its objective is ",
        result(found.total, POINTS, mark_of(plan, "objective"), PLAN, plain(found.total, 2)), " points.",
    )  # fmt: skip


def plan_basis(case: Case, plan: Plan) -> Basis:
    """Say how the plan was computed."""
    versions = ", ".join(f"{name} {version}" for name, version in plan.versions.items())
    inputs = ", ".join(f"{percent(share)} {mark}" for mark, share in plan.marks.own.items())
    solved = (
        f"Two-stage stochastic programme over {plan.scenarios} scenarios, seed {plan.seed}; case digest {plan.case_digest}; "
        f"{versions}. Search stopped by: {plan.stopped_by}. Money is in crore rupees at prices of {case.years[0]}."
    )
    marked = (
        f"{plan.marks.coefficients:,} inputs: {inputs} by their own mark. A result takes the mark of the weakest input "
        "that enters "
        "it, so every figure of the plan counts as assumed."
    )
    return Basis(id=PLAN, title="How the plan was computed", says=(solved, marked), links=INPUTS)


def _money_chart(case: Case, plan: Plan) -> Chart:
    costs = order_costs(case, plan)
    partners = list(dict.fromkeys(one.partner for one in costs))
    ordering = case.years[: case.order_years]
    drawn = [
        YearPart(year=one.year, name=one.partner, value=one.cost, colour=partner_colour(one.partner), assumed=True)
        for one in costs
    ]
    limit = [
        YearPoint(year=one.year, name="available", value=one.available, colour=INK, dashed=True)
        for one in plan.years
        if one.year in ordering
    ]
    wide, narrow = columns("plan-money", ordering, drawn, limit, axis="thousand crore rupees")
    by_key = {(one.year, one.partner): one.cost for one in costs}
    return Chart(
        id="plan-money-figure",
        title=f"Cost of the orders placed each year, by counterparty, prices of {case.years[0]}",
        says=f"Full cost of orders in the year in which they are placed, from {ordering[0]} to {ordering[-1]}; payments "
        "follow with deliveries, so "
        "a column may exceed the money of its year, which is the dashed line. All of it is striped: every figure of the "
        "plan rests on assumptions.",
        wide=wide,
        narrow=narrow,
        table=DataTable(
            id="plan-money-table",
            caption="Cost of orders by year and counterparty, crore rupees",
            columns=(Column(title="Year"), *(Column(title=party(name), numeric=True) for name in partners)),
            rows=tuple(
                (
                    words(year),
                    *(
                        crore(plan, by_key[year, name], "orders") if (year, name) in by_key else words("none")
                        for name in partners
                    ),
                )
                for year in ordering
            ),
        ),
        legend=(
            *(Key(colour=partner_colour(name), words=party(name), hatched=True) for name in partners),
            Key(colour=INK, words="money available in the year", line=True, dashed=True),
        ),
    )


def _by_offer(case: Case, orders: Sequence[Order]) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for offer in case.offers:
        years = {order.year: order.units for order in orders if order.offer_id == offer.id}
        if years:
            found[offer.id] = years
    return found


def _orders(view: View, case: Case, plan: Plan) -> DataTable:
    by_offer = _by_offer(case, plan.orders)
    return DataTable(
        id="orders",
        caption="Units ordered by year and offer",
        columns=(
            Column(title="System, area and seller"),
            *(Column(title=short_year(year), numeric=True) for year in case.years[: case.order_years]),
        ),
        rows=tuple(_order_row(view, case, plan, case.offer(offer_id), years) for offer_id, years in by_offer.items()),
        notes=("A year is the fiscal year of the order. Offers that are not in the table are not ordered in this plan.",),
    )


def _order_row(view: View, case: Case, plan: Plan, offer: Offer, years: Mapping[str, int]) -> tuple[Cell, ...]:
    row = view.records("case-offer").get(offer.id)
    return (
        Cell(
            text=offer.system,
            claim_ids=() if row is None else row.cell("system").claim_ids,
            note=f"{case.area(offer.area_id).name}; {party(offer.counterparty)}",
        ),
        *(
            result(years[year], "units", mark_of(plan, "orders"), PLAN) if year in years else words("")
            for year in case.years[: case.order_years]
        ),
    )


def _beyond_need(case: Case, plan: Plan) -> Sequence[Prose]:
    """Say of which areas more is ordered than they are ever short of without a surge."""
    beyond = surpluses(case, plan)
    if not beyond:
        return ()
    areas = "; ".join(f"{case.area(one.area_id).name}: {plain(one.ordered)} for {plain(one.shortfall)}" for one in beyond)
    cost = crore(plan, sum(one.cost for one in beyond), "orders")
    return (
        paragraph(
            f"Some areas are ordered more than they are ever short of without a surge ({areas}). That is Rs ", cost,
            " crore against late deliveries and surges of need, which the scenarios draw from assumptions: the last unit of "
            "an order is not a result.",
        ),
    )  # fmt: skip


def _objective(plan: Plan, *, searched: bool) -> DataTable:
    found = plan.objective
    terms = (
        ("Expected shortfall", found.expected_shortfall, f"mean over the scenarios, weight {plain(1 - found.risk_weight)}"),
        (
            "Expected overspend",
            found.expected_overspend,
            f"mean penalty in years with a budget cut, weight {plain(1 - found.risk_weight)}",
        ),
        ("Risk", found.cvar, f"mean loss of the worst scenarios, weight {plain(found.risk_weight)}"),
        ("Money", found.spend, "weight of the money spent"),
        ("Objective", found.total, "the weighted sum, which the plan minimises"),
        (
            "Bound",
            plan.bound,
            "no plan of the case has a smaller objective" + ("" if searched else ", as the plan’s file claims"),
        ),
    )
    return DataTable(
        id="objective",
        caption="The objective term by term, in points: 100 is the shortfall of doing nothing",
        columns=(Column(title="Term"), Column(title="Points", numeric=True), Column(title="What it is")),
        rows=tuple(
            (words(name), result(value, POINTS, mark_of(plan, "objective"), PLAN, plain(value, 2)), words(what))
            for name, value, what in terms
        ),
    )


def _payments(plan: Plan) -> DataTable:
    return DataTable(
        id="payments",
        caption="Payments of the plan by year, crore rupees",
        columns=(
            Column(title="Year"),
            Column(title="Available", numeric=True),
            Column(title="Paid", numeric=True),
            Column(title="Carried over", numeric=True),
        ),
        rows=tuple(
            (
                words(one.year),
                crore(plan, one.available, "years"),
                crore(plan, one.payments, "years"),
                crore(plan, one.carried, "years"),
            )
            for one in plan.years
        ),
        folded=True,
    )


def _deliveries(case: Case, plan: Plan) -> DataTable:
    by_offer = _by_offer(case, plan.deliveries)
    return DataTable(
        id="deliveries",
        caption="Planned deliveries by year and offer; a scenario can delay them",
        columns=(Column(title="System"), *(Column(title=short_year(year), numeric=True) for year in case.years)),
        rows=tuple(
            (
                words(case.offer(offer_id).system),
                *(
                    result(years[year], "units", mark_of(plan, "deliveries"), PLAN) if year in years else words("")
                    for year in case.years
                ),
            )
            for offer_id, years in by_offer.items()
        ),
        folded=True,
    )
