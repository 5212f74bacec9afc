"""The record as linked data: JSON-LD in the words of schema.org, from the article up to the periodical."""

from __future__ import annotations

import json
from urllib.parse import quote

from backfile.site.addresses import issue_address, volume_address
from backfile.site.citations.record import CreditedView, RecordView, one_line
from backfile.site.image_fragments import FigureView

_TYPES = {"journal": "ScholarlyArticle", "newspaper": "NewsArticle"}
_ROLES = {"author": "author", "translator": "translator", "editor": "editor"}
_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NOT_MARKUP = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))

Node = dict[str, object]


def linked_data(record: RecordView) -> str:
    """The article as a JSON-LD document that may stand within a script element."""
    first, last = record.page_ends
    return script_json({
        "@context": "https://schema.org",
        "@type": article_type(record.medium),
        "@id": record.url,
        "url": record.url,
        "mainEntityOfPage": record.url,
        "headline": record.full_title,
        "name": record.title,
        "alternativeHeadline": record.subtitle,
        "genre": "" if record.kind == "article" else record.kind,
        **_people(record),
        "datePublished": record.date.iso if record.date else "",
        "dateModified": record.updated.iso if record.updated else "",
        "inLanguage": record.language,
        "abstract": one_line(record.abstract),
        "keywords": list(record.tags),
        "license": record.licence_url or record.licence,
        "isAccessibleForFree": True,
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": record.doi} if record.doi else None,
        "sameAs": f"https://doi.org/{record.doi}" if record.doi else "",
        "image": image(record.figure, record.root),
        "pagination": record.pages,
        "pageStart": first,
        "pageEnd": last,
        "isPartOf": _place(record),
    })  # fmt: skip


def article_type(medium: str) -> str:
    """What an article is in the words of schema.org, by the kind of its periodical."""
    return _TYPES.get(medium, "Article")


def _people(record: RecordView) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for credit in record.credits:
        found.setdefault(_ROLES.get(credit.role, "contributor"), []).append(person(credit, record.root))
    return found


def person(credit: CreditedView, root: str) -> Node:
    """Who is credited: a person or a body, under the address of its page."""
    name, url = credit.name, f"{root}{quote(credit.address)}" if root else ""
    if name.literal:
        return {"@type": "Organization", "@id": url, "name": name.literal, "url": url}
    return {
        "@type": "Person",
        "@id": url,
        "name": name.printed,
        "givenName": name.given,
        "familyName": name.family_name,
        "honorificSuffix": name.suffix,
        "affiliation": {"@type": "Organization", "name": credit.affiliation} if credit.affiliation else None,
        "url": url,
        "sameAs": f"https://orcid.org/{credit.orcid}" if credit.orcid else "",
    }


def image(figure: FigureView | None, root: str) -> Node | None:
    """A figure that the archive holds, on a site that states its address."""
    if figure is None or not figure.address or not root:
        return None
    return {
        "@type": "ImageObject",
        "url": f"{root}{figure.address}",
        "caption": figure.caption,
        "creditText": figure.credit,
        "license": figure.licence,
    }


def _place(record: RecordView) -> Node | None:
    home = record.root if record.is_of_site else ""
    whole = periodical(record.publication, record.issn, record.medium, record.publisher, home)
    above = volume_part(record.volume, record.root, whole) if record.volume else whole
    if not record.issue:
        return above
    date = record.issue_date.iso if record.issue_date else ""
    stated: Node = {"name": record.issue_title, "datePublished": date, "isPartOf": above}
    return {**issue_part(record.volume, record.issue, record.root), **stated}


def issue_part(volume: str, number: str, root: str) -> Node:
    """An issue by its numbers."""
    return {**_part("PublicationIssue", root, issue_address(volume, number)), "issueNumber": number}


def volume_part(number: str, root: str, whole: Node | None = None) -> Node:
    """A volume by its number, and the periodical that it is a part of."""
    return {**_part("PublicationVolume", root, volume_address(number)), "volumeNumber": number, "isPartOf": whole}


def _part(kind: str, root: str, address: str) -> Node:
    url = f"{root}{quote(address)}" if root else ""
    return {"@type": kind, "@id": url, "url": url}


def periodical(title: str, issn: str, medium: str, publisher: str, home: str) -> Node | None:
    """The periodical; `home` is the address of its site, "" for one that has no site or not this one."""
    if not title:
        return None
    return {
        "@type": "Newspaper" if medium == "newspaper" else "Periodical",
        "@id": home and f"{home}#periodical",
        "name": title,
        "issn": issn,
        "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
        "url": home,
    }


def script_json(data: Node) -> str:
    """Data as JSON that may stand within a script element; what is empty is left out."""
    text = _AS_JSON(_stated(data))
    for mark, escaped in _NOT_MARKUP:
        text = text.replace(mark, escaped)
    return text


def _stated(data: Node) -> Node:
    return {name: _value(value) for name, value in data.items() if value}


def _value(value: object) -> object:
    if isinstance(value, dict):
        return _stated(value)
    return [_value(each) for each in value] if isinstance(value, list) else value
