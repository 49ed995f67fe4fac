"""The files a maintainer writes, as models: what each may hold; the JSON Schemas follow them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from generator.language import LANGUAGES

ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
PLACE = r"^(actions|projects|departments|plan)/[a-z0-9-]+(#[a-z0-9-]+)?$"

Id = Annotated[
    str,
    Field(
        pattern=ID,
        description="Permanent name in addresses: small letters, digits and single hyphens.",
    ),
]
Role: TypeAlias = Literal["lead", "support", "responsible"]
DepartmentKind: TypeAlias = Literal["party", "government", "people", "other", "collective"]
FramePart: TypeAlias = Literal[
    "number",
    "notice_title",
    "addressees",
    "letter",
    "signature",
    "disclosure",
    "title",
    "preamble",
    "chapters",
    "closing",
    "printed",
]
MeasureTerms: TypeAlias = Literal["actions-and-projects", "areas"]
MeasureKind: TypeAlias = Literal["action", "project"]

_HAN = r"\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_SHARED = "“”‘’—…"
_FOLD_IN_CHINESE = re.compile(
    rf"(?<=[{_HAN}])\s+(?=[{_HAN}{_SHARED}])|(?<=[{_SHARED}])\s+(?=[{_HAN}])"
)


def _unfold(text: str) -> str:
    """One line of text: YAML folds a line break into a space, which Chinese does not have."""
    return _FOLD_IN_CHINESE.sub("", " ".join(text.split()))


Line = Annotated[str, AfterValidator(_unfold)]


class Model(BaseModel):
    """Base of all models: frozen, strict about types, closed to unknown fields."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Text(Model):
    """A text in every language. `zh` is the document's wording, `en` an unofficial translation.

    A missing language is empty here and a problem in `check`; the JSON Schema requires all.
    """

    model_config = ConfigDict(json_schema_extra={"required": [one.code for one in LANGUAGES]})

    zh: Line = Field(default="", description="Chinese, in the document's wording.")
    en: Line = Field(default="", description="English, an unofficial translation.")

    def __getitem__(self, code: str) -> str:
        """The text in the language with this code."""
        text: str = getattr(self, code)
        return text


class Period(Model):
    """The years the plan is for, both included."""

    start: int = Field(alias="from", description="First year.")
    end: int = Field(alias="to", description="Last year.")


class Printed(Model):
    """Who printed and distributed the notice, and when: the last lines of the document."""

    by: Text
    date: dt.date


class Notice(Model):
    """The notice with which the plan was issued."""

    title: Text | None = Field(default=None, description="Where it is not the plan's own title.")
    addressees: Text | None = None
    paragraphs: tuple[Text, ...] = ()
    disclosure: Text | None = Field(
        default=None, description="The note on who may read it: （此件公开发布）."
    )
    printed: Printed | None = None


class Headings(Model):
    """How the document writes its headings.

    `{n}` is the number as a Chinese numeral, `{number}` in digits, `{wide}` in full-width digits,
    `{title}` the title.
    """

    chapter: str = "{n}、{title}"
    section: str = "（{n}）{title}。"
    item: str = "——{title}。"
    subitem: str = "{n}是{title}。"


class Convention(Model):
    """What the document says once about the responsibilities of many tasks."""

    text: Text = Field(description="In the document's words: 列第一位者为牵头单位，下同.")
    source: Id = Field(description="Id of the task or other part that says so.")
    rule: Literal["first-named-leads"] | None = Field(
        default=None,
        description="From that task on, the department named first leads where a task says no "
        "more. Other conventions are only shown.",
    )


class Identity(Model):
    """`plan.yaml`: what the plan is, who issued it and when, and the notice it came with."""

    title: Text
    short_title: Text = Field(description="The site's name; short enough for a phone.")
    document_number: Text | None = None
    issuer: Text
    place: Text | None = Field(default=None, description="The place that the whole plan is for.")
    issued: dt.date | None = None
    period: Period | None = None
    translation: Literal["complete", "pending"] = Field(
        default="complete",
        description="While it is pending, missing translations are no problem, and pages in "
        "other languages show the Chinese text, marked as not yet translated.",
    )
    notice: Notice = Notice()
    preamble: tuple[Text, ...] = Field(default=(), description="Paragraphs before chapter 1.")
    closing: tuple[Text, ...] = Field(default=(), description="Paragraphs after the last chapter.")
    frame: tuple[FramePart, ...] = Field(
        default=get_args(FramePart),
        description="The order in which the document has its parts.",
    )
    headings: Headings = Headings()
    conventions: tuple[Convention, ...] = ()
    measure_terms: MeasureTerms = Field(
        default="actions-and-projects",
        description="`areas` where the document does not call its measures actions and projects.",
    )
    contact: Text | None = Field(
        default=None, description="Whom to tell of an error on the site, such as a mail address."
    )


class Headed(Model):
    """A part with a heading; the fields say what is unusual about it in the document."""

    number: int | None = Field(
        default=None, description="Its number in the document, if not its place among its like."
    )
    heading: str | None = Field(
        default=None,
        description="Its heading as the document writes it, if not as `headings` in plan.yaml.",
    )


class Item(Headed):
    """An item of a section that is no task, such as a principle."""

    id: Id
    title: Text | None = Field(default=None, description="None where the document gives none.")
    text: Text


class Section(Headed):
    """A section of a chapter that is no measure."""

    id: Id
    title: Text
    paragraphs: tuple[Text, ...] = ()
    items: tuple[Item, ...] = ()


class Chapter(Headed):
    """`chapters/N-ID.yaml`: a chapter. Sections that have tasks are measures, in other files."""

    id: Id
    title: Text
    paragraphs: tuple[Text, ...] = ()
    sections: tuple[Section, ...] = ()


class Responsibilities(Model):
    """The departments of a task by role, each name as the document writes it, in its order."""

    lead: tuple[str, ...] = Field(default=(), description="牵头: leads.")
    support: tuple[str, ...] = Field(default=(), description="配合: supports the lead.")
    responsible: tuple[str, ...] = Field(default=(), description="Named without a rank.")
    open: bool = Field(default=False, description="等: the document means more than it names.")


class Task(Headed):
    """A task. The Chinese text ends with the document's responsibility sentence, if it has one."""

    id: Id
    title: Text | None = Field(default=None, description="None where the document gives none.")
    text: Text
    responsibilities: Responsibilities = Responsibilities()
    deadlines: tuple[str, ...] = Field(
        default=(), description="By when, in the document's words: 2025年底前."
    )


class Group(Headed):
    """A heading inside of a measure, and the tasks below it."""

    id: Id
    title: Text
    paragraphs: tuple[Text, ...] = ()
    tasks: tuple[Task, ...] = ()


class Measure(Headed):
    """`actions/N-ID.yaml` or `projects/N-ID.yaml`: an action or a project and its tasks.

    Without a title it is the chapter itself: its tasks are the chapter's sections.
    """

    id: Id
    chapter: Id = Field(description="Id of the chapter it is a section of.")
    title: Text | None = None
    paragraphs: tuple[Text, ...] = ()
    tasks: tuple[Task, ...] = ()
    groups: tuple[Group, ...] = ()


class Mandate(Model):
    """What the document asks of a department outside of the tasks."""

    text: Text
    source: Id = Field(description="Id of the chapter or section that says so.")


class Department(Model):
    """A department. `aliases` are the other names that the document and people use for it."""

    id: Id
    name: Text
    kind: DepartmentKind = Field(
        description="`other` are enterprises and institutions; `collective` are groups whose "
        "members the document does not name: 各有关部门."
    )
    part_of: Id | None = Field(default=None, description="Id of the department it belongs to.")
    aliases: tuple[str, ...] = ()
    mandates: tuple[Mandate, ...] = ()


class Departments(Model):
    """`departments.yaml`: every department the plan names, in the customary order."""

    departments: tuple[Department, ...]


class Indicator(Model):
    """A figure the plan names, with the year and the population it speaks of."""

    id: Id
    name: Text
    kind: Literal["baseline", "target"]
    value: float
    unit: str
    year: int
    population: Text
    source: Id = Field(description="Id of the chapter or section that says so.")


class Indicators(Model):
    """`indicators.yaml`: the figures the plan names."""

    indicators: tuple[Indicator, ...]
    note: Text | None = Field(
        default=None, description="What readers must know to compare the figures, if they can."
    )


class Term(Model):
    """A term and its one translation; `also` are other accepted forms of it."""

    zh: str
    en: str
    also: tuple[str, ...] = ()
    note: str = ""


class Glossary(Model):
    """`glossary.yaml`: recurring terms, each with the translation used throughout."""

    terms: tuple[Term, ...]


class Correction(Model):
    """An intended difference from the document: at `place`, `issued` became `corrected`."""

    place: str = Field(
        description="Id of the task, item, section, measure or chapter; or `notice`."
    )
    issued: str = Field(description="As the document reads, without white space.")
    corrected: str = Field(description="As the data read; must occur exactly once at the place.")
    reason: Text


class Corrections(Model):
    """`corrections.yaml`: every intended difference from the document as issued."""

    corrections: tuple[Correction, ...]


Place = Annotated[
    str,
    Field(
        pattern=PLACE,
        description="A part by its address: actions/youth, actions/youth#teachers, "
        "departments/education, plan/preface.",
    ),
]


class Redirect(Model):
    """An address that was published and is no more, and the one that took its place."""

    from_: Place = Field(alias="from", description="The address that was published.")
    to: Place = Field(description="The address of the part that it leads to now.")


class Redirects(Model):
    """`redirects.yaml`: addresses that were renamed or removed; they keep working for ever."""

    redirects: tuple[Redirect, ...] = ()


class Update(Model):
    """Something that happened to the plan or to the site, on a day."""

    date: dt.date
    title: Text
    text: Text
    changes: tuple[Place, ...] = Field(default=(), description="The parts that it changed.")


class Updates(Model):
    """`updates.yaml`: what happened to the plan, newest first on the site."""

    updates: tuple[Update, ...]
