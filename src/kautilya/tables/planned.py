"""Which planned dates of deals are supported by what their pages say."""

from collections.abc import Mapping
from typing import cast

from kautilya.register.kinds.milestone import Milestone
from kautilya.register.support import deal_column, may_be_unsupported, unsupported_planned_dates
from kautilya.store.view import View
from kautilya.tables.cells import word

Planned = tuple[str, str]
"""A deal and its column that holds a planned date."""


def supported_plans(view: View) -> frozenset[Planned]:
    """Return the planned dates that have a milestone and are not unsupported by its page."""
    milestones = cast(Mapping[str, Milestone], view.records("milestone"))
    planned = (
        (word(milestone, "deal_id"), deal_column(word(milestone, "event"), word(milestone, "aspect")))
        for milestone in milestones.values()
        if milestone.date.point is not None
    )
    dates = (milestone.date.claim_ids[0] for milestone in milestones.values() if may_be_unsupported(milestone))
    return frozenset(planned) - unsupported_planned_dates(milestones, view.claims_among("milestone", dates))
