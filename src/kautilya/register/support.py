"""Does the source of a planned date support it? Told from what the rows say, never from a list of ids."""

import re
from collections.abc import Mapping

from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.kinds.milestone import Milestone
from kautilya.register.record import Field

OWN_PAGE = "own"
"""`source_basis` of a milestone whose page is that of the date itself."""

_YEAR_SPAN = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{2})(?![0-9])")

_COLUMNS: Mapping[str, str] = {
    "proposed": "proposed_on",
    "need accepted": "need_accepted_on",
    "tendered": "tendered_on",
    "negotiating from": "negotiating_from",
    "sanctioned": "sanctioned_on",
    "notified": "notified_on",
    "signed": "signed_on",
    "other": "other_milestone_on",
}


def deal_column(event: str, aspect: str) -> str:
    """Return the column of a deal that holds the date of a milestone: `first delivered`, `planned original`, ..."""
    return _COLUMNS.get(event) or f"{event} {aspect}".replace(" ", "_")


def names_year(says: str, year: int) -> bool:
    """Tell whether a sentence names a year, alone or as the end of a span (`2024-25` names 2025)."""
    spans = (int(match[1]) // 100 * 100 + int(match[2]) for match in _YEAR_SPAN.finditer(says))
    return re.search(rf"(?<![0-9]){year:04d}(?![0-9])", says) is not None or year in spans


def unsupported_planned_date(*, aspect: str, source_basis: str, says: str, planned: PartialDate) -> bool:
    """Tell whether a planned date rests on the page of its deal row alone, in a sentence that does not name its year.

    Such a date may have been computed (`within 60 months`) or have lost its page: a lead time that rests on it says so.
    """
    return _of_deal_page(aspect, source_basis) and not names_year(says, planned.year)


def may_be_unsupported(milestone: Milestone) -> bool:
    """Tell whether only the words of its page can support a planned date: it has a day, and no page of its own."""
    return milestone.date.point is not None and _of_deal_page(_point(milestone.aspect), _point(milestone.source_basis))


def _of_deal_page(aspect: str, source_basis: str) -> bool:
    return aspect.startswith("planned") and source_basis != OWN_PAGE


def unsupported_planned_dates(milestones: Mapping[str, Milestone], claims: Mapping[str, Claim]) -> frozenset[tuple[str, str]]:
    """Return the deals and columns of all unsupported planned dates of a view.

    Args:
        milestones: The records of the kind `milestone`.
        claims: The claims of that kind by id, at least those of the days that `may_be_unsupported`.

    Returns:
        Pairs such as `("rafale-m-26", "first_delivered_planned_original")`.
    """
    return frozenset(
        (_point(milestone.deal_id), deal_column(_point(milestone.event), _point(milestone.aspect)))
        for milestone in milestones.values()
        if _is_unsupported(milestone, claims)
    )


def _is_unsupported(milestone: Milestone, claims: Mapping[str, Claim]) -> bool:
    planned = milestone.date.point
    if planned is None or not may_be_unsupported(milestone):
        return False
    return unsupported_planned_date(
        aspect=_point(milestone.aspect),
        source_basis=_point(milestone.source_basis),
        says=claims[milestone.date.claim_ids[0]].says,
        planned=planned,
    )


def _point(cell: Field[str]) -> str:
    return cell.point or ""
