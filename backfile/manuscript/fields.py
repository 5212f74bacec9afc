"""The fields of the files in `content/`: the table from which reading, messages, documentation and schema follow."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from backfile.archive.names import Name, parse_name
from backfile.kinds import (
    ARTICLE_KIND,
    ASSET,
    BLOCK,
    DATE,
    DOI,
    FLAG,
    ISSN,
    LANGUAGE,
    MANUSCRIPT,
    NUMBER,
    ORCID,
    SLUG,
    TEXT,
)
from backfile.schema import Field, Kind, Table


@lru_cache(maxsize=4096)  # the same people write again and again
def _read_name(text: str) -> Name:
    return parse_name(cast("str", TEXT.read(text)))


NAME = Kind(label="a name such as Anna van der Berg", read=_read_name)

_NAME_PARTS = (
    Field(name="given", kind=TEXT, about="Given names.", example="given: Anna"),
    Field(name="family", kind=TEXT, about="The family name, by which people are sorted.", example="family: Berg"),
    Field(
        name="particle",
        kind=TEXT,
        about="Words before the family name that are not sorted by.",
        example="particle: van",
    ),
    Field(name="suffix", kind=TEXT, about="What stands behind the name.", example="suffix: Jr."),
    Field(
        name="literal",
        kind=TEXT,
        about="The name of a body such as an editorial team, printed as it stands, in place of name parts.",
        example="literal: Editorial Board",
    ),
)
CREDIT = Table(
    name="a credit",
    fields=(
        *_NAME_PARTS,
        Field(
            name="id",
            kind=SLUG,
            about="The person meant, by the name in square brackets in content/people.toml.",
            example="id: anna-berg",
        ),
        Field(
            name="role",
            kind=TEXT,
            about="What the person did, if not the writing: translator, editor, photographer …",
            example="role: translator",
        ),
        Field(
            name="affiliation",
            kind=TEXT,
            about="The institution at the time.",
            example="affiliation: University of Alba",
        ),
        Field(name="orcid", kind=ORCID, about="The person's ORCID iD.", example="orcid: 0000-0002-1825-0097"),
        Field(
            name="email",
            kind=TEXT,
            about="An e-mail address. It is kept here and not printed.",
            example="email: anna@journal.example",
        ),
    ),
)
FIGURE = Table(
    name="the figure",
    fields=(
        Field(name="src", kind=ASSET, about="The image, as a file in static/.", example="src: images/bridge.jpg"),
        Field(
            name="alt",
            kind=TEXT,
            about="What the image shows, for those who cannot see it; `none` if it only decorates.",
            example="alt: An old bridge",
        ),
        Field(name="caption", kind=TEXT, about="The caption.", example="caption: The bridge before the flood"),
        Field(name="credit", kind=TEXT, about="Who made the image.", example="credit: Anna Berg"),
        Field(name="licence", kind=TEXT, about="The licence of the image.", example="licence: CC BY 4.0"),
    ),
)
IMAGE = Table(
    name="an image",
    fields=(
        Field(
            name="src",
            kind=ASSET,
            about="Which image, as a file in static/.",
            example="src: images/bridge.jpg",
            required=True,
        ),
        *(each for each in FIGURE.fields if each.name in {"caption", "credit", "licence"}),
    ),
)
ARTICLE = Table(
    name="the header",
    fields=(
        Field(name="title", kind=TEXT, about="The title.", example="title: The Bridges of Alba", required=True),
        Field(name="subtitle", kind=TEXT, about="The subtitle.", example="subtitle: A survey"),
        Field(
            name="authors",
            kind=NAME,
            table=CREDIT,
            many=True,
            about="Who is credited, in printed order: a name, or its parts with role, ORCID iD and affiliation.",
            example="authors: [Anna van der Berg]",
        ),
        Field(
            name="kind",
            kind=ARTICLE_KIND,
            about="What kind of article it is; `article` if nothing is said.",
            example="kind: review",
        ),
        Field(
            name="publication",
            kind=TEXT,
            about="The periodical as printed, if it differs from that of site.toml.",
            example="publication: Kavkaz Files",
        ),
        Field(name="issn", kind=ISSN, about="The ISSN as printed.", example="issn: 2975-0474"),
        Field(name="volume", kind=NUMBER, about="The volume as printed.", example="volume: 18"),
        Field(name="issue", kind=NUMBER, about="The issue as printed.", example="issue: 7"),
        Field(name="pages", kind=NUMBER, about="The page or pages as printed.", example="pages: 12-19"),
        Field(
            name="date",
            kind=DATE,
            about="When it was published, as precisely as is known: a year, a month or a day.",
            example="date: 2023-09",
        ),
        Field(name="updated", kind=DATE, about="When it was last changed in earnest.", example="updated: 2024-01-15"),
        Field(name="doi", kind=DOI, about="The registered DOI.", example="doi: 10.1000/182"),
        Field(
            name="tags",
            kind=TEXT,
            many=True,
            about="What it is about, in the words of content/tags.toml.",
            example="tags: [energy, trade]",
        ),
        Field(name="abstract", kind=BLOCK, about="The abstract.", example="abstract: Three bridges and their keepers."),
        Field(name="language", kind=LANGUAGE, about="The language of the text.", example="language: en"),
        Field(
            name="licence", kind=TEXT, about="Its licence, if not that of the imprint.", example="licence: CC BY 4.0"
        ),
        Field(
            name="figure",
            table=FIGURE,
            about="The figure at the head of the article.",
            example="figure: {src: images/bridge.jpg, alt: A bridge}",
        ),
        Field(
            name="images",
            table=IMAGE,
            many=True,
            about="Captions, credits and licences of the images in the text.",
            example="images: [{src: images/pier.jpg, caption: The pier, credit: Anna Berg, licence: CC BY 4.0}]",
        ),
        Field(
            name="relates_to",
            kind=MANUSCRIPT,
            many=True,
            about="The articles that this one corrects, retracts or answers; each is shown on the page of the other.",
            example="relates_to: [2019/tide-boards.md]",
        ),
        Field(
            name="translation_of",
            kind=MANUSCRIPT,
            about="The article that this one translates; the two link to each other.",
            example="translation_of: 2019/nochnaya-vahta.md",
        ),
        Field(
            name="slug",
            kind=SLUG,
            about="The end of its address, if not the name of the file.",
            example="slug: bridges-of-alba",
        ),
        Field(name="draft", kind=FLAG, about="true keeps it out of the site.", example="draft: true"),
        Field(
            name="source", kind=TEXT, about="The seed that the text was converted from.", example="source: bridges.txt"
        ),
        Field(
            name="review",
            kind=TEXT,
            many=True,
            about="What a person should still look at, one sentence each; delete each as it is settled.",
            example="review: [The text does not state its date.]",
        ),
    ),
)
PAGE = Table(
    name="the header",
    fields=(
        Field(name="title", kind=TEXT, about="The title.", example="title: About", required=True),
        Field(
            name="description",
            kind=TEXT,
            about="What the page is, in a sentence.",
            example="description: What this archive holds",
        ),
        Field(
            name="slug", kind=SLUG, about="The end of its address, if not the name of the file.", example="slug: about"
        ),
        Field(name="draft", kind=FLAG, about="true keeps it out of the site.", example="draft: true"),
    ),
)
PERSON = Table(
    name="a person",
    fields=(
        Field(name="name", kind=NAME, about="The preferred name.", example='name = "Anna van der Berg"'),
        *_NAME_PARTS,
        Field(
            name="variants",
            kind=TEXT,
            many=True,
            about="Other names under which the person was printed.",
            example='variants = ["A. van der Berg"]',
        ),
        Field(name="orcid", kind=ORCID, about="The ORCID iD.", example='orcid = "0000-0002-1825-0097"'),
        Field(
            name="biography",
            kind=BLOCK,
            about="A few lines about the person.",
            example='biography = "Writes on rivers."',
        ),
    ),
)
TAG = Table(
    name="a tag",
    fields=(
        Field(name="label", kind=TEXT, about="The tag as printed.", example='label = "Energy"', required=True),
        Field(
            name="aliases",
            kind=TEXT,
            many=True,
            about="Other words for the same thing.",
            example='aliases = ["power supply"]',
        ),
        Field(
            name="broader",
            kind=SLUG,
            about="The wider tag, by its name in square brackets.",
            example='broader = "economy"',
        ),
    ),
)
