"""Values of records and claims in words, as the terminal shows them."""

from collections.abc import Mapping
from decimal import Decimal

from kautilya.core.money import CRORE, LAKH, RUPEE, indian_grouping
from kautilya.register.record import Field, Span

_CODE_LENGTH = 3


def worded(value: object, unit: str | None = None) -> str:
    """Write a value with its unit: `Rs 63,000 crore`, `USD 7,500,000,000`, `36 aircraft`, `FRA, ISR`."""
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    if isinstance(value, Decimal) and _is_currency(unit):
        return _money(value, unit or "")
    text = f"{value:,f}" if isinstance(value, Decimal) else str(value)
    return text if unit is None else f"{text} {unit}"


def worded_span(span: Span[object], unit: str | None = None) -> str:
    """Write the ends of a range of numbers or days, and every one of a few words."""
    if span.low == span.high:
        return worded(span.low, unit)
    if isinstance(span.low, str | tuple):
        return " / ".join(worded(value, unit) for value in span.values)
    return f"{worded(span.low, unit)} .. {worded(span.high, unit)}"


def worded_field(field: Field[object]) -> str:
    """Write a field: its point or range, the ranges in other units after a bar, nothing where nothing is claimed."""
    if not field.claim_ids:
        return ""
    if isinstance(field.value, Span):
        return " | ".join(worded_span(span, unit) for unit, span in field.spans)
    return worded(field.value, field.unit)


def worded_shares(parts: Mapping[str, float]) -> str:
    """Write how much of a whole is of each mark: `sourced 61 %, derived 30 %, assumed 9 %`; nothing where there is no whole."""
    whole = sum(parts.values())
    return ", ".join(f"{name} {part / whole:.0%}".replace("%", " %") for name, part in parts.items()) or "nothing"


def _is_currency(unit: str | None) -> bool:
    return unit is not None and len(unit) == _CODE_LENGTH and unit.isascii() and unit.isalpha() and unit.isupper()


def _money(amount: Decimal, currency: str) -> str:
    if currency != RUPEE:
        return f"{currency} {amount:,f}"
    if abs(amount) >= CRORE:
        return f"Rs {indian_grouping(amount / CRORE)} crore"
    return f"Rs {indian_grouping(amount / LAKH)} lakh" if abs(amount) >= LAKH else f"Rs {indian_grouping(amount)}"
