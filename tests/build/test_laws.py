"""Incremental equals clean: after any edits, damage and crashes, a build leaves what one from nothing would leave."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from backfile.build.outcome import Outcome
from backfile.build.rest import at_rest
from backfile.build.run import Options, build
from backfile.build.stages import Stages
from backfile.cli import main
from backfile.errors import ContentError, Problem
from tests.processes import Fate, Processes
from tests.sites import SITE_TOML, manuscript, png, published, small_site, with_sources_of, write

SOURCES = ("site.toml", "content", "static", "templates")
MORE = int(os.environ.get("BACKFILE_EXAMPLES", "0"))

ARTICLES = st.sampled_from(
    ["lamps.md", "ropes.md", "2019/tides.md", "2019/ropes.md", "2020/старый маяк.md", "deep/er/knots.md"]
)
PAGES = st.sampled_from(["about.md", "imprint.md", "rules/letters.md"])
TITLES = st.sampled_from(["On Lamps", "Editorial", "“Ropes” & <Tar>", "О маяках", "{{ title }}", "12"])
AUTHORS = st.lists(
    st.sampled_from(["Anna Marsh", "A. Marsh", "Bo Quill", "Лукерья Заозерская", "{literal: The Desk}"]),
    max_size=3,
    unique=True,
)
TAGS = st.lists(st.sampled_from(["rope", "cordage", "Tides", "light & lamps"]), max_size=3, unique=True)
NUMBERS = st.sampled_from(["", "1", "2", "7-8", "XII"])
DATES = st.sampled_from(["", "2019", "2019-03", "2019-03-20", "Spring 2021"])
BODIES = st.sampled_from(
    [
        "Some words.",
        "## A section\n\nMore words.[^1]\n\n[^1]: A note.",
        "See [ropes](/articles/ropes/).",
        "<b>Bold</b>",
        "![A pier](/images/pier.png)\n\n![none](/images/pier.png)",
    ]
)
SITES = st.sampled_from(
    [
        SITE_TOML,
        SITE_TOML.replace("Gazette", "Herald"),
        SITE_TOML.replace('url = "https://journal.example/archive/"', 'language = "it"'),
        SITE_TOML + "\n[lists]\nlatest = 1\nper_page = 1\n",
        *([SITE_TOML + "\n[images]\nrenditions = true\ncards = true\n"] if find_spec("PIL") else ()),
        'menu = [{ label = "Authors", address = "authors/" }]\n' + SITE_TOML,
    ]
)
PEOPLE = st.sampled_from(
    [
        "",
        '[anna-marsh]\nname = "Anna Marsh"\nvariants = ["A. Marsh"]\n',
        '[marsh]\nname = "Anna Marsh"\nbiography = "Wrote *on lamps*."\norcid = "0000-0009-9990-0012"\n',
    ]
)
VOCABULARIES = st.sampled_from(
    [
        "",
        '[rope]\nlabel = "Rope"\naliases = ["cordage"]\n',
        '[sea]\nlabel = "Sea"\n\n[tides]\nlabel = "Tides"\nbroader = "sea"\n',
    ]
)
ISSUES = st.sampled_from(
    [
        "",
        '[first]\nvolume = "1"\nissue = "2"\ntitle = "On Piers"\ndate = "2019"\n',
        '[first]\nvolume = "1"\nissue = "2"\neditors = ["Anna Marsh", "Cy Reed"]\nnote = "Some *words*."\n',
        '[x]\nissue = "7-8"\ndate = "2018-05"\n[y]\nvolume = "XII"\nissue = "1"\neditors = ["A. Marsh"]\n',
        '[first]\nvolume = "1"\nissue = "2"\ncover = { src = "picture.svg", alt = "A picture" }\n',
    ]
)
TEMPLATES = st.sampled_from(
    [
        ("volumes.html", '{% extends "default/volumes.html" %}{% block title %}All of them{% endblock %}'),
        ("article.html", '{% extends "default/article.html" %}{% block head %}<!-- {{ title }} -->{% endblock %}'),
        ("article.html", '{% extends "default/article.html" %}{% block head %}<!-- {{ kind }} -->{% endblock %}'),
        (
            "tag.html",
            '{% extends "default/tag.html" %}{% block head %}{% include "own.html" ignore missing %}{% endblock %}',
        ),
        (
            "year.html",
            (
                '{% extends "default/year.html" %}'
                '{% block head %}{% include "o" ~ "wn.html" ignore missing %}{% endblock %}'
            ),
        ),
        ("own.html", "<!-- own -->"),
        ("own.html", "<!-- other -->"),
        ("parts/byline.html", "{% macro byline(credits, root) %}<p>{{ credits|length }}</p>{% endmacro %}"),
        ("robots.txt", "User-agent: *\nDisallow: /\n"),
        ("assets/style.css", "body { color: teal }\n"),
    ]
)
IMAGES = st.sampled_from(
    [
        *(png(width, height, grey) for width, height, grey in ((4, 2, 0), (4, 2, 9), (5, 3, 0))),
        png(4, 2, 0)[:50],
        b"odd",
    ]
)
STATICS = st.sampled_from(
    ["images/pier.png", "picture.svg", "images/tide curve.svg", "CNAME", "deep/er/still/file.txt"]
)
CONTENTS = st.sampled_from(["one", "two", "six", "a longer text"])
DAMAGE = st.sampled_from([b"", b"damaged", b"\0" * 9])


def _without_staged(files: dict[str, bytes]) -> dict[str, bytes]:
    """What is published: not what waits in the hidden folder of a killed build, which the next one clears away."""
    return {name: data for name, data in files.items() if not name.startswith(".staging/")}


class Archive(RuleBasedStateMachine):
    """A site in the hands of people, and what else befalls it."""

    processes: ClassVar[Processes]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="backfile-"))
        self.site = small_site(self.folder / "site")
        self.strangers: dict[str, bytes] = {}
        self.forgotten: set[str] = set()
        self.pause, self.command, self.steps = 1, False, 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    # -- people -----------------------------------------------------------------------------------------------------

    @rule(file=ARTICLES, title=TITLES, authors=AUTHORS, tags=TAGS, date=DATES, body=BODIES)
    def write_an_article(
        self, file: str, title: str, authors: list[str], tags: list[str], date: str, body: str
    ) -> None:
        fields = {"authors": f"[{', '.join(authors)}]", "tags": f"[{', '.join(tags)}]", "date": date}
        header = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
        write(self.site, {f"content/articles/{file}": manuscript(f"'{title}'", body, header)})

    @rule(file=ARTICLES, volume=NUMBERS, issue=NUMBERS)
    def move_an_article_to_another_issue(self, file: str, volume: str, issue: str) -> None:
        header = "".join(f'{name}: "{value}"\n' for name, value in (("volume", volume), ("issue", issue)) if value)
        write(self.site, {f"content/articles/{file}": manuscript("Moved", header=header)})

    @rule(file=ARTICLES)
    def make_a_draft(self, file: str) -> None:
        write(self.site, {f"content/articles/{file}": manuscript("Draft", header="draft: true\n")})

    @rule(file=ARTICLES, other=ARTICLES)
    def rename_an_article(self, file: str, other: str) -> None:
        path, target = self.site / "content/articles" / file, self.site / "content/articles" / other
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)

    @rule(file=ARTICLES)
    def delete_an_article(self, file: str) -> None:
        (self.site / "content/articles" / file).unlink(missing_ok=True)

    @rule(file=PAGES, title=TITLES)
    def write_a_page(self, file: str, title: str) -> None:
        write(self.site, {f"content/pages/{file}": manuscript(f"'{title}'")})

    @rule(file=PAGES)
    def delete_a_page(self, file: str) -> None:
        (self.site / "content/pages" / file).unlink(missing_ok=True)

    @rule(text=SITES)
    def edit_the_settings(self, text: str) -> None:
        write(self.site, {"site.toml": text})

    @rule(text=PEOPLE)
    def edit_the_people(self, text: str) -> None:
        self._register("people.toml", text)

    @rule(text=VOCABULARIES)
    def edit_the_tags(self, text: str) -> None:
        self._register("tags.toml", text)

    @rule(text=ISSUES)
    def edit_the_issues(self, text: str) -> None:
        self._register("issues.toml", text)

    def _register(self, name: str, text: str) -> None:
        (self.site / "content" / name).unlink(missing_ok=True)
        if text:
            write(self.site, {f"content/{name}": text})

    @rule(template=TEMPLATES)
    def write_a_template(self, template: tuple[str, str]) -> None:
        write(self.site, {f"templates/{template[0]}": template[1]})

    @rule(template=TEMPLATES)
    def delete_a_template(self, template: tuple[str, str]) -> None:
        (self.site / "templates" / template[0]).unlink(missing_ok=True)

    @rule(image=IMAGES)
    def write_an_image(self, image: bytes) -> None:
        write(self.site, {"static/images/pier.png": image})

    @rule(file=ARTICLES, credit=st.sampled_from(["", ", credit: Anna Marsh"]))
    def give_an_article_a_figure(self, file: str, credit: str) -> None:
        header = f"figure: {{src: images/pier.png, alt: A pier{credit}}}\n"
        write(self.site, {f"content/articles/{file}": manuscript("Illustrated", header=header)})

    @rule(file=STATICS, content=CONTENTS)
    def write_a_static_file(self, file: str, content: str) -> None:
        write(self.site, {f"static/{file}": content})

    @rule(file=STATICS)
    def delete_a_static_file(self, file: str) -> None:
        (self.site / "static" / file).unlink(missing_ok=True)

    @rule()
    def touch_everything(self) -> None:
        for path in sorted(self.site.rglob("*")):
            if path.is_file() and not path.is_relative_to(self.site / "output"):
                path.touch()

    @rule(file=ARTICLES, old=st.sampled_from("aeo"), new=st.sampled_from("iuy"))
    def edit_in_secret(self, file: str, old: str, new: str) -> None:
        path = self.site / "content/articles" / file
        if path.is_file():
            header, mark, body = path.read_text("utf-8").rpartition("---\n")
            write_in_secret(path, f"{header}{mark}{body.replace(old, new)}".encode())

    @rule()
    def keep_a_copy(self) -> None:
        """As git does: what comes back from there later has its old time of change."""
        shutil.rmtree(self.folder / "copy", ignore_errors=True)
        for name in SOURCES:
            copy(self.site / name, self.folder / "copy" / name)

    @rule()
    @precondition(lambda self: (self.folder / "copy").exists())
    def go_back_to_the_copy(self) -> None:
        with_sources_of(self.site, self.folder / "copy")
        for path in (self.folder / "copy").rglob("*.md"):
            facts = path.stat()
            os.utime(self.site / path.relative_to(self.folder / "copy"), ns=(facts.st_atime_ns, facts.st_mtime_ns))

    # -- accidents --------------------------------------------------------------------------------------------------

    @rule(data=st.data(), damage=DAMAGE)
    @precondition(lambda self: self._ours())
    def damage_the_output(self, data: st.DataObject, damage: bytes) -> None:
        (self.site / "output" / data.draw(st.sampled_from(self._ours()))).write_bytes(damage)

    @rule(data=st.data())
    @precondition(lambda self: self._ours())
    def damage_the_output_in_secret(self, data: st.DataObject) -> None:
        path = self.site / "output" / data.draw(st.sampled_from(self._ours()))
        write_in_secret(path, path.read_bytes()[::-1])

    @rule(data=st.data())
    @precondition(lambda self: self._ours())
    def touch_the_output(self, data: st.DataObject) -> None:
        (self.site / "output" / data.draw(st.sampled_from(self._ours()))).touch()

    def _ours(self) -> list[str]:
        return sorted(published(self.site).keys() - self.strangers.keys())

    @rule(data=st.data())
    @precondition(lambda self: bool(published(self.site)))
    def delete_from_the_output(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(published(self.site))))
        (self.site / "output" / name).unlink()
        self.strangers.pop(name, None)

    @rule()
    def delete_the_output(self) -> None:
        shutil.rmtree(self.site / "output", ignore_errors=True)
        self.strangers.clear()

    @rule(name=st.sampled_from(["stray.txt", "articles/lamps/notes.txt", "volumes/stray/index.html"]))
    def leave_a_stranger(self, name: str) -> None:
        self.strangers[name] = b"mine"
        write(self.site, {f"output/{name}": b"mine"})

    @rule(data=st.data(), rubbish=st.sampled_from([b"", b"{", b"[1,{}]", b"[]", b"\xff"]))
    @precondition(lambda self: self._notes())
    def damage_a_note(self, data: st.DataObject, rubbish: bytes) -> None:
        self._forget()
        data.draw(st.sampled_from(self._notes())).write_bytes(rubbish)

    @rule(data=st.data(), place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
    @precondition(lambda self: self._notes())
    def flip_a_bit_of_a_note(self, data: st.DataObject, place: float, bit: int) -> None:
        path = data.draw(st.sampled_from(self._notes()))
        content = bytearray(path.read_bytes())
        if content:
            self._forget()
            content[int(place * len(content))] ^= 1 << bit
            write_in_secret(path, bytes(content))

    @rule(data=st.data())
    @precondition(lambda self: self._notes())
    def delete_a_note(self, data: st.DataObject) -> None:
        self._forget()
        data.draw(st.sampled_from(self._notes())).unlink()

    @rule()
    @precondition(lambda self: self._notes())
    def keep_the_notes(self) -> None:
        shutil.rmtree(self.folder / "notes", ignore_errors=True)
        shutil.copytree(self.site / ".backfile", self.folder / "notes")

    @rule()
    @precondition(lambda self: (self.folder / "notes").exists())
    def bring_the_notes_back(self) -> None:
        self._forget()
        shutil.rmtree(self.site / ".backfile", ignore_errors=True)
        shutil.copytree(self.folder / "notes", self.site / ".backfile")

    def _notes(self) -> list[Path]:
        return sorted(path for path in (self.site / ".backfile").glob("**/*") if path.is_file())

    @rule()
    def delete_the_state(self) -> None:
        self._forget()
        shutil.rmtree(self.site / ".backfile", ignore_errors=True)

    def _forget(self) -> None:
        # What is not planned any more can then be told from a stranger no longer.
        self.forgotten |= published(self.site).keys()

    @rule(effect=st.integers(1, 120))
    @precondition(lambda _: sys.platform != "win32")
    def kill_a_build(self, effect: int) -> None:
        self.processes.run("-q", "-C", self.site, fate=Fate(effect=effect))

    # -- the law ----------------------------------------------------------------------------------------------------

    @initialize(pause=st.integers(1, 3), command=st.booleans())
    def begin(self, *, pause: int, command: bool) -> None:
        self.pause, self.command = pause, command

    @invariant()
    def every_so_often_it_is_built(self) -> None:
        self.steps += 1
        if self.steps % self.pause == 0:
            self._build(command=self.command)

    def _build(self, *, command: bool) -> None:
        before = published(self.site)
        clean = write(self.folder / "clean", {})
        clean.mkdir()
        for name in SOURCES:
            copy(self.site / name, clean / name)
        wanted = outcome_of(clean, Options())
        if command:
            self._command(before, wanted, published(clean))
        result = outcome_of(self.site, Options())
        self._compare(before, result, wanted, published(clean))
        shutil.rmtree(clean)

    def _command(
        self, before: dict[str, bytes], wanted: Outcome | tuple[Problem, ...], clean: dict[str, bytes]
    ) -> None:
        # Nothing may come between the command and this comparison: it may have answered without a build.
        code, after = main(["-q", "-C", str(self.site)]), published(self.site)
        if not isinstance(wanted, Outcome):
            assert (code, after) == (1, before)
            return
        assert code == 0
        assert {name: after.get(name) for name in clean} == clean
        assert after.keys() - clean.keys() <= self.strangers.keys() | self.forgotten
        resting = at_rest(self.site)
        assert resting is not None
        assert (resting.problems, resting.tasks, resting.articles) == (wanted.problems, wanted.tasks, wanted.articles)
        assert set(resting.strangers) == after.keys() - clean.keys()

    def _compare(
        self,
        before: dict[str, bytes],
        result: Outcome | tuple[Problem, ...],
        wanted: Outcome | tuple[Problem, ...],
        clean: dict[str, bytes],
    ) -> None:
        after = published(self.site)
        if not isinstance(result, Outcome) or not isinstance(wanted, Outcome):
            assert result == wanted
            assert after == _without_staged(before)
            return
        assert (result.problems, result.tasks, result.articles) == (wanted.problems, wanted.tasks, wanted.articles)
        assert {name: data for name, data in after.items() if name not in result.strangers} == clean
        assert set(result.strangers) == after.keys() - clean.keys()
        assert set(result.strangers) <= self.strangers.keys() | self.forgotten
        looks = looks_of(self.site / "output")
        again = build(self.site, Options())
        assert looks_of(self.site / "output") == looks
        assert (again.written, again.removed, again.strangers) == ((), (), result.strangers)
        assert again.unchanged == len(clean)
        self.forgotten = set(result.strangers) - self.strangers.keys()

    @invariant()
    def strangers_are_left_alone(self) -> None:
        for name, data in self.strangers.items():
            assert (self.site / "output" / name).read_bytes() == data

    @invariant()
    def nothing_waits_where_the_world_can_see_it(self) -> None:
        assert not (self.site / "output/.staging").exists()


def write_in_secret(path: Path, data: bytes) -> None:
    """Write a file and set its time of change back."""
    facts = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def looks_of(folder: Path) -> dict[Path, tuple[int, int, int]]:
    files = [(path, path.stat()) for path in folder.rglob("*") if path.is_file()]
    return {path: (facts.st_ino, facts.st_mtime_ns, facts.st_ctime_ns) for path, facts in files}


def outcome_of(site: Path, options: Options) -> Outcome | tuple[Problem, ...]:
    try:
        return build(site, options)
    except ContentError as fault:
        return fault.problems


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.exists():
        shutil.copy2(source, target)


@pytest.mark.usefixtures("compiled_once")
def test_incremental_equals_clean(processes: Processes) -> None:
    Archive.processes = processes
    run_state_machine_as_test(
        Archive,
        settings=settings(
            max_examples=MORE or 15,
            stateful_step_count=16,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


# -- an archive so large that workers are worth their while ----------------------------------------------------------

NUMBERED = 230
CHANGES = {
    "a template of all articles": {"templates/article.html": '{% extends "default/article.html" %}{# x #}'},
    "its output": {"templates/article.html": '{% extends "default/article.html" %}{% block head %}x{% endblock %}'},
    "the site": {"site.toml": SITE_TOML.replace("Gazette", "Herald")},
    "some texts": {f"content/articles/{number}.md": manuscript(f"Anew {number}") for number in range(0, NUMBERED, 3)},
    "all texts": {f"content/articles/{number}.md": manuscript(f"Other {number}") for number in range(NUMBERED)},
    "none": {},
}


def large_site(site: Path) -> Path:
    numbers = range(NUMBERED)
    header = "volume: {0}\nissue: 1\ntags: [rope, tag {0}]\nauthors: [Anna Marsh]\n"
    files = {
        f"content/articles/{number}.md": manuscript("Words", header=header.format(number % 7)) for number in numbers
    }
    return write(site, {"site.toml": SITE_TOML, **files})


@pytest.mark.usefixtures("compiled_once")
@settings(max_examples=max(1, MORE // 10), suppress_health_check=[*HealthCheck])
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(1, 2)), min_size=2, max_size=4))
def test_any_number_of_workers_at_any_time_equals_clean(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory(prefix="backfile-") as name:
        folder, children = Path(name), list[object]()
        site = large_site(folder / "site")

        def look(_stage: str, _done: int, _total: int) -> None:
            children.extend(multiprocessing.active_children())

        assert build(site, Options(workers=2, stages=Stages(look, patience=0))).articles == NUMBERED
        assert len(set(children)) >= 2
        for change, workers in steps:
            write(site, CHANGES[change])
            build(site, Options(workers=workers))
        clean = shutil.copytree(site, folder / "clean", ignore=shutil.ignore_patterns("output", ".backfile"))
        build(clean, Options())
        assert published(site) == published(clean)
        assert build(site, Options(workers=2)).written == ()
