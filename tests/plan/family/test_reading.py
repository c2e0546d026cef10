"""Instances of the frozen family are read whole or refused with all that is wrong."""

from pathlib import Path

import numpy as np
import pytest

from kautilya.core.errors import InputError
from kautilya.plan.family.instance import AXES
from kautilya.plan.family.reading import digest, is_family, read, written
from tests.plan.family.drawn import arrays, instance


def saved(folder: Path, **changed: object) -> Path:
    path = folder / "changed.npz"
    np.savez(path, allow_pickle=False, **{**arrays(1), **{name: np.asarray(value) for name, value in changed.items()}})
    return path


def refused(path: Path) -> str:
    with pytest.raises(InputError) as told:
        read(path)
    return str(told.value)


def test_an_instance_that_was_written_reads_as_the_same(tmp_path: Path) -> None:
    drawn = instance(tmp_path, 3)
    again = tmp_path / "again.npz"
    again.write_bytes(written(drawn))
    assert digest(read(again)) == digest(drawn)
    assert again.read_bytes() == written(read(again))


def test_fewer_scenarios_are_the_first_ones(tmp_path: Path) -> None:
    drawn = read(saved(tmp_path), scenarios=2)
    assert len(drawn.demand) == len(drawn.approved) == 2
    np.testing.assert_array_equal(drawn.demand, arrays(1)["demand"][:2])


def test_more_scenarios_than_the_file_holds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file holds 5"):
        read(saved(tmp_path), scenarios=6)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    wrong = arrays(1)
    del wrong["lead"]
    wrong["cost"] = wrong["cost"] * np.nan
    wrong["fixed"] = -wrong["fixed"]
    wrong["avail"] = wrong["avail"][:, :, :2]
    wrong["delay"] = wrong["delay"] + 0.5
    wrong["channel_area"] = wrong["channel_area"] + 99
    path = tmp_path / "wrong.npz"
    np.savez(path, allow_pickle=False, **wrong)
    told = refused(path)
    for words in ("lead: the array is missing", "cost: 8 of its numbers are not finite", "fixed: 8 of its numbers are negative",
                  "avail: has the shape", "delay: must be whole", "channel_area: points beyond"):  # fmt: skip
        assert words in told


@pytest.mark.parametrize("name", sorted(AXES))
def test_each_array_must_be_there_and_of_numbers(tmp_path: Path, name: str) -> None:
    assert f"{name}: holds" in refused(saved(tmp_path, **{name: arrays(1)[name].astype("U5")}))
    without = arrays(1)
    del without[name]
    path = tmp_path / "without.npz"
    np.savez(path, allow_pickle=False, **without)
    assert f"{name}: the array is missing" in refused(path)


def test_objects_are_never_unpickled(tmp_path: Path) -> None:
    path = tmp_path / "objects.npz"
    np.savez(path, cost=np.array([{"a": 1}], dtype=object))
    assert "numeric arrays" in refused(path)
    assert "pickle" not in refused(path)


def test_what_is_no_archive_is_refused_in_words(tmp_path: Path) -> None:
    text = tmp_path / "text.npz"
    text.write_text("no archive", encoding="utf-8")
    single = tmp_path / "single.npy"
    np.save(single, np.zeros(3))
    assert "is no archive" in refused(text)
    assert "holds one array" in refused(single)
    assert "cannot be read" in refused(tmp_path / "absent.npz")
    assert not is_family(text)
