"""The India register, built once by the command line itself."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import run


@pytest.fixture(scope="session")
def india(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the embedded example; for reading only."""
    path = tmp_path_factory.mktemp("india") / "india.db"
    made = run("--db", path, "init", "--example", "india")
    assert made.code == 0, made.err
    return path


@pytest.fixture
def own_india(india: Path, tmp_path: Path) -> Path:
    """A copy of it, for writing."""
    return Path(shutil.copy(india, tmp_path / "own.db"))
