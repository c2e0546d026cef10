"""Damaged files: never a crash, never a hang, never a figure out of nothing (a longer run: see `mutations`)."""

import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kautilya.core.errors import InputError
from kautilya.intake.transfers.read import Transfers, read_transfers
from kautilya.register.dataset import ProblemKind
from tests.intake.transfers import world
from tests.intake.transfers.mutations import DAMAGES, accounts_hold, read, rows_out_of_nothing, samples

SAMPLES = samples()
DEALS = world.deals(40, seed=5)
PLAIN = world.text(world.register_lines(DEALS)).encode("cp1252")
FAST = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@FAST
@given(st.sampled_from(sorted(SAMPLES)), st.sampled_from(sorted(DAMAGES)), st.integers(0, 1 << 30))
def test_a_damaged_file_is_read_or_refused_and_its_records_add_up(folder: Path, sample: str, damage: str, seed: int) -> None:
    began = time.process_time()
    found = read(DAMAGES[damage](SAMPLES[sample], Random(seed)), folder)  # noqa: S311  # damage, not secrets
    assert time.process_time() - began < 5
    assert found is None or accounts_hold(found)


@FAST
@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused(folder: Path, content: bytes) -> None:
    read(content, folder)


@FAST
@given(st.binary(max_size=2000), st.sampled_from([world.REGISTER_NAMES, world.DELIVERY_NAMES, ",2000,2001,Total"]))
def test_any_bytes_under_column_names_are_read_or_refused(folder: Path, content: bytes, names: str) -> None:
    found = read(names.encode() + b"\n" + content, folder)
    assert found is None or accounts_hold(found)


def _original(folder: Path) -> tuple[Transfers, ...]:
    path = folder / "original.csv"
    path.write_bytes(PLAIN)
    return read_transfers(path)


@FAST
@given(st.integers(1, len(PLAIN) - 1))
def test_a_truncated_register_loses_whole_rows_or_says_so(folder: Path, length: int) -> None:
    """Cut between two lines nothing can be noticed: what is left is a smaller download. Cut within one it is told."""
    original = _original(folder)
    found = read(PLAIN[:length], folder)
    if found is None or not found[0].rows.height:
        return
    assert not rows_out_of_nothing(original, found)
    if PLAIN[length - 1 : length] != b"\n":
        assert found[-1].dataset.problems_of(ProblemKind.DOUBT) or found[-1].dataset.problems_of(ProblemKind.REFUSED)


@FAST
@given(st.integers(0, len(PLAIN) - 1), st.sampled_from([b"\n", b"\r\n", b"\r", b'"', b",", b"\x00", b",,,,"]))
def test_an_inserted_character_changes_no_figure_without_a_problem(folder: Path, place: int, junk: bytes) -> None:
    original = _original(folder)
    found = read(PLAIN[:place] + junk + PLAIN[place:], folder)
    assert found is None or not rows_out_of_nothing(original, found)
    if (
        found is not None
        and len(found) == 1
        and sum(one.rows["tiv_delivered"].sum() for one in found)
        != pytest.approx(sum(one.rows["tiv_delivered"].sum() for one in original))
    ):
        assert found[0].dataset.problems != original[0].dataset.problems


@FAST
@given(st.integers(9, len(DEALS) + 7), st.integers(1, 20))
def test_repeated_lines_are_all_found(folder: Path, line: int, times: int) -> None:
    lines = PLAIN.split(b"\n")
    found = read(b"\n".join([*lines[: line + 1], *[lines[line]] * times, *lines[line + 1 :]]), folder)
    assert found is not None
    assert found[0].dataset.counts.duplicates == times


def test_a_truncated_envelope_is_refused_whole(folder: Path) -> None:
    path = folder / "cut.json"
    path.write_text('{"bytes": "VHJhbnNm')
    with pytest.raises(InputError):
        read_transfers(path)
