# mypy: disable-error-code="import-untyped, import-not-found"
"""The peer of the rules: the same form as an XForm, its XPath evaluated by lxml (libxml2, compiled C).

It does the least that an interview asks for, question by question in form order: whether it applies, its
calculation, its constraint. Functions that XPath 1.0 lacks (selected(), if()) it does not have, so it takes
invented questionnaires only.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

_XF = "{http://www.w3.org/2002/xforms}"
_TEMPLATE = "{http://openrosa.org/javarosa}template"


@dataclass(frozen=True)
class _Rules:
    find: etree.XPath
    relevant: etree.XPath | None
    calculate: etree.XPath | None
    constraint: etree.XPath | None


class XPathForm:
    """An XForm made ready: an empty instance, and per question its compiled rules."""

    def __init__(self, xform: str) -> None:
        root = etree.fromstring(xform.encode())
        self.instance = _without_namespaces(next(iter(root.find(f".//{_XF}instance"))))
        self.rules = [_rules(bind) for bind in root.iter(f"{_XF}bind")]

    def fill(self, answers: Mapping[str, Any]) -> tuple[dict[str, list[float]], int]:
        """The calculations by name, one value a row, and how many answers break their constraint."""
        root = deepcopy(self.instance)
        _write(root, answers)
        calculated: dict[str, list[float]] = {}
        broken = 0
        for rules in self.rules:
            for node in rules.find(root):
                if rules.relevant is not None and not rules.relevant(node):
                    node.text = None
                elif rules.calculate is not None:
                    node.text = f"{rules.calculate(node):.15g}"
                    calculated.setdefault(node.tag, []).append(float(node.text))
                elif rules.constraint is not None and node.text and not rules.constraint(node):
                    broken += 1
        return calculated, broken


def _rules(bind: Any) -> _Rules:
    rules = [
        etree.XPath(text) if (text := bind.get(name)) else None
        for name in _Rules.__annotations__
        if name != "find"
    ]
    return _Rules(etree.XPath(bind.get("nodeset")), *rules)


def _without_namespaces(element: Any) -> Any:
    """A copy whose names XPath finds as they are written in binds; of repeats only their template."""
    copy = etree.Element(etree.QName(element).localname)
    templates = {child.tag for child in element if child.get(_TEMPLATE) is not None}
    for child in element:
        if child.tag not in templates or child.get(_TEMPLATE) is not None:
            copy.append(_without_namespaces(child))
    return copy


def _write(element: Any, answers: Mapping[str, Any]) -> None:
    for child in list(element):
        given = answers.get(child.tag)
        if isinstance(given, list):
            rows = [deepcopy(child) for _ in given]
            for row, inner in zip(rows, given, strict=True):
                _write(row, inner)
                child.addprevious(row)
            element.remove(child)
        elif len(child):
            _write(child, answers)
        elif given is not None:
            child.text = str(given)
