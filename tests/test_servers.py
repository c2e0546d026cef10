"""The PostgreSQL of the tests: it lives through what goes on beside it, and tells why it is gone."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.servers import running_server, wheel


def test_another_run_of_pytest_does_not_take_a_servers_folder_away(tmp_path: Path) -> None:
    other = tmp_path / "test_other.py"
    other.write_text("def test_with_a_folder(tmp_path):\n    pass\n", encoding="utf-8")
    with running_server() as own:
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", tmp_path, other],
            cwd=tmp_path, capture_output=True, check=False, text=True, timeout=120,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout
        with own.engine() as engine, engine.connect() as connection:
            connection.execute(text("CHECKPOINT"))
        assert own.database()


def test_a_server_that_is_gone_is_told_with_its_log() -> None:
    with running_server() as own:
        pid = int(own.log.with_name("postmaster.pid").read_text(encoding="utf-8").split()[0])
        process = wheel().psutil.Process(pid)
        process.terminate()
        process.wait(30)
        with pytest.raises(OperationalError) as told:
            own.database()
    assert "database system is shut down" in "".join(told.value.__notes__)


@pytest.mark.parametrize("seconds", [0.001, 0.05])
def test_a_server_that_takes_longer_than_the_wheel_waits_is_there_all_the_same(
    monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    patiences, run = iter([seconds]), wheel().pgexec

    def hasty(*command: object, **asked: object) -> object:
        if "timeout" in asked:
            asked["timeout"] = next(patiences, asked["timeout"])
        return run(*command, **asked)

    monkeypatch.setattr(wheel(), "pgexec", hasty)
    with running_server() as own:
        assert own.database()
    assert not list(patiences)
