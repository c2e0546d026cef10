"""The embedded register, read once."""

from datetime import date

import pytest

from kautilya.intake.datapackage import Import, read
from tests.intake.facts import INDIA


@pytest.fixture(scope="session")
def india() -> Import:
    return read(INDIA, recorded_on=date(2026, 6, 30), by="a reader")
