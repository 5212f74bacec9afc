"""What the texts of an archive tell of each other: which terms are rare in it, and which lines are of no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.build.evidence import chosen, share_of, with_evidence
from backfile.build.ingest import ingest_all, open_desk, seed_workers
from backfile.build.stages import Stages
from backfile.build.workers import Workers
from backfile.intake.record import Frequencies, Term
from backfile.intake.tags import suggest_tags
from tests.sites import small_site, write

TAGS = """\
[foreland]
label = "Foreland"

[salt]
label = "Salt"
"""
PLAIN = """\
On Pier {0}

The Foreland Gazette Volume 3 Issue {0}

Author: Anna Marsh

The Foreland has a pier {0}. On the Foreland it rains, {0} says, and the Foreland is wet. So the Foreland it is.
"""
SALT = "\nThey buy salt and sell salt; {0} has salt, and what salt it is. There is nothing but salt, salt and salt.\n"


def filled(tmp_path: Path) -> Path:
    texts = {f"seeds/{place}.txt": PLAIN.format(place) + (SALT.format(place) if place == 7 else "") for place in
             range(1, 25)}  # fmt: skip
    return write(small_site(tmp_path), {"content/tags.toml": TAGS} | texts)


def manuscripts(site: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (site / "content/articles").glob("*.md")}


def test_a_term_that_is_rare_in_the_archive_weighs_more() -> None:
    terms = (Term(slug="foreland", label="Foreland"), Term(slug="salt", label="Salt"))
    parts = {"title": ["Salt on the Foreland"], "body": ["The Foreland, and the Foreland, and the Foreland."]}
    rare = Frequencies(texts=100, terms={"foreland": 90, "salt": 2})
    assert [tag.slug for tag in suggest_tags(parts, terms)] == ["foreland", "salt"]
    first, second = suggest_tags(parts, terms, rare)
    assert (first.slug, first.reason) == ("salt", "once, in the title, rare in this archive")
    assert (second.slug, second.reason) == ("foreland", "4 times, also in the title")


def test_an_archive_may_grow_without_a_weight_that_changes() -> None:
    terms = (Term(slug="salt", label="Salt"), Term(slug="mill", label="Mill"))
    parts = {"body": ["Salt and the mill, salt and the mill, the mill and salt, the mill. Salt, mill, salt."],
             "headings": ["The mill", "Salt"]}  # fmt: skip
    small = Frequencies(texts=30, terms={"salt": 2, "mill": 6})
    large = Frequencies(texts=3000, terms={"salt": 215, "mill": 640})
    assert suggest_tags(parts, terms, small) == suggest_tags(parts, terms, large)


def test_a_few_texts_tell_nothing_about_what_is_rare() -> None:
    terms = (Term(slug="foreland", label="Foreland"),)
    parts = {"title": ["The Foreland"]}
    assert suggest_tags(parts, terms, Frequencies(texts=3, terms={"foreland": 3})) == suggest_tags(parts, terms)


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_at_once_one_later_and_by_several_processes_are_the_same(tmp_path: Path, jobs: int) -> None:
    at_once, one_first = filled(tmp_path / "at-once"), filled(tmp_path / "one-first")
    ingest_all(at_once)
    ingest_all(one_first, ("7.txt",))
    with seed_workers(jobs, Stages()) as workers:
        ingest_all(one_first, (), workers)
    assert manuscripts(at_once) == manuscripts(one_first)
    (salt,) = [text for text in manuscripts(at_once).values() if "Salt (" in text]
    assert "rare in this archive" in salt


def test_an_article_counts_once_with_its_seed_or_without(tmp_path: Path) -> None:
    site = filled(tmp_path)
    desk = open_desk(site, Workers())
    before = with_evidence(desk.context, desk.seeds, desk.workers).frequencies
    assert (before.texts, before.terms["foreland"], before.terms["salt"]) == (26, 24, 1)  # two articles have no seed
    ingest_all(site)
    desk = open_desk(site, Workers())
    assert with_evidence(desk.context, desk.seeds, desk.workers).frequencies == before
    (site / "seeds/7.txt").unlink()
    desk = open_desk(site, Workers())
    assert with_evidence(desk.context, desk.seeds, desk.workers).frequencies == before


def test_what_was_noted_of_a_text_goes_with_its_bytes(tmp_path: Path) -> None:
    site = filled(tmp_path)
    ingest_all(site)
    write(site, {"seeds/7.txt": PLAIN.format(7)})
    desk = open_desk(site, Workers())
    assert "salt" not in with_evidence(desk.context, desk.seeds, desk.workers).frequencies.terms


def test_the_choice_of_texts_follows_from_their_names_and_is_halved() -> None:
    names = [f"{place}.txt" for place in range(4000)]
    assert [share_of(number) for number in (1, 512, 513, 1025, 4000)] == [1, 1, 2, 4, 8]
    eighth, quarter = set(chosen(names, 8)), set(chosen(names, 4))
    assert eighth < quarter < set(names)
    assert set(chosen(reversed(names), 8)) == eighth
    assert 400 < len(eighth) < 600
