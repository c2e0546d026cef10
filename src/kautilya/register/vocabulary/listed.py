"""The closed columns that the table of terms of a package lists, by `table.column`."""

from collections.abc import Mapping
from types import MappingProxyType

from kautilya.register.vocabulary.closed import Vocabulary, closed, optional
from kautilya.register.vocabulary.routes import Route
from kautilya.register.vocabulary.stages import BuyerStage, Interruption, SellerStage

# fmt: off
LISTED: Mapping[str, Vocabulary] = MappingProxyType(
    {
        "deals.category": optional(
            "Buy (Indian-IDDM)", "Buy (Indian)", "Buy & Make", "Buy (Global)", "Strategic Partnership", "Lease",
        ),
        "deals.route": optional(*Route),
        "offers.route": optional(
            "domestic", "FMS", "DCS", "government to government", "commercial", "technology transfer", "licence production",
            "co-development", "fast track", "emergency", "lease",
        ),
        "deals.category_basis": closed("stated", "inferred", "unknown"),
        "deals.route_basis": closed("stated", "inferred", "unknown"),
        "deals.object": closed("platform", "weapon", "ammunition", "equipment", "upgrade", "refit", "component", "support"),
        "deals.buyer_stage": closed(*BuyerStage),
        "deals.seller_stage": optional(*SellerStage),
        "deals.interruption": closed(*Interruption),
        "deals.late": closed("yes", "no", "unknown"),
        "deals.outcome_unknown": closed("yes", "no"),
        "deals.quantity_qualifier": optional(
            "exact", "about", "at least", "range", "reported", "estimate", "at need acceptance",
        ),
        "deals.value_signed_basis": optional("reported", "stated", "computed", "remainder", "at sanction", "press", "estimate"),
        "deals.value_estimate_basis": optional(
            "need acceptance", "need acceptance or later", "negotiation", "sanction", "press",
        ),
        "deals.quantity_unit": optional(
            "aircraft", "engines", "firing units", "guns", "kits", "launchers", "missiles", "munitions", "radars",
            "regiments", "rifles", "rounds", "satellites", "ship sets", "ships", "squadrons", "submarines", "systems",
            "torpedoes", "vehicles",
        ),
        "deals.last_delivered_kind": optional("handed over", "arrived", "in service", "not stated"),
        "deals.adds_units": closed("yes", "no"),
        "deals.part_of_basis": optional("stated", "inferred"),
        "deal_milestones.event": closed(
            "proposed", "need accepted", "tendered", "negotiating from", "sanctioned", "notified", "signed", "other",
            "first delivered", "first handed over", "first arrived", "first in service", "last delivered",
        ),
        "deal_milestones.aspect": closed("actual", "planned original", "planned latest"),
        "deal_milestones.source_basis": closed(
            "own", "row", "row, second page: the first is older", "row, page older than the date",
        ),
        "lead_times.censoring": closed("event", "interval", "right-censored"),
        "lead_times.aspect": closed("actual", "planned original", "planned latest", "slip"),
        "engagements.level": closed(
            "leader", "minister", "secretary", "service_chief", "commander", "official", "working_group",
        ),
        "engagements.contact_kind": closed(
            "visit", "meeting", "dialogue", "summit", "margins", "call", "virtual", "signing", "negotiation",
            "exercise event", "announcement",
        ),
        "engagements.held": closed("held", "planned"),
        "engagements.counts_in_tempo": closed("yes", "no"),
        "exercises.held": closed("held", "planned"),
        "exercises.edition_basis": optional("stated", "inferred"),
        "exercises.participants_complete": closed("yes", "no"),
        "agreements.type": closed(
            "cooperation agreement", "declaration", "framework", "information security", "logistics", "mechanism",
            "memorandum", "operational arrangement", "procurement", "strategic partnership", "supply security",
            "technology and industry",
        ),
        "agreements.status": closed("active", "ended", "in force", "signed", "superseded", "unknown"),
        "commitments.status": closed("open", "partly", "delivered", "missed", "withdrawn", "unknown"),
        "commitments.row_kind": closed("promise", "progress"),
        "commitments.area": closed(
            "co-development", "co-production", "dialogue", "exercises", "export approvals", "framework",
            "information sharing", "logistics and repair", "procurement", "space", "supply security", "trade",
        ),
        "approvals.event": closed(
            "contract window", "delay", "delivery count", "delivery plan", "first delivery", "last delivery", "licence",
            "list addition", "list removal", "memorandum", "need accepted", "negotiating", "notified", "other clearance",
            "sanctioned", "signed",
        ),
        "approvals.value_kind": optional("ceiling", "contract", "press"),
        "approvals.deal_relation": optional("same", "support", "earlier plan"),
        "hubs.kind": closed("maintenance", "production", "ship repair"),
        "hubs.status": closed("agreed", "inaugurated", "operating", "planned", "proposed", "under construction", "used"),
        "shocks.kind": closed(
            "crisis", "emergency purchase", "reverse flow", "sanctions", "sanctions relief", "sanctions risk", "spill-over",
            "supply delay", "tariff", "tariff relief", "trade preference",
        ),
        "shocks.counts_as_shock": closed("yes", "no"),
        "emergency.row_kind": closed("round", "aggregate", "item", "record", "not concluded", "context"),
        "emergency.counts_in_totals": closed("yes", "no"),
        "emergency.delivered": optional("yes", "partly", "no", "unknown"),
        "emergency.contracts_qualifier": optional("exact", "at least"),
        "capability_gaps.requirement_is": closed(
            "total force", "additional buy", "projection", "benchmark", "own estimate", "none",
        ),
        "capability_gaps.requirement_basis": optional(
            "sanctioned strength", "service plan", "need acceptance", "tender or RFI", "contract", "audit",
            "official statement", "press estimate",
        ),
        "budget.stage": closed("BE", "RE", "actual", "projected"),
        "budget.measure": closed(
            "capital acquisition", "capital outlay", "capital outlay head", "domestic earmark", "domestic private earmark",
            "ministry capital", "services capital head", "total defence budget",
        ),
        "budget.amount_qualifier": closed("exact", "rounded"),
        "budget_changes.value_is": closed("change BE to RE", "sum over years", "spent in part of the year"),
        "industry.preferred": closed("yes", "no"),
        "industry.stage": closed("actual", "plan", "proposal", "provisional", "revised", "rule", "target"),
        "industry.value_qualifier": closed("exact", "rounded"),
        "supplier_shares.vintage": closed("first published", "restated"),
        "offers.unit_cost_kind": optional("stated", "derived", "comparator", "range", "whole contract"),
        "offers.cost_scope": optional("unit", "whole"),
        "partner_risk.kind": closed(
            "buyer ban", "contract cancelled by supplier", "embargo", "industrial delay", "lease delay",
            "licence denial or delay", "negotiation failure", "political hold", "sanctions", "spares or overhaul delay",
            "technology denial", "transit denial", "war diversion",
        ),
        "partner_risk.initiator": closed("buyer", "supplier", "third party"),
        "partner_risk.censored": closed("yes", "no"),
        "partner_risk.counts_in_base_rate": closed("yes", "no"),
        "alternatives.preferred": closed("yes", "no"),
        "alternatives.source_basis": closed("stated", "row page", "row second page, attribution inferred", "named only"),
        "approvals_contracts_totals.period_is": closed("fiscal year", "calendar year", "part year", "meeting"),
        "acquisition_rules.value_is": closed("number", "date", "flag"),
        "depends_on.substitute_exists": closed("yes", "no", "none found", "in development", "unknown"),
        "depends_on.component_supplier_known": closed("yes", "no", "several"),
        "technology_transfer.depth": closed(
            "offer", "maintenance", "joint venture", "co-development", "build to print", "co-production", "kits or assembly",
            "licence production", "foreign-owned plant", "technology transfer", "other",
        ),
        "depends_on.basis": closed("read", "carried"),
        "spares_support.basis": closed("read", "carried"),
        "technology_transfer.basis": closed("read", "carried"),
        "field_sources.strength": closed("high", "medium", "low"),
        "sources.class": closed(
            "government", "legislature/audit", "agency/wire", "newspaper", "trade press", "think tank",
            "blog/exam-prep/aggregator", "company",
        ),
    }
)
# fmt: on
"""Closed columns with their own words."""
