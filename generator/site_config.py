"""Renders what MkDocs must know of the plan, for `mkdocs.yml` and its translations to inherit."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import yaml

from generator.language import LANGUAGES

if TYPE_CHECKING:
    from generator.labels import Labels
    from generator.language import Language
    from generator.plan import Plan

NOTE = "# Generated from the plan's data. Change the plan or mkdocs.yml, not this file.\n"


def render(plan: Plan, t: Labels, site_url: str) -> str:
    """The configuration of one language: names, address, navigation, words for the theme.

    Material puts these into its pages as they are, so they are HTML here.

    The document's own language has the settings that all share, in `mkdocs.yml`, inherit this
    file; the file of every other language inherits `mkdocs.yml` in turn.
    """
    language, identity = t.language, plan.identity
    other = next(one for one in LANGUAGES if one is not language)
    config: dict[str, Any] = {} if language is LANGUAGES[0] else {"INHERIT": "../mkdocs.yml"}
    config |= {
        "site_name": escape(t.shown(identity.short_title)),
        "site_url": site_url + language.prefix,
        "site_description": escape(t.shown(identity.title)),
        "site_author": escape(t.shown(identity.issuer)),
        "copyright": escape(t("site_copyright", reference=t.reference(identity))),
        "nav": _navigation(plan, t),
        "extra": {
            "alternate": True,
            "language": _language(language),
            "other": _language(other) | {"root": _up(language) + other.prefix},
            "labels": {
                name: wording for name, wording in t.wording.items() if name.startswith("site_")
            },
            "pending": identity.translation == "pending",
        },
    }
    return NOTE + yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=1000)


def _language(language: Language) -> dict[str, str]:
    return {"tag": language.tag, "locale": language.locale, "prefix": language.prefix}


def _up(language: Language) -> str:
    """The way from the root of the language's site to the root of all."""
    return "../" * language.prefix.count("/")


def _navigation(plan: Plan, t: Labels) -> list[Any]:
    """Home, the text, the measures, the index of departments, matrix, tasks and About.

    Departments are left to their index: a navigation that lists everything grows every page.
    """
    measures = [
        {
            escape(t.shown(one.chapter.title) if one.chapter else t(f"kind_{one.kind}")): [
                f"{one.folder}/index.md",
                *(f"{measure.folder}/{measure.id}.md" for measure in one.measures),
            ]
        }
        for one in plan.measure_lists
    ]
    return [
        {t("nav_home"): "index.md"},
        {t("title_departments"): "departments/index.md"},
        {t("title_tasks"): "tasks.md"},
        {t("title_matrix"): "matrix.md"},
        *measures,
        {
            t("title_contents"): [
                "plan/index.md",
                *(f"plan/{chapter.id}.md" for chapter in plan.chapters),
                "plan/full.md",
            ]
        },
        {t("title_updates"): "updates.md"},
        {t("title_about"): "about.md"},
    ]
