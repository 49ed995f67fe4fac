"""Measures time, memory and size of generating and building, beside MkDocs alone: `make bench`.

Each figure is one run on this machine; times of generation are the median of three.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

PROJECT = Path(__file__).parent.parent
SITE_URL = "https://plan.example/"
ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT)}
PLAIN = {"site_name": "Plain", "theme": {"name": "material", "font": False}, "plugins": ["search"]}
STAGES = """
import json, sys, time
from pathlib import Path
from generator.check import check
from generator.load import load
from generator.render import render
from generator.resolve import resolve
from generator.write import write

times = [time.perf_counter()]
source, problems = load(Path(sys.argv[1]))
times.append(time.perf_counter())
problems += check(source)
times.append(time.perf_counter())
assert not problems, problems[:3]
files = render(resolve(source), sys.argv[2])
times.append(time.perf_counter())
write(Path("docs"), files)
times.append(time.perf_counter())
print(json.dumps([after - before for before, after in zip(times, times[1:])]))
"""
"""Times (s) of load, check, render and write. Work is done in processes of their own: the memory
of this one, which stays small, would count as theirs."""


def run(folder: Path, *command: str) -> tuple[float, float]:
    """Wall time in seconds and the largest process's memory in MB of a command."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", *command], cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def measure(plan: Path, folder: Path) -> list[str]:
    """The figures of one plan, as the cells of its row."""
    folder.mkdir()
    runs = []
    for _ in range(3):
        shutil.rmtree(folder / "docs", ignore_errors=True)
        printed = subprocess.run(
            [sys.executable, "-c", STAGES, str(plan), SITE_URL],
            cwd=folder,
            env=ENVIRONMENT,
            check=True,
            capture_output=True,
            text=True,
        )
        runs.append(json.loads(printed.stdout))
    medians = [statistics.median(times) for times in zip(*runs, strict=True)]
    build_plain = [_build_plain(folder, code) for code in ("zh", "en")]
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(PROJECT / name, folder)
    shutil.copytree(PROJECT / "overrides", folder / "overrides")
    shutil.copytree(PROJECT / "docs" / "zh" / "assets", folder / "docs" / "zh" / "assets")
    process, _ = run(folder, "generator", "build", "--plan", str(plan))
    site, memory = run(folder, "generator", "site", "--plan", str(plan))
    pages = list((folder / "site").rglob("*.html"))
    size = sum(path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file())
    heaviest = max(len(gzip.compress(path.read_bytes(), mtime=0)) for path in pages)
    total, plain = sum(medians), sum(seconds for seconds, _ in build_plain)
    return [
        *(f"{seconds:.2f}" for seconds in (*medians, total, process, site, plain)),
        f"{total / plain:.3f}",
        f"{memory:.0f}",
        f"{max(memory for _, memory in build_plain):.0f}",
        str(len(pages)),
        f"{size / 1e6:.1f}",
        f"{heaviest / 1000:.0f}",
    ]


def _build_plain(folder: Path, code: str) -> tuple[float, float]:
    """MkDocs with stock Material on the same Markdown of one language."""
    nav = yaml.safe_load((folder / "docs" / f"{code}.yml").read_text("utf-8"))["nav"]
    config = PLAIN | {"docs_dir": f"docs/{code}", "site_dir": f"plain/{code}", "nav": nav}
    (folder / "plain.yml").write_text(yaml.safe_dump(config), "utf-8")
    return run(folder, "mkdocs", "build", "--quiet", "--config-file", "plain.yml")


COLUMNS = (
    "plan, load, check, render, write, generator (s), as a command, whole site, plain MkDocs, "
    "generator ÷ MkDocs, peak memory (MB), of plain MkDocs, pages, site (MB), "
    "heaviest page (KB gzip)"
)


def main() -> None:
    heads = COLUMNS.split(", ")
    print("| " + " | ".join(heads) + " |")
    print("|" + "---|" * len(heads))
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        plans = [("the plan published", PROJECT / "plan_source")]
        for tasks, departments in ((250, 50), (1000, 100)):
            folder = top / f"plan-{tasks}"
            size = (str(folder), str(tasks), str(departments))
            script = str(PROJECT / "tests" / "synthetic_plan.py")
            subprocess.run([sys.executable, script, *size], env=ENVIRONMENT, check=True)
            plans.append((f"{tasks} tasks, {departments} departments", folder))
        for label, plan in plans:
            cells = measure(plan, top / f"project-{plan.name}")
            print("| " + " | ".join([label, *cells]) + " |", flush=True)


if __name__ == "__main__":
    main()
