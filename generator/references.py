"""The rules for what points to other parts of the plan: sources, places, redirects, updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import parts, source
from generator.entity import MEASURE_FOLDERS
from generator.problem import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load import File, Source
    from generator.problem import Problem
    from generator.yaml_file import Keys


def known_places(plan: Source) -> Iterator[Problem]:
    """Corrections, indicators, mandates and conventions name what exists; so does `part_of`."""
    known = {"notice", "preamble", "closing", *(identity for _, _, identity in parts.ids(plan))}
    places: list[tuple[File[source.Model], Keys, str]] = [
        *(
            (file, ("corrections", index, "place"), correction.place)
            for file in plan.of(source.Corrections)
            for index, correction in enumerate(file.content.corrections)
        ),
        *(
            (file, ("indicators", index, "source"), indicator.source)
            for file in plan.of(source.Indicators)
            for index, indicator in enumerate(file.content.indicators)
        ),
        *(
            (file, ("departments", index, "mandates", position, "source"), mandate.source)
            for file in plan.of(source.Departments)
            for index, department in enumerate(file.content.departments)
            for position, mandate in enumerate(department.mandates)
        ),
        *(
            (file, ("conventions", index, "source"), convention.source)
            for file in plan.of(source.Identity)
            for index, convention in enumerate(file.content.conventions)
        ),
        *(
            (file, ("departments", index, "part_of"), department.part_of)
            for file in plan.of(source.Departments)
            for index, department in enumerate(file.content.departments)
            if department.part_of
        ),
    ]
    for file, keys, place in places:
        if place not in known:
            match = nearest(place, known)
            right = (
                f"did you mean {match}?" if match else "use the id of a chapter, section or task"
            )
            yield file.problem(keys, f"{place} is no part of the plan", right)


_PAGES_OF_THE_SITE = {
    "plan/full",
    *(f"{folder}/index" for folder in ("plan", "departments", *MEASURE_FOLDERS.values())),
}


def lasting_addresses(plan: Source) -> Iterator[Problem]:
    """Redirects lead from addresses that are no more to parts that exist."""
    known = set(parts.places(plan))
    for file in plan.of(source.Redirects):
        seen: set[str] = set()
        for index, redirect in enumerate(file.content.redirects):
            at: Keys = ("redirects", index)
            if redirect.from_ in _PAGES_OF_THE_SITE:
                right = "remove the redirect"
                yield file.problem((*at, "from"), f"{redirect.from_} is a page of the site", right)
            if redirect.from_ in known:
                right = "remove the redirect, or give the part another id"
                yield file.problem((*at, "from"), f"{redirect.from_} is there again", right)
            if redirect.from_ in seen:
                right = "keep one of the two"
                yield file.problem((*at, "from"), f"{redirect.from_} is listed twice", right)
            seen.add(redirect.from_)
            if redirect.to not in known:
                yield file.problem((*at, "to"), *_unknown_place(redirect.to, known))


def known_changes(plan: Source) -> Iterator[Problem]:
    """Updates name parts of the plan that exist."""
    known = set(parts.places(plan))
    for file in plan.of(source.Updates):
        for index, update in enumerate(file.content.updates):
            for position, place in enumerate(update.changes):
                if place not in known:
                    keys: Keys = ("updates", index, "changes", position)
                    yield file.problem(keys, *_unknown_place(place, known))


def _unknown_place(place: str, known: set[str]) -> tuple[str, str]:
    match = nearest(place, known)
    right = f"did you mean {match}?" if match else "name the address of a part of the plan"
    return f"{place} is no part of the plan", right
