"""The plan that is published: its figures, its data files, and its agreement with the original."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml
from conftest import PROJECT

from generator.address import AddressBook
from generator.check import check
from generator.cli import main
from generator.data import render
from generator.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from generator.plan import Plan

PLAN = PROJECT / "plan_source"


def test_the_plan_has_the_figures_of_the_document(real_plan: Plan) -> None:
    assert [len(one.tasks) for one in real_plan.measures if one.kind == "action"] == [5, 3, 4, 3, 2]
    assert [len(one.tasks) for one in real_plan.measures if one.kind == "project"] == [3, 3, 3, 3]
    assert len(real_plan.tasks) == 29
    assert len(real_plan.departments) == 22
    assert real_plan.responsibility_count == 133
    assert real_plan.roles == ("responsible",)


def test_departments_are_named_as_often_as_in_the_document(real_plan: Plan) -> None:
    named = {one.name["zh"]: len(real_plan.tasks_of(one)) for one in real_plan.departments}
    assert named["区科协"] == 25
    assert named["区委宣传部"] == 12
    assert named["区科技局"] == 11
    assert named["区卫生健康局"] == 9
    assert sum(named.values()) == 133


def test_the_document_uses_three_names_that_are_variants(real_plan: Plan) -> None:
    written = Counter(part.as_written for task in real_plan.tasks for part in task.responsibilities)
    names = {one.name["zh"] for one in real_plan.departments}
    assert len(written) == 25
    assert set(written) - names == {"区教育局和体育局", "区文旅局", "区发展改革局"}


def test_every_task_says_that_its_departments_are_responsible_together(real_plan: Plan) -> None:
    for task in real_plan.tasks:
        names = "、".join(part.as_written for part in task.responsibilities)
        assert task.statement == f"（{names}按职责分工负责）"


def test_shared_tasks_count_the_same_from_both_sides(real_plan: Plan) -> None:
    shared = {
        (one.id, other.department.id): other.tasks
        for one in real_plan.departments
        for other in real_plan.partners_of(one)
    }
    assert all(shared[there, here] == tasks for (here, there), tasks in shared.items())
    assert len(shared["womens-federation", "youth-league"]) == 3


@pytest.fixture(scope="module")
def files(real_plan: Plan) -> dict[str, str]:
    return render(real_plan, AddressBook(real_plan))


def test_plan_json_keeps_its_schema_and_its_figures(files: dict[str, str]) -> None:
    data = json.loads(files["plan.json"])
    schema = json.loads(files["plan.schema.json"])
    jsonschema.validate({name: value for name, value in data.items() if name != "$schema"}, schema)
    responsible = [part for task in data["tasks"] for part in task["responsible"]]
    assert (len(data["tasks"]), len(data["departments"]), len(responsible)) == (29, 22, 133)
    assert {part["role"] for part in responsible} == {"responsible"}
    assert data["tasks"][0]["url"] == "/actions/youth/#scientific-spirit"
    assert sum(len(one["tasks"]) for one in data["actions"] + data["projects"]) == 29


def test_the_csv_opens_right_in_spreadsheets(files: dict[str, str]) -> None:
    text = files["tasks.csv"]
    assert text.startswith("\ufeffid,")
    assert text.count("\r\n") == 30
    assert "\n" not in text.replace("\r\n", "")


def test_the_yaml_files_keep_their_schemas() -> None:
    for path in sorted(PLAN.rglob("*.yaml")):
        first = path.read_text("utf-8").splitlines()[0]
        reference = first.removeprefix("# yaml-language-server: $schema=")
        schema = json.loads((path.parent / reference).read_text("utf-8"))
        content = json.loads(json.dumps(yaml.safe_load(path.read_bytes()), default=str))
        jsonschema.validate(content, schema)


def test_the_schemas_are_those_of_the_models(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--check", "--plan", str(PLAN)]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("actions/1-youth.yaml", "爱国情怀", "爱国情环"),
        ("actions/4-older-people.yaml", "电信诈骗", "电信诈编"),
        ("projects/2-digital-science.yaml", "短视频", "短视屏"),
        ("chapters/5-safeguards.yaml", "专款专用", "专款专甪"),
        ("original/notice.txt", "科技小院", "科技小完"),
    ],
)
def test_one_changed_character_is_one_problem_with_its_line(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    line = text[: text.index(old)].count("\n") + 1
    (folder / file).write_text(text.replace(old, new), "utf-8")

    source, problems = load(folder)
    (problem,) = [*problems, *check(source)]

    place = f"line {line} of {file}" if file.startswith("original") else f"{file}:{line}:"
    assert place in str(problem)


def test_no_plan_is_part_of_the_code() -> None:
    """Nothing in the code names the plan that is published: next year's is another."""
    code = [PROJECT / "mkdocs.yml", PROJECT / "mkdocs.en.yml"]
    code += [
        path for folder in ("generator", "overrides") for path in (PROJECT / folder).rglob("*")
    ]
    words: dict[str, Path] = {}
    for path in code:
        if path.is_file() and path.suffix in (".py", ".j2", ".yaml", ".yml", ".html"):
            text = path.read_text("utf-8")
            words |= {
                word: path for word in ("天桥", "Tianqiao", "济南", "科学素质") if word in text
            }
    assert words == {}
