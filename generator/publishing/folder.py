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
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.publishing.release import (
    MANIFEST,
    PublishError,
    Release,
    from_json,
    refuse_if_another,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_SENT = re.compile(r"^Total transferred file size: ([\d,.]+)", re.MULTILINE)
_SSH = (
    *("ssh", "-o", "BatchMode=yes"),
    *("-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=15"),
)
"""Asks for nothing, and gives up a connection that is dead (in seconds)."""
_LOCKED, _SWITCHED = "locked", "switched"
_LONGEST = 3600
"""Seconds after which a lock ends whose publisher vanished without a word, as when power fails."""
_UNFINISHED = ".unfinished"
_HISTORY = "history"
"""The names of the releases that were served, one a line, the last one last."""


class Folder:
    """A folder on this machine, or on a host that is reached by SSH."""

    def __init__(self, folder: str, host: str = "") -> None:
        self._folder = folder.rstrip("/")
        self._host = host

    def current(self) -> Release | None:
        """The release that is served, None where there is none yet."""
        manifest = shlex.quote(f"{self._folder}/current/{MANIFEST}")
        text = self._output(f"if [ -e {manifest} ]; then cat {manifest}; fi")
        return from_json(text) if text else None

    def publish(self, site: Path, release: Release, before: Release | None, keep: int) -> int:
        """Send the site, switch to it, and remove all but the last releases."""
        with self._lock() as holder:
            refuse_if_another(self.current(), before, self)
            line, there = self._held()
            if release.name in line[-1:]:
                return 0
            unfinished, sent = self._send(site, release, line[-1:])
            line.append(release.name)
            named = f"rm -rf releases/{release.name} && mv -T {unfinished} releases/{release.name}"
            new, names = f"{_HISTORY}{_UNFINISHED}", "\\n".join(line)
            noted = f"printf '{names}\\n' > {new} && mv -T {new} {_HISTORY}"
            old = there - {*line[-keep:]}
            self._switch(holder, release.name, f"{named} && {noted} && ", old)
            return sent

    def rollback(self) -> str:
        """Switch back to what was served before."""
        with self._lock() as holder:
            *before, served = self._held()[0] or [""]
            if not before:
                raise PublishError(f"{self}: there is no release before {served or 'the first'}")
            self._switch(holder, before[-1])
            return before[-1]

    def __str__(self) -> str:
        return f"{self._host}:{self._folder}" if self._host else self._folder

    def _send(self, site: Path, release: Release, like: list[str]) -> tuple[str, int]:
        """Put a release, yet without its name, beside the others, of which some are like it.

        Returns its folder and the number of bytes that were sent. What an orphan of a killed
        publisher still writes cannot be removed yet: the next publish does.
        """
        self._run(f"mkdir -p releases && {{ rm -rf releases/*{_UNFINISHED} *{_UNFINISHED} || :; }}")
        unfinished = f"releases/{release.name}-{uuid.uuid4().hex}{_UNFINISHED}"
        sent = self._rsync(site, unfinished, [f"--link-dest=../{name}" for name in like])
        self._run(f"cat > {unfinished}/{MANIFEST}", release.to_json())
        return unfinished, sent

    def _rsync(self, site: Path, to: str, link: list[str]) -> int:
        """Send a folder; by content, not by date, as a build makes every file anew."""
        target = f"{self._folder}/{to}/"
        command = [
            *("rsync", "--recursive", "--links", "--checksum", "--stats"),
            *("--perms", "--chmod=D755,F644"),
            *(f"--rsh={shlex.join(_SSH)}", f"--exclude=/{MANIFEST}", *link),
            *(f"{site.absolute()}/", f"{self._host}:{target}" if self._host else target),
        ]
        done = _finished(command)
        if done.returncode:
            raise PublishError(f"{self}: could not send the site; {done.stderr.strip()}")
        found = _SENT.search(done.stdout)
        return int(re.sub(r"\D", "", found[1])) if found else 0

    def _held(self) -> tuple[list[str], set[str]]:
        """The releases up to the one that is served, oldest first, and all that are there.

        A rollback only moves the link: what the history has after it was withdrawn.
        """
        said = self._run(
            "{ readlink current || echo none; } && ls -1A releases 2>/dev/null; "
            f"echo && cat {_HISTORY} 2>/dev/null || :"
        )
        present, _, history = said.partition("\n\n")
        link, *there = present.splitlines()
        served, line = link.rpartition("/")[2], history.split()
        while line and line[-1] != served:
            line.pop()
        return [name for name in line or [served] if name in there], set(there)

    @contextmanager
    def _lock(self) -> Iterator[subprocess.Popen[str]]:
        """Hold the folder's lock; yields the shell that holds it, there, and awaits a script.

        The lock is the kernel's, so that it ends with whoever held it.
        """
        folder = shlex.quote(self._folder)
        holder = subprocess.Popen(
            self._command(
                f"mkdir -p {folder} && cd {folder} && exec 9>.lock && flock -n 9 && "
                f"echo {_LOCKED} && exec timeout --foreground {_LONGEST} sh"
            ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with holder:
            if not holder.stdout or holder.stdout.readline().strip() != _LOCKED:
                _, error = holder.communicate()
                why = error.strip() or "somebody else is publishing to it; try again later"
                raise PublishError(f"{self}: {why}")
            yield holder

    def _switch(
        self, holder: subprocess.Popen[str], name: str, first: str = "", old: Iterable[str] = ()
    ) -> None:
        """Serve a release after what is to be done `first`, remove old ones, let the lock go.

        The shell that holds the lock does it all, so that a publisher that has lost its lock
        cannot; and in braces, so that a script that was cut off is not begun.
        """
        new = f"current{_UNFINISHED}"
        switch = f"ln -sfn releases/{name} {new} && mv -T {new} current && echo {_SWITCHED}"
        # What cannot be removed now is removed by the next publish.
        remove = "".join(f"rm -rf releases/{one}\n" for one in sorted(old))
        said, error = holder.communicate(f"{{ {first}{switch} || exit\n{remove}}}\n")
        if said.strip() != _SWITCHED:
            raise PublishError(f"{self}: {error.strip() or 'the lock was lost; publish again'}")

    def _run(self, script: str, given: str = "") -> str:
        """The output of a shell script, run in the folder."""
        return self._output(f"cd {shlex.quote(self._folder)} && {script}", given)

    def _output(self, script: str, given: str = "") -> str:
        done = _finished(self._command(script), given)
        if done.returncode:
            raise PublishError(f"{self}: {done.stderr.strip() or 'the connection was cut'}")
        return done.stdout

    def _command(self, script: str) -> list[str]:
        """The command that runs a script where the folder is; what it makes, all may read."""
        script = f"umask 022 && {script}"
        return [*_SSH, self._host, script] if self._host else ["sh", "-c", script]


def _finished(command: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)
