from __future__ import annotations

import concurrent.futures
import errno
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import backfile.build.workers
from backfile.build.outcome import Outcome
from backfile.build.output import Output
from backfile.build.publish import ledger_file
from backfile.build.run import Options, build
from backfile.build.turn import alone
from backfile.cli import main
from backfile.errors import ContentError, EnvironmentFault, Severity
from tests.sites import SITE_TOML, manuscript, published, small_site, toy_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")

# What shows an article of the toy archive beside its own page, for one of its numbers, two of its authors and so on.
NIGHT_WATCH = "content/articles/2021/night-watch.md"
CITATIONS = ("citation.bib", "citation.ris", "citation.json", "citation.enw")
SHOW_NIGHT_WATCH = {
    "index.html",
    "feed.xml",
    "rss.xml",
    "feed.json",
    "articles/2021/night-watch/index.html",
    *(f"articles/2021/night-watch/{name}" for name in CITATIONS),
    "articles/2019/nochnaya-vahta/index.html",  # it is a translation of that
    "articles/2022/hedda-brandsund/index.html",  # they are related
    "authors/zaozerskaya/feed.xml",
    "authors/dunya-halloweth/feed.xml",
    "tags/lighthouses/feed.xml",
    "tags/islands/feed.xml",
    "articles/2021/you-steer-by-what-you-cannot-see/index.html",  # its neighbour in the issue
    "volumes/3/5/index.html",
    "authors/zaozerskaya/index.html",
    "authors/dunya-halloweth/index.html",
    "tags/lighthouses/index.html",
    "tags/islands/index.html",
    "years/2021/index.html",
    "search/articles/1.json",
}


@pytest.fixture
def toy(built_toy: Path, tmp_path: Path) -> Path:
    """The toy archive as its last build left it."""
    return shutil.copytree(built_toy, tmp_path / "site")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site, built."""
    site = small_site(tmp_path / "site")
    build(site, Options())
    return site


def edit(site: Path, file: str, old: str, new: str) -> Outcome:
    text = (site / file).read_text("utf-8")
    assert old in text
    (site / file).write_text(text.replace(old, new), "utf-8")
    return build(site, Options())


def written(outcome: Outcome) -> set[str]:
    """What was written, apart from the index of words, which has tests of its own."""
    files = {file.removeprefix("output/") for file in outcome.written}
    return {file for file in files if not file.startswith("search/words/")}


def removed(outcome: Outcome) -> set[str]:
    return {file.removeprefix("output/") for file in outcome.removed}


# -- what a build writes ---------------------------------------------------------------------------------------------


def test_a_build_counts_what_it_wrote(tmp_path: Path) -> None:
    outcome = build(small_site(tmp_path), Options())
    assert {file.removeprefix("output/") for file in outcome.written} == set(published(tmp_path))
    assert (outcome.articles, outcome.unchanged, outcome.removed, outcome.strangers) == (2, 0, (), ())


def test_a_second_build_writes_nothing(toy: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (toy / "output").rglob("*")}
    outcome = build(toy, Options())
    assert (outcome.written, outcome.removed, outcome.strangers) == ((), (), ())
    assert outcome.unchanged == len(published(toy))
    assert {path: path.stat().st_mtime_ns for path in (toy / "output").rglob("*")} == before


def test_a_second_build_renders_nothing(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def render(*_: object) -> None:
        raise AssertionError("a page was rendered")

    monkeypatch.setattr("backfile.site.render.Theme.render", render)
    assert build(toy, Options()).written == ()


def test_a_title_rewrites_the_pages_that_show_it_and_no_other(toy: Path) -> None:
    outcome = edit(toy, NIGHT_WATCH, "title: The Night Watch", "title: A Night Watch")
    assert written(outcome) == SHOW_NIGHT_WATCH
    assert outcome.removed == ()
    assert b"A Night Watch" in published(toy)["years/2021/index.html"]


def test_a_title_is_shown_by_the_pages_that_it_rewrites(toy: Path) -> None:
    shown = {name for name, data in published(toy).items() if b"The Night Watch at Solontsovy Light" in data}
    assert shown == SHOW_NIGHT_WATCH


def test_a_body_rewrites_its_page_only(toy: Path) -> None:
    outcome = edit(toy, NIGHT_WATCH, "*Translator’s note.*", "*A note.*")
    assert written(outcome) == {"articles/2021/night-watch/index.html"}


def test_a_biography_rewrites_the_page_that_prints_it_only(toy: Path) -> None:
    outcome = edit(toy, "content/people.toml", "within sight of the pier", "far from the pier")
    assert written(outcome) == {"authors/van-der-ostrand/index.html"}


def test_another_day_rewrites_no_list_that_it_does_not_move_in(toy: Path) -> None:
    outcome = edit(toy, NIGHT_WATCH, "date: 2021-06-15", "date: 2021-06-16")
    assert "authors/index.html" not in written(outcome)
    assert "tags/index.html" not in written(outcome)
    assert {"articles/2021/night-watch/index.html", "feed.xml", "sitemap.xml"} <= written(outcome)


def test_a_label_of_a_tag_rewrites_the_pages_that_print_it(toy: Path) -> None:
    shown = {name for name, data in published(toy).items() if b"Names of places" in data}
    outcome = edit(toy, "content/tags.toml", "Names of places", "Names of spots")
    assert written(outcome) == shown
    assert not {name for name, data in published(toy).items() if b"Names of places" in data}


def test_the_name_of_the_site_rewrites_every_page(toy: Path) -> None:
    outcome = edit(toy, "site.toml", 'title = "Ferry & Foreland"', 'title = "Ferry"')
    pages = {name for name in published(toy) if name.endswith(".html")}
    assert pages <= written(outcome)
    assert "sitemap.xml" not in written(outcome)


def test_a_file_that_is_only_touched_changes_nothing(toy: Path) -> None:
    for path in (toy / NIGHT_WATCH, toy / "static/images/timetable.svg", toy / "site.toml", toy / "content/tags.toml"):
        path.touch()
    outcome = build(toy, Options())
    assert (outcome.written, outcome.removed) == ((), ())


def test_an_article_that_is_deleted_takes_its_page_and_its_lines_along(toy: Path) -> None:
    (toy / NIGHT_WATCH).unlink()
    outcome = build(toy, Options())
    assert removed(outcome) == {
        "articles/2021/night-watch/index.html",
        *(f"articles/2021/night-watch/{name}" for name in CITATIONS),
        "authors/dunya-halloweth/index.html",
        "authors/dunya-halloweth/feed.xml",
        "search/articles/1.json",  # it held no other card
    }
    assert written(outcome) == SHOW_NIGHT_WATCH - removed(outcome) | {
        "authors/index.html",  # one author less
        "tags/index.html",  # the numbers of articles
        "years/index.html",
        "volumes/index.html",
        "volumes/3/index.html",
        "articles/supplements/index-of-lamps/index.html",  # which leads to another related article now
        "tags/islands/page/2/index.html",  # which takes one more article from the next page
        "sitemap.xml",
        "search/index.html",  # the number of articles, by which rare words are told from common ones
    }
    assert not {name for name, data in published(toy).items() if b"The Night Watch at Solontsovy Light" in data}


def test_what_is_removed_leaves_no_empty_folders(site: Path) -> None:
    write(site, {"content/articles/deep/er/tides.md": manuscript("On Tides", header="volume: 9\nissue: 1\n")})
    build(site, Options())
    assert (site / "output/articles/deep/er/tides/index.html").is_file()
    shutil.rmtree(site / "content/articles/deep")
    assert {"articles/deep/er/tides/index.html", "volumes/9/1/index.html"} <= removed(build(site, Options()))
    assert not (site / "output/articles/deep").exists()
    assert not (site / "output/volumes/9").exists()
    assert not [path for path in (site / "output").rglob("*") if path.is_dir() and not any(path.iterdir())]


def test_a_new_article_is_written_with_its_lists(site: Path) -> None:
    header = "volume: 1\nissue: 2\ntags: [rope]\ndate: 2019-04\n"
    write(site, {"content/articles/tides.md": manuscript("On Tides", header=header)})
    outcome = build(site, Options())
    assert written(outcome) == {
        "index.html",
        "articles/tides/index.html",
        *(f"articles/tides/{name}" for name in CITATIONS),
        "articles/ropes/index.html",  # it is the next in the issue now
        "volumes/index.html",
        "volumes/1/index.html",
        "volumes/1/2/index.html",
        "tags/index.html",
        "tags/rope/index.html",
        "years/index.html",
        "years/2019/index.html",
        "tags/rope/feed.xml",
        "feed.xml",
        "rss.xml",
        "feed.json",
        "sitemap.xml",
        "search/index.html",
        "search/articles/0.json",
    }


def test_a_renamed_manuscript_moves(site: Path) -> None:
    (site / "content/articles/lamps.md").rename(site / "content/articles/lights.md")
    outcome = build(site, Options())
    assert removed(outcome) == {f"articles/lamps/{name}" for name in ("index.html", *CITATIONS)}
    assert "articles/lights/index.html" in written(outcome)


# -- templates and assets --------------------------------------------------------------------------------------------


def test_a_template_rewrites_its_pages_only(site: Path) -> None:
    write(site, {"templates/tag.html": '{% extends "default/tag.html" %}{% block head %}<!-- x -->{% endblock %}'})
    assert written(build(site, Options())) == {"tags/rope/index.html"}


def test_a_part_of_templates_rewrites_the_pages_that_use_it(site: Path) -> None:
    text = "{% macro byline(credits, root) %}<p>{{ credits|length }}</p>{% endmacro %}"
    write(site, {"templates/parts/byline.html": text})
    pages = {f"articles/{name}/index.html" for name in ("lamps", "ropes")}
    assert written(build(site, Options())) == pages
    (site / "templates/parts/byline.html").unlink()
    assert written(build(site, Options())) == pages


def test_a_template_that_gives_the_same_bytes_rewrites_nothing(site: Path) -> None:
    write(site, {"templates/tag.html": '{# The same as ever. #}{% extends "default/tag.html" %}'})
    outcome = build(site, Options())
    assert (outcome.written, outcome.unchanged) == ((), len(published(site)))


def test_a_style_sheet_changes_its_address_and_every_page(site: Path) -> None:
    (old,) = {name for name in published(site) if name.startswith("assets/style.")}
    fonts = {name for name in published(site) if name.startswith("assets/fonts/")}
    write(site, {"templates/assets/style.css": "body { color: teal }\n"})
    outcome = build(site, Options())
    (new,) = {name for name in published(site) if name.startswith("assets/style.")}
    assert fonts
    assert removed(outcome) == {old, *fonts}
    pages = {name for name in published(site) if name.endswith(".html")}
    assert written(outcome) == pages | {new}
    assert all(new.encode() in published(site)[page] for page in pages)


def test_what_a_style_sheet_refers_to_is_published_under_the_name_of_its_content(site: Path) -> None:
    write(
        site,
        {"templates/assets/style.css": 'body { background: url("paper.svg") }', "templates/assets/paper.svg": "<svg/>"},
    )
    build(site, Options())
    (paper,) = (name for name in published(site) if "paper" in name)
    (sheet,) = (name for name in published(site) if name.startswith("assets/style."))
    assert published(site)[paper] == b"<svg/>"
    assert f'url("{paper.removeprefix("assets/")}")'.encode() in published(site)[sheet]


def test_a_style_sheet_that_refers_to_nothing_stops_the_build(site: Path) -> None:
    write(site, {"templates/assets/style.css": '\nbody { background: url("paper.svg") }'})
    with pytest.raises(ContentError, match=r"templates/assets/style.css:2: error: .*paper.svg"):
        build(site, Options())


def test_a_logo_that_is_not_there_stops_the_build(site: Path) -> None:
    settings = (site / "site.toml").read_text(encoding="utf-8")
    write(site, {"site.toml": settings + '\n[identity]\nlogo = "emblem.svg"\n'})
    with pytest.raises(ContentError, match=r"site.toml: error: `logo` names “emblem.svg”"):
        build(site, Options())


def test_static_files_are_published_as_they_are(site: Path) -> None:
    files = {
        "static/a b.bin": b"\x00\xff",
        "static/deep/er/x.txt": b"",
        "static/.hidden": b"x",
        "static/.well-known/security.txt": b"Contact: mailto:desk@journal.example",
    }
    outcome = build(write(site, files), Options())
    assert written(outcome) == {"a b.bin", "deep/er/x.txt", ".well-known/security.txt"}
    assert published(site)["a b.bin"] == b"\x00\xff"
    write(site, {"static/deep/er/x.txt": b"more"})
    assert written(build(site, Options())) == {"deep/er/x.txt"}
    shutil.rmtree(site / "static/deep")
    assert removed(build(site, Options())) == {"deep/er/x.txt"}
    assert not (site / "output/deep").exists()


def test_the_mark_against_jekyll_is_published(site: Path) -> None:
    assert published(site)[".nojekyll"] == b""


# -- nothing already published is lost -------------------------------------------------------------------------------


def test_strangers_are_reported_and_kept(site: Path) -> None:
    mine = {"CNAME": b"journal.example", "articles/lamps/notes.txt": b"mine", "mine/index.html": b"mine"}
    write(site, {f"output/{name}": data for name, data in mine.items()})
    (site / "content/articles/lamps.md").unlink()
    outcome = build(site, Options())
    assert outcome.strangers == ("CNAME", "articles/lamps/notes.txt", "mine/index.html")
    assert mine.items() <= published(site).items()
    assert "articles/lamps/index.html" not in published(site)


def test_what_git_keeps_in_the_output_is_no_stranger(site: Path) -> None:
    write(site, {"output/.git/HEAD": "ref: refs/heads/pages\n"})
    assert build(site, Options()).strangers == ()
    assert (site / "output/.git/HEAD").is_file()


def test_pages_of_a_lost_ledger_are_strangers_once_nothing_plans_them(site: Path) -> None:
    ledger_file(site).unlink()
    (site / "content/articles/lamps.md").unlink()
    outcome = build(site, Options())
    assert "articles/lamps/index.html" in outcome.strangers
    assert "articles/lamps/index.html" in published(site)
    assert "index.html" not in outcome.strangers


def test_a_lost_ledger_rewrites_no_file_that_is_right(site: Path) -> None:
    ledger_file(site).unlink()
    outcome = build(site, Options())
    assert (outcome.written, outcome.strangers) == ((), ())


def test_a_damaged_page_is_mended(site: Path) -> None:
    before = published(site)
    write(site, {"output/index.html": b"damaged", "output/articles/lamps/index.html": b""})
    (site / "output/feed.xml").unlink()
    outcome = build(site, Options())
    assert written(outcome) == {"index.html", "articles/lamps/index.html", "feed.xml"}
    assert published(site) == before


def test_a_build_with_faults_publishes_nothing_at_all(site: Path) -> None:
    before = published(site)
    write(site, {"content/articles/lamps.md": manuscript("Changed", "See [nothing](nothing.md).")})
    write(site, {"content/articles/tides.md": manuscript("On Tides")})
    with pytest.raises(ContentError) as raised:
        build(site, Options())
    assert [problem.place for problem in raised.value.problems if problem.severity is Severity.ERROR] == [
        "content/articles/lamps.md:5"
    ]
    assert published(site) == before


def test_pages_are_published_only_when_all_are_rendered(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []
    stage, publish, remove = Output.take, Output.publish, Output.remove
    monkeypatch.setattr(Output, "take", noting(events, "stage", stage))
    monkeypatch.setattr(Output, "publish", noting(events, "publish", publish))
    monkeypatch.setattr(Output, "remove", noting(events, "remove", remove))
    edit_lamps = manuscript("Lamps anew", header="volume: 1\nissue: 2\n")
    write(site, {"content/articles/lamps.md": edit_lamps})
    (site / "content/pages/about.md").unlink()
    build(site, Options())
    assert sorted(events, key=["stage", "publish", "remove"].index) == events
    assert set(events) == {"stage", "publish", "remove"}


def noting(events: list[str], name: str, method: Callable[..., object]) -> Callable[..., object]:
    def noted(*arguments: object) -> object:
        events.append(name)
        return method(*arguments)

    return noted


def test_the_ledger_is_written_after_the_last_page(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ledger_file(site).read_bytes()
    seen: list[bytes] = []
    publish = Output.publish

    def look(output: Output, permalink: str) -> bool:
        seen.append(ledger_file(site).read_bytes())
        return publish(output, permalink)

    monkeypatch.setattr(Output, "publish", look)
    edit(site, "content/articles/lamps.md", "On Lamps", "Lamps anew")
    assert seen
    assert set(seen) == {before}
    assert ledger_file(site).read_bytes() != before


def test_a_build_that_dies_is_finished_by_the_next(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(site, {"content/articles/tides.md": manuscript("On Tides", header="volume: 3\nissue: 1\n")})
    publish, count = Output.publish, iter(range(100))

    def die(output: Output, permalink: str) -> bool:
        if next(count) == 3:
            raise EnvironmentFault
        return publish(output, permalink)

    with monkeypatch.context() as patch:
        patch.setattr(Output, "publish", die)
        with pytest.raises(EnvironmentFault):
            build(site, Options())
    half = published(site)
    (site / "content/articles/tides.md").unlink()
    outcome = build(site, Options())
    assert outcome.strangers == ()
    assert half != published(site)
    clean = small_site(site.parent / "clean")
    build(clean, Options())
    assert published(site) == published(clean)


def test_what_a_killed_build_left_waiting_is_thrown_away(site: Path) -> None:
    write(site, {"output/.staging/0": "half a page", "content/articles/lamps.md": manuscript("Lamps anew")})
    outcome = build(site, Options())
    assert "articles/lamps/index.html" in written(outcome)
    assert outcome.strangers == ()
    assert not (site / "output/.staging").exists()


def test_files_wait_on_the_disk_where_they_are_published(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A file can be moved in one step only within one file system; /tmp may be another one.
    moved: list[tuple[Path, Path]] = []
    replace = os.replace

    def look(path: str, target: str) -> None:
        if not Path(path).is_relative_to(site):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        moved.append((Path(path), Path(target)))
        replace(path, target)

    monkeypatch.setattr(os, "replace", look)
    write(site, {"content/articles/lamps.md": manuscript("Lamps anew")})
    assert len(build(site, Options()).written) > 0
    pages = [path for path, target in moved if target.is_relative_to(site / "output")]
    assert pages
    assert all(path.is_relative_to(site / "output") for path in pages)


def test_a_full_disk_is_named_and_nothing_is_lost(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = published(site)

    def write_bytes(path: Path, _: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    (site / "content/articles/lamps.md").write_text(manuscript("Lamps anew"), "utf-8")
    with pytest.raises(EnvironmentFault, match=r"No space left on device.*make room on the disk"):
        build(site, Options())
    assert published(site) == before


# -- a file where a folder was, and the reverse ----------------------------------------------------------------------


def test_a_page_gives_way_to_a_file_and_a_file_to_a_page(site: Path) -> None:
    (site / "content/pages/about.md").unlink()
    write(site, {"static/about": b"a file"})
    outcome = build(site, Options())
    assert published(site)["about"] == b"a file"
    assert removed(outcome) == {"about/index.html"}
    (site / "static/about").unlink()
    write(site, {"content/pages/about.md": manuscript("About")})
    outcome = build(site, Options())
    assert "about/index.html" in published(site)
    assert removed(outcome) == {"about"}
    assert build(site, Options()).written == ()


def test_a_folder_of_static_files_gives_way_to_a_file(site: Path) -> None:
    build(write(site, {"static/x/y/z.txt": b"deep"}), Options())
    shutil.rmtree(site / "static/x")
    build(write(site, {"static/x": b"shallow"}), Options())
    assert published(site)["x"] == b"shallow"


# -- many at once ----------------------------------------------------------------------------------------------------


def test_one_worker_or_two_give_the_same_bytes(tmp_path: Path) -> None:
    many = {f"content/articles/{number // 20}/text-{number}.md": sample(number) for number in range(200)}
    sites = [write(tmp_path / name, {"site.toml": SITE_TOML, **many}) for name in ("one", "two")]
    outcomes = [build(site, Options(workers=number)) for number, site in enumerate(sites, 1)]
    assert len(outcomes[0].written) > 240
    assert outcomes[0].written == outcomes[1].written
    assert published(sites[0]) == published(sites[1])


def sample(number: int) -> str:
    return manuscript(
        f"Text {number}",
        f"## Section {number}\n\nWords for *{number}*, and [the next](/volumes/).[^1]\n\n[^1]: A note.",
        f"authors: [Author {number % 17}, Anna Marsh]\ntags: [tag {number % 5}]\nvolume: {number // 40 + 1}\n"
        f"issue: {number // 20 + 1}\ndate: {2000 + number // 40}\n",
    )


def test_few_pages_start_no_worker(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(*_: object, **__: object) -> None:
        raise AssertionError("a process pool was started")

    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", start)
    ledger_file(site).unlink()
    assert build(site, Options(workers=2)).written == ()


def test_faults_in_workers_are_told_like_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backfile.build.workers, "_TOO_FEW_FOR_WORKERS", 1)
    monkeypatch.setattr(backfile.build.workers, "BATCH", 2)
    site = write(
        small_site(tmp_path),
        {
            "content/articles/tides.md": manuscript("On Tides", "See [nothing](nothing.md)."),
            "content/articles/piers.md": manuscript("On Piers", "See [no one](no-one.md)."),
        },
    )
    with pytest.raises(ContentError) as raised:
        build(site, Options(workers=2))
    places = [problem.place for problem in raised.value.problems]
    assert places == ["content/articles/piers.md:5", "content/articles/tides.md:5"]
    assert published(site) == {}


def test_two_builds_at_once_leave_a_right_result(tmp_path: Path) -> None:
    site = toy_site(tmp_path / "site")
    code = "import sys; from backfile.cli import main; sys.exit(main(['-q', '-C', sys.argv[1]]))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    builds = [
        subprocess.Popen([sys.executable, "-c", code, str(site)], env=environment, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [process.communicate()[1].count(b"error") for process in builds] == [0, 0]
    assert [process.returncode for process in builds] == [0, 0]
    # The seed was converted once.
    converted = [path.name for path in (site / "content/articles").glob("*bridge*.md")]
    assert len(converted) == 1
    clean = tmp_path / "clean"
    for name in ("site.toml", "content", "static"):
        copy = shutil.copytree if (site / name).is_dir() else shutil.copyfile
        clean.mkdir(exist_ok=True)
        copy(site / name, clean / name)
    build(clean, Options())
    assert published(site) == published(clean)
    assert build(site, Options()).written == ()


def test_a_build_that_had_to_wait_publishes_what_stands_there_then(site: Path) -> None:
    told = threading.Event()
    outcomes: list[Outcome] = []
    with alone(site):
        options = Options(waiting=told.set)
        thread = threading.Thread(target=lambda: outcomes.append(build(site, options)))
        thread.start()
        assert told.wait(timeout=60)
        write(site, {"content/articles/lamps.md": manuscript("Lamps anew")})
    thread.join(timeout=60)
    assert "articles/lamps/index.html" in written(outcomes[0])
    assert b"Lamps anew" in published(site)["articles/lamps/index.html"]


# -- a site at rest --------------------------------------------------------------------------------------------------


def test_a_site_at_rest_is_told_apart_from_one_that_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = small_site(tmp_path / "site")
    assert main(["-C", str(site)]) == 0
    first = capsys.readouterr()
    assert main(["-C", str(site)]) == 0
    second = capsys.readouterr()
    assert first.err == second.err
    assert f"0 files written, {len(published(site))} unchanged, 0 removed" in second.out
    changes: tuple[Callable[[], object], ...] = (
        lambda: write(site, {"content/articles/lamps.md": manuscript("Lamps anew")}),
        (site / "content/articles/lamps.md").unlink,
        lambda: write(site, {"static/new.txt": "new"}),
        lambda: write(site, {"templates/volumes.html": '{% extends "default/volumes.html" %}'}),
        lambda: write(site, {"output/index.html": "damaged"}),
        lambda: (site / "output/feed.xml").unlink(missing_ok=True),
        lambda: write(site, {"output/stray.txt": "mine"}),
    )
    for change in changes:
        change()
        clean = tmp_path / "clean"
        shutil.copytree(site, clean, ignore=shutil.ignore_patterns("output", ".backfile"))
        assert main(["-q", "-C", str(site)]) == main(["-q", "-C", str(clean)]) == 0
        assert {name: data for name, data in published(site).items() if name != "stray.txt"} == published(clean)
        shutil.rmtree(clean)


def test_another_theme_wakes_a_site_at_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from backfile.build.rest import at_rest
    from backfile.site.theme import THEME

    site = small_site(tmp_path / "site")
    main(["-q", "-C", str(site)])
    assert at_rest(site) is not None
    other = shutil.copytree(THEME, tmp_path / "theme", copy_function=shutil.copyfile)
    monkeypatch.setattr("backfile.build.rest.THEME", other)
    assert at_rest(site) is None
