"""The languages of the site: the codes that data, folders, addresses and HTML use for each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A language of the site.

    `code` names it in data and folders (`zh`), `name` in messages, `tag` in HTML (BCP 47:
    `zh-CN`), `prefix` is what its addresses begin with, `locale` its name in Open Graph.
    """

    code: str
    name: str
    tag: str
    prefix: str
    locale: str


CHINESE = Language(code="zh", name="Chinese", tag="zh-CN", prefix="", locale="zh_CN")
ENGLISH = Language(code="en", name="English", tag="en", prefix="en/", locale="en_GB")

LANGUAGES = (CHINESE, ENGLISH)
"""Every language; the first is the document's own and lives at the root of the site."""
