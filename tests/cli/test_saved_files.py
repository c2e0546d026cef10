"""A file of another kind than is asked for is told what it is."""

import json
from pathlib import Path

import numpy as np
import pytest

from kautilya.cli.answers.saved_files import KINDS, kind_of, read_saved
from kautilya.core.errors import InputError
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.result import Plan
from kautilya.plan.told import Told
from tests.cli.running import run
from tests.plan.tiny import area, case, offer


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    given = case([area("a", requirement=[1])], [offer("jet")], budget=[10], order_years=1)
    path.write_text(codec.write(given), encoding="utf-8")
    asked = ("--explain", "--explanation", tmp_path / "answers.json")
    assert run("plan", "--case", path, "-o", tmp_path / "plan.json", *asked).code == 0
    return path


def test_every_kind_is_known_by_what_it_alone_has(saved: Path) -> None:
    held = {"case.json": Case, "plan.json": Plan, "answers.json": Told}
    assert {name: kind_of(saved.with_name(name).read_text(encoding="utf-8")) for name in held} == held
    assert [kind_of(text) for text in ("[]", "{", "{}", "1", '{"case_digest": ""}')] == [None] * 5
    for one in KINDS:
        assert [kind for kind in KINDS if codec.demanded(kind) <= codec.demanded(one)] == [one]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("plan", "--case", "case.json", "--start", "case.json"), "case.json: is a case, not a plan"),
        (("plan", "--case", "case.json", "--keep", "answers.json"), "answers.json: is answers about a plan, not a plan"),
        (("plan", "--case", "plan.json"), "plan.json: is a plan, not a case"),
        (
            ("plan", "--case", "case.json", "--keep", "plan.json", "--kept-case", "plan.json"),
            "plan.json: is a plan, not a case",
        ),
        (("case", "export", "plan.json", "-o", "tables"), "plan.json: is a plan, not a case"),
        (("report", "--case", "case.json", "--plan", "case.json", "-o", "page"), "case.json: is a case, not a plan"),
        (("case", "import", "case.json"), "case.json: is a case already"),
        (("case", "import", "plan.json"), "plan.json: is a plan; what is imported is a folder of tables"),
    ],
)
def test_another_file_is_told_in_one_line(
    saved: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(saved.parent)
    told = run(*words)
    assert told.code == 2, told.err
    assert says in told.err
    assert len(told.err.splitlines()) == 2
    assert "pickle" not in told.err


def test_a_file_of_the_kind_with_a_fault_has_its_fault_told(saved: Path) -> None:
    raw = json.loads(saved.read_text(encoding="utf-8"))
    saved.write_text(json.dumps({**raw, "seed": "x"}), encoding="utf-8")
    with pytest.raises(InputError, match="seed: expected"):
        read_saved(Case, saved)


def test_what_cannot_be_imported_is_told_with_what_can(saved: Path) -> None:
    book, tables, wild, single = (saved.with_name(name) for name in ("case.xlsx", "tables", "wild.txt", "single.npy"))
    assert run("case", "export", saved, "--xlsx", book, "-o", tables).code == 0
    wild.write_bytes(b"\xff\xfe\x00")
    np.save(single, np.array([{"a": 1}], dtype=object))
    renamed = book.rename(book.with_suffix(".npz"))
    for source, says in (
        (renamed, "is a workbook, which is for reading only; import the folder of tables"),
        (tables / "offers.csv", f"is one table; name the folder that holds all tables of the case: {tables}"),
        (wild, "is not a folder of tables of `kautilya case export`, or an instance of the frozen family (.npz)"),
        (single, "is not a folder of tables"),
        (saved.with_name("absent.npz"), "cannot be read: No such file"),
    ):
        told = run("case", "import", source)
        assert told.code == 2, told.err
        assert says in told.err
        assert len(told.err.splitlines()) == 2
        assert "pickle" not in told.err
