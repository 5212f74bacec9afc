from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NothingHeard
from pathlib import Path

import pytest
from watchdog.observers.polling import PollingObserver

from backfile.preview import watch as module
from backfile.preview.watch import Watch, concerns_the_archive


class Listener:
    """Asks a `Watch` in a thread of its own, so that a test can also find that nothing was heard."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._pool = ThreadPoolExecutor(1)
        self._asked: Future[tuple[Path, ...]] | None = None

    def hears(self, seconds: float = 10) -> tuple[Path, ...] | None:
        self._asked = self._asked or self._pool.submit(self._watch.wait)
        try:
            heard = self._asked.result(seconds)
        except NothingHeard:
            return None
        self._asked = None
        return heard

    def end(self, site: Path) -> None:
        self._watch.note(site.resolve() / "site.toml")  # lets go of a thread that still waits
        self._pool.shutdown()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "Архив"
    (folder / "content/articles/2019").mkdir(parents=True)
    (folder / "site.toml").write_text("", "utf-8")
    (folder / "content/articles/a.md").write_text("a", "utf-8")
    return folder


@pytest.fixture
def listener(site: Path) -> Iterator[Listener]:
    with Watch(site, print) as watch:
        listening = Listener(watch)
        yield listening
        listening.end(site)


def write(site: Path) -> None:
    (site / "content/articles/a.md").write_text("b", "utf-8")


def write_deep(site: Path) -> None:
    (site / "content/articles/2019/b.md").write_text("b", "utf-8")


def replace(site: Path) -> None:
    (site / "content/articles/.a.md.swx").write_text("b", "utf-8")
    (site / "content/articles/.a.md.swx").replace(site / "content/articles/a.md")


def delete(site: Path) -> None:
    (site / "content/articles/a.md").unlink()


def rename(site: Path) -> None:
    (site / "content/articles/a.md").rename(site / "content/articles/b.md")


def configure(site: Path) -> None:
    (site / "site.toml").write_text("title = 'x'", "utf-8")


def rename_folder(site: Path) -> None:
    (site / "content/articles").rename(site / "content/papers")


@pytest.mark.parametrize("edit", [write, write_deep, replace, delete, rename, configure, rename_folder])
def test_an_edit_is_heard(site: Path, listener: Listener, edit: Callable[[Path], None]) -> None:
    edit(site)
    assert listener.hears()


def test_a_burst_is_heard_once(site: Path, listener: Listener) -> None:
    for number in range(200):
        (site / f"content/articles/{number}.md").write_text("x", "utf-8")
    heard = listener.hears() or ()
    assert len({file.name for file in heard} & {f"{number}.md" for number in range(200)}) == 200
    assert listener.hears(0.3) is None


def test_an_edit_is_heard_soon(site: Path, listener: Listener) -> None:
    start = time.monotonic()
    write(site)
    listener.hears()
    assert time.monotonic() - start < 1


def test_reading_and_what_builds_and_editors_write_is_not_heard(site: Path, listener: Listener) -> None:
    (site / "content/articles/a.md").read_text("utf-8")
    for name in ("output/index.html", ".backfile/ledger", ".venv/x", ".git/HEAD", "notes.txt"):
        file = site / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x", "utf-8")
    for name in (".a.md.swp", "4913", "a.md~", "#a.md#", ".#a.md", "~$a.docx", ".DS_Store", "a.___jb_tmp___", "x.tmp"):
        file = site / "content/articles" / name
        file.write_text("x", "utf-8")
        file.unlink()
    assert listener.hears(0.4) is None


def test_folders_that_appear_go_and_come_back_are_followed(site: Path, listener: Listener) -> None:
    (site / "templates").mkdir()
    assert listener.hears()
    (site / "templates/page.html").write_text("x", "utf-8")
    assert listener.hears()

    (site / "templates/page.html").unlink()
    (site / "templates").rmdir()
    assert listener.hears()
    (site / "templates/deep/er").mkdir(parents=True)
    assert listener.hears()
    (site / "templates/deep/er/page.html").write_text("x", "utf-8")
    assert listener.hears()

    (site / "content").rename(site / "kept")
    (site / "kept").rename(site / "content")
    assert listener.hears()
    (site / "content/articles/a.md").write_text("again", "utf-8")
    assert listener.hears()


@pytest.mark.parametrize(
    "name",
    ["content/2023.md", "content/2019/a.md", "content/2019", "static/a.part.jpg", "seeds/a.tmp/b.txt", "site.toml"],
)
def test_what_builds_depend_on(name: str) -> None:
    assert concerns_the_archive(Path("/site") / name, Path("/site"))


@pytest.mark.parametrize("name", ["output/a.html", "site.toml~", "content/.git/x", "build.py", ".", "../content/a.md"])
def test_what_builds_do_not_depend_on(name: str) -> None:
    assert not concerns_the_archive(Path("/site") / name, Path("/site"))


def test_a_system_that_cannot_report_changes_is_asked_for_them(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(PollingObserver):
        def start(self) -> None:
            raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(module, "Observer", Full)
    said: list[str] = []
    with Watch(site, said.append) as watch:
        listening = Listener(watch)
        write(site)
        assert listening.hears()
        listening.end(site)
    assert "looked at every second" in said[0]
