"""Reading keeps every word of a document and nothing of its layout, whatever its format."""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from generator.importer.document import DocumentError, Place
from generator.importer.numeral_formats import numeral
from generator.importer.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as WordDocument

    from generator.importer.document import Document

DOCUMENTS = [
    Path(__file__).parent / "documents",
    *map(Path, filter(None, [os.environ.get("CORPUS")])),
]
"""The made-up documents, and the folder of real ones that CORPUS names, if it does."""

BROWSER = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def left_out(document: Document) -> list[str]:
    return [block.text for block in document.left_out]


def read(tmp_path: Path, name: str, content: str) -> Document:
    (tmp_path / name).write_text(content, "utf-8")
    return read_document(tmp_path / name)


def characters(document: Document) -> Counter[str]:
    """Every character that was read, whether it counts or was left out."""
    blocks = (*document.blocks, *document.left_out)
    cells = (cell for block in blocks for row in block.table for cell in row)
    return Counter("".join("".join((*(block.text for block in blocks), *cells)).split()))


INDENTED = """\
　　为推动图书馆数字化发展，根据国家有关规定，结合本省实
际情况，制定本实施方案。
　　各地要认真组织实施，及时总结经验，遇到的重大问题及时
报告省文化厅。
"""
TEXTS = {
    "a page number inside a sentence": (
        INDENTED.replace("结合本省实\n", "结合本省实\n\n— 3 —\n\n"),
        [
            "为推动图书馆数字化发展，根据国家有关规定，结合本省实际情况，制定本实施方案。",
            "各地要认真组织实施，及时总结经验，遇到的重大问题及时报告省文化厅。",
        ],
        ["— 3 —"],
    ),
    "wrapped lines without indents, each paragraph ending in a short line": (
        INDENTED.replace("　　", ""),
        [
            "为推动图书馆数字化发展，根据国家有关规定，结合本省实际情况，制定本实施方案。",
            "各地要认真组织实施，及时总结经验，遇到的重大问题及时报告省文化厅。",
        ],
        [],
    ),
    "a heading in a line of its own among wrapped lines": (
        f"示例省工作方案\n{INDENTED}一、总体要求\n{INDENTED.splitlines()[0]}\n际情况。\n",
        [
            "示例省工作方案",
            "为推动图书馆数字化发展，根据国家有关规定，结合本省实际情况，制定本实施方案。",
            "各地要认真组织实施，及时总结经验，遇到的重大问题及时报告省文化厅。",
            "一、总体要求",
            "为推动图书馆数字化发展，根据国家有关规定，结合本省实际情况。",
        ],
        [],
    ),
    "who printed it, after the last paragraph": (
        f"{INDENTED}\n示例省文化厅办公室    2030年3月13日印发\n",
        [
            "为推动图书馆数字化发展，根据国家有关规定，结合本省实际情况，制定本实施方案。",
            "各地要认真组织实施，及时总结经验，遇到的重大问题及时报告省文化厅。",
            "示例省文化厅办公室 2030年3月13日印发",
        ],
        [],
    ),
    "a sentence that an empty line cuts": (
        "（一）宣传。广泛开展宣传，加强队伍\n\n建设。（县甲局负责）\n（二）培训。",
        ["（一）宣传。广泛开展宣传，加强队伍建设。（县甲局负责）", "（二）培训。"],
        [],
    ),
    "a head on every page": (
        "公报\n一、甲，\n- 1 -\n公报\n乙。\n- 2 -\n公报\n二、丙。\n- 3 -\n公报\n三、丁。\n",
        ["公报", "一、甲，乙。", "二、丙。", "三、丁。"],
        ["- 1 -", "- 2 -", "- 3 -", "公报", "公报", "公报"],
    ),
    "a short text of two lines": ("一、总体要求\n认真贯彻。\n", ["一、总体要求", "认真贯彻。"], []),
    "line ends of any system and an old end of file": (
        "一、甲。\r\n二、乙。\r三、丙。\n\x1a",
        ["一、甲。", "二、乙。", "三、丙。"],
        [],
    ),
    "characters without width": ("\ufeff一、\u200b甲。\n", ["一、甲。"], []),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_text_is_its_paragraphs(case: str, tmp_path: Path) -> None:
    content, expected, dropped = TEXTS[case]
    document = read(tmp_path, "plan.txt", content)
    assert texts(document) == expected
    assert left_out(document) == dropped


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_is_read_in_the_encodings_that_documents_have(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_bytes("一、总则\n二、任务㐀\n".encode(encoding))
    assert texts(read_document(tmp_path / "plan.txt")) == ["一、总则", "二、任务㐀"]


def test_a_place_is_the_line_that_an_editor_shows(tmp_path: Path) -> None:
    document = read(tmp_path, "plan.txt", "一、甲。\r\n\r\n\f二、乙。\r\n")
    assert [block.place for block in document.blocks] == [Place("line", 1), Place("line", 3)]


TASKS = "<p>一、总体要求</p><p>认真贯彻落实各项部署。</p><p>二、任务</p>"
TABLE = "<tr><td>任务</td><td>责任单位</td></tr><tr><td>甲</td><td>县甲局</td></tr>"
ROWS = (("任务", "责任单位"), ("甲", "县甲局"))
READ = ["一、总体要求", "认真贯彻落实各项部署。", "二、任务"]
PAGES: dict[str, tuple[str, list[object], list[str]]] = {
    "a form around all of it": (
        f"<form><div>{TASKS}</div></form><footer>版权</footer>",
        [*READ],
        ["版权"],
    ),
    "hidden text": (
        f"{TASKS}<p hidden>甲</p><p style='Display : none'>乙</p><script>丙</script>",
        [*READ],
        ["甲", "乙"],
    ),
    "a page that a script shows": (f"<div style='color:red'>{TASKS}</div>", [*READ], []),
    "a table for layout": (
        f"<table><tr><td>栏目</td><td>{TASKS}<table>{TABLE}</table></td></tr></table>",
        [*READ, ROWS],
        ["栏目"],
    ),
    "a caption": (
        f"{TASKS}<table><caption>表1</caption>{TABLE}</table>",
        [*READ, "表1", ROWS],
        [],
    ),
    "merged cells, one of them reaching beyond the table": (
        f"{TASKS}<table><tr><td rowspan=9>甲<td colspan=2>乙<tr><td>丙<td>丁</table>",
        [*READ, (("甲", "乙", "乙"), ("甲", "丙", "丁"))],
        [],
    ),
    "breaks, entities and lines of the file": (
        "<div>一、总&ldquo;体&#35201;&unknown;求<br>认真\n贯彻&nbsp;A\nB</div>",
        ["一、总“体要&unknown;求", "认真贯彻 A B"],
        [],
    ),
    "the title above the middle": (
        f"<h1>示例县工作方案</h1><div>打印</div><div class=text>{TASKS * 3}</div>",
        ["示例县工作方案", *READ * 3],
        ["打印"],
    ),
    "headings and the head of an article": (
        f"<article><header>题</header><h2>总则</h2>{TASKS}</article>",
        ["题", "总则", *READ],
        [],
    ),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_web_page_is_the_text_in_its_middle(case: str, tmp_path: Path) -> None:
    body, expected, dropped = PAGES[case]
    title = "<title>示例县工作方案_示例县人民政府</title>"
    document = read(tmp_path, "plan.html", f"<html><head>{title}</head><body>{body}")
    assert [block.table or block.text for block in document.blocks] == expected
    assert left_out(document) == dropped


def test_headings_of_a_web_page_are_told_by_their_level(tmp_path: Path) -> None:
    document = read(tmp_path, "plan.html", "<h1>甲</h1><h2>乙<br>丙</h2><p>丁</p>")
    assert [block.style for block in document.blocks] == ["heading 1", *["heading 2"] * 2, ""]


def saved(document: WordDocument, tmp_path: Path) -> Document:
    document.save(str(tmp_path / "plan.docx"))
    return read_document(tmp_path / "plan.docx")


def add(document: WordDocument, markup: str) -> None:
    """Put a piece of Word's markup at the end of the document."""
    document.element.body.insert(-1, parse_xml(markup.replace(">", f" {nsdecls('w')}>", 1)))


def paragraph(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


DELETED = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
MARKUP = {
    "inserted and deleted text": (
        paragraph(f"{run('甲')}<w:ins>{run('新')}</w:ins>{DELETED}"),
        ["甲新"],
        ["旧"],
    ),
    "moved text": (
        paragraph(
            f"<w:moveFrom>{run('甲')}</w:moveFrom>{run('乙')}<w:moveTo>{run('甲')}</w:moveTo>"
        ),
        ["乙甲"],
        [],
    ),
    "a form": (
        f"<w:sdt><w:sdtContent>{paragraph(run('甲'))}{paragraph(run('乙'))}</w:sdtContent></w:sdt>",
        ["甲", "乙"],
        [],
    ),
    "a text box": (
        paragraph(
            f"{run('甲')}<w:r><w:pict><w:txbxContent>{paragraph(run('乙'))}{paragraph(run('丙'))}"
            "</w:txbxContent></w:pict></w:r>"
        ),
        ["甲"],
        ["乙 丙"],
    ),
    "hidden text": (
        paragraph(f"{run('甲')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r>"),
        ["甲"],
        ["乙"],
    ),
    "breaks and hyphens": (
        paragraph(
            "<w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2025</w:t><w:br/><w:t>甲</w:t></w:r>"
        ),
        ["2021-2025", "甲"],
        [],
    ),
}


@pytest.mark.parametrize("case", MARKUP)
def test_a_word_file_is_read_as_if_all_changes_were_accepted(case: str, tmp_path: Path) -> None:
    markup, expected, dropped = MARKUP[case]
    document = docx.Document()
    add(document, markup)
    found = saved(document, tmp_path)
    assert texts(found) == expected
    assert left_out(found) == dropped


def test_a_paragraph_whose_end_was_deleted_goes_on(tmp_path: Path) -> None:
    document = docx.Document()
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    for markup in (
        paragraph(mark + run("甲，")),
        paragraph(run("乙。")),
        paragraph(mark + run("丙")),
    ):
        add(document, markup)
    assert texts(saved(document, tmp_path)) == ["甲，乙。", "丙"]


def test_margins_of_every_kind_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    section.first_page_header.paragraphs[0].text = "首页"
    section.even_page_footer.paragraphs[0].text = "偶数页"
    found = saved(document, tmp_path)
    assert texts(found) == ["正文"]
    assert sorted(left_out(found)) == ["偶数页", "首页"]


def test_a_table_in_word_repeats_merged_cells_and_keeps_inserted_text(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "横"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "竖"
    change = f"<w:ins {nsdecls('w')}>{run('新')}</w:ins>"
    table.cell(1, 1).paragraphs[0]._p.append(parse_xml(change))  # noqa: SLF001 - no other way
    table.cell(2, 2).add_table(1, 1).cell(0, 0).text = "内"
    (block,) = saved(document, tmp_path).blocks
    assert block.table == (("横", "横", ""), ("竖", "新", ""), ("竖", "", "内"))
    assert str(block.place) == "table 1"


def test_headings_in_word_are_told_by_style_or_outline_and_contents_are_left_out(
    tmp_path: Path,
) -> None:
    document = docx.Document()
    document.add_heading("甲", 2)
    add(document, paragraph(f"<w:pPr><w:outlineLvl w:val='0'/></w:pPr>{run('乙')}"))
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("目录一", "toc 1")
    document.add_paragraph("丙")
    found = saved(document, tmp_path)
    styles = [(block.text, block.style) for block in found.blocks]
    assert styles == [("甲", "heading 2"), ("乙", "heading 1"), ("丙", "")]
    assert left_out(found) == ["目录一"]


LEVELS = """<w:abstractNum w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/>{level}<w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum>"""
RESTARTED = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
LISTS = {
    "two lists that share their counting": ("", "", [(1, 0), (2, 0)], "一、 二、"),
    "a list that begins anew": ("", RESTARTED, [(1, 0), (2, 0), (2, 0)], "一、 一、 二、"),
    "a level that begins anew": ("", "", [(1, 0), (1, 1), (1, 0), (1, 1)], "一、 1. 二、 1."),
    "a level that counts on": (
        '<w:lvlRestart w:val="0"/>',
        "",
        [(1, 0), (1, 1), (1, 0), (1, 1)],
        "一、 1. 二、 2.",
    ),
    "letters": ('<w:numFmt w:val="upperLetter"/>', "", [(1, 0), (1, 1), (1, 1)], "一、 A. B."),
    "a list that is not there": ("", "", [(7, 0)], ""),
}


@pytest.mark.parametrize("case", LISTS)
def test_word_lists_count_as_word_shows_them(case: str, tmp_path: Path) -> None:
    level, override, items, expected = LISTS[case]
    document = docx.Document()
    root = document.part.numbering_part.element
    for markup in (
        LEVELS.format(level=level),
        '<w:num w:numId="91"><w:abstractNumId w:val="90"/></w:num>',
        f'<w:num w:numId="92"><w:abstractNumId w:val="90"/>{override}</w:num>',
    ):
        element = parse_xml(markup.replace(">", f" {nsdecls('w')}>", 1))
        root.append(element)
    for number, depth in items:
        listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="9{number}"/></w:numPr>'
        add(document, paragraph(f"<w:pPr>{listed}</w:pPr>{run('甲')}"))
    found = texts(saved(document, tmp_path))
    assert " ".join(text.removesuffix("甲") for text in found) == expected


STYLED = """<w:numbering {ns}>
<w:abstractNum w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:pStyle w:val="Item"/><w:lvlText w:val="(%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="91"><w:numStyleLink w:val="List"/></w:abstractNum>
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>
<w:num w:numId="91"><w:abstractNumId w:val="91"/>
<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">
<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/>
</w:lvl></w:lvlOverride></w:num>
</w:numbering>"""
STYLES = """<w:styles {ns}>
<w:style w:styleId="List"><w:pPr><w:numPr><w:numId w:val="90"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Item"><w:basedOn w:val="List"/></w:style>
</w:styles>"""


def test_lists_in_word_can_be_a_matter_of_styles(tmp_path: Path) -> None:
    document = docx.Document()
    for root, markup in (
        (document.part.numbering_part.element, STYLED),
        (document.styles.element, STYLES),
    ):
        root.extend(parse_xml(markup.format(ns=nsdecls("w"))))
    for properties in (
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="91"/></w:numPr>',
        '<w:pStyle w:val="Item"/>',
        '<w:pStyle w:val="Item"/>',
        '<w:numPr><w:ilvl w:val="5"/><w:numId w:val="90"/></w:numPr>',
    ):
        add(document, paragraph(f"<w:pPr>{properties}</w:pPr>{run('甲')}"))
    found = texts(saved(document, tmp_path))
    assert found == ["第一条 甲", "(1.1)甲", "(1.2)甲", "甲"]


@pytest.mark.parametrize(
    ("name", "number", "written"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千零五"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("chineseCounting", 0, "〇"),
        ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("upperLetter", 28, "BB"),
        ("bullet", 3, ""),
        ("not known", 3, "3"),
    ],
)
def test_numbers_are_written_as_their_format_says(name: str, number: int, written: str) -> None:
    assert numeral(number, name) == written


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Save a Word file with a part that is not as Word would have it."""
    document = docx.Document()
    document.add_paragraph("甲")
    document.save(str(path))
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, change(content) if one == name else content)


MAIN = "word/document.xml"
ENTITY = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document'


@pytest.mark.parametrize(
    ("part", "change", "message"),
    [
        (MAIN, lambda one: one.replace(b"<w:document", ENTITY, 1), "defines entities"),
        (MAIN, lambda one: one.replace(b"w:body", b"w:soul"), "is no Word file that can be"),
        (MAIN, lambda one: one[:200], "is no Word file that can be"),
        (MAIN, lambda one: one + b" " * 20_000_000, "unpacks to more than"),
        (
            "_rels/.rels",
            lambda one: one.replace(b"word/document.xml", b"word/none.xml"),
            "is no Word file that can be",
        ),
        ("word/styles.xml", lambda one: one[:500], "is no Word file that can be"),
    ],
)
def test_a_word_file_that_is_broken_gets_a_message(
    part: str, change: Callable[[bytes], bytes], message: str, tmp_path: Path
) -> None:
    with_part(tmp_path / "plan.docx", part, change)
    with pytest.raises(DocumentError, match=f"plan.docx: {message}"):
        read_document(tmp_path / "plan.docx")


def test_a_word_file_in_the_strict_format_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with_part(path, MAIN, lambda one: one.replace(usual, strict))
    assert texts(read_document(path)) == ["甲"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("plan.wps", b"\xd0\xcf\x11\xe0", "open it in Word or WPS and save it as .docx"),
        ("plan.ofd", b"PK\3\4", "open it in its reader and save it as .pdf"),
        ("plan.txt", b"%PDF-1.7", "is a .pdf by its content; name it so"),
        ("plan.pdf", b"PK\3\4", "is a .docx by its content; name it so"),
        ("plan.html", b"<p>" * 200_001, "is larger than a plan's page"),
        ("long.html", b"<p>" + b"x" * 2_000_001, "is larger than a plan's page"),
        ("lines.txt", b"x\n" * 100_001, "has 100001 lines, more than any plan"),
        ("cells.html", b"<table><tr>" + b"<td colspan=999>x" * 200, "has more table cells"),
    ],
)
def test_what_a_reader_cannot_take_is_said_with_what_would_do(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError, match=f"{name}: .*{message}"):
        read_document(tmp_path / name)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A document of several pages as PDF, with a head and a page number on each of them."""
    sentence = "坚持以人民为中心，认真贯彻落实各项决策部署和工作要求，扎实推进各项工作任务。"
    body = "".join(f"<p>（{number}）{sentence * 6}</p><p>{sentence}</p>" for number in range(1, 9))
    margin = "<div style='font-size:9px;width:100%;text-align:center'>{}</div>"
    style = "p { text-indent: 2em; margin: 0; text-align: justify }"
    path = tmp_path_factory.mktemp("printed") / "plan.pdf"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=BROWSER)
        tab = browser.new_page()
        tab.set_content(f"<style>body {{ font-size: 16pt }} {style}</style>{body}")
        tab.pdf(
            path=str(path),
            format="A5",
            display_header_footer=True,
            header_template=margin.format("示例县人民政府公报"),
            footer_template=margin.format("— <span class=pageNumber></span> —"),
            margin={"top": "25mm", "bottom": "25mm"},
        )
        browser.close()
    return read_document(path)


def test_a_printed_document_is_its_paragraphs_without_heads_and_page_numbers(
    printed: Document,
) -> None:
    sentence = "坚持以人民为中心，认真贯彻落实各项决策部署和工作要求，扎实推进各项工作任务。"
    own = [text for text in texts(printed) if text != "示例县人民政府公报"]
    assert own == [
        text for number in range(1, 9) for text in (f"（{number}）{sentence * 6}", sentence)
    ]
    pages = {block.place.number for block in printed.blocks}
    assert {"— 1 —", "— 2 —", "示例县人民政府公报"} <= set(left_out(printed))
    assert len(pages) > 2
    assert {block.place.unit for block in printed.blocks} == {"page"}


LINES = st.lists(
    st.text("一二、（）1.—，。甲乙局 a\t3第页#", min_size=1, max_size=30), min_size=1, max_size=12
).filter(lambda lines: "".join(lines).strip(" \t#"))


@settings(deadline=None)
@given(lines=LINES)
def test_no_character_of_a_text_is_lost(
    lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = read(tmp_path_factory.mktemp("text"), "plan.txt", "一、甲\n" + "\n".join(lines))
    found, written = characters(document), Counter("".join("\n".join(lines).split()))
    found -= Counter("一、甲")
    del found["#"], written["#"]  # a heading's mark is layout
    assert found == written


ELEMENTS = st.sampled_from(
    ["p", "div", "h2", "li", "nav", "footer", "form", "b", "section", "td", "caption", "aside"]
)
MARKED = st.recursive(
    st.text("甲乙丙一、。 <&", max_size=12).map(escape),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        ELEMENTS,
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(deadline=None)
@given(body=MARKED)
def test_no_character_of_a_web_page_is_lost(
    body: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = f"<body><p>始</p>{body}"
    document = read(tmp_path_factory.mktemp("page"), "plan.html", page)
    shown = {name: body.count(escape(name)) for name in "甲乙丙一、。<&"}
    shown["&"] = body.count("&amp;")
    shown["始"] = 1
    assert characters(document) == Counter({name: n for name, n in shown.items() if n})


RUNS = st.lists(st.text("甲乙一、（）。1 \t", max_size=10), max_size=3)


@settings(deadline=None, max_examples=30)
@given(paragraphs=st.lists(RUNS, max_size=6))
def test_no_character_of_a_word_file_is_lost(
    paragraphs: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = docx.Document()
    document.add_paragraph("始")
    for number, runs in enumerate(paragraphs):
        target = document if number % 2 else document.add_table(1, 1).cell(0, 0)
        one = target.add_paragraph()
        for text in runs:
            one.add_run(text)
    written = Counter("".join("".join("".join(runs) for runs in paragraphs).split()))
    written["始"] += 1
    assert characters(saved(document, tmp_path_factory.mktemp("word"))) == written


@pytest.mark.parametrize("folder", DOCUMENTS, ids=lambda folder: folder.name)
def test_documents_lose_no_character_and_no_sentence_is_cut(folder: Path) -> None:
    for path in sorted(folder.glob("*.txt")):
        document = read_document(path)
        assert characters(document) == Counter("".join(path.read_text("utf-8-sig").split()))
        assert not [text for text in texts(document) if text.endswith(("，", "、"))]
