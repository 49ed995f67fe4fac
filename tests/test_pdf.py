"""The plan as PDF: nothing lost, everything found again, every letter drawn by an embedded font."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from conftest import EXAMPLE, SITE_URL
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from generator.cli import main
from generator.commands.outcome import DONE, PROBLEMS
from generator.labels import Labels, labels
from generator.language import LANGUAGES
from generator.pdf import html, pdfs
from generator.render import render
from generator.source import Text
from generator.typeface import TYPEFACES, truetype
from generator.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.plan import Plan

EACH_LANGUAGE = pytest.mark.parametrize(
    "t", [labels(one) for one in LANGUAGES], ids=[one.code for one in LANGUAGES]
)
RUNNING_TITLE_AND_NUMBER = re.compile(r"\A.*\n— (\d+) —\n")


def squeezed(text: str) -> str:
    """The text without white space, which stands elsewhere after lines are broken."""
    return "".join(text.split())


@dataclass(frozen=True)
class Printed:
    """A PDF and the text of each of its pages, without running title and page number."""

    reader: PdfReader
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        return squeezed("".join(self.pages))


@pytest.fixture(scope="module")
def printed(real_plan: Plan) -> dict[str, Printed]:
    """The published plan's PDF in each language."""
    found = {}
    for path, content in pdfs(real_plan):
        reader = PdfReader(io.BytesIO(content))
        texts = [page.extract_text() for page in reader.pages]
        for number, text in enumerate(texts[1:], start=2):
            running = RUNNING_TITLE_AND_NUMBER.match(text)
            assert running is not None
            assert running[1] == str(number)
        pages = (texts[0], *(RUNNING_TITLE_AND_NUMBER.sub("", text) for text in texts[1:]))
        found[path] = Printed(reader, pages)
    return found


def of(printed: dict[str, Printed], t: Labels) -> Printed:
    return printed[f"data/plan.{t.language.code}.pdf"]


def bookmarks(printed: Printed) -> list[tuple[str, int]]:
    """Titles and pages, counted from 1, in order."""

    def entries(outline: list[Any]) -> Iterator[tuple[str, int]]:
        for entry in outline:
            if isinstance(entry, list):
                yield from entries(entry)
            else:
                yield entry.title, (printed.reader.get_destination_page_number(entry) or 0) + 1

    return list(entries(printed.reader.outline))


def headings(plan: Plan, t: Labels) -> list[str]:
    """The headings that the contents list, as the document writes them."""
    wording = Wording(plan, t)
    return [
        heading
        for chapter in plan.chapters
        for heading in (
            wording.heading(chapter),
            *(wording.heading(part) for part in chapter.sections + chapter.measures),
        )
    ]


@EACH_LANGUAGE
def test_nothing_of_the_plan_is_lost(
    printed: dict[str, Printed], real_plan: Plan, t: Labels
) -> None:
    text, wording = of(printed, t).text, Wording(real_plan, t)
    items = [
        wording.heading(item) + t.shown(item.text)
        for chapter in real_plan.chapters
        for section in chapter.sections
        for item in section.items
    ]
    paragraphs = [
        t.shown(paragraph)
        for chapter in real_plan.chapters
        for paragraphs in (
            chapter.paragraphs,
            *(section.paragraphs for section in chapter.sections),
            *(measure.paragraphs for measure in chapter.measures),
        )
        for paragraph in paragraphs
    ]
    identity = real_plan.identity
    whole = [
        *(t.shown(one) for one in (identity.title, identity.document_number, identity.issuer)),
        *(t.shown(one) for one in (identity.issued, identity.notice.title)),
        *(t.shown(one) for one in (*identity.notice.paragraphs, *identity.preamble)),
        *headings(real_plan, t),
        *paragraphs,
        *items,
        *(wording.heading(task) + wording.full_text(task) for task in real_plan.tasks),
        *(t.shown(department.name) for department in real_plan.departments),
    ]
    assert [one for one in whole if squeezed(one) not in text] == []


@EACH_LANGUAGE
def test_the_matrix_has_every_responsibility(
    printed: dict[str, Printed], real_plan: Plan, t: Labels
) -> None:
    (page,) = [
        page for page in of(printed, t).reader.pages if page.mediabox.width > page.mediabox.height
    ]
    sign, text = t.short_roles["responsible"], page.extract_text()
    rows = re.findall(rf"((?:{sign}\s+)+)(\d+)", text)
    assert [row.count(sign) for row, _ in rows] == [int(total) for _, total in rows]
    assert len(rows) == len(real_plan.departments) == 22
    assert sum(int(total) for _, total in rows) == real_plan.responsibility_count == 133


@EACH_LANGUAGE
def test_bookmarks_and_contents_lead_to_the_right_pages(
    printed: dict[str, Printed], real_plan: Plan, t: Labels
) -> None:
    document = of(printed, t)
    marks, wording = bookmarks(document), Wording(real_plan, t)
    titles = [squeezed(title) for title, _ in marks]
    tasks = [wording.heading(task) for task in real_plan.tasks]
    assert {squeezed(one) for one in (*headings(real_plan, t), *tasks)} <= set(titles)
    for title, page in marks:
        assert squeezed(title) in squeezed(document.pages[page - 1]), title
    contents = squeezed(document.pages[1])
    pages = {squeezed(title): page for title, page in marks}
    for heading in headings(real_plan, t):
        entry = squeezed(heading).removesuffix("。")
        assert f"{entry}{pages[squeezed(heading)]}" in contents


@EACH_LANGUAGE
def test_it_says_what_it_is(printed: dict[str, Printed], real_plan: Plan, t: Labels) -> None:
    reader = of(printed, t).reader
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == t.shown(real_plan.identity.title)
    assert reader.metadata.author == t.shown(real_plan.identity.issuer)
    assert root["/Lang"] == t.language.tag
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert 15 < len(reader.pages) < 40
    unofficial = "Unofficial translation" in of(printed, t).pages[0]
    assert unofficial == (t.language.code == "en")


@EACH_LANGUAGE
def test_every_letter_is_of_an_embedded_noto_font(printed: dict[str, Printed], t: Labels) -> None:
    fonts: dict[str, Any] = {}
    for page in of(printed, t).reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            fonts[font.get_object()["/BaseFont"]] = font.get_object()["/DescendantFonts"][0]
    assert {name.partition("+")[2] for name in fonts} == {
        "NotoSerifCJKsc-Regular",
        "NotoSerifCJKsc-Bold",
        "NotoSansCJKsc-Regular",
    }
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts.values())


def test_the_fonts_have_every_character(real_plan: Plan) -> None:
    characters = {
        character
        for one in LANGUAGES
        for character in html(real_plan, labels(one))
        if character.isprintable()
    }
    for typeface in TYPEFACES:
        with TTFont(io.BytesIO(truetype(typeface, characters))) as font:
            assert characters - set(map(chr, font.getBestCmap())) == set()


def test_text_stays_text(example_plan: Plan) -> None:
    hostile = Text(zh='"</style><script>甲', en='"</style><script>A')
    identity = example_plan.identity.model_copy(update={"title": hostile, "short_title": hostile})
    for t in map(labels, LANGUAGES):
        content = html(replace(example_plan, identity=identity), t)
        assert "<script" not in content
        assert content.count("</style>") == 1


def test_a_page_of_the_matrix_has_room_for_its_part_of_a_large_plan(real_plan: Plan) -> None:
    departments = tuple(
        replace(real_plan.departments[0], id=f"office-{number}", order=number)
        for number in range(60)
    )
    task = real_plan.tasks[0]
    responsibilities = tuple(
        replace(task.responsibilities[0], department=department) for department in departments
    )
    measure = replace(
        real_plan.measures[0],
        tasks=tuple(
            replace(task, id=f"task-{number}", responsibilities=responsibilities)
            for number in range(70)
        ),
    )
    chapter = replace(real_plan.chapters[2], measures=(measure,))
    large = replace(real_plan, chapters=(chapter,), departments=departments, corrections=())
    content = html(large, labels(LANGUAGES[0]))
    assert content.count('<section class="matrix">') == 3 * 3
    assert content.count('<td class="named">') == 60 * 70


def test_the_command_writes_the_same_bytes_each_time(
    example_plan: Plan,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = ["pdf", "--plan", str(EXAMPLE), "--out", str(tmp_path / "data")]
    assert main(command) == DONE
    written = {f"data/{path.name}": path.read_bytes() for path in (tmp_path / "data").iterdir()}
    assert written == dict(pdfs(example_plan))
    monkeypatch.setenv("PATH", "")
    assert main(command) == PROBLEMS
    assert "apt-get install" in capsys.readouterr().err


def test_pages_link_to_the_pdfs_only_where_there_are_any(example_plan: Plan) -> None:
    without, with_pdf = (render(example_plan, SITE_URL, pdf=pdf) for pdf in (False, True))
    changed = {path for path in without if without[path] != with_pdf[path]}
    assert changed == {"zh/index.md", "en/index.md", "zh/about.md", "en/about.md"}
    assert not any(".pdf" in text for text in without.values())
    assert 'href="../data/plan.en.pdf"' in with_pdf["en/index.md"]
    assert 'href="./data/plan.zh.pdf"' in with_pdf["zh/index.md"]
