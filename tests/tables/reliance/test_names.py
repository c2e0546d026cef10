"""Names of systems as tables of the register write them, and what is one system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kautilya.tables.reliance.names import Likeness, Names, likeness, parts, words_of

SAME, WITHIN, GUESS = Likeness.SAME, Likeness.WITHIN, Likeness.GUESS
NAMES = st.sampled_from(
    ("Tejas Mk1", "LCA Tejas Mk1A (83)", "MiG-29", "MiG-29UPG", "MiG-29K/KUB", "Su-30MKI (12)", "Rafale", "Rafale M",
     "Kilo submarines", "Sindhughosh (Kilo)", "warships", "", "C-295MW", "C295", "Mi-17-1V", "Mi-17 medium helicopters",
     "HAL LUH", "Light Utility Helicopter")
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Su-30MKI (12)", "Su-30MKI", SAME),
        ("LCA Tejas Mk1A (83)", "Tejas Mk1A", SAME),
        ("LCA Tejas Mk1A (83)", "Tejas Mk1", None),
        ("Hawk Mk132", "Hawk Mk 132", SAME),
        ("Project 75 Scorpene/Kalvari submarines (6)", "Kalvari (Scorpene)", SAME),
        ("Rafale multirole fighter (36)", "Rafale M", WITHIN),
        ("K9 Vajra-T repeat order (100)", "K9 Vajra-T", SAME),
        ("C295", "C-295MW", GUESS),
        ("MiG-29", "MiG-29UPG", GUESS),
        ("Mi-17 medium helicopters", "Mi-17-1V", GUESS),
        ("INS Sindhukirti (Kilo)", "Sindhughosh (Kilo)", GUESS),
        ("Il-76", "Phalcon on Il-76", None),
        ("warships", "Future warships", None),
        ("An-32", "An-3", None),
        ("HAL LUH", "Light Utility Helicopter", GUESS),
        ("LUH limited series", "Light Utility Helicopter", GUESS),
        ("LUH", "Light Utility Helicopter Mk2", None),
        ("LCH Prachand", "Light Utility Helicopter", None),
    ],
)
def test_two_names_are_as_near_as_a_reader_would_say(one: str, other: str, near: Likeness | None) -> None:
    assert likeness(one, other) == near


@given(NAMES, NAMES)
def test_likeness_has_no_direction(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)


def test_a_name_of_general_words_tells_nothing() -> None:
    assert words_of("Project 11356 frigates built in India (2)") == frozenset()


def test_the_nearest_names_win_and_each_part_is_asked_alone() -> None:
    known = Names.of({"a": "AH-64E Apache", "c": "CH-47F(I) Chinook", "b": "MiG-29UPG", "d": "MiG-29"})
    assert {match.found for match in known.nearest("AH-64E and CH-47F")} == {"a", "c"}
    assert [(match.found, match.likeness) for match in known.nearest("MiG-29")] == [("d", SAME)]
    assert [(match.found, match.likeness) for match in known.nearest("MiG-29", without={"d"})] == [("b", GUESS)]
    assert parts("F404-IN20 (Tejas Mk1, Mk1A)") == ("F404-IN20 (Tejas Mk1", "Mk1A")


@given(st.lists(NAMES, max_size=8), NAMES, st.sets(st.integers(0, 7)))
def test_the_index_finds_what_comparing_with_each_name_finds(names: list[str], asked: str, left: set[int]) -> None:
    known = {str(at): name for at, name in enumerate(names)}
    without = {str(at) for at in left}
    allowed = {key: name for key, name in known.items() if key not in without}
    expected = {(part, key): likeness(part, name) for part in parts(asked) for key, name in allowed.items()}
    ranks = {part: [near for (of, _), near in expected.items() if of == part and near is not None] for part in parts(asked)}
    best = {part: min(near, key=list(Likeness).index) for part, near in ranks.items() if near}
    found = {(match.found, match.likeness) for match in Names.of(known).nearest(asked, without=without)}
    assert found == {(key, near) for (part, key), near in expected.items() if near is not None and near is best.get(part)}
