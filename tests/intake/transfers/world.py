"""An invented world of arms transfers, written out in every layout with the traps of the real files; no row is SIPRI's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

FIRST_YEAR, LAST_YEAR = 1990, 2024

REGISTER_NAMES = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons"
)
DELIVERY_NAMES = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Order date is estimate,"
    "Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status,SIPRI estimate,"
    "TIV deal unit,TIV delivery values,Local production"
)

_SUPPLIERS = (
    "United States",
    "Russia",
    "France",
    "Germany",
    "China",
    "Italy",
    "United Kingdom",
    "Israel",
    "Spain",
    "South Korea",
    "Soviet Union",
    "Ukraine",
    "Turkiye",
    "Netherlands",
    "Sweden",
    "Switzerland",
    "Czechia",
    "Czechoslovakia",
    "South Africa",
    "Brazil",
    "India",
    "unknown supplier(s)",
    "East Germany (GDR)",
    "UAE",
    "Bosnia-Herzegovina",
)
_RECIPIENTS = (
    "India",
    "Saudi Arabia",
    "Egypt",
    "Australia",
    "Algeria",
    "Pakistan",
    "Viet Nam",
    "Qatar",
    "Japan",
    "Poland",
    "Cote d'Ivoire",
    "DR Congo",
    "Congo",
    "Brunei",
    "Laos",
    "North Korea",
    "South Sudan",
    "African Union**",
    "Hezbollah (Lebanon)*",
    "NATO**",
    "unknown recipient(s)",
    "Yugoslavia",
    "North Yemen",
    "South Vietnam",
    "Micronesia",
    "Trinidad and Tobago",
    "Timor-Leste",
    "Russia",
    "United Arab Emirates",
    "Syria rebels*",
)
_WEAPONS = (
    ("Aircraft", "trainer aircraft", 350),
    ("Aircraft", "transport helicopter", 725),
    ("Ships", "patrol boat", 1550),
    ("Missiles", "anti-tank missile", 3),
    ("Missiles", "anti-ship/land-attack missile", 100),
    ("Sensors", "air search radar", 475),
    ("Engines", "ship engine", 25),
    ("Armoured vehicles", "tank", 260),
    ("Artillery", "towed gun", 35),
    ("Ships", "frigate", 22550),
)
_STATUSES = ("New", "New", "New", "New", "Second hand", "Second hand but modernized")
_COMMENTS = (
    "",
    "",
    "Aid",
    "Second-hand; modified before delivery",
    "INR{n}.5 b (${n}0-{n}9 m) deal; assembled from kits",
    "${n}62 m deal (incl ${n}1 m for engines and rest for spares)",
    "For {n} 'Kestrel' patrol boats; delivery planned by 2031",
    "Part of EUR{n} m deal; designation uncertain (reported as 'light gun')",
    "Version of the Ib\u00e9rico; {n} \u00b1 2 more on option",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Pieces of a deal that arrived in one year."""

    year: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One invented deal."""

    number: int
    supplier: str
    recipient: str
    order_year: int
    year_uncertain: bool
    ordered: int | None
    designation: str
    description: str
    category: str
    hundredths: int
    """TIV of a piece, in hundredths of a million."""
    status: str
    comments: str
    deliveries: tuple[Delivery, ...]
    local: bool

    @property
    def delivered(self) -> int:
        return sum(delivery.number for delivery in self.deliveries)


def deals(count: int, seed: int = 7) -> list[Deal]:
    """Draw deals; the n-th of a seed is the same however many are drawn."""
    return [_deal(number, Random(seed * 1_000_003 + number)) for number in range(1, count + 1)]  # noqa: S311  # a drawn world


def _deal(number: int, random: Random) -> Deal:
    category, description, hundredths = random.choice(_WEAPONS)
    first = random.randint(FIRST_YEAR, LAST_YEAR)
    years = range(first, min(first + random.choice((1, 1, 1, 2, 3, 5)), LAST_YEAR + 1))
    deliveries = tuple(Delivery(year=year, number=random.randint(1, 60)) for year in years if random.random() < 0.9)
    delivered = sum(delivery.number for delivery in deliveries)
    ordered = None if random.random() < 0.05 else delivered + random.choice((0, 0, 0, 10))
    return Deal(
        number=number,
        supplier=random.choice(_SUPPLIERS),
        recipient=random.choice(_RECIPIENTS),
        order_year=first - random.randint(0, 4),
        year_uncertain=random.random() < 0.5,
        ordered=ordered,
        designation=f"{random.choice(('Kite', 'Tern', 'Heron-X', 'Lynx-Y', 'Aster-Z'))}-{random.randint(1, 99)}",
        description=description,
        category=category,
        hundredths=max(1, round(hundredths * random.choice((1.0, 0.4, 0.66)))),
        status=random.choice(_STATUSES),
        comments=random.choice(_COMMENTS).replace("{n}", str(random.randint(1, 9))),
        deliveries=deliveries,
        local=random.random() < 0.1,
    )


def tiv(hundredths: int) -> str:
    """Write hundredths of a million TIV as SIPRI does: `434`, `0.5`, `19.82`."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def register_cells(deal: Deal, window: tuple[int, int] | None = None) -> list[str]:
    """Return a deal as a row of the trade register; deliveries outside the window are not told."""
    first, last = window or (0, 9999)
    inside = [delivery for delivery in deal.deliveries if first <= delivery.year <= last]
    delivered = sum(delivery.number for delivery in inside)
    return [
        deal.recipient,
        deal.supplier,
        str(deal.order_year),
        "?" if deal.year_uncertain else "",
        "" if deal.ordered is None else str(deal.ordered),
        "?" if deal.number % 3 == 0 else "",
        deal.designation,
        deal.description,
        str(delivered),
        "?" if deal.number % 7 == 0 else "",
        "; ".join(str(delivery.year) for delivery in inside),
        deal.status,
        deal.comments,
        tiv(deal.hundredths),
        tiv((deal.ordered or 0) * deal.hundredths),
        tiv(delivered * deal.hundredths),
    ]


def delivery_cells(deal: Deal, window: tuple[int, int] | None = None) -> Iterator[list[str]]:
    """Yield a deal as delivery rows, one a year."""
    first, last = window or (0, 9999)
    for delivery in deal.deliveries:
        if first <= delivery.year <= last:
            yield [
                str(50_000 + deal.number),
                deal.supplier,
                deal.recipient,
                deal.designation,
                deal.description,
                deal.category,
                str(deal.order_year),
                "Yes" if deal.year_uncertain else "No",
                str(delivery.number),
                "No",
                str(delivery.year),
                "" if deal.number % 50 == 0 else "No",
                deal.status,
                tiv(deal.hundredths),
                tiv(deal.hundredths),
                tiv(delivery.number * deal.hundredths),
                "Yes" if deal.local else "No",
            ]


def heading(
    window: tuple[int, int] | None = None, generated: str = "14 Mar 2025 9:41:07 AM", between: str | None = None
) -> list[str]:
    """Return the lines above a register."""
    years = "'Not specified' to 'Not specified'" if window is None else f"'{window[0]}' to '{window[1]}'"
    whose = between or "All countries  to All countries"
    return [
        f"Transfers of major conventional arms from {whose} . Deals with deliveries made for the year range {years} ",
        "A '?' in a column indicates uncertain data.",
        "An empty field for 'Number ordered' indicates that data is not yet available.",
        "SIPRI trend-indicator values (TIVs) are in millions.",
        "Figures may not add up to stated totals due to the conventions of rounding.",
        "",
        "Source: SIPRI Arms Transfers Database (c) SIPRI.",
        f"Data generated: {generated}",
    ]


def text(lines: Iterable[str], *, end: str = "\n") -> str:
    """Return lines as a text."""
    return "".join(f"{line}{end}" for line in lines)


def register_lines(rows: Sequence[Deal], window: tuple[int, int] | None = None) -> list[str]:
    """Return deals as the lines of a trade register, heading and column names included, without traps."""
    return [*heading(window), REGISTER_NAMES, *(",".join(register_cells(deal, window)) for deal in rows)]


def delivery_lines(rows: Sequence[Deal], window: tuple[int, int] | None = None) -> list[str]:
    """Return deals as the lines of a file of delivery rows."""
    return [*heading(window), DELIVERY_NAMES, *(",".join(cells) for deal in rows for cells in delivery_cells(deal, window))]


def trapped_register(rows: Sequence[Deal], seed: int = 11) -> tuple[bytes, dict[str, int]]:
    """Return deals as a raw download with every trap of the real files, and how many of each it holds.

    Windows-1252; CR LF and LF inside comments; a comma inside a comment; a record that cannot be put together; repeated rows;
    a name that no list has; a negative figure; spreadsheet padding; a last line that is cut off.
    """
    random = Random(seed)  # noqa: S311  # a drawn world
    traps = dict.fromkeys(("broken", "comma", "lost", "repeated", "renamed", "negative", "padded", "cut"), 0)
    lines = [*heading(), REGISTER_NAMES]
    for deal in rows:
        lines.extend(_with_traps(register_cells(deal), random, traps))
    traps["cut"] = 1
    lines.append("India,France,2019,?,16,?,Kite-9,trainer aircr")
    return "\n".join(lines).encode("cp1252"), traps


def _with_traps(cells: list[str], random: Random, traps: dict[str, int]) -> list[str]:
    lot = random.random()
    if lot < 0.010:
        traps["broken"] += 1
        cells[12] = f"Ordered in two lots{random.choice((chr(13) + chr(10), chr(10)))}for coast guard; aid"
    elif lot < 0.012:
        traps["comma"] += 1
        cells[12] = "For coast guard, and for police"
    elif lot < 0.013:
        traps["lost"] += 1
        return [",".join(cells[:9])]
    elif lot < 0.016:
        traps["repeated"] += 1
        return [",".join(cells), ",".join(cells)]
    elif lot < 0.018:
        traps["renamed"] += 1
        cells[1] = "Ruritania"
    elif lot < 0.0185:
        traps["negative"] += 1
        cells[15] = "-" + cells[15]
    elif lot < 0.0195:
        traps["padded"] += 1
        return [",".join(cells) + ",,,"]
    return [",".join(cells)]


def table_lines(
    rows: Sequence[Deal], supplier: str, years: range, *, newer: bool, sums: Sequence[tuple[int, int]] = ()
) -> list[str]:
    """Return the exports of a supplier as a TIV table, of the older (C1) or the newer (C2) layout, with its own sums."""
    by_recipient: dict[str, dict[int, int]] = {}
    for deal in rows:
        if deal.supplier == supplier:
            for delivery in deal.deliveries:
                if delivery.year in years:
                    of = by_recipient.setdefault(deal.recipient, {})
                    of[delivery.year] = of.get(delivery.year, 0) + delivery.number * deal.hundredths
    total = {year: sum(of.get(year, 0) for of in by_recipient.values()) for year in years}
    return (_newer if newer else _older)(by_recipient, total, supplier, years, sums)


def _figure(hundredths: int | None) -> str:
    if not hundredths:
        return ""
    rounded = (hundredths + 50) // 100
    return str(rounded)


def _older(
    by_recipient: dict[str, dict[int, int]], total: dict[int, int], supplier: str, years: range, _: Sequence[tuple[int, int]]
) -> list[str]:
    padding = "," * (len(years) + 1)
    lines = [
        f'"TIV of arms exports from {supplier}, {years[0]}-{years[-1]}"',
        "Figures are SIPRI Trend Indicator Values (TIVs) expressed in millions.",
        "Source: SIPRI Arms Transfers Database",
        "Generated: 28 July 2024",
        "",
    ]
    names = "," + ",".join(map(str, years)) + ",Total"
    body = [
        ",".join([recipient, *(_figure(of.get(year)) for year in years), _figure(sum(of.values()))])
        for recipient, of in [*sorted(by_recipient.items()), ("Total", total)]
    ]
    return [*(line + padding for line in lines), names, *body]


def _newer(
    by_recipient: dict[str, dict[int, int]],
    total: dict[int, int],
    supplier: str,
    years: range,
    sums: Sequence[tuple[int, int]],
) -> list[str]:
    periods = [(years[0], years[-1]), *sums]
    names = ["Recipient", *map(str, years)]
    for first, last in periods:
        names += [f"{first}-{last}", "Percentage"]
    names += ["Sum total years", "Percentage of total"]
    everything = sum(total.values())
    body = []
    for recipient, of in [*sorted(by_recipient.items()), (f"Total imports from {supplier}", total)]:
        cells = [recipient, *(_zero_blank(_figure(of.get(year))) for year in years)]
        for first, last in periods:
            whole = sum(value for year, value in total.items() if first <= year <= last)
            part = sum(value for year, value in of.items() if first <= year <= last)
            cells += [_figure(part), f"{100 * part / whole:.0f}%" if whole else ""]
        cells += [_figure(sum(of.values())), f"{100 * sum(of.values()) / everything:.1f}%" if everything else ""]
        body.append(",".join(cells))
    return [
        "Volume of transfers of major arms",
        "Figures are in millions of SIPRI trend-indicator values (TIVs).",
        "Source: SIPRI Arms Transfers Database (c) SIPRI.",
        "Data generated: 14 Mar 2025 2:57:40 AM",
        "",
        ",".join(names),
        *body,
    ]


def _zero_blank(figure: str) -> str:
    """Write a nought as the newer tables do, with a blank behind it."""
    return "0 " if figure == "0" else figure
