"""The measures that a partner's page draws on, each asked once: of the partner where it takes one, of all where it does not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from kautilya.measures import diversification as contracts
from kautilya.measures.answered import answered
from kautilya.measures.finding import Finding, Measurement
from kautilya.measures.needs import needs
from kautilya.measures.partners.pieces import pieces
from kautilya.measures.procurement import approvals
from kautilya.measures.reliance import dependence, self_reliance
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.ties import continuity, engagements, exercises, framework, interoperability
from kautilya.store.view import View

OF_ONE = {
    needs.MEASURE: needs.needs_and_offers,
    engagements.MEASURE: engagements.engagements,
    framework.MEASURE: framework.framework,
    exercises.MEASURE: exercises.exercises,
    interoperability.MEASURE: interoperability.interoperability,
    dependence.MEASURE: dependence.dependence,
    approvals.MEASURE: approvals.approvals,
    self_reliance.MEASURE: self_reliance.self_reliance,
    continuity.MEASURE: continuity.continuity,
}
"""Measures that take a partner."""


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The answers of the measures on one view; those of a partner are kept once asked for."""

    view: View
    period: Scope = EVERYTHING
    """The window asked for; it names no partner."""
    known: dict[tuple[str, str | None], Measurement] = field(default_factory=dict)
    by_quantity: dict[tuple[str, str | None], Mapping[str, tuple[Finding, ...]]] = field(default_factory=dict)

    @cached_property
    def of_all(self) -> Mapping[str, Measurement]:
        """Answers that are the same whoever is asked about."""
        return {
            contracts.MEASURE: answered(contracts.diversification, self.view, self.period),
            "pieces": pieces(self.view, self.period),
        }

    def findings(self, measure: str, partner: str | None) -> Iterable[Finding]:
        """Return the findings of a measure, about one partner where it can be narrowed; None: about all of them at once."""
        return self.answer(measure, partner).findings

    def told(self, measure: str, partner: str | None, quantity: str) -> tuple[Finding, ...]:
        """Return the findings of one quantity that rest on claims; the findings of a measure are gone through once."""
        if (measure, partner) not in self.by_quantity:
            found: dict[str, list[Finding]] = {}
            for one in self.findings(measure, partner):
                if one.claim_ids:
                    found.setdefault(one.quantity, []).append(one)
            self.by_quantity[measure, partner] = {name: tuple(some) for name, some in found.items()}
        return self.by_quantity[measure, partner].get(quantity, ())

    def answer(self, measure: str, partner: str | None) -> Measurement:
        """Return the answer of a measure about one partner, or about all."""
        if measure not in OF_ONE:
            return self.of_all[measure]
        if (measure, partner) not in self.known:
            self.known[measure, partner] = answered(OF_ONE[measure], self.view, replace(self.period, partner=partner))
        return self.known[measure, partner]
