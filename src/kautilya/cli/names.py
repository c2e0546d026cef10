"""Names as users type them: kinds in the singular or by their table, words joined by `-` or `_`."""

from kautilya.core.errors import NotFoundError
from kautilya.register.registry import KINDS, TABLES


def kind_named(name: str) -> str:
    """Return the record kind that a user means: `deal`, `deals`, `lead_time`, `case/areas`.

    Raises:
        NotFoundError: There is none; the message lists those there are.
    """
    if name in TABLES:
        return TABLES[name].KIND
    tables = {table.replace("_", "-"): kind.KIND for table, kind in TABLES.items()}
    plain = name.lower().replace("_", "-")
    if plain in KINDS:
        return plain
    if plain in tables:
        return tables[plain]
    raise NotFoundError(f"no record kind '{name}'; kinds are: {', '.join(KINDS)}")


def column_named(name: str) -> str:
    """Return the column that a user means: `value-signed` is `value_signed`."""
    return name.replace("-", "_")
