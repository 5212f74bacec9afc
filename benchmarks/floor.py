"""The floor: bare loops that read the same inputs and write the same bytes, and do nothing else.

`python3 -m benchmarks.floor LOOP PLAN`, where the plan (JSON) names the folders that are read, the folder that is
written and its files with their sizes.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypedDict


class Plan(TypedDict):
    """What to read and to write; the names of `files` are paths below `output`, with their sizes in bytes."""

    inputs: Sequence[str]
    output: str
    files: Mapping[str, int]


def plan_of(inputs: Sequence[Path], built: Path, output: Path) -> Plan:
    """The plan that repeats what a build read and what it wrote."""
    files = {os.path.relpath(file, built): facts.st_size for file, facts in _stats(str(built))}
    return Plan(inputs=[str(folder) for folder in inputs], output=str(output), files=files)


def _write(plan: Plan) -> None:
    _read(plan)
    for name, data in _new_files(plan):
        with open(name, "wb", buffering=0) as file:  # noqa: PTH123 -- a bare loop
            file.write(data)


def _write_beside(plan: Plan) -> None:
    _read(plan)
    for name, data in _new_files(plan):
        with open(f"{name}.new", "wb", buffering=0) as file:  # noqa: PTH123 -- a bare loop
            file.write(data)
        os.rename(f"{name}.new", name)  # noqa: PTH104 -- a bare loop


def _scan(plan: Plan) -> None:
    for folder in (*plan["inputs"], plan["output"]):
        for _ in _stats(folder):
            pass


def _read(plan: Plan) -> None:
    for folder in plan["inputs"]:
        for name, _ in _stats(folder):
            with open(name, "rb", buffering=0) as file:  # noqa: PTH123 -- a bare loop
                file.read()


def _new_files(plan: Plan) -> Iterator[tuple[str, memoryview]]:
    data = memoryview(b"x" * max(plan["files"].values()))
    made: set[str] = set()
    for name, size in plan["files"].items():
        path = os.path.join(plan["output"], name)  # noqa: PTH118 -- a bare loop
        folder = os.path.dirname(path)  # noqa: PTH120 -- a bare loop
        if folder not in made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 -- a bare loop
            made.add(folder)
        yield path, data[:size]


def _stats(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _stats(entry.path)
            else:
                yield entry.path, entry.stat()


# In this order: what is scanned must have been written.
LOOPS: Mapping[str, tuple[str, Callable[[Plan], None]]] = {
    "beside": ("read all, write all beside their places and rename", _write_beside),
    "plain": ("read all, write all", _write),
    "scan": ("look at the size and time of every input and output", _scan),
}


if __name__ == "__main__":
    LOOPS[sys.argv[1]][1](json.loads(Path(sys.argv[2]).read_text("utf-8")))
