"""Batches on a real Dask scheduler with real workers: the same bytes as here, whoever is killed in between."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest

from backfile.build import workers
from backfile.build.run import Options, build
from backfile.errors import EnvironmentFault
from tests.sites import SITE_TOML, manuscript, published, toy_site, write

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180
LIBRARIES = os.pathsep.join(path for path in sys.path if path and Path(path).resolve() != ROOT)
ON_DASK = pytest.mark.skipif(
    find_spec("distributed") is None or os.name == "nt", reason="needs the extra `cluster`, and signals"
)

# Builds as the command line does, and kills processes while page number AT is looked at. Where ENOUGH is 1,
# no page can be rendered here.
DRIVER = """
import os, signal, sys
from backfile.build import freshness, press, workers
from backfile.cli import main

enough, at, victims, *command = sys.argv[1:]
workers._TOO_FEW_FOR_WORKERS = int(enough)
if int(enough) == 1:
    press.Press.__call__ = None


seen = []
judge_view = freshness.Freshness.judge_view


def look(self, page):
    if len(seen) == int(at):
        for victim in filter(None, victims.split(",")):
            os.kill(int(victim), signal.SIGKILL)
    seen.append(page)
    return judge_view(self, page)


freshness.Freshness.judge_view = look
code = main(command)
assert ("distributed" in sys.modules) == ("--cluster" in command)
sys.exit(code)
"""


@dataclass(slots=True)  # processes come and go
class Engine:
    """A scheduler and its workers, which are processes of their own on loopback; whoever died is replaced."""

    folder: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    address: str = ""

    def at(self, **paths: str) -> str:
        """The address of a scheduler with just these workers; each stands with the path where it finds modules."""
        if not self._is_alive("scheduler"):
            self.close()
            log = self._start("scheduler", "dask_scheduler", "--port", "0", path=LIBRARIES)
            self.address = _said(log, "Scheduler at:").split()[-1]
        for name in self.running.keys() - paths.keys() - {"scheduler"}:
            self._stop(name)
        logs = [
            self._start(name, "dask_worker", self.address, "--nthreads", "1", "--no-nanny", path=path)
            for name, path in paths.items()
            if not self._is_alive(name)
        ]
        for log in logs:
            _said(log, "Registered to:")
        return self.address

    def two(self) -> str:
        """The same with two workers that have this Backfile."""
        return self.at(one=f"{ROOT}{os.pathsep}{LIBRARIES}", two=f"{ROOT}{os.pathsep}{LIBRARIES}")

    def pids(self, *names: str) -> str:
        return ",".join(str(self.running[name].pid) for name in names)

    def close(self) -> None:
        for name in tuple(self.running):
            self._stop(name)

    def _is_alive(self, name: str) -> bool:
        return name in self.running and self.running[name].poll() is None

    def _start(self, name: str, module: str, *words: str, path: str) -> Path:
        log = self.folder / f"{name}-{len(list(self.folder.iterdir()))}.log"
        command = [sys.executable, "-m", f"distributed.cli.{module}", *words, "--host", "127.0.0.1", "--no-dashboard"]
        # Whoever is killed leaves files behind.
        environment = {**os.environ, "PYTHONPATH": path, "TMPDIR": str(self.folder)}
        with log.open("wb") as said:
            self.running[name] = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=said, stderr=said)
        return log

    def _stop(self, name: str) -> None:
        process = self.running.pop(name)
        process.kill()
        process.wait(PATIENCE)


def _said(log: Path, start: str) -> str:
    """The line of a log in which a process says something, once it does."""
    for _ in range(PATIENCE * 20):
        line = next((line for line in log.read_text("utf-8").splitlines() if start in line), "")
        if line:
            return line
        time.sleep(0.05)
    raise AssertionError(log.read_text("utf-8"))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = Engine(tmp_path_factory.mktemp("dask"))
    yield engine
    engine.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    code: int
    said: str


def run(*command: object, enough: int = 200, at: int = -1, victims: str = "") -> Done:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, *map(str, (enough, at, victims, *command))],
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": LIBRARIES, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "4s"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE,
    )
    return Done(code=done.returncode, said=done.stdout.decode())


def toy(site: Path) -> Path:
    """The toy archive, with nothing to convert."""
    shutil.rmtree(toy_site(site) / "seeds")
    return site


TAG = '{% extends "default/tag.html" %}{% block head %}{% include "parts/" ~ page.language ~ ".svg" %}{% endblock %}'


def large_site(site: Path, foot: str = "A foot") -> Path:
    """A site of 200 articles, with templates of its own."""
    articles: dict[str, str | bytes] = {
        f"content/articles/a{number}.md": manuscript(
            f"Article {number}",
            f"*Words* of [another](a{(number + 1) % 200}.md).[^1]\n\n## A heading\n\n- a list\n\n[^1]: A note.",
            f"authors: [Author {number % 7}]\nvolume: {number // 50 + 1}\nissue: {number // 10}\ndate: 2019-03\n"
            f"tags: [tag {number % 5}]\n",
        )
        for number in range(200)
    }
    own: dict[str, str | bytes] = {
        "site.toml": SITE_TOML,
        "templates/tag.html": TAG,
        "templates/parts/en.svg": f"<!-- {foot} -->",
        "templates/parts/unused.bin": b"\xff\xfe",
    }
    return write(site, {**articles, **own})


@pytest.fixture(scope="module")
def built_large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The large site, built here."""
    site = large_site(tmp_path_factory.mktemp("large") / "site")
    build(site, Options())
    return site


def changed_site(site: Path) -> Path:
    """The same site after changes that show on every page."""
    return write(large_site(site, foot="Another foot"), {"site.toml": SITE_TOML.replace("Foreland", "Headland")})


@pytest.fixture(scope="module")
def built(built_large: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The large site before and after these changes, each built here from nothing."""
    site = changed_site(tmp_path_factory.mktemp("changed") / "site")
    build(site, Options())
    return built_large, site


@ON_DASK
def test_a_cluster_makes_the_same_bytes_of_the_toy_archive(engine: Engine, built_toy: Path, tmp_path: Path) -> None:
    site = toy(tmp_path / "site")
    done = run("-C", site, "build", "--cluster", engine.two(), enough=1)
    assert done.code == 0, done.said
    assert published(site) == published(built_toy)


@ON_DASK
def test_a_cluster_makes_the_same_bytes_of_a_larger_archive_and_of_its_templates(
    engine: Engine, built_large: Path, tmp_path: Path
) -> None:
    site = large_site(tmp_path / "site")
    done = run("-C", site, "build", "--verify", "--cluster", engine.two())
    assert done.code == 0, done.said
    assert f"{len(published(site))} files verified" in done.said
    assert published(site) == published(built_large)


@ON_DASK
def test_what_a_worker_cannot_render_is_told_as_it_is_here(engine: Engine, tmp_path: Path) -> None:
    site = write(toy(tmp_path / "site"), {"templates/tag.html": "{{ page.title }}\n{{ page.tilte }}"})
    here, there = (run("-C", site, *words, enough=2) for words in (["build"], ["build", "--cluster", engine.two()]))
    assert "templates/tag.html:2: error: `tilte` is not in " in there.said
    assert (there.code, there.said) == (1, here.said)


@ON_DASK
def test_the_work_of_a_worker_that_is_killed_is_done_by_another(
    engine: Engine, built_large: Path, tmp_path: Path
) -> None:
    site, address = large_site(tmp_path / "site"), engine.two()
    done = run("-C", site, "build", "--cluster", address, at=210, victims=engine.pids("one"))
    assert engine.running["one"].wait(PATIENCE) == -signal.SIGKILL
    assert done.code == 0, done.said
    assert published(site) == published(built_large)


@ON_DASK
@pytest.mark.parametrize(
    ("victims", "message"),
    [
        (("scheduler",), "error: the scheduler at {} is gone; what was published before is still there (run the same"),
        (
            ("one", "two"),
            "error: no worker is connected to the scheduler at {} (start some: dask worker {} --nthreads 1",
        ),
    ],
)
def test_when_all_are_gone_the_last_good_output_stays(
    victims: tuple[str, ...], message: str, engine: Engine, built: tuple[Path, Path], tmp_path: Path
) -> None:
    site, address = tmp_path / "site", engine.two()
    before, after = built
    shutil.copytree(before, site)
    changed_site(site)
    done = run("-C", site, "build", "--cluster", address, at=210, victims=engine.pids(*victims))
    assert done.code == 3
    assert message.format(address, address) in done.said
    assert "or build without --cluster" in done.said
    assert len(done.said.splitlines()) == 1  # no traceback, and nothing that Dask would like to add
    assert published(site) == published(before)

    build(site, Options())
    assert published(site) == published(after)


@ON_DASK
@pytest.mark.parametrize("kind", ["none", "another", "another theme"])
def test_a_worker_that_would_make_other_pages_makes_none(kind: str, engine: Engine, tmp_path: Path) -> None:
    site, path = toy(tmp_path / "site"), tmp_path / "there"
    for name in ("backfile", "templates"):
        shutil.copytree(ROOT / name, path / name, ignore=shutil.ignore_patterns("__pycache__"))
    changed = path / {"none": "x", "another": "backfile/version.py", "another theme": "templates/base.html"}[kind]
    with changed.open("a", encoding="utf-8") as file:
        file.write("\n")
    address = engine.at(**{kind: LIBRARIES if kind == "none" else f"{path}{os.pathsep}{LIBRARIES}"})
    done = run("-C", site, "build", "--cluster", address, enough=1)
    assert done.code == 3
    expected = {
        "none": "error: a worker has no Backfile, or another one: No module named 'backfile' (install there what is",
        "another": "would make other pages: Backfile is 0.",
        "another theme": "would make other pages: the template base.html is another one there (install there what is",
    }
    assert expected[kind] in done.said
    assert not (site / "output").exists() or not published(site)


@ON_DASK
@pytest.mark.parametrize(
    ("address", "code", "message"),
    [
        ("tcp://127.0.0.1:1", 3, "error: no scheduler answers at tcp://127.0.0.1:1: "),
        ("nonsense", 2, "error: --cluster nonsense: missing port number in address 'nonsense' (write tcp://HOST:PORT)"),
    ],
)
def test_an_address_where_no_scheduler_is(address: str, code: int, message: str, tmp_path: Path) -> None:
    site = toy(tmp_path / "site")
    done = run("-C", site, "build", "--cluster", address, enough=1)
    assert done.code == code
    assert message in done.said
    assert len(done.said.splitlines()) == 1
    assert not (site / "output").exists()


def test_small_pieces_of_work_ask_no_cluster(built_toy: Path, tmp_path: Path) -> None:
    site = toy(tmp_path / "site")
    build(site, Options(cluster="tcp://127.0.0.1:1"))
    assert published(site) == published(built_toy)


def test_without_the_extra_a_cluster_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setattr(workers, "_TOO_FEW_FOR_WORKERS", 1)
    with pytest.raises(EnvironmentFault, match=r"a package that is not installed \(run: .*requirements-cluster\.txt"):
        build(toy(tmp_path / "site"), Options(cluster="tcp://127.0.0.1:1"))
