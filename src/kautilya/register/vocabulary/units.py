"""Units of counts and measures."""

from kautilya.register.vocabulary.currencies import CURRENCIES

PIECES: tuple[str, ...] = (
    "aircraft", "boats", "engines", "firing units", "guns", "kits", "launchers", "missiles", "munitions", "people", "radars",
    "regiments", "rifles", "rounds", "satellites", "ship sets", "ships", "squadrons", "submarines", "systems", "torpedoes",
    "units", "upgrade kits", "vehicles", "weapons",
)  # fmt: skip
"""What a quantity or a holding counts."""

MEASURES: tuple[str, ...] = (
    "INR crore", "USD million", "SIPRI TIV", "authorisations", "companies", "contracts", "days", "items", "licences", "months",
    "percent", "percentage points", "weeks", "years",
)  # fmt: skip
"""What a figure is measured in."""

UNITS: tuple[str, ...] = (*PIECES, *MEASURES)

_VARIANTS = {"USD m": "USD million"}


def is_unit(unit: str) -> bool:
    """Tell whether a word is a known unit or currency, in any of its spellings."""
    known = {canonical(name) for name in UNITS}
    return unit in CURRENCIES or canonical(unit) in known


def canonical(unit: str) -> str:
    """Return the singular spelling of a unit: `vehicles` and `vehicle` are one."""
    spelled = _VARIANTS.get(unit, unit)
    return spelled.removesuffix("s") if spelled not in CURRENCIES and not spelled.startswith("INR") else spelled
