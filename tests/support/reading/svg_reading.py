"""Reading drawings back: what stands in the nodes of an SVG."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import graphviz

from wenze.viz.render import render

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = ("polygon", "path", "ellipse", "polyline")


def squeezed(text: str) -> str:
    """A text without spaces: lines are broken where they fit."""
    return "".join(text.replace("\u00a0", " ").split())


def groups(svg: bytes, kind: str) -> dict[str, ET.Element]:
    """The groups of a kind (node, edge, cluster) by their ids."""
    return {
        group.attrib["id"]: group
        for group in ET.fromstring(svg).iter(f"{SVG}g")  # noqa: S314 - our own
        if group.get("class", "").partition(" ")[0] == kind
    }


def text(group: ET.Element) -> str:
    """The words drawn in a group, spaces left out."""
    return squeezed("".join("".join(line.itertext()) for line in group.iter(f"{SVG}text")))


def title(group: ET.Element) -> str:
    """What a pointer on a group shows."""
    return group.findtext(f"{SVG}title", "")


def nodes(graph: graphviz.Digraph) -> dict[str, ET.Element]:
    """The nodes of a graph as drawn, its legend left out, by the names that the drawing gave."""
    drawn = groups(render(graph, "svg"), "node")
    return {
        name.removeprefix("node-"): group
        for name, group in drawn.items()
        if name.startswith("node-")
    }


def outline(group: ET.Element) -> tuple[str, ...]:
    """The shape that surrounds a node and its stroke: what is left without colour or words."""
    shapes = [each for each in group.iter() if each.tag.removeprefix(SVG) in SHAPES]
    points = [str(len(each.get("points", "").split())) for each in shapes]
    tags = [each.tag.removeprefix(SVG) for each in shapes]
    stroke = (shapes[0].get("stroke-dasharray", ""), shapes[0].get("stroke-width", ""))
    return (*tags, *points, *stroke)
