"""A made-up archive of any size: `python3 -m benchmarks.corpus --articles 1000 FOLDER [--flavour hugo]`.

The same number and seed give the same bytes. Every article follows from its place alone, so none has to be remembered.
Standard library only.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from bisect import bisect
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from random import Random

from benchmarks.prose import FIGURES, Prose, author, tag, title

PUBLICATION = "Ferry & Foreland"
ISSN = "9999-013X"
FLAVOURS = ("backfile", "hugo", "eleventy", "pelican")

_PER_ISSUE = 12
_ISSUES_PER_VOLUME = 10
_FIRST_DAY = dt.date(2000, 1, 3)
_DAYS = (dt.date(2025, 12, 15) - _FIRST_DAY).days
_AUTHORS_PER_ARTICLE = (1, 1, 1, 2, 2, 3)
_FEWEST_AUTHORS = 8
_TAGS = 180
_FIGURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#cdb"/>'
    '<text x="20" y="100" font-size="24">Figure {}</text></svg>\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it is written down; `slug` is the end of its address and the name of its file."""

    slug: str
    title: str
    date: str
    volume: int
    issue: int
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    abstract: str
    body: str

    @property
    def issue_name(self) -> str:
        """The issue as Backfile prints it, and as some others must be told."""
        return f"Volume {self.volume}, Issue {self.issue}"


@dataclass(frozen=True)  # it keeps what it drew from its seed
class Corpus:
    """An archive of so many articles, 12 to an issue and 10 issues to a volume, in order of publication."""

    articles: int
    seed: int = 7

    @cached_property
    def _prose(self) -> Prose:
        return Prose(self.seed)

    @cached_property
    def _author_weights(self) -> list[float]:
        return _zipf(max(_FEWEST_AUTHORS, self.articles // 20))

    @cached_property
    def _tag_weights(self) -> list[float]:
        return _zipf(_TAGS)

    def article(self, place: int) -> Article:
        """The article at a place, counted from 0; one beyond the end is one that can be added."""
        rng = self._rng(place)
        heading = title(rng)
        issue = place // _PER_ISSUE
        day = _FIRST_DAY + dt.timedelta(days=_DAYS * issue // -(-self.articles // _PER_ISSUE))
        return Article(
            slug=_slug(heading, place),
            title=heading,
            date=day.isoformat(),
            volume=issue // _ISSUES_PER_VOLUME + 1,
            issue=issue % _ISSUES_PER_VOLUME + 1,
            authors=tuple(map(author, _drawn(rng, self._author_weights, rng.choice(_AUTHORS_PER_ARTICLE)))),
            tags=tuple(map(tag, _drawn(rng, self._tag_weights, rng.randint(3, 6)))),
            abstract=" ".join(self._prose.plain(rng) for _ in range(rng.randint(2, 4))),
            body="\n\n".join(self._prose.blocks(rng, lambda: self._earlier(rng, place))) + "\n",
        )

    def _rng(self, place: int) -> Random:
        return Random(self.seed * 10_000_019 + place)  # noqa: S311 -- repeatable, not secret

    def _earlier(self, rng: Random, place: int) -> str:
        """The slug of an article before this one: so the last article can be removed and no link dies."""
        if not place:
            return ""
        other = rng.randrange(min(place, self.articles))
        return _slug(title(self._rng(other)), other)


def _zipf(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 1) for rank in range(count)))


def _drawn(rng: Random, weights: list[float], count: int) -> list[int]:
    """Different ranks by Zipf's law."""
    found: dict[int, None] = {}
    while len(found) < count:
        found[bisect(weights, rng.random() * weights[-1])] = None
    return list(found)


def _slug(heading: str, place: int) -> str:
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in heading.lower()).split()
    return "-".join([*words, str(place + 1)])


def manuscript(article: Article, flavour: str) -> str:
    """The file of an article. Hugo is told its issue, volume and year once more, as terms of taxonomies.

    Pelican is told the issue as a category, in headers that are no YAML.
    """
    fields: dict[str, object] = {
        "title": article.title,
        "authors": article.authors,
        "publication": PUBLICATION,
        "issn": ISSN,
        "volume": article.volume,
        "issue": article.issue,
        "date": article.date,
        "tags": article.tags,
        "abstract": article.abstract,
    }
    if flavour == "hugo":
        fields |= {"issues": [article.issue_name], "volumes": [str(article.volume)], "years": [article.date[:4]]}
    if flavour == "pelican":
        fields |= {"category": article.issue_name}
        header = "".join(f"{name}: {_plain(value)}\n" for name, value in fields.items())
        return f"{header}\n{article.body}"
    header = "".join(f"{name}: {_yaml(name, value)}\n" for name, value in fields.items())
    return f"---\n{header}---\n\n{article.body}"


def _yaml(name: str, value: object) -> str:
    return str(value) if name == "date" else json.dumps(value, ensure_ascii=False)


def _plain(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """What a right site of the corpus has: the number of articles, and of pages that list them, by kind."""

    articles: int
    authors: int
    tags: int
    issues: int
    volumes: int
    years: int
    bytes: int
    words: int


def write_corpus(corpus: Corpus, folder: Path, flavour: str) -> Census:
    """Write `content/articles/` and `static/images/` below a folder."""
    texts = folder / "content" / "articles"
    texts.mkdir(parents=True, exist_ok=True)
    _write_figures(folder / "static" / "images")
    size = words = 0
    kinds: tuple[set[object], ...] = (set(), set(), set(), set(), set())
    for article in map(corpus.article, range(corpus.articles)):
        data = manuscript(article, flavour).encode()
        (texts / f"{article.slug}.md").write_bytes(data)
        size += len(data)
        words += len(article.body.split())
        found = article.authors, article.tags, (article.issue_name,), (article.volume,), (article.date[:4],)
        for kind, names in zip(kinds, found, strict=True):
            kind.update(names)
    authors, tags, issues, volumes, years = map(len, kinds)
    return Census(
        articles=corpus.articles,
        authors=authors,
        tags=tags,
        issues=issues,
        volumes=volumes,
        years=years,
        bytes=size,
        words=words,
    )


def _write_figures(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, FIGURES + 1):
        (folder / f"figure-{number}.svg").write_text(_FIGURE.format(number), "utf-8")


def main() -> None:
    """Write a corpus and print its census."""
    parser = argparse.ArgumentParser(description="Make an archive of invented articles.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--flavour", choices=FLAVOURS, default="backfile")
    given = parser.parse_args()
    print(write_corpus(Corpus(given.articles, given.seed), given.folder, given.flavour))


if __name__ == "__main__":
    main()
