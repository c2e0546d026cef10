"""The Python face: light to import, tidy frames, the same answers as the command line's."""

import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

import kautilya
from kautilya.core.errors import NotFoundError, StoreError
from tests.cli.transfer_files import trade_register
from tests.test_promises import HEAVY, loaded_by

TIDY = ["lo", "hi", "unit", "stage", "window", "edition", "basis", "mark", "n", "rows"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return trade_register(tmp_path / "r.csv")


def test_open_is_public_and_loads_only_when_it_is_asked_for() -> None:
    assert kautilya.__all__ == ["open"]
    assert not loaded_by("import kautilya; kautilya.__all__") & HEAVY
    assert "polars" in loaded_by("import kautilya; kautilya.open")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        kautilya.close  # noqa: B018 - that it is not there is what is asked


def test_a_file_is_opened_as_a_register_of_its_own(file: Path) -> None:
    with kautilya.open(file) as register:
        assert register.datasets()["rows"].to_list() == [5]
        assert register.view is None


def test_what_is_neither_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such file"):
        kautilya.open(tmp_path / "none.db")


def test_every_frame_is_tidy(file: Path) -> None:
    with kautilya.open(file) as register:
        frames = {
            "share": [
                register.supplier_shares("IND", "2003:2005"), register.recipient_shares("RUS", "2003:2005"),
                register.world_share("IND", "2003:2005"), register.local_production("IND", "2003:2005"),
                register.side_by_side("IND", "2003:2005"),
            ],
            "hhi": [register.concentration("IND"), register.concentration("IND", "2001:2005", by_block=True)],
            "change": [register.change("2003:2005", supplier="Russia")],
            "years": [register.order_to_delivery("1999:2003", recipient="IND")],
            "amount": [register.price_hints(supplier="RUS")],
        }  # fmt: skip
    for value, answers in frames.items():
        for frame in answers:
            names = frame.columns
            assert frame.height
            assert names[names.index(value) + 1 :][:10] == TIDY


def test_an_edition_is_a_day_or_its_text_or_all(file: Path) -> None:
    with kautilya.open(file) as register:
        answers = [
            register.supplier_shares("IND", "2003:2005", edition=edition)
            for edition in (date(2025, 3, 13), "2025-03-13", "all", "newest")
        ]
        with pytest.raises(NotFoundError, match="editions are: 2025-03-13"):
            register.supplier_shares("IND", "2003:2005", edition="2024-03-11")
        with pytest.raises(NotFoundError, match="two editions"):
            register.revisions("IND", "2003:2005")
    assert all(frame.equals(answers[0]) for frame in answers)


def test_the_whole_answer_has_the_choice_of_edition_in_its_notes(file: Path) -> None:
    with kautilya.open(file) as register:
        whole = register.answer("supplier-shares", register.question(recipient="IND", window="2003:2005"))
        assert whole.notes[0] == "edition 2025-03-13, the newest"
        with pytest.raises(NotFoundError, match="measures are"):
            register.answer("nonsense", register.question())


def test_a_frame_goes_to_pandas_through_arrow(file: Path) -> None:
    if find_spec("pandas") is None or find_spec("pyarrow") is None:
        pytest.skip("pandas and pyarrow are optional: pip install 'kautilya[pandas]'")
    with kautilya.open(file) as register:
        frame = register.supplier_shares("IND", "2003:2005")
    assert list(frame.to_pandas()["supplier"]) == frame["supplier"].to_list()


def test_anchors_and_reconcile_need_a_register_for_what_rests_on_it(file: Path) -> None:
    with kautilya.open(file) as register:
        assert set(register.anchors()["verdict"]) <= {"not at hand", "within bounds", "agrees", "differs"}
        with pytest.raises(StoreError, match="holds no package"):
            register.reconcile()


def test_a_type_checker_sees_open() -> None:
    asked = "import kautilya; reveal_type(kautilya.open)"
    root = Path(__file__).parents[1]
    ran = subprocess.run([sys.executable, "-m", "mypy", "-c", asked], cwd=root, capture_output=True, text=True, check=False)
    assert "api.Register" in ran.stdout
