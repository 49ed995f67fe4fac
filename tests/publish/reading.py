"""Readers who ask for pages all the while somebody publishes, and what they must never meet."""

from __future__ import annotations

import re
import threading
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import TYPE_CHECKING

from small_site import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

READERS, PAUSE = 4, 0.002
MARK = re.compile(r"<title>(?P<name>[a-z]+(?P<number>\d*))</title>.*</p>", re.DOTALL)
"""The mark that a page carries, and its last tag: an answer without both is no whole page."""


@dataclass
class Readers:
    """Threads that ask for pages one after the other until they are told to stop.

    A page is `failed` if it does not come, or not whole. It has `gone_back` if its reader had an
    answer of a later release before: with an atomic switch that cannot be, without one it can.
    """

    address: str
    page: str = ""
    requests: int = 0
    failed: int = 0
    gone_back: int = 0
    marks: set[str] = field(default_factory=set)
    stopped: threading.Event = field(default_factory=threading.Event)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def read(self, number: int) -> None:
        pages = PAGES[number % len(PAGES) :] + PAGES[: number % len(PAGES)]
        latest = 0
        while not self.stopped.is_set():
            for page in pages:
                time.sleep(PAUSE)
                found = MARK.search(self._answer(page))
                release = int(found["number"] or 0) if found else latest
                with self._counting:
                    self.requests += 1
                    self.failed += not found
                    self.gone_back += release < latest
                    if found:
                        self.marks.add(found["name"])
                latest = max(latest, release)

    def _answer(self, page: str) -> str:
        """What the server answers; "" where it does not, or says that it failed."""
        url = f"{self.address}{page}{self.page}"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
                text: str = answer.read().decode()
                return text
        except (OSError, HTTPException, UnicodeDecodeError):
            return ""


@contextmanager
def readers(address: str, page: str = "") -> Iterator[Readers]:
    """Readers of the site at an address, for as long as this lasts.

    `page` is the name of a page's file, for servers that do not know it.
    """
    own = Readers(address, page)
    threads = [threading.Thread(target=own.read, args=(n,), daemon=True) for n in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield own
    finally:
        own.stopped.set()
        for thread in threads:
            thread.join()
