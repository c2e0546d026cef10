"""All record kinds, by name and by table."""

from collections.abc import Mapping
from types import MappingProxyType

from kautilya.register.kinds.agreement import Agreement
from kautilya.register.kinds.alternative import Alternative
from kautilya.register.kinds.approval import Approval
from kautilya.register.kinds.area import Area
from kautilya.register.kinds.assumption import Assumption
from kautilya.register.kinds.budget import Budget
from kautilya.register.kinds.budget_change import BudgetChange
from kautilya.register.kinds.case_area import CaseArea
from kautilya.register.kinds.case_area_link import CaseAreaLink
from kautilya.register.kinds.case_budget import CaseBudget
from kautilya.register.kinds.case_channel import CaseChannel
from kautilya.register.kinds.case_commitment import CaseCommitment
from kautilya.register.kinds.case_exclusion import CaseExclusion
from kautilya.register.kinds.case_holding import CaseHolding
from kautilya.register.kinds.case_offer import CaseOffer
from kautilya.register.kinds.case_source import CaseSource
from kautilya.register.kinds.commitment import Commitment
from kautilya.register.kinds.control_total import ControlTotal
from kautilya.register.kinds.deal import Deal
from kautilya.register.kinds.dependence import Dependence
from kautilya.register.kinds.derivation import Derivation
from kautilya.register.kinds.earlier_page import EarlierPage
from kautilya.register.kinds.emergency import Emergency
from kautilya.register.kinds.engagement import Engagement
from kautilya.register.kinds.exchange_rate import ExchangeRate
from kautilya.register.kinds.exercise import Exercise
from kautilya.register.kinds.field_source import FieldSource
from kautilya.register.kinds.fleet import Fleet
from kautilya.register.kinds.hub import Hub
from kautilya.register.kinds.industry import Industry
from kautilya.register.kinds.interruption import Interruption
from kautilya.register.kinds.interruption_rate import InterruptionRate
from kautilya.register.kinds.lead_time import LeadTime
from kautilya.register.kinds.milestone import Milestone
from kautilya.register.kinds.offer import Offer
from kautilya.register.kinds.parameter import Parameter
from kautilya.register.kinds.requirement import Requirement
from kautilya.register.kinds.rule import Rule
from kautilya.register.kinds.sensitivity import Sensitivity
from kautilya.register.kinds.shock import Shock
from kautilya.register.kinds.source import Source
from kautilya.register.kinds.supplier_share import SupplierShare
from kautilya.register.kinds.support import Support
from kautilya.register.kinds.technology_transfer import TechnologyTransfer
from kautilya.register.kinds.term import Term
from kautilya.register.kinds.transfer_price import TransferPrice
from kautilya.register.kinds.world_share import WorldShare
from kautilya.register.record import Record

_KINDS: tuple[type[Record], ...] = (
    Deal,
    Milestone,
    LeadTime,
    Engagement,
    Exercise,
    Agreement,
    Commitment,
    Approval,
    Hub,
    Shock,
    Emergency,
    Requirement,
    Budget,
    BudgetChange,
    Industry,
    ControlTotal,
    Rule,
    SupplierShare,
    WorldShare,
    Fleet,
    Offer,
    Interruption,
    InterruptionRate,
    Dependence,
    Support,
    TechnologyTransfer,
    Alternative,
    FieldSource,
    EarlierPage,
    Source,
    Area,
    Term,
    CaseArea,
    CaseAreaLink,
    CaseHolding,
    CaseOffer,
    CaseExclusion,
    CaseChannel,
    CaseBudget,
    CaseCommitment,
    Assumption,
    Derivation,
    ExchangeRate,
    CaseSource,
    Parameter,
    Sensitivity,
    TransferPrice,
)

KINDS: Mapping[str, type[Record]] = MappingProxyType({kind.KIND: kind for kind in _KINDS})
"""Record kinds by name, in the order of a package."""

TABLES: Mapping[str, type[Record]] = MappingProxyType({kind.TABLE: kind for kind in _KINDS})
"""Record kinds by the path of their table, without `.csv`."""
