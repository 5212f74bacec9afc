"""What a search loads from an archive of 10,000 articles, counted: the index is made here, and asked in a Chromium."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from backfile.search.buckets import bound, bucket_of, postings_of
from backfile.search.numbers import BITS, shape_of
from backfile.site.addresses import CARDS, card_file, word_files
from tests.browsing import ROOT, needs_chromium, serve, tab

pytestmark = needs_chromium

ARTICLES = 10_000
SHAPE = shape_of(ARTICLES)
MOST = 150_000
# As long as those of the bench are; three or four of them can be seen below the box.
ARTICLE = f"<!DOCTYPE html><html lang=en><title>A</title><div class=prose><p>{'Harbour words. ' * 1000}</p></div>"
# In how many of a hundred articles a word stands.
SHARES = {"harbour": 96, "harbours": 70, "treaty": 92, "winter": 49, "winters": 30, "ferry": 49, "ferries": 48}
SHARES |= {"lighthouse": 47, "lamps": 45, "lamp": 20, "the": 100, "of": 99, "dredge": 1, "=2019": 40, "=2020": 60}

Made = Mapping[str, bytes]


def drawn() -> dict[str, list[int]]:
    """The numbers of the articles in which each word stands."""
    dice = random.Random(5)  # noqa: S311 -- nothing is kept secret
    numbers = dice.sample(range(1 << BITS), ARTICLES)
    return {word: sorted(dice.sample(numbers, ARTICLES * share // 100)) for word, share in SHARES.items()}


@pytest.fixture(scope="module")
def numbers() -> dict[str, list[int]]:
    return drawn()


@pytest.fixture(scope="module")
def made(numbers: dict[str, list[int]], built_toy: Path) -> Made:
    """The files of the index, and the search page that asks it."""
    buckets: defaultdict[int, dict[str, bytes]] = defaultdict(dict)
    for word, found in numbers.items():
        postings = b"".join(postings_of(number)[1 + number % 15] for number in found)
        buckets[bucket_of(word, SHAPE.buckets)][word] = postings
    files = {
        name: data
        for bucket, postings in buckets.items()
        for name, data in zip(word_files(bucket), bound(postings), strict=False)
    }
    for number in {number for found in numbers.values() for number in found}:
        card = {"title": f"Paper {number}", "address": f"articles/{number}/", "names": "Bo Quill", "date": "2019"}
        name = card_file(SHAPE.card_file(number))
        files[name] = files.get(name, b"{") + f'{"," * (name in files)}"{number}": {json.dumps(card)}'.encode()
    cards = {name: data + b"}" if name.startswith(CARDS) else data for name, data in files.items()}
    page = (built_toy / "output/search/index.html").read_text("utf-8")
    for name, value in {"articles": ARTICLES, "buckets": SHAPE.buckets, "card-files": SHAPE.cards}.items():
        page = re.sub(rf'data-{name}="\d+"', f'data-{name}="{value}"', page)
    return {**cards, "search/": page.encode()}


@pytest.fixture
def page(browser: Browser, built_toy: Path, made: Made) -> Iterator[Page]:
    with tab(browser, built_toy / "output", viewport={"width": 1280, "height": 900}) as opened:
        opened.route("**/*", answer(made, built_toy / "output"))
        yield opened


def answer(made: Made, output: Path) -> Callable[[Route], None]:
    def answered(route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix(urlsplit(ROOT).path)
        if path in made:
            route.fulfill(body=made[path], content_type="text/html" if path == "search/" else "")
        elif path.startswith("articles/"):
            route.fulfill(body=ARTICLE, content_type="text/html")
        elif path.startswith("search/"):
            route.fulfill(status=404)
        else:
            serve(route, output)

    return answered


def asked(page: Page, query: str) -> tuple[str, int]:
    """What a search says, and the bytes that it loads besides the page and what all pages share."""
    loaded: dict[str, int] = {}

    def count(request: Request) -> None:
        path, response = urlsplit(request.url).path, request.response()
        if response and response.status == 200 and not path.endswith((".css", ".woff2", "/search/")):
            loaded[path] = len(response.body())

    page.on("requestfinished", count)
    page.goto(f"{ROOT}search/?{query}")
    expect(page.get_by_role("status")).to_contain_text("found")
    page.wait_for_load_state("networkidle")
    return page.get_by_role("status").inner_text(), sum(loaded.values())


COMMON = [
    "harbour",
    "the",
    "the of",
    "harbour treaty",
    "winter ferry lighthouse lamps",
    "the winter ferry harbour lamps",
]


@pytest.mark.parametrize("words", [*COMMON, "dredge the harbour", "harbor"])
def test_no_search_loads_more_than_is_promised(page: Page, words: str) -> None:
    said, size = asked(page, f"q={quote(words)}")
    assert size < MOST, said


@pytest.mark.parametrize("query", ["q=winter+ferry&from=2019&to=2020", "q=harbour&from=2020"])
def test_filters_of_many_articles_do_not_either(page: Page, query: str) -> None:
    said, size = asked(page, query)
    assert size < MOST, said


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("treaty", [["treaty"]]),
        ("dredge", [["dredge"]]),
        ("harbours", [["harbour", "harbours"]]),
        ("winter lighthouse", [["winter", "winters"], ["lighthouse"]]),
        ("the dredge", [["dredge"]]),
    ],
)
def test_common_words_are_read_as_they_were_written(
    page: Page, numbers: dict[str, list[int]], words: str, held: list[list[str]]
) -> None:
    sets = [{number for word in forms for number in numbers[word]} for forms in held]
    wanted = set.intersection(*sets)
    assert asked(page, f"q={quote(words)}")[0] == f"{len(wanted)} articles found; 10 are shown"
    shown = page.locator(".found .title a").all_inner_texts()
    assert {int(title.split()[1]) for title in shown} <= wanted
