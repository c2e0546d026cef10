"""Libraries that only some users need."""

from importlib import import_module
from types import ModuleType

from kautilya.core.errors import MissingExtraError


def require(module: str, extra: str) -> ModuleType:
    """Import an optional library, where it is used.

    Args:
        module: the module's name, dotted if need be.
        extra: the extra of this package that installs it.

    Raises:
        MissingExtraError: it is not installed; the message holds the command. A library that is installed and fails on
            import raises what it raises.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as exc:
        if exc.name is None or not f"{module}.".startswith(f"{exc.name}."):
            raise
        raise MissingExtraError(f"'{module}' is not installed. Run: pip install 'kautilya[{extra}]'") from exc
