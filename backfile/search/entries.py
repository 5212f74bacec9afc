"""What the index takes from an article: the text of its prose, what else is read there, and what filters look for."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.archive.article import Article
from backfile.archive.catalogue import Catalogue
from backfile.frozen import frozen
from backfile.search.words import words_in

# How often a word counts that stands in one of these places.
_TITLE, _SUBTITLE, _AUTHOR, _TAG, _ALIAS, _ABSTRACT, _CAPTION = 8, 4, 6, 5, 2, 2, 1


@frozen
class Entry:
    """All that the words of an article follow from: the manuscript and the digest of its prose, and what lies beside.

    `fields` are texts, each with the times that its words count. `marks` are words that no text holds: `@lovelace` of
    an author, `#ropes` of a tag, `=1998` of the year, `+18` of the volume, `+18/7` and `+/7` of the issue.
    """

    file: str
    digest: str
    fields: tuple[tuple[str, int], ...]
    marks: tuple[str, ...]


def entry_of(catalogue: Catalogue, article: Article) -> Entry:
    """The entry of an article."""
    people, vocabulary = catalogue.holdings.people, catalogue.holdings.vocabulary
    credits = article.byline.credits
    names = dict.fromkeys(credit.name.printed for credit in credits)
    names |= dict.fromkeys(people.behind(credit).name.printed for credit in credits)
    tags = [vocabulary.tag_for(words) for words in article.tags]
    labels = dict.fromkeys(tag.label for tag in tags)
    aliases = dict.fromkeys(alias for tag in tags for alias in tag.aliases)
    figure = article.figure
    fields = (
        (article.title, _TITLE),
        (article.subtitle, _SUBTITLE),
        (article.abstract, _ABSTRACT),
        *((name, _AUTHOR) for name in names),
        *((label, _TAG) for label in labels),
        *((alias, _ALIAS) for alias in aliases),
        (f"{figure.caption} {figure.description} {figure.credit}" if figure else "", _CAPTION),
    )
    marks = dict.fromkeys((*_marked("@", names), *_marked("#", labels), *_marked("#", aliases), *_serial(article)))
    return Entry(
        file=article.prose.file,
        digest=article.prose.digest,
        fields=tuple(field for field in fields if field[0]),
        marks=tuple(marks),
    )


def _marked(mark: str, texts: dict[str, None]) -> Iterator[str]:
    return (f"{mark}{word}" for text in texts for word in words_in(text))


def _serial(article: Article) -> Iterator[str]:
    volume, issue = _joined(article.volume), _joined(article.issue)
    if article.date:
        yield f"={article.date.year:04}"
    if volume:
        yield f"+{volume}"
    if issue:
        yield f"+{volume}/{issue}"
        yield f"+/{issue}"


def _joined(number: str) -> str:
    return "-".join(words_in(number))
