"""The range that contradicting printed values leave."""

from kautilya.register.record import Field

RANGE_IS = "printed values"


def printed_range(cell: Field[object]) -> tuple[float | None, float | None, str | None]:
    """Return lowest and highest value printed in the unit of a field's point, and what they are; blank without a conflict."""
    span = dict(cell.spans).get(cell.unit)
    if span is None:
        return None, None, None
    return float(str(span.low)), float(str(span.high)), RANGE_IS
