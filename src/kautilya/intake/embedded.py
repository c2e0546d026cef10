"""The data packages that ship inside Kautilya."""

from importlib.resources import files
from pathlib import Path

from kautilya.core.errors import NotFoundError

EXAMPLES: tuple[str, ...] = ("india",)
"""Names of the registers that ship with the program."""


def folder(name: str) -> Path:
    """Return the folder of an embedded data package; NotFoundError names those that exist."""
    if name not in EXAMPLES:
        raise NotFoundError(f"no example '{name}'; examples are: {', '.join(EXAMPLES)}")
    return Path(str(files("kautilya").joinpath("registers", name)))
