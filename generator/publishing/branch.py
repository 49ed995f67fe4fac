"""Publishes to a branch of a Git repository, such as those that hosts serve pages from.

Each release is a commit on top of the last, by ghp-import. A push is atomic, and refused if
somebody else pushed in between.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.publishing.release import (
    MANIFEST,
    PublishError,
    Release,
    from_json,
    refuse_if_another,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_AUTHOR = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "plan site"), ("EMAIL", "plan-site@localhost"))
}
_SERVED = re.compile(r"(?P<commit>\w+) (?:Publish|Roll back to) (?P<name>\S+)")
"""A commit that put a release on the branch, by its message."""


class Branch:
    """A branch of a repository that Git can push to.

    The remote is an address or a folder; `$NAME` in it is read from the environment, so that a
    password need not stand on the command line, and is never printed.
    """

    def __init__(self, remote: str, branch: str) -> None:
        self._remote = remote
        self._branch = branch
        known = os.path.expandvars(remote)
        self._address = str(Path(known).absolute()) if Path(known).exists() else known

    def current(self) -> Release | None:
        """The release that the branch holds, None where there is none yet."""
        with self._clone() as clone:
            return self._held(clone)

    def publish(self, site: Path, release: Release, before: Release | None, keep: int) -> int:  # noqa: ARG002 - Git keeps all
        """Commit the site on top of the branch, and push."""
        with self._clone() as clone:
            refuse_if_another(self._held(clone), before, self)
            copy = clone / "site"
            shutil.copytree(site, copy, copy_function=_link)
            (copy / MANIFEST).unlink(missing_ok=True)
            (copy / MANIFEST).write_text(release.to_json(), "utf-8")
            self._git(
                clone,
                *(sys.executable, "-m", "ghp_import", "--no-jekyll", "--push"),
                *("--remote", "origin", "--branch", self._branch),
                *("--message", f"Publish {release.name}", str(copy)),
            )
            known = set(before.files.values()) if before else set()
            new = [name for name, digest in release.files.items() if digest not in known]
            return sum((site / name).stat().st_size for name in new)

    def rollback(self) -> str:
        """Commit what the branch held before, and push."""
        with self._clone() as clone:
            tip = f"refs/remotes/origin/{self._branch}"
            line = self._line(clone)[-2:]
            if len(line) < 2:  # noqa: PLR2004 - the one before, and the one that is served
                raise PublishError(f"{self}: there is no release before")
            name, before = line[0]
            message = f"Roll back to {name}"
            commit = self._git(
                clone, "git", "commit-tree", f"{before}^{{tree}}", "-p", tip, "-m", message
            ).strip()
            self._git(clone, "git", "push", "origin", f"{commit}:refs/heads/{self._branch}")
            return name

    def __str__(self) -> str:
        return f"git:{self._remote}#{self._branch}"

    def _held(self, clone: Path) -> Release | None:
        try:
            text = self._git(clone, "git", "show", f"refs/remotes/origin/{self._branch}:{MANIFEST}")
        except PublishError:
            return None
        return from_json(text)

    def _line(self, clone: Path) -> list[tuple[str, str]]:
        """The releases up to the one served, each with its commit, without withdrawn ones."""
        if not self._held(clone):
            return []
        log = self._git(
            clone,
            *("git", "log", "--first-parent", "--reverse", "--format=%H %s"),
            f"refs/remotes/origin/{self._branch}",
        )
        line: dict[str, str] = {}
        for found in filter(None, map(_SERVED.fullmatch, log.splitlines())):
            while found["name"] in line:
                line.popitem()
            line[found["name"]] = found["commit"]
        return list(line.items())

    @contextmanager
    def _clone(self) -> Iterator[Path]:
        """A repository of our own that knows the branch, for as long as it is needed."""
        with tempfile.TemporaryDirectory() as folder:
            clone = Path(folder)
            self._git(clone, "git", "init", "--quiet")
            self._git(clone, "git", "remote", "add", "origin", self._address)
            known = self._git(clone, "git", "ls-remote", "origin", f"refs/heads/{self._branch}")
            if known.strip():
                self._git(
                    clone,
                    *("git", "fetch", "--quiet", "origin"),
                    f"+refs/heads/{self._branch}:refs/remotes/origin/{self._branch}",
                )
            yield clone

    def _git(self, clone: Path, *command: str) -> str:
        done = subprocess.run(
            command,
            cwd=clone,
            env=os.environ | _AUTHOR,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = done.stderr.strip() or done.stdout.strip()
            raise PublishError(f"{self}: {said.replace(self._address, self._remote)}")
        return done.stdout


def _link(source: str, target: str) -> None:
    """Copy a file as a hard link, or as a copy where the two are on different disks."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
