"""The index of the search on the disk: only what changed is bound anew, and it is what a clean build makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backfile.build.outcome import Outcome
from backfile.build.run import Options, build
from backfile.build.word_store import WordStore
from backfile.errors import ContentError
from backfile.search.buckets import bucket_of, unbound
from backfile.search.numbers import shape_of
from backfile.site.addresses import word_files
from tests.sites import SITE_TOML, manuscript, published, small_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")

ARTICLES = 100


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with several buckets of words, built."""
    site = write(tmp_path_factory.mktemp("large") / "site", {"site.toml": SITE_TOML})
    texts = {
        f"content/articles/a{place}.md": manuscript(f"Paper {place}", f"word{place} rope") for place in range(ARTICLES)
    }
    build(write(site, texts), Options())
    return site


def copy_of(site: Path, tmp_path: Path) -> Path:
    return shutil.copytree(site, tmp_path / "copy")


def of_index(outcome: Outcome) -> set[str]:
    return {name for name in outcome.written if "/search/words/" in name}


def articles_with(site: Path, word: str, articles: int) -> int:
    """In how many articles the published index finds a word."""
    files = published(site)
    names = word_files(bucket_of(word, shape_of(articles).buckets))
    data = []
    while (name := next(names)) in files:
        data.append(files[name])
    return len(unbound(data).get(word, b"")) // 3


def is_as_from_nothing(site: Path, clean: Path) -> bool:
    for name in ("site.toml", "content"):
        copy = shutil.copytree if (site / name).is_dir() else shutil.copyfile
        clean.mkdir(exist_ok=True)
        copy(site / name, clean / name)
    build(clean, Options())
    return published(site) == published(clean)


def test_one_edit_binds_the_buckets_of_its_words_only(large: Path, tmp_path: Path) -> None:
    site = copy_of(large, tmp_path)
    build(site, Options())
    write(site, {"content/articles/a7.md": manuscript("Paper 7", "zanzibar rope")})
    assert len(of_index(build(site, Options()))) == 4  # word7 went, zanzibar came: two lists and two parts
    assert articles_with(site, "zanzibar", ARTICLES) == 1
    assert articles_with(site, "word7", ARTICLES) == 0
    assert is_as_from_nothing(site, tmp_path / "clean")


def test_an_edit_counts_the_words_of_its_article_only(
    large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, counted = copy_of(large, tmp_path), []

    def put(store: WordStore, words: bytes) -> tuple[int, int, int]:
        counted.append(words)
        return original(store, words)

    original = WordStore.put
    build(site, Options())
    monkeypatch.setattr(WordStore, "put", put)
    write(site, {"content/articles/a7.md": manuscript("Paper 7", "zanzibar rope")})
    build(site, Options())
    assert [words.split(b"\n")[0] for words in counted] == [b"zanzibar rope paper 7"]


def test_articles_come_and_go(large: Path, tmp_path: Path) -> None:
    site = copy_of(large, tmp_path)
    for place in (3, 5):
        (site / f"content/articles/a{place}.md").unlink()
    write(site, {"content/articles/b.md": manuscript("New", "rope word5")})
    build(site, Options())
    assert articles_with(site, "rope", ARTICLES - 1) == ARTICLES - 1
    assert articles_with(site, "word5", ARTICLES - 1) == 1
    assert is_as_from_nothing(site, tmp_path / "clean")


def test_another_number_of_buckets_is_made_of_the_words_that_are_known(large: Path, tmp_path: Path) -> None:
    site = copy_of(large, tmp_path)
    more = {f"content/articles/c{place}.md": manuscript("More", "rope") for place in range(100)}
    build(write(site, more), Options())
    assert shape_of(ARTICLES).buckets != shape_of(ARTICLES + 100).buckets
    assert articles_with(site, "rope", ARTICLES + 100) == ARTICLES + 100
    assert is_as_from_nothing(site, tmp_path / "clean")


def test_workers_make_the_same_index(large: Path, tmp_path: Path) -> None:
    for name in ("site.toml", "content"):
        copy = shutil.copytree if (large / name).is_dir() else shutil.copyfile
        (tmp_path / "two").mkdir(exist_ok=True)
        copy(large / name, tmp_path / "two" / name)
    build(tmp_path / "two", Options(workers=2))
    assert published(tmp_path / "two") == published(large)


def test_the_name_of_an_author_and_the_label_of_a_tag_are_words_of_the_article(site: Path) -> None:
    build(site, Options())
    assert articles_with(site, "@quill", 2) == articles_with(site, "quill", 2) == 1
    write(
        site,
        {
            "content/people.toml": '[quill]\nname = "Boris Feather"\nvariants = ["Bo Quill"]\n',
            "content/tags.toml": '[rope]\nlabel = "Cordage"\naliases = ["rope"]\n',
        },
    )
    build(site, Options())
    assert [articles_with(site, word, 2) for word in ("feather", "@feather", "#cordage", "cordage", "quill")] == [1] * 5


@pytest.mark.parametrize("name", ["words", "index"])
def test_without_a_note_all_words_are_counted_again(site: Path, name: str, tmp_path: Path) -> None:
    build(site, Options())
    (site / ".backfile" / name).unlink()
    write(site, {"content/articles/ropes.md": manuscript("On Ropes", "hawsers")})
    build(site, Options())
    assert is_as_from_nothing(site, tmp_path / "clean")


def test_a_damaged_file_of_the_index_is_mended(site: Path, tmp_path: Path) -> None:
    build(site, Options())
    (site / "output/search/words/0-0.bin").write_bytes(b"damaged")
    write(site, {"content/articles/ropes.md": manuscript("On Ropes", "hawsers")})
    assert "output/search/words/0-0.bin" in of_index(build(site, Options()))
    assert is_as_from_nothing(site, tmp_path / "clean")


def test_a_site_can_do_without(site: Path) -> None:
    build(site, Options())
    write(site, {"site.toml": "search = false\n" + SITE_TOML})
    outcome = build(site, Options())
    assert "output/search/index.html" in outcome.removed
    files = published(site)
    assert not [name for name in files if name.startswith(("search/", "assets/search", "assets/stemmer"))]
    assert b"search/" not in files["index.html"]
    write(site, {"site.toml": SITE_TOML})
    build(site, Options())
    assert articles_with(site, "ropes", 2) == 2


def test_nothing_else_is_published_where_the_index_lies(site: Path) -> None:
    write(site, {"static/search/words/mine.txt": "mine"})
    with pytest.raises(ContentError) as refused:
        build(site, Options())
    (problem,) = refused.value.problems
    assert problem.file == "static/search/words/mine.txt"
    assert "/search/words/" in problem.message
