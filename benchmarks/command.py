"""The command line of the bench."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp

from benchmarks import floor, tables
from benchmarks.corpus import Census, Corpus
from benchmarks.generators import PEERS
from benchmarks.measure import cost_of
from benchmarks.record import record
from benchmarks.rounds import PHASES, Sample, Track, run_rounds
from benchmarks.sites import ROOT, THEMES, Competitor, backfile, set_up

_ALL = "all"
_WRONG = 1
_USAGE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench; 1 if a site was not right or a build failed."""
    words = list(sys.argv[1:] if argv is None else argv)
    given = _parser().parse_args(words)
    work = Path(given.work or mkdtemp(prefix="backfile-bench-")) / f"{given.theme}-{given.articles}"
    against = tuple(PEERS) if _ALL in given.against else tuple(dict.fromkeys(given.against))
    peers = {name: PEERS[name][0](work) for name in against}
    missing = [name for name, peer in peers.items() if peer is None]
    for name in missing:
        hint = f"{PEERS[name][1]}, or set BENCH_{name.upper()} to its program"
        print(f"{name.capitalize()} is not to be found: {hint}", file=sys.stderr)
    if missing:
        return _USAGE
    competitors = [backfile(work, given.jobs), *filter(None, peers.values())]
    try:
        results, is_right = _run(given, work, competitors)
    except subprocess.CalledProcessError as fault:
        print(f"failed: {' '.join(map(str, fault.cmd))}\n{fault.output[-2000:]}", file=sys.stderr)
        return _WRONG
    finally:
        if not given.keep:
            shutil.rmtree(work if given.work else work.parent, ignore_errors=True)
    if given.record and is_right:
        said = " ".join(word for word in words if word != "--record")
        kind = " profile" if given.profile else _kind(against)
        record(f"{given.theme} {given.articles}{kind}", f"python3 benchmarks/run.py {said}", results)
    return 0 if is_right else _WRONG


def _kind(against: tuple[str, ...]) -> str:
    """What is added to the key of results, which those against Hugo alone, and those without a peer, do without."""
    others = [name for name in against if name != "hugo"]
    return f" {' '.join(against)}" if others else ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks/run.py", description="Measure builds of archives of any size.")
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--repeats", type=int, default=5, metavar="N", help="timed rounds, after one for the memory")
    parser.add_argument(
        "--against",
        nargs="+",
        choices=(*PEERS, _ALL),
        default=(),
        metavar="GENERATOR",
        help=f"the same content and pages with other generators, in turn: {', '.join(PEERS)}, or {_ALL} of them",
    )
    parser.add_argument(
        "--theme", choices=THEMES, default="peers", help="the peers' pages and markup, or Backfile's own"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="Backfile's processes")
    parser.add_argument("--work", default="", metavar="DIR", help="where to build, such as /dev/shm for no disk at all")
    parser.add_argument(
        "--until", choices=PHASES, default=PHASES[-1], metavar="PHASE", help="the last phase of a round"
    )
    parser.add_argument("--floor", action="store_true", help="measure bare loops that read and write the same bytes")
    parser.add_argument(
        "--profile", action="store_true", help="only show where a cold build in one process spends time"
    )
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="another number makes other words")
    parser.add_argument("--record", action="store_true", help="put the results into benchmarks/README.md as well")
    parser.add_argument("--keep", action="store_true", help="leave the sites where they were built")
    return parser


def _run(given: argparse.Namespace, work: Path, competitors: Sequence[Competitor]) -> tuple[str, bool]:
    """What was printed, and whether every site was right."""
    corpus = Corpus(given.articles, given.seed)
    censuses = [set_up(competitor, corpus, given.theme) for competitor in competitors]
    printed = [_print(tables.preamble(competitors, censuses[0], work))]
    if given.profile:
        return "\n\n".join([*printed, _profile(competitors[0], work)]), True
    tracks = list(map(_track, competitors, [corpus] * len(competitors), censuses))
    samples = list(_told(run_rounds(tracks, given.repeats, PHASES[: PHASES.index(given.until) + 1])))
    printed.extend(map(_print, _tables(samples, [competitor.name for competitor in competitors])))
    if given.floor:
        printed.append(_print(tables.floors(list(_floors(competitors[0], work, given.repeats)))))
    faults = [fault for track in tracks for fault in track.faults]
    printed.append(_print(iter([f"- not right: {fault}" for fault in faults] or ["Every check of the sites held."])))
    return "\n\n".join(printed), not faults


def _tables(samples: Sequence[Sample], names: Sequence[str]) -> Iterator[Iterator[str]]:
    yield tables.costs(samples, names)
    yield tables.looks(samples, names)
    if len(names) > 1:
        yield tables.ratios(samples, names)


def _track(competitor: Competitor, corpus: Corpus, census: Census) -> Track:
    template = (competitor.folder / competitor.template).read_text("utf-8")
    return Track(competitor=competitor, corpus=corpus, census=census, template_text=template)


def _print(lines: Iterator[str]) -> str:
    text = "\n".join(lines)
    print(f"\n{text}", flush=True)
    return text


def _told(samples: Iterator[Sample]) -> Iterator[Sample]:
    """The samples, each told on standard error as it comes."""
    for sample in samples:
        cost = f"{sample.wall:.2f} s, CPU {sample.cpu:.2f} s" if sample.wall else f"{sample.peak >> 20} MiB"
        print(f"{sample.competitor}, {sample.phase}: {cost}", file=sys.stderr, flush=True)
        yield sample


def _profile(competitor: Competitor, work: Path) -> str:
    from benchmarks.profiling import profile_of  # it needs Backfile's packages in this checkout, the rest does not

    return _print(iter([profile_of(competitor, work)]))


def _floors(competitor: Competitor, work: Path, repeats: int) -> Iterator[tuple[str, list[float], list[float]]]:
    folder, output, plan = competitor.folder, work / "floor", work / "floor.json"
    inputs = [folder / name for name in ("content", "static", "templates")]
    plan.write_text(json.dumps(floor.plan_of(inputs, folder / competitor.output, output)), "utf-8")
    for name, (label, _) in floor.LOOPS.items():
        costs = []
        for _ in range(repeats):
            if name != "scan":
                shutil.rmtree(output, ignore_errors=True)
            costs.append(cost_of([sys.executable, "-m", "benchmarks.floor", name, str(plan)], ROOT))
        yield label, [cost.wall for cost in costs], [cost.cpu for cost in costs]
