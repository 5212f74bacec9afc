"""Long lists, and lists in alphabetical order."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from backfile.build.run import Options, build
from tests.sites import SITE_TOML, manuscript, published, small_site, write

pytestmark = pytest.mark.usefixtures("compiled_once")


def built(site: Path, files: dict[str, str | bytes]) -> dict[str, str]:
    build(write(site, {"site.toml": SITE_TOML, **files}), Options())
    return {name: data.decode() for name, data in published(site).items() if name.endswith(".html")}


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def labels(page: str, mark: str) -> list[str]:
    return [
        unescape(label)
        for label in re.findall(rf"<{mark}[^>]*>(.*?)</{mark.split(' ', maxsplit=1)[0]}>", main_of(page))
    ]


# -- pagination ------------------------------------------------------------------------------------------------------


def many(count: int) -> dict[str, str | bytes]:
    settings = f"{SITE_TOML}\n[lists]\nper_page = 4\nlatest = 3\n"
    header = "authors: [Anna Marsh]\ntags: [rope]\ndate: 2019\n"
    articles = {f"content/articles/{n:03}.md": manuscript(f"Text {n:03}", header=header) for n in range(count)}
    return {"site.toml": settings, **articles}


@pytest.mark.parametrize(("count", "parts"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
@pytest.mark.parametrize("address", ["authors/anna-marsh/", "tags/rope/", "years/2019/"])
def test_a_long_list_is_parted(tmp_path: Path, address: str, count: int, parts: int) -> None:
    pages = built(tmp_path, many(count))
    names = [f"{address}index.html", *(f"{address}page/{number}/index.html" for number in range(2, parts + 1))]
    assert sorted(name for name in pages if name.startswith(address)) == sorted(names)
    titles = [title for name in names for title in re.findall(r"Text \d{3}", main_of(pages[name]))]
    assert sorted(titles) == [f"Text {number:03}" for number in range(count)]
    for number, name in enumerate(names, 1):
        page = pages[name]
        assert ('rel="prev"' in page) == (number > 1)
        assert ('rel="next"' in page) == (number < parts)
        assert page.count('aria-current="page"') == (1 if parts > 1 else 0)
        assert (f"page {number} of {parts}" in page) == (parts > 1)


def test_a_very_long_list_does_not_link_to_all_its_pages(tmp_path: Path) -> None:
    page = built(tmp_path, many(160))["years/2019/page/20/index.html"]
    links = re.findall(r'href="[^"]*years/2019/(?:page/(\d+)/)?"', page)
    assert {"", "19", "21", "40"} <= set(links)
    assert len(links) < 30


def test_the_front_page_and_the_feed_hold_as_many_as_are_asked_for(tmp_path: Path) -> None:
    pages = built(tmp_path, many(9))
    assert len(re.findall(r"Text \d{3}", main_of(pages["index.html"]))) == 3
    assert published(tmp_path)["feed.xml"].count(b"<entry") == 3


# -- A to Z ----------------------------------------------------------------------------------------------------------

NAMES = [
    "Zoe Zander", "Étienne Émile", "Ølvar Ørsted", "Anna van der Berg", "Boris Zola", "Ада Ёлкина", "Пётр Елагин",
    "Яна Жукова", "Łukasz Łada", "Ada Eber", "Carl O’Brien", "Анна Абаева", "{literal: The Desk}", "{literal: 7 Lamps}",
]  # fmt: skip


def test_authors_stand_by_family_name_whatever_its_script(tmp_path: Path) -> None:
    header = f"authors: [{', '.join(f'{name}' for name in NAMES)}]\n"
    pages = built(tmp_path, {"content/articles/a.md": manuscript("A", header=header)})
    page = pages["authors/index.html"]
    assert labels(page, "h2") == ["#", "B", "E", "L", "O", "T", "Z", "А", "Е", "Ж"]
    links = [label for label in labels(page, "a") if len(label) > 1]
    assert links == [
        "7 Lamps", "Berg, Anna van der", "Eber, Ada", "Émile, Étienne", "Łada, Łukasz", "O’Brien, Carl",
        "Ørsted, Ølvar", "The Desk", "Zander, Zoe", "Zola, Boris", "Абаева, Анна", "Елагин, Пётр", "Ёлкина, Ада",
        "Жукова, Яна",
    ]  # fmt: skip


def test_the_authors_of_the_toy_archive_stand_in_order(built_toy: Path) -> None:
    page = published(built_toy)["authors/index.html"].decode()
    names = [label for label in labels(page, "a") if len(label) > 1]
    assert names == [
        "Brændsund, Ølvar",
        "Bureau of Signals & Lamps <B.S.L.>",
        "Châtelguyon-Brûlé, Étienne",
        "De Marràngelo, Ippolita",
        "Halloweth, Dunya",
        "Lanehouse, Perpetua",
        "Marshwell, Tobias Q., Jr.",
        "Ostrand, Wilhelmina van der",
        "O’Tarrigan, Maeve",
        "Pellwarden, Cosmo, III",
        "Sorrel",
        "The Harbour Desk",
        "Белоглаз, Никифор Юрьевич",
        "Ёлкина-Йоттова, Фёкла",
        "Заозерская, Лукерья Тихоновна",
    ]


def test_one_person_under_several_names_stands_once(built_toy: Path) -> None:
    page = published(built_toy)["authors/index.html"].decode()
    assert page.count("authors/zaozerskaya/") == 1
    assert "Zaozerskaya" not in page.replace("zaozerskaya", "")


def test_tags_stand_in_order_under_their_one_name(built_toy: Path) -> None:
    page = published(built_toy)["tags/index.html"].decode()
    names = [label for label in labels(page, "a") if len(label) > 1]
    assert names == sorted(names, key=str.casefold)
    assert "Ferries" in names
    assert not {"паромы", "ferry", "schedules", "маяки"} & set(names)


def test_a_tag_shows_its_broader_and_narrower_ones(tmp_path: Path) -> None:
    vocabulary = (
        '[sea]\nlabel = "Sea"\n\n[tides]\nlabel = "Tides"\nbroader = "sea"\n\n[fog]\nlabel = "Fog"\nbroader = "sea"\n'
    )
    files = {
        "content/tags.toml": vocabulary,
        "content/articles/a.md": manuscript("A", header="tags: [sea, TIDES]\n"),
    }
    pages = built(tmp_path, dict(files))
    assert "Part of" in main_of(pages["tags/tides/index.html"])
    assert "Includes" in main_of(pages["tags/sea/index.html"])
    assert "Fog" not in main_of(pages["tags/sea/index.html"])  # nothing is tagged with it


# -- volumes and years -----------------------------------------------------------------------------------------------


def test_volumes_and_issues_stand_in_their_natural_order(tmp_path: Path) -> None:
    numbers = [("9", "1"), ("10", "2"), ("10", "10"), ("10", "7-8"), ("XII", "Special 2")]
    files: dict[str, str | bytes] = {
        f"content/articles/{n}.md": manuscript(f"T{n}", header=f'volume: "{volume}"\nissue: "{issue}"\n')
        for n, (volume, issue) in enumerate(numbers)
    }
    pages = built(tmp_path, files)
    page = pages["volumes/index.html"]
    assert re.findall(r">(Volume [^<]+)</a>", page) == ["Volume XII", "Volume 10", "Volume 9"]
    assert re.findall(r">(Issue [^<]+)</a>", page) == ["Issue Special 2", "Issue 2", "Issue 7-8", "Issue 10", "Issue 1"]
    assert "volumes/xii/special-2/index.html" in pages


def test_issues_of_no_volume_stand_by_themselves(tmp_path: Path) -> None:
    pages = built(tmp_path, {"content/articles/a.md": manuscript("A", header='issue: "4"\n')})
    assert "issues/4/index.html" in pages
    assert "issues/4/" in pages["volumes/index.html"]


def test_articles_of_an_issue_stand_in_printed_order(tmp_path: Path) -> None:
    pages_of = {"c": "1-3", "a": "4-12", "b": "13", "d": ""}
    files: dict[str, str | bytes] = {
        f"content/articles/{name}.md": manuscript(
            f"Text {name}", header=f'volume: 1\nissue: 1\npages: "{printed}"\n' if printed else "volume: 1\nissue: 1\n"
        )
        for name, printed in pages_of.items()
    }
    page = built(tmp_path, files)["volumes/1/1/index.html"]
    assert re.findall(r"Text (.)", main_of(page)) == ["c", "a", "b", "d"]


def test_an_empty_archive_has_its_lists(tmp_path: Path) -> None:
    pages = built(tmp_path, {})
    assert "This archive holds no articles yet." in pages["index.html"]
    assert {"volumes/index.html", "authors/index.html", "tags/index.html", "years/index.html"} <= set(pages)


def test_the_menu_and_the_foot_are_those_of_the_settings(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    menu = 'menu = [{ label = "People", address = "authors/" }, { label = "Post", address = "mailto:a@b.example" }]\n'
    write(site, {"site.toml": f'{menu}footer = [{{ label = "Feed", address = "feed.xml" }}]\n{SITE_TOML}'})
    build(site, Options())
    page = published(site)["articles/lamps/index.html"].decode()
    assert '<a href="../../authors/">People</a>' in page
    assert '<a href="mailto:a@b.example">Post</a>' in page
    assert '<a href="../../feed.xml">Feed</a>' in page
