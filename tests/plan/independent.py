"""The planning model once more, written from SEMANTICS alone: yearly variables, one row at a time.

It reads a case's JSON with a reading of parameters and a draw of scenarios of its own; with the planner it shares HiGHS.
"""

import math
from collections import defaultdict
from typing import Any

import highspy

from tests.plan.own_reading import Raw, cut_share, futures_of, rules_of

Row = dict[int, float]


class Independent:
    """The model of one case; `fix` holds a plan's decisions at their values, `minimise` solves it."""

    def __init__(self, raw: Raw) -> None:
        self.raw, self.futures, self.rule = raw, futures_of(raw), rules_of(raw)
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.setOptionValue("output_flag", False)
        self.cost: dict[int, float] = defaultdict(float)
        self.years, self.order_years = range(len(raw["years"])), range(raw["order_years"])
        self.place = {area["id"]: c for c, area in enumerate(raw["areas"])}
        self.columns = 0
        self._decisions()
        self._money()
        self._windows()
        self._sources()
        self._fleets()
        self._futures()
        for column, cost in self.cost.items():
            self.highs.changeColCost(column, cost)

    def minimise(self, gap: float) -> tuple[float, float]:
        """Return the objective and the bound."""
        self.highs.setOptionValue("mip_rel_gap", gap)
        self.highs.run()
        assert self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        info = self.highs.getInfo()
        return info.objective_function_value, info.mip_dual_bound

    def fix(self, orders: list[Raw], deliveries: list[Raw]) -> None:
        """Hold all decisions at those of a plan."""
        for family, entries in ((self.x, orders), (self.d, deliveries)):
            units = {(entry["offer_id"], entry["year"]): entry["units"] for entry in entries}
            for (o, t), column in family.items():
                value = units.get((self.raw["offers"][o]["id"], self.raw["years"][t]), 0)
                self.highs.changeColBounds(column, value, value)
        for o, offer in enumerate(self.raw["offers"]):
            ordered = [entry["year"] for entry in orders if entry["offer_id"] == offer["id"]]
            for t in self.order_years:
                start = bool(ordered) and self.raw["years"][t] == min(ordered)
                self.highs.changeColBounds(self.z[o, t], float(start), float(start))

    def _column(self, upper: float = math.inf, *, lower: float = 0.0, whole: bool = False) -> int:
        self.highs.addVar(lower, upper)
        if whole:
            self.highs.changeColIntegrality(self.columns, highspy.HighsVarType.kInteger)
        self.columns += 1
        return self.columns - 1

    def _row(self, row: Row, *, low: float = -math.inf, high: float = math.inf) -> None:
        self.highs.addRow(low, high, len(row), list(row), list(row.values()))

    def _decisions(self) -> None:
        offers = list(enumerate(self.raw["offers"]))
        self.x = {(o, t): self._column(whole=True) for o, _ in offers for t in self.order_years}
        self.d = {(o, t): self._column(whole=True) for o, _ in offers for t in self.years}
        self.z = {(o, t): self._column(1, whole=True) for o, _ in offers for t in self.order_years}
        self.hubs = {hub["id"]: hub for hub in self.raw.get("hubs", [])}
        self.built = {(name, t): self._column(1, whole=True) for name in self.hubs for t in self.order_years}
        for o, offer in offers:
            most, rate = offer["max_quantity"], offer["max_rate"]["value"]
            rates = [rate * (1 + (offer.get("rate_growth") or {"value": 0})["value"]) ** t // 1 for t in self.years]
            limit = most["value"] if most else sum(rates)
            wait = math.floor(round((self.rule["order_month"] + 12 * offer["lead_years"]["value"]) / 12, 9))
            self._row({self.z[o, t]: 1.0 for t in self.order_years}, high=1)
            self._row({self.x[o, t]: 1.0 for t in self.order_years}, high=limit)
            for t in self.order_years:
                ripe = int(self.raw["years"][t][2:6]) >= offer["earliest_order"]["value"]
                self._row({self.x[o, t]: 1.0}, high=limit if ripe else 0)
                self._row({self.x[o, t]: 1.0, self.z[o, t]: -offer["min_lot"]["value"]}, low=0)
                self._row({self.x[o, t]: 1.0} | {self.z[o, u]: -limit for u in range(t + 1)}, high=0)
            for t in self.years:
                self._row({self.d[o, t]: 1.0}, high=rates[t])
                self._row({self.d[o, u]: 1.0 for u in range(t + 1)}
                          | {self.x[o, u]: -1.0 for u in self.order_years if u <= t - wait}, high=0)  # fmt: skip
            self._row({self.d[o, t]: 1.0 for t in self.years} | {self.x[o, t]: -1.0 for t in self.order_years}, low=0, high=0)

    def _money(self) -> None:
        available = [year["available"]["value"] for year in self.raw["budget"]]
        self.weight = self.rule["spend_weight"] / sum(available[: len(self.order_years)])
        self.paid: list[Row] = []
        advance = self.rule["advance"]
        for t in self.years:
            row: Row = defaultdict(float)
            for o, offer in enumerate(self.raw["offers"]):
                unit, fixed = offer["unit_cost"]["value"], offer["fixed_cost"]["value"]
                row[self.d[o, t]] += (1 - advance) * unit
                if t in self.order_years:
                    row[self.x[o, t]] += advance * unit
                    row[self.z[o, t]] += fixed / 2
                if t - 1 in self.order_years:
                    row[self.z[o, t - 1]] += fixed / 2
                if t == self.years[-1] and t in self.order_years:
                    row[self.z[o, t]] += fixed / 2
            row |= {
                self.built[name, t]: hub["expansion_cost"]["value"]
                for name, hub in self.hubs.items()
                if (name, t) in self.built
            }
            self.paid.append(row)
            for column, money in row.items():
                self.cost[column] += self.weight * money
        self.carry = [self._column(self.rule["carry_share"] * max(0.0, money)) for money in available]
        for t in self.years:
            row = dict(self.paid[t]) | {self.carry[t]: 1.0} | ({self.carry[t - 1]: -1.0} if t else {})
            self._row(row, high=available[t])

    def _windows(self) -> None:
        width = min(self.rule["window"], len(self.order_years))
        home = self.raw["home"]
        offers = self.raw["offers"]
        groups = [([country in offer["design_origins"] for offer in offers], self.rule["origin_cap"])
                  for country in {c for offer in offers for c in offer["design_origins"]} - {home}]  # fmt: skip
        groups += [([offer["counterparty"] == country for offer in offers], self.rule["counterparty_cap"])
                   for country in {offer["counterparty"] for offer in offers} - {home}]  # fmt: skip
        if (limit := self.raw.get("component_limit")) is not None:
            needed = {(need["offer_id"], need["family"]) for need in limit["needs"]}
            groups += [([(offer["id"], family) in needed for offer in offers], limit["cap"]["value"])
                       for family in {name for _, name in needed}]  # fmt: skip
        for start in range(len(self.order_years) - width + 1):
            years = range(start, start + width)
            for members, cap in groups:
                self._weighted({o: member - cap for o, member in enumerate(members)}, years)
            floor = self.rule["indigenous_floor"]
            self._weighted({o: floor - offer["indigenous_content"]["value"] for o, offer in enumerate(offers)}, years)

    def _fleets(self) -> None:
        for fleet in self.raw.get("fleets", []):
            keeping = {o: offer["units_per_order_unit"]["value"] for o, offer in enumerate(self.raw["offers"])
                       if offer.get("extends") == fleet["id"]}  # fmt: skip
            for t in self.years:
                row = {self.d[o, u]: units for o, units in keeping.items() for u in range(t + 1)}
                self._row(row, high=sum(units["value"] for units in fleet["retiring"][: t + 1]))

    def _sources(self) -> None:
        for rule in self.raw.get("second_sources", []):
            kind = {"offer": "id", "counterparty": "counterparty"}[rule["by"]]
            offers = {o: offer for o, offer in enumerate(self.raw["offers"]) if offer["area_id"] == rule["area_id"]}
            for source in {offer[kind] for offer in offers.values()}:
                row = {self.x[o, t]: offer["units_per_order_unit"]["value"] * ((offer[kind] == source) - rule["most"]["value"])
                       for o, offer in offers.items() for t in self.order_years}  # fmt: skip
                self._row(row, high=0)

    def _weighted(self, weight: dict[int, float], years: range) -> None:
        row: Row = {}
        for o, offer in enumerate(self.raw["offers"]):
            for t in years:
                row[self.x[o, t]] = weight[o] * offer["unit_cost"]["value"]
                row[self.z[o, t]] = weight[o] * offer["fixed_cost"]["value"]
        self._row(row, high=0)

    def _futures(self) -> None:
        risk, level = self.rule["risk_weight"], self.rule["risk_level"]
        at_risk = self._column(lower=-math.inf)
        self.cost[at_risk] += risk
        points = self._points()
        for future in self.futures:
            loss: Row = defaultdict(float)
            self._shortfalls(future, points, loss)
            self._overspends(future, loss)
            for column, worth in loss.items():
                self.cost[column] += (1 - risk) * future["probability"] * worth
            excess = self._column()
            self.cost[excess] += risk * future["probability"] / (1 - level)
            self._row({excess: 1.0, at_risk: 1.0} | {column: -worth for column, worth in loss.items()}, low=0)

    def _points(self) -> list[list[float]]:
        nothing, grid = 0.0, []
        for area in self.raw["areas"]:
            largest = max(need["value"] for need in area["requirement"])
            grid.append([area["weight"]["value"] * self.rule["discount"] ** t / largest for t in self.years])
            nothing += sum(
                grid[-1][t] * max(0.0, area["requirement"][t]["value"] - area["holding"][t]["value"]) for t in self.years
            )
        return [[100 * worth / nothing for worth in row] for row in grid]

    def _shortfalls(self, future: Raw, points: list[list[float]], loss: Row) -> None:
        rows: dict[tuple[int, int], Row] = {}
        for c in range(len(self.raw["areas"])):
            for t in self.years:
                column = self._column()
                rows[c, t] = {column: 1.0}
                loss[column] = points[c][t]
        self._arrivals(future, rows)
        for t in self.years:
            spent: Row = {}
            for channel in self.raw["channels"]:
                most = channel["quantity_per_contract"]["value"] * channel["contracts_per_year"]["value"]
                bought = self._column(most)
                rows[self.place[channel["area_id"]], t][bought] = channel["arrives_within_year"]["value"]
                spent[bought] = channel["unit_cost"]["value"]
            self._row(spent, high=self.rule["reserve_share"] * max(0.0, self.raw["budget"][t]["available"]["value"]))
        lost = self._hubs(future, rows)
        for (c, t), row in rows.items():
            area = self.raw["areas"][c]
            need = area["requirement"][t]["value"] + future["surge"][c][t]
            self._row(row, low=need - area["holding"][t]["value"] + lost.get((c, t), 0.0))

    def _hubs(self, future: Raw, rows: dict[tuple[int, int], Row]) -> dict[tuple[int, int], float]:
        """Give places in hubs, and return what is lost of the holding [area, year] without any."""
        lost: dict[tuple[int, int], float] = defaultdict(float)
        fleets = {fleet["id"]: fleet for fleet in self.raw.get("fleets", [])}
        offers = {offer["id"]: o for o, offer in enumerate(self.raw["offers"])}
        taken: dict[tuple[str, int], Row] = defaultdict(dict)
        for kept in self.raw.get("upkeep", []):
            thing = fleets.get(kept["of"]) or self.raw["offers"][offers[kept["of"]]]
            c = self.place[thing["area_id"]]
            for t in self.years:
                cut = cut_share(thing, future, t)
                held = thing["units"][t]["value"] if kept["of"] in fleets else 0.0
                lost[c, t] += cut * (1 - kept["without_hub"]["value"]) * held
                if kept["hub_id"] is None or cut == 0:
                    continue
                placed = self._column()
                rows[c, t][placed] = cut * (kept["with_hub"]["value"] - kept["without_hub"]["value"])
                taken[kept["hub_id"], t][placed] = kept["load"]["value"]
                there = {} if kept["of"] in fleets else self._there(offers[kept["of"]], future, t)
                self._row({placed: 1.0} | {column: -units for column, units in there.items()}, high=held)
        for (name, t), row in taken.items():
            hub = self.hubs[name]
            steps = {
                self.built[name, u]: -hub["step"]["value"] for u in self.order_years if u <= t - hub["lead_years"]["value"]
            }
            self._row(row | steps, high=hub["capacity"]["value"])
        return lost

    def _arrivals(self, future: Raw, rows: dict[tuple[int, int], Row]) -> None:
        without = {kept["of"]: kept["without_hub"]["value"] for kept in self.raw.get("upkeep", [])}
        for o, offer in enumerate(self.raw["offers"]):
            for t in self.years:
                counts = 1 - cut_share(offer, future, t) * (1 - without.get(offer["id"], 1.0))
                for column, units in self._there(o, future, t).items():
                    rows[self.place[offer["area_id"]], t][column] = units * counts

    def _there(self, o: int, future: Raw, t: int) -> Row:
        """Units of the area that are in service in a year, per planned delivery."""
        offer = self.raw["offers"][o]
        lease = offer["lease_years"]["value"] if offer["lease_years"] else math.inf
        arrives = {u: self._arrival(offer, future["delay_months"][o], u, future["interruptions"]) for u in self.years}
        return {
            self.d[o, u]: offer["units_per_order_unit"]["value"] for u in self.years if arrives[u] <= t < arrives[u] + lease
        }

    def _arrival(self, offer: Raw, delay: float, planned: int, stops: list[list[Any]]) -> int:
        due = 12 * planned + round(self.rule["order_month"] + 12 * offer["lead_years"]["value"], 6) % 12 + delay
        for _ in stops:
            for country, start, end in stops:
                if country in offer["design_origins"] and start <= due < end:
                    due = 12 * math.ceil(end / 12)
        return int(due // 12)

    def _overspends(self, future: Raw, loss: Row) -> None:
        for t, factor in enumerate(future["cuts"]):
            if factor < 1:
                column = self._column()
                loss[column] = self.rule["overspend_factor"] * self.weight
                row = {column: 1.0} | {paid: -money for paid, money in self.paid[t].items()}
                row |= {self.carry[t - 1]: 1.0} if t else {}
                self._row(row, low=-factor * self.raw["budget"][t]["available"]["value"])
