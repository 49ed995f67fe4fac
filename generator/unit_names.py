"""Splits a list of units as official documents write it: departments, and groups that have no name.

A *collective* is such a group: 各地区, 有关部门. Lists are joined by 、 and, in front of a last
collective, by 和, 及 or 等; names may have brackets, and some contain a 、 of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BODY = (
    "部门|单位|地区|地方|政府|街道|街道办|街道办事处|乡镇|镇街|镇|乡|园区|片区|功能区|开发区|"
    "管委会|管委|机构|企业|集团|院校|高校|学校|医院|社区|村|县|市|区|旗|盟|州|省"
)
_COLLECTIVE = re.compile(
    rf"(?:各|有关|相关|其他|其它|所有|全体|属地|所在地|地方)(?!界|金融|税务|志).*|(?:{_BODY}){{2,}}"
    rf"|(?:部门|单位|镇街|乡镇|街道|园区|社区|企业|院校|高校|学校)"
    rf"|.*(?:各|有关|相关|成员|[省市区县]直)(?:{_BODY})(?:（[^（）]*）)?(?:和(?:{_BODY}))?"
)

_UNIT_END = (
    "局|委|部|办|厅|处|科|院|会|社|署|队|站|所|校|行|组|联|馆|台|网|室|团|"
    "中心|公司|集团|政府|海关|机关|大学|学院|学会|协会|商会|总工会|妇联|科协|残联|文联|社科联|"
    f"{_BODY}"
)
_ENDS_LIKE_UNIT = re.compile(rf".*(?:{_UNIT_END})(?:[（(][^（）()]*[）)])?$")

_SURE = re.compile(
    r"(?=.{3,})(?:[省市区县州旗]|国家|中央|国务院|.{2,}(?=(?:[局委厅部办]|管委会|政府|海关)$)).*"
    r"(?:[局委厅部办院会]|妇联|科协|残联|政府|海关|银行|总局)(?:[（(][^（）()]*[）)])?$"
)

_PLACES = (
    "自治区|直辖市|自治州|自治县|省|市|县|区|旗|盟|州|"
    "乡|镇|街道|园区|开发区|功能区|新区|片区|村|社区"
)
_EACH_PLACE = re.compile(rf"各(?:{_PLACES})+(?:[（(][^（）()]*[）)])?$")
_PARTY_COMMITTEE = re.compile(r"各.*(?:党委|党工委)")
_GOVERNMENT = re.compile(r"(?:人民)?政府|管委会|办事处")
_MORE_PLACES = re.compile(
    rf"(?:{_PLACES})+(?:[（(][^（）()]*[）)])?"
    r"(?:人民)?(?:政府|党委|党工委|管委会|办事处|街道办事处|部门)?(?:[（(][^（）()]*[）)])?$"
)

_LIST_MARK = "、"
_OPENING, _CLOSING = "（(〔[", "）)〕]"
_BEFORE_COLLECTIVE = re.compile(
    r"(?:以及|及其|及|和|与|并)(?=各|有关|相关|其他|其它|所有|国务院(?:有关|相关)|[省市区县]直)"
)
_AND = re.compile(r"以及|及|和")
_RUN_ON = re.compile(rf"(?<=[部门单位地区政府街道乡镇])(?=各(?:有关|相关|{_BODY}))")
_ET_CETERA = re.compile(
    r"(?<![高中初优同平对])等"
    r"(?:(?:\d+|[一二三四五六七八九十]+|多)?[个家]?(?:部门|单位)$)?(?=$|\D)"
)
_PREFIX = "省市区县州旗盟"


@dataclass(frozen=True)
class UnitList:
    """The units of a list, each as written, in order; `open` where 等 says that more are meant."""

    names: tuple[str, ...]
    open: bool = False


def is_collective(name: str) -> bool:
    """Whether the name is that of a group whose members the document does not name."""
    return _COLLECTIVE.fullmatch(name) is not None


def looks_like_unit(name: str) -> bool:
    """Whether the name ends as the names of departments and collectives do."""
    return is_collective(name) or _ENDS_LIKE_UNIT.match(name) is not None


def is_surely_unit(name: str) -> bool:
    """Whether the name can be nothing but a department's or a collective's, even without a verb."""
    return is_collective(name) or _SURE.match(name) is not None


def split_units(text: str) -> UnitList:
    """The units of a list without its verb, such as `区科协、区教育局等有关部门`.

    Brackets that follow a name belong to it: 省市场监管局（省知识产权局） is one unit.
    """
    names: list[str] = []
    is_open = False
    for piece in _joined(list(split_outside_brackets(text, _LIST_MARK))):
        for part in _parts(piece):
            before, et_cetera, after = _cut(_ET_CETERA, part)
            if et_cetera and not looks_like_unit(before):  # 等 inside a name, such as 高等学校
                names.append(part)
                continue
            is_open = is_open or bool(et_cetera)
            names += [name for name in (before, *_parts(after)) if name]
    return UnitList(tuple(names), is_open)


def split_outside_brackets(text: str, marks: str) -> Iterator[str]:
    """The pieces of `text` between any of the marks that stand outside of all brackets."""
    depth = start = 0
    for position, character in enumerate(text):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and character in marks:
            yield text[start:position]
            start = position + 1
    yield text[start:]


def _joined(pieces: list[str]) -> Iterator[str]:
    """The pieces, with names put together again that have a list mark of their own.

    各市、县（市、区）政府 is one unit: 各市 is no unit, and what follows goes on with places.
    """
    waiting = ""
    for piece in pieces:
        goes_on = _GOVERNMENT if _PARTY_COMMITTEE.fullmatch(waiting) else _MORE_PLACES
        if waiting and goes_on.fullmatch(piece):
            waiting += _LIST_MARK + piece
        else:
            if waiting:
                yield waiting
            waiting = piece
        if not _goes_on(waiting):
            yield waiting
            waiting = ""
    if waiting:
        yield waiting


def _goes_on(name: str) -> bool:
    return _PARTY_COMMITTEE.fullmatch(name) is not None or all(
        _EACH_PLACE.fullmatch(part if number == 0 else f"各{part}")
        for number, part in enumerate(split_outside_brackets(name, _LIST_MARK))
    )


def _parts(piece: str) -> Iterator[str]:
    """The units of a piece without list marks: 国务院相关部门及各地区 are two."""
    for run in _RUN_ON.split(piece):
        before, conjunction, after = _cut(_BEFORE_COLLECTIVE, run)
        if not (conjunction and looks_like_unit(before)):
            before, conjunction, after = _cut(_AND, run)
            conjunction = conjunction if _are_two(before, conjunction, after) else ""
        if conjunction:
            yield before
            yield from _parts(after)
        elif run:
            yield run


def _are_two(before: str, conjunction: str, after: str) -> bool:
    """Whether the conjunction joins two units: 省教育厅和省财政厅, but not 区教育局和体育局.

    A name is one where 和 stands in it, as in 农业和农村局, or a second half borrows the first's
    prefix, as in 区党委和政府.
    """
    if not (conjunction and looks_like_unit(before) and looks_like_unit(after)):
        return False
    prefixes = {name[0] if name[0] in _PREFIX else "" for name in (before, after)}
    return conjunction != "和" or (len(prefixes) == 1 and not is_collective(before))


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str, str]:
    """The text before, in and after the first match outside of brackets."""
    for match in pattern.finditer(text):
        before = text[: match.start()]
        if not sum(before.count(mark) for mark in _OPENING) > sum(map(before.count, _CLOSING)):
            return before, match[0], text[match.end() :]
    return text, "", ""
