"""Record, measure, plan and stress-test a country's defence partnerships."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kautilya.api import open as open  # noqa: A004 - the public name

__all__ = ["open"]


def __getattr__(name: str) -> object:
    """Load `open` when it is first asked for: it needs polars and the store, which `import kautilya` does not."""
    if name == "open":
        return import_module("kautilya.api").open
    raise AttributeError(f"module 'kautilya' has no attribute '{name}'")
