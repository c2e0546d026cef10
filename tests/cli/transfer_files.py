"""Small made-up files of arms transfers, as SIPRI hands them out."""

from collections.abc import Sequence
from pathlib import Path

NAMES = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons"
)
HEADING = (
    (
        "Transfers of major conventional arms from All countries  to All countries . "
        "Deals with deliveries made for the year range 'Not specified' to 'Not specified'"
    ),
    "Source: SIPRI Arms Transfers Database (c) SIPRI.",
)
DELIVERY_NAMES = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Order date is estimate,"
    "Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status,SIPRI estimate,"
    "TIV deal unit,TIV delivery values,Local production"
)
ROWS = (
    "India,Russia,1999,,10,,Type 1,fighter aircraft,10,,2001; 2003; 2005,New,INR5 b ($90 m) deal,10,100,100",
    "India,Russia,2000,,10,,Type 2,tank,10,,2004,New,,2,20,20",
    "India,France,2000,,4,,Type 3,SAM,4,,2002; 2003,New,,5,20,20",
    "India,unknown supplier(s),2003,,4,,Type 4,UAV,4,,2005,New,,1,4,4",
    "Pakistan,Ruritania,2002,,8,,Type 5,tank,8,,2004,New,,2,16,16",
)


def trade_register(path: Path, *, edition: str | None = "13 Mar 2025", rows: Sequence[str] = ROWS) -> Path:
    """Write a trade register; without an edition its heading is gone, as when a user deleted it."""
    above = () if edition is None else (*HEADING, f"Data generated: {edition} 10:02:49 AM")
    path.write_text("\r\n".join((*above, NAMES, *rows, "")), encoding="cp1252")
    return path


def delivery_rows(path: Path, *, edition: str, rows: Sequence[tuple[str, int, float]]) -> Path:
    """Write delivery rows to India: supplier, year, TIV of one piece a year."""
    lines = [
        f"{at},{supplier},India,Type {at},tank,Armoured vehicles,2000,,1,,{year},,New,{tiv},{tiv},{tiv},"
        for at, (supplier, year, tiv) in enumerate(rows, start=1)
    ]
    path.write_text("\r\n".join((*HEADING, f"Data generated: {edition} 10:02:49 AM", DELIVERY_NAMES, *lines, "")))
    return path
