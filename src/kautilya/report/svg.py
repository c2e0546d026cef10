"""Altair charts into inline SVG: same bytes every time, ids of their own, hatched where assumed."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

import altair as alt
import vl_convert

SVG = "http://www.w3.org/2000/svg"
HATCH = re.compile(r"url\(#hatch-([0-9a-f]{6})\)")
DROPPED = ("aria-hidden", "aria-label", "aria-roledescription", "role", "class", "pointer-events", "font-family")


def hatched(colour: str) -> str:
    """Return the fill that `svg` draws as stripes of a colour (`#rrggbb`): how assumed figures are drawn."""
    return f"url(#hatch-{colour.removeprefix('#').lower()})"


def svg(chart: alt.TopLevelMixin, chart_id: str, look: Mapping[str, object]) -> str:
    """Render a chart in a look (a Vega-Lite configuration) as an SVG element whose ids all start with `chart_id`."""
    drawn = vl_convert.vegalite_to_svg({**chart.to_dict(validate=False), "config": dict(look)})
    ET.register_namespace("", SVG)
    root = ET.fromstring(  # noqa: S314 - written by vl-convert, not read from a source
        HATCH.sub(lambda found: f"url(#{chart_id}-hatch-{found.group(1)})", drawn)
    )
    _own_ids(root, chart_id)
    _trim(root)
    _pattern_definitions(root, chart_id, sorted(set(HATCH.findall(drawn))))
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return ET.tostring(root, encoding="unicode")


def _own_ids(root: ET.Element, chart_id: str) -> None:
    """Put the chart's id before every id and every reference to one."""
    own = {element.get("id", "") for element in root.iter() if element.get("id")}
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name == "id":
                element.set(name, f"{chart_id}-{value}")
            elif (found := re.fullmatch(r"url\(#(.+)\)", value)) and found.group(1) in own:
                element.set(name, f"url(#{chart_id}-{found.group(1)})")


def _trim(root: ET.Element) -> None:
    """Drop what neither draws nor labels, and write numbers with at most two decimals."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{{{SVG}}}path" and child.get("d", "") in ("", "M0,0h0v0h0Z"):
                parent.remove(child)
    for element in root.iter():
        for name in DROPPED:
            element.attrib.pop(name, None)
        for name in ("d", "transform", "x2", "y2"):
            if name in element.attrib:
                element.set(name, re.sub(r"-?\d+\.\d{3,}", lambda found: f"{float(found.group()):.2f}", element.attrib[name]))


def _pattern_definitions(root: ET.Element, chart_id: str, colours: list[str]) -> None:
    """Define one stripe pattern for each hatched colour: stripes are seen in grey and on paper too."""
    if not colours:
        return
    definitions = ET.Element(f"{{{SVG}}}defs")
    for colour in colours:
        pattern = ET.SubElement(
            definitions,
            f"{{{SVG}}}pattern",
            {"id": f"{chart_id}-hatch-{colour}", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse",
             "patternTransform": "rotate(45)"},
        )  # fmt: skip
        ET.SubElement(pattern, f"{{{SVG}}}rect", {"width": "6", "height": "6", "fill": "#ffffff"})
        ET.SubElement(pattern, f"{{{SVG}}}rect", {"width": "2.6", "height": "6", "fill": f"#{colour}"})
    root.insert(0, definitions)
