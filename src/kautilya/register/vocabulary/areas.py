"""The capability areas of the register."""

AREAS: tuple[str, ...] = (
    "fighter", "fighter-naval", "tanker", "aewc", "transport", "trainer", "trainer-basic", "trainer-advanced", "uav-male",
    "uav-combat", "loitering", "c-uas", "heli-attack", "heli-utility", "heli-medium", "heli-heavy", "heli-naval", "mpa",
    "sub-conv", "sub-ssn", "destroyer", "frigate", "corvette", "patrol-vessel", "amphibious", "auxiliary", "mcm", "warships",
    "naval-weapons", "naval-propulsion", "coastal-defence", "cruise-missile", "air-weapon", "ad-long", "ad-medium",
    "ad-short", "ad-vshort", "ad-naval", "ad-guns", "ad-c2", "radar", "ew", "satcom", "space-surveillance", "ssa",
    "artillery", "artillery-towed", "artillery-mounted", "artillery-sp", "artillery-ulh", "artillery-ammo",
    "rocket-artillery", "atgm", "tank", "tank-light", "icv", "mobility", "small-arms", "aero-engine", "mro", "pilots",
)  # fmt: skip
"""Ids in the order of the table of areas, which holds their names, parents, services and units."""
