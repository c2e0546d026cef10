"""The tables that the tests change."""

from pathlib import Path

import pytest

from kautilya.plan.folder.writing import write_folder
from tests.plan.folder.saved import SIGNED


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """The tables of a small case with everything."""
    write_folder(SIGNED, tmp_path / "tables")
    return tmp_path / "tables"
