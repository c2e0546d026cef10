import base64
import json
from pathlib import Path

import pytest

from kautilya.core.errors import InputError
from tests.intake.transfers import world
from tests.intake.transfers.reading import read_one

CONTENT = world.text(world.delivery_lines(world.deals(30))).encode()
ENVELOPE = json.dumps({"bytes": base64.b64encode(CONTENT).decode()})


def test_an_envelope_holds_the_same_data_set_as_the_file_within(tmp_path: Path) -> None:
    packed, plain = read_one(ENVELOPE, tmp_path, name="answer.json"), read_one(CONTENT, tmp_path)
    assert packed.rows.equals(plain.rows)
    assert packed.dataset.sha256 == plain.dataset.sha256
    assert packed.dataset.file_sha256 != plain.dataset.file_sha256
    assert packed.dataset.problems == plain.dataset.problems


def test_an_envelope_may_hold_any_layout(tmp_path: Path) -> None:
    content = world.text(world.register_lines(world.deals(30))).encode("cp1252")
    assert read_one(json.dumps({"bytes": base64.b64encode(content).decode()}), tmp_path).rows.height == 30


@pytest.mark.parametrize(
    "content",
    [
        ENVELOPE[:-40],
        ENVELOPE.replace("bytes", "error"),
        '{"bytes": "not base64 !"}',
        '{"bytes": 7}',
        "{}",
        "[]",
        "[" * 100_000,
        json.dumps({"bytes": base64.b64encode(b"hello").decode()}),
    ],
)
def test_a_damaged_or_foreign_envelope_is_refused_whole(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError):
        read_one(content, tmp_path)
