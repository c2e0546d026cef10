"""What is needed most, and how much of it each partner's live offers could fill."""

from collections.abc import Sequence

from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.needs.needs import AREA_FILL, BY, COUNT, FILL, LEFT, LIVENESS, NEED, ONLY, SHARE
from kautilya.register.claim import Mark
from kautilya.report.blocks import Block, Cell, Chart, Column, DataTable, Section
from kautilya.report.cells import notes, of_finding, paragraph, party, range_of, select, words
from kautilya.report.charts.bars import Bar, bars
from kautilya.report.charts.palette import partner_colour
from kautilya.report.sections.coverage import lists
from kautilya.report.sections.needs_offers import offers_by_need
from kautilya.report.wording import figure, interval

PANELS = {"seller": "By who sells", "design": "By whose design it is"}
SHOWN_ELSEWHERE = frozenset({"offer left out of the case"})
"""Lists that stand beside the areas in the section on gaps."""


def needs_section(measured: Measurement) -> Section:
    """Show the areas by need, and the partners by what of it they could fill."""
    listed = tuple(row for row in measured.listed if row["list"] not in SHOWN_ELSEWHERE)
    found = select(measured, NEED)
    blocks: list[Block] = [
        paragraph(
            "Areas by need, not by seller: the shortfall when the last year ends as a share of the area's largest requirement, "
            "times the weight that the author of the case gives it. Where only a buy is published nothing counts as held, so "
            "such a need is 1 by construction.",
            role="lead",
        ),
        *_left(measured),
        *_partners(measured),
        _areas(measured, found),
        offers_by_need(measured),
        *lists(Measurement(measure=measured.measure, question="", as_of=measured.as_of, findings=(), listed=listed), "needs"),
        *notes(measured),
    ]
    return Section(id="needs", title="What is needed most, and who could fill it", blocks=tuple(blocks))


def _left(measured: Measurement) -> Sequence[Block]:
    found = select(measured, LEFT)
    if not found:
        return ()
    (left,) = found
    return (
        paragraph(
            of_finding(left), " of the weighted need is more than all live offers together could fill by the end of ",
            f"{left.window} (", range_of(left), "), money not looked at.",
        ),
    )  # fmt: skip


def _partners(measured: Measurement) -> Sequence[Block]:
    alone = select(measured, FILL, offers="all live")
    if not alone:
        return ()
    table = DataTable(
        id="needs-partners",
        caption="Share of the weighted need that each partner's live offers could fill; shares overlap and do not add up",
        columns=(
            Column(title="Partner"),
            Column(title="Counted by"),
            Column(title="All its live offers", numeric=True),
            Column(title="Bounds", numeric=True),
            Column(title="Firm offers only", numeric=True),
            Column(title="Nobody else could fill", numeric=True),
            Column(title="Offers", numeric=True),
        ),
        rows=tuple(_partner_row(measured, one) for one in alone),
        stacked=True,
    )
    wide, narrow = bars("needs-fill", [_bar(one) for one in alone])
    return (
        Chart(
            id="needs-figure",
            title="How much of the need each partner's live offers could fill",
            says="One bar a partner: the share of the whole weighted need that its live offers could fill if each were ordered "
            "as soon as it can be. The line over a bar runs from its largest offer of each area at its slow end to all at "
            "their fast ends. The bars overlap and do not add up.",
            wide=wide,
            narrow=narrow,
            table=table,
        ),
    )


def _bar(one: Finding) -> Bar:
    return Bar(
        label=party(one.of["partner"]),
        value=float(one.value) if isinstance(one.value, int | float) else 0.0,
        text=f"{figure(one.value, 'share')} ({interval(one.low, one.high, 'share')})",
        colour=partner_colour(one.of["partner"]),
        assumed=one.mark is Mark.ASSUMED,
        panel=PANELS[one.of["by"]],
        low=one.low,
        high=one.high,
    )


def _partner_row(measured: Measurement, one: Finding) -> tuple[Cell, ...]:
    of = {name: one.of[name] for name in ("by", "partner")}
    (firm,) = select(measured, FILL, **of, offers="firm")
    (only,) = select(measured, ONLY, **of)
    offers = Cell(text=str(one.n), value=one.n, unit="offers", claim_ids=one.claim_ids)
    by = words(" and ".join(name for name in BY if name == one.of["by"]))
    return (words(party(one.of["partner"])), by, of_finding(one), range_of(one), of_finding(firm), of_finding(only), offers)


def _areas(measured: Measurement, found: Sequence[Finding]) -> DataTable:
    return DataTable(
        id="needs-areas",
        caption="Areas by need, with the number of live offers and the share of the gap that the firm ones and all could fill",
        columns=(
            Column(title="Area"),
            Column(title="Requirement is"),
            Column(title="Need", numeric=True),
            Column(title="Range", numeric=True),
            Column(title="Of all", numeric=True),
            *(Column(title=status.capitalize(), numeric=True) for status in LIVENESS),
            Column(title="Firm fill", numeric=True),
            Column(title="All fill", numeric=True),
        ),
        rows=tuple(_area_row(measured, one) for one in found),
        stacked=True,
    )


def _area_row(measured: Measurement, need: Finding) -> tuple[Cell, ...]:
    area = need.of["area"]
    filled = [_one(select(measured, AREA_FILL, area=area, offers=offers), "none") for offers in ("firm", "all live")]
    counts = [_one(select(measured, COUNT, area=area, status=status), "none") for status in LIVENESS]
    share = _one(select(measured, SHARE, area=area), "not known")
    requirement = words(need.of["requirement_is"])
    return (words(need.of["name"]), requirement, of_finding(need), range_of(need), share, *counts, *filled)


def _one(found: Sequence[Finding], otherwise: str) -> Cell:
    return of_finding(found[0]) if found else words(otherwise)
