"""How far does the country arm itself? Every printed definition beside the others, never one number for all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.printed import RANGE_IS
from kautilya.measures.reliance.domestic_shares import domestic_shares
from kautilya.measures.reliance.growth import against_targets
from kautilya.measures.reliance.industry_rows import Printed, of_measure, printed_figures
from kautilya.measures.reliance.transferred import stated_content, transfers_by_depth
from kautilya.measures.scope import Scope, window_of
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.cells import missing
from kautilya.tables.marks import computed, weakest

MEASURE = "self-reliance"
QUESTION = "How far does the country arm itself, by every printed definition, and what do its own targets still ask for?"
CONTRACTED, CLAIMED, ACCEPTED = (
    "offset obligations contracted",
    "offset obligations claimed discharged",
    "offset claims accepted",
)
HEADLINES = frozenset({"domestic production", "exports"})
NOTES = (
    "Shares of a budget earmarked, of contracts, of spending and of equipment are four things, and are never averaged.",
    "Production counts the output of companies in the country, parts bought abroad included: it is no indigenous content.",
    "Figures are those printed; a provisional one and a later one of the same period give a range.",
    "Growth is of nominal rupees; inflation is part of it.",
    "Indigenous content counts only where a page states it; an offer that states none is not one with none.",
)


def self_reliance(view: View, scope: Scope) -> Measurement:
    """Measure domestic shares by definition, production and exports against targets, offsets, content and transfers.

    Args:
        view: The register as known on a day.
        scope: With a partner: the technology that it transfers and the content that its offers state, nothing else. A window
            takes the periods that lie within it; targets count from its first day on.
    """
    blank = Finding(
        measure=MEASURE, quantity="", value=None, unit="", window=window_of(scope, view.as_of).label, as_of=str(view.as_of),
        mark=Mark.DERIVED,
    )  # fmt: skip
    national = () if scope.partner else _national(view, scope, blank)
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=(*national, *stated_content(view, scope, blank), *transfers_by_depth(view, scope, blank)),
        listed=() if scope.partner else tuple(_undated(view, scope)),
        notes=NOTES,
    )


def _national(view: View, scope: Scope, blank: Finding) -> tuple[Finding, ...]:
    figures = printed_figures(view, scope)
    latest = {one.measure: one for one in figures}
    return (
        *domestic_shares(view, figures, scope, blank),
        *against_targets(figures, blank),
        *_offsets(figures, blank),
        *(_as_printed(one, blank, latest=latest[one.measure] is one) for one in figures),
    )


def _as_printed(one: Printed, blank: Finding, *, latest: bool) -> Finding:
    wide = one.high > one.low
    return replace(
        blank,
        quantity=f"{one.measure}, as printed",
        value=one.value,
        low=one.low if wide else None,
        high=one.high if wide else None,
        range_is=RANGE_IS if wide else None,
        unit=one.unit,
        stage=one.stage,
        window=one.period,
        n=one.rows,
        mark=one.mark,
        claim_ids=one.claim_ids,
        headline=latest and one.measure in HEADLINES,
    )


def _offsets(figures: Sequence[Printed], blank: Finding) -> Iterable[Finding]:
    """Yield which share of the offsets promised was claimed, and which was accepted, where both are printed for one period."""
    promised = {one.period: one for one in of_measure(figures, CONTRACTED) if one.value}
    for measure, said in ((CLAIMED, "claimed as discharged"), (ACCEPTED, "accepted as discharged")):
        for one in of_measure(figures, measure):
            whole = promised.get(one.period)
            if whole is None or one.value is None or whole.value is None or whole.unit != one.unit:
                continue
            yield replace(
                blank,
                quantity=f"share of offset obligations {said}",
                value=round(one.value / whole.value, 4),
                unit="share",
                window=one.period,
                n=2,
                mark=computed(weakest((one.mark, whole.mark))),
                claim_ids=(*one.claim_ids, *whole.claim_ids),
                note=f"{one.value:,.0f} of {whole.value:,.0f} {one.unit}; obligations not yet due are among them",
                headline=True,
            )


def _undated(view: View, scope: Scope) -> Iterable[Mapping[str, Scalar]]:
    """List the rows of which the view knows no period, or whose days are not known where a window asks for them."""
    needed = ("period", "period_start", "period_end") if scope.since or scope.until else ("period",)
    for record_id, row in view.records("industry").items():
        if lacking := missing(row, needed):
            yield {"list": "period not known", "id": record_id, "reason": f"left out: {', '.join(lacking)} not known"}
