"""The documentation runs, and what it points at is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", [page for page in PAGES if BLOCK.search(page.read_text(encoding="utf-8"))], ids=name)
def test_every_python_block_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__docs__"}
    for block in BLOCK.finditer(text := page.read_text(encoding="utf-8")):
        line = text[: block.start(1)].count("\n")
        exec(compile("\n" * line + block[1], str(page), "exec"), names)  # noqa: S102  # a failure points at the page's line


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_cited_paragraph_of_the_conventions_exists() -> None:
    paragraphs = set(re.findall(r"^## §(\d+) ", (ROOT / "docs" / "conventions.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert paragraphs == {str(number) for number in range(1, 15)}
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    cited = {number for path in sources for number in re.findall(r"§(\d+)", path.read_text(encoding="utf-8"))}
    assert cited <= paragraphs


def test_every_package_stands_in_the_architecture() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in (ROOT / "src" / "kautilya").glob("*/__init__.py")}
    assert {package for package in packages if f"`{package}`" not in told} == set()
