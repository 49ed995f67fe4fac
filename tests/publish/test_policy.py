"""The site under its content security policy: in pages, as headers of a server, and refused."""

from __future__ import annotations

import gzip
import re
import shutil
import urllib.error
import urllib.request
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pytest
from servers import nginx
from visit import complaints

from generator.cli import main
from generator.compress import compress
from generator.policy import Policy, PolicyError, policy_of, put_into_pages

if TYPE_CHECKING:
    from pathlib import Path


def test_compressed_files_are_what_they_compress(site: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(site, tmp_path / "site")
    count = compress(copy)
    packed = sorted(copy.rglob("*.gz"))
    assert len(packed) == count > 100
    for path in packed:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
    with nginx(tmp_path / "nginx", copy, "server { gzip_static on; }") as address:
        request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own server
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - alike
            assert answer.headers["Content-Encoding"] == "gzip"


def test_caches_are_told_that_compressed_answers_are_not_for_everybody(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shutil.copytree(site, tmp_path / "site")
    compress(copy)
    assert main(["headers", str(copy)]) == 0
    with nginx(tmp_path / "nginx", copy, capsys.readouterr().out) as address:
        for encoding in ("gzip", "identity"):
            request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})  # noqa: S310 - our own server
            with urllib.request.urlopen(request) as answer:  # noqa: S310 - alike
                assert answer.headers["Vary"] == "Accept-Encoding", encoding


def test_a_missing_file_is_never_kept_for_ever(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["headers", str(site)]) == 0
    settings = capsys.readouterr().out
    with (
        nginx(tmp_path / "nginx", site, settings) as address,
        pytest.raises(urllib.error.HTTPError) as missing,
    ):
        urllib.request.urlopen(f"{address}assets/javascripts/bundle.00000000.min.js")  # noqa: S310 - our own server
    with missing.value as answer:
        assert answer.code == 404
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "default-src" in answer.headers["Content-Security-Policy"]


def test_caddy_has_one_rule_about_caching_for_each_file(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["headers", str(site), "--server", "caddy"]) == 0
    served, _, missing = capsys.readouterr().out.partition("handle_errors")
    rules = [line.split()[:2] for line in served.splitlines() if "Cache-Control" in line]
    assert rules == [["header", "@hashed"], ["header", "@others"]]
    assert "immutable" not in missing


def test_static_hosts_keep_only_files_whose_names_have_hashes(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["headers", str(site), "--server", "_headers"]) == 0
    text = capsys.readouterr().out
    rules = re.findall(r"^(/\S+)\n  Cache-Control: .*immutable$", text, re.MULTILINE)
    names = [f"/{path.relative_to(site).as_posix()}" for path in site.rglob("*")]
    kept = [name for name in names if any(fnmatchcase(name, rule) for rule in rules)]
    assert len(kept) == 2 * 3  # languages; script, style sheet, palette
    assert all(re.search(r"\.[0-9a-f]{8}\.min\.(?:js|css)$", name) for name in kept)
    assert all(rule.count("*") == 1 for rule in rules)
    assert text.count("Cache-Control") == len(rules)


def test_the_policy_allows_no_inline_code_but_by_hash(site: Path) -> None:
    text = policy_of(site).text(header=True)
    assert "unsafe" not in text
    assert 1 <= text.count("'sha256-") <= 8
    for page in site.rglob("*.html"):
        head, _, rest = page.read_text("utf-8").partition("<meta http-equiv")
        assert "<script" not in head, page
        assert rest.startswith('="Content-Security-Policy" content="default-src'), page


def test_under_the_headers_of_nginx_the_browser_has_no_complaint(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["headers", str(site)]) == 0
    settings = capsys.readouterr().out
    with nginx(tmp_path / "nginx", site.parent, settings) as address:
        with urllib.request.urlopen(f"{address}site/actions/youth/") as answer:  # noqa: S310 - our own server
            headers = dict(answer.headers)
        script = next((site / "assets" / "javascripts").glob("bundle.*.min.js"))
        name = script.relative_to(site.parent).as_posix()
        with urllib.request.urlopen(address + name) as answer:  # noqa: S310 - alike
            kept = answer.headers["Cache-Control"]
        assert complaints(f"{address}site/") == []
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-cache"
    assert kept == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("server", ["nginx", "caddy", "_headers"])
def test_every_server_is_told_the_same(
    server: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["headers", str(site), "--server", server]) == 0
    settings = capsys.readouterr().out
    assert policy_of(site).text(header=True) in settings
    for name in ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "immutable"):
        assert name in settings


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<p style="color: red">x</p>', 'page.html: has style="…" in <p>'),
        ('<button onclick="x()">x</button>', 'page.html: has onclick="…" in <button>'),
        ("<style>p { color: red }</style>", "page.html: has a <style>"),
    ],
)
def test_what_the_policy_would_block_is_named(html: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(html)
    with pytest.raises(PolicyError, match=message):
        policy_of(tmp_path)


def test_a_page_without_a_place_for_the_policy_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>x</p>")
    with pytest.raises(PolicyError, match=r"page\.html: has no <meta charset"):
        put_into_pages(Policy(()), [page])
    assert page.read_text() == "<p>x</p>"
