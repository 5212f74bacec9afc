"""The search beside Pagefind: `python3 benchmarks/search.py --articles 1000`.

Pagefind is the program that `BENCH_PAGEFIND` names, else `pagefind` on PATH, else the one in the wheel of this Python
(`pip install 'pagefind[bin]'`). Chromium and playwright are needed for the queries.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpus import Corpus  # the checkout must be on the path first
from benchmarks.measure import Cost, cost_of
from benchmarks.queries import QUERIES, SOUGHT, Answer, add_to
from benchmarks.record import record
from benchmarks.sites import ROOT, backfile, set_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What it took to make an index, and the files of it."""

    name: str
    wall: list[float]
    cpu: list[float]
    peak: int
    files: int
    size: int


def main() -> int:
    """Measure both, and print two tables; 1 if Backfile's search missed something."""
    given = _parser().parse_args()
    work = Path(given.work or mkdtemp(prefix="backfile-search-")) / f"search-{given.articles}"
    try:
        return _run(given, work)
    finally:
        if not given.keep:
            shutil.rmtree(work if given.work else work.parent, ignore_errors=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks/search.py", description="Measure the search beside Pagefind.")
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--repeats", type=int, default=3, metavar="N")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="Backfile's processes")
    parser.add_argument("--work", default="", metavar="DIR", help="where to build, such as /dev/shm for no disk at all")
    parser.add_argument("--alone", action="store_true", help="without Pagefind")
    parser.add_argument("--record", action="store_true", help="put the results into benchmarks/README.md as well")
    parser.add_argument("--keep", action="store_true", help="leave the site where it was built")
    return parser


def _run(given: argparse.Namespace, work: Path) -> int:
    from benchmarks.search_browser import asked_of  # it needs playwright, the rest does not

    site = backfile(work, given.jobs)
    set_up(site, Corpus(given.articles), "own")
    add_to(site.folder)
    plain = [_built(work, given.jobs, search=False) for _ in range(given.repeats)]
    own = [_built(work, given.jobs, search=True) for _ in range(given.repeats)]
    edited = [_edited(work, given.jobs, turn) for turn in range(given.repeats)]
    watched = _built(work, given.jobs, search=True, watched=True)
    made = [_own(site.folder / "output", plain, own, watched)]
    program = None if given.alone else _pagefind()
    if program:
        made.append(_of_pagefind(program, site.folder / "output", given.repeats))
    peer = f", Pagefind {_version(program)}" if program else ""
    lines = [f"{given.articles + len(SOUGHT)} articles, Backfile {site.version}{peer}", "", *_costs(made, edited)]
    answers = {each.name: asked_of(site.folder / "output", each.name) for each in made}
    lines += ["", *_found(answers)]
    print("\n".join(lines))
    if given.record:
        said = " ".join(word for word in sys.argv[1:] if word != "--record")
        record(f"search {given.articles}", f"python3 benchmarks/search.py {said}", "\n".join(lines))
    return 0 if all(answer.is_right for answer in answers["Backfile"]) else 1


def _command(work: Path, jobs: int) -> tuple[str, ...]:
    return (sys.executable, str(ROOT / "build.py"), "-C", str(work / "backfile"), "build", "-q", "--jobs", str(jobs))


def _built(work: Path, jobs: int, *, search: bool, watched: bool = False) -> Cost:
    """A cold build with the search or without it."""
    site = backfile(work, jobs)
    site.clean()
    settings = site.folder / "site.toml"
    text = settings.read_text("utf-8").removeprefix("search = false\n")
    settings.write_text(text if search else f"search = false\n{text}", "utf-8")
    return cost_of(_command(work, jobs), ROOT, watched=watched)


def _edited(work: Path, jobs: int, turn: int) -> Cost:
    """A build after a sentence was added to an article."""
    file = next(iter(sorted((work / "backfile" / "content" / "articles").glob("*.md"))))
    file.write_text(f"{file.read_text('utf-8')}\nAnother sentence, number {turn}.\n", "utf-8")
    return cost_of(_command(work, jobs), ROOT)


def _own(output: Path, plain: list[Cost], own: list[Cost], watched: Cost) -> Made:
    files = [*(output / "search").rglob("*.*"), *(output / "assets").glob("se*"), *(output / "assets").glob("stem*")]
    least = min(cost.cpu for cost in plain), min(cost.wall for cost in plain)
    return Made(
        name="Backfile",
        wall=[cost.wall - least[1] for cost in own],
        cpu=[cost.cpu - least[0] for cost in own],
        peak=watched.peak,
        files=len(files),
        size=sum(file.stat().st_size for file in files),
    )


def _of_pagefind(program: str, output: Path, repeats: int) -> Made:
    folder = output / "pagefind"
    command = (program, "--site", str(output), "--quiet")
    costs = []
    for _ in range(repeats):
        shutil.rmtree(folder, ignore_errors=True)
        costs.append(cost_of(command, ROOT))
    watched = cost_of(command, ROOT, watched=True)
    files = [file for file in folder.rglob("*") if file.is_file()]
    return Made(
        name="Pagefind",
        wall=[cost.wall for cost in costs],
        cpu=[cost.cpu for cost in costs],
        peak=watched.peak,
        files=len(files),
        size=sum(file.stat().st_size for file in files),
    )


def _pagefind() -> str | None:
    wheel = find_spec("pagefind_bin")
    places = [Path(folder) / "pagefind" for folder in wheel.submodule_search_locations or ()] if wheel else []
    inside = next((str(place) for place in places if place.is_file()), None)
    return os.environ.get("BENCH_PAGEFIND") or shutil.which("pagefind") or inside


def _version(program: str) -> str:
    return subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split()[-1]


def _costs(made: list[Made], edited: list[Cost]) -> Iterator[str]:
    yield "| index | wall, s | CPU, s | peak memory, MiB | files | MB |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for each in made:
        times = f"{min(each.wall):.2f} | {min(each.cpu):.2f}"
        yield f"| {each.name} | {times} | {each.peak >> 20} | {each.files} | {each.size / 1e6:.2f} |"
    least = min(cost.cpu for cost in edited)
    yield f"\nAfter an edit of one article, the whole build of Backfile takes {least:.2f} s of CPU."


def _found(answers: dict[str, list[Answer]]) -> Iterator[str]:
    yield "| kind | query | " + " | ".join(f"{name} | kB" for name in answers) + " |"
    yield "| --- | --- |" + " --- | ---: |" * len(answers)
    for query, *each in zip(QUERIES, *answers.values(), strict=True):
        yield f"| {query.kind} | {query.words} | " + " | ".join(map(_cells, each)) + " |"
    yield "| all | | " + " | ".join(map(_sum, answers.values())) + " |"
    packed = (f"{name} {max(each.packed for each in found) / 1e3:.0f} kB" for name, found in answers.items())
    yield f"\nAt most, where the host compresses what it sends: {', '.join(packed)}."


def _cells(answer: Answer) -> str:
    return f"{'found' if answer.is_right else '**no**'} | {answer.bytes / 1e3:.0f}"


def _sum(answers: list[Answer]) -> str:
    sizes = [answer.bytes / 1e3 for answer in answers]
    right = sum(answer.is_right for answer in answers)
    return f"{right} of {len(answers)} | {statistics.median(sizes):.0f}, at most {max(sizes):.0f}"


if __name__ == "__main__":
    sys.exit(main())
