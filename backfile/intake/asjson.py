"""A reading for machines: one JSON object with null or an empty list for what the text does not say."""

from __future__ import annotations

from typing import Any

from backfile.archive.credits import Credit
from backfile.archive.identifiers import issn_check_digit_is_right
from backfile.intake.findings import Finding, findings
from backfile.intake.record import Caption, Reading


def reading_as_json(name: str, reading: Reading, content: str) -> dict[str, Any]:
    """The fields of a reading as plain data; `name` is that of the case, `content` the text of its manuscript."""
    authors = [credit for credit in reading.byline.credits if credit.role == "author"]
    others = [credit for credit in reading.byline.credits if credit.role != "author"]
    return {
        "case": name,
        "title": reading.title or None,
        "subtitle": reading.subtitle or None,
        "publication": reading.publication or None,
        "issn": reading.issn or None,
        "issn_valid": issn_check_digit_is_right(reading.issn) if reading.issn else None,
        "volume": reading.volume or None,
        "issue": reading.issue or None,
        "pages": reading.pages or None,
        "authors": [_person(credit) for credit in authors],
        "contributors": [_person(credit) | {"role": credit.role} for credit in others],
        "date": reading.date.iso if reading.date else None,
        "doi": reading.doi or None,
        "language": reading.language or None,
        "licence": reading.licence or None,
        "keywords": list(reading.keywords) or None,
        "abstract": reading.abstract or None,
        "captions": [_caption(caption) for caption in reading.captions],
        "headings": list(reading.headings),
        "tags": [{"slug": tag.slug, "label": tag.label, "reason": tag.reason} for tag in reading.tags],
        "body": reading.body,
        "content": content,
        "warnings": sorted({remark.key for remark in reading.remarks}),
        "remarks": [
            {"key": remark.key, "line": remark.line, "sentence": remark.sentence} for remark in reading.remarks
        ],
        "left_out": [{"line": left.line, "text": left.text, "reason": left.reason} for left in reading.left_out],
        "fields": {found.field: _finding(found) for found in findings(reading)},
        "evidence": [{"field": one.field, "line": one.line, "text": one.text} for one in reading.evidence],
        "encoding": reading.encoding or None,
        "eol": reading.eol or None,
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "value": found.value or None,
        "lines": list(found.lines),
        "rule": found.rule,
        "confidence": found.confidence or None,
        "doubts": list(found.doubts),
    }


def _person(credit: Credit) -> dict[str, Any]:
    name = credit.name
    person: dict[str, Any] = {
        "name": name.printed,
        "given": name.given or None,
        "family": name.family_name or None,
    }
    beside = {"suffix": name.suffix, "orcid": credit.orcid, "affiliation": credit.affiliation, "email": credit.email}
    person |= {key: value for key, value in beside.items() if value}
    return person | ({"collective": True} if name.literal else {})


def _caption(caption: Caption) -> dict[str, str | None]:
    fields = {"text": caption.text, "alt": caption.alt, "credit": caption.credit, "licence": caption.licence}
    return {key: value or None for key, value in fields.items()}
