"""The command `check`: says whether the plan's data are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.commands.outcome import DONE, PROBLEMS, add_plan_option, checked_plan

if TYPE_CHECKING:
    import argparse

    from generator.commands import Commands


def add(commands: Commands) -> None:
    """Put `check` on the command line."""
    check = commands.add_parser("check", help="check the plan's data, also against the original")
    add_plan_option(check)
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    plan = checked_plan(options.plan)
    if plan is None:
        return PROBLEMS
    print(
        f"{options.plan}: {len(plan.tasks)} tasks, {plan.department_count} departments, "
        f"{plan.responsibility_count} responsibilities; no problems"
    )
    return DONE
