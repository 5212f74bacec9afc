"""The kinds of values that the archive's files hold: how each is read, and what is said of a wrong one."""

from __future__ import annotations

import re

from backfile.archive.article import KINDS
from backfile.archive.dates import PartialDate
from backfile.archive.identifiers import (
    issn_check_digit_is_right,
    normal_doi,
    normal_issn,
    normal_orcid,
    orcid_check_digit_is_right,
)
from backfile.archive.serial import MEDIA
from backfile.archive.slugs import LONGEST, slug
from backfile.schema import Kind

FEEDS = ("atom", "rss", "json")
# The formats for reference managers, and how the names of such files end.
CITATION_FILES = {"bibtex": "bib", "ris": "ris", "csl": "json", "endnote": "enw"}

# What neither HTML nor XML may hold: control characters and the code points that Unicode keeps for no character.
UNPRINTABLE = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_TURNS = r"\u202a-\u202e\u2066-\u2069"  # they make a text read other than it stands
_CONTROLS = re.compile(f"[{UNPRINTABLE}{_TURNS}]")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s/?#]+\S*", re.IGNORECASE)
_MOST = 1_000_000
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _read_text(text: str) -> str:
    hidden = None if text.isprintable() else _CONTROLS.search(text)
    if hidden:
        message = f"there is an invisible control character (U+{ord(hidden[0]):04X}) in it; type the text anew"
        raise ValueError(message)
    return " ".join(text.split())


def _read_block(text: str) -> str:
    return "\n\n".join(_read_text(part) for part in re.split(r"\n[ \t]*\n", text.strip()))


def _read_issn(text: str) -> str:
    issn = normal_issn(text)
    if issn is None:
        message = f"“{text}” is not an ISSN; it has eight digits, as in 2975-0474"
        raise ValueError(message)
    if not issn_check_digit_is_right(issn):
        message = f"the check digit of ISSN {issn} is wrong, so a digit was mistyped; look it up at portal.issn.org"
        raise ValueError(message)
    return issn


def _read_orcid(text: str) -> str:
    orcid = normal_orcid(text)
    if orcid is None:
        message = f"“{text}” is not an ORCID iD; it has sixteen digits, as in 0000-0002-1825-0097"
        raise ValueError(message)
    if not orcid_check_digit_is_right(orcid):
        message = f"the check digit of ORCID iD {orcid} is wrong, so a digit was mistyped; look it up at orcid.org"
        raise ValueError(message)
    return orcid


def _read_doi(text: str) -> str:
    doi = normal_doi(text)
    if doi is None:
        message = f"“{text}” is not a DOI; it begins with 10., as in 10.1000/182"
        raise ValueError(message)
    return doi


def _read_slug(text: str) -> str:
    if len(text) > LONGEST:
        message = f"an address of {len(text)} characters is too long; {LONGEST} are allowed"
        raise ValueError(message)
    if text != slug(text):
        message = f"“{text}” cannot be part of an address; “{slug(text)}” can"
        raise ValueError(message)
    return text


def _read_url(text: str) -> str:
    if not _ADDRESS.fullmatch(text) or not text.startswith(("http://", "https://")):
        message = f"“{text}” is not a full web address; it begins with https://"
        raise ValueError(message)
    return text


def _read_root(text: str) -> str:
    if "?" in text or "#" in text:
        message = f"“{text}” is not the address of a site: it has neither ? nor #"
        raise ValueError(message)
    return _read_url(text)


def _read_colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        message = f"“{text}” is not a colour; write # and six digits, as in #8a2b1d"
        raise ValueError(message)
    return text.lower()


def _read_asset(text: str) -> str:
    parts = text.removeprefix("/").split("/")
    if "\\" in text or ":" in text or not all(part.strip(". ") for part in parts):
        message = f"“{text}” is not a file in `static/`"
        raise ValueError(message)
    if parts[0] == "static":
        message = f"“{text}” begins with static/, which goes without saying; write “{'/'.join(parts[1:])}”"
        raise ValueError(message)
    return "/".join(parts)


def _read_manuscript(text: str) -> str:
    name = text.removeprefix("content/articles/").removesuffix(".md")
    if not name or name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        message = f"“{text}” is not a manuscript; write its file in content/articles/, as in 2019/tides.md"
        raise ValueError(message)
    return name


def _read_language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        message = f"“{text}” is not a language code; write en, it, de, ru …"
        raise ValueError(message)
    return text


def _read_flag(text: str) -> bool:
    flags = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if text.casefold() not in flags:
        message = f"“{text}” is neither true nor false"
        raise ValueError(message)
    return flags[text.casefold()]


def _read_article_kind(text: str) -> str:
    if text not in KINDS:
        message = f"there is no kind “{text}”; the kinds are {', '.join(KINDS)}"
        raise ValueError(message)
    return text


def _read_medium(text: str) -> str:
    if text not in MEDIA:
        message = f"there is no kind “{text}”; a periodical is one of {', '.join(MEDIA)}"
        raise ValueError(message)
    return text


def _read_citation_file(text: str) -> str:
    if text not in CITATION_FILES:
        message = f"there is no format “{text}”; the formats are {', '.join(CITATION_FILES)}"
        raise ValueError(message)
    return text


def _read_feed(text: str) -> str:
    if text not in FEEDS:
        message = f"there is no format “{text}”; the formats are {', '.join(FEEDS)}"
        raise ValueError(message)
    return text


def _read_tally(text: str) -> int:
    return 0 if text == "0" else _read_count(text)


def _read_count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:8]) <= _MOST:
        message = f"“{text}” is not a number from 1 to {_MOST}"
        raise ValueError(message)
    return int(text)


TEXT = Kind(label="a text on one line", read=_read_text)
BLOCK = Kind(label="a text", read=_read_block)
NUMBER = Kind(label="a number as printed, such as 7, 7-8 or XII", read=_read_text)
DATE = Kind(label="a date such as 2023, 2023-09 or 2023-09-20", read=PartialDate.parse)
ISSN = Kind(label="an ISSN such as 2975-0474", read=_read_issn)
ORCID = Kind(label="an ORCID iD such as 0000-0002-1825-0097", read=_read_orcid)
DOI = Kind(label="a DOI such as 10.1000/182", read=_read_doi)
SLUG = Kind(label="the last part of an address: small letters, digits and hyphens", read=_read_slug)
URL = Kind(label="a full web address", read=_read_url, schema=(("type", "string"), ("format", "uri")))
ROOT = Kind(label=URL.label, read=_read_root, schema=URL.schema)
ASSET = Kind(label="a file in `static/`, such as images/bridge.jpg", read=_read_asset)
MANUSCRIPT = Kind(label="a file in `content/articles/`, such as 2019/tides.md", read=_read_manuscript)
COLOUR = Kind(label="a colour such as #8a2b1d", read=_read_colour, of_words=False)
LANGUAGE = Kind(label="a language code such as en", read=_read_language, of_words=False)
FLAG = Kind(label="true or false", read=_read_flag, schema=(("type", "boolean"),), of_words=False)
COUNT = Kind(label="a whole number", read=_read_count, schema=(("type", "integer"), ("minimum", 1)))
TALLY = Kind(label="a whole number or 0", read=_read_tally, schema=(("type", "integer"), ("minimum", 0)))
MEDIUM = Kind(label="journal, magazine or newspaper", read=_read_medium, schema=(("enum", MEDIA),))
CITATION_FILE = Kind(
    label="a format for reference managers", read=_read_citation_file, schema=(("enum", tuple(CITATION_FILES)),)
)
FEED = Kind(label="a format of feeds", read=_read_feed, schema=(("enum", FEEDS),))
ARTICLE_KIND = Kind(label="a kind of article", read=_read_article_kind, schema=(("enum", KINDS),))
