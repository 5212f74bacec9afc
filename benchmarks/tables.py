"""What was measured, as Markdown: medians with their extremes, and the ratios between competitors."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.corpus import Census
from benchmarks.rounds import Sample
from benchmarks.sites import ROOT, Competitor

_MB = 1e6
_MIB = 2**20


def preamble(competitors: Sequence[Competitor], census: Census, work: Path) -> Iterator[str]:
    """What was compared, on what, and with what."""
    names = ", ".join(f"{each.name} {each.version}" for each in competitors)
    yield f"{names} · commit {_commit()} · Python {platform.python_version()} · {os.cpu_count()} cores · {_disk(work)}"
    yield ""
    yield (
        f"{census.articles} articles ({census.bytes / _MB:.1f} MB, {census.words // census.articles} words each), "
        f"{census.authors} authors, {census.tags} tags, {census.issues} issues, {census.volumes} volumes, "
        f"{census.years} years"
    )


def _commit() -> str:
    def said(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S607
        return done.stdout.strip()

    changed = said("status", "--porcelain", "--", "backfile", "templates", "benchmarks")
    return (said("rev-parse", "--short", "HEAD") or "unknown") + (" with changes" if changed else "")


def _disk(work: Path) -> str:
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return "disk unknown"
    inside = [(len(place), kind) for _, place, kind, *_ in mounts if work.resolve().is_relative_to(place)]
    return f"on {max(inside)[1]}"


def costs(samples: Sequence[Sample], names: Sequence[str]) -> Iterator[str]:
    """A row for each phase and competitor: median (least–most)."""
    yield "| phase | generator | wall, s | CPU, s | peak memory, MiB | pages rendered | files written | MB written |"
    yield "| --- | --- | --- | --- | ---: | ---: | ---: | ---: |"
    for phase in _phases(samples):
        for name in names:
            found = _of(samples, name, phase)
            cells = (
                _spread(_timed(found, lambda sample: sample.wall)),
                _spread(_timed(found, lambda sample: sample.cpu)),
                f"{_peak(found) / _MIB:.0f}" if _peak(found) else "—",
                _rendered(found),
                f"{median(sample.files for sample in found):.0f}",
                f"{median(sample.bytes for sample in found) / _MB:.2f}",
            )
            yield f"| {phase} | {name} | {' | '.join(cells)} |"


def _phases(samples: Sequence[Sample]) -> Iterable[str]:
    return dict.fromkeys(sample.phase for sample in samples)


def looks(samples: Sequence[Sample], names: Sequence[str]) -> Iterator[str]:
    """How closely the memory was watched."""
    gaps = (max(sample.gap for sample in samples if sample.competitor == name) for name in names)
    longest = ", ".join(f"{name} {gap * 1000:.0f} ms" for name, gap in zip(names, gaps, strict=True))
    yield f"The longest time between two looks at the memory: {longest}."


def ratios(samples: Sequence[Sample], names: Sequence[str]) -> Iterator[str]:
    """The first competitor's median by that of each other."""
    first, *others = names
    for place, other in enumerate(others):
        if place:
            yield ""
        yield f"| {first} / {other} | wall | CPU | peak memory |"
        yield "| --- | ---: | ---: | ---: |"
        for phase in _phases(samples):
            ours, theirs = _of(samples, first, phase), _of(samples, other, phase)
            cells = (
                _ratio(_median(ours, lambda sample: sample.wall), _median(theirs, lambda sample: sample.wall)),
                _ratio(_median(ours, lambda sample: sample.cpu), _median(theirs, lambda sample: sample.cpu)),
                _ratio(_peak(ours), _peak(theirs)),
            )
            yield f"| {phase} | {' | '.join(cells)} |"


def floors(rows: Sequence[tuple[str, Sequence[float], Sequence[float]]]) -> Iterator[str]:
    """A row for each bare loop: what it does, its wall times and its processor times."""
    yield "| bare loop, one process | wall, s | CPU, s |"
    yield "| --- | --- | --- |"
    for label, walls, processors in rows:
        yield f"| {label} | {_spread(walls)} | {_spread(processors)} |"


def _of(samples: Sequence[Sample], name: str, phase: str) -> list[Sample]:
    return [sample for sample in samples if (sample.competitor, sample.phase) == (name, phase)]


def _timed(samples: Sequence[Sample], figure: Callable[[Sample], float]) -> list[float]:
    return [figure(sample) for sample in samples if sample.wall]


def _median(samples: Sequence[Sample], figure: Callable[[Sample], float]) -> float:
    return median(_timed(samples, figure))


def _peak(samples: Sequence[Sample]) -> int:
    return max(sample.peak for sample in samples)


def _rendered(samples: Sequence[Sample]) -> str:
    counts = [sample.rendered for sample in samples if sample.rendered is not None]
    return f"{median(counts):.0f}" if counts else "—"


def _spread(figures: Sequence[float]) -> str:
    return f"**{median(figures):.2f}** ({min(figures):.2f}–{max(figures):.2f})"


def _ratio(ours: float, theirs: float) -> str:
    return f"{ours / theirs:.3f}" if theirs else "—"
