"""A plan in tables of 80 columns."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from textwrap import wrap

from kautilya.cli.answers.special_tables import write_special
from kautilya.cli.output import Column, write, write_table
from kautilya.cli.wording import worded_shares
from kautilya.plan.case import Case
from kautilya.plan.evaluate import Evaluation
from kautilya.plan.hub_use import Room, most_placed, rooms
from kautilya.plan.order_costs import surpluses
from kautilya.plan.result import Binding, Plan, Shortfall
from kautilya.plan.rolling.replanning import OF_THE_RECORD
from kautilya.plan.rules import rules
from kautilya.report.wording import indian, percent, plain

WIDTH = 80


def write_tables(case: Case, plan: Plan, evaluation: Evaluation) -> None:
    """Write what a plan orders, what it achieves, and how sure that is."""
    write(f"{plan.case_title}, as of {plan.as_of}: an illustration, not a forecast and nobody's plan")
    if OF_THE_RECORD in plan.versions:
        write(f"scenarios: {plan.versions[OF_THE_RECORD]}")
    _objective(plan, evaluation)
    write_special(plan)
    _orders(case, plan)
    _hubs(case, plan)
    _beyond_need(case, plan)
    _money(case, plan)
    _shortfalls(case, plan)
    _binding(plan)
    write("listed: what the plan uses up (money: to within 1 %) and what has a price with its programme starts")
    write()
    write(f"coefficients by their own mark: {worded_shares(plan.marks.own)}")
    write(f"by the weakest input behind each: {worded_shares(plan.marks.weakest)}")
    write(f"so every figure of this plan is {plan.marks.results['objective']}")
    versions = ", ".join(f"{name} {version}" for name, version in plan.versions.items())
    write(f"seed {plan.seed}, {plan.scenarios} scenarios, case {plan.case_digest[:12]}, {versions}")


def _objective(plan: Plan, evaluation: Evaluation) -> None:
    objective = plan.objective
    terms = {
        "expected shortfall": objective.expected_shortfall,
        "expected overspending": objective.expected_overspend,
        f"mean of the worst scenarios, weight {objective.risk_weight:g}": objective.cvar,
        "spending": objective.spend,
        "total": objective.total,
        "no plan is better than": plan.bound,
    }
    columns = (Column(title="term"), Column(title="points", right=True))
    rows = ((name, f"{points:.3f}") for name, points in terms.items())
    write_table(columns, rows, title="Objective (doing nothing, without a surge: 100)")
    write(f"at most {percent(plan.gap, 2)} from the best possible; stopped by {plan.stopped_by}")
    verdict = "keeps every limit" if evaluation.feasible else f"{len(evaluation.violations)} faults, listed on stderr"
    again = "" if evaluation.objective is None else f", {evaluation.objective.total:.3f} points"
    write(f"recomputed by the separate evaluator: {verdict}{again}")


def _hubs(case: Case, plan: Plan) -> None:
    """Write which hubs grow and what they hold, and what is available while a partner is cut off, where the case has any."""
    for built in plan.expansions:
        write(f"hub {built.hub_id} is expanded, decided and paid in {built.year}")
    _room(rooms(case, plan))
    if not plan.cut_off:
        return
    columns = (
        Column(title="offer or fleet"), Column(title="months cut off", right=True), Column(title="without hub", right=True),
        Column(title="with places", right=True), Column(title="most units in places", right=True),
    )  # fmt: skip
    most = most_placed(plan)
    rows = [
        (one.of, f"{one.months:.1f}", percent(one.without_hub, 0), "-" if one.available is None else percent(one.available, 0),
         plain(most[one.of]))
        for one in plan.cut_off
    ]  # fmt: skip
    write_table(columns, rows, title="Available while a partner is cut off (means over the scenarios)")
    write("most units in places: in one scenario and year; 0: a place would bring nothing back, or there is none")
    if any(one.available is None for one in plan.cut_off):
        write("-: none of its units is in service while a partner of its design is cut off")


def _room(found: Sequence[Room]) -> None:
    if not found:
        return
    columns = (
        Column(title="hub"), Column(title="room", right=True), Column(title="with the plan's expansions", right=True),
        Column(title="most used", right=True),
    )  # fmt: skip
    rows = ((one.hub_id, plain(one.capacity), plain(one.expanded), plain(one.used)) for one in found)
    write_table(columns, rows, title="Room in hubs (load, and the most of it in one scenario and year)")


def _orders(case: Case, plan: Plan) -> None:
    """Write units by offer and order year; a year is headed by the one in which it begins."""
    years = case.years[: case.order_years]
    columns = [
        Column(title="offer"),
        Column(title="from"),
        *(Column(title=year[4:6], right=True, whole=True) for year in years),
    ]
    rows = []
    for offer_id, group in groupby(sorted(plan.orders, key=attrgetter("offer_id")), key=attrgetter("offer_id")):
        units = {order.year: str(order.units) for order in group}
        rows.append([offer_id, case.offer(offer_id).counterparty, *(units.get(year, "") for year in years)])
    write_table(columns, rows, title=f"Units ordered, {years[0]} to {years[-1]} (fiscal years by their first)")


def _beyond_need(case: Case, plan: Plan) -> None:
    """Say of which areas more is ordered than they are ever short of without a surge."""
    beyond = surpluses(case, plan)
    if not beyond:
        return
    areas = ", ".join(f"{one.area_id} {plain(one.ordered)} for {plain(one.shortfall)}" for one in beyond)
    cost = indian(sum(one.cost for one in beyond))
    told = (
        f"Rs {cost} crore of the orders are beyond the largest shortfall without a surge, against delays and surges; "
        f"the last unit of an order is not a result: {areas}"
    )
    for line in wrap(told, WIDTH):
        write(line)


def _money(case: Case, plan: Plan) -> None:
    allowed = rules(case)
    caps = {"counterparty": allowed.counterparty_cap, "design origin": allowed.origin_cap}
    columns = (
        Column(title="by"), Column(title="partner"), Column(title="Rs crore", right=True), Column(title="share", right=True),
        Column(title="at most", right=True), Column(title="in window", whole=True), Column(title="cap", right=True),
    )  # fmt: skip
    rows = (
        (
            money.by, money.partner, indian(money.cost), percent(money.share, 1),
            percent(money.largest_window_share, 1), money.largest_window,
            "none" if money.partner == case.home else percent(caps[money.by]),
        )
        for money in plan.money
    )  # fmt: skip
    write_table(columns, rows, title="Money by partner: full cost of the orders, first-year prices")
    write(f"at most: the largest share in any {allowed.window} order years, which the cap limits for foreign partners")
    write("a joint design counts in full under each of its origins, so their shares can exceed 100 % in all")


def _shortfalls(case: Case, plan: Plan) -> None:
    year = case.years[case.order_years - 1]
    columns = (
        Column(title="area"), Column(title="unit"), Column(title="without a plan", right=True),
        Column(title="expected", right=True), Column(title="worst", right=True),
    )  # fmt: skip
    rows = (_shortfall(case, short) for short in plan.shortfalls if short.year == year)
    write_table(columns, rows, title=f"Shortfall in {year}")


def _shortfall(case: Case, short: Shortfall) -> tuple[str, ...]:
    return (
        short.area_id, case.area(short.area_id).unit, plain(short.without_plan), plain(short.expected), plain(short.worst),
    )  # fmt: skip


def _binding(plan: Plan) -> None:
    """Write each limit that binds once, with the place where loosening it by one unit gains most."""
    columns = (
        Column(title="limit"), Column(title="places", right=True), Column(title="dearest at"),
        Column(title="points", right=True), Column(title="unused there", right=True),
    )  # fmt: skip
    rows = (_limit(limit, places) for limit, places in _by_limit(plan.binding).items())
    write_table(columns, rows, title="What binds, and the points that one unit more would gain")


def _limit(limit: str, places: Sequence[Binding]) -> tuple[str, ...]:
    dearest = max(places, key=lambda place: -1.0 if place.price is None else place.price)
    price = "not known" if dearest.price is None else f"{dearest.price:.2g}"
    return limit, str(len(places)), dearest.where, price, plain(dearest.slack, 1)


def _by_limit(binding: Iterable[Binding]) -> Mapping[str, Sequence[Binding]]:
    places: dict[str, list[Binding]] = {}
    for limit in binding:
        places.setdefault(limit.limit, []).append(limit)
    return places
