"""What pages other than those of articles are about, as linked data: the periodical and its parts, and its people.

Each thing has the address of its page for its `@id`, as it has in the data of every article that names it, so that the
data of all pages join into one graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from backfile.archive.article import Article
from backfile.archive.people import Contributor
from backfile.archive.serial import Issue, Volume
from backfile.site.addresses import SEARCH, article_address, author_address
from backfile.site.citations.linked_data import (
    Node,
    article_type,
    image,
    issue_part,
    periodical,
    person,
    script_json,
    volume_part,
)
from backfile.site.citations.record import CreditedView
from backfile.site.desk import Desk
from backfile.site.fragments import LinkedDataView
from backfile.site.record_pages import credited

_CONTEXT = "https://schema.org"


def home_data(desk: Desk) -> LinkedDataView:
    """The periodical, and the site that is its archive, with its search where there is one."""
    settings = desk.settings
    root = settings.url
    about = {"description": settings.description, "inLanguage": settings.language}
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{root}{SEARCH}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    site: Node = {
        "@type": "WebSite",
        "@id": root and f"{root}#site",
        "url": root,
        "name": settings.title,
        **about,
        "potentialAction": search if root and settings.search else None,
    }
    whole = _periodical(desk)
    return _data({"@graph": [{**whole, **about} if whole else None, site]})


def issue_data(desk: Desk, issue: Issue) -> LinkedDataView:
    """An issue: what the register says of it, its articles, and what it is a part of."""
    root, entry, whole = desk.settings.url, issue.entry, _periodical(desk)
    editors = [person(credited(desk, credit), root) for credit in entry.editors.credits]
    return _data({
        **issue_part(issue.volume, issue.number, root),
        **_of_issue(issue),
        "editor": editors,
        "image": image(desk.gallery.figure(entry.cover), root),
        "hasPart": _articles(desk, issue.articles),
        "isPartOf": volume_part(issue.volume, root, whole) if issue.volume else whole,
    })  # fmt: skip


def volume_data(desk: Desk, volume: Volume) -> LinkedDataView:
    """A volume: its issues, the articles that name no issue, and the periodical."""
    root = desk.settings.url
    issues = [{**issue_part(each.volume, each.number, root), **_of_issue(each)} for each in volume.issues]
    parts = [*issues, *_articles(desk, volume.articles)]
    return _data({**volume_part(volume.number, root, _periodical(desk)), "hasPart": parts})


def author_data(desk: Desk, contributor: Contributor, orcid: str, variants: Sequence[str]) -> LinkedDataView:
    """A page about a person or a body."""
    address, root = author_address(contributor.id), desk.settings.url
    who = CreditedView(name=contributor.name, role="", address=address, orcid=orcid, affiliation="")
    return _data({
        "@type": "ProfilePage",
        "url": root and f"{root}{quote(address)}",
        "mainEntity": {**person(who, root), "alternateName": list(variants)},
    })  # fmt: skip


def _data(node: Node) -> LinkedDataView:
    return LinkedDataView(json=script_json({"@context": _CONTEXT, **node}))


def _periodical(desk: Desk) -> Node | None:
    settings = desk.settings
    publication, publisher = settings.publication, settings.imprint.publisher
    return periodical(publication.title, publication.issn, publication.kind, publisher, settings.url)


def _of_issue(issue: Issue) -> Node:
    return {"name": issue.entry.title, "datePublished": issue.date.iso if issue.date else ""}


def _articles(desk: Desk, articles: Iterable[Article]) -> list[Node]:
    return [_article(desk, article) for article in articles]


def _article(desk: Desk, article: Article) -> Node:
    root, own = desk.settings.url, desk.settings.publication
    url = root and f"{root}{quote(article_address(article.id))}"
    medium = own.kind if desk.publication_of(article).title == own.title else ""
    return {"@type": article_type(medium), "@id": url, "url": url, "name": article.title}
