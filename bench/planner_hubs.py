"""Many scenarios with places in hubs: a linear programme per scenario against the extensive form in the same time.

`python -m bench planner_hubs` runs every row (about twelve minutes); KAUTILYA_BENCH_ROWS names some numbers of scenarios,
joined by `,`; KAUTILYA_BENCH_SECONDS sets the limit of time. The case is that of the embedded register with fleets, a hub and
upkeep that are invented for this measurement: the register has no such figures.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from importlib.resources import as_file, files

from bench._programs import answers, tell
from kautilya.intake.datapackage import read
from kautilya.plan.build import case_from
from kautilya.plan.case import Case
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.goals import Goal
from kautilya.plan.result import Effort
from kautilya.plan.solve import Searched, in_extensive_form, request, searched, written
from kautilya.plan.solver import NothingFoundError
from kautilya.plan.sustainment import Fleet, Hub, Upkeep
from kautilya.register.claim import Mark
from kautilya.store.opening import IN_MEMORY, open_store

ROWS = "200,1000"
SECONDS = 180.0
GAP = 0.003
FLEETS = (("old-fighter", "fighter", "RUS", 260), ("old-helicopter", "utilhel", "FRA", 120), ("old-mpa", "mpa", "USA", 10))
UPKEEP = (("old-fighter", 0.6, 0.9, 1), ("old-helicopter", 0.5, 0.9, 0.5), ("old-mpa", 0.4, 0.9, 2), ("p8i-6", 0.4, 0.9, 2),
          ("rafale-f4-114", 0.6, 0.95, 1), ("s76d-usa", 0.5, 0.9, 0.5), ("pantsir-s1", 0.3, 0.8, 0.3))  # fmt: skip


def main() -> None:
    """Search by scenario and in the extensive form, each in a process of its own."""
    limit = float(os.environ.get("KAUTILYA_BENCH_SECONDS", SECONDS))
    for scenarios in os.environ.get("KAUTILYA_BENCH_ROWS", ROWS).split(","):
        for way in ("by_scenario", "extensive"):
            call = f"from bench.planner_hubs import searched_once; searched_once({way!r}, {int(scenarios)}, {limit})"
            done = subprocess.run([sys.executable, "-c", call], check=True, capture_output=True, text=True)
            (told,) = answers(done.stdout)
            tell(f"{way}, S={scenarios}", told["seconds"], "s")
            print(f"  {told['says']}, peak memory {told['megabytes']:.0f} MB, load {os.getloadavg()[0]:.1f}", flush=True)


def searched_once(way: str, scenarios: int, limit: float) -> None:
    """Search in one of the two ways and print what came of it."""
    import resource  # noqa: PLC0415  # of unixes only

    case = with_hubs(scenarios)
    began = time.perf_counter()
    asked = request(case, effort=Effort(gap=GAP, time_limit=limit, max_nodes=1_000_000))
    try:
        found = searched(asked) if way == "by_scenario" else in_extensive_form(asked, Goal.WEIGHTED)
        says = said(found, written(asked, found).gap)
    except NothingFoundError as exc:
        says = str(exc)
    seconds, peak = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("ANSWER " + json.dumps({"says": says, "seconds": seconds, "megabytes": peak}))


def said(found: Searched, gap: float) -> str:
    """Say what a search came to."""
    return f"bound {found.bound:.4f}, gap {100 * gap:.2f} %, stopped by {found.stop.value}"


def with_hubs(scenarios: int) -> Case:
    """Return the case of the embedded register with invented fleets, a hub and upkeep."""
    store = open_store(IN_MEMORY, create=True)
    with as_file(files("kautilya") / "registers" / "india") as folder:
        package = read(folder, recorded_on=date(2026, 5, 1), by="bench")
    store.add(package.package, package.claims, package.judgements)
    case = case_from(store.view())
    store.close()
    years = len(case.years)
    fleets = tuple(
        Fleet(id=name, area_id=area, system=name, design_origins=(origin,), retiring=(_number(0),) * years,
              units=(_number(units),) * years)
        for name, area, origin, units in FLEETS
    )  # fmt: skip
    hub = Hub(id="hub", name="hub", capacity=_number(60), step=_number(40), expansion_cost=_number(2500), lead_years=_number(2))
    upkeep = tuple(
        Upkeep(of=of, without_hub=_number(without), hub_id="hub", with_hub=_number(within), load=_number(load))
        for of, without, within, load in UPKEEP
    )
    return replace(case, fleets=fleets, hubs=(hub,), upkeep=upkeep, scenarios=scenarios)


def _number(value: float) -> Coefficient:
    return Coefficient(value=float(value), low=None, high=None, mark=Mark.ASSUMED, weakest=Mark.ASSUMED,
                       basis="invented for a measurement", rests_on=(), claim_ids=())  # fmt: skip
