"""Makes workbooks: sheets whose cells lead to the site, with headings that stay, fit for A4."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from generator.language import CHINESE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from generator.address import AddressBook, Part
    from generator.entity import Department
    from generator.labels import Labels
    from generator.language import Language
    from generator.plan import Plan

_A4 = 9
_UNDATED = dt.date(2000, 1, 1)
"""The date in the workbook of a document without one: bytes must not change with the clock."""

_LINE, _HIGHEST = 15, 409
"""Heights of rows, in points: of a line, and the most that a row may have."""

_HEADING = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E3EAF4"}
_CELL = {"valign": "top", "bottom": 1, "bottom_color": "#C9D3E0"}
_LINK = {"font_color": "#1A4F9C", "underline": 1}
_FORMATS: dict[str, dict[str, object]] = {
    "heading": _HEADING,
    "upright": _HEADING | {"align": "center", "rotation": 90},
    "text": _CELL | {"align": "left", "text_wrap": True},
    "link": _CELL | _LINK,
    "mark": _CELL | _LINK | {"align": "center"},
    "total": _CELL | {"align": "center", "bold": True},
    "note": {"font_color": "#555555"},
}
"""How cells look. Not every program wraps a text that is a link, so links are short texts."""


class Spreadsheet:
    """A workbook in the making."""

    def __init__(self, plan: Plan, book: AddressBook, site_url: str) -> None:
        self.identity, self._book, self._site_url = plan.identity, book, site_url
        self._bytes = io.BytesIO()
        self._workbook = Workbook(
            self._bytes,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self.formats = {name: self._workbook.add_format(one) for name, one in _FORMATS.items()}

    def address(self, part: Part | None, language: Language) -> str:
        """The address of the part's page in the language, or of the home page."""
        url = self._book.of(part).url if part else ""
        return f"{self._site_url}{language.prefix}{url}"

    def add_sheet(self, name: str, title: str, t: Labels) -> Sheet:
        """A sheet in the language of `t`; when printed, `title` stands above every page."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        plan, number, own = (
            t.shown(one).replace("&", "&&") if one else ""
            for one in (self.identity.short_title, self.identity.document_number, title)
        )
        sheet.set_header(f"&L{plan}&R{own}")
        sheet.set_footer(f"&L{number} {t('site_unofficial')}&R&P / &N")
        return Sheet(self, sheet, t)

    def content(self, title: str) -> bytes:
        """The finished workbook. Its date is the document's, so that its bytes never change."""
        self._workbook.set_properties(
            {
                "title": title,
                "subject": (self.identity.document_number or self.identity.title)[CHINESE.code],
                "author": self.identity.issuer[CHINESE.code],
                "comments": self._site_url,
                "created": dt.datetime.combine(self.identity.issued or _UNDATED, dt.time()),
            }
        )
        self._workbook.close()
        return self._bytes.getvalue()


@dataclass(frozen=True)
class Sheet:
    """A sheet in one language. Rows and columns are counted from 0."""

    file: Spreadsheet
    sheet: Worksheet
    t: Labels

    def put(
        self, row: int, column: int, value: str | int, look: str, part: Part | None = None
    ) -> None:
        """Write a number or a text as it is, a text with a link to the part if there is one."""
        own = self.file.formats[look]
        if isinstance(value, int):
            self.sheet.write_number(row, column, value, own)
        elif part:
            address = self.file.address(part, self.t.language)
            self.sheet.write_url(row, column, address, own, value)
        elif value:
            self.sheet.write_string(row, column, value, own)
        else:
            self.sheet.write_blank(row, column, None, own)

    def put_across(self, row: int, column: int, count: int, value: str, look: str) -> None:
        """Write a text across neighbouring cells."""
        if count > 1:
            last = column + count - 1
            self.sheet.merge_range(row, column, row, last, "", self.file.formats[look])
        self.put(row, column, value, look)

    def set_width(self, first: int, last: int, width: float) -> None:
        """Set the width of columns, in characters."""
        self.sheet.set_column(first, last, width)

    def set_height(self, row: int, lines: int) -> None:
        """Set the height of a row, in lines."""
        self.sheet.set_row(row, min(_LINE * lines, _HIGHEST))

    def set_headings(self, rows: int, columns: int) -> None:
        """Keep the first rows and columns in sight, and the rows on every printed page."""
        self.sheet.freeze_panes(rows, columns)
        self.sheet.repeat_rows(0, rows - 1)

    def set_filter(self, row: int, last_row: int, last_column: int) -> None:
        """Let the list below the headings in `row` be filtered."""
        self.sheet.autofilter(row, 0, last_row, last_column)

    def add_note(self, row: int, subject: Department | None = None) -> None:
        """Say where the content is from: the document, and the page of the subject."""
        identity, note = self.file.identity, self.file.formats["note"]
        source = self.t("sheet_source", reference=self.t.reference(identity))
        address = self.file.address(subject, self.t.language)
        self.sheet.write_string(row, 0, source, note)
        self.sheet.write_url(row + 1, 0, address, note, address)


def lines_of(value: str | int, width: float) -> int:
    """How many lines a cell of this width takes, generously: not every program fits rows itself.

    In GBK a Chinese character takes two bytes, and in a cell the width of two letters.
    """
    return ceil(1.15 * len(str(value).encode("gbk", "replace")) / width)
