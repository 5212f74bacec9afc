"""The record as linked data: JSON-LD in the words of schema.org, from the article up to the periodical."""

from __future__ import annotations

import json
from urllib.parse import quote

from backfile.site.addresses import issue_address, volume_address
from backfile.site.citations.record import CreditedView, RecordView, one_line

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
        "@type": _TYPES.get(record.medium, "Article"),
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
        "image": _image(record),
        "pagination": record.pages,
        "pageStart": first,
        "pageEnd": last,
        "isPartOf": _issue(record),
    })  # fmt: skip


def _people(record: RecordView) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for credit in record.credits:
        found.setdefault(_ROLES.get(credit.role, "contributor"), []).append(_person(credit, record.root))
    return found


def _person(credit: CreditedView, root: str) -> Node:
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


def _image(record: RecordView) -> Node | None:
    figure = record.figure
    if figure is None or not figure.address or not record.root:
        return None
    return {
        "@type": "ImageObject",
        "url": f"{record.root}{figure.address}",
        "caption": figure.caption,
        "creditText": figure.credit,
        "license": figure.licence,
    }


def _issue(record: RecordView) -> Node | None:
    if not record.issue:
        return _volume(record)
    address = issue_address(record.volume, record.issue)
    return {**_part("PublicationIssue", record, address), "issueNumber": record.issue, "isPartOf": _volume(record)}


def _volume(record: RecordView) -> Node | None:
    if not record.volume:
        return _periodical(record)
    address = volume_address(record.volume)
    return {
        **_part("PublicationVolume", record, address),
        "volumeNumber": record.volume,
        "isPartOf": _periodical(record),
    }


def _part(kind: str, record: RecordView, address: str) -> dict[str, object]:
    url = f"{record.root}{quote(address)}" if record.root else ""
    return {"@type": kind, "@id": url, "url": url}


def _periodical(record: RecordView) -> Node | None:
    if not record.publication:
        return None
    home = record.root if record.is_of_site else ""
    return {
        "@type": "Newspaper" if record.medium == "newspaper" else "Periodical",
        "@id": home and f"{home}#periodical",
        "name": record.publication,
        "issn": record.issn,
        "publisher": {"@type": "Organization", "name": record.publisher} if record.publisher else None,
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
