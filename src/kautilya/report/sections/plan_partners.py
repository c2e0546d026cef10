"""The money of a plan by partner, beside the caps on it."""

from collections.abc import Mapping

from kautilya.plan.case import Case
from kautilya.plan.result import PartnerMoney, Plan
from kautilya.plan.rules import rules
from kautilya.register.claim import Mark
from kautilya.report.blocks import Cell, Column, DataTable
from kautilya.report.cells import party, result, words
from kautilya.report.sections.plan_cells import PLAN, crore, mark_of


def partners(case: Case, plan: Plan) -> DataTable:
    """Tabulate the money of the orders by counterparty and by design origin, beside the caps on it."""
    allowed = rules(case)
    caps = {"counterparty": allowed.counterparty_cap, "design origin": allowed.origin_cap}
    return DataTable(
        id="partners",
        caption="Money of the plan by partner",
        columns=(
            Column(title="Partner"),
            Column(title="Counted by"),
            Column(title="Cost of orders, crore rupees", numeric=True),
            Column(title="Share", numeric=True),
            Column(title="Largest share in a window", numeric=True),
            Column(title="Window"),
            Column(title="Cap on it", numeric=True),
        ),
        rows=tuple((*_partner_row(plan, one), _cap(case, one, caps)) for one in plan.money if one.cost > 0),
        notes=(
            f"The caps limit a foreign partner’s share in any {allowed.window} order years.",
            "A joint design counts in full under each of its origins, so those shares can exceed 100 % in all.",
        ),
    )


def _cap(case: Case, one: PartnerMoney, caps: Mapping[str, float]) -> Cell:
    return words("none") if one.partner == case.home else result(caps[one.by], "share", Mark.ASSUMED, "parameters")


def _partner_row(plan: Plan, one: PartnerMoney) -> tuple[Cell, ...]:
    return (
        words(party(one.partner)),
        words(one.by),
        crore(plan, one.cost),
        result(one.share, "share", mark_of(plan, "money"), PLAN),
        result(one.largest_window_share, "share", mark_of(plan, "money"), PLAN),
        words(one.largest_window.replace("..", " to ")),
    )
