"""What all pages are composed from: the catalogue, the settings, and the small views that many pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from backfile.archive.article import Article, Prose
from backfile.archive.catalogue import Catalogue
from backfile.archive.credits import Byline, Credit
from backfile.archive.dates import PartialDate
from backfile.archive.serial import Issue
from backfile.config import Site
from backfile.digest import digest_value
from backfile.site.address_book import AddressBook
from backfile.site.addresses import (
    FEED,
    JSON_FEED,
    RSS,
    SEARCH,
    SITEMAP,
    article_address,
    author_address,
    issue_address,
    root_from,
    tag_address,
    volume_address,
)
from backfile.site.fragments import (
    BodyView,
    CreditView,
    DateView,
    EntryView,
    FileView,
    FrameView,
    ImprintView,
    LinkView,
    PublicationView,
    SiteView,
)
from backfile.site.gallery import Gallery
from backfile.site.long_lists import LongList
from backfile.site.menus import foot, links
from backfile.site.words import NO_WORDS, Words

_FEEDS = {
    "atom": ("Atom", FEED, "application/atom+xml"),
    "rss": ("RSS", RSS, "application/rss+xml"),
    "json": ("JSON Feed", JSON_FEED, "application/feed+json"),
}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The archive as it lies before whoever composes its pages.

    `stylesheet`, `script`, `fonts` are addresses of the theme's own files, `statics` those of the files in `static/`;
    `theme` says where further files of the theme are published, by their names there.
    """

    settings: Site
    catalogue: Catalogue
    words: Words = NO_WORDS
    stylesheet: str
    script: str = ""
    fonts: tuple[str, ...] = ()
    statics: frozenset[str] = frozenset()
    theme: Mapping[str, str] = field(default_factory=dict)
    gallery: Gallery = field(default_factory=Gallery)

    @cached_property
    def site(self) -> SiteView:
        """What every page shows of the site."""
        settings, imprint = self.settings, self.settings.imprint
        return SiteView(
            title=settings.title,
            description=settings.description,
            language=settings.language,
            url=settings.url,
            publication=PublicationView(title=settings.publication.title, issn=settings.publication.issn),
            imprint=ImprintView(
                publisher=imprint.publisher,
                place=imprint.place,
                email=imprint.email,
                licence=imprint.licence,
                licence_url=imprint.licence_url,
            ),
            menu=links(settings.menu),
            footer=foot(settings, self.catalogue, self.words, has_images=self.gallery.are_credited),
            stylesheet=self.stylesheet,
            script=self.script,
            fonts=self.fonts,
            logo=quote(settings.identity.logo),
            logo_image=self.gallery.logo,
            icon=quote(settings.identity.icon),
            feeds=self.feeds_of("", self.catalogue.published, settings.feeds.site),
            search=SEARCH if settings.search else "",
            share=self.gallery.site_share(settings),
        )

    def feeds_of(self, address: str, articles: Iterable[Article], formats: Iterable[str]) -> tuple[FileView, ...]:
        """The feeds of the list at an address: none where no article states a date."""
        if address not in self._dated_lists:
            self._dated_lists[address] = any(article.date for article in articles)
        if not self._dated_lists[address]:
            return ()
        return tuple(
            FileView(label=label, address=f"{address}{name}", type=media_type)
            for form in formats
            for label, name, media_type in [_FEEDS[form]]
            if self.settings.url or form == "atom"
        )

    @cached_property
    def _dated_lists(self) -> dict[str, bool]:
        return {}

    @cached_property
    def modified(self) -> Mapping[str, str]:
        """The date of the last change of each article that states one, by its address."""
        dated = ((article, article.updated or article.date) for article in self.catalogue.articles)
        return {article_address(article.id): date.iso for article, date in dated if date}

    def frame(
        self,
        permalink: str,
        title: str,
        description: str = "",
        language: str = "",
        feeds: tuple[FileView, ...] = (),
    ) -> FrameView:
        """The frame of the page that stands at an address."""
        return FrameView(
            title=title,
            description=description,
            language=language or self.settings.language,
            permalink=permalink,
            root=root_from(permalink),
            canonical=f"{self.settings.url}{quote(permalink)}" if self.settings.url else "",
            feeds=feeds,
        )

    def publication_of(self, article: Article) -> PublicationView:
        """The periodical that an article appeared in, with its ISSN as far as it is known."""
        own = self.settings.publication
        title = article.publication or own.title
        return PublicationView(title=title, issn=article.issn or (own.issn if title == own.title else ""))

    def date(self, date: PartialDate | None) -> DateView | None:
        """A date as it is printed in the language of the site."""
        if date is None:
            return None
        if date not in self._dates:
            self._dates[date] = DateView(iso=date.iso, printed=date.printed(self.settings.language))
        return self._dates[date]

    @cached_property
    def _dates(self) -> dict[PartialDate, DateView]:
        return {}

    def tag_link(self, words: str) -> LinkView:
        """The tag that is called by these words."""
        if words not in self._links:
            tag = self.catalogue.holdings.vocabulary.tag_for(words)
            self._links[words] = LinkView(label=tag.label, address=tag_address(tag.slug))
        return self._links[words]

    @cached_property
    def _links(self) -> dict[str | tuple[str, str], LinkView]:
        return {}

    def credits(self, byline: Byline) -> tuple[CreditView, ...]:
        """A byline, each name with the page of the contributor behind it."""
        return tuple(map(self._credit, byline.credits))

    def _credit(self, credit: Credit) -> CreditView:
        if credit not in self._credits:
            self._credits[credit] = self._credit_anew(credit)
        return self._credits[credit]

    @cached_property
    def _credits(self) -> dict[Credit, CreditView]:
        return {}

    def _credit_anew(self, credit: Credit) -> CreditView:
        contributor = self.catalogue.holdings.people.behind(credit)
        return CreditView(
            name=credit.name.printed,
            role=credit.role,
            address=author_address(contributor.id),
            orcid=credit.orcid or contributor.orcid,
            affiliation=credit.affiliation,
        )

    def entries(self, articles: Sequence[Article]) -> tuple[EntryView, ...]:
        """Articles as the lines of a list."""
        return tuple(map(self._entry, articles))

    def _entry(self, article: Article) -> EntryView:
        if article.id not in self._entries:
            self._entries[article.id] = EntryView(
                title=article.title,
                subtitle=article.subtitle,
                address=article_address(article.id),
                language=article.language or self.settings.language,
                kind=article.kind,
                credits=self.credits(article.byline),
                date=self.date(article.date),
                issue=self.issue_link(article.volume, article.issue) if article.issue else None,
                pages=article.pages,
            )
        return self._entries[article.id]

    @cached_property
    def _entries(self) -> dict[str, EntryView]:
        return {}

    def volume_link(self, number: str) -> LinkView:
        """A volume with its full name."""
        return LinkView(label=self.words.say("volume", number), address=volume_address(number))

    def issue_link(self, volume: str, number: str) -> LinkView:
        """An issue with its full name."""
        if (volume, number) not in self._links:
            issue = self.words.say("issue", number)
            label = f"{self.words.say('volume', volume)}, {issue}" if volume else issue
            self._links[volume, number] = LinkView(label=label, address=issue_address(volume, number))
        return self._links[volume, number]

    def link_to_issue(self, issue: Issue | None) -> LinkView | None:
        """The issue before or after another, if there is one."""
        return self.issue_link(issue.volume, issue.number) if issue else None

    def body(self, prose: Prose) -> BodyView:
        """The prose of a page with the places that its links lead to."""
        return BodyView(source=prose.file, digest=prose.digest, links=self.address_book.places(prose))

    @cached_property
    def address_book(self) -> AddressBook:
        """What links in prose and in the menus are looked up in."""
        lists = {"", "volumes/", "authors/", "tags/", "years/"}
        lists |= {feed.address for feed in self.site.feeds}
        lists |= {SITEMAP} if self.settings.url else set()
        lists |= {SEARCH} if self.settings.search else set()
        return AddressBook(catalogue=self.catalogue, others=self.statics | lists)

    @cached_property
    def common(self) -> str:
        """The digest of what the view of any page may depend on."""
        holdings = self.catalogue.holdings
        used = tuple(tag.slug for tag in self.catalogue.tags)
        theme = (*self.theme.items(), self.gallery.copier, self.gallery.drawer)
        registers = (holdings.people.contributors, holdings.vocabulary.tags)
        return digest_value((self.site, theme, self.settings, self.words, *registers, used))

    def long_list(self, address: str, articles: Sequence[Article]) -> LongList:
        """A list of articles that begins at an address, and the pages that it takes."""
        return LongList(address=address, articles=articles, per_page=self.settings.per_page)
