"""Reading statements of responsibility: each notation, and whatever the notations can write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st

from generator.statement import (
    ROLES,
    first_listed_leads,
    read_statement,
    responsibilities,
    split_statement,
    with_first_as_lead,
)

if TYPE_CHECKING:
    from generator.source import Role

CASES = yaml.safe_load((PROJECT / "tests" / "statements.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_each_notation_is_read(case: dict[str, Any]) -> None:
    statement = read_statement(case["text"])
    if statement and case.get("first_leads"):
        statement = with_first_as_lead(statement)

    read: dict[str, Any] = {}
    if statement:
        for role, name in statement.names:
            read.setdefault(role, []).append(name)
        read |= {"open": True} if statement.open else {}
        read |= {"notes": list(statement.notes)} if statement.notes else {}
    assert read == {key: case[key] for key in case if key not in ("text", "first_leads")}


def test_the_rule_that_the_first_leads_is_noticed() -> None:
    for note, said in (
        ("列第一位者为牵头单位", True),
        ("排第一位的单位为牵头单位", True),
        ("排名第一的为牵头单位", True),
        ("以下均需各片区配合落实", False),
    ):
        assert first_listed_leads((note,)) is said, note


@pytest.mark.parametrize(
    ("text", "body", "names"),
    [
        ("开展活动（含试点）。（甲局负责）", "开展活动（含试点）。", ["甲局"]),
        ("开展活动（甲局负责）。", "开展活动", ["甲局"]),
        ("开展活动。责任单位：甲局、乙局。", "开展活动。", ["甲局", "乙局"]),
        ("建设院（校）地共建（试点）", "建设院（校）地共建（试点）", None),
        ("建立由政府负责人牵头的机制", "建立由政府负责人牵头的机制", None),
        ("（甲负责）之后还有字", "（甲负责）之后还有字", None),
        ("", "", None),
    ],
)
def test_only_what_ends_a_text_is_its_statement(
    text: str, body: str, names: list[str] | None
) -> None:
    found, statement = split_statement(text)
    assert found == body
    assert (None if statement is None else [name for _, name in statement.names]) == names
    assert found + (statement.wording if statement else "") == text


def test_a_text_may_have_several_statements() -> None:
    text = "办培训。（甲局牵头，乙局配合）办比赛。（丙局负责）办展览（甲局牵头，乙局配合）。"
    assert responsibilities(text) == (
        ("lead", "甲局"),
        ("support", "乙局"),
        ("responsible", "丙局"),
    )


UNITS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "区", "市", "省"]),
    st.text("教育科技文旅农卫财发改", min_size=2, max_size=5),
    st.sampled_from(["局", "委", "厅", "部", "办", "中心", "局（省文物局）", "公司"]),
)
LISTS = st.lists(UNITS, min_size=1, max_size=4, unique=True)
NOTATIONS: list[tuple[str, dict[Role, Role]]] = [
    ("（{lead}牵头，{support}配合）", {}),
    ("（{lead}牵头，{responsible}按职责分工负责）", {"responsible": "support"}),
    ("（{lead}共同牵头，{responsible}参与）", {"responsible": "support"}),
    ("（牵头单位：{lead}，配合单位：{support}）", {}),
    ("（牵头单位：{lead}；责任单位：{responsible}）", {"responsible": "support"}),
    ("牵头单位：{lead}；配合单位：{support}", {}),
    ("（{responsible}按职责分工负责）", {}),
    ("（{responsible}等负责）", {}),
    ("〔责任单位：{responsible}〕", {}),
    ("（{lead}牵头负责)", {}),
]


@given(
    st.sampled_from(NOTATIONS),
    st.fixed_dictionaries(dict.fromkeys(ROLES, LISTS)),
    st.sampled_from(["、", "，"]),
)
def test_what_a_notation_writes_is_read_back(
    notation: tuple[str, dict[Role, Role]], names: dict[Role, list[str]], mark: str
) -> None:
    pattern, meant = notation
    joined = {role: mark.join(listed) for role, listed in names.items()}
    wording = pattern.format(**joined)

    body, statement = split_statement(f"开展活动（含试点）。{wording}")

    assert body == "开展活动（含试点）。"
    assert statement is not None
    expected = [
        (meant.get(role, role), name)
        for role in ROLES
        if f"{{{role}}}" in pattern
        for name in names[role]
    ]
    assert sorted(statement.names) == sorted(expected)
