"""Articles that belong to one another say so on both pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backfile.build.run import Options, build
from backfile.errors import ContentError
from tests.sites import SITE_TOML, manuscript, published, write

pytestmark = pytest.mark.usefixtures("compiled_once")


def pages_of(site: Path, articles: dict[str, str]) -> dict[str, str]:
    files = {
        f"content/articles/{name}.md": manuscript(f"On {name}", header=header) for name, header in articles.items()
    }
    build(write(site, {"site.toml": SITE_TOML, **files}), Options())
    pages = {name: data.decode() for name, data in published(site).items() if name.startswith("articles/")}
    return {name.removeprefix("articles/").removesuffix("/index.html"): page for name, page in pages.items()}


def notices(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", text) for text in re.findall(r'<p class="notice[^>]*>(.*?)</p>', page)]


def test_a_correction_is_visible_both_ways(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, {"a": "", "b": "kind: erratum\nrelates_to: [a.md]\n"})
    assert notices(pages["a"]) == ["Corrected in On b"]
    assert notices(pages["b"]) == ["This corrects On a"]


def test_a_retraction_is_visible_both_ways(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, {"2019/a": "", "2020/b": "kind: retraction\nrelates_to: [2019/a]\n"})
    assert notices(pages["2019/a"]) == ["Retracted: On 2020/b"]
    assert notices(pages["2020/b"]) == ["This retracts On 2019/a"]


def test_an_answer_stands_at_the_foot_of_both(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, {"a": "", "b": "kind: letter\nrelates_to: [a.md]\n"})
    for name, other in (("a", "b"), ("b", "a")):
        assert notices(pages[name]) == []
        assert f"On {other}</a>" in pages[name].partition('id="further"')[2]


def test_an_article_and_its_translations_link_to_each_other(tmp_path: Path) -> None:
    texts = {
        "a": "language: ru\n",
        "b": "language: en\ntranslation_of: a.md\n",
        "c": "language: de\ntranslation_of: b.md\n",
    }
    pages = pages_of(tmp_path, texts)
    for name in texts:
        heads = dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', pages[name]))
        root = "https://journal.example/archive/articles"
        assert heads == {"ru": f"{root}/a/", "en": f"{root}/b/", "de": f"{root}/c/"}
        shown = re.findall(r'<a rel="alternate" hreflang="(\w+)"', pages[name])
        assert sorted(shown) == sorted(heads.keys() - {texts[name].partition("language: ")[2][:2]})


def test_an_edited_title_reaches_the_page_that_relates_to_it(tmp_path: Path) -> None:
    pages_of(tmp_path, {"a": "", "b": "kind: erratum\nrelates_to: [a.md]\n"})
    write(tmp_path, {"content/articles/a.md": manuscript("Another Name")})
    build(tmp_path, Options())
    assert notices(published(tmp_path)["articles/b/index.html"].decode()) == ["This corrects Another Name"]


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ("relates_to: [brigdes.md]", r"names brigdes.md, which is not published \(did you mean bridges.md\?"),
        ("translation_of: lamps.md", r"names lamps.md, which is this article itself"),
        ("relates_to: [../x.md]", r"“../x.md” is not a manuscript"),
    ],
)
def test_a_relation_to_nothing_stops_the_build(tmp_path: Path, header: str, fault: str) -> None:
    with pytest.raises(ContentError, match=rf"content/articles/lamps.md:3(:\d+)?: error: .*{fault}"):
        pages_of(tmp_path, {"bridges": "", "lamps": f"{header}\n"})
