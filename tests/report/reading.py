"""Reading a page as a browser does, strictly."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import html5lib  # type: ignore[import-untyped]  # it has no py.typed

Tree = ET.Element
HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


def parsed(document: str) -> Tree:
    """Parse a document; html5lib raises on every error of the HTML standard's parser."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True)
    root: Tree = parser.parse(document)
    return root


def elements(tree: Tree, *names: str) -> Iterator[Tree]:
    """Yield the HTML elements of some names, in reading order."""
    wanted = {HTML + name for name in names}
    return (element for element in tree.iter() if element.tag in wanted)


def text(element: Tree) -> str:
    """Return the text of an element as a reader sees it, white space folded."""
    return " ".join("".join(element.itertext()).split())


def ids(tree: Tree) -> list[str]:
    return [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
