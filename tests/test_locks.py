"""What the locked requirement files promise: the same files everywhere, wherever they come from."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("runtime.txt", "dev.txt")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    """Return the pinned versions of one requirement file by library."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return {library: version for library, version, _ in PIN.findall(text)}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    requirements = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(locked(name)) == len(requirements) > 0


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index_no_host_and_no_folder(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host|(?<![\w.])/\w|@ ", text)


def test_development_has_the_very_versions_of_the_runtime() -> None:
    runtime, dev = locked("runtime.txt"), locked("dev.txt")
    assert runtime.items() <= dev.items()


def test_the_runtime_lock_covers_the_declared_dependencies() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.split(r"[<>=~!\[ ]", requirement)[0] for requirement in declared} <= locked("runtime.txt").keys()


def test_each_direct_dependency_says_why_it_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    dev = (ROOT / "requirements" / "dev.in").read_text(encoding="utf-8").splitlines()
    direct = {re.split(r"[<>=~!\[ ]", line)[0] for line in [*project["dependencies"], *dev] if line and line[0] not in "#-"}
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = {word for line in told.splitlines() if line.startswith("| ") for word in re.findall(r"[\w-]+", line.split("|")[1])}
    assert direct <= rows
