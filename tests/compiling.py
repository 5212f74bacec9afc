"""Templates that are compiled once for many builds, which takes longer than all the rest of a small one."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment


def _remembered(method: Callable[..., object]) -> Callable[..., object]:
    known: dict[tuple[object, ...], object] = {}

    def look_up(environment: Environment, *arguments: object) -> object:
        if arguments not in known:
            known[arguments] = method(environment, *arguments)
        return known[arguments]

    return look_up


COMPILING = {name: _remembered(getattr(Environment, name)) for name in ("compile", "parse")}
"""The methods of an environment that compile, by name, as ones that remember what they gave."""
