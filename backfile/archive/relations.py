"""How articles belong to one another: what corrects, retracts or answers what, and what is a translation of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from backfile.archive.article import Article
from backfile.frozen import frozen

_FOLDER = "content/articles/"


@frozen
class Relations:
    """The relations of articles by the id of the article.

    `to` holds what an article names under `relates_to`, `of` those that name it there; `translations` hold the others
    of the group that an article, its original and its translations make. `by_name` holds all articles by what they are
    called there: their file below `content/articles/`, without .md; it is empty where no article names another.
    """

    to: Mapping[str, tuple[Article, ...]] = field(default_factory=dict)
    of: Mapping[str, tuple[Article, ...]] = field(default_factory=dict)
    translations: Mapping[str, tuple[Article, ...]] = field(default_factory=dict)
    by_name: Mapping[str, Article] = field(default_factory=dict)


NO_RELATIONS = Relations()


def relations_of(articles: Iterable[Article]) -> Relations:
    """The relations of the published articles, each list in the order of the articles."""
    found = tuple(articles)
    if not any(article.relates_to or article.translation_of for article in found):
        return NO_RELATIONS
    by_name = {each.prose.file.removeprefix(_FOLDER).removesuffix(".md"): each for each in found}
    to = {each.id: tuple(_known(each.relates_to, by_name, each)) for each in found if each.relates_to}
    of: defaultdict[str, list[Article]] = defaultdict(list)
    for article in found:
        for target in to.get(article.id, ()):
            of[target.id].append(article)
    return Relations(
        to=to,
        of={key: tuple(value) for key, value in of.items()},
        translations=_groups(found, by_name),
        by_name=by_name,
    )


def _known(names: Iterable[str], by_name: Mapping[str, Article], own: Article) -> Iterator[Article]:
    for name in dict.fromkeys(names):
        target = by_name.get(name)
        if target and target is not own:
            yield target


def _groups(articles: tuple[Article, ...], by_name: Mapping[str, Article]) -> dict[str, tuple[Article, ...]]:
    groups: defaultdict[str, dict[str, Article]] = defaultdict(dict)
    for article in articles:
        original = by_name.get(article.translation_of) if article.translation_of else None
        if original and original is not article:
            groups[original.id] |= {original.id: original, article.id: article}
    # A translation of a translation belongs to the group of the first original.
    merged: dict[str, dict[str, Article]] = {}
    for key, group in groups.items():
        whole = dict(group)
        for each in group:
            whole |= merged.get(each, {})
        merged |= dict.fromkeys(whole, whole) | {key: whole}
    return {
        each: tuple(other for other in sorted(group.values(), key=_order) if other.id != each)
        for each, group in merged.items()
    }


def _order(article: Article) -> tuple[str, str]:
    return (article.language, article.id)
