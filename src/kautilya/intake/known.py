"""When a cell can have been known: not before the day that its own content describes (CONVENTIONS §1)."""

from datetime import date

from kautilya.core.periods import PartialDate
from kautilya.intake.sheet import Row
from kautilya.intake.validity import ends_of
from kautilya.register.attributes import Attribute
from kautilya.register.claim import KnownBy

Known = tuple[PartialDate, KnownBy]
"""When something was known, and how that is known."""


def known_with_content(known: Known, attribute: Attribute, text: str, row: Row, data_date: PartialDate) -> Known:
    """Return when a cell was known: the later of its page's day and the day that its content describes.

    A mean over a period whose page is undated is known at the end of that period, whatever day stood in.
    """
    end = None if attribute.averaged_over is None else ends_of(row.cells[attribute.averaged_over])[1]
    if end is not None and known[1] is KnownBy.PACKAGE:
        return end, KnownBy.CONTENT
    told = "" if attribute.state_of is None else row.cells[attribute.state_of]
    described = PartialDate.parse(told) if told else day_told(attribute, text, row)
    return not_before(known, described, data_date)


def day_told(attribute: Attribute, text: str, row: Row) -> PartialDate | None:
    """Return the day that a value is, if it is one of something that has happened."""
    return PartialDate.parse(text) if attribute.happened and _has_happened(attribute, row) else None


def not_before(known: Known, described: PartialDate | None, data_date: PartialDate) -> Known:
    """Return when something was known, the described day where that is certainly later than the day known so far."""
    if described is None or described.first <= _seen_from(known[0], data_date):
        return known
    return described, KnownBy.CONTENT


def _has_happened(attribute: Attribute, row: Row) -> bool:
    if attribute.happened_where is None:
        return True
    told_by, word = attribute.happened_where
    return row.cells[told_by] == word


def _seen_from(known_on: PartialDate, data_date: PartialDate) -> date:
    return data_date.last if known_on.covers(data_date) else known_on.last
