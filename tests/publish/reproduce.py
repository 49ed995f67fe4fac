"""Builds the site in two places that have nothing in common, and compares them byte for byte."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PLACES = (
    {"TZ": "Asia/Shanghai", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/New_York", "LANG": "C", "PYTHONHASHSEED": "2"},
)


def differing_files(work: Path) -> list[str]:
    """The files that differ between two builds, or that only one of them has."""
    sites = [_built(work / f"place {number}", own) for number, own in enumerate(PLACES)]
    names = {
        path.relative_to(site).as_posix()
        for site in sites
        for path in site.rglob("*")
        if path.is_file()
    }
    first, second = sites
    _, different, missing = filecmp.cmpfiles(first, second, sorted(names), shallow=False)
    return different + missing


def _built(place: Path, own: dict[str, str]) -> Path:
    for name in ("generator", "overrides", "plan_source", "mkdocs.yml", "mkdocs.en.yml"):
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        place.mkdir(parents=True, exist_ok=True)
        copy(PROJECT / name, place / name)
    for language in ("zh", "en"):
        assets = PROJECT / "docs" / language / "assets"
        if assets.exists():
            shutil.copytree(assets, place / "docs" / language / "assets")
    command = [sys.executable, "-m", "generator", "site", "--site-url", "https://plan.example/"]
    subprocess.run(command, cwd=place, env=os.environ | own, check=True, capture_output=True)
    return place / "site"
