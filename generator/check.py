"""The plan's own rules: each a function from the source to its problems, its docstring the rule."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator import original, parts, references, source
from generator.glossary import terms_translated
from generator.language import CHINESE, LANGUAGES
from generator.load import FILES, FOLDERS
from generator.problem import Problem, nearest
from generator.statement import responsibilities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.language import Language
    from generator.load import File, Source
    from generator.yaml_file import Keys


def check(plan: Source) -> list[Problem]:
    """Every problem of the plan, in the order of files and lines.

    A rule that looks things up in other files runs only where these could be read whole: what is
    missing there would show up as mistakes that nobody made.
    """
    rules = [rule for rule, needs in RULES if plan.whole(*needs)]
    return sorted({problem for rule in rules for problem in rule(plan)})


def complete_translations(plan: Source) -> Iterator[Problem]:
    """Every text is there in every language, unless plan.yaml says that translation is pending."""
    if any(file.content.translation == "pending" for file in plan.of(source.Identity)):
        wanted: tuple[Language, ...] = (CHINESE,)
    else:
        wanted = LANGUAGES
    for file, keys, text in parts.texts(plan):
        for language in wanted:
            if not text[language.code]:
                at = (*keys, language.code)
                state = "is missing" if file.yaml.at(at) is None else "is empty"
                yield file.problem(at, state, f"write the text in {language.name}")


def plain_titles(plan: Source) -> Iterator[Problem]:
    """Titles and names have no `<` or `>`: themes put them into pages as they are."""
    for file, keys, text in parts.texts(plan):
        if keys[-1] in ("title", "short_title", "name"):
            for language in LANGUAGES:
                if set("<>") & set(text[language.code]):
                    wrong, right = "has < or >", "use other brackets, such as 《》 or ( )"
                    yield file.problem((*keys, language.code), wrong, right)


def statements_agree(plan: Source) -> Iterator[Problem]:
    """The responsibility sentences of a task's text say what its data say."""
    first_leads = any(
        convention.rule == "first-named-leads"
        for file in plan.of(source.Identity)
        for convention in file.content.conventions
    )
    for file, keys, task in parts.tasks(plan):
        said = responsibilities(task.text["zh"], first_leads=first_leads)
        listed = {(role, name) for _, role, name in parts.names(task)}
        if not said or not listed:
            continue
        differing = [
            f"{name} ({role}) stands only in the {where}"
            for where, found, other in (
                ("text", said, listed),
                ("data", sorted(listed), set(said)),
            )
            for role, name in found
            if (role, name) not in other
        ]
        if differing:
            yield file.problem(
                (*keys, "responsibilities"),
                f"disagrees with the sentence in the text: {', '.join(differing)}",
                "list the names that the sentence has, as it writes them",
            )


def somebody_responsible(plan: Source) -> Iterator[Problem]:
    """A task that says who is responsible has departments, and none has one twice in a role."""
    known = parts.departments_by_name(plan)
    for file, keys, task in parts.tasks(plan):
        at = (*keys, "responsibilities")
        named = Counter(
            (role, known[name].name["zh"] if name in known else name)
            for _, role, name in parts.names(task)
        )
        if not named and responsibilities(task.text["zh"]):
            yield file.problem(at, "is empty", "name the departments, as the document does")
        for (_, name), count in named.items():
            if count > 1:
                yield file.problem(at, f"names {name} {count} times", "name it once")


def known_departments(plan: Source) -> Iterator[Problem]:
    """Every name in a responsibility is a department's name or one of its aliases."""
    known = parts.departments_by_name(plan)
    for file, keys, task in parts.tasks(plan):
        for within, _, name in parts.names(task):
            if name not in known:
                match = nearest(name, known)
                hint = f"did you mean {match}? If not, " if match else ""
                wrong = f"{name} is not a known department"
                right = f"{hint}add it to departments.yaml, as a department or an alias"
                yield file.problem((*keys, *within), wrong, right)


def departments_named(plan: Source) -> Iterator[Problem]:
    """Every department is named by a task."""
    known = parts.departments_by_name(plan)
    named = {
        known.get(name) for _, _, task in parts.tasks(plan) for _, _, name in parts.names(task)
    }
    for file in plan.of(source.Departments):
        for index, department in enumerate(file.content.departments):
            if department not in named:
                wrong, right = "is named by no task", "remove it, or add it to its tasks"
                yield file.problem(("departments", index, "id"), wrong, right)


def unique_names(plan: Source) -> Iterator[Problem]:
    """No two departments share a name or an alias."""
    owners: dict[str, str] = {}
    for file in plan.of(source.Departments):
        for index, department in enumerate(file.content.departments):
            names: list[tuple[Keys, str]] = [
                (("departments", index, "name", "zh"), department.name["zh"]),
                *(
                    (("departments", index, "aliases", position), alias)
                    for position, alias in enumerate(department.aliases)
                ),
            ]
            for keys, name in names:
                if name and name in owners:
                    wrong = f"{name} is already a name of {owners[name]}"
                    yield file.problem(keys, wrong, "give each name to one department, once")
                owners.setdefault(name, department.id)


def unique_ids(plan: Source) -> Iterator[Problem]:
    """An id names one thing: departments among themselves, all parts of the document together."""
    owners: dict[tuple[str, str], str] = {}
    for file, keys, identity in parts.ids(plan):
        kind = keys[0] if keys[0] in ("departments", "indicators") else "document"
        location = file.yaml.locate(keys)
        first = owners.setdefault((str(kind), identity), str(location))
        if first != str(location):
            yield file.problem(keys, f"{identity} is already used in {first}", "choose another id")


def files_named_by_id(plan: Source) -> Iterator[Problem]:
    """A file is called NUMBER-ID.yaml, after the id inside it, and no two share a number."""
    numbers: dict[tuple[str, str], str] = {}
    files: list[File[source.Chapter | source.Measure]] = [
        *plan.of(source.Chapter),
        *plan.of(source.Measure),
    ]
    for file in files:
        name = file.yaml.name.rsplit("/", 1)[-1]
        number, _, rest = name.partition("-")
        if number.isdigit() and rest != f"{file.content.id}.yaml":
            right = f"rename the file to {number}-{file.content.id}.yaml, or mend the id"
            yield file.problem(("id",), f"is not the id in the file's name, {name}", right)
        first = numbers.setdefault((file.folder, number), name)
        if first != name:
            wrong = f"has the same number as {first}"
            yield file.problem(("id",), wrong, "give each file of the folder its own number")


def measures_in_a_chapter(plan: Source) -> Iterator[Problem]:
    """Every measure is a section of a chapter that exists, or alone is a chapter that does."""
    chapters = {file.content.id for file in plan.of(source.Chapter)}
    for file in plan.of(source.Measure):
        if (name := file.content.chapter) not in chapters:
            match = nearest(name, chapters)
            right = f"did you mean {match}?" if match else f"known are {', '.join(chapters)}"
            yield file.problem(("chapter",), f"{name} is no chapter", right)


def ordered_period(plan: Source) -> Iterator[Problem]:
    """The plan's last year is not before its first."""
    for file in plan.of(source.Identity):
        period = file.content.period
        if period and period.end < period.start:
            wrong = f"ends in {period.end}, before it begins in {period.start}"
            yield file.problem(("period",), wrong, "write from: the first year, to: the last")


_EVERYTHING = tuple({*FILES.values(), *FOLDERS.values()})

RULES: tuple[tuple[Callable[[Source], Iterator[Problem]], tuple[type[source.Model], ...]], ...] = (
    (complete_translations, ()),
    (terms_translated, ()),
    (plain_titles, ()),
    (statements_agree, ()),
    (unique_names, ()),
    (unique_ids, ()),
    (files_named_by_id, ()),
    (ordered_period, ()),
    (somebody_responsible, ()),
    (known_departments, (source.Departments,)),
    (departments_named, (source.Departments, source.Measure)),
    (measures_in_a_chapter, (source.Chapter, source.Measure)),
    (references.known_places, _EVERYTHING),
    (references.lasting_addresses, _EVERYTHING),
    (references.known_changes, _EVERYTHING),
    (original.compare, _EVERYTHING),
)
"""The rules, each with the kinds of files that it must be able to rely on."""
