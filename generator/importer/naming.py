"""Collects the departments that statements name, and notices names that may mean the same one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import source
from generator.unit_names import is_collective

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.importer.identifier import Identifiers
    from generator.source import DepartmentKind

_PREFIXES = "省市区县州旗盟"
_PARTY = (
    "党委",
    "纪委",
    "组织部",
    "宣传部",
    "统战部",
    "政法委",
    "网信办",
    "党校",
    "老干部局",
    "党群",
)
_PEOPLE = ("妇联", "科协", "残联", "文联", "工会", "团委", "社科联", "工商联", "红十字会", "侨联")
_OTHER = ("公司", "集团", "大学", "学院", "医院", "银行", "支行", "协会", "学会", "商会", "院校")
_KINDS: tuple[DepartmentKind, ...] = ("party", "government", "people", "other", "collective")


@dataclass(frozen=True)
class Variant:
    """Two names that may mean one department, and why one may think so."""

    name: str
    other: str
    reason: str


def departments(
    names: Iterable[str], identifiers: Identifiers
) -> tuple[source.Departments, tuple[Variant, ...]]:
    """The departments that these names are of, kind by kind, and names that may be variants.

    Every name as written becomes a department: to merge two is for a person to decide, who makes
    one of them an alias of the other.
    """
    counted = Counter(names)
    entries = [
        source.Department(
            id=identifiers.propose(name, "department"),
            name=source.Text(zh=name),
            kind=kind_of(name),
        )
        for name in counted
    ]
    entries.sort(key=lambda one: _KINDS.index(one.kind))
    return source.Departments(departments=tuple(entries)), tuple(variants(list(counted)))


def kind_of(name: str) -> DepartmentKind:
    """The kind of department that a name tells."""
    if is_collective(name):
        return "collective"
    for kind, endings in (("people", _PEOPLE), ("other", _OTHER)):
        if name.endswith(endings):
            return kind  # type: ignore[return-value] # mypy widens the literals of the table
    if name.endswith(_PARTY) or any(f"{prefix}委" in name[:3] for prefix in _PREFIXES):
        return "party"
    return "government"


def variants(names: list[str]) -> Iterable[Variant]:
    """Pairs of these names that may mean one department, the shorter first."""
    ordered = sorted((one for one in names if not is_collective(one)), key=len)
    for position, name in enumerate(ordered):
        for other in ordered[position + 1 :]:
            if reason := _reason(name, other):
                yield Variant(name, other, reason)


def _reason(short: str, long: str) -> str:
    if long[0] in _PREFIXES and long[1:] == short:
        return "the same without the prefix of the place"
    if long.startswith(f"{short}（") or f"（{short}）" in long:
        return "the same, with another name in brackets"
    if short[:-1] == long[:-1]:
        return "the same but for the word at the end"
    if short[0] != long[0] or short[-1] not in long[-2:]:
        return ""
    stem, longer = _stem(short), _stem(long)
    if stem == longer:
        return "the same but for 和 or a repeated 局"
    if len(stem) > 1 and _abbreviates(stem, longer):
        return "its characters all stand in the other, in this order"
    return ""


def _stem(name: str) -> str:
    return name[1 if name[0] in _PREFIXES else 0 : -1].replace("和", "").replace("局", "")


def _abbreviates(short: str, long: str) -> bool:
    rest = iter(long)
    return short[0] == long[0] and all(character in rest for character in short)
