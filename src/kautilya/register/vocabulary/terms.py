"""All closed vocabularies: listed columns, lists that several columns share, and columns that the table of terms leaves out."""

from collections.abc import Mapping
from types import MappingProxyType

from kautilya.register.claim import Mark
from kautilya.register.vocabulary.areas import AREAS
from kautilya.register.vocabulary.closed import Vocabulary, closed, optional
from kautilya.register.vocabulary.currencies import CURRENCIES
from kautilya.register.vocabulary.forces import Domain, Service
from kautilya.register.vocabulary.listed import LISTED
from kautilya.register.vocabulary.units import UNITS

# fmt: off
SHARED: Mapping[str, Vocabulary] = MappingProxyType(
    {
        "areas": optional(*AREAS),
        "checked": optional("none", "own page", "second source"),
        "confidence": optional("high", "medium", "low"),
        "currencies": optional(*CURRENCIES),
        "domains": optional(*Domain),
        "flags": optional("yes", "no", "unknown"),
        "marks": optional(*Mark),
        "services": optional(*Service),
        "tables": closed(
            "deals", "deal_milestones", "lead_times", "engagements", "exercises", "agreements", "commitments", "approvals",
            "hubs", "shocks", "emergency", "capability_gaps", "budget", "budget_changes", "industry",
            "approvals_contracts_totals", "acquisition_rules", "supplier_shares", "supplier_shares_world", "fleets", "offers",
            "partner_risk", "partner_risk_summary", "depends_on", "spares_support", "technology_transfer", "alternatives",
            "field_sources", "earlier_pages", "sources", "vocab", "terms", "case/areas", "case/area_map",
            "case/holding_by_year", "case/offers_live", "case/offers_excluded", "case/emergency_channels",
            "case/budget_by_year", "case/commitments_on_order", "case/assumptions", "case/derivations", "case/exchange_rates",
            "case/sources_extra", "case/parameters", "case/sensitivity", "transfer_prices",
        ),
        "units": optional(*UNITS),
        "lead_times.pair": closed(
            "signed -> first_delivered", "signed -> first_in_service", "signed -> last_delivered",
            "first_delivered_planned_original -> first_in_service", "last_delivered_planned_original -> last_delivered",
            "signed -> first_handed_over", "first_delivered_planned_original -> first_handed_over", "signed -> first_arrived",
            "first_delivered_planned_original -> first_arrived", "sanctioned -> signed", "notified -> signed",
            "first_delivered_planned_original -> first_delivered", "need_accepted -> sanctioned", "need_accepted -> signed",
            "tendered -> signed",
        ),
        "lead_times.from_stage": closed(
            "signed", "first delivered planned original", "last delivered planned original", "sanctioned", "notified",
            "need accepted", "tendered",
        ),
        "lead_times.to_stage": closed(
            "first delivered", "first in service", "last delivered", "first handed over", "first arrived", "signed",
            "sanctioned",
        ),
        "approvals_contracts_totals.measure": closed(
            "contracts signed", "contracts signed: domestic", "AoN accorded", "DAC meeting AoN total",
        ),
        "acquisition_rules.rule": closed(
            "category", "eligibility", "approval", "validity", "offset", "timeline", "EP", "procedure",
        ),
        "acquisition_rules.unit": optional(
            "percent", "percent of Make portion", "percent of Buy plus Make", "flag", "INR crore", "date", "weeks", "years",
            "months", "days", "categories", "TRL minimum (6-9)", "stage",
        ),
        "offers.unit": optional(
            "aircraft", "aircraft upgraded", "munition", "submarine", "submarine lease", "ship", "ship lease", "squadron",
            "missile", "system", "battery", "system (Delhi)", "ship set", "regiment", "gun-missile system", "gun",
            "missile (with share of launchers)", "missile system", "launcher", "contract",
            "missile (25 launch units included)", "missile (321 launchers included)", "gun upgraded", "round", "order",
            "programme", "vehicle", "vehicle upgraded", "radar", "satellite", "year of service", "engine", "rifle", "carbine",
            "machine gun", "weapon", "sight",
        ),
        "case/areas.service": closed("Air Force", "Navy", "Army + Air Force", "Tri-service", "Army"),
        "case/areas.unit": closed(
            "aircraft", "submarine", "ship", "gun", "vehicle", "launcher set", "missile", "munition", "system", "squadron",
            "satellite",
        ),
        "case/offers_live.liveness": closed("firm", "open", "weak"),
        "case/offers_live.export_approval_from": optional("none"),
        "depends_on.substitute_origin": optional("multiple (European consortium)", "open"),
    }
)
# fmt: on
"""Lists that several columns share, and closed columns that the table of terms leaves out."""

VOCABULARIES: Mapping[str, Vocabulary] = MappingProxyType({**LISTED, **SHARED})
"""All closed vocabularies by name."""
