"""What a user's file holds after it was written, and after that failed in the middle."""

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kautilya.cli.files import write_bytes, write_text
from kautilya.core.errors import InputError
from tests.cli.running import COMMAND
from tests.kills import kill, moments, time_of
from tests.kills_work import writing

OLD = b"old " * 100_000
NEW = b"newer" * 3_000_000
ROOM = 1 << 20
"""Bytes that a file may have where the room ends."""


@pytest.fixture
def little_room() -> Iterator[None]:
    """Let writing a larger file fail in the middle."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.usefixtures("little_room")
def test_what_stood_there_stays_where_writing_fails_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(OLD)
    with pytest.raises(InputError, match=r"plan.json: cannot be written: File too large"):
        write_bytes(path, NEW)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    seconds = time_of(writing, path, NEW)
    for moment in moments(7):
        path.write_bytes(OLD)
        kill(writing, path, NEW, after=moment * seconds)
        assert path.read_bytes() in (OLD, NEW)


def test_a_second_ctrl_c_in_the_middle_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(OLD)
    code = (
        "import os, pathlib, sys; from kautilya.cli.files import write_bytes\n"
        "def stop(handle): raise KeyboardInterrupt\n"
        "os.fsync = stop\n"
        "write_bytes(pathlib.Path(sys.argv[1]), b'newer' * 9)"
    )
    ran = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=False)
    assert b"KeyboardInterrupt" in ran.stderr
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_mode_and_links_are_kept_and_a_new_file_follows_the_mask(tmp_path: Path) -> None:
    path, link, fresh = tmp_path / "plan.json", tmp_path / "link.json", tmp_path / "below" / "new.json"
    path.write_bytes(OLD)
    path.chmod(0o640)
    link.symlink_to(path.name)
    write_text(link, "new\n")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        write_text(fresh, "new\n")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o640


def test_a_link_to_what_is_not_there_yet_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to("plan.json")
    write_text(link, "new\n")
    assert link.is_symlink()
    assert (tmp_path / "plan.json").read_text(encoding="utf-8") == "new\n"


def test_a_folder_and_a_circle_of_links_are_told_plainly(tmp_path: Path) -> None:
    circle = tmp_path / "circle.json"
    circle.symlink_to(circle)
    with pytest.raises(InputError, match=r"circle.json: cannot be written: Too many levels of symbolic links"):
        write_text(circle, "new\n")
    with pytest.raises(InputError, match="cannot be written: Is a directory"):
        write_text(tmp_path, "new\n")
    with pytest.raises(InputError, match="cannot be written: File name too long"):
        write_text(tmp_path / ("x" * 300), "new\n")


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        write_text(pipe, "new\n")
        out, _ = reader.communicate(timeout=20)
    assert out == b"new\n"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    write_text(Path("/dev/null"), "new\n")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "out.json"])
def test_a_file_that_stdout_goes_to_is_the_one_that_is_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / "out.json"
    with path.open("wb") as out:
        there = os.fstat(out.fileno()).st_ino
        subprocess.run([COMMAND, "case", "schema", "-o", name], cwd=tmp_path, stdout=out, check=True, capture_output=False)
    assert path.stat().st_ino == there
    assert b'"$schema"' in path.read_bytes()


def test_a_pipe_as_stdout_takes_the_result() -> None:
    ran = subprocess.run([COMMAND, "case", "schema", "-o", "/dev/stdout"], check=True, capture_output=True)
    assert b'"$schema"' in ran.stdout


def test_what_only_its_owner_may_read_is_never_open_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, modes, sync = tmp_path / "plan.json", list[int](), os.fsync
    path.write_bytes(OLD)
    path.chmod(0o600)

    def seen(handle: int) -> None:
        modes.extend(stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir())
        sync(handle)

    opened = os.open

    def first_seen(name: Path, flags: int, mode: int) -> int:
        handle = opened(name, flags, mode)
        modes.extend(stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir())
        return handle

    monkeypatch.setattr(os, "fsync", seen)
    monkeypatch.setattr(os, "open", first_seen)
    write_text(path, "new\n")
    assert modes == [0o600] * 4


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EPERM, errno.EXDEV])
def test_where_no_other_file_may_take_its_place_the_file_is_written_to(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(OLD)

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", refuse)
    write_text(path, "new\n")
    assert path.read_text(encoding="utf-8") == "new\n"
    assert list(tmp_path.iterdir()) == [path]


def test_all_names_of_a_file_keep_one_content(tmp_path: Path) -> None:
    path, other = tmp_path / "plan.json", tmp_path / "other.json"
    path.write_bytes(OLD)
    other.hardlink_to(path)
    write_text(path, "new\n")
    assert other.read_text(encoding="utf-8") == "new\n"
