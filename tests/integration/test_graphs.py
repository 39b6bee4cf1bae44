"""`map --format mermaid` and `--format dot`."""

from __future__ import annotations

import re

import pytest

from typedsignals._tools.graphs import as_dot, as_mermaid
from typedsignals.wiring import Place, ReceiverInfo, SendSite, SignalInfo, Wiring


def signal(name: str, receivers: tuple[ReceiverInfo, ...] = (), senders: tuple[str, ...] = ()) -> SignalInfo:
    sends = tuple(SendSite(each, Place("shop.py", 1), "send", None) for each in senders)
    return SignalInfo(name, "Signal", "shop", None, None, None, None, None, "", receivers, sends)


def receiver(name: str, sender: str | None = None, *, weak: bool = False, is_async: bool = False) -> ReceiverInfo:
    return ReceiverInfo(name, "shop", None, sender, False, 1, 0, weak, is_async, "immediate", None, None, ())


def wiring(*signals: SignalInfo) -> Wiring:
    return Wiring(("shop",), signals, (), ())


CHAIN = wiring(
    signal(
        "shop.paid",
        (receiver("shop.book", weak=True), receiver("shop.mail", "shop.Order", is_async=True)),
        ("shop.pay",),
    ),
    signal("shop.booked", (receiver("shop.pay"),), ("shop.book", "shop.book")),
    signal("shop.unused"),
)


def test_a_flowchart_leads_from_functions_to_signals_and_on() -> None:
    """A receiver that sends stands there once; a function that sends twice has one arrow; what nobody uses is there."""
    assert as_mermaid(CHAIN) == (
        "flowchart LR\n"
        '    function_shop_book["shop.book"]\n'
        '    function_shop_mail["shop.mail"]\n'
        '    function_shop_pay["shop.pay"]\n'
        '    signal_shop_booked{{"shop.booked"}}\n'
        '    signal_shop_paid{{"shop.paid"}}\n'
        '    signal_shop_unused{{"shop.unused"}}\n'
        "    function_shop_pay --> signal_shop_paid\n"
        "    signal_shop_paid -.-> function_shop_book\n"
        '    signal_shop_paid -->|"shop.Order, async"| function_shop_mail\n'
        "    function_shop_book --> signal_shop_booked\n"
        "    signal_shop_booked --> function_shop_pay"
    )


def test_a_graph_says_the_same() -> None:
    """In the language of Graphviz."""
    assert as_dot(CHAIN) == (
        "digraph wiring {\n"
        "    rankdir=LR;\n"
        '    "function shop.book" [label="shop.book", shape=box];\n'
        '    "function shop.mail" [label="shop.mail", shape=box];\n'
        '    "function shop.pay" [label="shop.pay", shape=box];\n'
        '    "signal shop.booked" [label="shop.booked", shape=hexagon];\n'
        '    "signal shop.paid" [label="shop.paid", shape=hexagon];\n'
        '    "signal shop.unused" [label="shop.unused", shape=hexagon];\n'
        '    "function shop.pay" -> "signal shop.paid";\n'
        '    "signal shop.paid" -> "function shop.book" [style=dotted];\n'
        '    "signal shop.paid" -> "function shop.mail" [label="shop.Order, async"];\n'
        '    "function shop.book" -> "signal shop.booked";\n'
        '    "signal shop.booked" -> "function shop.pay";\n'
        "}"
    )


ODD = 'a"]; end <b>#35;&`\\n\n%%{größe}'


def test_names_are_escaped() -> None:
    """Whatever is in them, they stay names."""
    lines = as_mermaid(wiring(signal(ODD, (receiver("f", ODD),)))).splitlines()
    label = r"[0-9A-Za-z_ .,()'ß-ö-]|#\d+;"
    assert len(lines) == 4
    assert re.fullmatch(rf' +signal_\w+\{{\{{"({label})+"\}}\}}', lines[2])
    assert re.fullmatch(rf' +signal_\w+ -->\|"({label})+"\| function_f', lines[3])
    quoted = '"signal a\\"]; end <b>#35;&`\\\\n %%{größe}"'
    assert (
        f"    {quoted} [label={quoted.replace('signal ', '')}, shape=hexagon];"
        in as_dot(wiring(signal(ODD))).splitlines()
    )


@pytest.mark.parametrize("names", [("shop.a_b", "shop.a.b"), ("shop.a.b", "shop.a_b")])
def test_names_that_differ_stay_apart(names: tuple[str, str]) -> None:
    """Also where they look the same to Mermaid."""
    text = as_mermaid(wiring(*map(signal, names)))
    assert 'signal_shop_a_b{{"shop.a.b"}}' in text
    assert 'signal_shop_a_b_{{"shop.a_b"}}' in text


def test_a_name_that_is_made_to_differ_meets_no_other() -> None:
    """Nor does it change where others come."""
    text = as_mermaid(wiring(*map(signal, ["shop.a.b", "shop.a.b.", "shop.a_b", "shop.a_b_2"])))
    ids = [line.partition("{{")[0].strip() for line in text.splitlines()[1:]]
    assert len(set(ids)) == len(ids) == 4
    assert ids[2] == "signal_shop_a_b__"
