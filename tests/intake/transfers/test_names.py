import pytest

from kautilya.intake.transfers.names import codes_of, party_code, sipri_code_name
from kautilya.register.dataset import ProblemKind


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("India", "IND"),
        ("Turkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Czechia", "CZE"),
        ("Czech Republic", "CZE"),
        ("UAE", "ARE"),
        ("United Arab Emirates", "ARE"),
        ("DR Congo", "COD"),
        ("Congo", "COG"),
        ("Cote d'Ivoire", "CIV"),
        ("Micronesia", "FSM"),
        ("Bosnia-Herzegovina", "BIH"),
        ("Macedonia (FYROM)", "MKD"),
        ("North Macedonia", "MKD"),
        ("Swaziland", "SWZ"),
        ("eSwatini", "SWZ"),
        ("Cape Verde", "CPV"),
        ("Cabo Verde", "CPV"),
        ("Viet Nam", "VNM"),
        ("Vietnam", "VNM"),
        ("Germany (FRG)", "DEU"),
        ("Taiwan (ROC)", "TWN"),
        ("East Timor", "TLS"),
        ("Kosovo", "XKX"),
        ("Palestine", "PSE"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Republic of Korea", "KOR"),
        ("Dominica", "DMA"),
        ("Dominican Republic", "DOM"),
    ],
)
def test_names_of_all_editions_have_iso_codes(name: str, code: str) -> None:
    found = party_code(name)
    assert (found.code, found.known, found.guessed_from) == (code, True, None)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Soviet Union", "SUN"),
        ("Yugoslavia", "YUG"),
        ("Czechoslovakia", "CSK"),
        ("East Germany (GDR)", "DDR"),
        ("South Vietnam", "RVN"),
        ("North Vietnam", "VDR"),
        ("South Yemen", "YMD"),
        ("North Yemen", "YAR"),
        ("Katanga", "katanga"),
        ("Biafra", "biafra"),
        ("Serbia and Montenegro", "SCG"),
    ],
)
def test_former_states_keep_codes_of_their_own(name: str, code: str) -> None:
    assert party_code(name).code == code
    assert code not in {
        party_code(successor).code for successor in ("Russia", "Serbia", "Czechia", "Germany", "Viet Nam", "Yemen")
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("unknown supplier(s)", "unknown"),
        ("unknown recipient(s)", "unknown"),
        ("(multiple sellers)", "several"),
        ("Multiple sellers..", "several"),
        ("NATO**", "nato"),
        ("African Union**", "african-union"),
        ("Hezbollah (Lebanon)*", "hezbollah"),
        ("PKK (Turkiye)*", "pkk"),
        ("PKK (Turkey)*", "pkk"),
        ("United Wa State (Myanmar)*", "united-wa-state"),
    ],
)
def test_what_is_no_state_has_a_stable_code(name: str, code: str) -> None:
    assert party_code(name).code == code
    assert party_code(name).known


@pytest.mark.parametrize(
    ("name", "taken_for"),
    [
        ("INDIA", "India"),
        ("C\u00f4te d Ivoire", "Cote d'Ivoire"),
        ("Bosnia  Herzegovina", "Bosnia-Herzegovina"),
        ("the Gambia", "Gambia"),
    ],
)
def test_a_name_that_differs_in_writing_only_is_a_guess(name: str, taken_for: str) -> None:
    found = party_code(name)
    assert found.known
    assert found.guessed_from is not None
    assert found.code == party_code(taken_for).code


@pytest.mark.parametrize("name", ["Ruritania", "Nigeri", "Khemed (Arabia)*", "NAT0**", "Ind ia"])
def test_likeness_of_spelling_decides_nothing(name: str) -> None:
    found = party_code(name)
    assert not found.known
    assert found.code == name


def test_an_asterisk_tells_a_group_from_a_state() -> None:
    assert party_code("Lebanon").code == "LBN"
    assert not party_code("Lebanon*").known


def test_guesses_and_unknown_names_are_listed_once_with_their_count() -> None:
    found = codes_of({"India": (12, 5), "INDIA": (13, 2), "Ruritania": (14, 3)}, "supplier")
    assert dict(found.codes) == {"India": "IND", "INDIA": "IND", "Ruritania": "Ruritania"}
    assert [(problem.kind, problem.row, problem.count) for problem in found.problems] == [
        (ProblemKind.GUESS, 13, 2),
        (ProblemKind.UNKNOWN_NAME, 14, 3),
    ]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("USR", "Soviet Union"),
        ("FRG", "Germany"),
        ("KOS", "South Korea"),
        ("SIN", "Singapore"),
        ("SPA", "Spain"),
        ("SWI", "Switzerland"),
        ("UAE", "United Arab Emirates"),
        ("CZE", "Czechoslovakia"),
        ("CZR", "Czechia"),
        ("CHE", "Chile"),
        ("SA", "South Africa"),
        ("INS", "Indonesia"),
    ],
)
def test_sipris_own_codes_are_not_isos(code: str, name: str) -> None:
    assert sipri_code_name(code) == name
