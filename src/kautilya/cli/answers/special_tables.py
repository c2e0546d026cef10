"""What is special of a plan: need first and then cost, made for one mean future, or made again after an earlier one."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from kautilya.cli.output import Column, write, write_table
from kautilya.plan.result import Plan
from kautilya.plan.rolling.replanning import OF_THE_RECORD
from kautilya.plan.rolling.summary import by_kind, changed_offers
from kautilya.plan.since import ChangedInput, Since
from kautilya.report.wording import indian, percent

WIDTH = 80
MOST = 12
"""Rows of a table; the file holds all."""
SOME = 2
"""Names in a line; the file holds all."""


def write_special(plan: Plan) -> None:
    """Write what only some plans have to say."""
    _need_first(plan)
    _single_stage(plan)
    if plan.since is not None:
        _since(plan, plan.since)


def _need_first(plan: Plan) -> None:
    """Write the two stages, where need was asked for first and then cost."""
    if (told := plan.need_first) is None:
        return
    columns = (
        Column(title="stage"), Column(title="found", right=True), Column(title="bound", right=True),
        Column(title="gap", right=True), Column(title="stopped by"),
    )  # fmt: skip
    rows = (
        ("1 need, points", f"{told.need:.3f}", f"{told.need_bound:.3f}", percent(told.need_gap, 2), told.need_stopped_by),
        ("2 cost, Rs crore", indian(told.cost), indian(told.cost_bound), percent(told.cost_gap, 2), told.cost_stopped_by),
    )  # fmt: skip
    write_table(columns, rows, title="Need first, then cost")
    need = plan.objective.total - plan.objective.spend
    words = (
        f"The plan leaves {need:.3f} points of need; {told.allowed:.3f} are allowed, {percent(told.tolerance, 2)} above the "
        f"least that was found. The plan with that least needs Rs {indian(told.cost_of_need)} crore. The gap of the weighted "
        "total above is no fault: that total was not minimised."
    )
    _paragraph(words)


def _single_stage(plan: Plan) -> None:
    """Write what the plan for one mean future comes to there and in all futures."""
    if (told := plan.single_stage) is None:
        return
    rows = (
        ("this plan, in the mean future", f"{told.mean_value:.3f}"),
        ("no plan is better there than", f"{told.mean_bound:.3f}"),
        ("this plan, in the scenarios", f"{plan.objective.total:.3f}"),
        ("a plan made for the scenarios", f"{told.two_stage_value:.3f}"),
    )
    write_table((Column(title="of"), Column(title="points", right=True)), rows, title="Planned for one mean future")
    worth = f"{told.stochastic.low:.3f} to {told.stochastic.high:.3f}"
    _paragraph(f"Planning for many futures is worth {worth} points; the gap above is against the best plan made for them.")


def _since(plan: Plan, told: Since) -> None:
    """Write what changed since the earlier plan, and why."""
    new_plan = plan.objective.total - told.value_now
    rows = (
        (f"earlier plan, in its own case of {told.as_of}", f"{told.value:.3f}", ""),
        ("earlier plan, in this case: new information", f"{told.value_now:.3f}", change(told.new_information)),
        ("this plan, in this case: planned again", f"{plan.objective.total:.3f}", change(new_plan)),
    )
    columns = (Column(title="plan"), Column(title="points", right=True), Column(title="change", right=True))
    write_table(columns, rows, title=f"Since the earlier plan; planned again from {told.year}")
    for words in _beside(plan, told):
        _paragraph(words)
    if abs(told.yardstick - 1) > 1e-9:
        _paragraph(f"100 points are another shortfall now: {told.yardstick:.3f} times that of the earlier case.")
    if told.broken:
        _paragraph(
            f"The earlier plan no longer keeps every limit, so it is no plan of this case, and what it takes to keep "
            f"them stands under `planned again`. {_kinds(told.broken)}."
        )
    units, money = sum(one.units for one in told.signed), sum(one.cost for one in told.signed)
    _paragraph(f"Signed and kept: {_counted(len(told.signed), 'order')}, {_counted(units, 'unit')}, Rs {indian(money)} crore.")
    for lapsed in told.lapsed:
        _paragraph(f"Not kept: {lapsed.units} of {lapsed.offer_id} in {lapsed.year}: {lapsed.reason}.")
    _contracts(told)
    _changed_orders(told)
    _changed_inputs(told)
    _changed_limits(told)


def _beside(plan: Plan, told: Since) -> Iterator[str]:
    """Yield what to know before the two plans are held against each other."""
    now = plan.versions.get(OF_THE_RECORD, "")
    if now != told.scenarios:
        before, after = (f"scenarios {one}" if one else "the scenarios of its case" for one in (told.scenarios, now))
        yield f"The earlier plan was made for {before}, this one for {after}: that is no change of the case."
    if told.within_gaps(plan.objective.total, plan.bound):
        left = plan.objective.total - plan.bound
        yield (
            f"Look: better plans may exist, by up to {told.gap_points:.3f} points (earlier plan) and {left:.3f} (this plan): "
            "together more than their objectives differ. What differs, orders too, may come from the searches alone; "
            "plan both with a smaller --gap or more time."
        )


def _contracts(told: Since) -> None:
    """Write which contracts of the record are orders of the earlier plan, and which only look like it."""
    left, stay = {one.offer_id for one in told.lapsed}, {one.offer_id for one in told.signed}
    for one in told.matched:
        so = "left to the case" if one.offer_id in left else "kept all the same, as told by --signed, and so counted twice"
        if one.offer_id in left & stay:
            so += ", but for those of which no contract holds any unit: these are signed and kept"
        units = "units not told" if one.units is None else f"{one.units:g} units"
        _paragraph(f"Matched: {one.offer_id} is contract {one.deal_id} ({units}): {one.evidence}. Its orders are {so}.")
    if known := [f"{near.offer_id} and {near.deal_id}" for near in told.near if near.stands]:
        _paragraph(
            f"Not matched, and nothing new since the earlier plan: {_counted(len(known), 'deal')} ({_some(known)}). `-o` and "
            "`--json` give each with its reason, under `since.near`."
        )
    for near in told.near:
        if near.stands:
            continue
        _paragraph(
            f"Not matched, look: {near.offer_id} and contract {near.deal_id}: {near.why}. Where it is the same, name "
            f"--not-signed {near.offer_id}."
        )


def _changed_orders(told: Since) -> None:
    columns = (
        Column(title="offer"), Column(title="years", right=True), Column(title="units before", right=True),
        Column(title="now", right=True), Column(title="Rs crore", right=True), Column(title="its inputs changed"),
    )  # fmt: skip
    offers = changed_offers(told)
    rows = (
        (one.offer_id, str(one.years), str(one.before), str(one.after), _signed(one.money), _few(one.inputs))
        for one in offers[:MOST]
    )
    write_table(columns, rows, title=f"Orders that changed: {_counted(len(offers), 'offer')}")
    if len(offers) > MOST:
        write(f"and {len(offers) - MOST} more; `-o` and `--json` give all, year by year")
    if offers:
        _paragraph("Units of the years that differ. Where only years moved, plans within the gap may order either way.")


def _changed_limits(told: Since) -> None:
    now, gone = by_kind(told.binds, ", "), by_kind(told.no_longer_binds, ", ")
    columns = (Column(title="limit"), Column(title="places now", right=True), Column(title="no longer", right=True))
    rows = ((name, str(now.get(name, (0, ""))[0]), str(gone.get(name, (0, ""))[0])) for name in {**now, **gone})
    if now or gone:
        write_table(columns, rows, title="Limits that bind otherwise where orders or inputs changed")


def _kinds(broken: tuple[str, ...]) -> str:
    told = by_kind(broken, " (")
    return "; ".join(f"{first}, and {count - 1} more" if count > 1 else first for count, first in told.values())


def _changed_inputs(told: Since) -> None:
    columns = (
        Column(title="input"), Column(title="before", right=True), Column(title="mark"), Column(title="now", right=True),
        Column(title="mark"),
    )  # fmt: skip
    rows = (_input(one) for one in told.inputs[:MOST])
    write_table(columns, rows, title=f"Inputs that changed: {len(told.inputs)}")
    if not told.inputs:
        write("none: what differs comes from the search or from what was signed")
    if len(told.inputs) > MOST:
        write(f"and {len(told.inputs) - MOST} more; `-o` and `--json` give all")


def _input(one: ChangedInput) -> tuple[str, ...]:
    return one.where, _short(one.before), one.before_mark, _short(one.after), one.after_mark


def _few(inputs: tuple[str, ...]) -> str:
    more = f" +{len(inputs) - 1}" if len(inputs) > 1 else ""
    return f"{inputs[0]}{more}" if inputs else ""


def _some(names: Sequence[str]) -> str:
    """Name the first few."""
    more = f", {len(names) - SOME} more" if len(names) > SOME else ""
    return ", ".join(names[:SOME]) + more


def _short(text: str) -> str:
    return text if len(text) <= 14 else f"{text[:13]}\u2026"


def _counted(count: int, of: str) -> str:
    return f"{count} {of}" if count == 1 else f"{count} {of}s"


def change(points: float) -> str:
    """Write a change of points with its sign; one that rounds to nothing has none."""
    return f"{points:+.3f}" if round(points, 3) else "0.000"


def _signed(money: float) -> str:
    return f"{'-' if money < 0 else '+'}{indian(abs(money))}"


def _paragraph(words: str) -> None:
    for line in wrap(words, WIDTH):
        write(line)
