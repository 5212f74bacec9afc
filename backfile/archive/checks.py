"""What does not fit together between the files of an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeVar

from backfile.archive.article import Article, Prose
from backfile.archive.catalogue import Catalogue
from backfile.archive.issue_checks import check_issues
from backfile.archive.people import Contributor, People, name_key
from backfile.archive.vocabulary import Vocabulary
from backfile.errors import Problem, Severity

_ERROR = Severity.ERROR
_Part = TypeVar("_Part")


def check(catalogue: Catalogue) -> tuple[Problem, ...]:
    """The contradictions between articles, people, tags and publication, in the order of the articles' files."""
    holdings = catalogue.holdings
    articles = sorted(catalogue.articles, key=lambda article: article.prose.file)
    found = [problem for article in articles for problem in _article(article, catalogue)]
    texts = (*(article.prose for article in articles), *(page.prose for page in catalogue.pages))
    found += [problem for prose in texts if prose.undescribed for problem in _undescribed_images(prose)]
    return (
        *found,
        *_same_address(articles, holdings.people),
        *_same_tag_address(articles, holdings.vocabulary),
        *check_issues(catalogue),
    )


def _article(article: Article, catalogue: Catalogue) -> Iterator[Problem]:
    yield from _unknown_people(article, catalogue.holdings.people)
    yield from _unknown_tags(article, catalogue.holdings.vocabulary)
    if article.relates_to or article.translation_of:
        yield from _unknown_relations(article, catalogue)
    yield from _undescribed_figure(article)
    publication = catalogue.holdings.publication
    if not publication.title:
        return
    if article.publication and article.publication != publication.title:
        message = f"the publication “{article.publication}” is not the one of site.toml, “{publication.title}”"
        yield _warning(article, "publication", message, "correct the one that is misspelt; it is printed as written")
    elif article.issn and publication.issn and article.issn != publication.issn:
        message = f"ISSN {article.issn} is not the one of site.toml, {publication.issn}"
        yield _warning(article, "issn", message, "correct the one that is wrong; it is printed as written")


def _undescribed_figure(article: Article) -> Iterator[Problem]:
    if article.figure and article.figure.src and not article.figure.alt:
        message = "the figure has no text for those who cannot see it"
        hint = "add a line `alt:` under `figure:`, or `alt: none` if the image only decorates"
        yield _warning(article, "figure", message, hint)


def _undescribed_images(prose: Prose) -> Iterator[Problem]:
    for line in prose.undescribed:
        yield Problem(
            severity=Severity.WARNING,
            file=prose.file,
            line=line,
            message="an image in the text has no words for those who cannot see it",
            hint="write what it shows between the brackets, or `none` if it only decorates: ![An old bridge](…)",
            key="image",
        )


def _unknown_people(article: Article, people: People) -> Iterator[Problem]:
    for credit in article.byline.credits:
        if credit.contributor and credit.contributor not in people.by_id:
            yield Problem(
                file=article.prose.file,
                line=article.line_of("authors"),
                message=f"there is no person [{credit.contributor}] in content/people.toml",
                hint="add the person there, or change the `id`",
                key="person",
            )


def _unknown_tags(article: Article, vocabulary: Vocabulary) -> Iterator[Problem]:
    if vocabulary.tags:
        for words in article.tags:
            if vocabulary.find(words) is None:
                message = f"the tag “{words}” is not in content/tags.toml"
                yield _warning(article, "tags", message, _nearest(words, vocabulary))


def _unknown_relations(article: Article, catalogue: Catalogue) -> Iterator[Problem]:
    known = catalogue.relations.by_name
    stated = [("relates_to", name) for name in article.relates_to]
    stated += [("translation_of", name) for name in (article.translation_of,) if name]
    for field, name in stated:
        if known.get(name, article) is article:
            near = get_close_matches(name, known, n=1)
            meant = f"did you mean {near[0]}.md?" if near and known[near[0]] is not article else "name another article"
            fault = "this article itself" if name in known else "not published"
            yield Problem(
                file=article.prose.file,
                line=article.line_of(field),
                message=f"`{field}` names {name}.md, which is {fault}",
                hint=f"{meant} The name is that of a file in content/articles/",
                key="relation",
            )


def _nearest(words: str, vocabulary: Vocabulary) -> str:
    near = get_close_matches(words, [word for tag in vocabulary.tags for word in (tag.label, *tag.aliases)], n=1)
    return f"did you mean “{near[0]}”? If not, add it there" if near else "add it there, or use one that is"


def _same_address(articles: list[Article], people: People) -> Iterator[Problem]:
    """Names that are not the same and would share a page, because an address knows neither accents nor scripts."""
    printed = {contributor.id: contributor.name.printed for contributor in people.contributors}
    told: set[str] = set()
    for article, contributor in _first_of(articles, lambda article: map(people.behind, article.byline.credits)):
        name = contributor.name.printed
        other = printed.setdefault(contributor.id, name)
        if contributor.line == 0 and name_key(other) != name_key(name) and name not in told:
            told.add(name)
            yield _shared_author_page(article, contributor, other, is_known=contributor.id in people.by_id)


def _first_of(
    articles: Iterable[Article], parts: Callable[[Article], Iterable[_Part]]
) -> Iterator[tuple[Article, _Part]]:
    """What the articles are credited to or tagged with, each once, with the first article that is."""
    seen: dict[int, _Part] = {}
    for article in articles:
        for part in parts(article):
            if id(part) not in seen:
                seen[id(part)] = part
                yield article, part


def _shared_author_page(article: Article, contributor: Contributor, other: str, *, is_known: bool) -> Problem:
    name, page = contributor.name.printed, f"/authors/{contributor.id}/"
    if is_known:
        message = f"“{name}” would be printed on the page of {other}, {page}"
        hint = f"if they are one person, add the name to `variants` of [{contributor.id}] in content/people.toml"
        return replace(_warning(article, "authors", message, f"{hint}; if not, give each an entry"), severity=_ERROR)
    message = f"“{other}” and “{name}” share one author page, {page}"
    hint = "if they are one person, say so with `variants` in content/people.toml; if not, give each an entry"
    return _warning(article, "authors", message, hint)


def _same_tag_address(articles: list[Article], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Tags that are not the same and would share a page, such as C and C++."""
    known = {tag.slug: tag.label for tag in vocabulary.tags}
    labels = dict(known)
    told: set[str] = set()
    for article, tag in _first_of(articles, lambda article: map(vocabulary.tag_for, article.tags)):
        other = labels.setdefault(tag.slug, tag.label)
        if tag.line == 0 and other.casefold() != tag.label.casefold() and tag.label.casefold() not in told:
            told.add(tag.label.casefold())
            message = f"the tags “{other}” and “{tag.label}” share one page, /tags/{tag.slug}/"
            hint = "if they are one tag, write them the same way; if not, give each an entry in content/tags.toml"
            problem = _warning(article, "tags", message, hint)
            yield replace(problem, severity=_ERROR) if tag.slug in known else problem


def _warning(article: Article, field: str, message: str, hint: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        file=article.prose.file,
        line=article.line_of(field),
        message=message,
        hint=hint,
        key=field,
    )
