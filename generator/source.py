"""The files a maintainer writes, as models: what each may hold; the JSON Schemas follow them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from generator.language import LANGUAGES

Id = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        description="Permanent name in addresses: small letters, digits and single hyphens.",
    ),
]
Role: TypeAlias = Literal["lead", "support", "responsible"]
DepartmentKind: TypeAlias = Literal["party", "government", "people"]
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

    title: Text
    addressees: Text
    paragraphs: tuple[Text, ...]
    disclosure: Text = Field(description="The note on who may read it: （此件公开发布）.")
    printed: Printed


class Headings(Model):
    """How the document writes its headings; `{n}` is the Chinese numeral, `{title}` the title."""

    chapter: str = "{n}、{title}"
    section: str = "（{n}）{title}。"
    item: str = "——{title}。"


class Identity(Model):
    """`plan.yaml`: what the plan is, who issued it and when, and the notice it came with."""

    title: Text
    short_title: Text = Field(description="The site's name; short enough for a phone.")
    document_number: Text
    issuer: Text
    place: Text
    issued: dt.date
    period: Period
    notice: Notice
    preamble: tuple[Text, ...] = Field(default=(), description="Paragraphs before chapter 1.")
    headings: Headings = Headings()
    contact: Text | None = Field(
        default=None, description="Whom to tell of an error on the site, such as a mail address."
    )


class Item(Model):
    """An item of a section that is no task, such as a principle."""

    id: Id
    title: Text
    text: Text


class Section(Model):
    """A section of a chapter that is no measure."""

    id: Id
    title: Text
    paragraphs: tuple[Text, ...] = ()
    items: tuple[Item, ...] = ()


class Chapter(Model):
    """`chapters/N-ID.yaml`: a chapter; with `measures`, its sections are actions or projects."""

    id: Id
    title: Text
    paragraphs: tuple[Text, ...] = ()
    sections: tuple[Section, ...] = ()
    measures: Literal["actions", "projects"] | None = None


class Responsibilities(Model):
    """The departments of a task by role, each name as the document writes it, in its order."""

    lead: tuple[str, ...] = Field(default=(), description="牵头: leads.")
    support: tuple[str, ...] = Field(default=(), description="配合: supports the lead.")
    responsible: tuple[str, ...] = Field(default=(), description="Named without a rank.")


class Task(Model):
    """A task. The Chinese text ends with the document's responsibility sentence in brackets."""

    id: Id
    title: Text
    text: Text
    responsibilities: Responsibilities = Responsibilities()


class Measure(Model):
    """`actions/N-ID.yaml` or `projects/N-ID.yaml`: an action or a project and its tasks."""

    id: Id
    title: Text
    paragraphs: tuple[Text, ...] = ()
    tasks: tuple[Task, ...]


class Mandate(Model):
    """What the document asks of a department outside of the tasks."""

    text: Text
    source: Id = Field(description="Id of the chapter or section that says so.")


class Department(Model):
    """A department. `aliases` are the other names that the document and people use for it."""

    id: Id
    name: Text
    kind: DepartmentKind
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


class Update(Model):
    """Something that happened to the plan or to the site, on a day."""

    date: dt.date
    title: Text
    text: Text


class Updates(Model):
    """`updates.yaml`: what happened to the plan, newest first on the site."""

    updates: tuple[Update, ...]
