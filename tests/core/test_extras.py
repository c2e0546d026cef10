"""What happens where an optional library is absent."""

import json
from pathlib import Path

import pytest

from kautilya.core.errors import MissingExtraError
from kautilya.core.extras import require


def test_a_present_library_is_returned() -> None:
    assert require("json", extra="any") is json


@pytest.mark.parametrize("module", ["no_such_library", "no_such_library.part"])
def test_an_absent_library_is_told_with_the_command_that_installs_it(module: str) -> None:
    with pytest.raises(MissingExtraError, match=rf"'{module}' is not installed\. Run: pip install 'kautilya\[pg\]'"):
        require(module, extra="pg")


def test_a_library_that_is_broken_is_not_called_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken_library.py").write_text("import what_it_needs_and_lacks\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModuleNotFoundError, match="what_it_needs_and_lacks"):
        require("broken_library", extra="pg")
