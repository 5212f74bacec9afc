"""The records of articles, and the files beside the page of an article that hold it for reference managers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from backfile.archive.article import Article
from backfile.archive.credits import Credit
from backfile.kinds import CITATION_FILES
from backfile.site.addresses import article_address, author_address, citation_address
from backfile.site.citations.record import CreditedView, RecordView
from backfile.site.desk import Desk
from backfile.site.fragments import FileView
from backfile.site.gallery import figure_of
from backfile.site.machine_views import CitationView
from backfile.site.pages import Page

_LABELS = {"bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON", "endnote": "EndNote"}
_TYPES = {
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl": "application/vnd.citationstyles.csl+json",
    "endnote": "application/x-endnote-refer",
}


def citation_pages(desk: Desk) -> Iterator[Page]:
    """The files of each article, in the formats that `site.toml` asks for."""
    forms = [(form, CITATION_FILES[form]) for form in desk.settings.citation_files]
    for article in desk.catalogue.articles:
        entry = desk.catalogue.entry_of(article)
        basis, compose = (article, entry.title, entry.date), partial(_citation_view, desk, article)
        for form, ending in forms:
            yield Page(
                permalink=citation_address(article.id, ending),
                template=f"citation.{ending}",
                source=f"the {_LABELS[form]} file of {article.prose.file}",
                basis=basis,
                compose=compose,
            )


def citation_files(desk: Desk, article: Article) -> tuple[FileView, ...]:
    """The places of these files."""
    return tuple(
        FileView(label=_LABELS[form], address=citation_address(article.id, CITATION_FILES[form]), type=_TYPES[form])
        for form in desk.settings.citation_files
    )


def record_of(desk: Desk, article: Article) -> RecordView:
    """What is known of an article besides its prose."""
    settings = desk.settings
    publication = desk.publication_of(article)
    is_of_site = publication.title == settings.publication.title
    licence = article.licence or settings.imprint.licence
    find = desk.catalogue.holdings.vocabulary.tag_for
    entry = desk.catalogue.entry_of(article)
    return RecordView(
        key=article.id,
        kind=article.kind,
        title=article.title,
        subtitle=article.subtitle,
        credits=tuple([credited(desk, credit) for credit in article.byline.credits]),
        abstract=article.abstract,
        tags=tuple(dict.fromkeys([find(words).label for words in article.tags])),
        publication=publication.title,
        medium=settings.publication.kind if is_of_site else "",
        is_of_site=is_of_site,
        publisher=settings.imprint.publisher if is_of_site else "",
        issn=publication.issn,
        volume=article.volume,
        issue=article.issue,
        issue_title=entry.title,
        issue_date=entry.date,
        pages=article.pages,
        date=article.date,
        updated=article.updated,
        doi=article.doi,
        language=article.language or settings.language,
        licence=licence,
        licence_url=settings.imprint.licence_url if licence and licence == settings.imprint.licence else "",
        figure=figure_of(article.figure) if article.figure else None,
        url=f"{settings.url}{quote(article_address(article.id))}" if settings.url else "",
        root=settings.url,
    )


def credited(desk: Desk, credit: Credit) -> CreditedView:
    """A credit in its parts, with the page of the contributor behind it."""
    contributor = desk.catalogue.holdings.people.behind(credit)
    return CreditedView(
        name=credit.name,
        role=credit.role,
        address=author_address(contributor.id),
        orcid=credit.orcid or contributor.orcid,
        affiliation=credit.affiliation,
    )


def _citation_view(desk: Desk, article: Article) -> CitationView:
    return CitationView(record=record_of(desk, article))
