"""Identifiers of serials, people and articles: their normal form and their check digits.

A wrong check digit is reported and never repaired, so the two questions are asked apart.
"""

from __future__ import annotations

import re

_GAP = r"[\s\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]"
_LAST = "[0-9]{3}[0-9XxХх]"
_ISSN = re.compile(rf"([0-9]{{4}}){_GAP}{{0,4}}({_LAST})")
_ORCID = re.compile(rf"([0-9]{{4}}){_GAP}?([0-9]{{4}}){_GAP}?([0-9]{{4}}){_GAP}?({_LAST})")
_ORCID_LABEL = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/|orcid(?:\s?id)?\s?:?\s?)", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9})?/\S{1,400}")
_DOI_LABEL = re.compile(r"(?:doi\s?:?\s?)?(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/)?", re.IGNORECASE)
_BRACKETS = {")": "(", "]": "[", ">": "<", "}": "{"}


def normal_issn(text: str) -> str | None:
    """The ISSN that the text is, as dddd-dddX (ISO 3297), or None; any dash, blanks or no hyphen are understood."""
    found = _ISSN.fullmatch(text.strip())
    return f"{found[1]}-{_latin_x(found[2])}" if found else None


def issn_check_digit_is_right(issn: str) -> bool:
    """Whether the last character of an ISSN in normal form is the one that ISO 3297 demands (modulus 11)."""
    digits = issn.replace("-", "")
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits, strict=False))
    return digits[-1] == "0123456789X"[-total % 11]


def normal_orcid(text: str) -> str | None:
    """The ORCID iD that the text is, as dddd-dddd-dddd-dddX, or None; its address at orcid.org is understood."""
    bare = text.strip()
    label = _ORCID_LABEL.match(bare)
    found = _ORCID.fullmatch(bare[label.end() :] if label else bare)
    return "-".join([found[1], found[2], found[3], _latin_x(found[4])]) if found else None


def orcid_check_digit_is_right(orcid: str) -> bool:
    """Whether the last character of an ORCID iD in normal form is right (ISO 7064, modulus 11-2)."""
    digits = orcid.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return digits[-1] == "0123456789X"[(12 - total % 11) % 11]


def normal_doi(text: str) -> str | None:
    """The DOI that the text is, without "doi:" and the resolver's address, or None; letters stay as written."""
    bare = text.strip()
    label = _DOI_LABEL.match(bare)
    found = _DOI.fullmatch(bare[label.end() :] if label else bare)
    return _without_closing_marks(found[0]) if found else None


def _latin_x(digits: str) -> str:
    return digits.upper().replace("Х", "X")


def _without_closing_marks(doi: str) -> str:
    while doi[-1] in ".,;:\"'»”’" or (doi[-1] in _BRACKETS and doi.count(doi[-1]) > doi.count(_BRACKETS[doi[-1]])):
        doi = doi[:-1]
    return doi
