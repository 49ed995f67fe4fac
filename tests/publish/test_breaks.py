"""What must hold after publishing broke, or two people published: nobody reads a mixed site."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from servers import bucket_store
from small_site import build
from test_publish import NOON, clock, content, place  # noqa: F401 - fixtures

from generator.cli import main
from generator.publishing.bucket import Bucket
from generator.publishing.destination import destination
from generator.publishing.folder import Folder
from generator.publishing.release import MANIFEST, PublishError, lost_addresses, release_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


KEEPS_RELEASES = pytest.mark.parametrize("place", ["folder", "ssh", "git"], indirect=True)
"""Every kind of destination but a bucket, which holds one release."""


def publish(site: Path, to: str) -> None:
    assert main(["publish", str(site), to]) == 0


@pytest.fixture
def bucket() -> Iterator[str]:
    with bucket_store():
        boto3.client("s3").create_bucket(Bucket="plan")
        yield "s3://plan/site"


def in_bucket() -> set[str]:
    listed = boto3.client("s3").list_objects_v2(Bucket="plan", Prefix="site/")["Contents"]
    return {one["Key"].removeprefix("site/") for one in listed}


@KEEPS_RELEASES
def test_a_rollback_returns_to_what_was_served_before_not_to_what_was_withdrawn(
    place: str,  # noqa: F811 - the fixture
    tmp_path: Path,
    clock: Callable[[], None],  # noqa: F811 - the fixture
) -> None:
    for mark in ("good", "bad"):
        clock()
        publish(build(tmp_path / mark, mark), place)
    assert main(["rollback", place]) == 0
    clock()
    publish(build(tmp_path / "newest", "newest"), place)

    assert main(["rollback", place]) == 0

    assert "good" in content(place, "index.html")


@KEEPS_RELEASES
def test_two_rollbacks_go_back_two_releases(
    place: str,  # noqa: F811 - the fixture
    tmp_path: Path,
    clock: Callable[[], None],  # noqa: F811 - the fixture
) -> None:
    for mark in ("first", "second", "third"):
        clock()
        publish(build(tmp_path / mark, mark), place)

    assert [main(["rollback", place]) for _ in range(3)] == [0, 0, 1]

    assert "first" in content(place, "index.html")


def test_a_rollback_does_not_depend_on_the_dates_of_the_releases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = tmp_path / "served"
    for mark, date in (("first", 3000), ("second", 2000), ("third", 1000)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(date))
        publish(build(tmp_path / mark, mark), str(served))

    assert main(["rollback", str(served)]) == 0

    assert "second" in (served / "current" / "index.html").read_text()


def test_a_rollback_after_a_break_at_the_switch_serves_the_release_before(
    tmp_path: Path,
    clock: Callable[[], None],  # noqa: F811 - the fixture
) -> None:
    served = tmp_path / "served"
    for mark in ("first", "second", "third"):
        clock()
        publish(build(tmp_path / mark, mark), str(served))
    third = (served / "current").readlink()
    (served / "current.unfinished").symlink_to(third)  # killed between the link and the rename

    assert main(["rollback", str(served)]) == 0

    assert "second" in (served / "current" / "index.html").read_text()


def test_what_another_published_meanwhile_is_not_touched(
    place: str,  # noqa: F811 - the fixture
    tmp_path: Path,
    clock: Callable[[], None],  # noqa: F811 - the fixture
) -> None:
    clock()
    publish(build(tmp_path / "old", "old"), place)
    target = destination(place)
    seen = target.current()
    publish(build(tmp_path / "theirs", "theirs"), place)

    ours = build(tmp_path / "ours", "ours")
    with pytest.raises(PublishError, match="somebody else"):
        target.publish(ours, release_of(ours, NOON), seen, 5)

    assert "theirs" in content(place, "index.html")


def test_a_publisher_that_has_lost_its_lock_does_not_switch(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    clock: Callable[[], None],  # noqa: F811 - the fixture
    capsys: pytest.CaptureFixture[str],
) -> None:
    served = tmp_path / "served"
    clock()
    publish(build(tmp_path / "old", "old"), str(served))
    switch = Folder._switch  # noqa: SLF001 - the step before which the lock is lost

    def lose_and_switch(own: Folder, holder: subprocess.Popen[str], *given: object) -> None:
        children = Path(f"/proc/{holder.pid}/task/{holder.pid}/children").read_text()
        for process in (holder.pid, *map(int, children.split())):
            os.kill(process, signal.SIGKILL)
        switch(own, holder, *given)  # type: ignore[arg-type]

    clock()
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "_switch", lose_and_switch)
        assert main(["publish", str(build(tmp_path / "new", "new")), str(served)]) == 1

    assert "lock" in capsys.readouterr().err
    assert "old" in (served / "current" / "index.html").read_text()


def test_a_bucket_is_whole_again_after_a_break_whatever_is_published_next(
    bucket: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    clock: Callable[[], None],  # noqa: F811 - the fixture
) -> None:
    clock()
    old = build(tmp_path / "old", "old")
    publish(old, bucket)
    for mark in ("broken", "worse"):
        broken = build(tmp_path / mark, mark)
        (broken / "assets" / f"{mark}.css").write_text("a {}")
        send = Bucket._send  # noqa: SLF001 - the step that breaks

        def fail_at_the_last(own: Bucket, name: str, sent: bytes) -> None:
            if name == MANIFEST:
                raise PublishError("cut")
            send(own, name, sent)  # noqa: B023 - called in this turn

        clock()
        with monkeypatch.context() as patch:
            patch.setattr(Bucket, "_send", fail_at_the_last)
            assert main(["publish", str(broken), bucket]) == 1

    clock()
    publish(old, bucket)

    files = {path.relative_to(old).as_posix() for path in old.rglob("*") if path.is_file()}
    assert in_bucket() == files | {MANIFEST}
    assert all(content(bucket, name) == (old / name).read_text() for name in files)


def test_a_file_named_like_the_manifest_elsewhere_is_published(
    place: str,  # noqa: F811 - the fixture
    tmp_path: Path,
    clock: Callable[[], None],  # noqa: F811 - the fixture
) -> None:
    clock()
    site = build(tmp_path / "site", "one")
    (site / "data" / MANIFEST).write_text("{}")
    publish(site, place)
    assert f"data/{MANIFEST}" in destination(place).current().files  # type: ignore[union-attr]
    assert content(place, f"data/{MANIFEST}") == "{}"


@pytest.mark.parametrize("text", ["{", "[]", '{"document": {}}', "\udcff"])
def test_plan_data_that_cannot_be_read_are_named(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = build(tmp_path / "site", "one")
    (site / "data" / "plan.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert main(["publish", str(site), str(tmp_path / "served")]) == 1
    assert "data/plan.json" in capsys.readouterr().err
    assert not (tmp_path / "served").exists()


def test_a_task_is_kept_by_its_id_alone(tmp_path: Path) -> None:
    site = build(tmp_path / "site", "one")
    before = release_of(site, NOON)
    page = site / "actions" / "youth" / "index.html"
    page.write_text('<h2 id="lessons">1</h2><p data-id="teachers">2</p>')
    assert lost_addresses(before, site, release_of(site, NOON)) == ["actions/youth/#teachers"]


def test_a_repository_may_be_named_from_where_we_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "pages.git")], check=True)  # noqa: S607 - wherever git is
    monkeypatch.chdir(tmp_path)
    publish(build(tmp_path / "site", "one"), "git:pages.git#pages")
    assert "one" in content(f"git:{tmp_path / 'pages.git'}#pages", "index.html")


def test_a_branch_whose_name_ends_like_another_is_a_branch_of_its_own(tmp_path: Path) -> None:
    remote = tmp_path / "pages.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)  # noqa: S607 - wherever git is
    publish(build(tmp_path / "draft", "draft"), f"git:{remote}#draft/pages")
    publish(build(tmp_path / "site", "site"), f"git:{remote}#pages")
    assert "site" in content(f"git:{remote}#pages", "index.html")


def test_a_password_in_a_repositorys_address_is_not_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAGES_TOKEN", "hush-hush")
    site = build(tmp_path / "site", "one")
    assert main(["publish", str(site), "git:/no/such/$PAGES_TOKEN/pages.git#pages"]) == 1
    assert "hush-hush" not in capsys.readouterr().err


def test_what_is_published_can_be_read_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(build(tmp_path / "site", "one"), str(tmp_path / "served"))
    finally:
        os.umask(before)
    release = (tmp_path / "served" / "current").resolve()
    for path in (release.parent.parent, release.parent, release, release / MANIFEST):
        assert path.stat().st_mode & 0o004, path


def test_a_server_that_breaks_off_is_a_difference_not_a_crash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from breaking_off import breaking_off  # noqa: PLC0415 - of this test alone

    site = build(tmp_path / "site", "one")
    with breaking_off() as address:
        assert main(["verify", address, "--site", str(site)]) == 1
    assert "tasks/index.html: " in capsys.readouterr().err


def test_the_same_commit_built_twice_at_once_stays_served(tmp_path: Path) -> None:
    served = tmp_path / "served"
    target = Folder(str(served))
    site = build(tmp_path / "site", "one")
    target.publish(site, release_of(site, NOON), None, 5)
    inode = (served / "current").stat().st_ino
    target.publish(site, release_of(site, NOON), target.current(), 5)
    assert (served / "current").stat().st_ino == inode


@pytest.mark.parametrize(
    ("arguments", "epoch", "status", "message"),
    [
        (["--keep", "0"], "", 2, "'0' is no number from 1"),
        ([], "yesterday", 1, "SOURCE_DATE_EPOCH is 'yesterday'; it must be seconds since 1970"),
    ],
)
def test_what_cannot_be_meant_is_named(  # noqa: PLR0913, PLR0917 - a case, and pytest's own
    arguments: list[str],
    epoch: str,
    status: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    site = build(tmp_path / "site", "one")
    try:
        found = main(["publish", str(site), str(tmp_path / "served"), *arguments])
    except SystemExit as error:
        found = int(error.code or 0)
    assert found == status
    assert message in capsys.readouterr().err
    assert not (tmp_path / "served").exists()


def test_a_switch_that_is_cut_off_is_not_begun(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    clock: Callable[[], None],  # noqa: F811 - the fixture
) -> None:
    served = tmp_path / "served"
    for mark in ("first", "second"):
        clock()
        publish(build(tmp_path / mark, mark), str(served))
    clock()
    third = build(tmp_path / "third", "third")
    whole = subprocess.Popen.communicate
    for eighths in range(8):

        def cut_off(
            own: subprocess.Popen[str], given: str | None = None, timeout: float | None = None
        ) -> tuple[str, str]:
            if given and "echo switched" in given:
                given = given[: (len(given) - 2) * eighths // 7]  # noqa: B023 - called in this turn
            return whole(own, given, timeout)

        with monkeypatch.context() as patch:
            patch.setattr(subprocess.Popen, "communicate", cut_off)
            assert main(["publish", str(third), str(served), "--keep", "1"]) == 1
        assert "second" in (served / "current" / "index.html").read_text()
        named = [one for one in (served / "releases").iterdir() if one.suffix != ".unfinished"]
        assert len(named) == 2
