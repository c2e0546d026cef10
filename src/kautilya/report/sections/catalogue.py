"""Sections that show one measure each: the place where a new one is entered, in the order of the page."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kautilya.measures.finding import Measurement
from kautilya.report.blocks import Section
from kautilya.report.sections.approvals import approvals_section
from kautilya.report.sections.continuity import continuity_section
from kautilya.report.sections.dependence import dependence_section
from kautilya.report.sections.emergency import emergency_section
from kautilya.report.sections.engagements import engagements_section
from kautilya.report.sections.exercises import exercises_section
from kautilya.report.sections.framework import framework_section
from kautilya.report.sections.hubs import hubs_section
from kautilya.report.sections.interoperability import interoperability_section
from kautilya.report.sections.needs import needs_section
from kautilya.report.sections.self_reliance import self_reliance_section

SECTIONS: Mapping[str, Callable[[Measurement], Section]] = MappingProxyType(
    {
        "needs": needs_section,
        "emergency": emergency_section,
        "approvals": approvals_section,
        "hubs": hubs_section,
        "dependence": dependence_section,
        "self-reliance": self_reliance_section,
        "engagements": engagements_section,
        "continuity": continuity_section,
        "exercises": exercises_section,
        "interoperability": interoperability_section,
        "framework": framework_section,
    }
)
"""Sections by the name of their measure, which is the id of the section too."""
