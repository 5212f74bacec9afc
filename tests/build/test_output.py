"""Publishing and removing: what others left in the way, and what is no longer what it was."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from backfile.build.draft import Draft
from backfile.build.outcome import Outcome
from backfile.build.output import Output
from backfile.build.press import Press
from backfile.build.publish import ledger_file
from backfile.build.run import Options, build
from backfile.build.turn import alone
from backfile.build.upkeep import clean
from backfile.errors import ContentError, EnvironmentFault
from backfile.site.render import Theme
from tests.sites import manuscript, published, small_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site, built."""
    site = small_site(tmp_path / "site")
    build(site, Options())
    return site


def written(outcome: Outcome) -> set[str]:
    return {file.removeprefix("output/") for file in outcome.written}


def removed(outcome: Outcome) -> set[str]:
    return {file.removeprefix("output/") for file in outcome.removed}


# -- links in the output ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["edited", "deleted", "moved behind the link", "cleaned"])
def test_nothing_is_written_or_removed_behind_a_link_in_the_output(site: Path, change: str) -> None:
    outside = site.parent / "outside"
    if change == "moved behind the link":
        shutil.move(site / "output/articles", outside)
    else:
        shutil.rmtree(site / "output/articles")
        write(outside, {"lamps/index.html": b"mine", "ropes/index.html": b"mine"})
    (site / "output/articles").symlink_to(outside)
    before = {path: path.read_bytes() for path in site.parent.rglob("*.html")}
    if change == "edited":
        write(site, {"content/articles/lamps.md": manuscript("Lamps anew")})
    elif change == "deleted":
        (site / "content/articles/lamps.md").unlink()
    with pytest.raises(EnvironmentFault, match=r"output/articles is a symbolic link and stands in the way.*remove"):
        clean(site) if change == "cleaned" else build(site, Options())
    after = {path: path.read_bytes() for path in site.parent.rglob("*.html")}
    assert after == before
    (site / "output/articles").unlink()
    build(site, Options())
    assert (site / "output/articles/ropes/index.html").is_file()


def test_a_link_in_the_place_of_a_page_is_replaced_and_not_followed(site: Path) -> None:
    page = site / "output/articles/lamps/index.html"
    outside = write(site.parent, {"mine.html": page.read_bytes()}) / "mine.html"
    page.unlink()
    page.symlink_to(outside)
    ledger_file(site).unlink()
    assert "articles/lamps/index.html" in written(build(site, Options()))
    assert not page.is_symlink()
    assert outside.read_bytes() == page.read_bytes()


def test_the_output_itself_may_lie_elsewhere(site: Path) -> None:
    shutil.move(site / "output", site.parent / "public")
    (site / "output").symlink_to(site.parent / "public")
    write(site, {"content/articles/lamps.md": manuscript("Lamps anew")})
    (site / "content/articles/ropes.md").unlink()
    assert "articles/ropes/index.html" in removed(build(site, Options()))
    assert b"Lamps anew" in (site.parent / "public/articles/lamps/index.html").read_bytes()


@pytest.mark.parametrize("work", [lambda site: build(site, Options()), clean])
def test_a_state_that_leads_out_of_the_site_is_refused(tmp_path: Path, work: Callable[[Path], object]) -> None:
    site = small_site(tmp_path / "site")
    outside = write(tmp_path / "outside", {"ledger.json": "mine", "mine.txt": "mine"})
    (site / ".backfile").symlink_to(outside)
    with pytest.raises(EnvironmentFault, match=r"\.backfile is a symbolic link that leads out of the site"):
        work(site)
    assert {path.name: path.read_text("utf-8") for path in outside.iterdir()} == {
        "ledger.json": "mine",
        "mine.txt": "mine",
    }
    assert not (site / "output").exists()


# -- what changes while it is built ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [manuscript("On Lamps", "Other words."), b"", b"\xff", None])
def test_a_manuscript_that_changes_after_it_was_read_is_not_published_as_it_was(
    site: Path, monkeypatch: pytest.MonkeyPatch, text: str | bytes | None
) -> None:
    file = site / "content/articles/lamps.md"
    before = published(site)
    write(site, {"content/articles/lamps.md": manuscript("On Lamps", "New words.")})

    def change() -> None:
        write(site, {"content/articles/lamps.md": text}) if text is not None else file.unlink()

    monkeypatch.setattr(Draft, "render", after(change, Draft.render))
    with pytest.raises(ContentError, match=r"content/articles/lamps\.md: error: changed while it was being built"):
        build(site, Options())
    assert published(site) == before


def test_a_template_that_changes_while_pages_are_rendered_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = published(site)
    write(site, {"templates/tag.html": '{% extends "default/tag.html" %}{% block title %}One{% endblock %}'})

    def change() -> None:
        write(site, {"templates/tag.html": '{% extends "default/tag.html" %}{% block title %}Two{% endblock %}'})

    monkeypatch.setattr(Press, "__call__", after(change, Press.__call__))
    with pytest.raises(ContentError, match=r"templates/tag\.html: error: changed while .*run the build again"):
        build(site, Options())
    assert published(site) == before


def after(change: Callable[[], None], method: Callable[..., Any]) -> Callable[..., Any]:
    def changed(*arguments: object) -> object:
        change()
        return method(*arguments)

    return changed


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_the_line_ends_of_a_manuscript_are_no_change(site: Path, line_end: str) -> None:
    header, body = manuscript("On Lamps", "Words.\n\nMore *words*.").split("\n\n", maxsplit=1)
    body = body.replace("\n", line_end)
    write(site, {"content/articles/lamps.md": f"\ufeff{header}\n\n{body}"})
    assert "articles/lamps/index.html" in written(build(site, Options()))
    assert b"<p>More <em>words</em>.</p>" in published(site)["articles/lamps/index.html"]
    assert build(site, Options()).written == ()


def test_a_note_for_people_renders_no_page_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def render(*_: object) -> None:
        raise AssertionError("a page was rendered")

    file = site / "content/articles/ropes.md"
    file.write_text(file.read_text("utf-8").replace("tags:", "review: [Look at this.]\ntags:"), "utf-8")
    monkeypatch.setattr(Theme, "render", render)
    outcome = build(site, Options())
    assert outcome.written == ()
    assert [task.sentence for task in outcome.tasks] == ["Look at this."]


# -- disks that do not tell a capital from a small letter -------------------------------------------------------------


def test_a_change_of_case_keeps_the_file_where_both_names_are_one(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Output.path
    with monkeypatch.context() as patch:
        patch.setattr(Output, "path", lambda output, permalink: path(output, normalize("NFC", permalink).lower()))
        build(write(site, {"static/Logo.txt": "x", "static/Cafe\u0301.txt": "y"}), Options())
        (site / "static/Logo.txt").rename(site / "static/logo.txt")
        (site / "static/Cafe\u0301.txt").rename(site / "static/caf\u00e9.txt")
        assert removed(build(site, Options())) == set()
    assert {"logo.txt", "caf\u00e9.txt"} <= published(site).keys()


def test_a_change_of_case_moves_the_file_where_the_names_are_two(site: Path) -> None:
    build(write(site, {"static/Logo.txt": "x"}), Options())
    (site / "static/Logo.txt").rename(site / "static/logo.txt")
    assert removed(build(site, Options())) == {"Logo.txt"}
    assert "logo.txt" in published(site)


# -- clean -----------------------------------------------------------------------------------------------------------


def test_a_folder_that_is_no_site_is_not_cleaned(site: Path) -> None:
    (site / "site.toml").unlink()
    before = published(site)
    with pytest.raises(ContentError, match=r"there is no site\.toml"):
        clean(site)
    assert published(site) == before
    assert ledger_file(site).is_file()


def test_clean_waits_for_its_turn_and_leaves_the_lock(site: Path) -> None:
    told = threading.Event()
    lock = (site / ".backfile/lock").stat().st_ino
    with alone(site):
        thread = threading.Thread(target=clean, args=(site, told.set))
        thread.start()
        assert told.wait(timeout=60)
        assert published(site)
    thread.join(timeout=60)
    assert not (site / "output").exists()
    assert [path.name for path in (site / ".backfile").iterdir()] == ["lock"]
    assert (site / ".backfile/lock").stat().st_ino == lock


def test_clean_takes_what_a_killed_build_left_along(site: Path) -> None:
    write(site, {"output/.staging/0": "half a page", ".backfile/deep/er.txt": "a note"})
    assert clean(site)[1] == ()
    assert not (site / "output").exists()
    assert not (site / ".backfile/deep").exists()
