"""The registers that ship inside the package, as data packages."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from kautilya.core.errors import NotFoundError

NAMES = ("india",)
"""Their names, which are those of their packages."""


@contextmanager
def embedded_folder(name: str) -> Iterator[Path]:
    """Give the folder of an embedded register while it is read; NotFoundError lists those there are."""
    if name not in NAMES:
        raise NotFoundError(f"no example '{name}'; examples are: {', '.join(NAMES)}")
    with as_file(files("kautilya").joinpath("registers", name)) as folder:
        yield folder
