"""The graph of needs: by hand for the fighters on one engine family, by brute force and by laws for any graph."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kautilya.measures.reliance.stopping import Need, Stop, Substitute, stopping

USA = frozenset({"USA"})
COUNTRIES = ("USA", "FRA", "RUS")
SYSTEMS = ("a", "b", "c", "d")
GROUPS = st.frozensets(st.sampled_from(COUNTRIES), max_size=2)
NEEDS = st.lists(
    st.builds(
        Need,
        system=st.sampled_from(SYSTEMS),
        suppliers=GROUPS,
        substitute=st.sampled_from(Substitute),
        substitute_from=GROUPS,
        sure=st.booleans(),
        made_of=st.frozensets(st.sampled_from(SYSTEMS), max_size=2),
    ),
    max_size=7,
)


NOBODY: frozenset[str] = frozenset()


def need(
    system: str,
    *suppliers: str,
    substitute: Substitute = Substitute.NONE,
    substitute_from: frozenset[str] = NOBODY,
    made_of: frozenset[str] = NOBODY,
) -> Need:
    return Need(
        system=system,
        suppliers=frozenset(suppliers),
        substitute=substitute,
        substitute_from=substitute_from,
        made_of=made_of,
    )


def test_fighters_on_one_engine_family_by_hand() -> None:
    """Of Mk1A the only substitute was given up; of the second order and Mk2 none was found; of AMCA one is in development."""
    needs = (
        need("Mk1A, first order", "USA"),
        need("Mk1A, second order", "USA", substitute=Substitute.NOT_TOLD),
        need("Mk2", "USA", substitute=Substitute.NOT_TOLD),
        need("AMCA", "USA", substitute_from=frozenset({"FRA"})),
        need("Mk1A, second order", "IND", substitute=Substitute.THERE),
    )
    assert stopping(needs, USA) == {
        "Mk1A, first order": Stop.STOPS, "Mk1A, second order": Stop.MAY_STOP, "Mk2": Stop.MAY_STOP, "AMCA": Stop.STOPS,
    }  # fmt: skip
    assert set(stopping(needs, frozenset({"FRA"})).values()) == {Stop.GOES_ON}


def test_a_substitute_keeps_a_system_going_unless_it_comes_from_the_same_country() -> None:
    kept = need("kept", "USA", substitute=Substitute.THERE, substitute_from=frozenset({"IND"}))
    lost = need("lost", "USA", substitute=Substitute.THERE, substitute_from=USA)
    nowhere = need("origin unknown", "USA", substitute=Substitute.THERE)
    assert stopping((kept, lost, nowhere), USA) == {
        "kept": Stop.GOES_ON, "lost": Stop.STOPS, "origin unknown": Stop.GOES_ON,
    }  # fmt: skip


def test_one_of_several_suppliers_or_an_unknown_one_may_stop_a_system() -> None:
    several, unknown = need("several", "USA", "FRA"), need("unknown")
    assert stopping((several, unknown), USA) == {"several": Stop.MAY_STOP, "unknown": Stop.MAY_STOP}
    assert stopping((several,), frozenset({"USA", "FRA"}))["several"] is Stop.STOPS


def test_a_loss_goes_up_a_chain_of_components_and_a_guess_weakens_it() -> None:
    chain = [need("ship", "IND", made_of=frozenset({"missile"})), need("missile", "IND", made_of=frozenset({"seeker"})),
             need("seeker", "USA")]  # fmt: skip
    assert set(stopping(chain, USA).values()) == {Stop.STOPS}
    guessed = [Need(system="ship", suppliers=frozenset({"IND"}), substitute=Substitute.NONE, sure=False,
                    made_of=frozenset({"missile"})), *chain[1:]]  # fmt: skip
    assert stopping(guessed, USA)["ship"] is Stop.MAY_STOP


def test_systems_that_only_need_each_other_go_on_until_one_is_hit() -> None:
    cycle = [need("a", "IND", made_of=frozenset({"b"})), need("b", "IND", made_of=frozenset({"a"}))]
    assert set(stopping(cycle, USA).values()) == {Stop.GOES_ON}
    assert set(stopping([*cycle, need("a", "USA")], USA).values()) == {Stop.STOPS}


@given(NEEDS, GROUPS)
def test_it_is_the_least_answer_that_satisfies_every_need(needs: list[Need], gone: frozenset[str]) -> None:
    """Brute force over all answers of four systems; the rule of one need is written out again, apart from the code."""
    satisfying = [dict(zip(SYSTEMS, answers, strict=True)) for answers in product(Stop, repeat=len(SYSTEMS))]
    satisfying = [answers for answers in satisfying if all(_one(one, gone, answers) <= answers[one.system] for one in needs)]
    least = {system: min(answers[system] for answers in satisfying) for system in SYSTEMS}
    found = stopping(needs, gone)
    assert all(found.get(system, Stop.GOES_ON) == least[system] for system in SYSTEMS)


@given(NEEDS, GROUPS, st.sampled_from(COUNTRIES))
def test_without_one_partner_less_never_more_stops(needs: list[Need], gone: frozenset[str], other: str) -> None:
    fewer, more = stopping(needs, gone - {other}), stopping(needs, gone | {other})
    assert all(fewer[system] <= more[system] for system in more)


@given(NEEDS, GROUPS, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(needs: list[Need], gone: frozenset[str], random: object) -> None:
    mixed = sorted([*needs, *needs[::2]], key=lambda one: hash((one, str(random))))
    assert stopping(mixed, gone) == stopping(needs, gone)


@given(NEEDS)
def test_with_all_partners_there_nothing_stops(needs: list[Need]) -> None:
    assert set(stopping(needs, frozenset()).values()) <= {Stop.GOES_ON}


def _one(one: Need, gone: frozenset[str], answers: dict[str, Stop]) -> Stop:
    def lost(countries: frozenset[str]) -> Stop:
        if not countries:
            return Stop.MAY_STOP
        return Stop.STOPS if not countries - gone else Stop.MAY_STOP if countries & gone else Stop.GOES_ON

    supply = lost(one.suppliers) if gone else Stop.GOES_ON
    if one.made_of:
        supply = max(supply, *(answers[system] for system in one.made_of))
    instead = {Substitute.NONE: Stop.STOPS, Substitute.NOT_TOLD: Stop.MAY_STOP}.get(
        one.substitute, lost(one.substitute_from) if one.substitute_from else Stop.GOES_ON
    )
    return min(supply, instead, Stop.STOPS if one.sure else Stop.MAY_STOP)
