"""Where a cold build spends its time: cProfile over one process, by function and by module."""

from __future__ import annotations

import marshal
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from backfile.bootstrap import NEEDED, VENV_PYTHON, all_good_enough
from benchmarks.measure import cost_of
from benchmarks.sites import ROOT, Competitor

_SHOWN = 25


def profile_of(competitor: Competitor, work: Path) -> str:
    """The functions and modules that take most time of their own, as Markdown."""
    python = sys.executable if all_good_enough(NEEDED) else str(VENV_PYTHON)
    file = work / "profile"
    build = [str(ROOT / "build.py"), "-C", str(competitor.folder), "build", "--jobs", "1", "--quiet"]
    competitor.clean()
    cost_of([python, "-m", "cProfile", "-o", str(file), *build], competitor.folder)
    raw = marshal.loads(file.read_bytes())  # noqa: S302 -- it was written a moment ago
    rows: list[_Row] = sorted(((own, n, total, *place) for place, (_, n, own, total, _) in raw.items()), reverse=True)
    whole = sum(row[0] for row in rows)
    return "\n".join([*_modules(rows, whole), "", *_functions(rows, whole)])


_Row = tuple[float, int, float, str, int, str]


def _modules(rows: list[_Row], whole: float) -> Iterator[str]:
    times: defaultdict[str, float] = defaultdict(float)
    for own, _, _, file, _, name in rows:
        times[_module(file, name)] += own
    yield f"Time of its own in one process under cProfile, which slows calls down: {whole:.1f} s in all.\n"
    yield "| module | s | share |\n| --- | ---: | ---: |"
    for module, own in sorted(times.items(), key=lambda item: -item[1])[:_SHOWN]:
        yield f"| {module} | {own:.2f} | {own / whole:.1%} |"


def _functions(rows: list[_Row], whole: float) -> Iterator[str]:
    yield "| function | s | share | with callees, s | calls |\n| --- | ---: | ---: | ---: | ---: |"
    for own, calls, total, file, line, name in rows[:_SHOWN]:
        place = f"{_module(file, name)}:{line} {name}" if line else name
        yield f"| `{place}` | {own:.2f} | {own / whole:.1%} | {total:.2f} | {calls} |"


def _module(file: str, name: str) -> str:
    if file == "~":
        return "built in: " + ("re" if "Pattern" in name or "Scanner" in name else "all others")
    path = Path(file)
    for top in (ROOT, *map(Path, sys.path)):
        if top.is_absolute() and path.is_relative_to(top):
            return path.relative_to(top).as_posix()
    return "/".join(path.parts[-2:])
