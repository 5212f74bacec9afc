"""Related articles: those that share rare tags or authors, and a cost that does not grow with the archive."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backfile.build.run import Options, build
from tests.sites import SITE_TOML, manuscript, published, write

pytestmark = pytest.mark.usefixtures("compiled_once")


def related(site: Path, articles: dict[str, str], settings: str = "") -> dict[str, list[str]]:
    files = {
        f"content/articles/{name}.md": manuscript(f"On {name}", header=header) for name, header in articles.items()
    }
    build(write(site, {"site.toml": SITE_TOML + settings, **files}), Options())
    pages = {name: data.decode() for name, data in published(site).items() if re.fullmatch(r"articles/.*\.html", name)}
    parts = {name: page.partition('id="related"')[2].partition("</section>")[0] for name, page in pages.items()}
    return {name.split("/")[1]: re.findall(r">On (\w+)<", part) for name, part in parts.items()}


def test_a_rarer_tag_relates_more_than_a_common_one(tmp_path: Path) -> None:
    articles = {
        "a": "tags: [sea, rope]\n",
        "b": "tags: [sea]\n",
        "c": "tags: [sea]\n",
        "d": "tags: [rope]\n",
        "e": "tags: [lamp]\n",
    }
    found = related(tmp_path, articles)
    assert found["a"] == ["d", "b", "c"]
    assert found["e"] == []


def test_an_author_in_common_relates(tmp_path: Path) -> None:
    found = related(tmp_path, {"a": "authors: [Anna Marsh]\n", "b": "authors: [Anna Marsh]\n", "c": ""})
    assert found == {"a": ["b"], "b": ["a"], "c": []}


def test_a_tag_of_half_the_archive_relates_nothing(tmp_path: Path) -> None:
    assert not any(related(tmp_path, {f"n{number}": "tags: [sea]\n" for number in range(51)}).values())


def test_how_many_is_a_setting(tmp_path: Path) -> None:
    articles = dict.fromkeys("abcde", "tags: [sea]\n")
    assert [len(each) for each in related(tmp_path, articles).values()] == [3] * 5
    assert not any(related(tmp_path, articles, "\n[lists]\nrelated = 0\n").values())


def test_a_title_edited_reaches_the_articles_that_name_it(tmp_path: Path) -> None:
    articles = {"a": "tags: [sea]\n", "b": "tags: [sea]\n"}
    related(tmp_path, articles)
    write(tmp_path, {"content/articles/b.md": manuscript("On waves", header="tags: [sea]\n")})
    outcome = build(tmp_path, Options())
    assert "output/articles/a/index.html" in outcome.written
