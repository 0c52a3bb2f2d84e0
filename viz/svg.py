"""SVG as Graphviz writes it, made fit to be read: by people, by screen readers, and twice alike."""

import re
import xml.etree.ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_TITLE, _TEXT, _GROUP, _LINK = (f"{{{_SVG}}}{tag}" for tag in ("title", "text", "g", "a"))
_SHAPES = tuple(f"{{{_SVG}}}{tag}" for tag in ("polygon", "path", "ellipse"))
_POINT = re.compile(r"(-?[\d.]+),-?[\d.]+")
_TOOLTIP, _TARGET = f"{{{_XLINK}}}title", f"{{{_XLINK}}}href"


def tidy(svg: bytes) -> bytes:
    """The same drawing without comments and document type; each node has a role, a label that says
    its words, and a title that a pointer shows.
    """
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    root = ET.fromstring(svg)  # noqa: S314 - written by Graphviz a moment ago
    root.set("role", "group")
    for group in list(root.iter(_GROUP)):
        kind = group.get("class", "").split(" ")[0]
        if kind in ("graph", "cluster", "node", "edge"):
            _name(group, kind)
    label = _words(root.find(_GROUP), deep=False)
    if label:
        root.set("aria-label", label)
    return b"%b\n" % ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _name(group: ET.Element, kind: str) -> None:
    """Let a group say its words instead of its name in DOT."""
    tooltip = _unlinked(group)
    title = group.find(_TITLE)
    if title is not None:
        if tooltip.strip() and kind in ("node", "edge"):
            title.text = tooltip
        else:
            group.remove(title)
    words = _words(group, deep=kind != "graph")
    if kind == "node":
        _centre(group)
        group.set("role", "img")
        group.set("aria-label", words)
    elif kind == "edge" and not words:
        group.set("aria-hidden", "true")


def _unlinked(group: ET.Element) -> str:
    """Take away links that lead nowhere and only bear a tooltip; returns the tooltip."""
    found = ""
    for holder in group.findall(_GROUP):
        link = holder.find(_LINK)
        if link is not None and link.get(_TARGET) is None:
            found = found or link.get(_TOOLTIP, "")
            holder[:] = list(link)
    return found


def _centre(group: ET.Element) -> None:
    """Hold the lines of a node at its middle: Graphviz places where they begin, by the widths of
    fonts that the reader may not have.
    """
    outline = next((shape for shape in group.iter() if shape.tag in _SHAPES), None)
    if outline is None:
        return
    centre = outline.get("cx")
    if centre is None:
        points = outline.get("points", "") + outline.get("d", "")
        across = [float(x) for x in _POINT.findall(points)]
        centre = f"{(min(across) + max(across)) / 2:g}"
    for text in group.iter(_TEXT):
        text.set("text-anchor", "middle")
        text.set("x", centre)


def _words(group: ET.Element | None, deep: bool) -> str:
    if group is None:
        return ""
    texts = group.iter(_TEXT) if deep else group.findall(_TEXT)
    return " ".join("".join(text.itertext()) for text in texts)
