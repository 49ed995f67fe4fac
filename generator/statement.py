"""Reads the sentences with which official documents say who is responsible for a task.

The grammar, as 30 plans of different governments write it. A *statement* stands in brackets, or
begins with a label such as 责任单位, and consists of clauses between ，；。:

    statement  = clause { mark clause }
    clause     = label ： units            责任单位：甲局、乙局    牵头单位：甲局
               | units verb               甲局牵头    甲局、乙局按职责分工负责    乙局配合
               | units                    of the label before it, or of the verb after it, or
                                          alone, if no word of them can be anything else
               | note                     列第一位者为牵头单位，下同    以下均需乙局配合，不再列出
    units      = see `unit_names`

Where a statement names a lead, the others that it names support it. Where none leads, all are
responsible without a rank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, get_args

from generator.source import Role
from generator.unit_names import (
    is_surely_unit,
    looks_like_unit,
    split_outside_brackets,
    split_units,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLES: tuple[Role, ...] = get_args(Role)

_WHO = "(?:责任)?(?:单位|部门|主体)"
LABELS: dict[Role, str] = {
    "lead": rf"(?:牵头|主办|主责|主要责任|第一责任){_WHO}",
    "support": rf"(?:配合|协办|协助|协同|参与|参加|支持){_WHO}",
    "responsible": r"(?:责任|落实|实施|承办|承担|负责|执行|完成)(?:单位|部门|主体)",
}
"""What stands before a colon and the units of a role."""

_BY_DUTY = "(?:(?:按照?|依照?|依据|根据|结合)?(?:各自|工作|职责|职能|任务|范围|权限|和|分工)+)?"
_DO = "(?:负总责|负责|落实|实施|承担|推进|推动|抓好|做好|组织|协调|完成|贯彻|执行|统筹|分工)"
_HELP = "(?:配合|参与|参加|协助|协办|协同|支持)"
VERBS: dict[Role, str] = {
    "lead": rf"{_BY_DUTY}(?:(?:共同|联合|负责|分别|总)?牵头|主办|主抓|主责|主管){_DO}*",
    "support": rf"{_BY_DUTY}{_DO}?(?:积极|共同|协同|密切)?{_HELP}{_DO}*",
    "responsible": rf"{_BY_DUTY}(?:共同|分别|分头|具体|各负其责)?{_DO}+",
}
"""What stands after the units of a role."""

_LABELLED = {
    role: re.compile(rf"(?:{label})[：:](?P<units>.*)", re.DOTALL) for role, label in LABELS.items()
}
_DONE_BY = {
    role: re.compile(rf"(?:由|请|会同|并由)?(?P<units>.+?)(?:{verb})", re.DOTALL)
    for role, verb in VERBS.items()
}
_OTHER_LABEL = re.compile(
    "(?:完成|办结|整改|工作)?(?:时间|时限|期限|进度)(?:要求|安排)?[：:]|(?:责任领导|责任人|联系人|分管领导)[：:]"
)
_NOTE = re.compile(
    r"(?:以下|下同|列第一|排第一|排在第一|第一位|首位).*|.*(?:下同|不再.*|为牵头(?:单位|部门))"
    rf"|(?:{_OTHER_LABEL.pattern}).*|.*\d+年.*|(?:长期|持续)\S*"
)
_LEADS = re.compile(r"(?P<name>.+)[（(](?:牵头|牵头单位|主办|主责)[）)]")
_NOT_A_UNIT = re.compile(r"[“”《》：:？！?!]|\d{3}")
_LONGEST_NAME = 40

_BRACKETS = {"（": "）)", "(": "）)", "〔": "〕", "[": "]", "【": "】"}
_CLAUSE_MARKS = "，；。,;"
_TOGETHER = re.compile(r"会同")
_FIRST_LEADS = re.compile(r"(?:[列排]\S{0,2}第一|第一(?:位|个)|首位|最前)[^。；]{0,12}牵头")


@dataclass(frozen=True)
class Statement:
    """A statement of responsibility: its wording with the brackets, and its units in order.

    `names` are pairs of role and name as written; `notes` are clauses about something else;
    `open` says that 等 means more units than those named.
    """

    wording: str
    names: tuple[tuple[Role, str], ...]
    notes: tuple[str, ...] = ()
    open: bool = False


def split_statement(text: str, *, bare: bool = False) -> tuple[str, Statement | None]:
    """A task's Chinese text without the statement that ends it, and the statement if there is one.

    Only a bracket or a label that ends the text counts: 牵头 and 负责 also occur in running text.
    With `bare`, it can be names alone even in the middle of a sentence, such as after a title.
    """
    for start, end in _brackets(text):
        ends = text[end:].strip("。；; ") == ""
        if ends and (statement := _enclosed(text, start, end, bare=bare)):
            return text[:start], replace(statement, wording=text[start:])
    return _split_labelled(text)


def statements(text: str) -> Iterator[Statement]:
    """All statements of a text, in order: one in brackets after each sentence, and the last."""
    return (statement for _, statement in placed_statements(text))


def placed_statements(text: str) -> Iterator[tuple[int, Statement]]:
    """All statements of a text with the positions at which they end."""
    for start, end in _brackets(text):
        before, after = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
        ends_sentence = not after or after in "。；;" or before in ("", "。", "；", ";", "！")
        statement = _enclosed(text, start, end) if ends_sentence else None
        last = text[end:].strip("。；; ") == ""
        if statement and (last or all(looks_like_unit(name) for _, name in statement.names)):
            yield end, statement
    _, labelled = _split_labelled(text)
    if labelled:
        yield len(text), labelled


def _enclosed(text: str, start: int, end: int, *, bare: bool = False) -> Statement | None:
    """The statement in brackets; it can be names alone if `bare`, or where a sentence begins."""
    before = text[:start].rstrip()
    return read_statement(
        text[start:end], bare=bare or not before or before.endswith(("。", "！", "”", "；"))
    )


@lru_cache(maxsize=1 << 12)  # check and resolve ask about the same ones
def read_statement(wording: str, *, bare: bool = True) -> Statement | None:
    """The statement that `wording` is, with its brackets or without; None where it is none.

    Unless `bare`, names without a verb or a label are none.
    """
    inside = wording.strip()
    if inside[:1] in _BRACKETS and inside[-1:] in _BRACKETS[inside[0]]:
        inside = inside[1:-1]
    found: list[tuple[Role, str]] = []
    waiting: list[str] = []
    notes: list[str] = []
    role: Role | None = None  # of the last label, which goes on until the next
    is_open = False
    for clause in _clauses(inside):
        if _NOTE.fullmatch(clause):
            notes.append(clause)
            continue
        named, units = _read_clause(clause)
        listed = split_units(_TOGETHER.sub("、", units).strip("、"))
        is_open = is_open or listed.open
        if _LABELLED_ANY.match(clause):
            role = named
        waiting += listed.names
        if given := named or role:
            found += [_with_own_role(given, name) for name in waiting]
            waiting = []
    if waiting and (found or (bare and all(map(is_surely_unit, waiting)))):  # 甲局牵头，乙局、丙局
        found += [("support" if _has_lead(found) else "responsible", name) for name in waiting]
    if not found or not all(_may_be_name(name) for _, name in found):
        return None
    return Statement(wording, tuple(_ranked(found)), tuple(notes), is_open)


def responsibilities(text: str, *, first_leads: bool = False) -> tuple[tuple[Role, str], ...]:
    """The units that all statements of a text name, with their roles, each pair once.

    With `first_leads`, the document's rule is that the unit named first leads.
    """
    found = (with_first_as_lead(one) if first_leads else one for one in statements(text))
    return tuple(dict.fromkeys(pair for statement in found for pair in statement.names))


def first_listed_leads(notes: tuple[str, ...]) -> bool:
    """Whether the notes say that the unit named first leads: 列第一位者为牵头单位."""
    return any(_FIRST_LEADS.search(note) for note in notes)


def with_first_as_lead(statement: Statement) -> Statement:
    """The statement where the unit named first leads; as it is, if it names a lead itself."""
    if _has_lead(list(statement.names)):
        return statement
    (_, first), *others = statement.names
    ranked: list[tuple[Role, str]] = [("lead", first), *(("support", name) for _, name in others)]
    return Statement(statement.wording, tuple(ranked), statement.notes, statement.open)


_LABELLED_ANY = re.compile(rf"(?:{'|'.join(LABELS.values())})[：:]")


def _clauses(inside: str) -> Iterator[str]:
    unspaced = "".join(inside.split())
    marked = _LABELLED_ANY.sub(lambda match: f"；{match[0]}", unspaced)
    marked = _OTHER_LABEL.sub(lambda match: f"；{match[0]}", marked)
    return (clause for clause in split_outside_brackets(marked, _CLAUSE_MARKS) if clause)


def _with_own_role(role: Role, name: str) -> tuple[Role, str]:
    """The role and the name; a name may be marked as lead by itself: 甲局（牵头）."""
    match = _LEADS.fullmatch(name)
    return ("lead", match["name"]) if match else (role, name)


def _read_clause(clause: str) -> tuple[Role | None, str]:
    """The role that a clause gives, if it says so, and its units."""
    for role, pattern in _LABELLED.items():
        if match := pattern.fullmatch(clause):
            return role, match["units"]
    for role, pattern in _DONE_BY.items():
        if match := pattern.fullmatch(clause):
            return role, match["units"]
    return None, clause


def _ranked(found: list[tuple[Role, str]]) -> Iterator[tuple[Role, str]]:
    """The names, those without a rank as support where another leads."""
    led = _has_lead(found)
    for role, name in found:
        yield ("support" if led and role == "responsible" else role), name


def _has_lead(found: list[tuple[Role, str]]) -> bool:
    return any(role == "lead" for role, _ in found)


def _may_be_name(name: str) -> bool:
    return 1 < len(name) <= _LONGEST_NAME and not _NOT_A_UNIT.search(name)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Where the outermost brackets of a text start and end."""
    open_at: list[tuple[int, str]] = []
    for position, character in enumerate(text):
        if character in _BRACKETS:
            open_at.append((position, character))
        elif open_at and character in _BRACKETS[open_at[-1][1]]:
            start, _ = open_at.pop()
            if not open_at:
                yield start, position + 1


def _split_labelled(text: str) -> tuple[str, Statement | None]:
    """The text without the labelled statement that ends it, which no brackets enclose."""
    match = _LABELLED_ANY.search(text)
    if not match or (match.start() and text[match.start() - 1] not in "。；;！ \n"):
        return text, None
    wording = text[match.start() :]
    statement = read_statement(wording.rstrip("。；; "))
    if statement is None:
        return text, None
    return text[: match.start()], replace(statement, wording=wording)
