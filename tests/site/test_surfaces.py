"""One record, many surfaces: each is read back as others read it, and says what the record says.

The libraries: bibtexparser (BibTeX), rispy (RIS), feedparser (Atom and RSS), html5lib (the head of a page). What no
living library of modest size reads (EndNote's tags, CSL-JSON, JSON Feed, JSON-LD) is read by a short rule of its own.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import feedparser
import html5lib
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from hypothesis import given

from backfile.archive.article import Article
from backfile.archive.dates import SEASON_NAMES, SEASONS, PartialDate
from backfile.archive.names import Name
from backfile.manuscript.articles import read_article
from backfile.site.citations.bibtex import bibtex
from backfile.site.citations.exports import csl_json, endnote, ris
from backfile.site.citations.highwire import highwire
from backfile.site.citations.linked_data import linked_data
from backfile.site.citations.record import RecordView
from tests.records import RECORDS, record
from tests.sites import TOY, published

ROOT = "https://journal.example/archive/"
Said = dict[str, object]
"""What a surface says of an article, by field. A field that is not stated is "", () or None; never is it missing."""

# -- what the record says --------------------------------------------------------------------------------------------


def expected(held: RecordView, *fields: str, **forms: object) -> Said:
    """These fields of a record, and those that a surface gives in a form of its own."""
    values: Said = {
        "title": held.full_title,
        "authors": [inverted(name) for name in held.authors],
        "translators": [inverted(name) for name in held.named("translator")],
        "editors": [inverted(name) for name in held.named("editor")],
        "publication": held.publication,
        "issn": held.issn,
        "volume": held.volume,
        "issue": held.issue,
        "pages": held.pages,
        "doi": held.doi,
        "url": held.url,
        "language": held.language,
        "tags": list(held.tags),
        "abstract": one_line(held.abstract),
    }
    return {name: values[name] for name in (fields or values)} | forms


def inverted(name: Name) -> str:
    if name.literal or not name.given or not name.family:
        return name.printed
    return ", ".join(filter(None, [f"{name.particle} {name.family}".strip(), name.given, name.suffix]))


def one_line(text: str) -> str:
    return " ".join(text.split())


def season(date: PartialDate) -> str:
    return SEASON_NAMES["en"][SEASONS.index(date.season)] if date.season else ""


# -- BibTeX ----------------------------------------------------------------------------------------------------------

TEX = {
    r"{\textbackslash}": "\\", r"{\textbraceleft}": "{", r"{\textbraceright}": "}", r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^", r"\&": "&", r"\%": "%", r"\$": "$", r"\#": "#", r"\_": "_",
}  # fmt: skip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def check_bibtex(text: str, held: RecordView) -> None:
    library = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert not library.failed_blocks
    (entry,) = library.entries
    assert (entry.entry_type, entry.key) == ("article", held.key.replace("/", ":"))
    values: dict[str, Any] = defaultdict(str, {each.key: each.value for each in entry.fields})
    date = held.date
    month = MONTHS[date.month - 1] if date and date.month else season(date) if date else ""
    said: Said = {
        "title": unbraced(values["title"]),
        "authors": list(map(bibtex_name, values["author"])),
        "translators": list(map(bibtex_name, values["translator"])),
        "editors": list(map(bibtex_name, values["editor"])),
        "publication": from_tex(values["journal"]),
        "issn": values["issn"],
        "volume": from_tex(values["volume"]),
        "issue": from_tex(values["number"]),
        "pages": from_tex(values["pages"]),
        "doi": unquote(values["doi"]) if "%7B" in values["doi"] else values["doi"],
        "url": values["url"],
        "language": values["language"],
        "tags": from_tex(values["keywords"]),
        "abstract": from_tex(values["abstract"]),
        "date": (values["year"], values["month"], values["day"]),
    }
    assert said == expected(
        held,
        pages=re.sub(r"\s*[-–]\s*", "--", held.pages),
        tags=", ".join(held.tags),
        date=(str(date.year), month, str(date.day or "")) if date else ("", "", ""),
    )


def from_tex(text: str) -> str:
    return re.sub(r"\{\\\w+\}|\\[&%$#_]", lambda found: TEX[found[0]], text)


def unbraced(text: str) -> str:
    assert (text[0], text[-1]) == ("{", "}")
    return from_tex(text[1:-1])


def bibtex_name(parts: Any) -> str:  # noqa: ANN401 -- bibtexparser's own type
    family, given = " ".join([*parts.von, *parts.last]), " ".join(parts.first)
    named = ", ".join(filter(None, [family, given, " ".join(parts.jr)]))
    return re.sub(r"\{\\\w+\}|\\[&%$#_]|[{}]", lambda found: TEX.get(found[0], ""), named)


@given(RECORDS)
def test_bibtex(held: RecordView) -> None:
    check_bibtex(bibtex(held), held)


def test_bibtex_keeps_names_together() -> None:
    held = record(Name(literal="Lamps and Ropes, Ltd."), Name(given="Anna", family="Marsh and Fen", particle="van"))
    check_bibtex(bibtex(held), held)


# -- RIS -------------------------------------------------------------------------------------------------------------


def check_ris(text: str, held: RecordView) -> None:
    assert text.startswith("TY  - ")
    assert text.endswith("ER  - \r\n")
    assert text.count("\n") == text.count("\r\n")
    (values,) = rispy.loads(text.replace("\r\n", "\n"))
    first, last = held.page_ends
    date = held.date
    assert values["type_of_reference"] == {"magazine": "MGZN", "newspaper": "NEWS"}.get(held.medium, "JOUR")
    said: Said = {
        "title": values["title"],
        "authors": values.get("authors", []),
        "translators": values.get("quaternary_authors", values.get("subsidiary_authors", [])),
        "editors": values.get("secondary_authors", []),
        "publication": values.get("secondary_title", ""),
        "issn": values.get("issn", ""),
        "volume": values.get("volume", ""),
        "issue": values.get("number", ""),
        "pages": (values.get("start_page", ""), values.get("end_page", "")),
        "doi": values.get("doi", ""),
        "url": "".join(values.get("urls", [])),
        "language": values.get("language", ""),
        "tags": values.get("keywords", []),
        "abstract": values.get("abstract", ""),
        "date": (values.get("year", ""), values.get("date", "")),
    }
    month, day = (f"{part:02}" if part else "" for part in (date.month, date.day)) if date else ("", "")
    full = f"{date.year:04}/{month}/{day}/{season(date)}" if date and (date.month or date.season) else ""
    assert said == expected(held, pages=(first, last), date=(f"{date.year:04}" if date else "", full))


@given(RECORDS)
def test_ris(held: RecordView) -> None:
    check_ris(ris(held), held)


# -- CSL-JSON and EndNote --------------------------------------------------------------------------------------------


def check_csl(text: str, held: RecordView) -> None:
    (item,) = json.loads(text)
    assert all(value not in ("", [], {}, None) for value in item.values())
    assert item["type"] == f"article-{held.medium or 'journal'}"
    date = held.date
    said: Said = {
        "title": item["title"],
        "authors": list(map(csl_name, item.get("author", []))),
        "translators": list(map(csl_name, item.get("translator", []))),
        "editors": list(map(csl_name, item.get("editor", []))),
        "publication": item["container-title"],
        "issn": item.get("ISSN", ""),
        "volume": item.get("volume", ""),
        "issue": item.get("issue", ""),
        "pages": item.get("page", ""),
        "doi": item.get("DOI", ""),
        "url": item.get("URL", ""),
        "language": item["language"],
        "tags": item.get("keyword", ""),
        "abstract": one_line(item.get("abstract", "")),
        "date": (item["issued"]["date-parts"], item["issued"].get("season", "")) if "issued" in item else None,
    }
    parts = [part for part in (date.year, date.month, date.day) if part] if date else []
    assert said == expected(held, tags=", ".join(held.tags), date=([parts], season(date)) if date else None)


def csl_name(name: dict[str, str]) -> str:
    if "literal" in name:
        assert len(name) == 1
        return name["literal"]
    family = " ".join(filter(None, [name.get("non-dropping-particle", ""), name["family"]]))
    return ", ".join(filter(None, [family, name["given"], name.get("suffix", "")]))


@given(RECORDS)
def test_csl_json(held: RecordView) -> None:
    check_csl(csl_json(held), held)


def check_endnote(text: str, held: RecordView) -> None:
    values: defaultdict[str, list[str]] = defaultdict(list)
    for line in text.removesuffix("\n").split("\n"):
        tag, _, value = line.partition(" ")
        assert re.fullmatch(r"%\S", tag)
        assert value
        values[tag].append(value)
    date = held.date
    said: Said = {
        "title": "".join(values["%T"]),
        "authors": [name.removesuffix(",") for name in values["%A"]],
        "translators": [name.removesuffix(",") for name in values["%?"]],
        "editors": [name.removesuffix(",") for name in values["%E"]],
        "publication": "".join(values["%J"]),
        "issn": "".join(values["%@"]),
        "volume": "".join(values["%V"]),
        "issue": "".join(values["%N"]),
        "pages": "".join(values["%P"]),
        "doi": "".join(values["%R"]),
        "url": "".join(values["%U"]),
        "language": "".join(values["%G"]),
        "tags": values["%K"],
        "abstract": "".join(values["%X"]),
        "date": ("".join(values["%D"]), "".join(values["%8"])),
    }
    full = date.printed("en") if date and (date.month or date.season) else ""
    assert said == expected(held, date=(f"{date.year:04}" if date else "", full))


@given(RECORDS)
def test_endnote(held: RecordView) -> None:
    check_endnote(endnote(held), held)


# -- linked data -----------------------------------------------------------------------------------------------------


def check_linked_data(text: str, held: RecordView) -> None:
    assert not re.search(r"[<>&]", text)
    item = json.loads(text)
    assert list(empty_parts(item)) == []
    chain = {}
    part = item
    while part := part.get("isPartOf", {}):
        chain[part["@type"]] = part
    assert list(chain) == [
        *(["PublicationIssue"] if held.issue else []),
        *(["PublicationVolume"] if held.volume else []),
        "Newspaper" if held.medium == "newspaper" else "Periodical",
    ]
    periodical = list(chain.values())[-1]
    said: Said = {
        "title": item["headline"],
        "authors": list(map(linked_name, item.get("author", []))),
        "translators": list(map(linked_name, item.get("translator", []))),
        "editors": list(map(linked_name, item.get("editor", []))),
        "publication": periodical["name"],
        "issn": periodical.get("issn", ""),
        "volume": chain.get("PublicationVolume", {}).get("volumeNumber", ""),
        "issue": chain.get("PublicationIssue", {}).get("issueNumber", ""),
        "pages": (item.get("pageStart", ""), item.get("pageEnd", ""), item.get("pagination", "")),
        "doi": item.get("identifier", {}).get("value", ""),
        "url": item.get("url", ""),
        "language": item["inLanguage"],
        "tags": item.get("keywords", []),
        "abstract": item.get("abstract", ""),
        "date": (item.get("datePublished", ""), item.get("dateModified", "")),
        "licence": item.get("license", ""),
        "of_issue": tuple(chain.get("PublicationIssue", {}).get(name, "") for name in ("name", "datePublished")),
    }
    dates = (held.date.iso if held.date else "", held.updated.iso if held.updated else "")
    pages = (*held.page_ends, held.pages)
    of_issue = (held.issue_title, held.issue_date.iso if held.issue_date else "") if held.issue else ("", "")
    licence = held.licence_url or held.licence
    assert said == expected(held, date=dates, pages=pages, licence=licence, of_issue=of_issue)


def empty_parts(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for each in value.values():
            yield from empty_parts(each)
    elif isinstance(value, list):
        for each in value:
            yield from empty_parts(each)
    if value in ("", None, [], {}):
        yield value


def linked_name(node: dict[str, str]) -> str:
    if node["@type"] == "Organization" or not ("familyName" in node and "givenName" in node):
        return node["name"]
    return ", ".join(filter(None, [node["familyName"], node["givenName"], node.get("honorificSuffix", "")]))


@given(RECORDS)
def test_linked_data(held: RecordView) -> None:
    check_linked_data(linked_data(held), held)


# -- the head of a page ----------------------------------------------------------------------------------------------


def check_head(page: Element, held: RecordView) -> None:
    tags: defaultdict[str, list[str]] = defaultdict(list)
    for meta in page.iter("meta"):
        tags[meta.get("name") or meta.get("property") or ""].append(meta.get("content", ""))
    date = held.date
    said: Said = {
        "title": "".join(tags["citation_title"]),
        "authors": tags["citation_author"],
        "publication": "".join(tags["citation_journal_title"]),
        "issn": "".join(tags["citation_issn"]),
        "volume": "".join(tags["citation_volume"]),
        "issue": "".join(tags["citation_issue"]),
        "pages": ("".join(tags["citation_firstpage"]), "".join(tags["citation_lastpage"])),
        "doi": "".join(tags["citation_doi"]),
        "url": "".join(tags["citation_fulltext_html_url"]),
        "language": "".join(tags["citation_language"]),
        "tags": tags["citation_keywords"],
        "abstract": one_line("".join(tags["citation_abstract"])),
        "date": "".join(tags["citation_publication_date"]),
    }
    day = f"{date.year:04}/{date.month:02}/{date.day:02}" if date and date.day else f"{date.year:04}" if date else ""
    forms = {"authors": list(highwire(held).authors), "pages": held.page_ends, "date": day}
    assert said == {name: each for name, each in expected(held, **forms).items() if name in said}
    assert tags["og:type"] == ["article"]
    assert tags["og:title"] == [held.title]
    assert tags["og:url"] == [held.url]
    links = {(each.get("rel"), each.get("href")) for each in page.iter("link")}
    assert ("canonical", held.url) in links
    script, _trail = [each for each in page.iter("script") if each.get("type") == "application/ld+json"]
    check_linked_data(script.text or "", held)


# -- all of them, for every article of the toy archive ----------------------------------------------------------------


def articles_of(site: Path) -> Iterator[Article]:
    for path in sorted((site / "content/articles").rglob("*.md")):
        article, problems = read_article(path.read_text("utf-8"), path.relative_to(site).as_posix())
        assert article
        assert problems == ()
        if not article.draft:
            yield article


def labels() -> dict[str, str]:
    """The label of each tag of the toy archive, by all the words for it."""
    tags = tomllib.loads((TOY / "content/tags.toml").read_text("utf-8")).values()
    return {words.casefold(): tag["label"] for tag in tags for words in (tag["label"], *tag.get("aliases", []))}


def entries() -> dict[tuple[str, str], dict[str, Any]]:
    """What the register of the toy archive says of issues, by their numbers."""
    register = tomllib.loads((TOY / "content/issues.toml").read_text("utf-8")).values()
    return {(entry["volume"], entry["issue"]): entry for entry in register}


def stated(article: Article) -> RecordView:
    """The record as it follows from the manuscript and `site.toml`, made without the program."""
    credits = record(*(each.name for each in article.byline.credits if each.role == "author")).credits
    translators = tuple(each.name.printed for each in article.byline.credits if each.role == "translator")
    known = labels()
    entry = entries().get((article.volume, article.issue), {})
    held = record(
        translators=translators,
        key=article.id,
        title=article.title,
        subtitle=article.subtitle,
        abstract=article.abstract,
        tags=tuple(dict.fromkeys(known[words.casefold()] for words in article.tags)),
        publication="Ferry & Foreland",
        issn="9999-013X",
        volume=article.volume,
        issue=article.issue,
        issue_title=entry.get("title", ""),
        issue_date=PartialDate.parse(entry["date"]) if "date" in entry else None,
        pages=article.pages,
        date=article.date,
        updated=article.updated,
        doi=article.doi,
        language=article.language,
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        url=f"{ROOT}articles/{article.id}/",
        root=ROOT,
    )
    return replace(held, credits=credits + held.credits)


def test_all_surfaces_of_every_article_say_what_its_record_says(built_toy: Path) -> None:
    files = published(built_toy)
    articles = list(articles_of(built_toy))
    assert len(articles) == 17
    for article in articles:
        held, place = stated(article), f"articles/{article.id}"
        check_bibtex(files[f"{place}/citation.bib"].decode(), held)
        check_ris(files[f"{place}/citation.ris"].decode(), held)
        check_csl(files[f"{place}/citation.json"].decode(), held)
        check_endnote(files[f"{place}/citation.enw"].decode(), held)
        page = html5lib.parse(files[f"{place}/index.html"], transport_encoding="utf-8", namespaceHTMLElements=False)
        check_head(page, held)


def test_the_keys_of_bibtex_are_unique_in_the_archive(built_toy: Path) -> None:
    entries = b"".join(data for name, data in published(built_toy).items() if name.endswith(".bib")).decode()
    library = parse_string(entries)
    assert len(library.entries) == 17
    assert not library.failed_blocks


def test_feeds_say_what_the_records_say_in_every_format(built_toy: Path) -> None:
    files = published(built_toy)
    held = {each.url: each for each in map(stated, articles_of(built_toy))}
    feeds = [name for name in files if re.search(r"(feed|rss)\.(xml|json)$", name)]
    assert {name.rpartition("/")[2] for name in feeds} == {"feed.xml", "rss.xml", "feed.json"}
    for name in feeds:
        entries = json_entries(files[name]) if name.endswith("json") else xml_entries(files[name])
        assert entries
        for url, entry in entries.items():
            of = held[url]
            assert of.date
            year, month, day = of.date.sort_key
            assert entry == {
                "title": of.title,
                "authors": [each.printed for each in of.authors],
                "date": (year, month or 1, day or 1),
                "tags": list(of.tags),
                "abstract": one_line(of.abstract),
            }, name


def json_entries(data: bytes) -> dict[str, Said]:
    feed = json.loads(data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    return {
        item["url"]: {
            "title": item["title"],
            "authors": [author["name"] for author in item.get("authors", [])],
            "date": tuple(map(int, item["date_published"][:10].split("-"))),
            "tags": item.get("tags", []),
            "abstract": one_line(item["content_text"]),
        }
        for item in feed["items"]
    }


def xml_entries(data: bytes) -> dict[str, Said]:
    feed = feedparser.parse(data)
    assert not feed.bozo
    is_rss = feed.version == "rss20"
    return {
        entry.link: {
            "title": entry.title,
            "authors": [author.name for author in entry.get("authors", []) if author],
            "date": entry.published_parsed[:3],
            "tags": [tag.term for tag in entry.get("tags", [])],
            # RSS holds HTML, and feedparser gives it as such.
            "abstract": one_line(text_of(entry.get("summary", "")) if is_rss else entry.get("summary", "")),
        }
        for entry in feed.entries
    }


def text_of(html: str) -> str:
    return "".join(html5lib.parseFragment(html, namespaceHTMLElements=False).itertext())
