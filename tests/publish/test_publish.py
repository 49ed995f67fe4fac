"""Publishing to each kind of place, as a maintainer does at the command line."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from servers import bucket_store, nginx, sshd
from small_site import PAGES, build

from generator.cli import main
from generator.publishing import folder as folder_module
from generator.publishing.folder import Folder
from generator.publishing.release import PublishError, lost_addresses, release_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOON = dt.datetime(2030, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets each publish have a date of its own, in order."""
    seconds = iter(range(int(NOON.timestamp()), int(NOON.timestamp()) + 1000))

    def tick() -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(next(seconds)))

    return tick


@pytest.fixture(params=["folder", "ssh", "git", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The name of a destination of each kind, empty."""
    match request.param:
        case "folder":
            yield str(tmp_path / "served")
        case "ssh":
            with sshd(tmp_path / "sshd") as host:
                yield f"{host}:{tmp_path / 'served'}"
        case "git":
            remote = tmp_path / "remote.git"
            subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)  # noqa: S607 - wherever git is
            yield f"git:{remote}#pages"
        case _:
            with bucket_store():
                boto3.client("s3").create_bucket(Bucket="plan")
                yield "s3://plan/site"


def content(place: str, name: str) -> str:
    """What the place has under a name now."""
    if place.startswith("git:"):
        remote = place.removeprefix("git:").partition("#")[0]
        command = ["git", "-C", remote, "show", f"pages:{name}"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if place.startswith("s3:"):
        answer = boto3.client("s3").get_object(Bucket="plan", Key=f"site/{name}")
        text: str = answer["Body"].read().decode()
        return text
    return (Path(place.rpartition(":")[2]) / "current" / name).read_text("utf-8")


def test_what_is_published_is_what_the_place_has(
    place: str, tmp_path: Path, clock: Callable[[], None]
) -> None:
    for mark in ("first", "second"):
        clock()
        site = build(tmp_path / mark, mark)
        assert main(["publish", str(site), place]) == 0
        for path in site.rglob("*"):
            if path.is_file():
                name = path.relative_to(site).as_posix()
                assert content(place, name) == path.read_text("utf-8")
    manifest = json.loads(content(place, "release.json"))
    assert manifest["plan"] == "示例方案"
    assert manifest["date"] == "2030-03-01T12:00:01Z"
    assert "en/actions/youth/#teachers" in manifest["addresses"]


def test_a_site_that_is_not_whole_is_refused_and_nothing_changes(
    place: str, tmp_path: Path, clock: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    clock()
    assert main(["publish", str(build(tmp_path / "whole", "whole")), place]) == 0
    broken = build(tmp_path / "broken", "broken")
    (broken / "en" / "index.html").unlink()
    (broken / "search" / "names.json").unlink()

    assert main(["publish", str(broken), place]) == 1

    assert "it lacks en/index.html, search/names.json" in capsys.readouterr().err
    assert "whole" in content(place, "index.html")


def test_addresses_that_would_be_lost_are_all_named_and_nothing_changes(
    place: str, tmp_path: Path, clock: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    clock()
    assert main(["publish", str(build(tmp_path / "whole", "whole")), place]) == 0
    fewer = build(tmp_path / "fewer", "fewer", pages=tuple(p for p in PAGES if p != "tasks/"))
    page = fewer / "actions" / "youth" / "index.html"
    page.write_text(page.read_text().replace('id="teachers"', 'id="school"'))

    assert main(["publish", str(fewer), place]) == 1

    lost = [line.partition(":")[0] for line in capsys.readouterr().err.splitlines()]
    assert lost == ["tasks/", "actions/youth/#teachers"]
    assert "whole" in content(place, "index.html")


def test_rollback_serves_the_release_before(
    place: str, tmp_path: Path, clock: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    if place.startswith("s3:"):
        assert main(["rollback", place]) == 1
        assert "publish the earlier site again" in capsys.readouterr().err
        return
    for mark in ("first", "second"):
        clock()
        assert main(["publish", str(build(tmp_path / mark, mark)), place]) == 0

    assert main(["rollback", place]) == 0

    assert "first" in content(place, "index.html")
    if not place.startswith("git:"):  # there a rollback is a new commit, and can be undone
        assert main(["rollback", place]) == 1
        assert "there is no release before" in capsys.readouterr().err


def test_only_what_changed_is_sent(
    place: str, tmp_path: Path, clock: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    clock()
    assert main(["publish", str(build(tmp_path / "site", "same")), place]) == 0
    whole = int(capsys.readouterr().out.rsplit(", ", 1)[1].split()[0])
    page = tmp_path / "site" / "tasks" / "index.html"
    page.write_text("<title>changed</title>")
    clock()

    assert main(["publish", str(tmp_path / "site"), place]) == 0

    assert int(capsys.readouterr().out.rsplit(", ", 1)[1].split()[0]) == page.stat().st_size < whole


def test_the_same_site_is_not_published_twice(
    place: str, tmp_path: Path, clock: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        clock()
        assert main(["publish", str(build(tmp_path / "site", "same")), place]) == 0
    assert "serves this release already" in capsys.readouterr().out


def test_the_last_releases_are_kept_with_unchanged_files_once(
    tmp_path: Path, clock: Callable[[], None]
) -> None:
    served = tmp_path / "served"
    for mark in ("a", "b", "c", "d"):
        clock()
        assert main(["publish", str(build(tmp_path / mark, mark)), str(served), "--keep", "2"]) == 0
    releases = sorted((served / "releases").iterdir())
    assert [(one / "index.html").read_text()[7] for one in releases] == ["c", "d"]
    first, second = (one / "assets" / "part.00000000.css" for one in releases)
    assert first.samefile(second)


def test_two_publishers_do_not_meet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = build(tmp_path / "site", "one")
    served = Folder(str(tmp_path / "served"))
    with served._lock():  # noqa: SLF001 - the other publisher
        assert main(["publish", str(site), str(tmp_path / "served")]) == 1
    assert "somebody else is publishing to it" in capsys.readouterr().err
    assert main(["publish", str(site), str(tmp_path / "served")]) == 0


@pytest.mark.parametrize("step", ["_rsync", "_switch"])
def test_a_break_leaves_the_old_release_served_and_the_next_publish_cleans_up(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Callable[[], None]
) -> None:
    served = tmp_path / "served"
    clock()
    assert main(["publish", str(build(tmp_path / "old", "old")), str(served)]) == 0

    def broken(*_: object) -> int:
        raise PublishError("broken")

    clock()
    with monkeypatch.context() as patch:
        patch.setattr(folder_module.Folder, step, broken)
        assert main(["publish", str(build(tmp_path / "new", "new")), str(served)]) == 1
    assert "old" in (served / "current" / "index.html").read_text()

    clock()
    assert main(["publish", str(tmp_path / "new"), str(served)]) == 0
    assert "new" in (served / "current" / "index.html").read_text()
    assert not list(served.rglob("*.unfinished"))


def test_verify_names_every_file_that_is_served_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    served = tmp_path / "served"
    site = build(tmp_path / "site", "one")
    assert main(["publish", str(site), str(served)]) == 0
    with nginx(tmp_path / "nginx", served / "current") as address:
        with urllib.request.urlopen(f"{address}tasks/") as answer:  # noqa: S310 - our own server
            assert b"one" in answer.read()
        assert main(["verify", address]) == 0
        assert main(["verify", address, "--site", str(site)]) == 0

        (served / "current" / "tasks" / "index.html").write_text("defaced")
        (served / "current" / "data" / "plan.json").unlink()
        capsys.readouterr()
        assert main(["verify", address]) == 1
    assert sorted(capsys.readouterr().err.splitlines()) == [
        "data/plan.json: HTTP Error 404: Not Found",
        "tasks/index.html: is not the file that was published",
    ]


def test_verify_says_where_there_is_no_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    with nginx(tmp_path / "nginx", tmp_path / "empty") as address:
        assert main(["verify", address]) == 1
    assert "release.json: HTTP Error 404" in capsys.readouterr().err
    assert main(["verify", "plan.example"]) == 1
    assert "is no address" in capsys.readouterr().err


def test_a_redirect_page_keeps_an_address(tmp_path: Path) -> None:
    before = release_of(build(tmp_path / "site", "one"), NOON)
    (tmp_path / "site" / "tasks" / "index.html").write_text('<meta http-equiv="refresh">')
    assert lost_addresses(before, tmp_path / "site", release_of(tmp_path / "site", NOON)) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere@127.0.0.1:site", "nowhere@127.0.0.1:site"),
        ("git:/no/such/repository#pages", "does not appear to be a git repository"),
    ],
)
def test_a_place_that_cannot_be_reached_is_named(
    name: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", str(build(tmp_path / "site", "one")), name]) == 1
    assert message in capsys.readouterr().err
