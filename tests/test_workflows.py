"""The workflows: they run make targets, pin what they use, and may do no more than they must."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
WRITE = {("publish", "deploy"): {"pages": "write", "id-token": "write"}}
"""The only jobs that may write, and what."""

_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*")
_MAKE = re.compile(r'(?:sudo )?make((?: [a-z-]+)+)((?: [A-Z_]+="\$[^"`]*")*)')

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=[path.stem for path in WORKFLOWS])


def read(path: Path) -> dict[str, Any]:
    workflow: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return workflow


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in read(path)["jobs"].values():
        yield from job["steps"]


def targets() -> set[str]:
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))


def test_there_are_workflows_to_test_and_to_publish() -> None:
    assert {"test", "publish"} <= {path.stem for path in WORKFLOWS}


@each_workflow
def test_a_workflow_runs_nothing_but_make_targets_that_exist(path: Path) -> None:
    for command in (step["run"] for step in steps(path) if "run" in step):
        call = _MAKE.fullmatch(command)
        assert call, command
        assert set(call[1].split()) <= targets(), command


@each_workflow
def test_a_workflow_pins_every_action_to_a_commit_and_names_its_version(path: Path) -> None:
    text = path.read_text("utf-8")
    used = re.findall(r"^ *(?:- )?uses: *(.*)$", text, re.MULTILINE)
    assert len(used) == sum("uses" in step for step in steps(path))
    assert [one for one in used if not _PINNED.fullmatch(one)] == []


def test_an_action_has_the_same_commit_everywhere() -> None:
    used = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}
    assert len(used) == len({one.partition("@")[0] for one in used})


@each_workflow
def test_a_workflow_may_do_no_more_than_it_must(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        granted = {scope: level for scope, level in job["permissions"].items() if level != "read"}
        assert granted == WRITE.get((path.stem, name), {}), name
        assert job["timeout-minutes"] <= 30, name
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@each_workflow
def test_no_cache_and_no_foreign_trigger_can_carry_code_into_a_workflow(path: Path) -> None:
    workflow = read(path)
    # YAML 1.1 reads the key `on` as true.
    events = set(workflow[True])  # type: ignore[index]
    assert events <= {"pull_request", "push", "schedule", "workflow_dispatch"}
    for step in steps(path):
        assert "actions/cache" not in step.get("uses", "")
        assert "cache" not in step.get("with", {})


def test_a_deployment_is_never_stopped_half_way() -> None:
    workflow = read(PROJECT / ".github" / "workflows" / "publish.yml")
    assert workflow["concurrency"]["cancel-in-progress"] is False


def test_dependabot_waits_before_it_asks_for_a_new_version() -> None:
    updates = read(PROJECT / ".github" / "dependabot.yml")["updates"]
    assert {one["package-ecosystem"] for one in updates} == {"github-actions", "pip"}
    assert all(one["cooldown"]["default-days"] >= 7 for one in updates)


def test_the_examples_call_make_targets_that_exist() -> None:
    for path in (PROJECT / "docs" / "examples").iterdir():
        text = path.read_text("utf-8")
        called = set(re.findall(r"^ *(?:- )?make ([a-z-]+)", text, re.MULTILINE))
        assert called, path
        assert called <= targets(), path


def test_the_example_for_gitlab_tests_publishes_and_watches() -> None:
    jobs = read(PROJECT / "docs" / "examples" / "gitlab-pages.yml")
    assert jobs["test"]["script"] == ["make test"]
    assert "public" in jobs["pages"]["artifacts"]["paths"]
    assert jobs["watch"]["allow_failure"] is True
    assert set(jobs["watch"]["parallel"]["matrix"][0]["TARGET"]) <= targets()


@pytest.mark.parametrize(
    ("given", "asked"),
    [({}, "SITE_URL"), ({"SITE_URL": "https://plan.example/"}, "DEST")],
    ids=["an address", "a destination"],
)
def test_the_example_for_a_server_asks_for_what_it_needs(given: dict[str, str], asked: str) -> None:
    script = PROJECT / "docs" / "examples" / "plain-server.sh"
    run = subprocess.run(
        ["/bin/sh", str(script)], env=given, check=False, capture_output=True, text=True
    )
    assert run.returncode != 0
    assert f"{asked}: must be" in run.stderr
