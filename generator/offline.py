"""Packs a built site so that it works from a disk, an intranet's drive or a USB stick: `file://`.

Browsers refuse such pages three things that the site lives by: addresses of folders, scripts that
are modules, and workers and requests. So links name their files, the modules become one plain
script, and in that script a worker runs in the page and the index is at hand. Nothing else differs.
"""

from __future__ import annotations

import io
import json
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPTS = "assets/javascripts"
_OFFLINE = f"{_SCRIPTS}/offline.js"
_MODULES = (
    *("search/text.js", "search/query.js", "search/matcher.js", "search/search.js"),
    *("finder/filter.js", "finder/spreadsheet.js"),
)
"""The modules that others import, each after those that it imports."""

_WORKER = "search/worker.js"
_AT_ONCE, _WHEN_READY = ("alternate.js",), ("finder/finder.js", "matrix.js")
"""The modules that pages load: one before the theme's script runs, the others when all is there."""

_INDEX = ("names.json", "text.zh.json", "text.en.json")
_THEMES_INDEX = "search_index.json"
_LEFT_OUT = re.compile(r"(?:.*/)?(?:404\.html|sitemap\.xml|release\.json)|.*\.gz")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_MODULE = re.compile(r'<script src="[^"]*" type="module"></script>\s*')
_LINK = re.compile(r'(?P<before><(?:a|area)\b[^>]*?\bhref="|content="0; url=)(?P<link>[^"]*)"')
"""Where readers are led: by a link, or by a page that leads on at once."""
_IMPORT = re.compile(r'^import \{(.*?)\} from "(\./[\w.]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:async )?(?:const|function\*?) (\w+)", re.MULTILINE)
_YEAR_ZERO = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, the first that its format has: bytes do not change."""

_HEAD = """\
const DATA = %s;
const MODULES = {};
const fetch = async (address) => {
  const content = structuredClone(DATA[String(address).split("/").pop()]);
  return { ok: true, json: async () => content };
};
"""
_FAKE_WORKER = """\
window.Worker = class extends EventTarget {
  #listeners = [];
  constructor() {
    super();
    const self = {
      addEventListener: (_, listener) => this.#listeners.push(listener),
      postMessage: (data) => this.dispatchEvent(new MessageEvent("message", { data })),
    };
%s
  }
  postMessage(data) {
    for (const listener of this.#listeners) setTimeout(listener, 0, { data });
  }
  terminate() {}
};
"""


def offline_edition(site: Path) -> bytes:
    """The offline edition of the built site in a folder, as a ZIP archive with the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(site.rglob("*")):
            name = path.relative_to(site).as_posix()
            if not path.is_file() or _LEFT_OUT.fullmatch(name):
                continue
            content = path.read_bytes()
            if name.endswith(".html"):
                content = _page(content.decode(), name).encode()
            _add(archive, name, content)
            if path.name == _THEMES_INDEX:  # the theme asks for it as a script, from file://
                _add(archive, name.removesuffix("on"), b"var __index = " + content)
        _add(archive, _OFFLINE, _script(site).encode())
    return packed.getvalue()


_READABLE = 0o644 << 16
"""For everybody, as on an intranet's drive; the archive's own default is for its owner alone."""


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _YEAR_ZERO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, _READABLE  # Unix, also where it is packed on none
    archive.writestr(entry, content)


def _page(html: str, name: str) -> str:
    """A page without the policy, whose links name files, with one script for all modules."""
    html = _MODULE.sub("", _POLICY.sub("", html))
    html = _LINK.sub(lambda match: f'{match["before"]}{_named(match["link"])}"', html)
    script = posixpath.relpath(_OFFLINE, posixpath.dirname(name) or ".")
    return html.replace("</head>", f'<script src="{script}"></script></head>', 1)


def _named(link: str) -> str:
    """A link that names the file a folder stands for: `../tasks/index.html#a` for `../tasks/#a`."""
    path, mark, rest = _split(link)
    if not path or ":" in path or path.startswith("/"):
        return link
    if path.endswith("/") or posixpath.basename(path) in (".", ".."):
        path = f"{path.rstrip('/')}/index.html"
    return path + mark + rest


def _split(link: str) -> tuple[str, str, str]:
    position = min((at for at in map(link.find, "?#") if at >= 0), default=len(link))
    return link[:position], link[position : position + 1], link[position + 1 :]


def _script(site: Path) -> str:
    """The modules as one script that needs no server."""
    data = {name: json.loads((site / "search" / name).read_text("utf-8")) for name in _INDEX}
    for entry in data["names.json"]["entries"]:
        entry["location"] = _named(entry["location"] or "./")
    worker = _source(site, _WORKER)[0].replace("import(`./${name}.js`)", "MODULES[`./${name}.js`]")
    ready = "\n".join(f"{{\n{_source(site, name)[0]}}}" for name in _WHEN_READY)
    return "\n".join(
        (
            "(() => {",
            _HEAD % json.dumps(data, ensure_ascii=False, separators=(",", ":")),
            *(_as_member(site, name) for name in _MODULES),
            _FAKE_WORKER % worker,
            *(f"{{\n{_source(site, name)[0]}}}" for name in _AT_ONCE),
            f'addEventListener("DOMContentLoaded", () => {{\n{ready}\n}});',
            "})();",
        )
    )


def _as_member(site: Path, name: str) -> str:
    """A module as a function that runs once, and what it exports under its name."""
    source, exported = _source(site, name)
    members = f"{{ {', '.join(exported)} }}"
    return f'MODULES["./{posixpath.basename(name)}"] = (() => {{\n{source}return {members};\n}})();'


def _source(site: Path, name: str) -> tuple[str, list[str]]:
    """The code of a module without imports and exports, and the names that it exports."""
    code = (site / _SCRIPTS / name).read_text("utf-8")
    exported = _EXPORT.findall(code)
    code = _EXPORT.sub(lambda match: match[0].removeprefix("export "), code)
    code = _IMPORT.sub(r'const {\1} = MODULES["\2"];\n', code)
    code = code.replace('import("../search/search.js")', 'MODULES["./search.js"]')
    return code.replace("import.meta.url", '"file:///a/b/c/d"'), exported
