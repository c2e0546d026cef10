"""Looking up one finding among many."""

from kautilya.measures.finding import Finding, Measurement


def the(measurement: Measurement, quantity: str, window: str | None = None, **of: str) -> Finding:
    """Return the only finding of a quantity, window and dimensions; AssertionError if there is none or there are several."""
    found = findings(measurement, quantity, window, **of)
    assert len(found) == 1, [(finding.quantity, finding.window, dict(finding.of)) for finding in found]
    return found[0]


def findings(measurement: Measurement, quantity: str, window: str | None = None, **of: str) -> list[Finding]:
    """Return the findings of a quantity, window and dimensions; `in_` stands for the dimension `in`."""
    wanted = {name.removesuffix("_"): value for name, value in of.items()}
    return [
        finding
        for finding in measurement.findings
        if finding.quantity == quantity
        and window in {None, finding.window}
        and all(finding.of.get(name) == value for name, value in wanted.items())
    ]
