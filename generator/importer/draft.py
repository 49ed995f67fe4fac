"""Makes a draft of a plan's data from a document, for a person to review."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator import source
from generator.importer.naming import Variant, departments
from generator.importer.notation import usual_headings, with_unusual_headings
from generator.importer.notice import Frame, read_frame, years_of
from generator.importer.outline import Paragraph, outline, without_tail
from generator.importer.structure import Decision, Structure
from generator.importer.task_table import with_tables_as_paragraphs
from generator.statement import first_listed_leads, statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.importer.document import Block, Document
    from generator.importer.outline import Part
    from generator.source import MeasureKind

_OFFICES = re.compile(r"(?:人民政府|管理委员会|管委会|党工委|委员会)?(?:办公室|办公厅)?$")
_PLACE = re.compile(r".*[省市区县州旗盟乡镇]")
_ISSUER_OF_TITLE = re.compile(r"(?P<issuer>[^《》]+?)关于")


@dataclass(frozen=True)
class Draft:
    """A plan's data as far as the document has them, and what is left for a person to decide.

    `original` is the document without what was left out, line by line.
    """

    identity: source.Identity
    chapters: tuple[source.Chapter, ...]
    measures: tuple[tuple[MeasureKind, source.Measure], ...]
    departments: source.Departments
    original: str
    left_out: tuple[Paragraph, ...]
    decisions: tuple[Decision, ...]
    variants: tuple[Variant, ...]

    @property
    def tasks(self) -> tuple[source.Task, ...]:
        """All tasks, in the document's order."""
        return tuple(
            task
            for _, measure in self.measures
            for tasks in (measure.tasks, *(group.tasks for group in measure.groups))
            for task in tasks
        )


def draft(document: Document) -> Draft:
    """The data of the plan that a document is."""
    blocks = tuple(with_tables_as_paragraphs(_without_title_style(document.blocks)))
    root, tail = without_tail(outline(blocks))
    frame = read_frame(root.paragraphs, tail)
    structure = Structure(first_leads=_first_leads(root))
    chapters, measures = structure.read(root, frame.title)
    kinds = [kind for kind, _ in measures]
    usual = usual_headings(chapters, [measure for _, measure in measures])
    parts, found = with_unusual_headings(chapters, [one for _, one in measures], usual)
    named, variants = departments(structure.names, structure.identifiers)
    return Draft(
        identity=_identity(
            frame, usual, (*_stated_rule(frame, structure, parts), *structure.conventions)
        ),
        chapters=parts,
        measures=tuple(zip(kinds, found, strict=True)),
        departments=named,
        original=_original(blocks, frame),
        left_out=(
            *(Paragraph(block.text, block.place) for block in document.left_out),
            *frame.left_out,
        ),
        decisions=(*_missing(frame), *structure.decisions),
        variants=variants,
    )


def _without_title_style(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, with the one highest heading as plain text: it is the title, not a chapter."""
    highest = min((block.style for block in blocks if block.style), default="")
    titles = [block for block in blocks if highest and block.style == highest]
    if len(titles) != 1:
        return blocks
    return tuple(replace(one, style="") if one is titles[0] else one for one in blocks)


def _first_leads(root: Part) -> bool:
    """Whether the document says anywhere that the department named first leads."""
    said = (note for leaf in root.leaves for one in statements(leaf.text) for note in one.notes)
    return first_listed_leads((*said, *_texts(root)))


def _stated_rule(
    frame: Frame, structure: Structure, chapters: tuple[source.Chapter, ...]
) -> Iterator[source.Convention]:
    """The rule that the first named leads, where no task states it but a paragraph of the text."""
    if not structure.first_leads or any(one.rule for one in structure.conventions):
        return
    stated = [("preamble", text) for text in frame.preamble]
    for chapter in chapters:
        stated += [(chapter.id, text["zh"]) for text in chapter.paragraphs]
        for section in chapter.sections:
            stated += [(section.id, text["zh"]) for text in section.paragraphs]
    for identity, text in stated:
        if first_listed_leads((text,)):
            yield source.Convention(
                text=source.Text(zh=text), source=identity, rule="first-named-leads"
            )
            return


def _texts(part: Part) -> Iterator[str]:
    yield from (paragraph.text for paragraph in part.paragraphs)
    for below in part.parts:
        yield from _texts(below)


def _identity(
    frame: Frame, usual: source.Headings, conventions: tuple[source.Convention, ...]
) -> source.Identity:
    years = years_of(frame.title)
    issuer = _issuer(frame)
    place = _OFFICES.sub("", issuer)
    is_own_notice = frame.notice_title and frame.notice_title != frame.title
    return source.Identity(
        title=source.Text(zh=frame.title),
        short_title=source.Text(zh=re.sub(r"[（(].*?[）)]$", "", frame.title)),
        document_number=_text(frame.number),
        issuer=source.Text(zh=issuer),
        place=_text(place if place != issuer and _PLACE.fullmatch(place) else ""),
        issued=frame.issued,
        period=source.Period.model_validate({"from": years[0], "to": years[1]}) if years else None,
        translation="pending",
        notice=source.Notice(
            title=_text(frame.notice_title if is_own_notice else ""),
            addressees=_text(frame.addressees),
            paragraphs=tuple(source.Text(zh=one) for one in frame.letter),
            disclosure=_text(frame.disclosure),
            printed=source.Printed(by=source.Text(zh=frame.printed.office), date=frame.printed.date)
            if frame.printed
            else None,
        ),
        preamble=tuple(source.Text(zh=one) for one in frame.preamble),
        closing=tuple(source.Text(zh=one) for one in frame.closing),
        frame=frame.order,
        headings=usual,
        conventions=conventions,
        measure_terms="areas",
    )


def _issuer(frame: Frame) -> str:
    """Who issued the document: who signed it, or whom its title names, or who printed it."""
    if frame.issuer:
        return frame.issuer
    match = _ISSUER_OF_TITLE.match(frame.notice_title or frame.title)
    if match:
        return match["issuer"]
    return frame.printed.office if frame.printed else _UNKNOWN


_UNKNOWN = "（发文机关待补）"


def _text(written: str) -> source.Text | None:
    return source.Text(zh=written) if written else None


def _original(blocks: Iterable[Block], frame: Frame) -> str:
    """The document's text without what was left out."""
    lines = []
    for block in blocks:
        text = block.text
        for piece in frame.left_out:
            if piece.place == block.place:
                text = text.replace(piece.text, "", 1)
        lines.append(text.strip())
    return "\n".join(line for line in lines if line) + "\n"


def _missing(frame: Frame) -> tuple[Decision, ...]:
    """What a document usually says of itself and this one does not, or not as usual."""
    wanted = {
        "document_number": frame.number,
        "issued": frame.issued,
        "title": frame.title,
        "issuer": frame.issuer,
    }
    return tuple(
        Decision("plan.yaml", f"{name} was not found in the document", "fill it in by hand")
        for name, value in wanted.items()
        if not value
    )
