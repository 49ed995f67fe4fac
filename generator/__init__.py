"""Turns a government plan kept as YAML into Markdown pages and data files, in every language.

The stages, in order: `load` (YAML to a `Source`), `check` (the plan's rules, all problems at
once), `plan` (the resolved `Plan`), `render` (pages and data files, pure), `write` (only what
changed). Each imports only from the stages before it.
"""
