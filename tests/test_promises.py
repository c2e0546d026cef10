"""What the package promises whoever installs it."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = frozenset(
    {
        "altair",
        "highspy",
        "icalendar",
        "numba",
        "numpy",
        "pandas",
        "polars",
        "pyarrow",
        "scipy",
        "sqlalchemy",
        "typst",
        "vl_convert",
    }
)
WEB = frozenset({"fastapi", "flask", "httpx", "jinja2", "requests", "starlette", "uvicorn"})
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

HELP = """
import sys
from kautilya.cli.main import main
sys.argv = ["kautilya", "--help"]
try:
    main()
except SystemExit:
    pass
"""


def loaded_by(statement: str) -> frozenset[str]:
    """Return the top-level modules that a fresh interpreter has loaded after a statement."""
    report = "import sys; print('LOADED', *{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run(
        [sys.executable, "-c", f"{statement}\n{report}"], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    return frozenset(ran.stdout.rpartition("LOADED")[2].split())


def test_importing_the_package_loads_no_heavy_library() -> None:
    assert not loaded_by("import kautilya") & (HEAVY | WEB | {"rich", "typer"})


def test_core_and_register_load_nothing_outside_the_standard_library() -> None:
    loaded = loaded_by("import kautilya.core.money, kautilya.core.shares, kautilya.register.record, kautilya.register.registry")
    assert not loaded & (HEAVY | WEB | {"rich", "typer"})


def test_help_loads_no_heavy_library() -> None:
    loaded = loaded_by(HELP)
    assert "typer" in loaded
    assert not loaded & (HEAVY | WEB)


def test_the_command_is_installed_and_greets_with_its_commands() -> None:
    command = Path(sys.executable).with_name("kautilya")
    shown = subprocess.run([command, "--help"], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL).stdout
    for name in (
        "init",
        "import",
        "export",
        "show",
        "explain",
        "datasets",
        "review",
        "rules",
        "measure",
        "anchors",
        "case",
        "plan",
        "report",
        "doctor",
    ):
        assert name in shown


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel as a release would, from the work tree and without network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def test_the_wheel_carries_the_whole_embedded_register(wheel: zipfile.ZipFile) -> None:
    register = ROOT / "src" / "kautilya" / "registers"
    expected = {path.relative_to(ROOT / "src").as_posix() for path in register.rglob("*") if path.is_file()}
    assert "kautilya/registers/india/datapackage.json" in expected
    assert expected <= set(wheel.namelist())


def test_the_wheel_carries_every_file_of_the_package_and_its_licence(wheel: zipfile.ZipFile) -> None:
    sources = (path for path in (ROOT / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert {path.relative_to(ROOT / "src").as_posix() for path in sources} <= set(wheel.namelist())
    licences = f"kautilya-{PROJECT['version']}.dist-info/licenses"
    assert {f"{licences}/LICENSE", f"{licences}/NOTICE"} <= set(wheel.namelist())


def test_no_module_but_a_vocabulary_is_longer_than_three_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "src").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300 and path.parent.name != "vocabulary"
    }
    assert long == {}
