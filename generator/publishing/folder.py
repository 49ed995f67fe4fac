"""Publishes to a folder, here or over SSH: each release beside the last, and one atomic switch.

The web server serves `FOLDER/current`, a symbolic link to a folder in `FOLDER/releases/`. A release
is sent by rsync, which makes files that have not changed hard links to those of the release before.
It gets its name only when all of it is there, and its manifest last; then the link is replaced by a
rename, which POSIX makes atomic. Whatever breaks before leaves the old release served, and what is
left of the broken one is removed by the next.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.publishing.release import MANIFEST, PublishError, Release, from_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SENT = re.compile(r"^Total transferred file size: ([\d,.]+)", re.MULTILINE)
_LOCKED = "locked"
_UNFINISHED = ".unfinished"


class Folder:
    """A folder on this machine, or on a host that is reached by SSH."""

    def __init__(self, folder: str, host: str = "") -> None:
        self._folder = folder.rstrip("/")
        self._host = host

    def current(self) -> Release | None:
        """The release that is served, None where there is none yet."""
        text = self._run(f"cat current/{MANIFEST} 2>/dev/null || true")
        return from_json(text) if text.strip() else None

    def publish(self, site: Path, release: Release, keep: int) -> int:
        """Send the site, switch to it, and remove all but the last releases."""
        with self._lock():
            return self._publish(site, release, keep)

    def rollback(self) -> str:
        """Switch back to the release before the one that is served."""
        with self._lock():
            served, releases = self._served(), self._releases()
            before = [name for name in releases if name < served]
            if not before:
                raise PublishError(f"{self}: there is no release before {served or 'the first'}")
            self._switch(before[-1])
            return before[-1]

    def __str__(self) -> str:
        return f"{self._host}:{self._folder}" if self._host else self._folder

    def _publish(self, site: Path, release: Release, keep: int) -> int:
        self._run(f"mkdir -p releases && rm -rf releases/*{_UNFINISHED} current{_UNFINISHED}")
        unfinished = f"releases/{release.name}{_UNFINISHED}"
        served = self._served()
        link = [f"--link-dest=../{served}"] if served else []
        sent = self._rsync(site, unfinished, link)
        self._run(f"cat > {unfinished}/{MANIFEST}", release.to_json())
        self._run(f"rm -rf releases/{release.name} && mv -T {unfinished} releases/{release.name}")
        self._switch(release.name)
        newest = self._releases()
        old = [name for name in newest[:-keep] if name != release.name]
        if old:
            self._run("rm -rf " + " ".join(f"releases/{name}" for name in old))
        return sent

    def _rsync(self, site: Path, to: str, link: list[str]) -> int:
        """Send a folder; by content, not by date, as a build makes every file anew."""
        target = f"{self._folder}/{to}/"
        command = [
            *("rsync", "--recursive", "--links", "--checksum", "--stats", "--chmod=D755,F644"),
            *(f"--exclude=/{MANIFEST}", *link, f"{site}/"),
            f"{self._host}:{target}" if self._host else target,
        ]
        done = _finished(command)
        if done.returncode:
            raise PublishError(f"{self}: could not send the site; {done.stderr.strip()}")
        found = _SENT.search(done.stdout)
        return int(re.sub(r"\D", "", found[1])) if found else 0

    def _served(self) -> str:
        return self._run("basename $(readlink current || true) 2>/dev/null || true").strip()

    def _releases(self) -> list[str]:
        names = self._run("ls -1 releases 2>/dev/null || true").split()
        return sorted(name for name in names if not name.endswith(_UNFINISHED))

    def _switch(self, name: str) -> None:
        self._run(
            f"ln -s releases/{name} current{_UNFINISHED} && mv -T current{_UNFINISHED} current"
        )

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Hold the folder's lock; it is the kernel's, so that it ends with whoever held it."""
        script = f"exec 9>.lock && flock -n 9 && echo {_LOCKED} && cat >/dev/null"
        holder = subprocess.Popen(
            self._command(f"mkdir -p {shlex.quote(self._folder)}", script),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            if holder.stdout is None or holder.stdout.readline().strip() != _LOCKED:
                _, error = holder.communicate()
                why = error.strip() or "somebody else is publishing to it; try again later"
                raise PublishError(f"{self}: {why}")
            yield
        finally:
            holder.kill() if holder.poll() is None and not holder.stdin else holder.communicate()

    def _run(self, script: str, given: str = "") -> str:
        """The output of a shell script, run in the folder."""
        done = _finished(self._command(script), given)
        if done.returncode:
            raise PublishError(f"{self}: {done.stderr.strip() or 'the connection was cut'}")
        return done.stdout

    def _command(self, *scripts: str) -> list[str]:
        """The command that runs the scripts, the last of them in the folder."""
        *before, last = scripts
        inside = f"cd {shlex.quote(self._folder)} && {last}"
        script = " && ".join((*before, inside))
        return (
            ["ssh", "-o", "BatchMode=yes", self._host, script]
            if self._host
            else ["sh", "-c", script]
        )


def _finished(command: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)
