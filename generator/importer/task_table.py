"""Turns a table of tasks (任务分解表) into paragraphs that read as a list of tasks does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.importer.document import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.importer.document import Rows

_NUMBER = re.compile(r"序号|编号|No\.?", re.IGNORECASE)
_TASK = re.compile(r".*(?:任务|内容|措施|事项|举措|工作|要求|目标|项目|要点).*")
_LABELLED = re.compile(
    r".*(?:单位|部门|主体|牵头|配合|协办|主办|时限|期限|时间|进度|责任人|责任领导).*"
)
_LABELS = (
    (re.compile(r".*(?:牵头|主办|主责).*"), "牵头单位"),
    (re.compile(r".*(?:配合|协办|协助|参与|参加).*"), "配合单位"),
    (re.compile(r".*(?:单位|部门|主体).*"), "责任单位"),
    (re.compile(r".*(?:时限|期限|时间|进度).*"), "完成时限"),
)
_SEPARATORS = re.compile(r"[\n；;]+|(?<=[局委办部厅院会])\s+(?=[\u4e00-\u9fff])")


def with_tables_as_paragraphs(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with each table as paragraphs: its tasks, or, if it has none, its rows."""
    caption: Block | None = None
    for block in blocks:
        if not block.table:
            if caption:
                yield caption
            caption = block
            continue
        found = _head(block.table)
        if found is None:
            if caption:
                yield caption
            yield from (
                Block("　".join(cell.replace("\n", "") for cell in row if cell), block.place)
                for row in block.table
            )
        else:
            title = caption.text if caption else "任务表"
            yield Block(title, block.place, "heading 1")
            yield from _tasks(block, *found)
        caption = None
    if caption:
        yield caption


def _head(rows: Rows) -> tuple[int, list[int], dict[int, str]] | None:
    """The row that heads the table, the columns of tasks, and the labels of the others.

    None where no column names tasks or none names who is responsible.
    """
    for number, row in enumerate(rows[:3]):
        labels = {
            column: label
            for column, cell in enumerate("".join(cell.split()) for cell in row)
            if _LABELLED.fullmatch(cell)
            for label in [next((to for pattern, to in _LABELS if pattern.fullmatch(cell)), "")]
            if label
        }
        tasks = [
            column
            for column, cell in enumerate("".join(cell.split()) for cell in row)
            if column not in labels and not _NUMBER.fullmatch(cell) and _TASK.fullmatch(cell)
        ]
        if tasks and any(label.endswith("单位") for label in labels.values()):
            return number, tasks, labels
    return None


def _tasks(block: Block, head: int, tasks: list[int], labels: dict[int, str]) -> Iterator[Block]:
    """A paragraph for each row: the task, then who is responsible and by when, with labels.

    Of several columns of tasks, one that repeats from row to row is a heading above them.
    """
    *above, own = tasks
    last = ""
    number = 0
    for row in block.table[head + 1 :]:
        group = "".join("".join(row[column] for column in above).split("\n"))
        text = "".join(row[own].split("\n"))
        if not text or len(set(filter(None, row))) == 1:  # a row across the table is a heading
            group, text = text or group, ""
        if group and group != last:
            yield Block(group, block.place, "heading 2")
            last = group
        if text:
            number += 1
            said = "；".join(
                f"{label}：{_SEPARATORS.sub('、', row[column])}"
                for column, label in labels.items()
                if row[column].strip()
            )
            ended = text if text.endswith(("。", "；", "！")) else f"{text}。"
            yield Block(f"{number}.{ended}{said}", block.place)
