"""Finds by when something is to be done: 2025年底前, 2025年6月底前, 每年."""

from __future__ import annotations

import re

_DIGITS = "[0-9０-９]"
_YEAR = rf"{_DIGITS}{{4}}年"
_DEADLINE = re.compile(
    rf"(?:到|至|于|在)?(?P<date>{_YEAR}(?:{_DIGITS}{{1,2}}月)?(?:{_DIGITS}{{1,2}}日)?(?:年?底|末|初|上半年|中)?(?:以|之)?前)"
    rf"|(?:完成|办结|整改|工作)?(?:时限|期限|时间)[：:]\s*(?P<limit>[^，。；、）〕\s]+)"
    r"|(?:(?<=[，。；：、（])|^)(?P<yearly>每年(?:年?底前|[0-9]{1,2}月(?:底|[0-9]{1,2}日)?前)?)(?=[^每人度])"
)


def deadlines(text: str) -> tuple[str, ...]:
    """The deadlines a task's text names, in its words and order, each once."""
    unspaced = "".join(text.split())
    found = (
        match["date"] or match["limit"] or match["yearly"] for match in _DEADLINE.finditer(unspaced)
    )
    return tuple(dict.fromkeys(found))
