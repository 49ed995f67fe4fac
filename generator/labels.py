"""The site's own words in each language, and how it writes numbers, dates, clauses and lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from generator.language import CHINESE
from generator.numerals import chinese_date, chinese_numeral, roman_numeral
from generator.source import Text
from generator.statement import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.entity import Clause
    from generator.language import Language
    from generator.source import Identity, MeasureTerms, Role

_NUMERALS = {"zh": chinese_numeral, "en": roman_numeral}


class Untranslated(str):
    """A Chinese text on a page in another language, for want of a translation."""

    __slots__ = ()


@dataclass(frozen=True)
class Labels:
    """The labels of one language; `wording` is the content of `labels/CODE.yaml`."""

    language: Language
    wording: dict[str, str | dict[str, str]]

    def __call__(self, name: str, /, **values: object) -> str:
        """The label `name` with its values filled in; `n` chooses between `one` and `other`."""
        pattern = self.wording[name]
        if isinstance(pattern, dict):
            pattern = pattern["one" if values["n"] == 1 else "other"]
        return pattern.format_map({key: self.shown(value) for key, value in values.items()})

    def shown(self, value: object) -> str:
        """A value as this language writes it: texts, dates, numbers; anything else as it is."""
        match value:
            case Text():
                return value[self.language.code] or Untranslated(value[CHINESE.code])
            case dt.date():
                return self._date(value)
            case float():
                return f"{value:g}"
            case _:
                return str(value)

    @cached_property
    def roles(self) -> dict[Role, str]:
        """What each role is called."""
        return {role: self(f"role_{role}") for role in ROLES}

    @cached_property
    def short_roles(self) -> dict[Role, str]:
        """The sign of each role in a matrix."""
        return {role: self(f"short_{role}") for role in ROLES}

    def numeral(self, number: int) -> str:
        """The number of a chapter in this language: 三, III."""
        return _NUMERALS[self.language.code](number)

    def clause(self, clause: Clause) -> str:
        """A reference to a clause of the document: 三（一）第2项, III(1), item 2."""
        return self(
            f"clause_{clause.level}",
            chapter=self.numeral(clause.chapter),
            section=self.section_numeral(clause.section or 0),
            item=clause.item,
            subitem=clause.subitem,
        )

    def cited(self, identity: Identity) -> str:
        """The document's title, with its number if it has one."""
        if identity.document_number is None:
            return self.shown(identity.title)
        return self("title_numbered", title=identity.title, number=identity.document_number)

    def reference(self, identity: Identity) -> str:
        """What the document is cited by, as far as it is known: issuer, number and date."""
        known = (identity.issuer, identity.document_number, identity.issued)
        return self("reference_separator").join(self.shown(one) for one in known if one)

    def join(self, values: Sequence[object]) -> str:
        """A list as this language writes it: A、B、C or A, B and C."""
        if not values:
            return ""
        *first, last = (self.shown(value) for value in values)
        before = self("list_separator").join(first)
        return f"{before}{self('list_last_separator')}{last}" if first else last

    def section_numeral(self, number: int) -> str:
        """The number of a section or item in this language: 二, 2."""
        return chinese_numeral(number) if self.language.code == "zh" else str(number)

    def _date(self, date: dt.date) -> str:
        if self.language.code == "zh":
            return chinese_date(date)
        return f"{date.day} {date:%B} {date.year}"


@cache
def labels(language: Language, terms: MeasureTerms = "actions-and-projects") -> Labels:
    """The labels of a language, from the file beside this module, in the plan's terms."""
    content = files("generator").joinpath("labels", f"{language.code}.yaml").read_text("utf-8")
    wording = yaml.safe_load(content)
    areas = wording.pop("areas")
    return Labels(language, wording | areas if terms == "areas" else wording)
