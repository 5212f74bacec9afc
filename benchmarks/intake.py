"""What intake takes: `python3 -m benchmarks.intake [--seeds 10000] [--large 2000000]`.

So many seeds become manuscripts in a site of their own; one text of so many bytes is read, and one of twice as many, as
plain text and as a web page. Times are processor seconds, the best of some rounds.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import ISSN, PUBLICATION, Article, Corpus
from benchmarks.measure import cost_of
from benchmarks.sites import ROOT

_ROUNDS = 3


def pasted(article: Article) -> str:
    """An article as people paste it from a page."""
    masthead = f"{PUBLICATION} ISSN {ISSN} Volume {article.volume} Issue {article.issue}"
    byline = f"Author: {' & '.join(article.authors)}"
    return f"{article.title}\n\n{masthead}\n\n{byline}\n\n{article.body}\n\nShare on Facebook\n\nRelated Posts\n"


def seeds(number: int, site: Path) -> int:
    """A site with so many seeds and nothing else; how many bytes they have."""
    (site / "seeds").mkdir(parents=True)
    (site / "site.toml").write_text(f'[publication]\ntitle = "{PUBLICATION}"\nissn = "{ISSN}"\n', "utf-8")
    corpus = Corpus(number)
    size = 0
    for place in range(number):
        article = corpus.article(place)
        size += (site / "seeds" / f"{article.slug}.txt").write_text(pasted(article), "utf-8")
    return size


def large(size: int) -> str:
    """One text of about so many characters."""
    corpus = Corpus(1)
    first = corpus.article(0)
    parts = [pasted(first)]
    length = len(parts[0])
    for place in count(1):
        if length >= size:
            break
        parts.insert(1, corpus.article(place).body)
        length += len(parts[1])
    return "\n\n".join(parts)


def page(text: str) -> str:
    """The same as a web page."""
    lines = (line.replace("&", "&amp;").replace("<", "&lt;") for line in text.split("\n\n"))
    return f"<!doctype html><title>A</title><body>{''.join(f'<p>{line}</p>' for line in lines)}"


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="benchmarks/intake.py", description="Measure what intake takes.")
    parser.add_argument("--seeds", type=int, default=1000, metavar="N")
    parser.add_argument("--large", type=int, default=2_000_000, metavar="BYTES")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--work", default=None, metavar="DIR")
    given = parser.parse_args()
    print("| what | MB | wall s | CPU s |\n| --- | --- | --- | --- |")
    with TemporaryDirectory(dir=given.work) as folder:
        _many(given.seeds, given.jobs, Path(folder))
    for kind, name in ((str, "x.txt"), (page, "x.html")):
        for size in (given.large, 2 * given.large):
            _row(f"one text as {name[2:]}", size, *_best(partial(_read, kind(large(size)).encode(), name)))
    return 0


def _many(number: int, jobs: int, folder: Path) -> None:
    size = seeds(number, folder / "site")
    command = [sys.executable, str(ROOT / "build.py"), "-C", str(folder / "site"), "-q", "ingest", "-j", str(jobs)]
    cost = cost_of(command, ROOT)
    made = len(list((folder / "site/content/articles").glob("*.md")))
    _row(f"{made} of {number} seeds, {jobs} processes", size, cost.wall, cost.cpu)


def _read(data: bytes, name: str) -> None:
    from backfile.build.compose import manuscript_of  # the other rows need no packages of Backfile's own
    from backfile.build.reception import receive  # as above
    from backfile.intake.record import Context  # as above

    manuscript_of(receive(data, name, Context())[0], name)


def _best(work: Callable[[], None]) -> tuple[float, float]:
    costs = []
    for _ in range(_ROUNDS):
        wall, cpu = time.perf_counter(), _cpu()
        work()
        costs.append((time.perf_counter() - wall, _cpu() - cpu))
    return min(costs, key=lambda cost: cost[1])


def _cpu() -> float:
    own = os.times()
    return own.user + own.system + own.children_user + own.children_system


def _row(what: str, size: int, wall: float, cpu: float) -> None:
    print(f"| {what} | {size / 1e6:.1f} | {wall:.2f} | {cpu:.2f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
