"""The page of printed figures is what the embedded register gives."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kautilya.measures.transfers.held import Held
from kautilya.store.datasets import datasets
from kautilya.store.opening import open_store

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("anchors_page", ROOT / "scripts" / "anchors_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "PAGE", tmp_path / "anchors.md")
    script.main()
    assert (tmp_path / "anchors.md").read_text(encoding="utf-8") == (ROOT / "docs" / "anchors.md").read_text(encoding="utf-8")


def test_a_register_without_anything_skips_every_figure_with_a_reason(script: ModuleType) -> None:
    store = open_store("sqlite://")
    found = script.anchors_at_hand(Held(store=datasets(store)), None).frame
    assert set(found["verdict"]) == {"not at hand"}
    assert found["why"].str.len_chars().min() > 0
