"""`ingest --update`: a manuscript follows its seed, and what a person wrote stays."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.cli import main
from backfile.manuscript.paragraphs import digests, merge_bodies, paragraphs
from tests.processes import Fate, Processes
from tests.sites import small_site, sources, write

PIERS = """\
On Piers

The Foreland Gazette ISSN 9999-013X Volume 3 Issue 4

By Anna Marsh

The first pier was built of oak and stood for a hundred years.

The second one was built of iron, and nobody liked its looks.

The third was never finished, for want of money and of patience.
"""
FILE = "content/articles/on-piers.md"
MORE = int(os.environ.get("BACKFILE_EXAMPLES", "0"))
READING = "content/readings/piers.txt.reading"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = write(small_site(tmp_path / "site"), {"seeds/piers.txt": PIERS})
    assert main(["-q", "-C", str(site), "ingest"]) == 0
    return site


def correct(site: Path, *changes: tuple[str, str], seed: str = "seeds/piers.txt") -> None:
    edit(site, *changes, file=seed)


def edit(site: Path, *changes: tuple[str, str], file: str = FILE) -> None:
    text = (site / file).read_bytes().decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (site / file).write_bytes(text.encode())


def update(site: Path, *arguments: str) -> int:
    return main(["-q", "-C", str(site), "ingest", "--update", *arguments])


def text(site: Path, file: str = FILE) -> str:
    return (site / file).read_bytes().decode()


def answer(capsys: pytest.CaptureFixture[str], site: Path, *arguments: str) -> Any:  # noqa: ANN401 -- it is JSON
    capsys.readouterr()
    main(["--json", "-C", str(site), "ingest", *arguments])
    return json.loads(capsys.readouterr().out)


# -- what nobody touched ---------------------------------------------------------------------------------------------


def test_a_manuscript_that_nobody_touched_becomes_what_a_fresh_one_would_be(site: Path, tmp_path: Path) -> None:
    correct(site, ("Marsh", "March"), ("oak", "elm"), ("Issue 4", "Issue 5"), ("By ", "By Bo Quill and "))
    assert update(site) == 0
    fresh = write(small_site(tmp_path / "fresh"), {"seeds/piers.txt": text(site, "seeds/piers.txt")})
    assert main(["-q", "-C", str(fresh), "ingest"]) == 0
    assert sources(site) == sources(fresh)


def test_a_seed_that_did_not_change_writes_nothing(site: Path) -> None:
    edit(site, ("oak", "ash"), ("volume: 3\n", "volume: 3  # as printed\nkind: review\n"))
    before = looks(site)
    assert update(site) == 0
    assert looks(site) == before


def test_an_update_settles_that_the_seed_changed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    correct(site, ("oak", "elm"))
    assert "ingest --update seeds/piers.txt" in str(answer(capsys, site)["problems"])
    assert update(site, "seeds/piers.txt") == 0
    assert "seed-changed" not in str(answer(capsys, site)["problems"])


def looks(site: Path) -> dict[str, tuple[int, bytes]]:
    paths = [path for folder in ("content", "static", "seeds") for path in (site / folder).rglob("*") if path.is_file()]
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in paths}


# -- what a person wrote ---------------------------------------------------------------------------------------------


def test_fields_and_paragraphs_that_a_person_touched_stay(site: Path) -> None:
    edit(site, ("oak", "English oak"), ("- Anna Marsh", "- {given: Anna, family: Marsh, orcid: 0000-0009-9990-0012}"))
    correct(site, ("iron", "steel"), ("Issue 4", "Issue 5"))
    assert update(site) == 0
    now = text(site)
    assert "English oak" in now
    assert "steel" in now
    assert "orcid: 0000-0009-9990-0012" in now
    assert "issue: 5" in now


def test_comments_and_the_order_of_fields_stay(site: Path) -> None:
    edit(site, ("title: On Piers\n", ""), ("volume: 3\n", "volume: 3  # sic\n# and the title\ntitle: On Piers\n"))
    edit(site, ("issue: 4\n", "issue: 4 # wrong?\n"))
    correct(site, ("Issue 4", "Issue 5"), ("On Piers", "Of Piers"))
    assert update(site) == 0
    assert "volume: 3  # sic\n# and the title\ntitle: Of Piers\n# wrong?\nissue: 5\n" in text(site)


def test_a_field_that_both_changed_keeps_what_a_person_wrote_and_shows_the_other(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(site, ("issue: 4", "issue: 6"))
    correct(site, ("Issue 4", "Issue 5"))
    (told,) = answer(capsys, site, "--update")["updated"]
    assert told["contradicted"] == ["issue"]
    assert "issue: 6\n" in text(site)
    assert "The seed now says “5” for `issue`; what a person wrote was kept." in text(site)
    correct(site, ("Issue 5", "Issue 7"))
    assert update(site) == 0
    assert "“7”" in text(site)
    assert "“5”" not in text(site)  # that is no longer what the seed says
    correct(site, ("Issue 7", "Issue 6"))
    assert update(site) == 0
    assert "The seed now says" not in text(site)


def test_a_paragraph_that_both_changed_is_a_conflict_which_stops_the_build(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(site, ("iron", "cast iron"))
    correct(site, ("iron", "steel"))
    assert update(site) == 1
    (first, second, third) = paragraphs_of(site)[:1], paragraphs_of(site)[1:2], paragraphs_of(site)[2:]
    assert [*first, *third] == [PIERS.split("\n\n")[3], PIERS.split("\n\n")[5].strip()]
    own = "The second one was built of cast iron, and nobody liked its looks."
    other = "The second one was built of steel, and nobody liked its looks."
    assert second == [f"<<<<<<< yours\n{own}\n=======\n{other}\n>>>>>>> seed"]
    line = text(site).split("<<<<<<<")[0].count("\n") + 1
    capsys.readouterr()
    for command in ([], ["ingest", "--update"], ["ingest"]):
        before = looks(site)
        assert main(["-q", "-C", str(site), *command]) == 1
        assert f"{FILE}:{line}: error: a conflict is not settled" in capsys.readouterr().err
        assert looks(site) == before
    settled = re.sub(r"<<<<<<< yours\n(.*)\n=======\n.*\n>>>>>>> seed", r"\1", text(site))
    write(site, {FILE: settled})
    assert update(site) == 0
    assert text(site) == settled


def paragraphs_of(site: Path) -> list[str]:
    return text(site).split("---\n")[2].strip().split("\n\n")


def test_changes_side_by_side_are_no_conflict(site: Path) -> None:
    edit(site, ("looks.", "looks.\n\nI did."))
    correct(site, ("iron", "steel"), ("finished", "completed"))
    assert update(site) == 0
    first, second, own, third = paragraphs_of(site)
    assert "oak" in first
    assert "steel" in second
    assert own == "I did."
    assert "completed" in third


def test_a_point_that_a_person_settled_stays_settled_wherever_it_stands_in_the_seed(site: Path) -> None:
    correct(site, ("Volume 3", "Volume 3 ISSN 1234-5678"), ("\n\nBy Anna Marsh", ""))
    assert update(site) == 0
    assert "The text names no author" in text(site)
    lines = [line for line in text(site).splitlines() if "1234-5678" in line]
    assert lines
    assert all("ine 3 of the seed" in line for line in lines)
    edit(site, ("\n" + lines[0], ""))
    correct(site, ("On Piers\n", "Article\n\nOn Piers\n"))
    assert update(site) == 0
    assert lines[0].replace("ine 3 of", "ine 5 of") not in text(site)
    for line in lines[1:]:
        assert line.replace("ine 3 of", "ine 5 of") in text(site)
    assert "The text names no author" in text(site)


def test_the_image_of_a_person_stays_when_the_caption_is_corrected(site: Path) -> None:
    caption = "Men at work on the second pier (Credits: Bo Quill)"
    correct(site, ("By Anna Marsh", f"{caption}\n\nBy Anna Marsh"))
    assert update(site) == 0
    edit(site, ("figure:\n", "figure:\n  src: images/pier.jpg\n"))
    correct(site, ("Men at work", "Men and women at work"))
    assert update(site) == 0
    assert "src: images/pier.jpg" in text(site)
    assert "caption: Men and women at work on the second pier" in text(site)


def test_line_ends_of_windows_stay(site: Path) -> None:
    write(site, {FILE: text(site).replace("\n", "\r\n")})
    correct(site, ("oak", "elm"))
    assert update(site) == 0
    assert text(site).count("\n") == text(site).count("\r\n")
    assert "elm" in text(site)


def test_a_run_that_was_killed_before_it_kept_what_it_read_is_made_good(site: Path) -> None:
    edit(site, ("oak", "ash"))
    correct(site, ("iron", "steel"), ("Issue 4", "Issue 5"))
    kept = {file: text(site, file) for file in (READING, "content/articles/seeds.toml")}
    assert update(site) == 0
    after = sources(site)
    write(site, kept)
    assert update(site) == 0
    assert sources(site) == after


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_an_update_that_is_killed_leaves_whole_files_and_is_made_good(
    site: Path, tmp_path: Path, processes: Processes
) -> None:
    write(site, {"seeds/buoys.txt": PIERS.replace("Piers", "Buoys").replace("pier", "buoy")})
    assert main(["-q", "-C", str(site), "ingest"]) == 0
    edit(site, ("oak", "ash"), ("issue: 4", "issue: 6 # sic"))
    for seed in ("seeds/piers.txt", "seeds/buoys.txt"):
        correct(site, ("iron", "steel"), ("Volume 3", "Volume 5"), ("Issue 4", "Issue 5"), seed=seed)
    wanted = shutil.copytree(site, tmp_path / "wanted")
    command = ("ingest", "--update")
    effects = processes.run("-C", wanted, *command).effects
    before, after = sources(site), sources(wanted)
    assert before != after
    for effect in range(1, effects + 1):
        killed = shutil.copytree(site, tmp_path / "killed")
        processes.wait(processes.start("-C", killed, *command, fate=Fate(effect=effect)))
        for name, data in sources(killed).items():
            assert Path(name).name.startswith(".") or data in (before[name], after[name]), name
        assert processes.run("-C", killed, *command).code == 0
        assert sources(killed) == after
        shutil.rmtree(killed)


def test_all_manuscripts_of_a_seed_follow_it(site: Path) -> None:
    halves = text(site).split("\n\nThe second")
    write(site, {FILE: halves[0] + "\n", "content/articles/more.md": text(site).replace("On Piers", "More Piers")})
    correct(site, ("oak", "elm"), ("iron", "steel"))
    assert update(site) == 1  # the first one lacks the second paragraph, which the seed changed
    assert "elm" in text(site)
    assert text(site).count("<<<<<<< yours\n=======\nThe second one was built of steel") == 1
    assert "title: More Piers" in text(site, "content/articles/more.md")
    assert all(word in text(site, "content/articles/more.md") for word in ("elm", "steel"))


def test_a_link_in_the_place_of_a_manuscript_is_left(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / FILE).rename(site / "drafted.md")
    (site / FILE).symlink_to(site / "drafted.md")
    correct(site, ("oak", "elm"))
    before = sources(site)
    (told,) = answer(capsys, site, "--update")["problems"]
    assert (told["file"], told["severity"]) == (FILE, "warning")
    assert "link" in told["message"]
    assert sources(site) == before


# -- which manuscript ------------------------------------------------------------------------------------------------


def test_a_renamed_manuscript_is_found_by_its_source(site: Path) -> None:
    (site / "content/articles/2019").mkdir()
    (site / FILE).rename(site / "content/articles/2019/piers.md")
    correct(site, ("oak", "elm"))
    assert update(site) == 0
    assert "elm" in text(site, "content/articles/2019/piers.md")
    assert not (site / FILE).exists()


def test_a_deleted_manuscript_stays_deleted(site: Path) -> None:
    (site / FILE).unlink()
    correct(site, ("oak", "elm"))
    before = looks(site)
    assert update(site) == 0
    assert update(site, "seeds/piers.txt") == 0
    assert looks(site) == before


@pytest.mark.parametrize("between", [[], ["ingest"]])
def test_a_renamed_seed_keeps_what_was_read_from_it(site: Path, between: list[str]) -> None:
    (site / "seeds/piers.txt").rename(site / "seeds/jetties.txt")
    edit(site, ("source: piers.txt", "source: jetties.txt"))
    if between:
        assert main(["-q", "-C", str(site), *between]) == 0
    assert update(site) == 0
    correct(site, ("oak", "elm"), seed="seeds/jetties.txt")
    assert update(site) == 0
    assert "elm" in text(site)
    assert "source: jetties.txt" in text(site)


BUOYS = PIERS.replace("Piers", "Buoys").replace("pier", "buoy").replace("Anna Marsh", "Author: Bo Quill")


def test_each_article_of_a_seed_follows_by_its_place(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = [PIERS.replace("By ", "Author: "), BUOYS.replace("By Author", "Author")]
    write(site, {"seeds/both.txt": "\n".join(both)})
    converted = answer(capsys, site)["converted"]
    assert [each["seed"] for each in converted] == ["seeds/both.txt", "seeds/both.txt#2"]
    first, second = (each["manuscript"] for each in converted)
    edit(site, ("oak", "ash"), file=first)
    correct(site, ("iron", "steel"), seed="seeds/both.txt")
    assert update(site, "seeds/both.txt") == 0
    assert "ash" in text(site, first)
    assert "oak" in text(site, second)
    assert all("steel" in text(site, each) for each in (first, second))
    (site / second).unlink()
    correct(site, ("steel", "stone"), seed="seeds/both.txt")
    assert update(site) == 0
    assert "stone" in text(site, first)
    assert not (site / second).exists()


def test_a_seed_that_holds_other_articles_without_what_was_kept_is_told_and_left(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    buoys = BUOYS.replace("By Author", "Author").replace("one was built", "buoy was made").replace("third", "last")
    both = [buoys, buoys.replace("uoy", "arge")]
    write(site, {"seeds/piers.txt": "\n".join(both)})
    (site / READING).unlink()
    before = looks(site)
    (told,) = answer(capsys, site, "--update")["problems"]
    assert told["message"].startswith("this seed is now read as 2 articles, and was as 1")
    assert looks(site) == before


# -- what was kept ---------------------------------------------------------------------------------------------------


def test_without_what_was_read_then_nothing_is_merged_and_the_way_out_is_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / READING).unlink()
    correct(site, ("oak", "elm"))
    before = looks(site)
    (told,) = answer(capsys, site, "--update")["problems"]
    assert told["message"].startswith("this seed changed, and nothing was kept of what was read before")
    assert looks(site) == before
    correct(site, ("elm", "oak"))  # what the hint says
    assert update(site) == 0
    correct(site, ("oak", "elm"))
    assert update(site) == 0
    assert "elm" in text(site)


def test_a_damaged_reading_is_told_and_its_manuscript_left(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {READING: text(site, READING).replace("title:", "<<<<<<< HEAD\ntitle:")})
    correct(site, ("oak", "elm"))
    before = looks(site)
    found = answer(capsys, site, "--update")
    assert found["exit"] == 1
    assert found["problems"][0]["file"] == READING
    assert "repository" in found["problems"][0]["hint"]
    assert looks(site) == before


def test_readings_that_lead_out_of_the_site_are_not_written(site: Path, tmp_path: Path) -> None:
    shutil.rmtree(site / "content/readings")
    (tmp_path / "elsewhere").mkdir()
    (site / "content/readings").symlink_to(tmp_path / "elsewhere")
    assert update(site) == 3
    assert not list((tmp_path / "elsewhere").iterdir())


def test_the_longest_names_of_seeds_are_kept_apart(tmp_path: Path) -> None:
    seeds = {f"seeds/{'ы' * 122}{end}.txt": PIERS.replace("Piers", f"Piers {end}") for end in "аб"}
    site = write(small_site(tmp_path / "site"), seeds)
    assert main(["-q", "-C", str(site), "ingest"]) == 0
    assert len(list((site / "content/readings").iterdir())) == len(seeds)
    assert update(site) == 0


def test_a_builds_rest_is_not_disturbed_by_what_is_kept(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-q", "-C", str(site)]) == 0
    write(site, {READING: text(site, READING) + "\n"})
    capsys.readouterr()
    assert main(["--json", "-C", str(site)]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == []


# -- the command -----------------------------------------------------------------------------------------------------


def test_the_difference_is_shown_first_and_nothing_written(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, ("iron", "cast iron"))
    correct(site, ("oak", "elm"), ("iron", "steel"), ("Issue 4", "Issue 5"))
    before = looks(site)
    capsys.readouterr()
    assert main(["-C", str(site), "ingest", "--diff"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"+++ {FILE}" in lines
    assert "-issue: 4" in lines
    assert "+issue: 5" in lines
    assert "+<<<<<<< yours" in lines
    assert "\033" not in "".join(lines)
    assert looks(site) == before
    update(site)
    assert {line[1:] for line in lines if line[:1] == "+" and line[:3] != "+++"} <= set(text(site).splitlines())


def test_a_header_in_an_unusual_form_is_left(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, {FILE: "---\n{title: On Piers, source: piers.txt,\n volume: 3}\n---\n\nWords.\n"})
    correct(site, ("oak", "elm"), ("Issue 4", "Issue 5"), ("On Piers", "Of Piers"))
    before = looks(site)
    (told,) = answer(capsys, site, "--update")["problems"]
    assert told["file"] == FILE
    assert "single fields cannot be replaced" in told["message"]
    assert looks(site) == before


def test_a_manuscript_that_cannot_be_written_keeps_its_bytes_and_its_reading(site: Path) -> None:
    correct(site, ("oak", "elm"))
    before = looks(site)
    (site / "content/articles/.on-piers.md.new").mkdir()  # in the way of what is half written
    assert update(site) == 3
    assert looks(site) == before
    (site / "content/articles/.on-piers.md.new").rmdir()
    assert update(site) == 0
    assert "elm" in text(site)


# -- the laws --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A seed that is surely read as it is meant."""

    title: str = "On Piers"
    volume: int = 3
    issue: int = 4
    authors: tuple[str, ...] = ("Anna Marsh",)
    paragraphs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        masthead = f"The Foreland Gazette ISSN 9999-013X Volume {self.volume} Issue {self.issue}"
        return "\n\n".join([self.title, masthead, f"By {' and '.join(self.authors)}", *self.paragraphs]) + "\n"


SENTENCES = [f"The {word} one was built of oak, and stood there for a hundred years." for word in "abcdefghij"]
Change = Callable[[list[str]], None]


@st.composite
def changes_of(draw: st.DrawFn, new: str) -> Change:
    """Something done to paragraphs; `new` stands in each that comes in."""
    kind = draw(st.sampled_from(["edit", "insert", "delete", "swap"]))
    place, number = draw(st.integers(0, 9)), draw(st.integers(0, 99))

    def change(texts: list[str]) -> None:
        at = place % len(texts)
        if kind == "edit":
            texts[at] = f"{texts[at][:-1]} {new}{number}."
        elif kind == "insert":
            texts.insert(at, f"A sentence was put in here that says {new}{number} and nothing else.")
        elif kind == "delete" and len(texts) > 1:
            del texts[at]
        elif kind == "swap":
            texts[at], texts[0] = texts[0], texts[at]

    return change


seeds = st.builds(Seed, paragraphs=st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=7, unique=True).map(tuple))


@st.composite
def corrections(draw: st.DrawFn) -> Callable[[Seed], Seed]:
    body = draw(st.lists(changes_of("seed"), max_size=3))
    fields: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "title": st.just("Of Piers"),
                "volume": st.just(5),
                "issue": st.just(8),
                "authors": st.just(("Anna Marsh", "Bo Quill")),
            },
        )
    )

    def correct(seed: Seed) -> Seed:
        texts = list(seed.paragraphs)
        for change in body:
            change(texts)
        return replace(seed, paragraphs=tuple(texts), **fields)

    return correct


FIELD_EDITS = {
    "title": ("title: On Piers", "title: On Person1"),
    "volume": ("volume: 3", "volume: 3 # person2"),
    "issue": ("issue: 4", "issue: 104"),
    "authors": ("- Anna Marsh", "- Anna Person3"),
    "kind": ("language: en", "language: en\nkind: review"),
    "review": ("review:\n", "review:\n- Ask person4 about it.\n"),
}
fields_of_persons = st.sets(st.sampled_from(sorted(FIELD_EDITS)))
bodies_of_persons = st.lists(changes_of("person"), max_size=3)


def edited(manuscript: str, fields: set[str], body: list[Change]) -> str:
    head, _, prose = manuscript.partition("\n---\n\n")
    for name in sorted(fields):
        head = head.replace(*FIELD_EDITS[name], 1)
    texts = prose.strip().split("\n\n")
    for change in body:
        change(texts)
    return f"{head}\n---\n\n{prose if not body else chr(10).join(f'{each}{chr(10)}' for each in texts)}"


def words_of_persons(text: str) -> list[str]:
    return sorted(re.findall(r"[Pp]erson[0-9]+|104|kind: review", text))


def fields_in(manuscript: str) -> dict[str, str]:
    head = manuscript.partition("\n---\n\n")[0]
    lines = [line for line in head.split("\n") if not line.startswith("#")]
    return {each.partition(":")[0]: each.strip() for each in re.split(r"\n(?=[a-z]+:)", "\n".join(lines))[1:]}


def texts_of(manuscript: str) -> set[str]:
    return {each.strip() for each in paragraphs(manuscript.partition("\n---\n\n")[2])}


@settings(max_examples=max(40, MORE))
@given(seeds, corrections(), fields_of_persons, bodies_of_persons)
def test_what_persons_wrote_stays_and_the_rest_is_as_if_it_were_new(
    seed: Seed, correct: Callable[[Seed], Seed], fields: set[str], body: list[Change]
) -> None:
    corrected = correct(seed)
    with tempfile.TemporaryDirectory() as folder:
        site, fresh = (small_site(Path(folder) / name) for name in ("site", "fresh"))
        write(site, {"seeds/piers.txt": seed.text})
        write(fresh, {"seeds/piers.txt": corrected.text})
        assert [main(["-q", "-C", str(each), "ingest"]) for each in (site, fresh)] == [0, 0]
        file = next(name for name in sources(site) if name.endswith("-piers.md"))
        made = text(site, file)
        new = text(fresh, next(name for name in sources(fresh) if name.endswith("-piers.md")))
        yours = edited(made, fields, body)
        write(site, {file: yours, "seeds/piers.txt": corrected.text})
        code = update(site)
        merged = text(site, file)

        assert not (lost := [word for word in words_of_persons(yours) if word not in words_of_persons(merged)]), lost
        if made == yours:
            assert merged == new
        if corrected == seed:
            assert merged == yours
        for name, value in fields_in(new).items():
            if name not in fields | {"review"}:
                assert fields_in(merged)[name] == value
        own, now, then = (texts_of(each) for each in (yours, new, made))
        for each in now - (then - own):  # all that the seed says, but for what a person changed or took out
            assert each in merged
        if code == 0:
            assert not (then - now) & texts_of(merged)
        before = looks(site)
        assert update(site) == code
        assert looks(site) == before


texts = st.lists(st.sampled_from("abcdef"), max_size=8).map(lambda items: "\n\n".join(items) + "\n" if items else "")


@given(texts, texts, texts)
def test_a_merge_of_texts_keeps_its_laws(then: str, yours: str, seed: str) -> None:
    def merged(one: str, two: str, three: str) -> str:
        return merge_bodies(digests(one), two, three).text

    assert merged(then, then, seed) == seed
    assert merged(then, yours, then) == yours
    assert merged(then, yours, yours) == yours
    both = merge_bodies(digests(then), yours, seed)
    assert set(yours) - set(then) <= set(both.text)
    assert set(seed) - set(then) <= set(both.text)
    assert both.text.count("<<<<<<< yours") == both.text.count(">>>>>>> seed") == both.conflicts
