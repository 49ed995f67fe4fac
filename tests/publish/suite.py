"""Publishes to real servers on this machine while readers read and things break; prints a table.

Readers ask nginx for pages all the while, and every answer must be a whole page of one release. A
publisher is killed at random moments, meets a full disk, a folder it may not write to, a connection
that is cut, and another publisher. After each break the old release must still be served, the next
publish must succeed, and `verify` must find every file as it was published.

What is mixed: where the switch is atomic, a reader who has seen a release never again sees an
earlier one. A page and its parts are several requests, though, which may lie on either side of the
switch. That is why parts whose names carry a hash of their content may be kept for ever, and all
others are asked for again. A bucket has no switch: there only every single answer must be whole.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from cuttable import Cuttable
from reading import Readers, readers
from reproduce import differing_files
from servers import bucket_store, nginx, sshd
from small_site import build
from visit import complaints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROJECT = Path(__file__).parents[2]
SEED = 20300301
WITHOUT_ROOTS_POWERS = (
    ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.getuid() == 0 else ()
)
"""Before a command: lets permissions hold for root, too."""


@dataclass(frozen=True)
class Result:
    """What happened in a case; `problem` says what should not have."""

    case: str
    requests: int = 0
    failed: int = 0
    publishes: int = 0
    kills: int = 0
    rollbacks: int = 0
    problem: str = ""


def start(*arguments: str, limit: int = 0, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """Start a command of the generator in a process group of its own."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [*prefix, sys.executable, "-m", "generator", *arguments],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=limited if limit else None,  # noqa: PLW1509 - no threads in the child yet
    )


def run(*arguments: str) -> tuple[int, str]:
    """Run a command of the generator: its exit status and what it printed."""
    process = start(*arguments)
    output, _ = process.communicate()
    return process.returncode, output


def kill(process: subprocess.Popen[str], *, orphans: bool = False) -> bool:
    """Kill a publisher and, save as `orphans`, all it started; whether it was at work."""
    alive = process.poll() is None
    if alive and orphans:
        process.kill()
    elif alive:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return alive


def seen(case: str, own: Readers, problem: str = "", **counted: int) -> Result:
    """The result of a case with an atomic switch: no reader may have gone back."""
    if own.gone_back:
        problem = problem or f"{own.gone_back} answers were older than one before"
    if counted.get("kills") == 0:
        problem = problem or "nothing was broken: no publisher was still at work"
    return Result(case, own.requests, own.failed, problem=problem, **counted)


@dataclass
class Place:
    """A folder that nginx serves, its address, and the names that publish and servers use."""

    folder: Path
    address: str
    name: str
    work: Path
    count: int = 0

    def new_site(self) -> Path:
        self.count += 1
        return build(self.work / f"site{self.count}", f"release{self.count}")

    def publish(self) -> str:
        """Publish a new site; returns what is wrong, if anything is."""
        status, output = run("publish", str(self.new_site()), self.name)
        return output if status else ""

    def healthy(self) -> str:
        """Publish once more and verify: what is wrong, if anything is."""
        problem = self.publish()
        status, output = run("verify", self.address)
        left = list(self.folder.rglob("*.unfinished"))
        return problem or (output if status else "") or (f"left over: {left}" if left else "")


@contextmanager
def served(work: Path, prefix: str = "") -> Iterator[Place]:
    """A place with a first release."""
    folder = work / "served"
    with nginx(work / "nginx", folder / "current") as address:
        place = Place(folder, address, f"{prefix}{folder}", work)
        if problem := place.publish():
            raise RuntimeError(problem)
        yield place


def while_publishing(work: Path, prefix: str, case: str, times: int) -> Result:
    with served(work, prefix) as place, readers(place.address) as own:
        problems = [place.publish() for _ in range(times)]
        problem = next(filter(None, problems), "")
    if len(own.marks) < times // 2:
        problem = problem or f"readers saw {len(own.marks)} releases only"
    return seen(case, own, problem, publishes=times)


def load_on_a_folder(work: Path) -> Result:
    return while_publishing(work, "", "folder, under load", 12)


def load_over_ssh(work: Path) -> Result:
    with sshd(work / "sshd") as host:
        return while_publishing(work, f"{host}:", "SSH, under load", 8)


def rollbacks(work: Path) -> Result:
    with served(work) as place, readers(place.address) as own:
        place.publish()
        problems = []
        for _ in range(5):
            problems.append(run("rollback", place.name))
            place.publish()
    problem = next((output for status, output in problems if status), "")
    return Result("folder, rollbacks under load", own.requests, own.failed, 6, 0, 5, problem)


def killed(work: Path, prefix: str = "", *, times: int = 20, orphans: bool = False) -> Result:
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    with served(work, prefix) as place, readers(place.address) as own:
        began = time.monotonic()
        place.publish()
        usual = time.monotonic() - began
        kills = 0
        for _ in range(times):
            process = start("publish", str(place.new_site()), place.name)
            time.sleep(chance.uniform(0, usual))
            kills += kill(process, orphans=orphans)
        problem = place.healthy()
    kind = "SSH" if prefix else "folder"
    case = f"{kind}, publisher alone killed" if orphans else f"{kind}, publisher killed"
    return seen(case, own, problem, publishes=times + 2, kills=kills)


def killed_alone(work: Path) -> Result:
    """What the publisher started goes on for a moment, and must not meddle with the next."""
    return killed(work, orphans=True)


def killed_over_ssh(work: Path) -> Result:
    with sshd(work / "sshd") as host:
        return killed(work, f"{host}:", times=8)


def full_disk(work: Path) -> Result:
    with served(work) as place, readers(place.address) as own:
        site = place.new_site()
        (site / "assets" / "large.bin").write_bytes(os.urandom(300_000))
        process = start("publish", str(site), place.name, limit=100_000)
        output, _ = process.communicate()
        problem = "" if process.returncode == 1 else f"published on a full disk: {output}"
        problem = problem or place.healthy()
    return seen("folder, no space for a file", own, problem, publishes=2)


def not_permitted(work: Path) -> Result:
    with served(work) as place, readers(place.address) as own:
        site = place.new_site()
        (place.folder / "releases").chmod(0o500)
        process = start("publish", str(site), place.name, prefix=WITHOUT_ROOTS_POWERS)
        output, _ = process.communicate()
        (place.folder / "releases").chmod(0o755)
        problem = "" if process.returncode == 1 else f"published where it may not: {output}"
        problem = problem or place.healthy()
    return seen("folder, permission denied", own, problem, publishes=2)


def cut_over_ssh(work: Path) -> Result:
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    with sshd(work / "sshd") as host, served(work, f"{host}:") as place:
        config = work / "sshd" / "ssh_config"
        usual = config.read_text()
        found = re.search(r"Port (\d+)", usual)
        port = int(found[1]) if found else 0
        cuts, problem = 0, ""
        with readers(place.address) as own:
            for _ in range(8):
                with Cuttable(port) as forward:
                    config.write_text(usual.replace(f"Port {port}", f"Port {forward.port}"))
                    process = start("publish", str(place.new_site()), place.name)
                    time.sleep(chance.uniform(0.2, 1.5))
                    cuts += process.poll() is None
                    forward.cut()
                    process.communicate()
            config.write_text(usual)
            problem = place.healthy()
    return seen("SSH, connection cut", own, problem, publishes=9, kills=cuts)


def two_publishers(work: Path) -> Result:
    with served(work) as place, readers(place.address) as own:
        problem = ""
        for _ in range(5):
            both = [start("publish", str(place.new_site()), place.name) for _ in range(2)]
            outputs = [(one.communicate()[0], one.returncode) for one in both]
            for output, status in outputs:
                if status and "somebody else is publishing" not in output:
                    problem = output
        problem = problem or place.healthy()
    return Result("folder, two publishers at once", own.requests, own.failed, 11, problem=problem)


def branch_killed(work: Path) -> Result:
    """A branch has no server here: after each kill, all its pages must be of one release."""
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    remote = work / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)  # noqa: S607 - wherever git is
    name = f"git:{remote}#pages"
    status, problem = run("publish", str(build(work / "first", "first")), name)
    kills = 0
    for number in range(8):
        process = start("publish", str(build(work / f"s{number}", f"s{number}")), name)
        time.sleep(chance.uniform(0.1, 0.8))
        kills += kill(process)
        command = ["git", "-C", str(remote), "grep", "-ohE", "<title>[^<]*", "pages"]
        found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if len(marks := set(found.split())) != 1:
            return Result("Git branch, publisher killed", problem=f"mixed: {marks}")
    if not status:
        status, problem = run("publish", str(build(work / "last", "last")), name)
    return Result(
        "Git branch, publisher killed", 0, 0, 10, kills, 0, problem=problem if status else ""
    )


def bucket_cut(work: Path) -> Result:
    """The store is cut off midway; publishing again must finish what was begun, and tidy up."""
    chance = random.Random(SEED)  # noqa: S311 - moments, not secrets
    with bucket_store() as address:
        client = boto3.client("s3")
        client.create_bucket(Bucket="plan", ACL="public-read")
        first = build(work / "first", "first")
        status, problem = run("publish", str(first), "s3://plan")
        cuts = 0
        with readers(f"{address}/plan/", "index.html") as own:
            began = time.monotonic()
            run("publish", str(build(work / "second", "second")), "s3://plan")
            usual = time.monotonic() - began
            for number in range(8):
                with Cuttable(int(address.rpartition(":")[2])) as forward:
                    os.environ["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{forward.port}"
                    site = build(work / f"s{number}", f"s{number}")
                    (site / "assets" / f"only{number}.css").write_text("a {}")
                    process = start("publish", str(site), "s3://plan")
                    time.sleep(chance.uniform(usual * 0.6, usual))
                    cuts += process.poll() is None
                    forward.cut()
                    process.communicate()
            os.environ["AWS_ENDPOINT_URL"] = address
            if not status:
                status, problem = run("publish", str(first), "s3://plan")
        files = {
            path.relative_to(first).as_posix(): path.read_bytes()
            for path in first.rglob("*")
            if path.is_file()
        }
        listed = {one["Key"] for one in client.list_objects_v2(Bucket="plan")["Contents"]}
        wrong = sorted(listed ^ {*files, "release.json"}) + [
            name
            for name, content in files.items()
            if client.get_object(Bucket="plan", Key=name)["Body"].read() != content
        ]
        if wrong and not status:
            status, problem = 1, f"not what was published: {wrong}"
    if not cuts and not status:
        status, problem = 1, "nothing was broken: no publisher was still at work"
    return Result(
        "bucket, connection cut", own.requests, own.failed, 11, cuts, 0, problem if status else ""
    )


CASES: tuple[Callable[[Path], Result], ...] = (
    *(load_on_a_folder, load_over_ssh, rollbacks, killed, killed_alone, killed_over_ssh),
    *(full_disk, not_permitted, cut_over_ssh, two_publishers, branch_killed, bucket_cut),
)


def bytes_of_a_small_change(site: Path, work: Path) -> Iterator[str]:
    """What is sent for the whole site, and again after the title of one task has changed."""
    copy = work / "site"
    shutil.copytree(site, copy)
    title = "弘扬和传承科学精神"
    for place in ("folder", "bucket"):
        name = "s3://real" if place == "bucket" else str(work / "served")
        whole = _sent(run("publish", str(copy), name)[1])
        for path in copy.rglob("*"):
            if path.suffix in (".html", ".json", ".csv") and title in path.read_text("utf-8"):
                path.write_text(path.read_text("utf-8").replace(title, f"{title}吗"), "utf-8")
        changed = _sent(run("publish", str(copy), name)[1])
        title += "吗"
        yield f"{place}: {whole:,} bytes sent for the whole site, {changed:,} for a changed task"


def _sent(output: str) -> int:
    found = re.search(r"(\d+) bytes sent", output)
    if not found:
        raise RuntimeError(output)
    return int(found[1])


def main() -> int:
    """Run every case; returns 1 if anything happened that must not."""
    columns = ("requests", "failed", "publishes", "kills", "rollbacks")
    print(" ".join((f"{'case':32}", *(f"{column:>9}" for column in columns))))
    wrong = 0
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            result = case(Path(folder))
        figures = (f"{getattr(result, column):9}" for column in columns)
        print(" ".join((f"{result.case:32}", *figures)), result.problem, flush=True)
        wrong += bool(result.failed or result.problem)
    site = PROJECT / "site"
    if (site / "index.html").exists():
        with tempfile.TemporaryDirectory() as folder, bucket_store():
            boto3.client("s3").create_bucket(Bucket="real")
            for line in bytes_of_a_small_change(site, Path(folder)):
                print(line)
            settings = run("headers", str(site))[1]
            with nginx(Path(folder) / "nginx", site, settings) as address:
                found = complaints(address)
        print(f"CSP violations and other complaints of the browser: {len(found)}", *found)
        wrong += bool(found)
    with tempfile.TemporaryDirectory() as folder:
        differing = differing_files(Path(folder))
    print(f"byte-identical builds: {'no' if differing else 'yes'}", *differing)
    wrong += bool(differing)
    print(f"{wrong} went wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
