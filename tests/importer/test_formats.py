"""The same document in every format is the same draft; what is no document gets a message."""

from __future__ import annotations

import zipfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from playwright.sync_api import sync_playwright
from test_draft import described

from generator.importer.document import DocumentError
from generator.importer.draft import draft
from generator.importer.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as WordDocument

DOCUMENT = Path(__file__).parent / "documents" / "lines-and-dashes.txt"
BROWSER = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def lines() -> list[str]:
    """The paragraphs of the document; the one that a page cut in two is whole."""
    text = DOCUMENT.read_text("utf-8").replace("全民\n\n阅读", "全民阅读")
    return [line.strip() for line in text.splitlines() if line.strip()]


def as_html() -> str:
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in lines())
    return (
        "<!doctype html><html><head><title>网页</title><style>p { color: red }</style></head>"
        "<body><nav><a href='/'>首页</a> <a href='/a'>政务公开</a></nav>"
        f"<div class='main'><div>{paragraphs}</div></div>"
        "<footer>版权所有 示例县</footer><script>alert('x')</script></body></html>"
    )


def as_word() -> WordDocument:
    document = docx.Document()
    for line in lines():
        document.add_paragraph(line)
    document.sections[0].footer.paragraphs[0].text = "示例县人民政府"
    return document


def outline_of(path: Path) -> list[str]:
    """The draft of a document, but for what was left out."""
    found = described(draft(read_document(path)))
    return [line for line in found if not line.startswith("left out")]


@pytest.fixture(scope="module")
def expected() -> list[str]:
    return outline_of(DOCUMENT)


def test_a_web_page(expected: list[str], tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    page.write_text(as_html(), "utf-8")

    document = read_document(page)

    assert outline_of(page) == expected
    assert [block.text for block in document.left_out] == ["首页 政务公开", "版权所有 示例县"]


def test_a_web_page_in_gb18030(expected: list[str], tmp_path: Path) -> None:
    page = tmp_path / "plan.htm"
    page.write_bytes(as_html().replace("<head>", "<head><meta charset=gbk>").encode("gb18030"))
    assert outline_of(page) == expected


def test_a_word_file(expected: list[str], tmp_path: Path) -> None:
    as_word().save(str(tmp_path / "plan.docx"))

    document = read_document(tmp_path / "plan.docx")

    assert outline_of(tmp_path / "plan.docx") == expected
    assert [block.text for block in document.left_out] == ["示例县人民政府"]


def test_a_pdf(expected: list[str], tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    page.write_text(as_html().replace("<nav>", "<nav hidden>").replace("footer", "footer hidden"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=BROWSER)
        tab = browser.new_page()
        tab.goto(page.as_uri())
        tab.pdf(path=str(tmp_path / "plan.pdf"), format="A4")
        browser.close()
    assert outline_of(tmp_path / "plan.pdf") == expected


NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
"""


def test_numbers_that_word_counts_by_itself(tmp_path: Path) -> None:
    document = docx.Document()
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
    number = f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'
    root.append(parse_xml(number))
    document.add_paragraph("示例县工作方案")
    for level, text in (
        (0, "总体要求"),
        (1, "目标"),
        (0, "任务"),
        (1, "行动"),
        (2, "开展检查。每月一次。（县甲局负责）"),
        (2, "开展培训。每年一次。（县乙局负责）"),
        (1, "宣传"),
        (2, "办好宣传。定期宣传。（县丙局负责）"),
    ):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()  # noqa: SLF001 - no other way
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>'
            )
        )
    document.save(str(tmp_path / "plan.docx"))

    assert [block.text[:5] for block in read_document(tmp_path / "plan.docx").blocks] == [
        *("示例县工作", "一、总体要", "（一）目标", "二、任务", "（一）行动"),
        *("1.开展检", "2.开展培", "（二）宣传", "1.办好宣"),
    ]


def test_what_word_tracks_as_deleted_does_not_count(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("开展")
    for name, text in (("ins", "<w:t>检查</w:t>"), ("del", "<w:delText>调查</w:delText>")):
        change = f'<w:{name} {nsdecls("w")} w:id="1" w:author="x"><w:r>{text}</w:r></w:{name}>'
        paragraph._p.append(parse_xml(change))  # noqa: SLF001 - python-docx does not track changes
    document.save(str(tmp_path / "plan.docx"))
    assert [block.text for block in read_document(tmp_path / "plan.docx").blocks] == ["开展检查"]


def bomb(path: Path) -> None:
    as_word().save(str(path))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = b"0" * 20_000_001
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def entities(path: Path) -> None:
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body></body></html>'
    )


def scan(path: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=BROWSER)
        tab = browser.new_page()
        tab.set_content("<svg width=200 height=200><rect width=200 height=200 /></svg>")
        tab.pdf(path=str(path))
        browser.close()


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("a.docx", lambda path: path.write_bytes(b"PK\3\4 garbage"), "is no Word file"),
        ("b.docx", bomb, "unpacks to more than a document has"),
        ("c.docx", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0"), "old or a locked Word file"),
        ("d.html", entities, "holds no text"),
        ("e.html", lambda path: path.write_bytes(b""), "holds no text in UTF-8"),
        ("f.html", lambda path: path.write_text("<div>" * 100_000), "holds no text"),
        ("g.pdf", lambda path: path.write_bytes(b"%PDF-1.7 garbage"), "is no PDF that can be"),
        ("h.pdf", scan, "has 1 pages without text, as a scan has"),
        ("i.txt", lambda path: path.write_text("字" * 2_000_001), "more than any plan"),
        ("j.txt", lambda path: path.write_text("\n \n"), "holds no text"),
    ],
)
def test_what_cannot_be_read_gets_a_message(
    name: str, make: Callable[[Path], object], message: str, tmp_path: Path
) -> None:
    make(tmp_path / name)
    with pytest.raises(DocumentError, match=message):
        read_document(tmp_path / name)


def test_a_file_beyond_any_plan_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "plan.pdf").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(DocumentError, match="is larger than 50 MB"):
        read_document(tmp_path / "plan.pdf")
