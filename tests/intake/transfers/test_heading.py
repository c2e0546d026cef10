from datetime import date

import pytest

from kautilya.intake.transfers.heading import heading_of, is_heading_line
from kautilya.register.dataset import Direction, Selection
from tests.intake.transfers import world


def test_a_register_tells_its_edition_and_that_no_window_was_set() -> None:
    found = heading_of(world.heading())
    assert found.edition == date(2025, 3, 14)
    assert found.window is None
    assert found.window_stated
    assert found.selection == Selection(supplier="All countries", recipient="All countries")


def test_a_window_is_read() -> None:
    assert heading_of(world.heading((2000, 2001))).window == (2000, 2001)


def test_a_selection_of_one_country_is_read() -> None:
    assert heading_of(world.heading(between="United States   to Poland ")).selection == Selection(
        supplier="United States", recipient="Poland"
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Data generated: 13 Mar 2025 10:02:49 AM", date(2025, 3, 13)),
        ("Generated: 28 July 2022,,,,", date(2022, 7, 28)),
        ('"Data generated: 1 September 2026"', date(2026, 9, 1)),
        ("Generated: 2026-03-09", date(2026, 3, 9)),
        ("Data generated: 13 Mar 20", None),
        ("Data generated: 31 Feb 2025 10:02:49 AM", None),
        ("Data generated: 13 Mar 9025 10:02:49 AM", None),
        ("Data generated: 13 Foo 2025", None),
    ],
)
def test_the_day_of_generation_is_read_or_absent_never_invented(line: str, day: date | None) -> None:
    assert heading_of([line]).edition == day


@pytest.mark.parametrize(
    ("line", "direction", "subject"),
    [
        ('"TIV of arms exports from Soviet Union, 1950-2021",,,,', Direction.EXPORTS, "Soviet Union"),
        ('"TIV of arms imports to Viet Nam, 1950-2021",,,,', Direction.IMPORTS, "Viet Nam"),
    ],
)
def test_a_table_tells_whose_transfers_it_holds(line: str, direction: Direction, subject: str) -> None:
    found = heading_of([line])
    assert (found.direction, found.subject, found.window) == (direction, subject, (1950, 2021))


def test_what_is_deleted_is_absent() -> None:
    found = heading_of(world.heading()[1:4])
    assert found.edition is None
    assert not found.window_stated
    assert found.selection == Selection()


def test_every_line_above_a_register_is_known_as_such() -> None:
    assert all(is_heading_line(line) for line in world.heading() if line)
    assert not is_heading_line("India,Israel,2009,?,16,?,Kite,UAV,16,,2012,New,Aid,3,48,48")
