"""Draws a wiring: as Mermaid, which GitHub shows in Markdown, and as DOT for Graphviz.

Rules of this file:
- The same wiring gives the same text, and one more receiver is one or two more lines: drawings are committed and compared.
- A name may hold any character; each is escaped where it means something to the drawing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from typedsignals._tools.maps import what_differs
from typedsignals.wiring import Wiring


@dataclass(frozen=True, slots=True)
class _Node:
    kind: str  # signal, or function: one that is a receiver and sends stands there once, so that what leads on is seen
    name: str


@dataclass(frozen=True, slots=True)
class _Arrow:
    tail: _Node
    head: _Node
    label: str = ""
    weak: bool = False


_SHAPES = {"function": ('["', '"]'), "signal": ('{{"', '"}}')}


def as_mermaid(wiring: Wiring) -> str:
    """Return a flowchart from left to right: functions in boxes, signals in hexagons; a dotted arrow is a weak connection."""
    ids: dict[_Node, str] = {}
    taken = set[str]()
    lines = ["flowchart LR"]
    for node in _nodes(wiring):
        ids[node] = _free(f"{node.kind}_{re.sub('[^0-9A-Za-z_]', '_', node.name)}", taken)
        taken.add(ids[node])
        opening, closing = _SHAPES[node.kind]
        lines.append(f"    {ids[node]}{opening}{_mermaid(node.name)}{closing}")
    for arrow in _arrows(wiring):
        label = f'|"{_mermaid(arrow.label)}"|' if arrow.label else ""
        lines.append(f"    {ids[arrow.tail]} {'-.->' if arrow.weak else '-->'}{label} {ids[arrow.head]}")
    return "\n".join(lines)


def _free(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken, and does not depend on how many others there are."""
    while name in taken:
        name += "_"
    return name


def _mermaid(text: str) -> str:
    return re.sub("[^0-9A-Za-z_ .,()'-]", lambda found: f"#{ord(found[0])};" if found[0].isascii() else found[0], text)


def as_dot(wiring: Wiring) -> str:
    """Return the same as a directed graph."""
    shapes = {"function": "box", "signal": "hexagon"}
    lines = ["digraph wiring {", "    rankdir=LR;"]
    lines += [f"    {_id(node)} [label={_dot(node.name)}, shape={shapes[node.kind]}];" for node in _nodes(wiring)]
    for arrow in _arrows(wiring):
        said = ([f"label={_dot(arrow.label)}"] if arrow.label else []) + (["style=dotted"] if arrow.weak else [])
        options = f" [{', '.join(said)}]" if said else ""
        lines.append(f"    {_id(arrow.tail)} -> {_id(arrow.head)}{options};")
    return "\n".join([*lines, "}"])


def _id(node: _Node) -> str:
    return _dot(f"{node.kind} {node.name}")


def _dot(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _arrows(wiring: Wiring) -> Iterator[_Arrow]:
    for signal in wiring.signals:
        head = _Node("signal", signal.name)
        for function in dict.fromkeys(each.function for each in signal.sends):
            yield _Arrow(_Node("function", function), head)
        for each in signal.receivers:
            yield _Arrow(head, _Node("function", each.name), what_differs(each), each.weak)


def _nodes(wiring: Wiring) -> list[_Node]:
    """Return each node once, signals without any arrow among them."""
    ends = {end: None for arrow in _arrows(wiring) for end in (arrow.tail, arrow.head)}
    every = [*ends, *(_Node("signal", each.name) for each in wiring.signals)]
    order = list(_SHAPES)
    return sorted(dict.fromkeys(every), key=lambda node: (order.index(node.kind), node.name))
