"""What holds for every plan, made up at random: it renders the same, and all links lead on."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import urldefrag

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator import source
from generator.address import Address
from generator.language import LANGUAGES
from generator.load import File, Source
from generator.render import render
from generator.resolve import resolve
from generator.statement import ROLES
from generator.yaml_file import YamlFile

if TYPE_CHECKING:
    from generator.plan import Plan

SITE_URL = "https://plan.example/"
WORDS = (
    st.text("县市教育科技局委、，。；（）《》ab 12<|*[]", min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
TEXTS = st.builds(source.Text, zh=WORDS, en=WORDS | st.just(""))


def file(folder: str, content: source.Model) -> File[source.Model]:
    return File(YamlFile(folder, {}, (), {}), content, folder, whole=True)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan of any shape: some departments, some measures of each kind, any roles."""
    departments = tuple(
        source.Department(
            id=f"d{number}",
            name=draw(TEXTS),
            kind=draw(st.sampled_from(get_args(source.DepartmentKind))),
            aliases=(f"部门{number}", *draw(st.lists(WORDS, max_size=2))),
        )
        for number in range(draw(st.integers(1, 5)))
    )
    named = st.lists(
        st.sampled_from([one.aliases[0] for one in departments]), unique=True, max_size=4
    )

    def task(identity: str) -> source.Task:
        names = draw(named) or ["部门0"]
        roles: dict[str, list[str]] = {role: [] for role in ROLES}
        for name in names:
            roles[draw(st.sampled_from(ROLES))].append(name)
        return source.Task(
            id=identity,
            title=draw(st.none() | TEXTS),
            text=draw(TEXTS),
            responsibilities=source.Responsibilities(
                lead=tuple(roles["lead"]),
                support=tuple(roles["support"]),
                responsible=tuple(roles["responsible"]),
                open=draw(st.booleans()),
            ),
            deadlines=tuple(draw(st.lists(WORDS, max_size=1))),
        )

    files = [
        file("", _identity(draw(TEXTS), known=draw(st.booleans()))),
        file("", source.Departments(departments=departments)),
        file("", source.Indicators(indicators=())),
        file("", source.Glossary(terms=())),
        file("", source.Corrections(corrections=())),
        file("", source.Updates(updates=())),
        file("", source.Redirects()),
        file("chapters", source.Chapter(id="first", title=draw(TEXTS), paragraphs=(draw(TEXTS),))),
    ]
    folders: list[Literal["actions", "projects"]] = ["actions", "projects"]
    for folder in draw(st.lists(st.sampled_from(folders), unique=True, min_size=1)):
        chapter = source.Chapter(id=f"chapter-{folder}", title=draw(TEXTS))
        files.append(file("chapters", chapter))
        for number in range(draw(st.integers(1, 3))):
            identity = f"{folder}-{number}"
            count = draw(st.integers(1, 3))
            tasks = tuple(task(f"{identity}-t{position}") for position in range(count))
            groups = tuple(
                source.Group(
                    id=f"{identity}-g{place}",
                    title=draw(TEXTS),
                    tasks=(task(f"{identity}-g{place}-t"),),
                )
                for place in range(draw(st.integers(0, 2)))
            )
            title = draw(TEXTS) if number else draw(st.none() | TEXTS)
            measure = source.Measure(
                id=identity, chapter=chapter.id, title=title, tasks=tasks, groups=groups
            )
            files.append(file(folder, measure))
    return resolve(Source(tuple(files), frozenset(), ()))


def _identity(text: source.Text, *, known: bool) -> source.Identity:
    day = dt.date(2030, 3, 1)
    needed = dict.fromkeys(("title", "short_title", "issuer"), text)
    if not known:
        return source.Identity.model_validate(needed)
    return source.Identity.model_validate(
        {
            **needed,
            **dict.fromkeys(("document_number", "place"), text),
            "issued": day,
            "period": {"from": 2030, "to": 2031},
            "notice": {
                **dict.fromkeys(("title", "addressees", "disclosure"), text),
                "paragraphs": (text,),
                "printed": {"by": text, "date": day},
            },
        }
    )


SLOWLY = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # to shrink a whole plan takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)


@SLOWLY
@given(plans())
def test_any_plan_renders_the_same_each_time(plan: Plan) -> None:
    assert render(plan, SITE_URL) == render(plan, SITE_URL)


@SLOWLY
@given(plans())
def test_every_link_of_any_plan_leads_to_a_page_and_an_anchor(plan: Plan) -> None:
    files = render(plan, SITE_URL)
    for language in LANGUAGES:
        pages = {
            path.removeprefix(f"{language.code}/"): text
            for path, text in files.items()
            if path.startswith(f"{language.code}/") and path.endswith(".md")
        }
        anchors = {
            path: set(re.findall(r"\{: #([\w-]+) \}", text)) | set(re.findall(r'id="(.*?)"', text))
            for path, text in pages.items()
        }
        urls = {Address(path).url: path for path in pages}
        for path, text in pages.items():
            links = re.findall(r"\]\(([^)]+)\)", text)
            hrefs = re.findall(r'href="([^"]+)"', text)
            for link in (one for one in (*links, *hrefs) if not re.search("data/|feed[.]", one)):
                target, anchor = urldefrag(link)
                if link in links:
                    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                else:
                    url = posixpath.normpath(posixpath.join(Address(path).url, target) or ".")
                    found = urls["" if url == "." else f"{url}/"]
                found = path if not target else found
                assert found in pages, f"{path}: {link}"
                assert not anchor or anchor in anchors[found], f"{path}: {link}"


@SLOWLY
@given(plans())
def test_relations_agree_with_the_responsibilities(plan: Plan) -> None:
    assert sum(len(plan.tasks_of(one)) for one in plan.departments) == plan.responsibility_count
    for department in plan.departments:
        grouped = plan.tasks_by_measure(department)
        assert tuple(task for tasks in grouped.values() for task in tasks) == plan.tasks_of(
            department
        )
        for task in plan.tasks_of(department):
            assert task.role_of(department) is not None
